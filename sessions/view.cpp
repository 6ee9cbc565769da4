// SPDX-License-Identifier: Apache-2.0
#include "sessions/view.hpp"

#include <algorithm>

#include "sessions/session.hpp"
#include "sessions/view_round.hpp"
#include "sessions/words.hpp"

namespace equivox {
namespace {

std::vector<OrganisationView> organisation_views(const Session& session) {
    std::vector<OrganisationView> views;
    for (const Organisation& organisation : session.opened.agenda.organisations) {
        const auto taken = std::count_if(
            session.seats.begin(), session.seats.end(),
            [&](const SeatState& seat) { return seat.organisation == organisation.id && seat.device_key; });
        views.push_back(
            {organisation.id, organisation.name, organisation.seats, static_cast<std::uint32_t>(taken)});
    }
    return views;
}

std::vector<RoundSummary> round_summaries(const Session& session) {
    std::vector<RoundSummary> summaries;
    for (const RoundPlan& plan : session.opened.agenda.rounds) {
        RoundSummary& summary = summaries.emplace_back(RoundSummary{plan.id, plan.question, {}, {}});
        if (plan.id.value > session.rounds.size()) continue;
        const RoundState& round = session.rounds[plan.id.value - 1];
        summary.status = round.declared ? RoundStatus::decided : RoundStatus::current;
        if (round.declared) summary.outcome = outcome_view(session, round);
    }
    return summaries;
}

}  // namespace

RoomView view_for_room(const Session& session, const Live& live) {
    const Agenda& agenda = session.opened.agenda;
    RoomView view;
    view.session_name = agenda.name;
    view.purpose = agenda.purpose;
    view.group_name = agenda.group_name;
    view.agreements = agenda.agreements;
    view.rehearsal = session.opened.rehearsal;
    view.closed = session.closed;
    view.room_code = session.opened.room_code;
    view.join_url = live.join_url;
    view.trouble = live.trouble;
    if (session.closed) {
        view.check_words = live.check_words;
        view.digest = live.digest;
    }
    view.organisations = organisation_views(session);
    view.seats_taken = session.seats_taken();
    view.seats_total = static_cast<std::uint32_t>(session.seats.size());
    view.rounds = round_summaries(session);
    if (const RoundState* round = session.round()) view.round = round_view(session, *round, live);
    return view;
}

SeatView view_for_seat(const Session& session, const Live& live, SeatId id) {
    SeatView view;
    const SeatState* seat = session.seat(id);
    if (!seat) return view;
    view.seat = id;
    view.label = seat->label;
    view.organisation = session.organisation(seat->organisation)->name;
    const auto own = live.deposited.find(id);
    view.deposited = session.box && own != live.deposited.end();
    if (view.deposited) view.sequence = own->second;
    if (session.box && session.box->kind == BoxKind::proposals)
        view.entries_allowed = session.plan(session.round()->id)->proposals_per_seat;
    view.now = words::seat_now(session, view.deposited);
    view.next = words::seat_next(session);
    return view;
}

}  // namespace equivox
