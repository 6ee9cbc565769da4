// SPDX-License-Identifier: Apache-2.0
#include "net/rate.hpp"

#include <catch2/catch.hpp>

using namespace equivox::net;

namespace {

const Instant start{std::chrono::hours(1)};

int taken(Rate& rate, Instant when, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) count += rate.take(when) ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("a rate grants its burst at once and then nothing more") {
    Rate rate(20, 40);
    CHECK(taken(rate, start, 100) == 40);
}

TEST_CASE("a rate grants so many a second once the burst is spent") {
    Rate rate(20, 40);
    REQUIRE(taken(rate, start, 40) == 40);
    CHECK(taken(rate, start + Milliseconds(49), 100) == 0);
    CHECK(taken(rate, start + Milliseconds(50), 100) == 1);
    CHECK(taken(rate, start + Milliseconds(1'050), 100) == 20);
}

TEST_CASE("a long rest fills a rate up to its burst and no further, however long") {
    Rate rate(20, 40);
    REQUIRE(taken(rate, start, 40) == 40);
    CHECK(taken(rate, start + std::chrono::hours(24 * 365 * 100), 100) == 40);
}

TEST_CASE("a rate that is asked every millisecond loses nothing to rounding") {
    Rate rate(20, 40);
    REQUIRE(taken(rate, start, 40) == 40);
    int count = 0;
    for (int i = 1; i <= 1'000; ++i) count += taken(rate, start + Milliseconds(i), 1);
    CHECK(count == 20);
}
