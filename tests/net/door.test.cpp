// SPDX-License-Identifier: Apache-2.0
#include "net/door.hpp"

#include <catch2/catch.hpp>

#include "tests/net/fake_room.hpp"

using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

const Instant start{std::chrono::hours(1)};
const PeerAddress honest{"192.168.1.30", false};
const PeerAddress guesser{"192.168.1.66", false};

Instant after_seconds(int seconds) {
    return start + std::chrono::seconds(seconds);
}

// Ten wrong codes, one a second.
void raise_alarm(Door& door) {
    for (int i = 0; i < 10; ++i)
        REQUIRE(door.try_code("WRONGONE", guesser, after_seconds(i)) == CodeVerdict::wrong);
    REQUIRE(door.alarm(after_seconds(9)));
}

}  // namespace

TEST_CASE("the room code opens, as people type it") {
    FakeRoom room;
    Door door(room);
    for (const char* typed : {"KDRTMWPA", "kdrtmwpa", "kdrt mwpa", "KDRT-MWPA"})
        CHECK(door.try_code(typed, honest, start) == CodeVerdict::right);
    for (const char* typed : {"", "KDRTMWP", "KDRTMWPAA", "KDRTMWPB", "        "})
        CHECK(door.try_code(typed, honest, start) == CodeVerdict::wrong);
}

TEST_CASE("a room without a code lets nobody in") {
    struct Closed : FakeRoom {
        [[nodiscard]] std::string room_code() const override { return ""; }
        [[nodiscard]] std::string facilitator_secret() const override { return ""; }
    } room;
    Door door(room);
    CHECK(door.try_code("", honest, start) == CodeVerdict::wrong);
    CHECK(door.try_code(" - ", honest, start) == CodeVerdict::wrong);
    CHECK_FALSE(door.is_facilitator_secret(""));
}

TEST_CASE("nine wrong codes a minute raise no alarm, the tenth does, and a minute later it is over") {
    FakeRoom room;
    Door door(room);
    for (int i = 0; i < 9; ++i) CHECK(door.try_code("WRONGONE", guesser, start) == CodeVerdict::wrong);
    CHECK_FALSE(door.alarm(start));
    CHECK(door.try_code("WRONGONE", guesser, after_seconds(30)) == CodeVerdict::wrong);
    CHECK(door.alarm(after_seconds(30)));
    CHECK(door.alarm(after_seconds(59)));
    CHECK_FALSE(door.alarm(after_seconds(60)));
}

TEST_CASE("under alarm a guesser waits between tries and learns nothing from the right code") {
    FakeRoom room;
    Door door(room);
    raise_alarm(door);
    CHECK(door.try_code(room_code_words, guesser, after_seconds(10)) == CodeVerdict::wait);
    CHECK(door.try_code("WRONGONE", guesser, after_seconds(28)) == CodeVerdict::wait);
    CHECK(door.try_code("WRONGONE", guesser, after_seconds(29)) == CodeVerdict::wrong);
    CHECK(door.try_code(room_code_words, guesser, after_seconds(30)) == CodeVerdict::wait);
}

TEST_CASE("in an hour one guesser who never rests gets about ten tries a minute, and a second one three") {
    FakeRoom room;
    Door door(room);
    const PeerAddress second{"192.168.1.67", false};
    int looks = 0;
    int second_looks = 0;
    for (int i = 0; i < 36'000; ++i) {
        const Instant now = start + Milliseconds(i * 100);
        looks += door.try_code("WRONGONE", guesser, now) == CodeVerdict::wrong;
        second_looks += door.try_code("WRONGONE", second, now) == CodeVerdict::wrong;
    }
    CHECK(looks + second_looks <= 60 * 13 + 10);
    CHECK(looks + second_looks >= 60 * 6);
}

TEST_CASE("under alarm everybody else's first try is served as always") {
    FakeRoom room;
    Door door(room);
    raise_alarm(door);
    CHECK(door.try_code(room_code_words, honest, after_seconds(10)) == CodeVerdict::right);
}

TEST_CASE("tries that were not looked at do not prolong the alarm") {
    FakeRoom room;
    Door door(room);
    raise_alarm(door);
    for (int i = 10; i < 29; ++i)
        CHECK(door.try_code("WRONGONE", guesser, after_seconds(i)) == CodeVerdict::wait);
    CHECK_FALSE(door.alarm(after_seconds(70)));
}

TEST_CASE("the facilitator's secret is exactly itself") {
    FakeRoom room;
    Door door(room);
    CHECK(door.is_facilitator_secret(secret_words));
    CHECK_FALSE(door.is_facilitator_secret(secret_words + "s"));
    CHECK_FALSE(door.is_facilitator_secret("A secret of many letters"));
    CHECK_FALSE(door.is_facilitator_secret(""));
}

TEST_CASE("texts are compared whole, whatever their common beginning") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
    CHECK_FALSE(equal_in_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}
