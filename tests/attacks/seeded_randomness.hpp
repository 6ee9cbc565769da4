// SPDX-License-Identifier: Apache-2.0
// Randomness that can be had again: libsodium draws from a stream that follows from a seed, one stream for
// each thread. Two worlds that differ in ballots alone then differ in nothing else, so that whatever does
// differ between them is a leak. In a test's process for the devices; still_host.cpp does the same for a
// host.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace equivox::testing {

class SeededRandomness {
public:
    // From here on; before anything else uses libsodium.
    static void install();
    // Begins the streams anew and forgets what was drawn.
    static void restart(std::uint64_t seed);
    // What this process has drawn since, oldest first: what its devices know, and nobody else.
    [[nodiscard]] static const std::vector<std::string>& drawn();
};

}  // namespace equivox::testing
