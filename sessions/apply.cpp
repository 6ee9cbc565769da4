// SPDX-License-Identifier: Apache-2.0
#include "sessions/apply.hpp"

#include <algorithm>
#include <cassert>

namespace equivox {
namespace {

RoundState& current_round(Session& session) {
    assert(!session.rounds.empty());
    return session.rounds.back();
}

ProposalState& proposal_of(Session& session, ProposalId id) {
    auto& proposals = current_round(session).proposals;
    const auto found =
        std::find_if(proposals.begin(), proposals.end(), [&](const auto& p) { return p.id == id; });
    assert(found != proposals.end());
    return *found;
}

SeatState& seat_of(Session& session, SeatId id) {
    const auto found =
        std::find_if(session.seats.begin(), session.seats.end(), [&](const auto& s) { return s.id == id; });
    assert(found != session.seats.end());
    return *found;
}

void add_proposal(Session& session, RoundState& round, ProposalId id, ProposalVersion version,
                  bool no_change) {
    std::uint32_t number = 0;
    if (!no_change) {
        number = 1;
        for (const ProposalState& other : round.proposals) number = std::max(number, other.number + 1);
    }
    round.proposals.push_back({.id = id,
                               .number = number,
                               .current = std::move(version),
                               .earlier = {},
                               .no_change = no_change,
                               .set_aside = false,
                               .set_aside_reason = {}});
    session.next_proposal = std::max(session.next_proposal, id.value + 1);
}

// One overload for each event: what it changes.
struct Apply {
    Session& session;

    void operator()(const SessionOpened& event) const {
        session.opened = event;
        session.seats = seats_of(event.agenda);
    }
    void operator()(const SessionResumed& event) const {
        if (!session.box || !event.reopened) return;
        if (session.box->kind == BoxKind::consent)
            current_round(session).askings.back().box = *event.reopened;
        session.box->id = *event.reopened;
        session.box->last_call = false;
        session.box->closing = false;
        session.next_box = event.reopened->value + 1;
    }
    void operator()(const SeatTaken& event) const {
        seat_of(session, event.seat).device_key = event.device_key;
    }
    void operator()(const SeatFreed& event) const { seat_of(session, event.seat).device_key.reset(); }
    void operator()(const RoundBegun& event) const {
        RoundState& round = session.rounds.emplace_back();
        round.id = event.round;
        if (session.plan(event.round)->no_change)
            add_proposal(session, round, ProposalId{session.next_proposal},
                         {"No change", "Things stay as they are."}, true);
    }
    void operator()(const BoxOpened& event) const {
        RoundState& round = current_round(session);
        round.stage = *find_transition(round.stage, move_that_opens(event.kind))->to;
        session.box =
            BoxState{.id = event.box, .kind = event.kind, .proposal = event.proposal, .ranked = event.ranked};
        session.next_box = event.box.value + 1;
        if (event.kind == BoxKind::consent)
            round.askings.push_back({event.box, *event.proposal,
                                     proposal_of(session, *event.proposal).earlier.size(), std::nullopt});
    }
    void operator()(const LastCallGiven&) const { session.box->last_call = true; }
    void operator()(const BoxClosing&) const { session.box->closing = true; }
    void operator()(const BoxReleased& event) const {
        std::visit([&](const auto& release) { publish(release, event); }, event.release);
        session.box.reset();
    }
    void operator()(const BoxVoided&) const {
        if (session.box->kind == BoxKind::consent) current_round(session).askings.pop_back();
        session.box.reset();
    }
    void operator()(const ClarificationBegun&) const { current_round(session).stage = Stage::clarification; }
    void operator()(const ProposalSetAside& event) const {
        ProposalState& proposal = proposal_of(session, event.proposal);
        proposal.set_aside = true;
        proposal.set_aside_reason = event.reason;
    }
    void operator()(const ProposalRestored& event) const {
        ProposalState& proposal = proposal_of(session, event.proposal);
        proposal.set_aside = false;
        proposal.set_aside_reason.clear();
    }
    void operator()(const ProposalAmended& event) const {
        ProposalState& proposal = proposal_of(session, event.proposal);
        proposal.earlier.push_back(std::move(proposal.current));
        proposal.current = {event.title, event.text};
    }
    void operator()(const OutcomeDrafted& event) const {
        RoundState& round = current_round(session);
        if (round.stage != Stage::outcome) round.drafted_in = round.stage;
        round.stage = Stage::outcome;
        round.outcome = event.outcome;
    }
    void operator()(const DraftWithdrawn&) const {
        RoundState& round = current_round(session);
        round.stage = round.drafted_in;
        round.outcome.reset();
    }
    void operator()(const OutcomeDeclared&) const { current_round(session).declared = true; }
    void operator()(const SessionClosed&) const { session.closed = true; }

private:
    void publish(const ProposalsRelease& release, const BoxReleased&) const {
        RoundState& round = current_round(session);
        round.proposals_shown = true;
        for (const ReleasedProposal& proposal : release.proposals)
            add_proposal(session, round, proposal.id, {proposal.title, proposal.text}, false);
    }
    void publish(const QuestionsRelease& release, const BoxReleased&) const {
        for (const ReleasedQuestion& question : release.questions) {
            current_round(session).questions.push_back({question, {}});
            session.next_question = std::max(session.next_question, question.id.value + 1);
        }
    }
    void publish(const AnswersRelease& release, const BoxReleased&) const {
        for (const ReleasedAnswer& answer : release.answers)
            for (QuestionState& question : current_round(session).questions)
                if (question.question.id == answer.question) question.answers.push_back(answer.text);
    }
    void publish(const RankingRelease&, const BoxReleased& event) const { add_ranking(event); }
    void publish(const RankingWithheld&, const BoxReleased& event) const { add_ranking(event); }
    void add_ranking(const BoxReleased& event) const {
        current_round(session).rankings.push_back(
            {event.box, session.box->ranked, event.release, event.counted});
    }
    void publish(const ConsentRelease& release, const BoxReleased&) const {
        current_round(session).askings.back().release = release;
        for (const ReleasedObjection& objection : release.objections)
            session.next_objection = std::max(session.next_objection, objection.id.value + 1);
    }
};

}  // namespace

void apply_in_place(Session& session, const Event& event) {
    std::visit(Apply{session}, event);
}

Session apply(Session session, const Event& event) {
    apply_in_place(session, event);
    return session;
}

}  // namespace equivox
