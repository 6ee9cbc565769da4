// SPDX-License-Identifier: Apache-2.0
#include "sessions/view.hpp"

#include <algorithm>

#include "sessions/decide.hpp"
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
        if (round.declared && round.outcome) summary.outcome = outcome_view(session, round);
    }
    return summaries;
}

BoxStage stage_of(const BoxState& box) {
    if (box.closing) return BoxStage::closing;
    return box.ready ? BoxStage::open : BoxStage::opening;
}

BoxView box_view(const Session& session, const BoxState& box, const Live& live) {
    BoxView view;
    view.id = box.id;
    view.kind = box.kind;
    view.state = stage_of(box);
    view.task = words::task(session, box);
    view.promise = words::promise(session, box);
    if (live.waiting) view.waiting = words::waiting(*live.waiting);
    view.ranked = box.ranked;
    view.outsiders_only = box.outsiders_only;
    view.clauses = deposit_rules(session).clauses;
    if (box.ready) {
        view.key = box.ready->public_key;
        view.token = box.ready->token;
    }
    view.last_call = box.last_call;
    view.last_call_seconds_left = live.last_call_seconds_left;
    view.more_time = live.more_time;
    view.turnout = live.turnout;
    view.seats_taken = std::max(session.seats_taken(), live.seats_in_box);
    return view;
}

SafetyView safety_view(const Session& session, const SafetyState& safety) {
    SafetyView view;
    view.since = static_cast<std::uint32_t>(safety.rounds_begun);
    view.asked = static_cast<std::uint32_t>(session.safety.size());
    if (const auto* release = std::get_if<SafetyRelease>(&safety.release)) {
        view.shown = true;
        view.words = words::safety(release->band);
    } else {
        view.words = words::withheld(session, std::get<SafetyWithheld>(safety.release));
    }
    return view;
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
    view.anonymous = words::how_anonymous(session);
    if (!session.safety.empty()) view.safety = safety_view(session, session.safety.back());
    if (session.box) view.box = box_view(session, *session.box, live);
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
    if (session.box) view.entries_allowed = deposit_rules(session).entries_allowed;
    view.may_keep_apart = live.merge_is_fresh;
    if (const auto task = live.tasks.find(id); task != live.tasks.end()) view.task = task->second;
    view.now = words::seat_now(session, view.deposited);
    view.next = words::seat_next(session);
    return view;
}

}  // namespace equivox
