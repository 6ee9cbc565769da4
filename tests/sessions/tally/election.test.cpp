// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/election.hpp"

#include <catch2/catch.hpp>

#include "sessions/tally/tally.hpp"
#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

std::string error_of(const std::string& text, ElectionSettings settings) {
    try {
        election_of(text, settings);
    } catch (const TallyError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("each organisation counts as one, its delegates share it", "[election]") {
    const Election election =
        election_by_organisation("x || A > B * 2\nx || B > A\ny || B > A\nz || A > B * 7\n");
    CHECK(election.scale() == 21);
    CHECK(election.pairwise().total() == 63);
    CHECK(election.pairwise()(0, 1) == 14 + 21);
    CHECK(election.pairwise()(1, 0) == 7 + 21);
    REQUIRE(election.organisations().size() == 3);
    CHECK(election.organisations()[0].name == "x");
    CHECK(election.organisations()[0].ballots == 3);
}

TEST_CASE("a tenth taken ten times is a whole organisation", "[election]") {
    const Election election = election_by_organisation("x || A > B * 9\nx || A > B\ny || B > A\n");
    CHECK(election.pairwise()(0, 1) == election.pairwise()(1, 0));
}

TEST_CASE("weights are shares of their organisation", "[election]") {
    const Election election =
        election_by_organisation("#/Weight Allowed: true\nx || A > B ^20\nx || B > A ^10\ny || A > B ^999\n");
    CHECK(election.scale() == 3);
    CHECK(election.pairwise()(0, 1) == 5);
    CHECK(election.pairwise()(1, 0) == 1);
}

TEST_CASE("a ballot must name one organisation where those are counted", "[election]") {
    ElectionSettings settings;
    settings.by_organisation = true;
    CHECK(error_of("x || A\nB\n", settings) ==
          "line 2: the ballot has no tag, so its organisation is not known");
    CHECK(error_of("x , y || A\n", settings) ==
          "line 1: the ballot has several tags, so its organisation is not known");
    CHECK(error_of("x , y || A\n", {}) == "no error");
}

TEST_CASE("weights that do not fit are an error with the line", "[election]") {
    const std::string half = " ^633825300114114700748351602688\n";
    CHECK(error_of("#/Weight Allowed: true\nA" + half + "B" + half, {}) == "no error");
    CHECK(error_of("#/Weight Allowed: true\nA" + half + "B" + half + "A\n", {}) ==
          "line 4: the weights of the ballots together are too large to count exactly (the limit is 2^100)");
}

TEST_CASE("a scale that does not fit is an error and not a wrong count", "[election]") {
    std::string text;
    int organisation = 0;
    for (const int size : {101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173}) {
        text += std::to_string(++organisation) + " || A > B * " + std::to_string(size) + "\n";
    }
    ElectionSettings settings;
    settings.by_organisation = true;
    CHECK(error_of(text, settings) ==
          "the weights of the ballots together are too large to count exactly (the limit is 2^100)");
    CHECK(error_of(text, {}) == "no error");
}

TEST_CASE("ballots that are not kept give the same result as ballots that are", "[election]") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const std::string text = RandomElection(seed, 5, 40, 4, false).text();
        for (const bool by_organisation : {false, true}) {
            ElectionSettings settings;
            settings.by_organisation = by_organisation;
            const Election kept = election_of(text, settings);
            settings.fold_limit_bytes = 1;  // every ballot is counted and forgotten
            const Election forgotten = election_of(text, settings);
            CHECK(kept.is_folded());
            CHECK_FALSE(forgotten.is_folded());
            for (std::uint32_t a = 0; a < 5; ++a) {
                CHECK(row_of(kept.pairwise(), a) == row_of(forgotten.pairwise(), a));
            }
            CHECK(kept.tie_correction() == forgotten.tie_correction());
            CHECK(tally_of(kept).instant_runoff->whole.winners ==
                  tally_of(forgotten).instant_runoff->whole.winners);
        }
    }
}

TEST_CASE("implied options may appear after ballots were counted and forgotten", "[election]") {
    ElectionSettings settings;
    settings.fold_limit_bytes = 1;
    const Election election = election_of("A > B\nB > A\nC\n", settings);
    CHECK(row_of(election.pairwise(), 0) == std::vector<Count>{0, 1, 2});
    CHECK(row_of(election.pairwise(), 2) == std::vector<Count>{1, 1, 0});
}

TEST_CASE("a file that changes between two readings is an error", "[election]") {
    int opened = 0;
    ElectionSettings settings;
    settings.fold_limit_bytes = 1;
    const auto open = [&] { return reader_of(++opened == 1 ? "A > B\nB\n" : "A > B\nA\n"); };
    const Election same_size(open, settings);
    const auto shorter = [&] { return reader_of(++opened == 3 ? "A > B\nB\n" : "A > B\n"); };
    const Election election(shorter, settings);
    CHECK_THROWS_WITH(tally_of(election), "the file changed while it was being counted; count it again");
}

TEST_CASE("an organisation that appears in the second reading only is an error", "[election]") {
    int opened = 0;
    ElectionSettings settings;
    settings.by_organisation = true;
    settings.fold_limit_bytes = 1;
    const auto open = [&] {
        return reader_of(++opened == 1 ? "x || A > B\ny || B > A\n" : "x || A > B\nz || B > A\n");
    };
    CHECK_THROWS_WITH(Election(open, settings),
                      "the file changed while it was being counted; count it again");
}

TEST_CASE("the tally says how far the ballots are from its orders", "[election]") {
    const Tally tally = tally_of(election_by_organisation("x || A > B\ny || A > B\nz || B > A\n"));
    CHECK(tally.agreement.mean_distance_from_best_order->rounded == "0.3333");
    CHECK(tally.agreement.mean_distance_from_order->rounded == "0.3333");
}

TEST_CASE("margins by organisation are those of the order", "[election]") {
    const std::string text =
        "#/Candidates: A ; B ; C ; D\n#/Implicit Ranking: false\n"
        "1 || A > B > D > C\n2 || A > B > C > D\n3 || C > A > B\n3 || B > C\n4 || C > A > D\n5 || B > D\n";
    const Tally tally = tally_of(election_by_organisation(text));
    REQUIRE(tally.order);
    CHECK(tally.order->order.places == Places{{0}, {1}, {2}, {3}});
    CHECK(tally.order->steps[2] == std::vector<Step>{Step::ahead_40, Step::ahead_40, Step::ahead_20});
    CHECK(tally.order->order.ballots == 6);
    CHECK_FALSE(tally.borda);
    CHECK_FALSE(tally.instant_runoff);
}
