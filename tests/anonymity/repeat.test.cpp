// SPDX-License-Identifier: Apache-2.0
// X5: what two rankings of the same proposals tell together, when only the attendance has changed and the
// attacker knows it. d is the number of organisations whose set of counted seats differs (rule D7).
#include <catch2/catch.hpp>

#include "tests/anonymity/ranking_room.hpp"

namespace equivox::anonymity {
namespace {

using tally::Level;
using Seats = std::vector<std::vector<Attendance>>;

constexpr Attendance always{true, true};
constexpr Attendance left{true, false};
constexpr Attendance came{false, true};

// `stayed` sole delegates who are counted twice, others who left after the first or came for the second.
Seats sole_delegates(std::size_t stayed, std::size_t leavers, std::size_t comers = 0) {
    Seats seats(stayed, {always});
    seats.insert(seats.end(), leavers, {left});
    seats.insert(seats.end(), comers, {came});
    return seats;
}

// Organisations of two; in `changed` of them one delegate is not counted the second time.
Seats pairs_of_delegates(std::size_t organisations, std::size_t changed) {
    Seats seats(organisations, {always, always});
    for (std::size_t i = 0; i < changed; ++i) seats[i][0] = left;
    return seats;
}

Report two_rankings(std::uint32_t options, const Seats& seats, Level first, Level second, Insider insider,
                    Target target = Target::organisation) {
    return enumerate(repeated(options, seats), releases_at({first, second}), target, insider);
}

TEST_CASE("X5, D7: with the same seats counted a repeat tells nothing new", "[repeat]") {
    for (const Insider insider : {Insider::none, Insider::one}) {
        CHECK(two_rankings(3, sole_delegates(5, 0), Level::l1, Level::l1, insider).excluded == 0);
        CHECK(two_rankings(3, sole_delegates(6, 0), Level::l2, Level::l2, insider).excluded == 0);
        CHECK(two_rankings(2, pairs_of_delegates(6, 0), Level::l2, Level::l2, insider, Target::delegate)
                  .excluded == 0);
    }
}

TEST_CASE("X5, D7: with one sole delegate gone a repeat gives that delegate away, even at L1", "[repeat]") {
    for (std::size_t stayed = 5; stayed <= 12; ++stayed) {
        CAPTURE(stayed);
        CHECK(two_rankings(2, sole_delegates(stayed, 1), Level::l1, Level::l1, Insider::none).certain > 0);
    }
    CHECK(two_rankings(3, sole_delegates(5, 1), Level::l1, Level::l1, Insider::none).certain > 0);
    CHECK(two_rankings(2, sole_delegates(6, 0, 1), Level::l1, Level::l1, Insider::none).certain > 0);
}

TEST_CASE("X5, D7: with two organisations changed a repeat gives a sole delegate away, even at L1",
          "[repeat]") {
    for (std::size_t stayed = 5; stayed <= 12; ++stayed) {
        CAPTURE(stayed);
        CHECK(two_rankings(2, sole_delegates(stayed, 2), Level::l1, Level::l1, Insider::none).certain > 0);
        CHECK(two_rankings(2, sole_delegates(stayed, 1, 1), Level::l1, Level::l1, Insider::none).certain > 0);
    }
    CHECK(two_rankings(3, sole_delegates(5, 2), Level::l1, Level::l1, Insider::none).certain > 0);
}

TEST_CASE("X5, D7: a delegate missing among two is given away to the colleague", "[repeat]") {
    CHECK(two_rankings(2, pairs_of_delegates(7, 1), Level::l1, Level::l1, Insider::none, Target::delegate)
              .certain > 0);
}

TEST_CASE("X5, D7: three changed organisations make nobody certain to an outsider, L1 before and after",
          "[repeat]") {
    for (std::size_t stayed = 5; stayed <= 12; ++stayed) {
        CAPTURE(stayed);
        for (std::size_t comers = 0; comers <= 3; ++comers) {
            const Seats seats = sole_delegates(stayed, 3 - comers, comers);
            const Report report = two_rankings(2, seats, Level::l1, Level::l1, Insider::none);
            CHECK(report.cases > 0);
            CHECK(report.certain == 0);
        }
    }
    CHECK(two_rankings(3, sole_delegates(5, 3), Level::l1, Level::l1, Insider::none).certain == 0);
    CHECK(two_rankings(2, pairs_of_delegates(7, 3), Level::l1, Level::l1, Insider::none).certain == 0);
}

// What three changed organisations do not give. The specification measured certainty, without insiders and
// with one level for both rankings; the promise G(1) asks for more.

TEST_CASE("X5, D7 falls short: three changed organisations let an outsider exclude a direction", "[repeat]") {
    CHECK(two_rankings(2, sole_delegates(5, 3), Level::l1, Level::l1, Insider::none).excluded > 0);
    CHECK(two_rankings(2, sole_delegates(5, 4), Level::l1, Level::l1, Insider::none).excluded == 0);
}

TEST_CASE("X5, D7 falls short: one of three who left can be certain about the two others", "[repeat]") {
    CHECK(two_rankings(2, sole_delegates(5, 3), Level::l1, Level::l1, Insider::one).certain > 0);
    CHECK(two_rankings(2, sole_delegates(5, 4), Level::l1, Level::l1, Insider::one).certain > 0);
}

TEST_CASE("X5, D7 falls short: after a ranking shown at L2 three changed organisations give delegates away",
          "[repeat]") {
    for (const std::size_t stayed : {5U, 6U})
        CHECK(two_rankings(2, sole_delegates(stayed, 3), Level::l2, Level::l1, Insider::none).certain > 0);
    CHECK(two_rankings(3, sole_delegates(5, 3), Level::l2, Level::l1, Insider::none).certain > 0);
}

// With the same seats counted, but two of three proposals ranked again: the margin of that pair is banded
// although the order had hidden it in a place.
TEST_CASE("X5, D7 falls short: ranking two of three proposals again tells colleagues and an insider",
          "[repeat]") {
    const auto again = [](Target target, const std::vector<std::uint32_t>& sizes, Level level) {
        return enumerate(equal_voice(3, sizes), release_and_first_two_again(level), target, Insider::one);
    };
    CHECK(again(Target::delegate, {1, 1, 1, 1, 2}, Level::l1).certain > 0);
    CHECK(again(Target::delegate, {1, 1, 1, 1, 1, 2}, Level::l2).certain > 0);
    CHECK(again(Target::organisation, {1, 1, 1, 2, 2}, Level::l1).excluded > 0);
    CHECK(again(Target::organisation, {1, 1, 1, 2, 2}, Level::l1).certain == 0);
    CHECK(again(Target::organisation, {1, 1, 1, 1, 1}, Level::l1).excluded == 0);
    CHECK(again(Target::organisation, {1, 1, 1, 1, 1, 1}, Level::l2).excluded == 0);
}

// An organisation's attendance moves a margin by two at most. If the first margin was at least t (1 at L1,
// k/3 at L2) and the second is at most -1, then the changed organisations made up t + 1, and t + 5 of them
// leave room for a target and an insider on the other side.
TEST_CASE("X5: six changed organisations keep both directions possible between two rankings at L1",
          "[repeat]") {
    for (std::size_t stayed = 5; stayed <= 10; ++stayed) {
        for (std::size_t comers = 0; comers <= 3; ++comers) {
            CAPTURE(stayed, comers);
            const Seats seats = sole_delegates(stayed, 6 - comers, comers);
            const Report report = two_rankings(2, seats, Level::l1, Level::l1, Insider::one);
            CHECK(report.cases > 0);
            CHECK(report.excluded == 0);
        }
    }
    const Seats pairs = pairs_of_delegates(7, 6);
    CHECK(two_rankings(2, pairs, Level::l1, Level::l1, Insider::one).excluded == 0);
    CHECK(two_rankings(2, pairs, Level::l1, Level::l1, Insider::one, Target::delegate).excluded == 0);
    CHECK(two_rankings(2, sole_delegates(5, 5), Level::l1, Level::l1, Insider::one).excluded > 0);
}

TEST_CASE("X5: after L2 a third of the organisations and five more must have changed", "[repeat]") {
    // Fifteen before, so that t is five: nine changed are too few, ten enough.
    CHECK(two_rankings(2, sole_delegates(6, 9), Level::l2, Level::l1, Insider::one).excluded > 0);
    CHECK(two_rankings(2, sole_delegates(5, 10), Level::l2, Level::l1, Insider::one).excluded == 0);
}

}  // namespace
}  // namespace equivox::anonymity
