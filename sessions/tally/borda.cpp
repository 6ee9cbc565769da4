// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/borda.hpp"

namespace equivox::tally {

Borda borda(const Pairwise& pairwise) {
    Borda result;
    const std::uint32_t options = pairwise.options();
    for (std::uint32_t a = 0; a < options; ++a) {
        Count doubled = pairwise.total() * (static_cast<Count>(options) - 1);
        for (std::uint32_t b = 0; b < options; ++b) doubled += pairwise.margin(a, b);
        result.scores_doubled.push_back(doubled);
    }
    result.ranking = places_by_value(result.scores_doubled);
    return result;
}

}  // namespace equivox::tally
