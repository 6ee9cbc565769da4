// SPDX-License-Identifier: Apache-2.0
// Names the members of every value that is written to the journal or the wire, in their order, and the "type"
// of every alternative of a variant. A member that is not named here does not exist for files and messages;
// tests compare.
#pragma once

#include <boost/describe.hpp>
#include <string_view>

#include "sessions/event.hpp"
#include "sessions/view.hpp"

namespace equivox {

// agenda.hpp
BOOST_DESCRIBE_ENUM(ConsentRule, no_objection, objections_may_stand)
BOOST_DESCRIBE_ENUM(TieRule, lot, discuss)
BOOST_DESCRIBE_ENUM(Results, anonymous, open)
BOOST_DESCRIBE_ENUM(Level, l1, l2, l3)
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, name, seats))
BOOST_DESCRIBE_STRUCT(StageMinutes, (), (proposals, clarification, ranking, objections, outcome))
BOOST_DESCRIBE_STRUCT(ExampleProposal, (), (title, text))
BOOST_DESCRIBE_STRUCT(Examples, (),
                      (proposals, questions, answers, worries, objections, amendments, outcome_reasons,
                       outcome_owner, outcome_review_date))
BOOST_DESCRIBE_STRUCT(RoundPlan, (),
                      (id, question, context, minutes, consent, tie, no_change, proposals_per_seat, results,
                       most, given, practice, examples))
BOOST_DESCRIBE_STRUCT(Agenda, (), (name, purpose, group_name, agreements, organisations, rounds))

// round.hpp
BOOST_DESCRIBE_ENUM(Stage, proposals, clarification, ranking, objections, outcome)

// deposit.hpp
BOOST_DESCRIBE_ENUM(BoxKind, proposals, questions, answers, ranking, consent, shortlist, safety)
BOOST_DESCRIBE_ENUM(SafetyAnswer, nothing, safe, in_between, not_safe)
BOOST_DESCRIBE_STRUCT(ShortlistDeposit, (), (ticks))
BOOST_DESCRIBE_STRUCT(SafetyDeposit, (), (answer))
BOOST_DESCRIBE_ENUM(ConsentAnswer, nothing, yes, worry, objection, stand_aside)
BOOST_DESCRIBE_STRUCT(ProposalEntry, (), (title, text))
BOOST_DESCRIBE_STRUCT(QuestionEntry, (), (about, text))
BOOST_DESCRIBE_STRUCT(AnswerEntry, (), (question, text))
BOOST_DESCRIBE_STRUCT(ProposalsDeposit, (), (entries))
BOOST_DESCRIBE_STRUCT(QuestionsDeposit, (), (entries))
BOOST_DESCRIBE_STRUCT(AnswersDeposit, (), (entries))
BOOST_DESCRIBE_STRUCT(RankingDeposit, (), (ranking))
BOOST_DESCRIBE_STRUCT(ConsentDeposit, (), (answer, clause, reason))

// release.hpp
BOOST_DESCRIBE_ENUM(Step, level, ahead, clearly_ahead, fifth, two_fifths, three_fifths)
BOOST_DESCRIBE_ENUM(WithheldReason, too_few_organisations, attendance_changed, sizes)
BOOST_DESCRIBE_ENUM(SafetyBand, safe, divided, not_safe)
BOOST_DESCRIBE_STRUCT(RankingRelease, (),
                      (rule_version, organisations, ballots, level, outsiders_only, places, steps))
BOOST_DESCRIBE_STRUCT(MethodResult, (), (method, places))
BOOST_DESCRIBE_STRUCT(OpenRankingRelease, (),
                      (rule_version, organisations, ballots, scale, places, steps, support, mean_distance,
                       methods))
BOOST_DESCRIBE_STRUCT(ShortlistRelease, (), (rule_version, organisations, ballots, chosen))
BOOST_DESCRIBE_STRUCT(ShortlistWithheld, (), (rule_version, reason, organisations, ballots, changed))
BOOST_DESCRIBE_STRUCT(SafetyRelease, (), (band))
BOOST_DESCRIBE_STRUCT(SafetyWithheld, (), (reason, changed))
BOOST_DESCRIBE_STRUCT(ConsentWithheld, (), (changed))
BOOST_DESCRIBE_STRUCT(RankingWithheld, (), (rule_version, reason, organisations, ballots, changed))
BOOST_DESCRIBE_STRUCT(ReleasedProposal, (), (id, title, text))
BOOST_DESCRIBE_STRUCT(ReleasedQuestion, (), (id, about, text))
BOOST_DESCRIBE_STRUCT(ReleasedAnswer, (), (question, text))
BOOST_DESCRIBE_STRUCT(ReleasedObjection, (), (id, clause, reason))
BOOST_DESCRIBE_STRUCT(ReleasedWorry, (), (clause, reason))
BOOST_DESCRIBE_STRUCT(ProposalsRelease, (), (proposals))
BOOST_DESCRIBE_STRUCT(QuestionsRelease, (), (questions))
BOOST_DESCRIBE_STRUCT(AnswersRelease, (), (answers))
BOOST_DESCRIBE_STRUCT(ConsentRelease, (), (objections, worries))

// command.hpp
BOOST_DESCRIBE_ENUM(OutcomeKind, adopted, deferred, no_decision)
BOOST_DESCRIBE_STRUCT(TakeSeat, (), (organisation, device_key))
BOOST_DESCRIBE_STRUCT(LeaveSeat, (), ())
BOOST_DESCRIBE_ENUM(KeyPart, room, ballot)
BOOST_DESCRIBE_ENUM(Signal, more_time, please_pause, keep_apart)
BOOST_DESCRIBE_STRUCT(PutDeposit, (), (box, sequence, blob))
BOOST_DESCRIBE_STRUCT(KeepParts, (), (box))
BOOST_DESCRIBE_STRUCT(ReturnPart, (), (box, part, sealed))
BOOST_DESCRIBE_STRUCT(RaiseSignal, (), (signal))
BOOST_DESCRIBE_STRUCT(MergeProposals, (), (kept, merged, title, text))
BOOST_DESCRIBE_STRUCT(EndPractice, (), ())
BOOST_DESCRIBE_STRUCT(FreeSeat, (), (seat))
BOOST_DESCRIBE_STRUCT(BeginRound, (), (round))
BOOST_DESCRIBE_STRUCT(OpenBox, (), (kind, proposal, outsiders_only))
BOOST_DESCRIBE_STRUCT(GiveLastCall, (), (box))
BOOST_DESCRIBE_STRUCT(CloseBox, (), (box))
BOOST_DESCRIBE_STRUCT(VoidBox, (), (box))
BOOST_DESCRIBE_STRUCT(MoveToClarification, (), ())
BOOST_DESCRIBE_STRUCT(SetProposalAside, (), (proposal, reason))
BOOST_DESCRIBE_STRUCT(RestoreProposal, (), (proposal))
BOOST_DESCRIBE_STRUCT(AmendProposal, (), (proposal, title, text))
BOOST_DESCRIBE_STRUCT(OutcomeText, (), (kind, proposal, text, reasons, owner, review_date, dissent))
BOOST_DESCRIBE_STRUCT(DraftOutcome, (), (outcome))
BOOST_DESCRIBE_STRUCT(WithdrawDraft, (), ())
BOOST_DESCRIBE_STRUCT(DeclareOutcome, (), ())
BOOST_DESCRIBE_STRUCT(CloseSession, (), ())

// event.hpp
BOOST_DESCRIBE_ENUM(CustodyKind, memory, shared)
BOOST_DESCRIBE_ENUM(VoidReason, cancelled, parts_missing)
BOOST_DESCRIBE_STRUCT(SessionOpened, (),
                      (format, session_id, public_seed, room_code, host_key, rehearsal, custody, software,
                       agenda))
BOOST_DESCRIBE_STRUCT(SessionResumed, (), (reopened))
BOOST_DESCRIBE_STRUCT(SeatTaken, (), (seat, device_key))
BOOST_DESCRIBE_STRUCT(SeatFreed, (), (seat, by_facilitator))
BOOST_DESCRIBE_STRUCT(RoundBegun, (), (round))
BOOST_DESCRIBE_STRUCT(BoxOpened, (), (box, round, kind, proposal, ranked, outsiders_only))
BOOST_DESCRIBE_STRUCT(BoxReady, (), (box, public_key, token, holders, threshold))
BOOST_DESCRIBE_STRUCT(LastCallGiven, (), (box))
BOOST_DESCRIBE_STRUCT(BoxClosing, (), (box))
BOOST_DESCRIBE_STRUCT(BoxReleased, (), (box, release, counted))
BOOST_DESCRIBE_STRUCT(BoxVoided, (), (box, reason))
BOOST_DESCRIBE_STRUCT(BoxDestroyed, (), (box))
BOOST_DESCRIBE_STRUCT(ProposalsMerged, (), (kept, merged, title, text))
BOOST_DESCRIBE_STRUCT(PracticeEnded, (), (round))
BOOST_DESCRIBE_STRUCT(ClarificationBegun, (), (round))
BOOST_DESCRIBE_STRUCT(ProposalSetAside, (), (proposal, reason))
BOOST_DESCRIBE_STRUCT(ProposalRestored, (), (proposal))
BOOST_DESCRIBE_STRUCT(ProposalAmended, (), (proposal, title, text))
BOOST_DESCRIBE_STRUCT(OutcomeDrafted, (), (round, outcome))
BOOST_DESCRIBE_STRUCT(DraftWithdrawn, (), (round))
BOOST_DESCRIBE_STRUCT(OutcomeDeclared, (), (round))
BOOST_DESCRIBE_STRUCT(SessionClosed, (), ())

// device_task.hpp
BOOST_DESCRIBE_STRUCT(TakeParts, (), (box, sealed))
BOOST_DESCRIBE_STRUCT(GivePart, (), (box, part, to))

// view.hpp
BOOST_DESCRIBE_ENUM(RoundStatus, waiting, current, decided)
BOOST_DESCRIBE_STRUCT(OrganisationView, (), (id, name, seats, taken))
BOOST_DESCRIBE_STRUCT(OutcomeView, (),
                      (kind, kind_words, proposal, proposal_title, text, reasons, owner, review_date, worries,
                       standing_objections, dissent, declared))
BOOST_DESCRIBE_STRUCT(RoundSummary, (), (id, question, status, outcome))
BOOST_DESCRIBE_ENUM(BoxStage, opening, open, closing)
BOOST_DESCRIBE_STRUCT(BoxView, (),
                      (id, kind, state, task, promise, waiting, ranked, outsiders_only, clauses, key, token,
                       last_call, last_call_seconds_left, more_time, turnout, seats_taken))
BOOST_DESCRIBE_STRUCT(EarlierText, (), (title, clauses, merged_with))
BOOST_DESCRIBE_STRUCT(ProposalView, (),
                      (id, number, title, clauses, no_change, set_aside, set_aside_reason, earlier))
BOOST_DESCRIBE_STRUCT(QuestionView, (), (id, about, text, answers))
BOOST_DESCRIBE_STRUCT(StandingsPlace, (), (proposals))
BOOST_DESCRIBE_STRUCT(SupportRow, (), (proposal, voices))
BOOST_DESCRIBE_STRUCT(MethodPlaces, (), (method, places))
BOOST_DESCRIBE_STRUCT(OpenFigures, (), (warning, support, agreement, methods))
BOOST_DESCRIBE_STRUCT(StandingsView, (),
                      (shown, not_shown_because, places, steps, step_words, organisations, ballots,
                       equal_voice, thresholds, why_no_figures, warning, figures))
BOOST_DESCRIBE_STRUCT(ShortlistView, (), (shown, not_shown_because, words, chosen))
BOOST_DESCRIBE_STRUCT(SafetyView, (), (shown, words, since, asked))
BOOST_DESCRIBE_STRUCT(ConsentView, (),
                      (proposal, asking, open, not_shown_because, objections, worries, text_changed_since))
BOOST_DESCRIBE_STRUCT(RoundView, (),
                      (id, number, question, context, stage, how_decided, planned_minutes, stage_seconds,
                       practice, open_results, proposals_shown, proposals, questions, shortlist, standings,
                       earlier_standings, leading, leading_because, askings, outcome))
BOOST_DESCRIBE_STRUCT(RoomView, (),
                      (session_name, purpose, group_name, agreements, rehearsal, closed, check_words, digest,
                       room_code, join_url, trouble, organisations, seats_taken, seats_total, anonymous,
                       safety, box, rounds, round))
BOOST_DESCRIBE_STRUCT(SeatView, (),
                      (seat, label, organisation, deposited, sequence, entries_allowed, may_keep_apart, task,
                       now, next))
BOOST_DESCRIBE_STRUCT(SeatRow, (), (seat, organisation, label, taken, connected))
BOOST_DESCRIBE_STRUCT(Offer, (), (label, command, primary, hint))
BOOST_DESCRIBE_STRUCT(FacilitatorView, (), (seats, offers, before_opening, before_closing, signals, prompt))

// DepositContent
constexpr std::string_view tag_of(const ProposalsDeposit&) {
    return "proposals";
}
constexpr std::string_view tag_of(const QuestionsDeposit&) {
    return "questions";
}
constexpr std::string_view tag_of(const AnswersDeposit&) {
    return "answers";
}
constexpr std::string_view tag_of(const RankingDeposit&) {
    return "ranking";
}
constexpr std::string_view tag_of(const ConsentDeposit&) {
    return "consent";
}

constexpr std::string_view tag_of(const ShortlistDeposit&) {
    return "shortlist";
}
constexpr std::string_view tag_of(const SafetyDeposit&) {
    return "safety";
}

// Release
constexpr std::string_view tag_of(const ProposalsRelease&) {
    return "proposals";
}
constexpr std::string_view tag_of(const QuestionsRelease&) {
    return "questions";
}
constexpr std::string_view tag_of(const AnswersRelease&) {
    return "answers";
}
constexpr std::string_view tag_of(const RankingRelease&) {
    return "ranking";
}
constexpr std::string_view tag_of(const RankingWithheld&) {
    return "ranking_withheld";
}
constexpr std::string_view tag_of(const ConsentRelease&) {
    return "consent";
}

constexpr std::string_view tag_of(const OpenRankingRelease&) {
    return "open_ranking";
}
constexpr std::string_view tag_of(const ConsentWithheld&) {
    return "consent_withheld";
}
constexpr std::string_view tag_of(const ShortlistRelease&) {
    return "shortlist";
}
constexpr std::string_view tag_of(const ShortlistWithheld&) {
    return "shortlist_withheld";
}
constexpr std::string_view tag_of(const SafetyRelease&) {
    return "safety";
}
constexpr std::string_view tag_of(const SafetyWithheld&) {
    return "safety_withheld";
}

// Command
constexpr std::string_view tag_of(const TakeSeat&) {
    return "take_seat";
}
constexpr std::string_view tag_of(const LeaveSeat&) {
    return "leave_seat";
}
constexpr std::string_view tag_of(const PutDeposit&) {
    return "put_deposit";
}
constexpr std::string_view tag_of(const FreeSeat&) {
    return "free_seat";
}
constexpr std::string_view tag_of(const BeginRound&) {
    return "begin_round";
}
constexpr std::string_view tag_of(const OpenBox&) {
    return "open_box";
}
constexpr std::string_view tag_of(const GiveLastCall&) {
    return "give_last_call";
}
constexpr std::string_view tag_of(const CloseBox&) {
    return "close_box";
}
constexpr std::string_view tag_of(const VoidBox&) {
    return "void_box";
}
constexpr std::string_view tag_of(const MoveToClarification&) {
    return "move_to_clarification";
}
constexpr std::string_view tag_of(const SetProposalAside&) {
    return "set_proposal_aside";
}
constexpr std::string_view tag_of(const RestoreProposal&) {
    return "restore_proposal";
}
constexpr std::string_view tag_of(const AmendProposal&) {
    return "amend_proposal";
}
constexpr std::string_view tag_of(const DraftOutcome&) {
    return "draft_outcome";
}
constexpr std::string_view tag_of(const WithdrawDraft&) {
    return "withdraw_draft";
}
constexpr std::string_view tag_of(const DeclareOutcome&) {
    return "declare_outcome";
}
constexpr std::string_view tag_of(const CloseSession&) {
    return "close_session";
}

constexpr std::string_view tag_of(const KeepParts&) {
    return "keep_parts";
}
constexpr std::string_view tag_of(const ReturnPart&) {
    return "return_part";
}
constexpr std::string_view tag_of(const RaiseSignal&) {
    return "raise_signal";
}
constexpr std::string_view tag_of(const MergeProposals&) {
    return "merge_proposals";
}
constexpr std::string_view tag_of(const EndPractice&) {
    return "end_practice";
}

// Event
constexpr std::string_view tag_of(const SessionOpened&) {
    return "session_opened";
}
constexpr std::string_view tag_of(const SessionResumed&) {
    return "session_resumed";
}
constexpr std::string_view tag_of(const SeatTaken&) {
    return "seat_taken";
}
constexpr std::string_view tag_of(const SeatFreed&) {
    return "seat_freed";
}
constexpr std::string_view tag_of(const RoundBegun&) {
    return "round_begun";
}
constexpr std::string_view tag_of(const BoxOpened&) {
    return "box_opened";
}
constexpr std::string_view tag_of(const LastCallGiven&) {
    return "last_call_given";
}
constexpr std::string_view tag_of(const BoxClosing&) {
    return "box_closing";
}
constexpr std::string_view tag_of(const BoxReleased&) {
    return "box_released";
}
constexpr std::string_view tag_of(const BoxVoided&) {
    return "box_voided";
}
constexpr std::string_view tag_of(const ClarificationBegun&) {
    return "clarification_begun";
}
constexpr std::string_view tag_of(const ProposalSetAside&) {
    return "proposal_set_aside";
}
constexpr std::string_view tag_of(const ProposalRestored&) {
    return "proposal_restored";
}
constexpr std::string_view tag_of(const ProposalAmended&) {
    return "proposal_amended";
}
constexpr std::string_view tag_of(const OutcomeDrafted&) {
    return "outcome_drafted";
}
constexpr std::string_view tag_of(const DraftWithdrawn&) {
    return "draft_withdrawn";
}
constexpr std::string_view tag_of(const OutcomeDeclared&) {
    return "outcome_declared";
}
constexpr std::string_view tag_of(const SessionClosed&) {
    return "session_closed";
}

constexpr std::string_view tag_of(const BoxReady&) {
    return "box_ready";
}
constexpr std::string_view tag_of(const BoxDestroyed&) {
    return "box_destroyed";
}
constexpr std::string_view tag_of(const ProposalsMerged&) {
    return "proposals_merged";
}
constexpr std::string_view tag_of(const PracticeEnded&) {
    return "practice_ended";
}

// DeviceTask
constexpr std::string_view tag_of(const TakeParts&) {
    return "take_parts";
}
constexpr std::string_view tag_of(const GivePart&) {
    return "give_part";
}

}  // namespace equivox
