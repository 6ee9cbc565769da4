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
        session.not_destroyed.push_back(session.box->id);
        session.box->id = *event.reopened;
        session.box->ready.reset();
        session.box->last_call = false;
        session.box->closing = false;
        session.box->held.clear();
        session.next_box = event.reopened->value + 1;
    }
    void operator()(const SeatTaken& event) const {
        seat_of(session, event.seat).device_key = event.device_key;
    }
    void operator()(const SeatFreed& event) const { seat_of(session, event.seat).device_key.reset(); }
    void operator()(const RoundBegun& event) const {
        RoundState& round = session.rounds.emplace_back();
        round.id = event.round;
        const RoundPlan& plan = *session.plan(event.round);
        for (const ExampleProposal& given : plan.given)
            add_proposal(session, round, ProposalId{session.next_proposal}, {given.title, given.text}, false);
        round.proposals_shown = !plan.given.empty();
        if (plan.practice) round.stage = Stage::clarification;
        if (plan.no_change && !plan.practice)
            add_proposal(session, round, ProposalId{session.next_proposal},
                         {"No change", "Things stay as they are."}, true);
    }
    void operator()(const BoxOpened& event) const {
        session.box = BoxState{.id = event.box,
                               .kind = event.kind,
                               .proposal = event.proposal,
                               .ranked = event.ranked,
                               .outsiders_only = event.outsiders_only,
                               .ready = {},
                               .held = {}};
        session.next_box = event.box.value + 1;
        if (event.kind == BoxKind::safety) return;
        RoundState& round = current_round(session);
        round.stage = *find_transition(round.stage, move_that_opens(event.kind))->to;
        if (event.kind == BoxKind::consent)
            round.askings.push_back({event.box,
                                     *event.proposal,
                                     proposal_of(session, *event.proposal).earlier.size(),
                                     std::nullopt,
                                     std::nullopt,
                                     {}});
    }
    void operator()(const BoxReady& event) const { session.box->ready = event; }
    void operator()(const LastCallGiven&) const { session.box->last_call = true; }
    void operator()(const BoxClosing&) const {
        session.box->closing = true;
        session.box->held = session.seats_held();
    }
    void operator()(const BoxReleased& event) const {
        std::visit([&](const auto& release) { publish(release, event); }, event.release);
        end_box();
    }
    void operator()(const BoxVoided&) const {
        if (session.box->kind == BoxKind::consent) current_round(session).askings.pop_back();
        end_box();
    }
    void operator()(const BoxDestroyed& event) const { std::erase(session.not_destroyed, event.box); }
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
    void operator()(const ProposalsMerged& event) const {
        const std::size_t version = proposal_of(session, event.kept).earlier.size();
        amend(event.kept, {event.title, event.text});
        ProposalState& merged = proposal_of(session, event.merged);
        merged.set_aside = true;
        merged.set_aside_reason =
            "Merged into proposal " + std::to_string(proposal_of(session, event.kept).number) + ".";
        current_round(session).merges.push_back({event.kept, event.merged, version});
    }
    void operator()(const ProposalAmended& event) const { amend(event.proposal, {event.title, event.text}); }
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
    void operator()(const PracticeEnded&) const { current_round(session).declared = true; }
    void operator()(const SessionClosed&) const { session.closed = true; }

private:
    void end_box() const {
        session.not_destroyed.push_back(session.box->id);
        session.box.reset();
    }
    void amend(ProposalId id, ProposalVersion version) const {
        ProposalState& proposal = proposal_of(session, id);
        if (proposal.current == version) return;
        proposal.earlier.push_back(std::move(proposal.current));
        proposal.current = std::move(version);
    }
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
    void publish(const OpenRankingRelease&, const BoxReleased& event) const { add_ranking(event); }
    void publish(const RankingWithheld&, const BoxReleased& event) const { add_ranking(event); }
    void add_ranking(const BoxReleased& event) const {
        current_round(session).rankings.push_back(
            {event.box, session.box->ranked, event.release, event.counted});
    }
    void publish(const ShortlistRelease& release, const BoxReleased& event) const {
        add_shortlist(event);
        if (release.chosen.empty()) return;
        for (ProposalState& proposal : current_round(session).proposals) {
            const auto& ticked = session.box->ranked;
            if (!std::binary_search(ticked.begin(), ticked.end(), proposal.id)) continue;
            if (std::binary_search(release.chosen.begin(), release.chosen.end(), proposal.id)) continue;
            proposal.set_aside = true;
            proposal.set_aside_reason = "Not on the shortlist.";
        }
    }
    void publish(const ShortlistWithheld&, const BoxReleased& event) const { add_shortlist(event); }
    void add_shortlist(const BoxReleased& event) const {
        current_round(session).shortlists.push_back(
            {event.box, session.box->ranked, event.release, event.counted});
    }
    void publish(const SafetyRelease&, const BoxReleased& event) const { add_safety(event); }
    void publish(const SafetyWithheld&, const BoxReleased& event) const { add_safety(event); }
    void add_safety(const BoxReleased& event) const {
        session.safety.push_back({event.box, event.release, session.box->held, session.rounds.size()});
    }
    void publish(const ConsentWithheld& release, const BoxReleased&) const {
        AskingState& asking = current_round(session).askings.back();
        asking.withheld = release;
        asking.held = session.box->held;
    }
    void publish(const ConsentRelease& release, const BoxReleased&) const {
        current_round(session).askings.back().release = release;
        current_round(session).askings.back().held = session.box->held;
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
