// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/pairwise.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>

namespace equivox::tally {

namespace {

constexpr std::uint64_t fast_limit = std::uint64_t{1} << 63;

Count cube_less_itself(std::size_t level_options) {
    const auto t = static_cast<Count>(level_options);
    return t * t * t - t;
}

}  // namespace

PairwiseCounter::PairwiseCounter(std::uint32_t options) : options_(0) {
    grow(options);
}

void PairwiseCounter::grow_cells(std::vector<Count>& cells, std::uint32_t before, std::uint32_t after) {
    std::vector<Count> larger(static_cast<std::size_t>(after) * after, 0);
    for (std::uint32_t a = 0; a < before; ++a) {
        const auto row = cells.begin() + static_cast<std::ptrdiff_t>(a) * before;
        std::copy(row, row + before, larger.begin() + static_cast<std::ptrdiff_t>(a) * after);
    }
    cells = std::move(larger);
}

void PairwiseCounter::grow(std::uint32_t options) {
    assert(options <= largest_option_count);
    if (options <= options_) return;
    flush();
    grow_cells(cells_.above, options_, options);
    grow_cells(cells_.level, options_, options);
    cells_.ranked.resize(options, 0);
    options_ = options;
    fast_above_.assign(static_cast<std::size_t>(options) * options, 0);
    fast_level_.assign(static_cast<std::size_t>(options) * options, 0);
    fast_ranked_.assign(options, 0);
}

void PairwiseCounter::flush() {
    const auto carry = [](std::vector<std::uint64_t>& from, std::vector<Count>& to) {
        for (std::size_t i = 0; i < from.size(); ++i) to[i] += static_cast<Count>(from[i]);
        std::fill(from.begin(), from.end(), std::uint64_t{0});
    };
    carry(fast_above_, cells_.above);
    carry(fast_level_, cells_.level);
    carry(fast_ranked_, cells_.ranked);
    fast_total_ = 0;
}

template <typename Number>
void PairwiseCounter::add_to(std::vector<Number>& above, std::vector<Number>& level,
                             std::vector<Number>& ranked, BallotCode code, Number weight) {
    const std::size_t size = code.size();
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint8_t a = code[i];
        if (a == level_mark) continue;
        assert(a < options_);
        ranked[a] += weight;
        Number* const above_row = above.data() + static_cast<std::size_t>(a) * options_;
        std::size_t j = i + 1;
        for (; j + 1 < size && code[j] == level_mark; j += 2) {
            const std::uint8_t b = code[j + 1];
            level[static_cast<std::size_t>(a) * options_ + b] += weight;
            level[static_cast<std::size_t>(b) * options_ + a] += weight;
        }
        for (; j < size; ++j) {
            if (code[j] != level_mark) above_row[code[j]] += weight;
        }
    }
}

void PairwiseCounter::add(BallotCode code, Count weight) {
    total_ += weight;
    if (weight < static_cast<Count>(fast_limit)) {
        const auto small = static_cast<std::uint64_t>(weight);
        if (fast_total_ + small >= fast_limit) flush();
        fast_total_ += small;
        add_to<std::uint64_t>(fast_above_, fast_level_, fast_ranked_, code, small);
    } else {
        add_to<Count>(cells_.above, cells_.level, cells_.ranked, code, weight);
    }
    std::size_t ranked_options = code.size();
    // Without a mark every rank holds one option, and one option needs no correction.
    if (std::ranges::find(code, level_mark) != code.end()) {
        ranked_options = 0;
        for_each_rank(code, [&](BallotCode rank) {
            tie_correction_of_ranked_ += weight * cube_less_itself(options_in(rank));
            ranked_options += options_in(rank);
        });
    }
    if (weight_by_ranked_.size() <= ranked_options) weight_by_ranked_.resize(ranked_options + 1, 0);
    weight_by_ranked_[ranked_options] += weight;
}

Count PairwiseCounter::tie_correction() const {
    Count sum = tie_correction_of_ranked_;
    for (std::size_t ranked = 0; ranked < weight_by_ranked_.size(); ++ranked) {
        sum += weight_by_ranked_[ranked] * cube_less_itself(options_ - ranked);
    }
    return sum;
}

bool PairwiseCounter::has_unranked() const {
    const auto all = std::min<std::size_t>(options_, weight_by_ranked_.size());
    return std::any_of(weight_by_ranked_.begin(),
                       weight_by_ranked_.begin() + static_cast<std::ptrdiff_t>(all),
                       [](Count weight) { return weight != 0; });
}

Pairwise PairwiseCounter::result(Unranked unranked) const {
    PairwiseCounter settled = *this;
    settled.flush();
    const Cells& cells = settled.cells_;
    Pairwise pairwise(options_, total_);
    for (std::uint32_t a = 0; a < options_; ++a) {
        for (std::uint32_t b = 0; b < options_; ++b) {
            if (a == b) continue;
            const std::size_t forward = static_cast<std::size_t>(a) * options_ + b;
            const std::size_t back = static_cast<std::size_t>(b) * options_ + a;
            // Where options left out are last, a ballot that ranks a puts it above b unless it ranks b
            // above a or level with it.
            pairwise(a, b) = unranked == Unranked::no_opinion
                                 ? cells.above[forward]
                                 : cells.ranked[a] - cells.above[back] - cells.level[forward];
        }
    }
    return pairwise;
}

std::optional<Places> places_from(std::uint32_t options,
                                  const std::function<bool(std::uint32_t, std::uint32_t)>& above) {
    std::vector<Count> below(options, 0);
    for (std::uint32_t a = 0; a < options; ++a) {
        for (std::uint32_t b = 0; b < options; ++b) {
            if (above(a, b)) ++below[a];
        }
    }
    Places places = places_by_value(below);
    // In a ranking everything in a lower rank is below every member of a higher one.
    std::size_t left = options;
    for (const auto& place : places) {
        left -= place.size();
        for (const std::uint32_t option : place) {
            if (below[option] != static_cast<Count>(left)) return std::nullopt;
        }
    }
    return places;
}

Places places_by_value(const std::vector<Count>& values) {
    std::map<Count, std::vector<std::uint32_t>, std::greater<>> by_value;
    for (std::uint32_t option = 0; option < values.size(); ++option) {
        by_value[values[option]].push_back(option);
    }
    Places places;
    for (auto& [value, members] : by_value) places.push_back(std::move(members));
    return places;
}

}  // namespace equivox::tally
