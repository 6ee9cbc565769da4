// SPDX-License-Identifier: Apache-2.0
#include "sessions/words.hpp"

#include <algorithm>

#include "sessions/text.hpp"

namespace equivox::words {
namespace {

std::string joined(const Session& session, const std::vector<OrganisationId>& ids) {
    std::string list;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) list += i + 1 == ids.size() ? " and " : ", ";
        list += session.organisation(ids[i])->name;
    }
    return list;
}

const char* custody_sentence(CustodyKind custody) {
    switch (custody) {
        case CustodyKind::memory:
            return "Until this closes it is only in the memory of the organiser's laptop, never in a file: "
                   "if that "
                   "laptop stops, you will be asked again. On its way there it is not encrypted, so somebody "
                   "who "
                   "listens in on this network could read it.";
    }
    __builtin_unreachable();
}

// Published rankings of this round that a repeated one would be compared with, and whose attendance has
// changed since.
std::vector<OrganisationId> changed_since_last(const Session& session, bool& repeated) {
    repeated = false;
    std::vector<SeatId> seated;
    ReleaseParameters parameters;
    for (const SeatState& seat : session.seats) {
        parameters.seats.emplace_back(seat.id, seat.organisation);
        if (seat.device_key) seated.push_back(seat.id);
    }
    std::vector<OrganisationId> worst;
    const std::vector<ProposalId> in_play = proposals_in_play(*session.round());
    for (const EarlierRanking& ranking : earlier_rankings(*session.round(), in_play)) {
        repeated = true;
        auto changed = attendance_difference(parameters, ranking.counted, seated);
        if (worst.empty() || (!changed.empty() && changed.size() < worst.size())) worst = std::move(changed);
    }
    return worst;
}

}  // namespace

std::string task(const Session& session, const BoxState& box) {
    switch (box.kind) {
        case BoxKind::proposals:
            return "Write what you propose, or say that you have nothing to add.";
        case BoxKind::questions:
            return "Ask what you need to understand, or say that you have no question.";
        case BoxKind::answers:
            return "Answer any question you can, or say that you have nothing to add.";
        case BoxKind::ranking:
            return "Put the proposals in your order, the best first.";
        case BoxKind::consent:
            return "Can you live with this? \"" + session.proposal(*box.proposal)->current.title + "\"";
    }
    __builtin_unreachable();
}

std::string promise(const Session& session, const BoxState& box) {
    const std::string custody = custody_sentence(session.opened.custody);
    const std::string style = " The way you write can identify you.";
    switch (box.kind) {
        case BoxKind::proposals:
            return "Everybody will see your text; nobody will see that it is yours, not on any screen and "
                   "not in the "
                   "saved record. " +
                   custody + style;
        case BoxKind::questions:
        case BoxKind::answers:
            return "Everybody will see your text, all at once with the others; nobody will see that it is "
                   "yours, not "
                   "on any screen and not in the saved record. " +
                   custody + style;
        case BoxKind::ranking:
            return "Nobody will see how you or your organisation ranked: not on any screen, and not in the "
                   "saved "
                   "record. Only the order of the whole room is shown, and only if at least five "
                   "organisations rank. "
                   "The record does say which seats ranked. " +
                   custody;
        case BoxKind::consent:
            return "Everybody will see the reasons that were given, or that there are none; nobody will see "
                   "who gave "
                   "them, and no numbers. If nobody objects, everyone will know that you did not. " +
                   custody + style;
    }
    __builtin_unreachable();
}

std::string how_decided(const RoundPlan& plan, Stage stage) {
    switch (stage) {
        case Stage::proposals:
            return "Everybody writes in silence; then all proposals are shown at once, without names.";
        case Stage::clarification:
            return "Questions and answers make each proposal clear. Nothing is decided here.";
        case Stage::ranking:
            return std::string(
                       "Each organisation counts as one. The order is shown if at least five organisations "
                       "rank; ") +
                   (plan.tie == TieRule::lot
                        ? "a tie at the top is settled by a lot that everybody can check."
                        : "after a tie at the top the room talks about which to take first.");
        case Stage::objections:
            return plan.consent == ConsentRule::no_objection
                       ? "This is not a vote: one reasoned objection is enough to go back to work on the "
                         "proposal."
                       : "Every objection is worked on; one that is left at the end is recorded with the "
                         "outcome.";
        case Stage::outcome:
            return "The facilitator reads the outcome back, and the room says whether it is right.";
    }
    __builtin_unreachable();
}

std::string step(Step step) {
    switch (step) {
        case Step::level:
            return "about equal";
        case Step::ahead:
            return "ahead";
        case Step::clearly_ahead:
            return "clearly ahead";
    }
    __builtin_unreachable();
}

std::string thresholds(Level level, std::uint32_t organisations) {
    std::string text =
        "About equal: the difference is less than one organisation's voice. Ahead: by one "
        "organisation's voice or more.";
    if (level == Level::l2)
        text += " Clearly ahead: by at least a third of the voices of the " + std::to_string(organisations) +
                " organisations that ranked.";
    return text;
}

std::string equal_voice() {
    return "Each organisation counts as one. If its delegates differ, its one voice is split between them.";
}

std::string why_no_figures() {
    return "Exact figures are not shown or kept: with a few organisations they would give away how somebody "
           "ranked.";
}

std::string withheld(const Session& session, const RankingWithheld& release) {
    switch (release.reason) {
        case WithheldReason::too_few_organisations:
            return "Not shown, because " + std::to_string(release.organisations) +
                   (release.organisations == 1 ? " organisation" : " organisations") +
                   " ranked. With fewer than five, the result would show how somebody ranked.";
        case WithheldReason::attendance_changed:
            return "Not shown, because since the last ranking only " + joined(session, release.changed) +
                   " changed who took part. Comparing the two results would show how somebody ranked.";
    }
    __builtin_unreachable();
}

std::string leading_because(Leading::Because because) {
    switch (because) {
        case Leading::Because::none:
            return "";
        case Leading::Because::asked_again:
            return "Its text has changed since the room was asked. Ask again.";
        case Leading::Because::agreed:
            return "The room has answered about this text.";
        case Leading::Because::ranking:
            return "It leads the ranking among those not yet asked about.";
        case Leading::Because::lot:
            return "Several share the place; the lot, fixed before anybody ranked, put it first.";
        case Leading::Because::discuss:
            return "Several share the place; the room chooses which to ask about first.";
        case Leading::Because::no_ranking:
            return "No ranking could be shown; the room chooses which to ask about first.";
    }
    __builtin_unreachable();
}

std::string outcome_kind(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::adopted:
            return "Adopted";
        case OutcomeKind::deferred:
            return "Deferred";
        case OutcomeKind::no_decision:
            return "No decision";
    }
    __builtin_unreachable();
}

std::string seat_now(const Session& session, bool deposited) {
    if (session.closed) return "The session is closed. Thank you.";
    if (session.box && !session.box->closing)
        return deposited ? "It is in. You can change it until this closes." : task(session, *session.box);
    if (session.box) return "Closing. The result will be shown in a moment.";
    if (!session.round()) return "You are in. The first round will begin soon.";
    if (session.round()->declared) return "This round has its outcome.";
    switch (session.round()->stage) {
        case Stage::proposals:
            return session.round()->proposals_shown ? "Read the proposals." : "Think about the question.";
        case Stage::clarification:
            return "Listen, and ask what you need to understand.";
        case Stage::ranking:
            return "Look at what the room's ranking says.";
        case Stage::objections:
            return "Work on what was raised, together.";
        case Stage::outcome:
            return "Check the outcome that is read back: is this what we decided?";
    }
    __builtin_unreachable();
}

std::string seat_next(const Session& session) {
    if (session.closed) return "The record can be had from the organiser.";
    if (session.box) {
        switch (session.box->kind) {
            case BoxKind::proposals:
                return "Next, all proposals are shown at once.";
            case BoxKind::questions:
                return "Next, all questions are shown at once.";
            case BoxKind::answers:
                return "Next, all answers are shown at once.";
            case BoxKind::ranking:
                return "Next, the order of the room is shown.";
            case BoxKind::consent:
                return "Next, the reasons are shown, or that there are none.";
        }
    }
    if (!session.round()) return "Next, the first question.";
    if (session.round()->declared)
        return session.rounds.size() < session.opened.agenda.rounds.size() ? "Next, another question."
                                                                           : "Next, the session is closed.";
    switch (session.round()->stage) {
        case Stage::proposals:
            return session.round()->proposals_shown ? "Next, questions about them."
                                                    : "Next, everybody writes proposals.";
        case Stage::clarification:
            return "Next, everybody ranks the proposals.";
        case Stage::ranking:
            return "Next, \"Can you live with this?\"";
        case Stage::objections:
            return "Next, ask again, or the outcome.";
        case Stage::outcome:
            return "Next, the outcome is recorded.";
    }
    __builtin_unreachable();
}

std::string before_opening(const Session& session) {
    if (!session.round() || session.round()->declared || session.box) return "";
    const Stage stage = session.round()->stage;
    if (session.organisations_seated() < organisations_for_anonymity)
        return "People can not be asked for anything yet: at least three organisations must be seated.";
    if (stage != Stage::clarification && stage != Stage::ranking && stage != Stage::objections) return "";
    const auto in_play = std::count_if(session.round()->proposals.begin(), session.round()->proposals.end(),
                                       [](const ProposalState& proposal) { return !proposal.set_aside; });
    if (in_play < 2)
        return "There is nothing to rank: fewer than two proposals are in play. Ask for more, or go on with "
               "one.";
    if (in_play > static_cast<std::ptrdiff_t>(limits::ranked_proposals))
        return "At most twelve proposals can be ranked. " + std::to_string(in_play) +
               " are in play: set some aside first.";
    bool repeated = false;
    const std::vector<OrganisationId> changed = changed_since_last(session, repeated);
    const std::uint32_t organisations = session.organisations_seated();
    if (organisations < 5)
        return "With " + std::to_string(organisations) +
               " organisations seated a ranking could not be shown: five must rank.";
    if (repeated && !changed.empty() && changed.size() < 3)
        return "A ranking now could not be shown: since the last one only " + joined(session, changed) +
               " changed who takes part. Somebody in that seat again, or going on to objections, is the way "
               "out.";
    if (organisations < 6 || (repeated && !changed.empty()))
        return "If everybody seated ranks, the order is shown, and which steps are about equal or ahead.";
    return "If everybody seated ranks, the order is shown, and whether each step is about equal, ahead or "
           "clearly ahead.";
}

std::string prompt(const Session& session) {
    if (session.closed) return "Read the six check words aloud, and ask somebody to write them down.";
    if (!session.round())
        return "Welcome everybody. Read the purpose aloud and ask whether it is still the right one.";
    if (session.round()->declared) return "Thank the room. Say what happens next.";
    if (session.box && session.box->kind == BoxKind::consent)
        return "Ask for quiet. An objection is a gift: it tells us what we have not seen yet.";
    if (session.box) return "Give people silence. Do not fill it.";
    switch (session.round()->stage) {
        case Stage::proposals:
            return "Read the question aloud, twice. Then let people think before they write.";
        case Stage::clarification:
            return "Ask first those who have not spoken. Questions only, no speeches.";
        case Stage::ranking:
            return "Ask what people notice before anybody says what they think of it.";
        case Stage::objections:
            return "For each objection ask: what harm would this do to our purpose, and what small change "
                   "would meet it?";
        case Stage::outcome:
            return "Read it back slowly. Is this what we decided? Who is missing from it?";
    }
    __builtin_unreachable();
}

}  // namespace equivox::words
