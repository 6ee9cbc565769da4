// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/condorcet.hpp"

namespace equivox::tally {

std::optional<std::uint32_t> condorcet_winner(const Pairwise& pairwise) {
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        bool wins_all = true;
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            if (a != b && !pairwise.beats(a, b)) wins_all = false;
        }
        if (wins_all) return a;
    }
    return std::nullopt;
}

}  // namespace equivox::tally
