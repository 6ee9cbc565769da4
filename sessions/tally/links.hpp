// SPDX-License-Identifier: Apache-2.0
// Links between options, shared by Minimax, Schulze and Ranked Pairs.
//
// Convention: a link a to b exists only where a beats b one to one; a pairwise tie makes no link. Its
// strength is counts(a, b) (winning votes) or counts(a, b) - counts(b, a) (margins), above 0 either way.
#pragma once

#include <cstdint>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

enum class Strength : std::uint8_t { winning, margins };

// 0 where there is no link.
inline Count link_strength(const Pairwise& pairwise, std::uint32_t from, std::uint32_t to,
                           Strength strength) {
    if (!pairwise.beats(from, to)) return 0;
    return strength == Strength::winning ? pairwise(from, to) : pairwise.margin(from, to);
}

}  // namespace equivox::tally
