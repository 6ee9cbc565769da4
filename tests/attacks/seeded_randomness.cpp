// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/seeded_randomness.hpp"

#include <sodium.h>

#include <stdexcept>

#include "tests/attacks/seeded_stream.hpp"

namespace equivox::testing {
namespace {

SeededStreams streams;
std::vector<std::string> all_drawn;

const char* name() {
    return "seeded for tests";
}

void draw(void* const out, const std::size_t size) {
    streams.fill(out, size);
    all_drawn.emplace_back(static_cast<const char*>(out), size);
}

std::uint32_t draw_number() {
    std::uint32_t number = 0;
    draw(&number, sizeof number);
    return number;
}

}  // namespace

void SeededRandomness::install() {
    static randombytes_implementation implementation{name, draw_number, nullptr, nullptr, draw, nullptr};
    randombytes_set_implementation(&implementation);
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started");
}

void SeededRandomness::restart(std::uint64_t seed) {
    install();
    streams.restart(seed);
    all_drawn.clear();
}

const std::vector<std::string>& SeededRandomness::drawn() {
    return all_drawn;
}

}  // namespace equivox::testing
