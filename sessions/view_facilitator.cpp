// SPDX-License-Identifier: Apache-2.0
// What the facilitator can ask now. An offer here is never refused as long as nothing else happens first: a
// property test holds every offer against decide() and the recorder. (But closing is refused with
// more_time_asked by whoever runs the clock, because nobody shall see when somebody asked for it.)
#include <algorithm>

#include "sessions/decide.hpp"
#include "sessions/text.hpp"
#include "sessions/view.hpp"
#include "sessions/words.hpp"

namespace equivox {
namespace {

class Offers {
public:
    explicit Offers(const Session& session) : session_(session) {}

    // Adds the offer where decide() would allow the command. Texts that a person has yet to write are filled
    // with something allowed for the question only.
    void add(std::string label, Command command, std::string hint, bool primary = false) {
        if (!allowed(command)) return;
        if (primary && has_primary_) primary = false;
        has_primary_ = has_primary_ || primary;
        offers_.push_back({std::move(label), std::move(command), primary, std::move(hint)});
    }
    [[nodiscard]] std::vector<Offer> take() { return std::move(offers_); }

private:
    [[nodiscard]] bool allowed(Command command) const {
        if (auto* aside = std::get_if<SetProposalAside>(&command)) aside->reason = "-";
        if (auto* amend = std::get_if<AmendProposal>(&command)) amend->title = "-";
        if (auto* draft = std::get_if<DraftOutcome>(&command)) {
            draft->outcome.text = "-";
            draft->outcome.owner = "-";
            draft->outcome.review_date = "2000-01-01";
        }
        return !std::holds_alternative<Refusal>(decide(session_, command, Given{Facilitator{}}));
    }

    const Session& session_;
    std::vector<Offer> offers_;
    bool has_primary_ = false;
};

void offer_box(Offers& offers, const Session& session, const Live& live) {
    const BoxState& box = *session.box;
    if (!box.last_call) offers.add("Last call", GiveLastCall{box.id}, "Everybody has one more minute.", true);
    if (!too_few_heard(session, live.deposited))
        offers.add("Close now", CloseBox{box.id}, "Nothing more can be put in; what came out is shown.",
                   true);
    offers.add("Stop without opening", VoidBox{box.id}, "What was put in is thrown away unread.");
}

void offer_proposals(Offers& offers, const RoundState& round) {
    for (const ProposalState& proposal : round.proposals) {
        const std::string name = "\"" + proposal.current.title + "\"";
        offers.add("Amend " + name, AmendProposal{proposal.id, "", ""},
                   "Everybody sees the text before and after.");
        offers.add("Set aside " + name, SetProposalAside{proposal.id, ""},
                   "With a reason that everybody sees.");
        offers.add("Bring back " + name, RestoreProposal{proposal.id}, "");
    }
}

void offer_consent(Offers& offers, const Session& session, const RoundState& round) {
    const Leading leading = leading_proposal(session, round);
    const bool agreed = leading.because == Leading::Because::agreed;
    for (const ProposalId id : leading.allowed) {
        const auto asked = std::any_of(round.askings.begin(), round.askings.end(),
                                       [&](const AskingState& asking) { return asking.proposal == id; });
        offers.add(
            (asked ? "Ask again about \"" : "Ask about \"") + session.proposal(id)->current.title + "\"",
            OpenBox{BoxKind::consent, id}, "\"Can you live with this?\"",
            leading.next == id && !agreed && round.stage != Stage::clarification);
    }
}

void offer_outcome(Offers& offers, const Session& session, const RoundState& round) {
    const Leading leading = leading_proposal(session, round);
    for (const ProposalState& proposal : round.proposals) {
        OutcomeText adopted{.kind = OutcomeKind::adopted,
                            .proposal = proposal.id,
                            .text = {},
                            .reasons = {},
                            .owner = {},
                            .review_date = {},
                            .dissent = {}};
        offers.add("Adopt \"" + proposal.current.title + "\"", DraftOutcome{adopted},
                   "Read it back to the room before it is recorded.",
                   leading.because == Leading::Because::agreed && leading.next == proposal.id &&
                       round.stage == Stage::objections);
    }
    OutcomeText deferred{.kind = OutcomeKind::deferred,
                         .proposal = {},
                         .text = {},
                         .reasons = {},
                         .owner = {},
                         .review_date = {},
                         .dissent = {}};
    offers.add("Defer", DraftOutcome{deferred}, "Say what is missing, who finds out, and by when.");
    deferred.kind = OutcomeKind::no_decision;
    offers.add("No decision", DraftOutcome{deferred}, "");
}

void offer_stage(Offers& offers, const Session& session, const RoundState& round) {
    const bool first_proposals = round.stage == Stage::proposals && !round.proposals_shown;
    offers.add("Record this outcome", DeclareOutcome{}, "It becomes the outcome of this round.", true);
    offers.add("Back to work", WithdrawDraft{}, "The draft is dropped.");
    offers.add("End the practice", EndPractice{}, "It decides nothing and needs no outcome.",
               !round.rankings.empty());
    if (round.stage == Stage::clarification && round.rankings.empty()) offer_consent(offers, session, round);
    if (round.stage == Stage::ranking || round.stage == Stage::objections) {
        offer_consent(offers, session, round);
        offer_outcome(offers, session, round);
    }
    offers.add(round.proposals_shown ? "Ask for more proposals" : "Ask for proposals",
               OpenBox{BoxKind::proposals, {}}, "Everybody writes in silence.", first_proposals);
    offers.add("Go to clarification", MoveToClarification{}, "",
               round.stage == Stage::proposals && round.proposals_shown);
    const bool answers_first =
        !round.questions.empty() && std::all_of(round.questions.begin(), round.questions.end(),
                                                [](const QuestionState& q) { return q.answers.empty(); });
    if (round.stage == Stage::clarification) {
        offers.add("Ask for a shortlist", OpenBox{BoxKind::shortlist, {}},
                   "Everybody ticks up to four. The room goes on with at most eight, shown in no order.",
                   proposals_in_play(round).size() > limits::ranked_proposals);
        offers.add("Ask for questions", OpenBox{BoxKind::questions, {}},
                   "Everybody writes a question or nothing.",
                   round.questions.empty() && round.rankings.empty());
        offers.add("Ask for answers", OpenBox{BoxKind::answers, {}}, "Authors may answer without a name.",
                   answers_first);
    }
    offers.add(round.rankings.empty() ? "Ask for rankings" : "Rank again", OpenBox{BoxKind::ranking, {}},
               words::before_opening(session), round.stage == Stage::clarification);
    offers.add("Ask for rankings, outsiders only",
               OpenBox{.kind = BoxKind::ranking, .proposal = {}, .outsiders_only = true},
               "The order is shown, with a warning: in so small a room people may work out who ranked how.");
    offer_proposals(offers, round);
    if (round.stage != Stage::ranking && round.stage != Stage::objections)
        offer_outcome(offers, session, round);
}

std::vector<Offer> offers_of(const Session& session, const Live& live) {
    Offers offers(session);
    const RoundState* round = session.round();
    if (session.box) {
        offer_box(offers, session, live);
    } else if (round && !round->declared) {
        offer_stage(offers, session, *round);
    } else {
        const RoundId next{static_cast<std::uint32_t>(session.rounds.size()) + 1};
        offers.add(session.rounds.empty() ? "Begin the first round" : "Begin the next round",
                   BeginRound{next}, "The question goes on the room screen.", true);
        offers.add("Close the session", CloseSession{},
                   "The check words are shown; nothing more can be changed.",
                   next.value > session.opened.agenda.rounds.size());
    }
    if (!session.closed && !session.box)
        offers.add("Ask how safe it is to speak", OpenBox{BoxKind::safety, {}},
                   "At any time. One sentence about the whole room is shown, if five organisations answer.");
    return offers.take();
}

}  // namespace

FacilitatorView view_for_facilitator(const Session& session, const Live& live) {
    FacilitatorView view;
    for (const SeatState& seat : session.seats)
        view.seats.push_back({seat.id, seat.organisation, seat.label, seat.device_key.has_value(),
                              live.connected.contains(seat.id)});
    view.offers = offers_of(session, live);
    view.before_opening = words::before_opening(session);
    view.before_closing = words::before_closing(session, live);
    for (const Signal raised : live.signals) view.signals.push_back(words::signal(raised));
    view.prompt = words::prompt(session);
    return view;
}

}  // namespace equivox
