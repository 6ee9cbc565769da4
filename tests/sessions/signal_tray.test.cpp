// SPDX-License-Identifier: Apache-2.0
#include "sessions/signal_tray.hpp"

#include <catch2/catch.hpp>

using namespace equivox;
using Seconds = SignalTray::Seconds;

TEST_CASE("A request for a pause is shown one to three minutes later, for five minutes") {
    std::set<Seconds::rep> delays;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        SeededChance chance(seed);
        SignalTray tray;
        tray.raise(Signal::please_pause, Seconds(1'000), Seconds(1'000), chance);
        CHECK(tray.shown(Seconds(1'000)).empty());
        const Seconds from = tray.next_change(Seconds(1'000)).value();
        CHECK(from >= Seconds(1'060));
        CHECK(from <= Seconds(1'180));
        CHECK(tray.shown(from - Seconds(1)).empty());
        CHECK(tray.shown(from).contains(Signal::please_pause));
        CHECK(tray.next_change(from) == from + Seconds(300));
        CHECK(tray.shown(from + Seconds(300)).empty());
        delays.insert((from - Seconds(1'000)).count());
    }
    CHECK(delays.size() > 100);  // spread over the 121 seconds
}

TEST_CASE("A second press while the first one waits changes nothing that anybody can see") {
    SeededChance chance(1);
    SignalTray tray;
    tray.raise(Signal::please_pause, Seconds(0), Seconds(0), chance);
    const auto before = tray.next_change(Seconds(0));
    tray.raise(Signal::please_pause, Seconds(30), Seconds(30), chance);
    CHECK(tray.next_change(Seconds(30)) == before);
}

TEST_CASE("Keeping apart is shown only after the minute in which everybody could ask for it") {
    SeededChance chance(1);
    SignalTray tray;
    tray.raise(Signal::keep_apart, Seconds(5), Seconds(60), chance);
    CHECK(tray.next_change(Seconds(5)).value() >= Seconds(120));
}

TEST_CASE("A request for more time waits for the end of the last call and is taken once") {
    SeededChance chance(1);
    SignalTray tray;
    CHECK_FALSE(tray.take_more_time());
    tray.raise(Signal::more_time, Seconds(5), Seconds(5), chance);
    CHECK(tray.shown(Seconds(500)).empty());
    CHECK_FALSE(tray.next_change(Seconds(5)));
    CHECK(tray.more_time_asked());
    CHECK(tray.take_more_time());
    CHECK_FALSE(tray.take_more_time());
}
