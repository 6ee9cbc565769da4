// SPDX-License-Identifier: Apache-2.0
// Minimax (Simpson-Kramer): the option whose worst pairwise defeat is smallest. P. B. Simpson, "On defining
// areas of voter choice", 1969; G. H. Kramer, "A dynamical model of political equilibrium", 1977.
//
// The size of a defeat is the link strength of links.hpp; an option that nothing beats has worst defeat 0.
// Ties: options with equal worst defeats share a place.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/links.hpp"

namespace equivox::tally {

struct Minimax {
    std::vector<Count> worst_defeat;
    // Why: by whom the worst defeat is, the first such option where several are equal.
    std::vector<std::optional<std::uint32_t>> defeated_by;
    Places ranking;
};

Minimax minimax(const Pairwise& pairwise, Strength strength);

}  // namespace equivox::tally
