// SPDX-License-Identifier: Apache-2.0
#include "net/reconnect.hpp"

#include <catch2/catch.hpp>

using namespace equivox;
using namespace equivox::net;

TEST_CASE("waiting times never leave the range from the shortest to the longest") {
    std::uint64_t state = 7;
    Backoff backoff(Milliseconds(200), Milliseconds(5'000),
                    [&] { return state = state * 6364136223846793005U + 1442695040888963407U; });
    for (int i = 0; i < 1'000; ++i) {
        const Milliseconds wait = backoff.next();
        CHECK(wait >= Milliseconds(200));
        CHECK(wait <= Milliseconds(5'000));
    }
}

TEST_CASE("the ceiling of the waiting time doubles with every failure and returns after success") {
    // A source that always draws the largest: 199 of 200, 599 of 600 ...
    Backoff backoff(Milliseconds(200), Milliseconds(5'000), [] { return ~std::uint64_t{0} / 16; });
    std::vector<Milliseconds> first;
    for (int i = 0; i < 3; ++i) first.push_back(backoff.next());
    backoff.reset();
    CHECK(backoff.next() == first[0]);
    CHECK(first[0] <= Milliseconds(400));
    CHECK(first[1] <= Milliseconds(800));
    CHECK(first[2] <= Milliseconds(1'600));
}

TEST_CASE("every waiting time of the range can be drawn, so that a room does not come back in one moment") {
    std::uint64_t drawn = 0;
    Backoff backoff(Milliseconds(200), Milliseconds(400), [&] { return drawn; });
    CHECK(backoff.next() == Milliseconds(200));
    drawn = 200;
    CHECK(backoff.next() == Milliseconds(400));
    drawn = 201;
    CHECK(backoff.next() == Milliseconds(200));
}

TEST_CASE("commands keep their ids until they are answered, and ids are never given again") {
    Unanswered unanswered;
    CHECK(unanswered.add(LeaveSeat{}) == 1);
    CHECK(unanswered.add(CloseSession{}) == 2);
    CHECK(unanswered.answered(1));
    CHECK_FALSE(unanswered.answered(1));
    CHECK(unanswered.add(LeaveSeat{}) == 3);
    REQUIRE(unanswered.items().size() == 2);
    CHECK(unanswered.items().front().id == 2);
    CHECK(unanswered.items().back().id == 3);
}
