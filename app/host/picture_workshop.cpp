// SPDX-License-Identifier: Apache-2.0
#include "app/host/picture_workshop.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sessions/apply.hpp"

namespace equivox::host {
namespace {

SessionOpened opening(Agenda agenda, bool rehearsal, CustodyKind custody) {
    SessionOpened opened;
    opened.session_id = std::string(32, 'a');
    opened.host_key = std::string(64, 'a');
    opened.public_seed = std::string(64, '5');
    opened.room_code = "KWTMRHAP";
    opened.rehearsal = rehearsal;
    opened.custody = custody;
    opened.software = "equivox";
    opened.agenda = std::move(agenda);
    return opened;
}

std::string key_of(std::size_t device) {
    std::string digits = std::to_string(device);
    return std::string(64 - digits.size(), '0') + digits;
}

// What a delegate of this seat prefers: the room's order with neighbours exchanged here and there.
Ranking ranking_of(const std::vector<ProposalId>& order, std::size_t seat) {
    std::vector<ProposalId> own = order;
    for (std::size_t place = 0; place + 1 < own.size(); ++place) {
        const std::size_t every = 3 + place % 3;
        if ((seat + place) % every == 0) std::swap(own[place], own[place + 1]);
    }
    Ranking ranking;
    for (const ProposalId id : own) ranking.push_back({id});
    return ranking;
}

}  // namespace

PictureWorkshop::PictureWorkshop(Agenda agenda, bool rehearsal, CustodyKind custody) {
    session_ = apply(Session{}, opening(std::move(agenda), rehearsal, custody));
    live_.join_url = "http://192.168.1.20:8477";
    live_.check_words = "amber lantern orchard velvet thimble harbour";
    live_.digest = "6f1c0a9be2d74385b1f09c6e4d2a8137f5e0b94c7a6d1832c4e9f70b5a3d8e61";
}

void PictureWorkshop::ask(const Command& command, const Actor& by) {
    const Decision decision = decide(session_, command, Given{by});
    const auto* events = std::get_if<std::vector<Event>>(&decision);
    assert(events != nullptr && "a picture's workshop asks only what is allowed");
    if (events == nullptr) return;
    for (const Event& event : *events) apply_in_place(session_, event);
}

void PictureWorkshop::take_seats(std::size_t count) {
    std::vector<SeatState> seats = session_.seats;
    std::ranges::stable_sort(seats, {}, &SeatState::number);
    for (const SeatState& seat : seats) {
        if (count == 0) break;
        if (seat.number > 1 && session_.seats_taken() >= session_.seats.size()) break;
        ask(TakeSeat{seat.organisation, key_of(seat.id.value)}, Delegate{});
        --count;
    }
    for (const SeatState& seat : session_.seats) {
        if (seat.device_key && seat.id.value % 9 != 4) live_.connected.insert(seat.id);
    }
}

void PictureWorkshop::open(BoxKind kind, std::uint32_t turnout, std::optional<ProposalId> proposal,
                           bool outsiders_only) {
    ask(OpenBox{.kind = kind, .proposal = proposal, .outsiders_only = outsiders_only});
    get_ready();
    live_.turnout = turnout;
    live_.stage_seconds = 190;
}

void PictureWorkshop::last_call(std::uint32_t seconds_left) {
    ask(GiveLastCall{session_.box->id});
    live_.last_call_seconds_left = seconds_left;
}

void PictureWorkshop::get_ready() {
    constexpr std::uint32_t half_of_the_organisations = 2;
    const std::uint32_t holders =
        session_.opened.custody == CustodyKind::shared ? session_.organisations_seated() : 0;
    apply_in_place(session_, BoxReady{session_.box->id, std::string(64, 'b'), std::string(32, 'c'), holders,
                                      holders == 0 ? 0 : holders / half_of_the_organisations + 1});
}

void PictureWorkshop::begin_closing() {
    const BoxId box = session_.box->id;
    if (!session_.box->last_call) ask(GiveLastCall{box});
    ask(CloseBox{box});
    live_.last_call_seconds_left.reset();
}

void PictureWorkshop::release(std::vector<SeatId> counted, std::vector<OpenedDeposit> deposits) {
    if (!session_.box->closing) begin_closing();
    const ReleaseParameters parameters = release_parameters(session_);
    Release made = make_release(parameters, BoxKey{}, counted, std::move(deposits));
    apply_in_place(session_, decide_release(session_, session_.box->id, std::move(made), std::move(counted)));
    live_.turnout = 0;
    live_.waiting.reset();
}

void PictureWorkshop::close(const std::vector<DepositContent>& deposits) {
    assert(deposits.size() <= session_.seats_taken());
    std::size_t next = 0;
    close_for_each([&](const SeatState&) {
        return next < deposits.size() ? deposits[next++] : empty_deposit(session_.box->kind);
    });
}

void PictureWorkshop::close_for_each(const std::function<DepositContent(const SeatState&)>& content) {
    std::vector<SeatId> counted;
    std::vector<OpenedDeposit> deposits;
    for (const SeatState& seat : session_.seats) {
        if (!seat.device_key) continue;
        counted.push_back(seat.id);
        deposits.push_back({seat.organisation, content(seat)});
    }
    release(std::move(counted), std::move(deposits));
}

void PictureWorkshop::close_ranking(const std::vector<ProposalId>& order) {
    close_for_each([&](const SeatState& seat) { return RankingDeposit{ranking_of(order, seat.id.value)}; });
}

HostFrame PictureWorkshop::frame() const {
    // The first seats are in.
    Live live = live_;
    for (const SeatId seat : session_.seats_held())
        if (live.deposited.size() < live.turnout) live.deposited[seat] = 1;
    return {.room = view_for_room(session_, live),
            .facilitator = view_for_facilitator(session_, live),
            .refused = {},
            .refused_count = 0,
            .file = "/home/facilitator/.local/share/equivox/winter-discharge.equivox"};
}

ProposalId PictureWorkshop::proposal(std::uint32_t number) const {
    const auto& proposals = session_.round()->proposals;
    const auto found = std::ranges::find(proposals, number, &ProposalState::number);
    assert(found != proposals.end());
    return found->id;
}

}  // namespace equivox::host
