// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/minimax.hpp"

namespace equivox::tally {

Minimax minimax(const Pairwise& pairwise, Strength strength) {
    Minimax result;
    std::vector<Count> smallest_first;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        Count worst = 0;
        std::optional<std::uint32_t> by;
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            const Count defeat = link_strength(pairwise, b, a, strength);
            if (defeat > worst) {
                worst = defeat;
                by = b;
            }
        }
        result.worst_defeat.push_back(worst);
        result.defeated_by.push_back(by);
        smallest_first.push_back(-worst);
    }
    result.ranking = places_by_value(smallest_first);
    return result;
}

}  // namespace equivox::tally
