// SPDX-License-Identifier: Apache-2.0
// Condorcet winner, Smith set, Borda, Copeland and Minimax: the methods that need a few lines each.
#include <catch2/catch.hpp>

#include "sessions/tally/borda.hpp"
#include "sessions/tally/condorcet.hpp"
#include "sessions/tally/copeland.hpp"
#include "sessions/tally/minimax.hpp"
#include "sessions/tally/smith.hpp"
#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

TEST_CASE("Nashville beats every other city one to one", "[condorcet]") {
    CHECK(condorcet_winner(election_of(example::tennessee).pairwise()) == 1U);
    CHECK_FALSE(condorcet_winner(election_of(example::paradox).pairwise()));
}

TEST_CASE("a pairwise tie is not a win", "[condorcet]") {
    const Election election = election_of("A > B > C\nB > A > C\n");
    CHECK_FALSE(condorcet_winner(election.pairwise()));
    CHECK(smith_set(election.pairwise()) == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("the Smith set is the smallest set that beats every option outside it", "[smith]") {
    CHECK(smith_set(election_of(example::tennessee).pairwise()) == std::vector<std::uint32_t>{1});
    CHECK(smith_set(election_of(example::paradox).pairwise()) == std::vector<std::uint32_t>{0, 1, 2});
    const Election below =
        election_of("#/Candidates: D ; A ; B ; C\nA > B > C > D\nB > C > A > D\nC > A > B > D\n");
    CHECK(smith_set(below.pairwise()) == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(dominance_layers(below.pairwise()) == Places{{1, 2, 3}, {0}});
}

TEST_CASE("no smaller set than the Smith set beats all others, in any of many small elections", "[smith]") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Election election = election_of(RandomElection(seed, 5, 4, 1, false).text());
        const Pairwise& pairwise = election.pairwise();
        std::uint32_t smallest = 31;
        for (std::uint32_t set = 1; set < 32; ++set) {
            bool beats_others = true;
            for (std::uint32_t a = 0; a < 5; ++a) {
                for (std::uint32_t b = 0; b < 5; ++b) {
                    if ((set >> a & 1) != 0 && (set >> b & 1) == 0 && !pairwise.beats(a, b))
                        beats_others = false;
                }
            }
            if (beats_others && __builtin_popcount(set) < __builtin_popcount(smallest)) smallest = set;
        }
        std::uint32_t found = 0;
        for (const std::uint32_t option : smith_set(pairwise)) found |= 1U << option;
        CHECK(found == smallest);
    }
}

TEST_CASE("Borda scores of the capital of Tennessee", "[borda]") {
    const Borda result = borda(election_of(example::tennessee).pairwise());
    CHECK(result.scores_doubled == std::vector<Count>{252, 388, 346, 214});
    CHECK(result.ranking == Places{{1}, {2}, {0}, {3}});
}

TEST_CASE("Borda gives half a point for an option that a ballot puts level", "[borda]") {
    const Borda result = borda(election_of("#/Candidates: A ; B ; C\nA = B > C\nA\n").pairwise());
    // First ballot: 3/2, 3/2, 0. Second: 2, and B and C share the last rank: 1/2 each.
    CHECK(result.scores_doubled == std::vector<Count>{7, 4, 1});
}

TEST_CASE("Copeland counts wins minus losses and nothing for a tie", "[copeland]") {
    const Copeland result = copeland(election_of(example::tennessee).pairwise());
    CHECK(result.wins_minus_losses == std::vector<Count>{-3, 3, 1, -1});
    CHECK(result.ranking == Places{{1}, {2}, {3}, {0}});
    const Copeland tied = copeland(election_of("A > B > C\nB > A > C\n").pairwise());
    CHECK(tied.wins_minus_losses == std::vector<Count>{1, 1, -2});
    CHECK(tied.wins == std::vector<std::uint32_t>{1, 1, 0});
    CHECK(tied.ranking == Places{{0, 1}, {2}});
}

TEST_CASE("Minimax names the worst defeat and who inflicts it", "[minimax]") {
    const Pairwise pairwise = election_of(example::tennessee).pairwise();
    const Minimax winning = minimax(pairwise, Strength::winning);
    CHECK(winning.worst_defeat == std::vector<Count>{58, 0, 68, 83});
    CHECK(winning.ranking == Places{{1}, {0}, {2}, {3}});
    CHECK(winning.defeated_by == std::vector<std::optional<std::uint32_t>>{1U, std::nullopt, 1U, 2U});
    const Minimax margins = minimax(pairwise, Strength::margins);
    CHECK(margins.worst_defeat == std::vector<Count>{16, 0, 36, 66});
}

TEST_CASE("margins and winning votes can differ in Minimax", "[minimax]") {
    // With few opinions a defeat can be narrow in votes and wide in margin.
    const Election election = election_of(
        "#/Candidates: A ; B ; C\n#/Implicit Ranking: false\n"
        "A > B * 5\nB > A * 4\nB > C * 3\nC > A * 4\nA > C * 3\n");
    const Pairwise& pairwise = election.pairwise();
    CHECK(minimax(pairwise, Strength::winning).worst_defeat == std::vector<Count>{4, 5, 3});
    CHECK(minimax(pairwise, Strength::margins).worst_defeat == std::vector<Count>{1, 1, 3});
}
