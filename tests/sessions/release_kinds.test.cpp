// SPDX-License-Identifier: Apache-2.0
// What leaves a box in small rooms and large ones, in open rounds, and of shortlists and safety: the
// disclosure rules that release.test.cpp does not hold against rankings alone.
#include <algorithm>
#include <boost/mp11.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/describe.hpp"
#include "sessions/json.hpp"
#include "sessions/view.hpp"
#include "sessions/words.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"
#include "tests/support/sole.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;

// --- D1: small rooms

TEST_CASE(
    "D1: three or four organisations see an order for outsiders only, at the lowest level and with a "
    "warning") {
    for (const std::uint32_t organisations : {3U, 4U}) {
        Sole room(organisations);
        room.open(BoxKind::ranking, {}, true);
        CHECK_THAT(room.promise(), Contains("Outsiders only") && Contains("may be able to work it out"));
        for (std::uint32_t seat = 1; seat <= organisations; ++seat)
            room.put(seat, RankingDeposit{parse_ranking(room.session(), "Hub > Beds > No change")});
        room.close();
        REQUIRE(room.shown_ranking());
        CHECK(room.shown_ranking()->outsiders_only);
        CHECK(room.shown_ranking()->level == Level::l1);
        CHECK(room.order() == "Hub > Beds > No change");
        CHECK_THAT(room.standings().warning, Contains("colleagues in this room may work out who ranked how"));
        CHECK_THAT(room.released(), Contains(R"("outsiders_only":true)"));
    }
}

TEST_CASE("D1: without that choice three or four organisations see nothing") {
    for (const std::uint32_t organisations : {3U, 4U}) {
        Sole room(organisations);
        CHECK_THAT(room.before_opening(), Contains("five must rank") && Contains("Outsiders only"));
        room.rank_by(organisations, "Hub");
        REQUIRE(room.withheld_ranking());
        CHECK(room.withheld_ranking()->organisations == organisations);
    }
}

TEST_CASE("D1: of two organisations or fewer nothing is ever shown") {
    for (const std::uint32_t how_many : {0U, 1U, 2U})
        for (const bool outsiders_only : {false, true}) {
            Sole room(4);
            room.rank_by(how_many, "Hub", outsiders_only);
            REQUIRE(room.withheld_ranking());
            CHECK(room.withheld_ranking()->reason == WithheldReason::too_few_organisations);
        }
}

TEST_CASE("D1: where five rank after all the result is for everybody again") {
    Sole room(5);
    room.must(FreeSeat{SeatId{5}});
    room.open(BoxKind::ranking, {}, true);
    room.seat(5);
    room.put_nothing_from_the_others();
    room.close();
    REQUIRE(room.shown_ranking());
    CHECK_FALSE(room.shown_ranking()->outsiders_only);
    CHECK(room.standings().warning.empty());
}

TEST_CASE("D1: a shortlist and an answer about safety need five organisations") {
    for (const std::uint32_t how_many : {2U, 3U, 4U, 5U}) {
        Sole room(6, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
        room.tick(std::vector<std::string>(how_many, "A"));
        CHECK(std::holds_alternative<ShortlistRelease>(room.round().shortlists[0].release) ==
              (how_many == 5));
        room.ask_safety(std::vector<SafetyAnswer>(how_many, SafetyAnswer::not_safe));
        CHECK(std::holds_alternative<SafetyRelease>(room.session().safety[0].release) == (how_many == 5));
        if (how_many == 5) continue;
        const RoomView view = view_for_room(room.session(), room.live());
        CHECK_THAT(view.round->shortlist->not_shown_because, Contains("fewer than five"));
        CHECK_THAT(view.safety->words, Contains("fewer than five"));
        CHECK_FALSE(view.safety->shown);
    }
}

// --- D2: the level

TEST_CASE("D2: the level is that of the number of organisations and no more than the agenda says") {
    for (std::uint32_t k = 5; k <= 12; ++k)
        for (const Level most : {Level::l1, Level::l2, Level::l3}) {
            const Level by_number = k >= 10 ? Level::l3 : k >= 6 ? Level::l2 : Level::l1;
            for (const char* ballot : {"Hub > Beds", "Beds > Hub", ""}) {
                Sole room(k, {.most = most});
                const std::string before = room.before_opening();
                room.rank_by(k, ballot);
                REQUIRE(room.shown_ranking());
                const Level level = room.shown_ranking()->level;
                CHECK(level == std::min(by_number, most));
                CHECK((before.find("clearly") != std::string::npos) == (level == Level::l2));
                CHECK((before.find("two fifths") != std::string::npos) == (level == Level::l3));
                CHECK_FALSE(before.find("could not") != std::string::npos);
            }
        }
}

TEST_CASE("D2: with ten organisations and fine steps a step is told in fifths") {
    Sole room(10, {.no_change = false, .most = Level::l3});
    room.open(BoxKind::ranking);
    for (std::uint32_t seat = 1; seat <= 10; ++seat)  // seven to three: four voices of ten
        room.put(seat,
                 RankingDeposit{parse_ranking(room.session(), seat <= 7 ? "Hub > Beds" : "Beds > Hub")});
    room.close();
    REQUIRE(room.shown_ranking());
    CHECK(room.shown_ranking()->steps.front() == Step::two_fifths);
    CHECK(room.standings().step_words.front() == "ahead by two fifths");
    CHECK_THAT(room.standings().thresholds, Contains("10 organisations"));
}

// --- D4, D10: what a release can hold at all

template <class T>
struct HasText : std::false_type {};
template <>
struct HasText<std::string> : std::true_type {};
template <class T>
struct HasText<std::vector<T>> : HasText<T> {};
template <class T>
struct HasText<std::optional<T>> : HasText<T> {};

// The names of the members, with a mark at those that hold a text.
template <class T>
std::string members_of() {
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) {
            using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            names += std::string(member.name) + (HasText<Field>::value ? "! " : " ");
        });
    return names;
}

TEST_CASE("D4: no release has a place for heads, shares, ranks or anything of one organisation") {
    CHECK(members_of<RankingRelease>() ==
          "rule_version organisations ballots level outsiders_only places steps ");
    CHECK(members_of<ShortlistRelease>() == "rule_version organisations ballots chosen ");
    CHECK(members_of<SafetyRelease>() == "band ");
    CHECK(members_of<ConsentRelease>() == "objections worries ");
    CHECK(members_of<RankingWithheld>() == "rule_version reason organisations ballots changed ");
    CHECK(members_of<ShortlistWithheld>() == "rule_version reason organisations ballots changed ");
    CHECK(members_of<SafetyWithheld>() == "reason changed ");
    CHECK(members_of<ConsentWithheld>() == "changed ");
}

TEST_CASE("D10: a ranking, ticks and an answer about safety hold no text and no time") {
    CHECK(members_of<RankingDeposit>() == "ranking ");
    CHECK(members_of<ShortlistDeposit>() == "ticks ");
    CHECK(members_of<SafetyDeposit>() == "answer ");
}

// --- D6

TEST_CASE("D6: the same deposits give the same bytes in whatever order they are taken, of every kind") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::ranking,
                               BoxKind::consent, BoxKind::shortlist, BoxKind::safety}) {
        INFO("kind " << static_cast<int>(kind));
        ReleaseParameters parameters;
        parameters.rules = {.kind = kind,
                            .proposals = {ProposalId{1}, ProposalId{2}, ProposalId{3}},
                            .questions = {QuestionId{1}},
                            .entries_allowed = 3,
                            .clauses = 3};
        std::vector<SeatId> counted;
        std::vector<OpenedDeposit> deposits;
        for (std::uint32_t i = 1; i <= 7; ++i) {
            parameters.seats.emplace_back(SeatId{i}, OrganisationId{i});
            counted.push_back(SeatId{i});
            const std::string text = "Text " + std::to_string(i / 2);
            const ProposalId id{1 + i % 3};
            DepositContent content = empty_deposit(kind);
            if (kind == BoxKind::proposals) content = proposal(text);
            if (kind == BoxKind::questions) content = QuestionsDeposit{{{id, text}}};
            if (kind == BoxKind::answers) content = AnswersDeposit{{{QuestionId{1}, text}}};
            if (kind == BoxKind::ranking) content = RankingDeposit{{{id}, {ProposalId{1 + (i + 1) % 3}}}};
            if (kind == BoxKind::consent) content = i % 2 ? worry(text, id.value) : objection(text);
            if (kind == BoxKind::shortlist) content = ShortlistDeposit{{id}};
            if (kind == BoxKind::safety) content = SafetyDeposit{static_cast<SafetyAnswer>(i % 4)};
            deposits.push_back({OrganisationId{i}, content});
        }
        parameters.held = counted;
        BoxKey key{};
        key[3] = std::byte{7};
        const std::string bytes = to_json_text(make_release(parameters, key, counted, deposits));
        for (int turn = 0; turn < 7; ++turn) {
            std::rotate(deposits.begin(), deposits.begin() + 1 + turn % 3, deposits.end());
            CHECK(to_json_text(make_release(parameters, key, counted, deposits)) == bytes);
        }
    }
}

// --- D9

TEST_CASE("D9: who took part in texts, consent, safety and signals leaves no trace in the record") {
    const auto record = [](const std::vector<std::uint32_t>& who) {
        Room room({.seats = {1, 1, 1, 1, 1, 1}, .seed = 4, .given = {"Hub", "Beds"}});
        room.seat_everybody();
        const auto put = [&](const DepositContent& first) {
            room.put(who[0], first);
            for (std::size_t i = 1; i < who.size(); ++i)
                room.put(who[i], empty_deposit(room.session().box->kind));
            room.close();
        };
        room.open(BoxKind::safety);
        put(SafetyDeposit{SafetyAnswer::safe});
        room.round_begins();
        room.open(BoxKind::proposals);
        put(proposal("Vans"));
        room.clarify();
        room.open(BoxKind::questions);
        put(QuestionsDeposit{{{std::nullopt, "Who pays?"}}});
        room.open(BoxKind::answers);
        put(AnswersDeposit{{{room.round().questions[0].question.id, "We do."}}});
        (void)room.delegate(who[0], RaiseSignal{Signal::please_pause});
        room.rank(std::vector<std::string>(6, above_all(room.session(), "Hub")));
        room.open(BoxKind::consent, room.called("Hub"));
        put(objection("Evenings"));
        return room.journal_text();
    };
    const std::string one = record({1, 2, 3, 4, 5});
    CHECK(record({6, 5, 4, 3, 2}) == one);
    CHECK(record({3, 6, 1, 2, 5}) == one);
    CHECK(one.find("Evenings") != std::string::npos);
}

TEST_CASE("D9: nothing of a single deposit is in the record but that its seat was counted in a ranking") {
    Sole room(6);
    room.open(BoxKind::ranking);
    for (std::uint32_t seat = 1; seat <= 6; ++seat)
        for (std::uint32_t change = 0; change < seat; ++change) room.put(seat, RankingDeposit{});
    room.close();
    Sole once(6);
    once.open(BoxKind::ranking);
    for (std::uint32_t seat = 6; seat >= 1; --seat) once.put(seat, RankingDeposit{});
    once.close();
    CHECK(room.released() == once.released());
    for (const Entry& entry : room.entries()) {
        const bool box_of_deposits = entry.event.find("box_opened") == std::string::npos &&
                                     entry.event.find("seat_taken") == std::string::npos &&
                                     entry.event.find("session_opened") == std::string::npos;
        if (box_of_deposits) CHECK(entry.event.find("seat") == std::string::npos);
        CHECK(entry.event.find("sequence") == std::string::npos);
    }
}

// --- D12

TEST_CASE("D12: what is withheld is the same whatever was put in") {
    std::set<std::string> rankings;
    std::set<std::string> shortlists;
    std::set<std::string> safeties;
    for (const char* first : {"A > B", "B > A", ""}) {
        Sole room(4, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
        room.tick(std::vector<std::string>(4, std::string(first).substr(0, 1)));
        shortlists.insert(room.released());
        room.rank_by(4, first);
        rankings.insert(room.released());
        room.ask_safety(std::vector<SafetyAnswer>(4, *first ? SafetyAnswer::safe : SafetyAnswer::not_safe));
        safeties.insert(room.released());
    }
    CHECK(rankings.size() == 1);
    CHECK(shortlists.size() == 1);
    CHECK(safeties.size() == 1);
}

TEST_CASE("D12: every reason is a sentence for people and none speaks of what was put in") {
    Sole room(5);
    const std::vector<OrganisationId> changed{OrganisationId{1}, OrganisationId{2}};
    const Session& session = room.session();
    for (const auto reason :
         {WithheldReason::too_few_organisations, WithheldReason::attendance_changed, WithheldReason::sizes})
        for (const std::string& sentence :
             {words::withheld(session, RankingWithheld{1, reason, 4, 9, changed}),
              words::withheld(session, ShortlistWithheld{1, reason, 4, 9, changed}),
              words::withheld(session, SafetyWithheld{reason, changed})})
            CHECK_THAT(sentence, Catch::StartsWith("Not shown, because") && Catch::EndsWith("."));
    CHECK_THAT(words::withheld(session, ConsentWithheld{changed}), Contains("Org A and Org B"));
}

// --- shortlists

const std::vector<std::string> ten{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};

TEST_CASE("A shortlist is a set: what is on it goes on and what is not is set aside and can come back") {
    Sole room(6, {.given = ten});
    room.tick({"A, B", "A, B", "A, C", "B, C", "C, D", "A, D"});  // A 4, B and C 3, D 2, the others none
    const auto& release = std::get<ShortlistRelease>(room.round().shortlists[0].release);
    CHECK(release.organisations == 6);
    CHECK(release.ballots == 6);
    // At most five of six organisations: A, then B and C, then D; the six without a tick do not fit.
    CHECK(release.chosen == parse_ticks(room.session(), "A, B, C, D"));
    std::vector<ProposalId> on = parse_ticks(room.session(), "A, B, C, D, No change");
    std::sort(on.begin(), on.end());
    CHECK(proposals_in_play(room.round()) == on);
    CHECK(room.session().proposal(room.called("E"))->set_aside_reason == "Not on the shortlist.");
    const ShortlistView view = *view_for_room(room.session(), room.live()).round->shortlist;
    CHECK(view.shown);
    CHECK(view.chosen == release.chosen);
    CHECK_THAT(view.words, Contains("no order"));
    room.must(RestoreProposal{room.called("E")});
    CHECK(proposals_in_play(room.round()).size() == 6);
}

TEST_CASE("A shortlist that would give an order away does not: the order of ticks changes nothing") {
    std::set<std::string> releases;
    for (const char* ticks : {"A, B", "B, A"}) {
        Sole room(6, {.given = ten});
        room.tick(std::vector<std::string>(6, ticks));
        releases.insert(room.released());
    }
    CHECK(releases.size() == 1);
}

TEST_CASE("Where too many share the first place there is no shortlist and nothing is set aside") {
    Sole room(6, {.given = ten});
    room.tick(std::vector<std::string>(6, ""));
    CHECK(std::get<ShortlistRelease>(room.round().shortlists[0].release).chosen.empty());
    CHECK(proposals_in_play(room.round()).size() == 11);
    const ShortlistView view = *view_for_room(room.session(), room.live()).round->shortlist;
    CHECK(view.shown);
    CHECK_THAT(view.words, Contains("No shortlist"));
}

TEST_CASE("A shortlist that is withheld sets nothing aside") {
    Sole room(4, {.given = ten});
    room.tick(std::vector<std::string>(4, "A"));
    CHECK(proposals_in_play(room.round()).size() == 11);
    CHECK_FALSE(view_for_room(room.session(), room.live()).round->shortlist->shown);
}

TEST_CASE("Each organisation is one voice in a shortlist") {
    Room room({.seats = {5, 1, 1, 1, 1, 1}, .given = ten});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    // Five delegates of one organisation for J, two sole ones for A, three for B.
    room.tick({"J", "J", "J", "J", "J", "A", "A", "B", "B", "B"});
    const auto& release = std::get<ShortlistRelease>(room.round().shortlists[0].release);
    CHECK(release.chosen == parse_ticks(room.session(), "A, B, J"));  // one voice, not five heads
}

// --- safety

TEST_CASE("Safety is one of three sentences by equal voice") {
    const auto band = [](const std::vector<std::uint32_t>& seats, const std::vector<SafetyAnswer>& answers) {
        Room room({.seats = seats});
        room.seat_everybody();
        room.ask_safety(answers);
        return std::get<SafetyRelease>(room.session().safety[0].release).band;
    };
    using enum SafetyAnswer;
    const std::vector<std::uint32_t> five{1, 1, 1, 1, 1};
    CHECK(band(five, {safe, safe, safe, not_safe, not_safe}) == SafetyBand::safe);
    CHECK(band(five, {safe, safe, not_safe, not_safe, in_between}) == SafetyBand::divided);
    CHECK(band(five, {safe, safe, not_safe, not_safe, nothing}) == SafetyBand::divided);
    CHECK(band(five, {safe, not_safe, not_safe, in_between, nothing}) == SafetyBand::not_safe);
    CHECK(band(five, {nothing, nothing, nothing, nothing, nothing}) == SafetyBand::divided);
    // Three delegates of one organisation are one voice: a third less than one is no step.
    CHECK(band({3, 1, 1, 1, 1}, {safe, safe, in_between, safe, not_safe, nothing, nothing}) ==
          SafetyBand::divided);
    CHECK(band({3, 1, 1, 1, 1}, {safe, safe, safe, safe, not_safe, nothing, nothing}) == SafetyBand::safe);
}

TEST_CASE("Of safety the record holds one word and no number") {
    Sole room(5);
    room.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::not_safe));
    CHECK(room.released() ==
          R"({"type":"box_released","box":2,"release":{"type":"safety","band":"not_safe"},"counted":[]})");
    CHECK_THAT(view_for_room(room.session(), room.live()).safety->words, Contains("not safe to speak here"));
}

}  // namespace
}  // namespace equivox
