// SPDX-License-Identifier: Apache-2.0
// Schulze: a path is as strong as its weakest link, and an option beats another if its strongest path to it
// is stronger than the strongest path back. M. Schulze, "The Schulze Method of Voting", arXiv 1804.02973;
// the strongest paths by Floyd's algorithm (section 2.3.1 there).
//
// Links and strengths as in links.hpp; where there is no path its strength is 0.
// Ties: winners are beaten by nobody, so there may be several. Being level under `beats` need not be
// transitive; then is_ranking is false and there is no ranking.
//
// Strengths are only compared, so the paths are computed on their positions among the distinct strengths,
// which fit 16 bits and which the compiler handles many at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/links.hpp"

namespace equivox::tally {

struct Schulze {
    std::vector<std::vector<Count>> path_strength;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> beats;  // in ascending order
    std::vector<std::uint32_t> winners;
    bool is_ranking = false;
    std::optional<Places> ranking;
};

Schulze schulze(const Pairwise& pairwise, Strength strength);

// Why: one strongest path, as the options it passes, both ends included; of those the one with the fewest
// links. Empty where there is no path.
std::vector<std::uint32_t> strongest_path(const Pairwise& pairwise, Strength strength, const Schulze& result,
                                          std::uint32_t from, std::uint32_t to);

}  // namespace equivox::tally
