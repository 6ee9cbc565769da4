// SPDX-License-Identifier: Apache-2.0
// Kemeny-Young: the strict orders that agree most with the ballots, agreement being the sum of counts(a, b)
// over every a placed above b. J. G. Kemeny, "Mathematics without numbers", Daedalus 88 (1959); H. P. Young
// and A. Levenglick, 1978. Exact, by dynamic programming over sets of options (Held-Karp style).
//
// Options that beat all later ones stand above them in every best order (M. Truchon, "An extension of the
// Condorcet criterion and Kemeny orders", 1998), so the layers of smith.hpp are solved one by one. A layer
// of up to kemeny_layer_limit options is solved; with a larger one the result is not determined.
//
// Ties: all best orders count. Winners are the options first in some of them; there is a ranking only where
// one order is best.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

// 2^20 sets of options at 32 bytes each: 32 MB, and a fraction of a second.
inline constexpr std::size_t kemeny_layer_limit = 20;

struct Kemeny {
    bool determined = false;  // all below only where true
    Count agreement = 0;
    std::optional<Count> optimal_rankings;  // nothing where their number goes beyond count_limit
    std::vector<std::uint32_t> winners;     // ascending
    std::optional<Places> ranking;
    std::vector<std::uint32_t> one_best_order;  // best first
    std::size_t largest_layer = 0;              // always given: why a result may not be determined
};

Kemeny kemeny(const Pairwise& pairwise);

}  // namespace equivox::tally
