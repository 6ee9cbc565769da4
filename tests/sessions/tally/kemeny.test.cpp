// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/kemeny.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

TEST_CASE("the best order of the capital of Tennessee", "[kemeny]") {
    const Kemeny result = kemeny(election_of(example::tennessee).pairwise());
    CHECK(result.determined);
    CHECK(result.agreement == 393);
    CHECK(result.optimal_rankings == Count{1});
    CHECK(result.ranking == Places{{1}, {2}, {3}, {0}});
}

TEST_CASE("a level cycle has three best orders and three winners", "[kemeny]") {
    const Kemeny result = kemeny(election_of(example::paradox).pairwise());
    CHECK(result.agreement == 5);
    CHECK(result.optimal_rankings == Count{3});
    CHECK(result.winners == std::vector<std::uint32_t>{0, 1, 2});
    CHECK_FALSE(result.ranking);
}

TEST_CASE("no order is better and none is missed, tried one by one", "[kemeny]") {
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
        const Election election = election_of(RandomElection(seed, 6, 5, 1, seed % 2 == 0).text());
        const Pairwise& pairwise = election.pairwise();
        Count best = -1;
        Count orders = 0;
        std::set<std::uint32_t> winners;
        std::vector<std::uint32_t> order = {0, 1, 2, 3, 4, 5};
        do {
            Count agreement = 0;
            for (std::size_t i = 0; i < 6; ++i) {
                for (std::size_t j = i + 1; j < 6; ++j) agreement += pairwise(order[i], order[j]);
            }
            if (agreement > best) {
                best = agreement;
                orders = 0;
                winners.clear();
            }
            if (agreement == best) {
                ++orders;
                winners.insert(order.front());
            }
        } while (std::next_permutation(order.begin(), order.end()));
        const Kemeny result = kemeny(pairwise);
        CHECK(result.agreement == best);
        CHECK(result.optimal_rankings == orders);
        CHECK(result.winners == std::vector<std::uint32_t>(winners.begin(), winners.end()));
        Count shown = 0;
        for (std::size_t i = 0; i < 6; ++i) {
            for (std::size_t j = i + 1; j < 6; ++j) {
                shown += pairwise(result.one_best_order[i], result.one_best_order[j]);
            }
        }
        CHECK(shown == best);
    }
}

TEST_CASE("many options are no matter where only few are in cycles, and too many in cycles are said",
          "[kemeny]") {
    Pairwise chain(100, 1);
    for (std::uint32_t a = 0; a < 100; ++a) {
        for (std::uint32_t b = a + 1; b < 100; ++b) chain(a, b) = 1;
    }
    CHECK(kemeny(chain).ranking->size() == 100);
    const Kemeny level = kemeny(Pairwise(21, 1));
    CHECK_FALSE(level.determined);
    CHECK(level.largest_layer == 21);
}

TEST_CASE("twelve options that are all level have every order as their best", "[kemeny]") {
    CHECK(kemeny(Pairwise(12, 1)).optimal_rankings == Count{479001600});
}
