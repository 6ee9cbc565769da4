// SPDX-License-Identifier: Apache-2.0
// Devices that keep no rule. Nobody can look into a deposit before its box closes, so whatever is of the
// right size goes in; what can not be used counts as a deposit with nothing in it, and the box closes as
// ever.
#include "tests/support/hostile.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/digest.hpp"
#include "sessions/json.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/random_workshop.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

constexpr std::array every_kind{BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::ranking,
                                BoxKind::consent,   BoxKind::shortlist, BoxKind::safety};

// Six seats of six organisations and a box of this kind, into which five of them have put something that is
// allowed. The first seat has put nothing in yet.
struct Attacked : Room {
    explicit Attacked(BoxKind kind)
        : Room({.seats = {1, 1, 1, 1, 1, 1},
                .no_change = false,
                .given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}}) {
        seat_everybody();
        round_begins();
        clarify();
        if (kind == BoxKind::answers) ask_questions({"Who pays?"});
        if (kind == BoxKind::consent) {
            rank(std::vector<std::string>(6, "A > B"));
            open(kind, called("A"));
        } else {
            open(kind);
        }
        for (std::uint32_t seat = 2; seat <= 6; ++seat) put(seat, honest());
    }
    [[nodiscard]] DepositContent honest() const {
        switch (session().box->kind) {
            case BoxKind::proposals:
                return proposal("Vans");
            case BoxKind::questions:
                return QuestionsDeposit{{{std::nullopt, "Why?"}}};
            case BoxKind::answers:
                return AnswersDeposit{{{round().questions[0].question.id, "We do."}}};
            case BoxKind::ranking:
                return RankingDeposit{parse_ranking(session(), "A > B")};
            case BoxKind::consent:
                return worry("Evenings");
            case BoxKind::shortlist:
                return ShortlistDeposit{parse_ticks(session(), "A, B")};
            case BoxKind::safety:
                return SafetyDeposit{SafetyAnswer::safe};
        }
        __builtin_unreachable();
    }
    // What came out, with who was counted.
    std::string released() {
        const BoxId box = session().box->id;
        close();
        for (const Entry& entry : entries()) {
            const Event event = decode_event(entry.event);
            const auto* released = std::get_if<BoxReleased>(&event);
            if (released && released->box == box) return entry.event;
        }
        throw std::logic_error("nothing came out");
    }
};

// What comes out when the first seat's device is honest and has nothing to say.
std::string with_nothing(BoxKind kind) {
    Attacked room(kind);
    room.put(1, empty_deposit(kind));
    return room.released();
}

// What comes out when it sends this.
std::string with(BoxKind kind, const std::function<PutDeposit(Attacked&)>& attack) {
    Attacked room(kind);
    const PutDeposit put = attack(room);
    REQUIRE(said(room.delegate(1, put)) == "done");
    CHECK(room.live().deposited.size() == 6);
    return room.released();
}

std::string with_content(BoxKind kind, const std::function<DepositContent(const Attacked&)>& content) {
    return with(
        kind, [&](Attacked& room) { return sealed_unchecked(room.session(), SeatId{1}, 1, content(room)); });
}

std::string with_json(BoxKind kind, const std::string& json) {
    return with(kind, [&](Attacked& room) {
        return sealed_bytes(room.session(), 1, laid_out_json(room.session(), SeatId{1}, 1, kind, json));
    });
}

TEST_CASE("What is sealed by the rules is not nothing, so that these tests can fail") {
    for (const BoxKind kind : every_kind) {
        INFO("kind " << static_cast<int>(kind));
        const std::string nothing = with_nothing(kind);
        const std::string something = with_content(kind, [&](const Attacked& room) -> DepositContent {
            if (kind == BoxKind::ranking) return RankingDeposit{parse_ranking(room.session(), "I > H > G")};
            if (kind == BoxKind::shortlist)
                return ShortlistDeposit{parse_ticks(room.session(), "C, D, E, F")};
            return room.honest();
        });
        // One voice of six moves neither the shortlist nor the band of safety, which is as it should be.
        const bool absorbed = kind == BoxKind::shortlist || kind == BoxKind::safety;
        CHECK((something == nothing) == absorbed);
    }
    Attacked room(BoxKind::ranking);
    CHECK(room.session().box->ranked.size() == 9);
}

TEST_CASE("Another kind's content counts as nothing") {
    for (const BoxKind kind : every_kind)
        for (const BoxKind other : every_kind) {
            if (other == kind) continue;
            INFO("kind " << static_cast<int>(kind) << " other " << static_cast<int>(other));
            const std::string nothing = with_nothing(kind);
            CHECK(with_content(kind, [&](const Attacked&) { return empty_deposit(other); }) == nothing);
            // Also where the layout says truly of what kind it is.
            CHECK(with(kind, [&](Attacked& room) {
                      return sealed_bytes(room.session(), 1,
                                          laid_out_json(room.session(), SeatId{1}, 1, other,
                                                        encode_deposit(empty_deposit(other))));
                  }) == nothing);
        }
}

TEST_CASE("Bytes of the right size that open to nothing count as nothing") {
    for (const BoxKind kind : every_kind) {
        INFO("kind " << static_cast<int>(kind));
        const std::string nothing = with_nothing(kind);
        const std::size_t plain = deposit_plain_size(kind);
        CHECK(with(kind, [&](Attacked& room) {
                  return PutDeposit{room.session().box->id, 1, to_base64(std::string(plain + 48, 'x'))};
              }) == nothing);
        for (const char fill : {'\0', 'x', '\xFF'})
            CHECK(with(kind, [&](Attacked& room) {
                      return sealed_bytes(room.session(), 1, std::string(plain, fill));
                  }) == nothing);
    }
}

TEST_CASE("A deposit of another seat or under another number counts as nothing") {
    for (const BoxKind kind : every_kind) {
        INFO("kind " << static_cast<int>(kind));
        const std::string nothing = with_nothing(kind);
        CHECK(with(kind, [](Attacked& room) { return room.sealed(2, 1, room.honest()); }) == nothing);
        CHECK(with(kind, [](Attacked& room) {
                  PutDeposit put = room.sealed(1, 1, room.honest());
                  put.sequence = 2;
                  return put;
              }) == nothing);
    }
}

TEST_CASE("A deposit that was sealed for an earlier box counts as nothing") {
    Attacked room(BoxKind::questions);
    const std::string earlier = room.sealed(1, 1, room.honest()).blob;
    room.must(VoidBox{room.session().box->id});
    const BoxId box = room.open(BoxKind::questions);
    CHECK(said(room.delegate(1, PutDeposit{box, 1, earlier})) == "done");
    room.put_nothing_from_the_others();
    room.close();
    CHECK(room.round().questions.empty());
}

TEST_CASE("Ranks that can not be count as nothing") {
    const std::string nothing = with_nothing(BoxKind::ranking);
    const auto ranks = [&](std::uint8_t claimed, const std::vector<std::uint8_t>& values) {
        return with(BoxKind::ranking, [&](Attacked& room) {
            return sealed_bytes(room.session(), 1,
                                laid_out_ranks(room.session(), SeatId{1}, 1, claimed, values));
        });
    };
    CHECK(ranks(9, {10}) == nothing);                               // a place that there is not
    CHECK(ranks(9, {255, 255, 255}) == nothing);                    //
    CHECK(ranks(8, {1, 2}) == nothing);                             // fewer than are ranked
    CHECK(ranks(20, std::vector<std::uint8_t>(20, 1)) == nothing);  // more
    CHECK(ranks(9, {1, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == nothing);     // the tenth of nine
}

TEST_CASE("A ballot that skips places says what its order says") {
    Attacked one(BoxKind::ranking);
    Attacked two(BoxKind::ranking);
    for (const std::uint32_t seat : {1U, 2U, 3U, 4U, 5U, 6U}) {
        REQUIRE(said(one.delegate(seat, sealed_bytes(one.session(), 7,
                                                     laid_out_ranks(one.session(), SeatId{seat}, 7, 9,
                                                                    {9, 3, 3})))) == "done");
        const Ranking ranking = parse_ranking(two.session(), "B = C > A");
        REQUIRE(said(two.delegate(seat, two.sealed(seat, 7, RankingDeposit{ranking}))) == "done");
    }
    one.close();
    two.close();
    CHECK(one.order() == "B = C > D = E = F = G = H = I > A");  // nobody says anything of D to I
    CHECK(one.order() == two.order());
}

TEST_CASE("Too many ticks, one twice and one of nothing count as nothing") {
    const std::string nothing = with_nothing(BoxKind::shortlist);
    for (const char* ticks : {"A, B, C, D, E", "A, A", "C, C, C, C"})
        CHECK(with_content(BoxKind::shortlist, [&](const Attacked& room) {
                  return ShortlistDeposit{parse_ticks(room.session(), ticks)};
              }) == nothing);
    for (const std::uint32_t none : {0U, 99U, 4'294'967'295U})
        CHECK(with_content(BoxKind::shortlist, [&](const Attacked& room) {
                  return ShortlistDeposit{{room.called("I"), ProposalId{none}}};
              }) == nothing);
}

TEST_CASE("Texts that no device would let through count as nothing, all of a deposit") {
    const auto entries = [](std::vector<ProposalEntry> list) {
        return with_content(BoxKind::proposals,
                            [&](const Attacked&) { return ProposalsDeposit{std::move(list)}; });
    };
    const std::string nothing = with_nothing(BoxKind::proposals);
    CHECK(entries({{"Good", ""}, {"One too many", ""}}) == nothing);
    CHECK(entries({{" ", ""}}) == nothing);
    CHECK(entries({{std::string(81, 'x'), ""}}) == nothing);
    CHECK(entries({{"x", std::string(2001, 'x')}}) == nothing);
    CHECK(entries({{"x", std::string(9000, 'x')}}) == nothing);
    CHECK(with_content(BoxKind::questions, [](const Attacked&) {
              return QuestionsDeposit{{{ProposalId{99}, "Why?"}}};
          }) == with_nothing(BoxKind::questions));
    CHECK(with_content(BoxKind::questions, [](const Attacked&) {
              return QuestionsDeposit{std::vector<QuestionEntry>(4, {std::nullopt, "Why?"})};
          }) == with_nothing(BoxKind::questions));
    CHECK(with_content(BoxKind::answers, [](const Attacked&) {
              return AnswersDeposit{{{QuestionId{99}, "Because."}}};
          }) == with_nothing(BoxKind::answers));
    const std::string none = with_nothing(BoxKind::consent);
    for (const ConsentDeposit& answer : {objection(""), objection("x", 99), objection("x", 0),
                                         objection(std::string(1001, 'x')), worry(" \n ")})
        CHECK(with_content(BoxKind::consent, [&](const Attacked&) { return answer; }) == none);
    ConsentDeposit yes_but = yes();
    yes_but.reason = "Canary";
    CHECK(with_content(BoxKind::consent, [&](const Attacked&) { return yes_but; }) == none);
}

TEST_CASE("JSON that is none, or of another shape, or far too deep counts as nothing") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::consent,
                               BoxKind::shortlist, BoxKind::safety}) {
        INFO("kind " << static_cast<int>(kind));
        const std::string nothing = with_nothing(kind);
        const std::string good = encode_deposit(Attacked(kind).honest());
        for (const std::string& json :
             {std::string(), std::string("null"), std::string("[]"), good.substr(0, good.size() - 1),
              good + " x", good + good, std::string(400, '['), std::string("{\"type\":\"") + "\xFF\"}",
              std::string(R"({"type":"safety","answer":"very"})"), std::string(R"({"type":"vote"})")})
            CHECK(with_json(kind, json) == nothing);
    }
}

TEST_CASE("A length that says more than there is counts as nothing") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::safety}) {
        const std::string nothing = with_nothing(kind);
        for (const char high : {'\x02', '\x40', '\xFF'})
            CHECK(with(kind, [&](Attacked& room) {
                      std::string plain =
                          laid_out_json(room.session(), SeatId{1}, 1, kind, encode_deposit(room.honest()));
                      plain[3] = high;
                      return sealed_bytes(room.session(), 1, plain);
                  }) == nothing);
    }
}

TEST_CASE("What stands behind the end of a deposit makes it nothing") {
    for (const BoxKind kind : every_kind) {
        INFO("kind " << static_cast<int>(kind));
        CHECK(with(kind, [&](Attacked& room) {
                  std::string plain =
                      kind == BoxKind::ranking
                          ? laid_out_ranks(room.session(), SeatId{1}, 1, 9, {1, 2})
                          : laid_out_json(room.session(), SeatId{1}, 1, kind, encode_deposit(room.honest()));
                  plain.back() = '\x01';
                  return sealed_bytes(room.session(), 1, plain);
              }) == with_nothing(kind));
    }
}

TEST_CASE("A room of hostile devices alone closes its boxes as any other") {
    for (const BoxKind kind : every_kind) {
        INFO("kind " << static_cast<int>(kind));
        Attacked room(kind);
        for (std::uint32_t seat = 1; seat <= 6; ++seat)
            REQUIRE(said(room.delegate(
                        seat, sealed_bytes(room.session(), 9, std::string(deposit_plain_size(kind), 'x')))) ==
                    "done");
        const std::string all_hostile = room.released();
        Attacked silent(kind);
        for (std::uint32_t seat = 1; seat <= 6; ++seat)
            REQUIRE(said(silent.delegate(seat, silent.sealed(seat, 9, empty_deposit(kind)))) == "done");
        CHECK(silent.released() == all_hostile);
        CHECK(std::holds_alternative<Replay>(replay(room.entries())));
    }
}

TEST_CASE("Whatever is put in the box closes and the record stays sound") {
    SeededChance chance(17);
    for (int i = 0; i < 60; ++i) {
        const BoxKind kind = every_kind[chance.below(7)];
        Attacked room(kind);
        for (std::uint32_t seat = 1; seat <= 6; ++seat) {
            const BoxKind other = every_kind[chance.below(7)];
            PutDeposit put =
                sealed_unchecked(room.session(), SeatId{seat}, 9,
                                 any_deposit(room.session(), chance.below(4) ? kind : other, chance));
            if (chance.below(4) == 0) {
                std::string plain(deposit_plain_size(kind), '\0');
                chance.fill(std::as_writable_bytes(std::span(plain)));
                put = sealed_bytes(room.session(), 9, plain);
            }
            REQUIRE(said(room.delegate(seat, put)) == "done");
        }
        room.released();
        REQUIRE(std::holds_alternative<Replay>(replay(room.entries())));
    }
}

}  // namespace
}  // namespace equivox
