// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/ballots.hpp"

#include <catch2/catch.hpp>

using namespace equivox::tally;

TEST_CASE("identical ballots of one organisation are folded together", "[ballots]") {
    BallotFold fold;
    const std::vector<std::uint8_t> first = {0, 1, level_mark, 2};
    const std::vector<std::uint8_t> second = {0, 1};
    fold.add(first, 0, 2);
    fold.add(second, 0, 1);
    fold.add(first, 0, 3);
    fold.add(first, 1, 7);
    fold.add({}, 0, 5);
    CHECK(fold.size() == 4);
    std::vector<Count> weights;
    fold.visit([&](const BallotView& ballot) { weights.push_back(ballot.weight); });
    CHECK(weights == std::vector<Count>{5, 1, 7, 5});
}

TEST_CASE("a fold keeps every one of very many different ballots", "[ballots]") {
    BallotFold fold;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 20000; ++i) {
            const std::vector<std::uint8_t> code = {static_cast<std::uint8_t>(i % 200),
                                                    static_cast<std::uint8_t>(i / 200), 240};
            fold.add(code, 0, 1);
        }
    }
    CHECK(fold.size() == 20000);
    bool all_two = true;
    fold.visit([&](const BallotView& ballot) { all_two = all_two && ballot.weight == 2; });
    CHECK(all_two);
}

TEST_CASE("ballots can be visited organisation by organisation", "[ballots]") {
    BallotFold fold;
    const std::vector<std::uint8_t> code = {0};
    const std::vector<std::uint8_t> other = {1};
    fold.add(code, 1, 1);
    fold.add(code, 0, 1);
    fold.add(other, 1, 1);
    std::vector<std::uint32_t> organisations;
    fold.visit_by_organisation(
        [&](const BallotView& ballot) { organisations.push_back(ballot.organisation); });
    CHECK(organisations == std::vector<std::uint32_t>{0, 1, 1});
}

TEST_CASE("ranks of a code are found with their shared options", "[ballots]") {
    const std::vector<std::uint8_t> code = {4, 0, level_mark, 2, level_mark, 3, 1};
    std::vector<std::size_t> sizes;
    for_each_rank(code, [&](BallotCode rank) { sizes.push_back(options_in(rank)); });
    CHECK(sizes == std::vector<std::size_t>{1, 3, 1});
}
