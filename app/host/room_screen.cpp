// SPDX-License-Identifier: Apache-2.0
#include "app/host/room_screen.hpp"

#include <algorithm>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox {
namespace {

using ui::Ui;

// Changes whenever the session comes to something new that the room should look at.
std::string key_of_moment(const RoomView& view) {
    std::string key = view.closed ? "closed" : "open";
    const auto add = [&key](std::size_t number) { key += "/" + std::to_string(number); };
    add(view.box ? view.box->id.value : 0);
    add(view.safety ? view.safety->asked : 0);
    if (!view.round) return key;
    const RoundView& round = *view.round;
    add(round.id.value);
    add(static_cast<std::size_t>(round.stage));
    add(round.proposals_shown ? 1 : 0);
    add(round.proposals.size());
    add(round.questions.size());
    add(round.standings ? 1 : 0);
    add(round.askings.size());
    add(!round.outcome ? 0 : round.outcome->declared ? 2 : 1);
    add(host::practice_is_over(view) ? 1 : 0);
    return key;
}

// A proposal that was amended since the screen was drawn last.
std::optional<ProposalId> newly_amended(const RoomView& view, RoomScreenState& state) {
    std::optional<ProposalId> amended;
    if (!view.round) return amended;
    for (const ProposalView& proposal : view.round->proposals) {
        const auto [known, is_new] = state.amendments_seen.try_emplace(proposal.id, proposal.earlier.size());
        if (!is_new && proposal.earlier.size() > known->second) amended = proposal.id;
        known->second = proposal.earlier.size();
    }
    return amended;
}

// Of what may come out of boxes in one stage, in any order.
void note_what_came(const RoomView& view, RoomScreenState& state) {
    if (!view.box && state.box_seen) {
        if (state.box_seen == BoxKind::shortlist) state.came_last = RoomShow::shortlist;
        if (state.box_seen == BoxKind::questions || state.box_seen == BoxKind::answers)
            state.came_last = RoomShow::questions;
        if (state.box_seen == BoxKind::proposals) state.came_last = RoomShow::proposals;
    }
    state.box_seen = view.box ? std::optional(view.box->kind) : std::nullopt;
}

void follow_the_session(const RoomView& view, RoomScreenState& state) {
    note_what_came(view, state);
    const std::string key = key_of_moment(view);
    const bool first = state.moment_key.empty();
    if (key != state.moment_key) {
        state.show = first ? state.show : RoomShow::moment;
        if (!first) state.page = 0;
        state.moment_key = key;
    }
    const std::uint32_t asked = view.safety ? view.safety->asked : 0;
    if (!first && asked > state.safety_seen) state.show = RoomShow::safety;
    state.safety_seen = asked;
    if (const std::optional<ProposalId> amended = newly_amended(view, state)) {
        state.show = RoomShow::amendment;
        state.proposal = amended;
        state.page = 0;
    }
    if (state.show != RoomShow::moment && !can_show(view, state.show)) state.show = RoomShow::moment;
}

const ProposalView* proposal_to_show(const RoundView& round, RoomShow what, const RoomScreenState& state) {
    if (state.proposal) {
        if (const ProposalView* proposal = words::find_proposal(round, *state.proposal)) return proposal;
    }
    if (what != RoomShow::amendment || round.askings.empty()) return nullptr;
    return words::find_proposal(round, round.askings.back().proposal);
}

void draw_body(Ui& ui, const RoomView& view, RoomScreenState& state, RoomShow what) {
    if (what == RoomShow::purpose) return host::purpose_screen(ui, view, state);
    if (what == RoomShow::anonymous) return host::anonymous_screen(ui, view, state);
    if (what == RoomShow::safety) return host::safety_screen(ui, *view.safety, state);
    if (what == RoomShow::joining || !view.round) return host::joining_screen(ui, view, state);
    const RoundView& round = *view.round;
    switch (what) {
        case RoomShow::question:
            return host::question_screen(ui, round, state);
        case RoomShow::questions:
            return host::questions_screen(ui, round, state);
        case RoomShow::shortlist:
            return host::shortlist_screen(ui, round, state);
        case RoomShow::standings:
            return host::standings_screen(ui, round, state);
        case RoomShow::objections:
            return host::objections_screen(ui, round, state);
        case RoomShow::outcome:
            return host::outcome_screen(ui, round, state);
        case RoomShow::one_proposal:
        case RoomShow::amendment: {
            const ProposalView* proposal = proposal_to_show(round, what, state);
            if (proposal == nullptr) break;
            if (what == RoomShow::one_proposal || proposal->earlier.empty())
                return host::one_proposal_screen(ui, *proposal, state);
            return host::amendment_screen(ui, round, *proposal, state);
        }
        default:
            break;
    }
    host::proposals_screen(ui, round, state);
}

}  // namespace

std::optional<RoomShow> shown_at_this_moment(const RoomView& view, const RoomScreenState& state) {
    if (view.closed) return {};
    if (view.box) return {};
    if (!view.round) return RoomShow::joining;
    const RoundView& round = *view.round;
    if (round.outcome) return RoomShow::outcome;
    const ConsentView* asking = host::last_asking(round);
    if (round.stage >= Stage::objections && asking != nullptr)
        return asking->text_changed_since ? RoomShow::amendment : RoomShow::objections;
    if (round.stage >= Stage::ranking && round.standings) return RoomShow::standings;
    if (round.stage == Stage::clarification) {
        if (state.came_last && can_show(view, *state.came_last)) return state.came_last;
        if (round.shortlist) return RoomShow::shortlist;
        if (!round.questions.empty()) return RoomShow::questions;
    }
    return round.proposals_shown ? RoomShow::proposals : RoomShow::question;
}

bool can_show(const RoomView& view, RoomShow what) {
    if (what == RoomShow::moment || what == RoomShow::joining || what == RoomShow::purpose) return true;
    if (what == RoomShow::safety) return view.safety.has_value();
    if (what == RoomShow::anonymous) return !view.anonymous.empty();
    if (!view.round) return false;
    const RoundView& round = *view.round;
    switch (what) {
        case RoomShow::question:
            return true;
        case RoomShow::proposals:
        case RoomShow::one_proposal:
            return !round.proposals.empty();
        case RoomShow::questions:
            return !round.questions.empty();
        case RoomShow::shortlist:
            return round.shortlist.has_value();
        case RoomShow::standings:
            return round.standings.has_value();
        case RoomShow::objections:
            return host::last_asking(round) != nullptr;
        case RoomShow::amendment:
            return std::ranges::any_of(round.proposals,
                                       [](const ProposalView& each) { return !each.earlier.empty(); });
        case RoomShow::outcome:
            return round.outcome.has_value();
        default:
            return true;
    }
}

void room_screen(Ui& ui, const RoomView& view, RoomScreenState& state) {
    follow_the_session(view, state);
    const bool called_up = state.show != RoomShow::moment;
    const std::optional<RoomShow> moment = shown_at_this_moment(view, state);
    const RoomShow what = called_up ? state.show : moment.value_or(RoomShow::moment);
    const bool purpose_in_body = what == RoomShow::joining || what == RoomShow::purpose;
    std::size_t pages = 1;
    ui.page([&] { host::room_header(ui, view, state); },
            [&] {
                state.pages = 1;
                if (!called_up && view.closed) {
                    host::closed_screen(ui, view, state);
                } else if (!called_up && view.box) {
                    host::box_screen(ui, view, state);
                } else {
                    draw_body(ui, view, state, what);
                }
                pages = state.pages;
            },
            [&] { host::room_footer(ui, view, state, !purpose_in_body); });
    state.pages = pages;
}

}  // namespace equivox
