// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/smith.hpp"

#include <algorithm>
#include <numeric>

namespace equivox::tally {

Places dominance_layers(const Pairwise& pairwise) {
    const std::size_t options = pairwise.options();
    std::vector<std::size_t> scores(options, 0);
    for (std::uint32_t a = 0; a < options; ++a) {
        for (std::uint32_t b = 0; b < options; ++b) {
            if (a != b && !pairwise.beats(b, a)) scores[a] += pairwise.beats(a, b) ? 2 : 1;
        }
    }
    std::vector<std::uint32_t> by_score(options);
    std::iota(by_score.begin(), by_score.end(), 0U);
    std::stable_sort(by_score.begin(), by_score.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
    Places layers;
    std::vector<std::uint32_t> layer;
    std::size_t sum = 0;
    for (std::size_t size = 1; size <= options; ++size) {
        layer.push_back(by_score[size - 1]);
        sum += scores[by_score[size - 1]];
        // Pairs within the prefix give 2 each however they end; pairs across must all be wins.
        if (sum != size * (size - 1) + 2 * size * (options - size)) continue;
        std::sort(layer.begin(), layer.end());
        layers.push_back(std::move(layer));
        layer.clear();
    }
    return layers;
}

std::vector<std::uint32_t> smith_set(const Pairwise& pairwise) {
    const Places layers = dominance_layers(pairwise);
    return layers.empty() ? std::vector<std::uint32_t>{} : layers.front();
}

}  // namespace equivox::tally
