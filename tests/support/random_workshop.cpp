// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_workshop.hpp"

#include <array>

#include "sessions/view.hpp"
#include "tests/support/room.hpp"

namespace equivox::testing {
namespace {

template <class Range>
const auto& one_of(const Range& range, SeededChance& chance) {
    return range[chance.below(static_cast<std::uint32_t>(std::size(range)))];
}

bool one_in(std::uint32_t n, SeededChance& chance) {
    return chance.below(n) == 0;
}

ProposalId any_proposal(const Session& session, SeededChance& chance) {
    const auto* round = session.round();
    if (!round || round->proposals.empty() || one_in(12, chance)) return ProposalId{chance.below(40)};
    return one_of(round->proposals, chance).id;
}

SeatId any_seat(const Session& session, SeededChance& chance) {
    return SeatId{chance.below(static_cast<std::uint32_t>(session.seats.size()) + 2)};
}

BoxId any_box(const Session& session, SeededChance& chance) {
    return session.box && !one_in(10, chance) ? session.box->id : BoxId{chance.below(session.next_box + 2)};
}

Ranking any_ranking(const Session& session, SeededChance& chance) {
    Ranking ranking;
    if (!session.box) return ranking;
    std::vector<ProposalId> left = session.box->ranked;
    while (!left.empty() && !one_in(6, chance)) {
        const auto taken = left.begin() + chance.below(static_cast<std::uint32_t>(left.size()));
        if (ranking.empty() || !one_in(3, chance)) ranking.emplace_back();
        ranking.back().push_back(*taken);
        if (!one_in(40, chance)) left.erase(taken);  // else: named twice
    }
    return ranking;
}

ConsentDeposit any_answer(SeededChance& chance) {
    ConsentDeposit deposit;
    deposit.answer = static_cast<ConsentAnswer>(chance.below(5));
    const bool speaks = deposit.answer == ConsentAnswer::worry || deposit.answer == ConsentAnswer::objection;
    if (speaks != one_in(10, chance)) deposit.reason = any_text(chance);
    if (speaks && one_in(3, chance)) deposit.clause = chance.below(4);
    return deposit;
}

BoxKind any_kind(SeededChance& chance) {
    return static_cast<BoxKind>(chance.below(5));
}

OutcomeText any_outcome(const Session& session, SeededChance& chance) {
    OutcomeText outcome;
    outcome.kind = static_cast<OutcomeKind>(chance.below(3));
    if (!one_in(3, chance)) outcome.proposal = any_proposal(session, chance);
    outcome.text = any_text(chance);
    outcome.owner = any_text(chance);
    const std::array<const char*, 4> dates{"2027-03-31", "2027-02-29", "soon", ""};
    outcome.review_date = one_of(dates, chance);
    return outcome;
}

Command any_command(const Session& session, SeededChance& chance) {
    switch (chance.below(17)) {
        case 0:
            return TakeSeat{OrganisationId{chance.below(9)}, key_of(chance.below(60))};
        case 1:
            return LeaveSeat{};
        case 2:
            return FreeSeat{any_seat(session, chance)};
        case 3:
            return BeginRound{RoundId{chance.below(4)}};
        case 4:
        case 5:
            return OpenBox{any_kind(chance),
                           one_in(2, chance) ? std::optional(any_proposal(session, chance)) : std::nullopt};
        case 6:
            return GiveLastCall{any_box(session, chance)};
        case 7:
            return CloseBox{any_box(session, chance)};
        case 8:
            return one_in(4, chance) ? Command(VoidBox{any_box(session, chance)}) : MoveToClarification{};
        case 9:
            return SetProposalAside{any_proposal(session, chance), any_text(chance)};
        case 10:
            return RestoreProposal{any_proposal(session, chance)};
        case 11:
            return AmendProposal{any_proposal(session, chance), any_text(chance), any_text(chance)};
        case 12:
            return DraftOutcome{any_outcome(session, chance)};
        case 13:
            return WithdrawDraft{};
        case 14:
            return one_in(4, chance) ? Command(DeclareOutcome{}) : WithdrawDraft{};
        case 15:
            return one_in(6, chance) ? Command(CloseSession{}) : MoveToClarification{};
        default:
            return PutDeposit{any_box(session, chance), chance.below(5),
                              any_deposit(session, any_kind(chance), chance)};
    }
}

Actor any_actor(const Session& session, SeededChance& chance) {
    if (one_in(2, chance)) return Facilitator{};
    if (one_in(4, chance)) return Delegate{};
    return Delegate{any_seat(session, chance)};
}

}  // namespace

std::string any_text(SeededChance& chance) {
    static const std::vector<std::string> texts{"One discharge hub",
                                                "Evening cover would stop.",
                                                "",
                                                "   ",
                                                "First clause\nSecond clause\n\n\n\nThird clause",
                                                "<script>alert(1)</script>",
                                                "%s%n%s ## ### \\ \" '",
                                                "\xE2\x80\xAE desrever \xE2\x80\xAC",
                                                "zero\xE2\x80\x8Bwidth",
                                                "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7",
                                                "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
                                                "a\xCD\x84\xCD\x84\xCD\x84\xCD\x84",
                                                "\xE0\xA5\x98\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
                                                "broken \xC3\x28 utf",
                                                std::string("nul\0nul", 7),
                                                std::string(2000, '"'),
                                                std::string(10'000, 'x'),
                                                "\xF0\x9F\x99\x82 smile"};
    return one_of(texts, chance);
}

Command with_texts(Command command, const Session& session) {
    if (auto* aside = std::get_if<SetProposalAside>(&command)) aside->reason = "It is part of another.";
    if (auto* amend = std::get_if<AmendProposal>(&command)) {
        amend->title = "Amended";
        amend->text = "Version " + std::to_string(session.proposal(amend->proposal)->earlier.size() + 2);
    }
    if (auto* draft = std::get_if<DraftOutcome>(&command)) {
        draft->outcome.text = "This is what we do.";
        draft->outcome.owner = "The director";
        draft->outcome.review_date = "2027-03-31";
    }
    return command;
}

DepositContent any_deposit(const Session& session, BoxKind kind, SeededChance& chance) {
    const std::uint32_t entries = chance.below(6) == 0 ? chance.below(5) : chance.below(2);
    switch (kind) {
        case BoxKind::proposals: {
            ProposalsDeposit deposit;
            for (std::uint32_t i = 0; i < entries; ++i)
                deposit.entries.push_back({any_text(chance), any_text(chance)});
            return deposit;
        }
        case BoxKind::questions: {
            QuestionsDeposit deposit;
            for (std::uint32_t i = 0; i < entries; ++i)
                deposit.entries.push_back(
                    {one_in(2, chance) ? std::optional(any_proposal(session, chance)) : std::nullopt,
                     any_text(chance)});
            return deposit;
        }
        case BoxKind::answers: {
            AnswersDeposit deposit;
            for (std::uint32_t i = 0; i < entries; ++i)
                deposit.entries.push_back({QuestionId{chance.below(4)}, any_text(chance)});
            return deposit;
        }
        case BoxKind::ranking:
            return RankingDeposit{any_ranking(session, chance)};
        case BoxKind::consent:
            return any_answer(chance);
    }
    return ConsentDeposit{};
}

Asked somebody_asks(const Session& session, SeededChance& chance) {
    const std::uint32_t mood = chance.below(10);
    if (mood < 2) return {any_actor(session, chance), any_command(session, chance)};
    if (session.organisations_seated() < 5 && mood < 6) {
        const SeatState& seat = one_of(session.seats, chance);
        return {Delegate{}, TakeSeat{seat.organisation, key_of(seat.id.value)}};
    }
    const bool wanted_full =
        session.box && (session.box->kind == BoxKind::ranking || session.box->kind == BoxKind::consent);
    if (session.box && mood < (wanted_full ? 9U : 6U)) {
        const BoxKind kind = one_in(12, chance) ? any_kind(chance) : session.box->kind;
        return {Delegate{one_of(session.seats, chance).id},
                PutDeposit{session.box->id, 1 + chance.below(6), any_deposit(session, kind, chance)}};
    }
    const std::vector<Offer> offers = view_for_facilitator(session, Live{}).offers;
    if (offers.empty()) return {any_actor(session, chance), any_command(session, chance)};
    if (one_in(2, chance))
        for (const Offer& offer : offers)
            if (offer.primary) return {Facilitator{}, with_texts(offer.command, session)};
    // What ends a round or the session is put off, so that much happens before it.
    Command command = one_of(offers, chance).command;
    for (int again = 0; again < 4 && (std::holds_alternative<DraftOutcome>(command) ||
                                      std::holds_alternative<CloseSession>(command));
         ++again)
        command = one_of(offers, chance).command;
    return {Facilitator{}, with_texts(std::move(command), session)};
}

}  // namespace equivox::testing
