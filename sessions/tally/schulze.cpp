// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/schulze.hpp"

#include <algorithm>
#include <deque>

namespace equivox::tally {

namespace {

using Position = std::uint16_t;  // 250 options have at most 31,125 links

struct Ladder {
    std::vector<Count> strengths;     // ascending and distinct; strengths[0] = 0 is "no path"
    std::vector<Position> positions;  // [a * options + b]
};

Ladder ladder_of(const Pairwise& pairwise, Strength strength) {
    const std::uint32_t options = pairwise.options();
    Ladder ladder;
    ladder.strengths.push_back(0);
    std::vector<Count> links;
    for (std::uint32_t a = 0; a < options; ++a) {
        for (std::uint32_t b = 0; b < options; ++b) {
            links.push_back(link_strength(pairwise, a, b, strength));
        }
    }
    ladder.strengths.insert(ladder.strengths.end(), links.begin(), links.end());
    std::sort(ladder.strengths.begin(), ladder.strengths.end());
    ladder.strengths.erase(std::unique(ladder.strengths.begin(), ladder.strengths.end()),
                           ladder.strengths.end());
    for (const Count link : links) {
        const auto found = std::lower_bound(ladder.strengths.begin(), ladder.strengths.end(), link);
        ladder.positions.push_back(static_cast<Position>(found - ladder.strengths.begin()));
    }
    return ladder;
}

void widen(std::vector<Position>& paths, std::size_t options) {
    for (std::size_t via = 0; via < options; ++via) {
        const Position* const onward = paths.data() + via * options;
        for (std::size_t from = 0; from < options; ++from) {
            if (from == via) continue;
            const Position reach = paths[from * options + via];
            if (reach == 0) continue;
            Position* const row = paths.data() + from * options;
            for (std::size_t to = 0; to < options; ++to) {
                row[to] = std::max(row[to], std::min(reach, onward[to]));
            }
        }
    }
    for (std::size_t a = 0; a < options; ++a) paths[a * options + a] = 0;
}

}  // namespace

Schulze schulze(const Pairwise& pairwise, Strength strength) {
    const std::uint32_t options = pairwise.options();
    Ladder ladder = ladder_of(pairwise, strength);
    widen(ladder.positions, options);
    const auto position = [&](std::uint32_t a, std::uint32_t b) {
        return ladder.positions[static_cast<std::size_t>(a) * options + b];
    };
    const auto beats = [&](std::uint32_t a, std::uint32_t b) { return position(a, b) > position(b, a); };
    Schulze result;
    std::vector<bool> beaten(options, false);
    for (std::uint32_t a = 0; a < options; ++a) {
        auto& row = result.path_strength.emplace_back();
        for (std::uint32_t b = 0; b < options; ++b) {
            row.push_back(ladder.strengths[position(a, b)]);
            if (!beats(a, b)) continue;
            result.beats.emplace_back(a, b);
            beaten[b] = true;
        }
    }
    for (std::uint32_t a = 0; a < options; ++a) {
        if (!beaten[a]) result.winners.push_back(a);
    }
    result.ranking = places_from(options, beats);
    result.is_ranking = result.ranking.has_value();
    return result;
}

std::vector<std::uint32_t> strongest_path(const Pairwise& pairwise, Strength strength, const Schulze& result,
                                          std::uint32_t from, std::uint32_t to) {
    const Count least = result.path_strength[from][to];
    if (least == 0) return {};
    // Breadth first over the links that are strong enough.
    const std::uint32_t options = pairwise.options();
    std::vector<std::optional<std::uint32_t>> came_from(options);
    std::deque<std::uint32_t> open = {from};
    while (!open.empty() && !came_from[to]) {
        const std::uint32_t a = open.front();
        open.pop_front();
        for (std::uint32_t b = 0; b < options; ++b) {
            if (b == from || came_from[b] || link_strength(pairwise, a, b, strength) < least) continue;
            came_from[b] = a;
            open.push_back(b);
        }
    }
    std::vector<std::uint32_t> path = {to};
    while (path.back() != from) path.push_back(*came_from[path.back()]);
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace equivox::tally
