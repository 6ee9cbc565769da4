// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/schulze.hpp"

#include <catch2/catch.hpp>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

TEST_CASE("the example of 45 voters gives the path strengths of the paper", "[schulze]") {
    const Election election = election_of(example::schulze_45);
    const Schulze result = schulze(election.pairwise(), Strength::winning);
    CHECK(result.path_strength == std::vector<std::vector<Count>>{{0, 28, 28, 30, 24},
                                                                  {25, 0, 28, 33, 24},
                                                                  {25, 29, 0, 29, 24},
                                                                  {25, 28, 28, 0, 24},
                                                                  {25, 28, 28, 31, 0}});
    CHECK(result.winners == std::vector<std::uint32_t>{4});
    CHECK(result.ranking == Places{{4}, {0}, {2}, {1}, {3}});
    CHECK(result.is_ranking);
}

TEST_CASE("a strongest path is told by the options that it passes", "[schulze]") {
    const Election election = election_of(example::schulze_45);
    const Schulze result = schulze(election.pairwise(), Strength::winning);
    CHECK(strongest_path(election.pairwise(), Strength::winning, result, 0, 1) ==
          std::vector<std::uint32_t>{0, 3, 2, 1});
    CHECK(strongest_path(election.pairwise(), Strength::winning, result, 4, 3) ==
          std::vector<std::uint32_t>{4, 3});
}

TEST_CASE("where nothing leads there is no path", "[schulze]") {
    const Election election = election_of("A > B\n");
    const Schulze result = schulze(election.pairwise(), Strength::winning);
    CHECK(result.path_strength[1][0] == 0);
    CHECK(strongest_path(election.pairwise(), Strength::winning, result, 1, 0).empty());
}

TEST_CASE("in a level cycle everybody wins", "[schulze]") {
    const Schulze result = schulze(election_of(example::paradox).pairwise(), Strength::margins);
    CHECK(result.winners == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(result.beats.empty());
    CHECK(result.ranking == Places{{0, 1, 2}});
}

TEST_CASE("being level under beats need not be transitive", "[schulze]") {
    // A beats B, and C is level with both.
    const Schulze result =
        schulze(election_of("#/Candidates: A ; B ; C\n#/Implicit Ranking: false\nA > B\n").pairwise(),
                Strength::winning);
    CHECK_FALSE(result.is_ranking);
    CHECK_FALSE(result.ranking);
    CHECK(result.winners == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("path strengths are those of the best path tried one by one", "[schulze]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Election election = election_of(RandomElection(seed, 5, 7, 1, false).text());
        const Pairwise& pairwise = election.pairwise();
        for (const Strength strength : {Strength::winning, Strength::margins}) {
            const Schulze result = schulze(pairwise, strength);
            std::vector<std::vector<Count>> best(5, std::vector<Count>(5, 0));
            std::vector<std::uint32_t> order = {0, 1, 2, 3, 4};
            do {  // every path is the beginning of some order
                Count weakest = static_cast<Count>(1) << 90;
                for (std::size_t i = 0; i + 1 < order.size(); ++i) {
                    weakest = std::min(weakest, link_strength(pairwise, order[i], order[i + 1], strength));
                    Count& found = best[order[0]][order[i + 1]];
                    found = std::max(found, weakest);
                }
            } while (std::next_permutation(order.begin(), order.end()));
            CHECK(result.path_strength == best);
        }
    }
}
