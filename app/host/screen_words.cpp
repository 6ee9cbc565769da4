// SPDX-License-Identifier: Apache-2.0
#include "app/host/screen_words.hpp"

#include <algorithm>
#include <array>

namespace equivox::words {
namespace {

std::string minutes(std::uint32_t count) {
    return std::to_string(count) + (count == 1 ? " minute" : " minutes");
}

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

}  // namespace

std::string_view stage_name(Stage stage) {
    switch (stage) {
        case Stage::proposals:
            return "Proposals";
        case Stage::clarification:
            return "Clarification";
        case Stage::ranking:
            return "Ranking";
        case Stage::objections:
            return "Objections";
        case Stage::outcome:
            return "Outcome";
    }
    __builtin_unreachable();
}

std::string stage_time(std::uint32_t planned_minutes, std::uint32_t used_seconds) {
    if (planned_minutes == 0) return minutes(used_seconds / 60) + " so far";
    const std::uint32_t planned_seconds = planned_minutes * 60;
    if (used_seconds < planned_seconds) {
        const std::uint32_t left = planned_seconds - used_seconds;
        return left < 60 ? "Less than a minute left" : minutes(left / 60) + " left";
    }
    const std::uint32_t over = (used_seconds - planned_seconds) / 60;
    return over == 0 ? "Time is up" : minutes(over) + " over";
}

std::string stage_time_used(std::uint32_t planned_minutes, std::uint32_t used_seconds) {
    const std::uint32_t used = used_seconds / 60;
    if (planned_minutes == 0) return minutes(used) + " used, none planned";
    return std::to_string(used) + " of " + minutes(planned_minutes) + " used";
}

std::string last_call(std::uint32_t seconds_left) {
    if (seconds_left == 0) return "Time is up";
    return std::to_string(seconds_left) + (seconds_left == 1 ? " second left" : " seconds left");
}

std::string ordinal(std::size_t number) {
    const std::size_t last = number % 10;
    const bool teens = number % 100 >= 11 && number % 100 <= 13;
    const char* ending = teens || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd";
    return std::to_string(number) + ending;
}

std::string place(std::size_t first, std::size_t count) {
    if (count <= 1) return ordinal(first);
    return ordinal(first) + " to " + ordinal(first + count - 1);
}

std::string grouped(std::string_view code, std::size_t group) {
    std::string result;
    for (std::size_t index = 0; index < code.size(); ++index) {
        if (index > 0 && index % group == 0) result += ' ';
        result += code[index];
    }
    return result;
}

std::string plain_address(std::string_view url) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
    }
    while (url.ends_with('/')) url.remove_suffix(1);
    return std::string(url);
}

std::string join_link(const RoomView& view) {
    return view.join_url + "/#code=" + view.room_code;
}

std::string first_sentences(std::string_view text, std::size_t characters_least) {
    std::size_t end = text.find(". ");
    while (end != std::string_view::npos && end + 1 < characters_least) end = text.find(". ", end + 2);
    return std::string(end == std::string_view::npos ? text : text.substr(0, end + 1));
}

std::string what_is_waited_for(const BoxView& box) {
    if (!box.waiting.empty()) return box.waiting;
    switch (box.state) {
        case BoxStage::opening:
            return "Getting ready.";
        case BoxStage::open:
            return {};
        case BoxStage::closing:
            return "Closing: what came out is shown in a moment.";
    }
    __builtin_unreachable();
}

std::string date(std::string_view iso) {
    constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    const bool shaped = iso.size() == 10 && iso[4] == '-' && iso[7] == '-' && is_digit(iso[5]) &&
                        is_digit(iso[6]) && is_digit(iso[8]) && is_digit(iso[9]);
    if (!shaped) return std::string(iso);
    const auto two = [&](std::size_t at) { return (iso[at] - '0') * 10 + (iso[at + 1] - '0'); };
    const int month = two(5);
    if (month < 1 || month > 12) return std::string(iso);
    return std::to_string(two(8)) + " " + std::string(months[static_cast<std::size_t>(month) - 1]) + " " +
           std::string(iso.substr(0, 4));
}

const ProposalView* find_proposal(const RoundView& round, ProposalId id) {
    const auto found = std::ranges::find(round.proposals, id, &ProposalView::id);
    return found == round.proposals.end() ? nullptr : &*found;
}

std::string numbered_title(const RoundView& round, ProposalId id) {
    const ProposalView* proposal = find_proposal(round, id);
    if (proposal == nullptr) return "Proposal " + std::to_string(id.value);
    if (proposal->no_change || proposal->number == 0) return proposal->title;
    return std::to_string(proposal->number) + "  " + proposal->title;
}

std::string order(const RoundView& round, const std::vector<StandingsPlace>& places) {
    std::string order;
    for (const StandingsPlace& place : places) {
        if (!order.empty()) order += "  \u2192  ";
        std::string shared;
        for (const ProposalId id : place.proposals) {
            const ProposalView* proposal = find_proposal(round, id);
            shared += shared.empty() ? "" : " = ";
            shared += proposal == nullptr   ? std::to_string(id.value)
                      : proposal->no_change ? proposal->title
                                            : std::to_string(proposal->number);
        }
        order += shared;
    }
    return order;
}

}  // namespace equivox::words
