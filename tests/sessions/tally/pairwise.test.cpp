// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/pairwise.hpp"

#include <catch2/catch.hpp>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

// Counts by definition: every ballot, every pair, by rank number.
Pairwise counted_slowly(RandomElection& source, Unranked unranked) {
    Pairwise pairwise(source.options(), 0);
    for (const auto& ballot : source.ballots()) {
        std::vector<std::size_t> rank_of(source.options(), ballot.ranking.size());
        for (std::size_t rank = 0; rank < ballot.ranking.size(); ++rank) {
            for (const std::uint32_t option : ballot.ranking[rank]) rank_of[option] = rank;
        }
        for (std::uint32_t a = 0; a < source.options(); ++a) {
            for (std::uint32_t b = 0; b < source.options(); ++b) {
                const bool silent = unranked == Unranked::no_opinion && rank_of[b] == ballot.ranking.size();
                if (rank_of[a] < rank_of[b] && !silent) pairwise(a, b) += ballot.count;
            }
        }
    }
    return pairwise;
}

}  // namespace

TEST_CASE("counts are those of every ballot and pair one by one", "[pairwise]") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        RandomElection source(seed, 6, 12, 1, false);
        for (const Unranked unranked : {Unranked::last, Unranked::no_opinion}) {
            ElectionSettings settings;
            settings.unranked = unranked;
            const Election election = election_of(source.text(), settings);
            const Pairwise slow = counted_slowly(source, unranked);
            for (std::uint32_t a = 0; a < 6; ++a) CHECK(row_of(election.pairwise(), a) == row_of(slow, a));
        }
    }
}

TEST_CASE("options left out are last or no opinion", "[pairwise]") {
    const std::string text = "#/Candidates: A ; B ; C\nB\n";
    ElectionSettings settings;
    CHECK(row_of(election_of(text, settings).pairwise(), 1) == std::vector<Count>{1, 0, 1});
    settings.unranked = Unranked::no_opinion;
    CHECK(row_of(election_of(text, settings).pairwise(), 1) == std::vector<Count>{0, 0, 0});
    CHECK(election_of(text, settings).pairwise().total() == 1);
}

TEST_CASE("weights beyond 64 bits are added exactly, alone and with small ones", "[pairwise]") {
    const Election election = election_of(
        "#/Weight Allowed: true\nA > B ^340282366920938463463\nA > B ^9223372036854775807 * 4\nA > B\nB > A "
        "^5\n");
    CHECK(to_decimal(election.pairwise()(0, 1)) == "377175855068357566692");
    CHECK(to_decimal(election.pairwise().total()) == "377175855068357566697");
}

TEST_CASE("a relation that is no ranking gives no places", "[pairwise]") {
    CHECK(places_from(3, [](auto a, auto b) { return a == 0 && b == 1; }) == std::nullopt);
    CHECK(places_from(3, [](auto a, auto b) { return a == 2 && b != 2; }) == Places{{2}, {0, 1}});
    CHECK(places_from(2, [](auto, auto) { return false; }) == Places{{0, 1}});
}

TEST_CASE("the tie correction takes shared ranks and what is left out", "[pairwise]") {
    // A = B shares a rank of 2: 6. What the second ballot leaves out shares one of 2: 6, three times.
    CHECK(election_of("#/Candidates: A ; B ; C\nA = B > C\nA * 3\n").tie_correction() == 24);
    // Options that appear later only are left out by earlier ballots too.
    CHECK(election_of("A\nB > C\n").tie_correction() == 6);
    CHECK(election_of("A\nB > C\n").has_unranked());
}
