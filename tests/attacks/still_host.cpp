// SPDX-License-Identifier: Apache-2.0
// Loaded into the unchanged program before everything else (LD_PRELOAD): its calendar clock stands still, and
// libsodium draws from a seed (EQUIVOX_STILL_SEED). The monotonic clock goes on, or no timer would ever end.
#include <sodium.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "tests/attacks/seeded_stream.hpp"

namespace {

// Monday, 5 January 2026, 10:00 UTC.
constexpr std::time_t still = 1767607200;

equivox::testing::SeededStreams streams;

const char* name() {
    return "seeded for tests";
}
void draw(void* const out, const std::size_t size) {
    streams.fill(out, size);
}
std::uint32_t draw_number() {
    std::uint32_t number = 0;
    draw(&number, sizeof number);
    return number;
}
randombytes_implementation implementation{name, draw_number, nullptr, nullptr, draw, nullptr};

__attribute__((constructor)) void begin() {
    const char* seed = std::getenv("EQUIVOX_STILL_SEED");
    streams.restart(seed ? std::strtoull(seed, nullptr, 10) : 0);
    randombytes_set_implementation(&implementation);
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) {
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
        return static_cast<int>(syscall(SYS_clock_gettime, clock, now));
    *now = {still, 0};
    return 0;
}

int gettimeofday(timeval* now, void*) {
    *now = {still, 0};
    return 0;
}

std::time_t time(std::time_t* now) {
    if (now) *now = still;
    return still;
}
}
