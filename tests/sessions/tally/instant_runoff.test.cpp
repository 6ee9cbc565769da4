// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/instant_runoff.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

using Winners = std::vector<std::uint32_t>;

InstantRunoffReadings readings_of(const Election& election) {
    return instant_runoff_readings(election.ballots(), election.options(), election.pairwise().total());
}

// Every way of breaking every tie, one option out at a time, with no shortcut. Strict ballots only.
void follow(const Election& election, std::set<std::uint32_t> standing, std::set<std::uint32_t>& winners) {
    if (standing.size() == 1) {
        winners.insert(*standing.begin());
        return;
    }
    std::vector<Count> votes(election.options(), 0);
    election.ballots().visit([&](const BallotView& ballot) {
        for (const std::uint8_t option : ballot.code) {
            if (!standing.contains(option)) continue;
            votes[option] += ballot.weight;
            break;
        }
    });
    Count fewest = votes[*standing.begin()];
    for (const std::uint32_t option : standing) fewest = std::min(fewest, votes[option]);
    for (const std::uint32_t option : std::set<std::uint32_t>(standing)) {
        if (votes[option] != fewest) continue;
        std::set<std::uint32_t> rest = standing;
        rest.erase(option);
        follow(election, rest, winners);
    }
}

}  // namespace

TEST_CASE("Knoxville wins after two have gone out", "[irv]") {
    const InstantRunoff result = readings_of(election_of(example::tennessee)).whole;
    CHECK(result.winners == Winners{3});
    REQUIRE(result.rounds.size() == 3);
    CHECK(result.rounds[0].votes ==
          std::vector<std::pair<std::uint32_t, Count>>{{0, 42}, {1, 26}, {2, 15}, {3, 17}});
    CHECK(result.rounds[0].out == 2);
    CHECK(result.rounds[1].votes == std::vector<std::pair<std::uint32_t, Count>>{{0, 42}, {1, 26}, {3, 32}});
    CHECK(result.rounds[2].votes == std::vector<std::pair<std::uint32_t, Count>>{{0, 42}, {3, 58}});
    CHECK_FALSE(result.elimination_tie);
}

TEST_CASE("ballots that rank nobody standing drop out", "[irv]") {
    const InstantRunoff result = readings_of(election_of("A * 3\nB * 2\nC > B\n")).whole;
    REQUIRE(result.rounds.size() == 2);
    CHECK(result.rounds[1].votes == std::vector<std::pair<std::uint32_t, Count>>{{0, 3}, {1, 3}});
    CHECK(result.winners == Winners{0, 1});
    const InstantRunoff dropping = readings_of(election_of("A * 3\nB * 2\nC\n")).whole;
    CHECK(dropping.rounds[1].dropped_out == 1);
    CHECK(dropping.winners == Winners{0});
}

TEST_CASE("a tie for going out is followed in every way", "[irv]") {
    const InstantRunoff result = readings_of(election_of(example::paradox)).whole;
    CHECK(result.winners == Winners{0, 1, 2});
    CHECK(result.elimination_tie);
}

TEST_CASE("following every tie by hand finds the same winners", "[irv]") {
    int several = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Election election = election_of(RandomElection(seed, 5, 4 + seed % 4, 1, true).text());
        std::set<std::uint32_t> winners;
        follow(election, {0, 1, 2, 3, 4}, winners);
        CHECK(readings_of(election).whole.winners == Winners(winners.begin(), winners.end()));
        if (winners.size() > 1) ++several;
    }
    CHECK(several > 20);
}

TEST_CASE("options that nobody ranks do not make a search", "[irv]") {
    std::string text = "#/Candidates: A ; B";
    for (int i = 0; i < 60; ++i) text += " ; Nobody " + std::to_string(i);
    CHECK(readings_of(election_of(text + "\nA * 2\nB\n")).whole.winners == Winners{0});
}

TEST_CASE("where nobody has a vote left everybody may win", "[irv]") {
    CHECK(readings_of(election_of("#/Candidates: A ; B ; C\n/EMPTY/\n")).whole.winners == Winners{0, 1, 2});
}

TEST_CASE("the three readings of equal ranks can elect different options", "[irv]") {
    // Whole: A 5, B 4, C 5. Split: A 3, B 4, C 3. Passed over: A 1, B 4, C 1 and two ballots go on to B.
    const Election election = election_of("#/Candidates: A ; B ; C\nA = C * 4\nB * 4\nA\nC\n");
    const InstantRunoffReadings readings = readings_of(election);
    CHECK(readings.has_equal_ranks);
    CHECK(readings.whole.winners == Winners{0, 2});
    CHECK(readings.whole.rounds.front().votes ==
          std::vector<std::pair<std::uint32_t, Count>>{{0, 5}, {1, 4}, {2, 5}});
    CHECK(readings.split_winners == Winners{0, 2});
    CHECK(readings.passed_over_winners == Winners{1});
    CHECK_FALSE(readings.readings_agree());
}

TEST_CASE("a split ballot is divided exactly among those of its rank that stand", "[irv]") {
    // 1/3 each makes A and B tie with nothing lost: 3 * 1/3 + 1 = 2.
    const Election election = election_of("#/Candidates: A ; B ; C\nA = B = C * 3\nA\nB * 2\nC * 4\n");
    const InstantRunoff split = instant_runoff(election.ballots(), 3, EqualRanks::split, 6);
    CHECK(split.rounds[0].votes == std::vector<std::pair<std::uint32_t, Count>>{{0, 12}, {1, 18}, {2, 30}});
    CHECK(split.rounds[1].votes == std::vector<std::pair<std::uint32_t, Count>>{{1, 21}, {2, 33}});
}

TEST_CASE("options left out are no shared rank of instant-runoff", "[irv]") {
    CHECK_FALSE(readings_of(election_of("#/Candidates: A ; B ; C\nA\n")).has_equal_ranks);
    CHECK(readings_of(election_of("#/Candidates: A ; B ; C\nA > B = C\n")).has_equal_ranks);
}
