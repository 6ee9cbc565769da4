// SPDX-License-Identifier: Apache-2.0
// Rounds that the agenda declares open before anybody ranks (rule D11).
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "sessions/describe.hpp"
#include "sessions/json.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/sole.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;

TEST_CASE(
    "D11: exact figures are shown only where the agenda declared the round open and every device says so") {
    Sole room(3, {.results = Results::open});
    CHECK_THAT(room.before_opening(), Contains("exact figures will be shown and saved"));
    CHECK(view_for_room(room.session(), room.live()).round->open_results);
    room.open(BoxKind::ranking);
    CHECK_THAT(room.promise(), Contains("open result") && Contains("Exact figures"));
    room.put(1, RankingDeposit{parse_ranking(room.session(), "Hub > Beds > No change")});
    room.put(2, RankingDeposit{parse_ranking(room.session(), "Hub > Beds")});
    room.put(3, RankingDeposit{parse_ranking(room.session(), "Beds > Hub")});
    room.close();
    const auto* open = std::get_if<OpenRankingRelease>(&room.round().rankings.back().release);
    REQUIRE(open);
    CHECK(open->scale == 1);
    CHECK(open->organisations == 3);
    const OpenFigures figures = *room.standings().figures;
    CHECK_THAT(figures.warning, Contains("can reveal"));
    const auto over = [&](std::string_view winner, std::string_view other) {
        const auto& ranked = room.round().rankings.back().ranked;
        const auto place = [&](std::string_view title) {
            return static_cast<std::size_t>(std::find(ranked.begin(), ranked.end(), room.called(title)) -
                                            ranked.begin());
        };
        return figures.support[place(winner)].voices[place(other)];
    };
    CHECK(over("Hub", "Beds") == "2");
    CHECK(over("Beds", "Hub") == "1");
    CHECK(over("Hub", "No change") == "1");
    CHECK(over("No change", "Hub") == "0");
    std::set<std::string> methods;
    for (const MethodPlaces& method : figures.methods) methods.insert(method.method);
    CHECK(methods == std::set<std::string>{"Copeland", "Kemeny", "Minimax", "Ranked Pairs", "Schulze"});
    CHECK(room.standings().why_no_figures.empty());
}

TEST_CASE("D11: figures are exact parts of an organisation's voice") {
    Room room({.seats = {3, 2, 1}, .results = Results::open, .given = {"Hub", "Beds"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    // One of three, one of two, and the only one: 1/3 + 1/2 + 1 for Hub.
    room.rank({"Hub > Beds", "Beds > Hub", "Beds > Hub", "Hub > Beds", "Beds > Hub", "Hub > Beds"});
    const auto& open = std::get<OpenRankingRelease>(room.round().rankings.back().release);
    CHECK(open.scale == 6);
    const std::string seen = to_json_text(view_for_room(room.session(), room.live()));
    CHECK_THAT(seen, Contains(R"("1 5/6")") && Contains(R"("1 1/6")"));
    CHECK(std::holds_alternative<Replay>(replay(room.entries())));
}

TEST_CASE("D11: an open round into which nobody put a ranking has no figures and is recorded as any other") {
    Sole room(3, {.results = Results::open});
    room.rank_by(0, "");
    const auto& open = std::get<OpenRankingRelease>(room.round().rankings.back().release);
    CHECK(open.ballots == 0);
    CHECK(open.places.size() == 1);
    CHECK(open.methods.empty());
    CHECK(room.standings().figures->agreement == "There is nothing to compare.");
    CHECK(std::holds_alternative<Replay>(replay(room.entries())));
}

TEST_CASE("D11: a round that was not declared open has no figures on any screen") {
    Sole room(12, {.most = Level::l3});
    room.rank_by(12, "Hub > Beds");
    CHECK_FALSE(room.standings().figures);
    CHECK_FALSE(view_for_room(room.session(), room.live()).round->open_results);
    CHECK(room.released().find("support") == std::string::npos);
}

TEST_CASE("D7: open results may be repeated by anybody, because nothing of them is hidden") {
    Sole room(6, {.results = Results::open});
    room.rank_by(6, "Hub");
    room.rank_by(5, "Hub");
    CHECK(std::holds_alternative<OpenRankingRelease>(room.round().rankings.back().release));
    CHECK(std::get<OpenRankingRelease>(room.round().rankings.back().release).ballots == 5);
}

}  // namespace
}  // namespace equivox
