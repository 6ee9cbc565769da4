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

std::string custody_sentence(const Session& session) {
    switch (session.opened.custody) {
        case CustodyKind::memory:
            return "It is sent encrypted. Until this closes it is only in the memory of the organiser's "
                   "laptop, "
                   "never in a file: if that laptop stops, you will be asked again. ";
        case CustodyKind::shared:
            return "It is sent and kept encrypted; only devices of several organisations together can open "
                   "it, "
                   "and only when this closes. Then the key is destroyed. ";
    }
    __builtin_unreachable();
}

bool open_results(const Session& session) {
    return session.round() && session.plan(session.round()->id)->results == Results::open;
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
        case BoxKind::shortlist:
            return "Tick up to four proposals that you want the room to go on with.";
        case BoxKind::safety:
            return "How safe is it to speak here?";
    }
    __builtin_unreachable();
}

std::string promise(const Session& session, const BoxState& box) {
    const std::string custody = custody_sentence(session);
    const std::string style = "The way you write can identify you.";
    switch (box.kind) {
        case BoxKind::proposals:
            return "Everybody will see your text; nobody will see that it is yours, not on any screen and "
                   "not in the saved record. " +
                   custody + style;
        case BoxKind::questions:
        case BoxKind::answers:
            return "Everybody will see your text, all at once with the others; nobody will see that it is "
                   "yours, not on any screen and not in the saved record. " +
                   custody + style;
        case BoxKind::ranking:
            if (open_results(session))
                return "This is an open result. Exact figures will be shown and saved, and they can reveal "
                       "how "
                       "you or your organisation ranked. Your ranking itself is not kept. " +
                       custody;
            if (box.outsiders_only)
                return "Outsiders only: nobody outside this room can learn how you ranked, but colleagues in "
                       "this room may be able to work it out, because so few organisations rank. The record "
                       "says which seats ranked. " +
                       custody;
            return "Nobody will see how you or your organisation ranked: not on any screen, and not in the "
                   "saved record. Only the order of the whole room is shown, and only if at least five "
                   "organisations rank. The record does say which seats ranked. " +
                   custody;
        case BoxKind::consent:
            return "Everybody will see the reasons that were given, or that there are none; nobody will see "
                   "who gave them, and no numbers. If nobody objects, everyone will know that you did not. " +
                   custody + style;
        case BoxKind::shortlist:
            return "Nobody will see what you or your organisation ticked: not on any screen, and not in the "
                   "saved record. Only the shortlist is shown, in no order, and only if at least five "
                   "organisations tick. The record does say which seats did. " +
                   custody;
        case BoxKind::safety:
            return "Nobody will see what you answered. One sentence about the whole room is shown, and only "
                   "if "
                   "at least five organisations answer. The record does not say who did. " +
                   custody;
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
            if (plan.practice) return "This is for practice. It decides nothing.";
            return std::string(plan.results == Results::open
                                   ? "Each organisation counts as one. Exact figures are shown; "
                                   : "Each organisation counts as one. The order is shown if at least five "
                                     "organisations rank; ") +
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
        case Step::fifth:
            return "ahead by a fifth";
        case Step::two_fifths:
            return "ahead by two fifths";
        case Step::three_fifths:
            return "ahead by three fifths";
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
    if (level == Level::l3)
        text += " By a fifth, two fifths or three fifths: by at least so much of the voices of the " +
                std::to_string(organisations) + " organisations that ranked.";
    return text;
}

std::string equal_voice() {
    return "Each organisation counts as one. If its delegates differ, its one voice is split between them.";
}

std::string why_no_figures() {
    return "Exact figures are not shown or kept: with a few organisations they would give away how somebody "
           "ranked.";
}

namespace {

std::string because(const Session& session, WithheldReason reason, const std::vector<OrganisationId>& changed,
                    const std::string& too_few) {
    switch (reason) {
        case WithheldReason::too_few_organisations:
            return too_few;
        case WithheldReason::attendance_changed:
            return "Not shown, because since the last time only " + joined(session, changed) +
                   " changed who took part. Comparing the two results would show what they said.";
        case WithheldReason::sizes:
            return "Not shown, because with exactly these numbers of people from each organisation it could "
                   "show how somebody ranked.";
    }
    __builtin_unreachable();
}

std::string few(std::uint32_t organisations, const char* did, const char* what) {
    return "Not shown, because " + std::to_string(organisations) +
           (organisations == 1 ? " organisation " : " organisations ") + did +
           ". With fewer than five, the result would show " + what + ".";
}

}  // namespace

std::string withheld(const Session& session, const RankingWithheld& release) {
    return because(session, release.reason, release.changed,
                   few(release.organisations, "ranked", "how somebody ranked"));
}

std::string withheld(const Session& session, const ShortlistWithheld& release) {
    return because(session, release.reason, release.changed,
                   few(release.organisations, "ticked", "what somebody ticked"));
}

std::string withheld(const Session& session, const SafetyWithheld& release) {
    return because(session, release.reason, release.changed,
                   "Not shown, because fewer than five organisations answered. With so few, the result would "
                   "show what somebody answered.");
}

std::string withheld(const Session& session, const ConsentWithheld& release) {
    return because(session, WithheldReason::attendance_changed, release.changed, "");
}

std::string outsiders_warning() {
    return "Outsiders only: with three or four organisations, colleagues in this room may work out who "
           "ranked "
           "how.";
}

std::string open_warning() {
    return "Open result: exact figures, agreed on before anybody ranked. They can reveal how an organisation "
           "ranked.";
}

namespace {

// "3/7" -> 43: in hundredths, rounded. Long numbers lose as many digits above as below.
std::uint64_t hundredths(const std::string& fraction) {
    constexpr std::size_t digits_max = 15;
    const std::size_t slash = std::min(fraction.find('/'), fraction.size());
    std::string above = fraction.substr(0, slash);
    std::string below = slash < fraction.size() ? fraction.substr(slash + 1) : "1";
    const std::size_t too_many = below.size() > digits_max ? below.size() - digits_max : 0;
    above.resize(above.size() > too_many ? above.size() - too_many : 0);
    below.resize(below.size() - too_many);
    const std::uint64_t numerator = above.empty() ? 0 : std::stoull(above);
    const std::uint64_t denominator = std::max<std::uint64_t>(1, std::stoull(below));
    return (100 * numerator + denominator / 2) / denominator;
}

}  // namespace

std::string agreement(const std::string& mean_distance) {
    if (mean_distance.empty()) return "There is nothing to compare.";
    return "Of 100 pairs of proposals, two rankings drawn at random differ on about " +
           std::to_string(hundredths(mean_distance)) + " (0: all are alike; 100: all are opposite).";
}

std::string shortlist(bool there_is_one) {
    return there_is_one ? "The room goes on with these. They are in no order."
                        : "No shortlist: too many proposals were ticked equally often to leave some out.";
}

std::string safety(SafetyBand band) {
    switch (band) {
        case SafetyBand::safe:
            return "On the whole this room says that it is safe to speak here.";
        case SafetyBand::divided:
            return "This room is divided on how safe it is to speak here.";
        case SafetyBand::not_safe:
            return "On the whole this room says that it is not safe to speak here. Pause, and ask what would "
                   "help.";
    }
    __builtin_unreachable();
}

std::string leading_because(Leading::Because because) {
    switch (because) {
        case Leading::Because::none:
            return "";
        case Leading::Because::asked_again:
            return "Its text has changed since the room was asked. Ask again.";
        case Leading::Because::asking_withheld:
            return "The answers could not be shown. Ask again, or take another proposal.";
        case Leading::Because::only_one:
            return "It is the only proposal, so there is nothing to rank.";
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
    if (session.box && !session.box->ready) return "One moment: the box is being made ready.";
    if (session.box && !session.box->closing)
        return deposited ? "It is in. You can change it until this closes." : task(session, *session.box);
    if (session.box) return "Closing. The result will be shown in a moment.";
    if (!session.round()) return "You are in. The first round will begin soon.";
    if (session.round()->declared)
        return session.plan(session.round()->id)->practice ? "That was for practice."
                                                           : "This round has its outcome.";
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
            case BoxKind::shortlist:
                return "Next, the shortlist is shown.";
            case BoxKind::safety:
                return "Next, one sentence about the whole room is shown.";
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

namespace {

std::string if_everybody(const Session& session, const Permission& allowed) {
    if (!allowed.level && allowed.reason == WithheldReason::attendance_changed)
        return "A ranking now could not be shown: since the last one only " +
               joined(session, allowed.changed) +
               (allowed.changed.size() == 1 ? "'s attendance has changed. " : " changed who takes part. ") +
               "A deputy in the missing seat, or going on to objections, is the way out.";
    if (!allowed.level)
        return "A ranking now could not be shown: with exactly these numbers of people from each "
               "organisation "
               "it could give somebody away.";
    switch (*allowed.level) {
        case Level::l1:
            return "If everybody seated ranks, the order is shown, and which steps are about equal or ahead.";
        case Level::l2:
            return "If everybody seated ranks, the order is shown, and whether each step is about equal, "
                   "ahead "
                   "or clearly ahead.";
        case Level::l3:
            return "If everybody seated ranks, the order is shown, and for each step whether it is about "
                   "equal, "
                   "ahead, or ahead by a fifth, two fifths or three fifths of the organisations.";
    }
    __builtin_unreachable();
}

}  // namespace

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
    if (open_results(session))
        return "This round is open: exact figures will be shown and saved, and every device says so before "
               "anybody ranks.";
    const std::uint32_t organisations = session.organisations_seated();
    if (organisations < organisations_for_a_ranking)
        return "With " + std::to_string(organisations) +
               " organisations seated a ranking could not be shown: five must rank. \"Outsiders only\" would "
               "show it, with a warning that people in this room may work out who ranked how.";
    const ReleaseParameters parameters = parameters_if_opened(session, BoxKind::ranking);
    return if_everybody(session, permission(parameters, parameters.held));
}

std::string before_closing(const Session& session, const Live& live) {
    if (!session.box || session.box->closing || !session.box->ready) return "";
    if (too_few_heard(session, live.deposited))
        return session.box->last_call
                   ? "This can not be closed yet: fewer than three organisations have been "
                     "heard. Wait for their devices, or stop without opening."
                   : "";
    const ReleaseParameters parameters = release_parameters(session);
    if (parameters.earlier.empty()) return "";
    std::vector<SeatId> attended;
    for (const auto& [seat, sequence] : live.deposited) attended.push_back(seat);
    const Permission allowed = permission(parameters, attended);
    if (allowed.level) return "Closed now, the result could be shown.";
    switch (allowed.reason) {
        case WithheldReason::too_few_organisations:
            return "Closed now, the result could not be shown: too few organisations have taken part.";
        case WithheldReason::sizes:
            return "Closed now, the result could not be shown: with exactly these numbers of people from "
                   "each "
                   "organisation it could give somebody away.";
        case WithheldReason::attendance_changed:
            break;
    }
    return "Closed now, the result could not be shown. Since the last time only " +
           joined(session, allowed.changed) +
           (allowed.changed.size() == 1 ? "'s attendance has changed. " : " changed who takes part. ") +
           "Wait for them, or ask for a deputy in the missing seat.";
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
