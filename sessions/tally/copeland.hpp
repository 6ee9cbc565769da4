// SPDX-License-Identifier: Apache-2.0
// Copeland: pairwise wins minus pairwise losses; a pairwise tie is worth 0. A. H. Copeland, "A reasonable
// social welfare function", 1951. Ties: options with equal scores share a place.
#pragma once

#include <cstdint>
#include <vector>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

struct Copeland {
    std::vector<std::uint32_t> wins;
    std::vector<std::uint32_t> losses;
    std::vector<Count> wins_minus_losses;
    Places ranking;
};

Copeland copeland(const Pairwise& pairwise);

}  // namespace equivox::tally
