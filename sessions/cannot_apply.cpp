// SPDX-License-Identifier: Apache-2.0
// The guard between a file that may be anything and apply(), which trusts what it is given.
#include <algorithm>
#include <set>

#include "sessions/apply.hpp"
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

bool ascending(const auto& ids) {
    return std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) == ids.end();
}

// Ids of a release go on from where the session stands.
bool follow(const auto& items, std::uint32_t next) {
    return std::all_of(items.begin(), items.end(), [&](const auto& item) { return item.id.value == next++; });
}

bool texts_clean(const auto& items) {
    return std::all_of(items.begin(), items.end(), [](const auto& item) {
        return is_clean(item.reason, limits::reason) && !item.reason.empty();
    });
}

struct CannotApply {
    const Session& session;

    Problem operator()(const SessionOpened&) const { return "a session is opened only once"; }
    Problem operator()(const SessionResumed& event) const {
        if (event.reopened.has_value() != session.box.has_value())
            return "it does not fit the box that is open";
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
        if (const auto problem = no_move(move_that_opens(event.kind))) return problem;
        if (event.round != session.round()->id) return "it names another round";
        if (event.box.value != session.next_box) return "the box has the wrong number";
        if ((event.kind == BoxKind::consent) != event.proposal.has_value())
            return "only consent names a proposal";
        if (event.proposal &&
            (!session.proposal(*event.proposal) || session.proposal(*event.proposal)->set_aside))
            return "the proposal is not in play";
        std::vector<ProposalId> in_play;
        for (const ProposalState& proposal : session.round()->proposals)
            if (!proposal.set_aside) in_play.push_back(proposal.id);
        std::sort(in_play.begin(), in_play.end());
        if (event.kind != BoxKind::ranking) return event.ranked.empty() ? Problem{} : "only a ranking ranks";
        if (event.ranked != in_play) return "it does not rank the proposals in play";
        if (in_play.size() < 2 || in_play.size() > limits::ranked_proposals)
            return "too few or too many to rank";
        return {};
    }
    Problem operator()(const LastCallGiven& event) const {
        if (const auto problem = not_open(event.box)) return problem;
        return session.box->last_call ? "the last call was given already" : Problem{};
    }
    Problem operator()(const BoxClosing& event) const {
        if (const auto problem = not_open(event.box)) return problem;
        return session.box->last_call ? Problem{} : "no last call was given";
    }
    Problem operator()(const BoxVoided& event) const { return not_open(event.box); }
    Problem operator()(const BoxReleased& event) const {
        if (!session.box || session.box->id != event.box || !session.box->closing)
            return "this box is not closing";
        if (session.box->kind != BoxKind::ranking && !event.counted.empty())
            return "only a ranking names its seats";
        return std::visit([&](const auto& release) { return unfit(release, event); }, event.release);
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
    [[nodiscard]] Problem kind_is(BoxKind kind) const {
        return session.box->kind == kind ? Problem{} : "the release is of another kind than its box";
    }

    [[nodiscard]] Problem unfit(const ProposalsRelease& release, const BoxReleased&) const {
        if (const auto problem = kind_is(BoxKind::proposals)) return problem;
        if (!follow(release.proposals, session.next_proposal)) return "the proposals' numbers do not follow";
        for (const ReleasedProposal& proposal : release.proposals)
            if (!is_clean(proposal.title, limits::title) || proposal.title.empty() ||
                !is_clean(proposal.text, limits::text))
                return "a text is not clean";
        return {};
    }
    [[nodiscard]] Problem unfit(const QuestionsRelease& release, const BoxReleased&) const {
        if (const auto problem = kind_is(BoxKind::questions)) return problem;
        if (!follow(release.questions, session.next_question)) return "the questions' numbers do not follow";
        for (const ReleasedQuestion& question : release.questions) {
            if (question.about && !session.proposal(*question.about))
                return "a question is about no proposal";
            if (!is_clean(question.text, limits::reason)) return "a text is not clean";
        }
        return {};
    }
    [[nodiscard]] Problem unfit(const AnswersRelease& release, const BoxReleased&) const {
        if (const auto problem = kind_is(BoxKind::answers)) return problem;
        for (const ReleasedAnswer& answer : release.answers) {
            const auto& questions = session.round()->questions;
            if (std::none_of(questions.begin(), questions.end(),
                             [&](const QuestionState& q) { return q.question.id == answer.question; }))
                return "an answer is to no question";
            if (!is_clean(answer.text, limits::reason)) return "a text is not clean";
        }
        return {};
    }
    [[nodiscard]] Problem unfit(const ConsentRelease& release, const BoxReleased&) const {
        if (const auto problem = kind_is(BoxKind::consent)) return problem;
        if (!follow(release.objections, session.next_objection))
            return "the objections' numbers do not follow";
        return texts_clean(release.objections) && texts_clean(release.worries) ? Problem{}
                                                                               : "a text is not clean";
    }
    [[nodiscard]] Problem unfit(const RankingRelease& release, const BoxReleased& event) const {
        if (const auto problem = counted_wrong(release.organisations, release.ballots, event)) return problem;
        if (release.organisations < 5) return "a ranking of fewer than five organisations is shown (rule D1)";
        const bool clearly =
            std::find(release.steps.begin(), release.steps.end(), Step::clearly_ahead) != release.steps.end();
        if (release.level == Level::l2 ? release.organisations < 6 : clearly)
            return "too much is shown (rule D2)";
        std::vector<ProposalId> all;
        for (const auto& place : release.places) {
            if (place.empty() || !ascending(place)) return "a place is not in order";
            all.insert(all.end(), place.begin(), place.end());
        }
        std::sort(all.begin(), all.end());
        if (all != session.box->ranked) return "the places do not hold every ranked proposal once";
        return release.steps.size() + 1 == release.places.size() ? Problem{}
                                                                 : "the steps do not fit the places";
    }
    [[nodiscard]] Problem unfit(const RankingWithheld& release, const BoxReleased& event) const {
        for (const OrganisationId organisation : release.changed)
            if (!session.organisation(organisation)) return "there is no such organisation";
        return counted_wrong(release.organisations, release.ballots, event);
    }
    [[nodiscard]] Problem counted_wrong(std::uint32_t organisations, std::uint32_t ballots,
                                        const BoxReleased& event) const {
        if (const auto problem = kind_is(BoxKind::ranking)) return problem;
        if (!ascending(event.counted)) return "the counted seats are not in seat order (rule D9)";
        std::set<OrganisationId> present;
        for (const SeatId seat : event.counted) {
            if (!session.seat(seat)) return "there is no such seat";
            present.insert(session.seat(seat)->organisation);
        }
        return ballots == event.counted.size() && organisations == present.size()
                   ? Problem{}
                   : "the numbers do not fit the counted seats";
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
