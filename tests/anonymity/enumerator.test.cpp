// SPDX-License-Identifier: Apache-2.0
// The attacker's tools, tested: the enumerator against every profile there is, and against audit A.
#include "tests/anonymity/enumerator.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sessions/audit.hpp"
#include "tests/anonymity/ranking_room.hpp"

namespace equivox::anonymity {
namespace {

using tally::Level;
using Sizes = std::vector<std::uint32_t>;

// The attack on organisation 0 by organisation 1, ballot by ballot: every profile of a room, through the
// program's own counting.
Report by_every_profile(std::uint32_t options, const Sizes& sizes, Level level) {
    std::vector<std::uint32_t> seats;
    for (std::uint32_t organisation = 0; organisation < sizes.size(); ++organisation)
        seats.insert(seats.end(), sizes[organisation], organisation);
    const Rows ballots = ranking_ballots(options);
    const std::size_t pairs = ballots.front().size();
    std::map<std::pair<Row, Published>, std::vector<std::set<int>>> cases;
    std::vector<std::size_t> choice(seats.size(), 0);
    for (std::size_t seat = 0; seat < seats.size();) {
        tally::Margins margins;
        margins.options = options;
        margins.organisations = static_cast<std::uint32_t>(sizes.size());
        margins.scale = 12;  // every size used divides it
        margins.values.assign(std::size_t{options} * options, 0);
        Row target(pairs, 0);
        Row insider(pairs, 0);
        for (std::size_t i = 0; i < seats.size(); ++i) {
            std::size_t pair = 0;
            for (std::uint32_t a = 0; a < options; ++a) {
                for (std::uint32_t b = a + 1; b < options; ++b, ++pair) {
                    const int sign = ballots[choice[i]][pair];
                    const int weight = 12 / static_cast<int>(sizes[seats[i]]);
                    margins.values[a * options + b] += sign * weight;
                    margins.values[b * options + a] -= sign * weight;
                    if (seats[i] == 0) target[pair] += sign;
                    if (seats[i] == 1) insider[pair] += sign;
                }
            }
        }
        auto& signs = cases[{insider, order_and_steps(margins, level)}];
        signs.resize(pairs);
        for (std::size_t pair = 0; pair < pairs; ++pair)
            signs[pair].insert((target[pair] > 0) - (target[pair] < 0));
        for (seat = 0; seat < seats.size() && ++choice[seat] == ballots.size(); ++seat) choice[seat] = 0;
    }
    Report report;
    for (const auto& [key, signs] : cases) {
        for (const std::set<int>& possible : signs) {
            ++report.cases;
            if (!possible.contains(1) || !possible.contains(-1)) ++report.excluded;
            if (possible == std::set<int>{1} || possible == std::set<int>{-1}) ++report.certain;
        }
    }
    return report;
}

TEST_CASE("There are 3 ballots over two proposals, 19 over three and 135 over four", "[enumerator]") {
    CHECK(ranking_ballots(2).size() == 3);
    CHECK(ranking_ballots(3).size() == 19);
    CHECK(ranking_ballots(4).size() == 135);
}

TEST_CASE("The enumerator finds what trying every profile finds", "[enumerator]") {
    struct Room {
        std::uint32_t options;
        Sizes sizes;
    };
    for (const Room& room :
         {Room{3, {1, 1, 1}}, Room{3, {1, 1, 1, 1}}, Room{3, {2, 1, 1}}, Room{3, {1, 2, 1}},
          Room{2, {1, 1, 1, 1, 1, 1}}, Room{2, {2, 1, 3, 1}}, Room{2, {3, 2, 2, 1}}}) {
        for (const Level level : {Level::l1, Level::l2, Level::l3}) {
            CAPTURE(room.options, room.sizes, tally::name_of(level));
            const Report expected = by_every_profile(room.options, room.sizes, level);
            const Report found = enumerate(equal_voice(room.options, room.sizes), release_at(level),
                                           {Who{0, std::nullopt, 1}});
            CHECK(found.cases == expected.cases);
            CHECK(found.excluded == expected.excluded);
            CHECK(found.certain == expected.certain);
        }
    }
}

TEST_CASE("X2, audit A: for one pair the audit and the enumerator agree on every small room",
          "[enumerator][audit]") {
    std::size_t passed = 0;
    std::size_t rooms = 0;
    const auto compare = [&](const Sizes& sizes) {
        for (const Level level : {Level::l1, Level::l2, Level::l3}) {
            const RankingRoom room = equal_voice(2, sizes);
            Report report = enumerate(room, release_at(level), Target::organisation, Insider::one);
            report += enumerate(room, release_at(level), Target::delegate, Insider::one);
            CAPTURE(sizes, tally::name_of(level));
            CHECK(audit_passes(sizes, level) == (report.excluded == 0));
            ++rooms;
            if (report.excluded == 0) ++passed;
        }
    };
    for (std::uint32_t a = 1; a <= 3; ++a)
        for (std::uint32_t b = a; b <= 3; ++b)
            for (std::uint32_t c = b; c <= 3; ++c)
                for (std::uint32_t d = c; d <= 4; ++d) {
                    compare({a, b, c, d});
                    for (std::uint32_t e = d; e <= 4; ++e) compare({a, b, c, d, e});
                    compare({a, b, c, d, 1, 2});
                    compare({a, b, c, d, 1, 1, 2, 2, 1, 3});
                }
    CHECK(passed > 100);
    CHECK(rooms - passed > 100);
}

}  // namespace
}  // namespace equivox::anonymity
