// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/kemeny.hpp"

#include <algorithm>
#include <bit>

#include "sessions/tally/smith.hpp"

namespace equivox::tally {

namespace {

using Set = std::uint32_t;

// Sums of one option's counts over every set of others, from two tables over half of the options each.
class SumsOverSets {
public:
    SumsOverSets(const Pairwise& pairwise, const std::vector<std::uint32_t>& layer, std::size_t first)
        : low_bits_(layer.size() / 2) {
        low_ = table(pairwise, layer, first, 0, low_bits_);
        high_ = table(pairwise, layer, first, low_bits_, layer.size());
    }

    Count operator()(Set others) const {
        return low_[others & ((Set{1} << low_bits_) - 1)] + high_[others >> low_bits_];
    }

private:
    static std::vector<Count> table(const Pairwise& pairwise, const std::vector<std::uint32_t>& layer,
                                    std::size_t first, std::size_t from, std::size_t to) {
        std::vector<Count> sums(std::size_t{1} << (to - from), 0);
        for (std::size_t set = 1; set < sums.size(); ++set) {
            const auto member = static_cast<std::size_t>(std::countr_zero(set));
            sums[set] = sums[set & (set - 1)] + pairwise(layer[first], layer[from + member]);
        }
        return sums;
    }

    std::size_t low_bits_;
    std::vector<Count> low_;
    std::vector<Count> high_;
};

struct LayerResult {
    Count agreement = 0;
    Count orders = 0;
    std::vector<std::uint32_t> winners;
    std::vector<std::uint32_t> one_best_order;
};

// best[set]: the largest agreement within the set; orders[set]: how many orders of the set reach it.
// Placing `first` above the rest of a set gains its counts over the rest.
LayerResult solve(const Pairwise& pairwise, const std::vector<std::uint32_t>& layer) {
    const std::size_t size = layer.size();
    std::vector<SumsOverSets> gains;
    for (std::size_t first = 0; first < size; ++first) gains.emplace_back(pairwise, layer, first);
    const Set all = static_cast<Set>((std::uint64_t{1} << size) - 1);
    std::vector<Count> best(std::size_t{all} + 1, -1);
    std::vector<Count> orders(best.size(), 0);
    best[0] = 0;
    orders[0] = 1;
    for (Set set = 1; set <= all; ++set) {
        for (Set left = set; left != 0; left &= left - 1) {
            const auto first = static_cast<std::size_t>(std::countr_zero(left));
            const Set rest = set & ~(Set{1} << first);
            const Count agreement = best[rest] + gains[first](rest);
            if (agreement < best[set]) continue;
            if (agreement > best[set]) orders[set] = 0;
            best[set] = agreement;
            orders[set] += orders[rest];
        }
    }
    LayerResult result;
    result.agreement = best[all];
    result.orders = orders[all];
    const auto leads = [&](std::size_t first, Set set) {
        const Set rest = set & ~(Set{1} << first);
        return best[rest] + gains[first](rest) == best[set];
    };
    for (std::size_t first = 0; first < size; ++first) {
        if (leads(first, all)) result.winners.push_back(layer[first]);
    }
    for (Set set = all; set != 0;) {
        std::size_t first = 0;
        while ((set >> first & 1U) == 0 || !leads(first, set)) ++first;
        result.one_best_order.push_back(layer[first]);
        set &= ~(Set{1} << first);
    }
    return result;
}

}  // namespace

Kemeny kemeny(const Pairwise& pairwise) {
    Kemeny result;
    const Places layers = dominance_layers(pairwise);
    for (const auto& layer : layers) result.largest_layer = std::max(result.largest_layer, layer.size());
    if (result.largest_layer > kemeny_layer_limit) return result;
    result.determined = true;
    result.optimal_rankings = 1;
    for (const auto& layer : layers) {
        const LayerResult part = solve(pairwise, layer);
        if (result.one_best_order.empty()) result.winners = part.winners;
        result.agreement += part.agreement;
        if (result.optimal_rankings && part.orders > count_limit / *result.optimal_rankings) {
            result.optimal_rankings.reset();
        }
        if (result.optimal_rankings) *result.optimal_rankings *= part.orders;
        for (const std::uint32_t above : part.one_best_order) result.one_best_order.push_back(above);
    }
    // Between layers every member of the higher one stands above every member of the lower one.
    for (std::size_t upper = 0; upper < layers.size(); ++upper) {
        for (std::size_t lower = upper + 1; lower < layers.size(); ++lower) {
            for (const std::uint32_t a : layers[upper]) {
                for (const std::uint32_t b : layers[lower]) result.agreement += pairwise(a, b);
            }
        }
    }
    if (result.optimal_rankings == Count{1}) {
        result.ranking.emplace();
        for (const std::uint32_t option : result.one_best_order) result.ranking->push_back({option});
    }
    return result;
}

}  // namespace equivox::tally
