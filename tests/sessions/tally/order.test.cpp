// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/order.hpp"

#include <catch2/catch.hpp>

using namespace equivox::tally;

namespace {

using Places = std::vector<std::vector<std::uint32_t>>;

std::vector<Step> steps_of(std::uint32_t options, const std::vector<OrganisationBallot>& ballots,
                           Level level) {
    const Margins margins = count_margins(options, ballots);
    return steps(margins, order_from(margins), level);
}

// Margins of five organisations with the given relations and nothing else: 1 where ahead.
Margins margins_with(std::uint32_t options,
                     const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ahead) {
    Margins margins;
    margins.options = options;
    margins.organisations = 5;
    margins.values.assign(options * options, 0);
    for (const auto& [a, b] : ahead) {
        margins.values[a * options + b] = 1;
        margins.values[b * options + a] = -1;
    }
    return margins;
}

// The worked example: five organisations, the third with two delegates who differ.
const std::vector<OrganisationBallot> worked_example = {{1, {{0}, {1}, {3}, {2}}}, {2, {{0}, {1}, {2}, {3}}},
                                                        {3, {{2}, {0}, {1}}},      {3, {{1}, {2}}},
                                                        {4, {{2}, {0}, {3}}},      {5, {{1}, {3}}}};

}  // namespace

TEST_CASE("the worked example gives the order found by hand", "[order]") {
    const Order order = order_of(4, worked_example);
    CHECK(order.organisations == 5);
    CHECK(order.ballots == 6);
    CHECK(order.places == Places{{0}, {1}, {2}, {3}});
    CHECK(order.relations ==
          std::vector<std::vector<std::int8_t>>{{0, 1, 0, 1}, {-1, 0, 1, 1}, {0, -1, 0, 1}, {-1, -1, -1, 0}});
}

TEST_CASE("the worked example gives the steps found by hand", "[order]") {
    CHECK(steps_of(4, worked_example, Level::l1) == std::vector<Step>(3, Step::ahead));
    CHECK(steps_of(4, worked_example, Level::l2) ==
          std::vector<Step>{Step::clearly_ahead, Step::clearly_ahead, Step::ahead});
    CHECK(steps_of(4, worked_example, Level::l3) ==
          std::vector<Step>{Step::ahead_40, Step::ahead_40, Step::ahead_20});
}

TEST_CASE("margins are exact halves of an organisation", "[order]") {
    const Margins margins = count_margins(4, worked_example);
    CHECK(margins.scale == 2);
    CHECK(to_decimal(margins(0, 1)) == "5");
    CHECK(to_decimal(margins(1, 0)) == "-5");
    CHECK(to_decimal(margins(0, 2)) == "1");
}

TEST_CASE("places between a lower place and the higher one it is ahead of are merged", "[order]") {
    const Margins margins =
        margins_with(6, {{0, 3}, {0, 4}, {0, 5}, {1, 0}, {2, 4}, {2, 5}, {3, 1}, {3, 5}, {4, 5}});
    const Order order = order_from(margins);
    CHECK(order.places == Places{{0, 1, 2, 3}, {4}, {5}});
    CHECK(steps(margins, order, Level::l1) == std::vector<Step>{Step::level, Step::ahead});
}

TEST_CASE("a cycle is one place without steps", "[order]") {
    const Margins margins = margins_with(3, {{0, 1}, {1, 2}, {2, 0}});
    const Order order = order_from(margins);
    CHECK(order.places == Places{{0, 1, 2}});
    CHECK(steps(margins, order, Level::l3).empty());
}

TEST_CASE("an option left out is not last", "[order]") {
    const std::vector<OrganisationBallot> ballots = {
        {0, {{0}}}, {1, {{0}}}, {2, {{0}}}, {3, {{0}}}, {4, {{0}}}};
    CHECK(order_of(2, ballots).places == Places{{0, 1}});
}

TEST_CASE("empty ballots weigh within their organisation", "[order]") {
    // One of two delegates says nothing: the organisation's margin is a half, which is level.
    const Order order = order_of(2, {{7, {{0}, {1}}}, {7, {}}});
    CHECK(order.organisations == 1);
    CHECK(order.places == Places{{0, 1}});
    CHECK(order_of(2, {{7, {{0}, {1}}}}).places == Places{{0}, {1}});
}

TEST_CASE("ten tenths make exactly one organisation", "[order]") {
    std::vector<OrganisationBallot> ballots;
    for (int i = 0; i < 10; ++i) ballots.push_back({1, {{0}, {1}}});
    ballots.push_back({2, {}});
    const Margins margins = count_margins(2, ballots);
    CHECK(margins.scale == 10);
    CHECK(order_from(margins).relations[0][1] == 1);
}

TEST_CASE("a step takes the weakest pair and reaching a threshold exactly counts", "[order]") {
    Margins margins = margins_with(2, {{0, 1}});
    margins.organisations = 6;
    const auto step_at = [&](Count margin, Level level) {
        margins.values = {0, margin, -margin, 0};
        return steps(margins, order_from(margins), level).front();
    };
    margins.scale = 30;
    CHECK(step_at(60, Level::l2) == Step::clearly_ahead);
    CHECK(step_at(59, Level::l2) == Step::ahead);
    CHECK(step_at(36, Level::l3) == Step::ahead_20);
    CHECK(step_at(35, Level::l3) == Step::ahead);
    CHECK(step_at(72, Level::l3) == Step::ahead_40);
    CHECK(step_at(71, Level::l3) == Step::ahead_20);
    CHECK(step_at(108, Level::l3) == Step::ahead_60);
    CHECK(step_at(107, Level::l3) == Step::ahead_40);
    CHECK(step_at(108, Level::l1) == Step::ahead);
}

TEST_CASE("no ballots leave all options in one place", "[order]") {
    CHECK(order_of(3, {}).places == Places{{0, 1, 2}});
    CHECK(order_of(0, {}).places.empty());
}

TEST_CASE("a scale that does not fit is an error and not a wrong order", "[order]") {
    // Sizes that are neighbouring primes: their product goes beyond 2^100.
    std::vector<OrganisationBallot> ballots;
    std::uint32_t organisation = 0;
    for (const int size : {101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173}) {
        for (int i = 0; i < size; ++i) ballots.push_back({organisation, {{0}, {1}}});
        ++organisation;
    }
    CHECK_THROWS_AS(count_margins(2, ballots), TallyError);
}

TEST_CASE("names of steps and levels are those of the files", "[order]") {
    CHECK(name_of(Step::level) == "level");
    CHECK(name_of(Step::clearly_ahead) == "clearly");
    CHECK(name_of(Step::ahead_60) == "60");
    CHECK(name_of(Level::l2) == "L2");
}
