// SPDX-License-Identifier: Apache-2.0
// The guard between a file that may be anything and apply(), which trusts what it is given.
#include <algorithm>
#include <set>

#include "sessions/apply.hpp"
#include "sessions/cannot_release.hpp"
#include "sessions/decide.hpp"
#include "sessions/digest.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

using Problem = std::optional<std::string>;

bool is_hex(const std::string& text, std::size_t bytes) {
    const auto decoded = bytes_from_hex(text);
    return decoded && decoded->size() == bytes;
}

bool is_clean(const std::string& text, std::size_t limit) {
    const auto clean = clean_text(text, limit, Lines::many);
    return clean && *clean == text;
}

struct CannotApply {
    const Session& session;

    Problem operator()(const SessionOpened&) const { return "a session is opened only once"; }
    Problem operator()(const SessionResumed& event) const {
        const bool lost =
            session.box && (session.opened.custody == CustodyKind::memory || !session.box->ready);
        if (event.reopened.has_value() != lost) return "it does not fit the box that is open";
        if (event.reopened && event.reopened->value != session.next_box)
            return "the box has the wrong number";
        return {};
    }
    Problem operator()(const SeatTaken& event) const {
        const SeatState* seat = session.seat(event.seat);
        if (!seat) return "there is no such seat";
        if (seat->device_key) return "the seat is taken already";
        if (!is_hex(event.device_key, 32)) return "the seat's device key is not one";
        if (session.seat_with_key(event.device_key)) return "one key takes two seats";
        return {};
    }
    Problem operator()(const SeatFreed& event) const {
        const SeatState* seat = session.seat(event.seat);
        return seat && seat->device_key ? Problem{} : "nobody holds the seat";
    }
    Problem operator()(const RoundBegun& event) const {
        if (session.box) return "a box is open";
        if (session.round() && !session.round()->declared) return "the round before it has no outcome";
        if (!session.plan(event.round) || event.round.value != session.rounds.size() + 1)
            return "it is not the next round of the agenda";
        return {};
    }
    Problem operator()(const BoxOpened& event) const {
        if (event.box.value != session.next_box) return "the box has the wrong number";
        if (session.organisations_seated() < organisations_for_anonymity)
            return "fewer than three organisations are seated";
        if (event.kind == BoxKind::safety) return safety_unfit(event);
        if (const auto problem = no_move(move_that_opens(event.kind))) return problem;
        if (event.round != session.round()->id) return "it names another round";
        if ((event.kind == BoxKind::consent) != event.proposal.has_value())
            return "only consent names a proposal";
        if (event.proposal &&
            (!session.proposal(*event.proposal) || session.proposal(*event.proposal)->set_aside))
            return "the proposal is not in play";
        if (event.outsiders_only && (event.kind != BoxKind::ranking || session.organisations_seated() > 4 ||
                                     session.plan(event.round)->results == Results::open))
            return "outsiders only is for rankings of three or four organisations";
        const std::vector<ProposalId> in_play = proposals_in_play(*session.round());
        if (event.kind == BoxKind::shortlist)
            return event.ranked == proposals_to_tick(*session.round()) && in_play.size() > limits::shortlisted
                       ? Problem{}
                       : "it does not fit the proposals in play";
        if (event.kind != BoxKind::ranking) return event.ranked.empty() ? Problem{} : "only a ranking ranks";
        if (event.ranked != in_play) return "it does not rank the proposals in play";
        if (in_play.size() < 2 || in_play.size() > limits::ranked_proposals)
            return "too few or too many to rank";
        return {};
    }
    Problem operator()(const BoxReady& event) const {
        if (const auto problem = not_open(event.box)) return problem;
        if (session.box->ready) return "the box was ready already";
        if (!is_hex(event.public_key, 32) || !is_hex(event.token, 16)) return "its keys are not complete";
        const bool shared = session.opened.custody == CustodyKind::shared;
        if (shared ? event.threshold < 2 || event.threshold > event.holders
                   : event.threshold != 0 || event.holders != 0)
            return "its key is held by too few";
        return {};
    }
    Problem operator()(const LastCallGiven& event) const {
        if (const auto problem = not_open(event.box)) return problem;
        if (!session.box->ready) return "the box is not ready";
        return session.box->last_call ? "the last call was given already" : Problem{};
    }
    Problem operator()(const BoxClosing& event) const {
        if (const auto problem = not_open(event.box)) return problem;
        return session.box->last_call ? Problem{} : "no last call was given";
    }
    Problem operator()(const BoxVoided& event) const {
        if (!session.box || session.box->id != event.box) return "this box is not open";
        if (session.box->closing != (event.reason == VoidReason::parts_missing))
            return "its reason does not fit";
        return session.box->closing && session.opened.custody == CustodyKind::memory
                   ? "in memory no part of a key is missing"
                   : Problem{};
    }
    Problem operator()(const BoxDestroyed& event) const {
        const auto& left = session.not_destroyed;
        return std::find(left.begin(), left.end(), event.box) != left.end() ? Problem{}
                                                                            : "there is no such box left";
    }
    Problem operator()(const BoxReleased& event) const {
        if (!session.box || session.box->id != event.box || !session.box->closing)
            return "this box is not closing";
        if (session.box->kind != BoxKind::ranking && session.box->kind != BoxKind::shortlist &&
            !event.counted.empty())
            return "only a ranking or a shortlist names its seats";
        return cannot_release(session, event);
    }
    Problem operator()(const ClarificationBegun& event) const {
        if (const auto problem = no_move(Move::begin_clarification)) return problem;
        return event.round == session.round()->id ? Problem{} : "it names another round";
    }
    Problem operator()(const ProposalSetAside& event) const {
        if (const auto problem = no_move(Move::set_aside)) return problem;
        const ProposalState* proposal = session.proposal(event.proposal);
        if (!proposal || proposal->no_change || proposal->set_aside)
            return "the proposal can not be set aside";
        return is_clean(event.reason, limits::reason) ? Problem{} : "its reason is not clean text";
    }
    Problem operator()(const ProposalRestored& event) const {
        if (const auto problem = no_move(Move::set_aside)) return problem;
        const ProposalState* proposal = session.proposal(event.proposal);
        return proposal && proposal->set_aside ? Problem{} : "the proposal was not set aside";
    }
    Problem operator()(const ProposalsMerged& event) const {
        if (const auto problem = no_move(Move::set_aside)) return problem;
        for (const ProposalId id : {event.kept, event.merged}) {
            const ProposalState* proposal = session.proposal(id);
            if (!proposal || proposal->no_change || proposal->set_aside)
                return "a proposal can not be merged";
        }
        if (event.kept == event.merged) return "a proposal is merged with itself";
        return is_clean(event.title, limits::title) && !event.title.empty() &&
                       is_clean(event.text, limits::text)
                   ? Problem{}
                   : "its text is not clean";
    }
    Problem operator()(const ProposalAmended& event) const {
        if (const auto problem = no_move(Move::amend)) return problem;
        const ProposalState* proposal = session.proposal(event.proposal);
        if (!proposal || proposal->no_change) return "the proposal can not be amended";
        return is_clean(event.title, limits::title) && !event.title.empty() &&
                       is_clean(event.text, limits::text)
                   ? Problem{}
                   : "its text is not clean";
    }
    Problem operator()(const OutcomeDrafted& event) const {
        if (const auto problem = no_move(Move::draft_outcome)) return problem;
        if (event.round != session.round()->id) return "it names another round";
        if (session.plan(event.round)->practice) return "a practice round has no outcome";
        if (event.outcome.proposal && !session.proposal(*event.outcome.proposal))
            return "there is no such proposal";
        if (event.outcome.kind == OutcomeKind::adopted && !event.outcome.proposal)
            return "nothing was adopted";
        for (const std::string* text : {&event.outcome.text, &event.outcome.reasons, &event.outcome.dissent})
            if (!is_clean(*text, limits::text)) return "its text is not clean";
        for (const std::string* line : {&event.outcome.owner, &event.outcome.review_date})
            if (!is_clean(*line, limits::title)) return "its text is not clean";
        return {};
    }
    Problem operator()(const DraftWithdrawn& event) const {
        return drafted(Move::withdraw_draft, event.round);
    }
    Problem operator()(const OutcomeDeclared& event) const {
        return drafted(Move::declare_outcome, event.round);
    }
    Problem operator()(const PracticeEnded& event) const {
        if (session.box) return "a box is open";
        if (!session.round() || session.round()->declared || session.round()->id != event.round ||
            !session.plan(event.round)->practice)
            return "no practice round is under way";
        return {};
    }
    Problem operator()(const SessionClosed&) const {
        if (session.box) return "a box is open";
        return session.round() && !session.round()->declared ? "the round has no outcome" : Problem{};
    }

private:
    [[nodiscard]] Problem no_move(Move move) const {
        if (!session.round()) return "no round has begun";
        if (session.round()->declared) return "the round has its outcome";
        if (session.box) return "a box is open";
        return find_transition(session.round()->stage, move) ? Problem{} : "it is not allowed at this stage";
    }
    [[nodiscard]] Problem not_open(BoxId box) const {
        return session.box && session.box->id == box && !session.box->closing ? Problem{}
                                                                              : "this box is not open";
    }
    [[nodiscard]] Problem drafted(Move move, RoundId round) const {
        if (const auto problem = no_move(move)) return problem;
        return session.round()->outcome && session.round()->id == round ? Problem{}
                                                                        : "no outcome was drafted";
    }
    [[nodiscard]] Problem safety_unfit(const BoxOpened& event) const {
        if (session.box) return "a box is open already";
        if (event.round != (session.round() ? session.round()->id : RoundId{0}))
            return "it names another round";
        return !event.proposal && event.ranked.empty() && !event.outsiders_only
                   ? Problem{}
                   : "safety is asked about nothing else";
    }
};

Problem opening_unfit(const SessionOpened& opened) {
    if (opened.format != 1) return "it was written in a format that this version does not know";
    if (!is_hex(opened.session_id, 16) || !is_hex(opened.public_seed, 32) || !is_hex(opened.host_key, 32))
        return "its identity is not complete";
    if (opened.room_code.size() != 8 || !std::all_of(opened.room_code.begin(), opened.room_code.end(),
                                                     [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "its room code is not one";
    if (!is_clean(opened.software, limits::name)) return "the name of its program is not clean text";
    try {
        check_agenda(opened.agenda);
    } catch (const AgendaError& error) {
        return "its agenda is not sound (" + std::string(error.what()) + ")";
    }
    return {};
}

}  // namespace

std::optional<std::string> cannot_apply(const Session& session, const Event& event, bool first) {
    if (first) {
        const auto* opened = std::get_if<SessionOpened>(&event);
        return opened ? opening_unfit(*opened) : "a record begins with the opening of its session";
    }
    if (session.closed) return "it comes after the closing of the session";
    return std::visit(CannotApply{session}, event);
}

}  // namespace equivox
