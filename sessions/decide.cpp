// SPDX-License-Identifier: Apache-2.0
#include "sessions/decide.hpp"

#include <algorithm>
#include <cassert>

#include "sessions/calendar.hpp"
#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

// More than any device counts to by itself; beyond it a hostile one could lock its seat.
constexpr std::uint64_t sequence_max = 1'000'000'000;
// Far above what a sealed part takes.
constexpr std::size_t part_text_max = 512;

Decision one(Event event) {
    std::vector<Event> events;
    events.push_back(std::move(event));
    return events;
}

// Cleans a facilitator's text. Some refusal, or nothing.
std::optional<Refusal> clean(std::string& text, std::size_t limit, Lines lines) {
    TextProblem problem{};
    auto cleaned = clean_text(text, limit, lines, &problem);
    if (!cleaned) return problem == TextProblem::too_long ? Refusal::text_too_long : Refusal::text_not_valid;
    text = std::move(*cleaned);
    return std::nullopt;
}

// Whether `move` may be made now.
std::optional<Refusal> no_move(const Session& session, Move move) {
    if (!session.round()) return Refusal::no_round;
    if (session.round()->declared) return Refusal::round_decided;
    if (session.box) return Refusal::box_is_open;
    if (!find_transition(session.round()->stage, move)) return Refusal::wrong_stage;
    return std::nullopt;
}

std::optional<Refusal> not_the_open_box(const Session& session, BoxId box) {
    if (!session.box || session.box->id != box) return Refusal::box_not_open;
    if (session.box->closing) return Refusal::box_closing;
    return std::nullopt;
}

// One overload for each command. The actor's right to ask has been checked.
struct Decide {
    const Session& session;
    std::optional<SeatId> seat;

    Decision operator()(const TakeSeat& command) const {
        const auto key = bytes_from_hex(command.device_key);
        if (!key || key->size() != 32) return Refusal::key_not_valid;
        const SeatState* held = session.seat_with_key(command.device_key);
        if (held && held->organisation == command.organisation) return std::vector<Event>{};
        if (held) return Refusal::already_seated;
        if (!session.organisation(command.organisation)) return Refusal::unknown_organisation;
        for (const SeatState& state : session.seats)
            if (state.organisation == command.organisation && !state.device_key)
                return one(SeatTaken{state.id, command.device_key});
        return Refusal::organisation_full;
    }
    Decision operator()(const LeaveSeat&) const { return one(SeatFreed{*seat, false}); }
    Decision operator()(const PutDeposit& command) const {
        if (const auto refusal = not_the_open_box(session, command.box)) return *refusal;
        if (!session.box->ready) return Refusal::box_opening;
        if (command.sequence < 1 || command.sequence > sequence_max) return Refusal::stale_sequence;
        auto blob = bytes_from_base64(command.blob);
        if (!blob || blob->size() != deposit_blob_size(session.box->kind)) return Refusal::deposit_not_valid;
        return AcceptedDeposit{command.box, *seat, command.sequence, std::move(*blob)};
    }
    Decision operator()(const KeepParts& command) const {
        if (!session.box || session.box->id != command.box) return Refusal::part_not_wanted;
        return AcceptedPart{command.box, *seat, std::nullopt, {}};
    }
    Decision operator()(const ReturnPart& command) const {
        if (!session.box || session.box->id != command.box) return Refusal::part_not_wanted;
        if (command.sealed.size() > part_text_max || !bytes_from_base64(command.sealed))
            return Refusal::part_not_valid;
        return AcceptedPart{command.box, *seat, command.part, command.sealed};
    }
    Decision operator()(const RaiseSignal& command) const {
        if (command.signal == Signal::more_time) {
            if (!session.box || !session.box->last_call) return Refusal::box_not_open;
            if (session.box->closing) return Refusal::box_closing;
        }
        if (command.signal == Signal::keep_apart && (!session.round() || session.round()->merges.empty()))
            return Refusal::nothing_changed;
        return AcceptedSignal{command.signal};
    }
    Decision operator()(const FreeSeat& command) const {
        const SeatState* state = session.seat(command.seat);
        if (!state) return Refusal::unknown_seat;
        if (!state->device_key) return Refusal::seat_not_taken;
        return one(SeatFreed{command.seat, true});
    }
    Decision operator()(const BeginRound& command) const {
        if (session.box) return Refusal::box_is_open;
        if (!session.plan(command.round)) return Refusal::unknown_round;
        if (session.round() && !session.round()->declared) return Refusal::wrong_stage;
        if (command.round.value != session.rounds.size() + 1) return Refusal::round_not_next;
        return one(RoundBegun{command.round});
    }
    Decision operator()(const OpenBox& command) const {
        if (command.kind == BoxKind::safety) return open_safety(command);
        if (const auto refusal = no_move(session, move_that_opens(command.kind))) return *refusal;
        if (session.organisations_seated() < organisations_for_anonymity)
            return Refusal::too_few_organisations;
        const RoundState& round = *session.round();
        if (const auto refusal = not_outsiders_only(command)) return *refusal;
        BoxOpened event{BoxId{session.next_box}, round.id, command.kind, std::nullopt, {},
                        command.outsiders_only};
        if (command.kind == BoxKind::shortlist) {
            event.ranked = proposals_to_tick(round);
            if (proposals_in_play(round).size() <= limits::shortlisted) return Refusal::nothing_to_shorten;
        }
        if (command.kind == BoxKind::answers && round.questions.empty()) return Refusal::no_questions;
        if (command.kind == BoxKind::ranking) {
            event.ranked = proposals_in_play(round);
            if (event.ranked.size() < 2) return Refusal::too_few_proposals;
            if (event.ranked.size() > limits::ranked_proposals) return Refusal::too_many_proposals;
        }
        if (command.kind == BoxKind::consent) {
            if (!command.proposal || !session.proposal(*command.proposal)) return Refusal::unknown_proposal;
            if (session.proposal(*command.proposal)->set_aside) return Refusal::proposal_set_aside;
            const auto allowed = leading_proposal(session, round).allowed;
            if (std::find(allowed.begin(), allowed.end(), *command.proposal) == allowed.end())
                return Refusal::not_leading;
            event.proposal = command.proposal;
        } else if (command.proposal) {
            return Refusal::wrong_kind;
        }
        return one(std::move(event));
    }
    Decision operator()(const GiveLastCall& command) const {
        if (const auto refusal = not_the_open_box(session, command.box)) return *refusal;
        if (!session.box->ready) return Refusal::box_opening;
        if (session.box->last_call) return std::vector<Event>{};
        return one(LastCallGiven{command.box});
    }
    Decision operator()(const CloseBox& command) const {
        if (const auto refusal = not_the_open_box(session, command.box)) return *refusal;
        if (!session.box->last_call) return Refusal::no_last_call;
        return one(BoxClosing{command.box});
    }
    Decision operator()(const VoidBox& command) const {
        if (!session.box || session.box->id != command.box) return Refusal::box_not_open;
        // In memory nothing can go missing between closing and the release.
        if (session.box->closing && session.opened.custody == CustodyKind::memory)
            return Refusal::box_closing;
        return one(
            BoxVoided{command.box, session.box->closing ? VoidReason::parts_missing : VoidReason::cancelled});
    }
    Decision operator()(const MoveToClarification&) const {
        if (const auto refusal = no_move(session, Move::begin_clarification)) return *refusal;
        return one(ClarificationBegun{session.round()->id});
    }
    Decision operator()(SetProposalAside command) const {
        if (const auto refusal = no_move(session, Move::set_aside)) return *refusal;
        const ProposalState* proposal = session.proposal(command.proposal);
        if (!proposal) return Refusal::unknown_proposal;
        if (proposal->no_change) return Refusal::no_change_is_fixed;
        if (proposal->set_aside) return Refusal::proposal_set_aside;
        if (const auto refusal = clean(command.reason, limits::reason, Lines::many)) return *refusal;
        if (command.reason.empty()) return Refusal::reason_missing;
        return one(ProposalSetAside{command.proposal, std::move(command.reason)});
    }
    Decision operator()(const RestoreProposal& command) const {
        if (const auto refusal = no_move(session, Move::set_aside)) return *refusal;
        const ProposalState* proposal = session.proposal(command.proposal);
        if (!proposal) return Refusal::unknown_proposal;
        if (!proposal->set_aside) return Refusal::nothing_changed;
        return one(ProposalRestored{command.proposal});
    }
    Decision operator()(MergeProposals command) const {
        if (const auto refusal = no_move(session, Move::set_aside)) return *refusal;
        const ProposalState* kept = session.proposal(command.kept);
        const ProposalState* merged = session.proposal(command.merged);
        if (!kept || !merged || kept == merged) return Refusal::unknown_proposal;
        if (kept->no_change || merged->no_change) return Refusal::no_change_is_fixed;
        if (kept->set_aside || merged->set_aside) return Refusal::proposal_set_aside;
        if (const auto refusal = clean(command.title, limits::title, Lines::one)) return *refusal;
        if (const auto refusal = clean(command.text, limits::text, Lines::many)) return *refusal;
        if (command.title.empty()) return Refusal::text_empty;
        return one(
            ProposalsMerged{command.kept, command.merged, std::move(command.title), std::move(command.text)});
    }
    Decision operator()(AmendProposal command) const {
        if (const auto refusal = no_move(session, Move::amend)) return *refusal;
        const ProposalState* proposal = session.proposal(command.proposal);
        if (!proposal) return Refusal::unknown_proposal;
        if (proposal->no_change) return Refusal::no_change_is_fixed;
        if (proposal->set_aside) return Refusal::proposal_set_aside;
        if (const auto refusal = clean(command.title, limits::title, Lines::one)) return *refusal;
        if (const auto refusal = clean(command.text, limits::text, Lines::many)) return *refusal;
        if (command.title.empty()) return Refusal::text_empty;
        if (proposal->current == ProposalVersion{command.title, command.text})
            return Refusal::nothing_changed;
        return one(ProposalAmended{command.proposal, std::move(command.title), std::move(command.text)});
    }
    Decision operator()(const DraftOutcome& command) const {
        if (const auto refusal = no_move(session, Move::draft_outcome)) return *refusal;
        if (session.plan(session.round()->id)->practice) return Refusal::practice_round;
        OutcomeText outcome = command.outcome;
        if (const auto refusal = outcome_refused(outcome)) return *refusal;
        return one(OutcomeDrafted{session.round()->id, std::move(outcome)});
    }
    Decision operator()(const WithdrawDraft&) const {
        if (const auto refusal = no_move(session, Move::withdraw_draft)) return *refusal;
        if (!session.round()->outcome) return Refusal::no_draft;
        return one(DraftWithdrawn{session.round()->id});
    }
    Decision operator()(const DeclareOutcome&) const {
        if (const auto refusal = no_move(session, Move::declare_outcome)) return *refusal;
        if (!session.round()->outcome) return Refusal::no_draft;
        return one(OutcomeDeclared{session.round()->id});
    }
    Decision operator()(const EndPractice&) const {
        if (!session.round()) return Refusal::no_round;
        if (session.round()->declared) return Refusal::round_decided;
        if (session.box) return Refusal::box_is_open;
        if (!session.plan(session.round()->id)->practice) return Refusal::wrong_stage;
        return one(PracticeEnded{session.round()->id});
    }
    Decision operator()(const CloseSession&) const {
        if (session.box) return Refusal::box_is_open;
        if (session.round() && !session.round()->declared) return Refusal::wrong_stage;
        return one(SessionClosed{});
    }

private:
    // Asked at any time, in no stage.
    [[nodiscard]] Decision open_safety(const OpenBox& command) const {
        if (session.box) return Refusal::box_is_open;
        if (command.proposal) return Refusal::wrong_kind;
        if (command.outsiders_only) return Refusal::not_for_this_room;
        if (session.organisations_seated() < organisations_for_anonymity)
            return Refusal::too_few_organisations;
        return one(BoxOpened{BoxId{session.next_box},
                             session.round() ? session.round()->id : RoundId{0},
                             BoxKind::safety,
                             std::nullopt,
                             {},
                             false});
    }

    [[nodiscard]] std::optional<Refusal> not_outsiders_only(const OpenBox& command) const {
        if (!command.outsiders_only) return std::nullopt;
        const bool open_results = session.plan(session.round()->id)->results == Results::open;
        const bool small = session.organisations_seated() < organisations_for_a_ranking;
        return command.kind == BoxKind::ranking && small && !open_results
                   ? std::nullopt
                   : std::optional(Refusal::not_for_this_room);
    }

    // Cleans the outcome and says what is wrong with it.
    std::optional<Refusal> outcome_refused(OutcomeText& outcome) const {
        for (std::string* text : {&outcome.text, &outcome.reasons, &outcome.dissent})
            if (const auto refusal = clean(*text, limits::text, Lines::many)) return refusal;
        for (std::string* line : {&outcome.owner, &outcome.review_date})
            if (const auto refusal = clean(*line, limits::title, Lines::one)) return refusal;
        if (outcome.text.empty()) return Refusal::outcome_incomplete;
        if (outcome.proposal && !session.proposal(*outcome.proposal)) return Refusal::unknown_proposal;
        if (!outcome.review_date.empty() && !is_calendar_date(outcome.review_date))
            return Refusal::date_not_valid;
        if (outcome.kind != OutcomeKind::no_decision &&
            (outcome.owner.empty() || outcome.review_date.empty()))
            return Refusal::outcome_incomplete;
        return outcome.kind == OutcomeKind::adopted ? adoption_refused(outcome) : std::nullopt;
    }

    std::optional<Refusal> adoption_refused(const OutcomeText& outcome) const {
        if (!outcome.proposal) return Refusal::outcome_incomplete;
        const RoundState& round = *session.round();
        const ProposalState& proposal = *session.proposal(*outcome.proposal);
        if (proposal.set_aside) return Refusal::proposal_set_aside;
        const auto asking = std::find_if(round.askings.rbegin(), round.askings.rend(),
                                         [&](const AskingState& a) { return a.proposal == proposal.id; });
        if (asking == round.askings.rend() || !asking->release || asking->version != proposal.earlier.size())
            return Refusal::not_asked;
        const bool may_stand = session.plan(round.id)->consent == ConsentRule::objections_may_stand;
        if (!asking->release->objections.empty() && !may_stand) return Refusal::objections_remain;
        return std::nullopt;
    }
};

bool is_delegates(const Command& command) {
    return std::holds_alternative<TakeSeat>(command) || std::holds_alternative<LeaveSeat>(command) ||
           std::holds_alternative<PutDeposit>(command) || std::holds_alternative<KeepParts>(command) ||
           std::holds_alternative<ReturnPart>(command) || std::holds_alternative<RaiseSignal>(command);
}

// Who may ask what. The facilitator has no ballot; a delegate moves no round.
std::optional<Refusal> not_theirs(const Session& session, const Command& command, const Actor& by) {
    const auto* delegate = std::get_if<Delegate>(&by);
    if (!is_delegates(command)) return delegate ? std::optional(Refusal::not_facilitator) : std::nullopt;
    if (std::holds_alternative<TakeSeat>(command))
        return delegate ? std::nullopt : std::optional(Refusal::not_seated);
    if (!delegate || !delegate->seat) return Refusal::not_seated;
    const SeatState* state = session.seat(*delegate->seat);
    return state && state->device_key ? std::nullopt : std::optional(Refusal::not_seated);
}

}  // namespace

Decision decide(const Session& session, const Command& command, const Given& given) {
    if (session.closed) return Refusal::session_closed;
    if (const auto refusal = not_theirs(session, command, given.by)) return *refusal;
    const auto* delegate = std::get_if<Delegate>(&given.by);
    return std::visit(Decide{session, delegate ? delegate->seat : std::nullopt}, command);
}

Event decide_release(const Session& session, BoxId box, Release release, std::vector<SeatId> counted) {
    assert(session.box && session.box->id == box && session.box->closing);
    const BoxKind kind = session.box->kind;
    if (kind != BoxKind::ranking && kind != BoxKind::shortlist) counted.clear();
    return BoxReleased{box, std::move(release), std::move(counted)};
}

Event decide_resume(const Session& session) {
    SessionResumed event;
    const bool lost = session.box && (session.opened.custody == CustodyKind::memory || !session.box->ready);
    if (lost) event.reopened = BoxId{session.next_box};
    return event;
}

std::vector<ProposalId> proposals_in_play(const RoundState& round) {
    std::vector<ProposalId> ids;
    for (const ProposalState& proposal : round.proposals)
        if (!proposal.set_aside) ids.push_back(proposal.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<ProposalId> proposals_to_tick(const RoundState& round) {
    std::vector<ProposalId> ids;
    for (const ProposalState& proposal : round.proposals)
        if (!proposal.set_aside && !proposal.no_change) ids.push_back(proposal.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace equivox
