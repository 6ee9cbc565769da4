// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_workshop.hpp"

#include <array>

#include "sessions/digest.hpp"
#include "sessions/text.hpp"
#include "tests/support/hostile.hpp"
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
    return static_cast<BoxKind>(chance.below(7));
}

ShortlistDeposit any_ticks(const Session& session, SeededChance& chance) {
    ShortlistDeposit deposit;
    if (!session.box) return deposit;
    std::vector<ProposalId> left = session.box->ranked;
    const std::uint32_t most = one_in(15, chance) ? 6 : 1 + chance.below(limits::ticks);
    while (!left.empty() && deposit.ticks.size() < most) {
        // Most people tick one of the first few, so that scores differ.
        const auto among = static_cast<std::uint32_t>(
            one_in(2, chance) ? std::min<std::size_t>(3, left.size()) : left.size());
        const auto taken = left.begin() + chance.below(among);
        deposit.ticks.push_back(*taken);
        if (!one_in(40, chance)) left.erase(taken);  // else: ticked twice
    }
    return deposit;
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

// What the device of this seat sends, whether the box takes it or not.
PutDeposit any_put(const Session& session, SeatId seat, SeededChance& chance) {
    const std::uint64_t sequence = chance.below(60);
    if (!session.box || !session.box->ready || one_in(25, chance))
        return {any_box(session, chance), sequence, to_base64(any_text(chance))};
    const BoxKind kind = one_in(15, chance) ? any_kind(chance) : session.box->kind;
    const DepositContent content = any_deposit(session, kind, chance);
    PutDeposit put = sealed_unchecked(session, seat, sequence, content);
    if (one_in(30, chance)) put.box = any_box(session, chance);
    return put;
}

Command any_move_of_keys(const Session& session, SeededChance& chance) {
    if (one_in(2, chance)) return KeepParts{any_box(session, chance)};
    return ReturnPart{any_box(session, chance), static_cast<KeyPart>(chance.below(2)),
                      one_in(2, chance) ? any_text(chance) : to_base64(any_text(chance))};
}

Command any_command(const Session& session, SeatId seat, SeededChance& chance) {
    switch (chance.below(21)) {
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
                           one_in(2, chance) ? std::optional(any_proposal(session, chance)) : std::nullopt,
                           one_in(3, chance)};
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
        case 16:
            return any_move_of_keys(session, chance);
        case 17:
            return RaiseSignal{static_cast<Signal>(chance.below(3))};
        case 18:
            return MergeProposals{any_proposal(session, chance), any_proposal(session, chance),
                                  any_text(chance), any_text(chance)};
        case 19:
            return EndPractice{};
        default:
            return any_put(session, seat, chance);
    }
}

Asked anybody_asks_anything(const Session& session, SeededChance& chance) {
    const SeatId seat = any_seat(session, chance);
    const Command command = any_command(session, seat, chance);
    if (one_in(2, chance)) return {Facilitator{}, command};
    if (one_in(4, chance)) return {Delegate{}, command};
    return {Delegate{seat}, command};
}

// Two proposals become one, as the facilitator would write it.
Command a_merge(const Session& session, SeededChance& chance) {
    const ProposalId kept = any_proposal(session, chance);
    return MergeProposals{kept, any_proposal(session, chance), "Both together", "One clause\nThe other"};
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
        case BoxKind::shortlist:
            return any_ticks(session, chance);
        case BoxKind::safety:
            return SafetyDeposit{static_cast<SafetyAnswer>(chance.below(4))};
    }
    __builtin_unreachable();
}

Asked somebody_asks(const Session& session, const Live& live, SeededChance& chance) {
    const std::uint32_t mood = chance.below(10);
    if (mood < 2) return anybody_asks_anything(session, chance);
    if (session.organisations_seated() < 5 && mood < 6) {
        const SeatState& seat = one_of(session.seats, chance);
        return {Delegate{}, TakeSeat{seat.organisation, key_of(seat.id.value)}};
    }
    const std::vector<SeatId> held = session.seats_held();
    if (session.box && session.box->ready && !held.empty() && mood < 9) {
        const SeatId seat = one_of(held, chance);
        return {Delegate{seat}, any_put(session, seat, chance)};
    }
    if (session.round() && session.round()->stage == Stage::clarification && one_in(12, chance))
        return {Facilitator{}, a_merge(session, chance)};
    const std::vector<Offer> offers = view_for_facilitator(session, live).offers;
    if (offers.empty()) return anybody_asks_anything(session, chance);
    if (one_in(2, chance))
        for (const Offer& offer : offers)
            if (offer.primary) return {Facilitator{}, with_texts(offer.command, session)};
    // What ends a round or the session is put off, so that much happens before it.
    Command command = one_of(offers, chance).command;
    for (int again = 0;
         again < 4 &&
         (std::holds_alternative<DraftOutcome>(command) || std::holds_alternative<EndPractice>(command) ||
          std::holds_alternative<VoidBox>(command) || std::holds_alternative<CloseSession>(command));
         ++again)
        command = one_of(offers, chance).command;
    return {Facilitator{}, with_texts(std::move(command), session)};
}

}  // namespace equivox::testing
