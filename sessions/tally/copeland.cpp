// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/copeland.hpp"

namespace equivox::tally {

Copeland copeland(const Pairwise& pairwise) {
    Copeland result;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        std::uint32_t wins = 0;
        std::uint32_t losses = 0;
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            if (pairwise.beats(a, b)) ++wins;
            if (pairwise.beats(b, a)) ++losses;
        }
        result.wins.push_back(wins);
        result.losses.push_back(losses);
        result.wins_minus_losses.push_back(static_cast<Count>(wins) - static_cast<Count>(losses));
    }
    result.ranking = places_by_value(result.wins_minus_losses);
    return result;
}

}  // namespace equivox::tally
