// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/ranked_pairs.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sessions/tally/locked_graph.hpp"
#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

using Winners = std::vector<std::uint32_t>;

// Winners under every order of equal strengths, by trying every order of the pairs that keeps strengths
// falling.
void try_orders(const Pairwise& pairwise, std::vector<RankedPair> left, LockedGraph graph,
                std::set<Winners>& found, std::set<std::vector<std::uint64_t>>& graphs) {
    if (left.empty()) {
        Winners winners;
        for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
            bool wins = true;
            for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
                if (graph.reaches(b, a)) wins = false;
            }
            if (wins) winners.push_back(a);
        }
        found.insert(winners);
        graphs.insert(graph.bits());
        return;
    }
    for (std::size_t i = 0; i < left.size() && left[i].strength == left.front().strength; ++i) {
        std::vector<RankedPair> rest = left;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        LockedGraph next = graph;
        if (next.allows(left[i].winner, left[i].loser)) next.lock(left[i].winner, left[i].loser);
        try_orders(pairwise, rest, next, found, graphs);
    }
}

}  // namespace

TEST_CASE("pairs are locked strongest first", "[ranked_pairs]") {
    const RankedPairs result = ranked_pairs(election_of(example::tennessee).pairwise(), Strength::winning);
    CHECK(result.winners == Winners{1});
    CHECK(result.ranking == Places{{1}, {2}, {3}, {0}});
    REQUIRE(result.pairs.size() == 6);
    CHECK(result.pairs.front().strength == 83);
    CHECK(result.pairs.front().winner == 2);
    CHECK(result.pairs.front().loser == 3);
    for (const auto& pair : result.pairs) CHECK(pair.locked);
}

TEST_CASE("the weakest pair of a cycle is dropped, and the chain against it is told", "[ranked_pairs]") {
    const Election election = election_of("A > B > C * 4\nB > C > A * 3\nC > A > B * 2\n");
    const RankedPairs result = ranked_pairs(election.pairwise(), Strength::winning);
    CHECK(result.winners == Winners{0});
    CHECK(result.ranking == Places{{0}, {1}, {2}});
    REQUIRE(result.pairs.size() == 3);
    CHECK_FALSE(result.pairs[2].locked);
    CHECK(result.pairs[2].winner == 2);
    CHECK(result.pairs[2].loser == 0);
    CHECK(chain_against(result, 2) == Winners{0, 1, 2});
    CHECK(chain_against(result, 0).empty());
}

TEST_CASE("where equal strengths decide, all winners are given", "[ranked_pairs]") {
    const RankedPairs result = ranked_pairs(election_of(example::paradox).pairwise(), Strength::margins);
    CHECK(result.winners == Winners{0, 1, 2});
    CHECK(result.over_tie_breaks);
    CHECK(result.depends_on_ties);
    CHECK_FALSE(result.ranking);
}

TEST_CASE("a pairwise tie locks nothing", "[ranked_pairs]") {
    const RankedPairs result =
        ranked_pairs(election_of("A > B > C\nB > A > C\n").pairwise(), Strength::winning);
    CHECK(result.winners == Winners{0, 1});
    CHECK_FALSE(result.over_tie_breaks);
    CHECK(result.ranking == Places{{0, 1}, {2}});
}

TEST_CASE("the search finds what trying every order finds", "[ranked_pairs]") {
    int dependent = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Election election = election_of(RandomElection(seed, 4, 3 + seed % 4, 1, seed % 2 == 0).text());
        for (const Strength strength : {Strength::winning, Strength::margins}) {
            const RankedPairs result = ranked_pairs(election.pairwise(), strength);
            std::set<Winners> found;
            std::set<std::vector<std::uint64_t>> graphs;
            try_orders(election.pairwise(), result.pairs, LockedGraph(4), found, graphs);
            std::set<std::uint32_t> together;
            for (const auto& winners : found) together.insert(winners.begin(), winners.end());
            INFO("seed " << seed);
            CHECK(result.winners == Winners(together.begin(), together.end()));
            CHECK(result.over_tie_breaks == (found.size() > 1));
            CHECK(result.depends_on_ties == (graphs.size() > 1));
            if (graphs.size() > 1) ++dependent;
        }
    }
    CHECK(dependent > 20);  // else this test would hardly test ties
}

TEST_CASE("beyond the limit of the work the winners are undetermined", "[ranked_pairs]") {
    // Thirty options in a ring where each of them beats the fourteen after it, all by the same strength.
    Pairwise pairwise(30, 1);
    for (std::uint32_t a = 0; a < 30; ++a) {
        for (std::uint32_t step = 1; step < 15; ++step) pairwise(a, (a + step) % 30) = 1;
    }
    const RankedPairs result = ranked_pairs(pairwise, Strength::winning);
    CHECK_FALSE(result.winners);
    CHECK(result.depends_on_ties);
    CHECK_FALSE(result.ranking);
}
