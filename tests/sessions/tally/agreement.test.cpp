// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/agreement.hpp"

#include <catch2/catch.hpp>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

std::string w_of(const std::string& text) {
    const Election election = election_of(text);
    const auto w = kendalls_w(election.pairwise(), election.tie_correction());
    return w ? w->numerator + "/" + w->denominator : "undefined";
}

}  // namespace

TEST_CASE("Kendall's W is 1 where all rank alike and 0 where no option is preferred", "[agreement]") {
    CHECK(w_of("A > B > C * 4\n") == "1/1");
    CHECK(w_of("A > B > C\nC > B > A\n") == "0/1");
    CHECK(w_of("#/Candidates: A ; B ; C\nA = B = C\n") == "undefined");
}

TEST_CASE("Kendall's W of three judges, by hand", "[agreement]") {
    // Rank sums 4, 6, 8; mean 6; S = 8; W = 12 * 8 / (9 * 24) = 4/9.
    CHECK(w_of("A > B > C\nA > B > C\nC > B > A\n") == "1/9");
    // Rank sums 4, 5, 9: S = 14; W = 168/216 = 7/9.
    CHECK(w_of("A > B > C\nA > B > C\nB > A > C\n") == "7/9");
}

TEST_CASE("ties that all ballots share do not make W smaller than 1", "[agreement]") {
    CHECK(w_of("#/Candidates: A ; B ; C\nA > B = C * 3\n") == "1/1");
}

TEST_CASE("fractions are rounded half up to four places", "[agreement]") {
    const Election election = election_of("A > B > C\nA > B > C\nB > A > C\n");
    CHECK(kendalls_w(election.pairwise(), election.tie_correction())->rounded == "0.7778");
}

TEST_CASE("the mean distance between ballots counts pairs ordered differently", "[agreement]") {
    // Two opposite ballots: half of all draws of two differ on every pair.
    CHECK(mean_distance_between_ballots(election_of("A > B > C\nC > B > A\n").pairwise())->rounded ==
          "0.5000");
    CHECK(mean_distance_between_ballots(election_of("A > B > C * 3\n").pairwise())->rounded == "0.0000");
    // One ballot orders the pair and one does not: half the draws, half a point each.
    CHECK(mean_distance_between_ballots(election_of("#/Candidates: A ; B\nA > B\nA = B\n").pairwise())
              ->rounded == "0.2500");
    CHECK_FALSE(mean_distance_between_ballots(election_of("A\n").pairwise()));
}

TEST_CASE("the distance from a ranking is 0 for those who voted it and 1 for its opposite", "[agreement]") {
    const Election election = election_of("A > B > C * 3\n");
    CHECK(mean_distance_from(election.pairwise(), {{0}, {1}, {2}})->rounded == "0.0000");
    CHECK(mean_distance_from(election.pairwise(), {{2}, {1}, {0}})->rounded == "1.0000");
    CHECK(mean_distance_from(election.pairwise(), {{1}, {0}, {2}})->rounded == "0.3333");
    CHECK(mean_distance_from(election.pairwise(), {{0, 1, 2}})->rounded == "0.5000");
}

TEST_CASE("disagreement divides into within and between organisations", "[agreement]") {
    // Each organisation is of one mind, and they differ.
    const auto between = election_by_organisation("x || A > B * 2\ny || B > A\n").disagreement();
    REQUIRE(between);
    CHECK(between->within.rounded == "0.0000");
    CHECK(between->between.rounded == "1.0000");
    // Both organisations are divided alike.
    const auto within =
        election_by_organisation("x || A > B\nx || B > A\ny || B > A\ny || A > B\n").disagreement();
    CHECK(within->within.rounded == "1.0000");
    CHECK(within->between.rounded == "0.0000");
    // x is divided, y is not: the variance is 1 - 1/4; within, 1 for x and 0 for y, 1/2 on average: 2/3.
    const auto both = election_by_organisation("x || A > B\nx || B > A\ny || A > B\n").disagreement();
    CHECK(both->within.numerator + "/" + both->within.denominator == "2/3");
    CHECK(both->between.numerator + "/" + both->between.denominator == "1/3");
    CHECK_FALSE(election_by_organisation("x || A > B\ny || A > B\n").disagreement());
}

TEST_CASE("equal voice counts in agreement as it does in counting", "[agreement]") {
    // Ten delegates of one organisation weigh as much as one of another.
    CHECK(mean_distance_between_ballots(election_by_organisation("x || A > B * 10\ny || B > A\n").pairwise())
              ->rounded == "0.5000");
}
