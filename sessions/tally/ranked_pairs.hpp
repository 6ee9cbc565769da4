// SPDX-License-Identifier: Apache-2.0
// Ranked Pairs: pairwise wins are locked, strongest first, unless a chain of locked pairs already leads
// back. T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4
// (1987); T. M. Zavist and T. N. Tideman, same journal 6 (1989), for ties.
//
// Links and strengths as in links.hpp: only strict wins are locked, a pairwise tie locks nothing.
// Ties: wins of equal strength may be taken in any order, and the order can matter. All orders are searched:
// the winners are the options that win (no locked pair against them) under some order. The search is over
// what is reachable, not over orders, separately in each set of options that cycles can run through, and
// only where equal strengths meet in a cycle. The work is bounded by tie_step_limit in each such set; where
// that is not enough the winners are undetermined.
// The ranking is given where every order locks the same relation and being unordered by it is transitive.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/links.hpp"

namespace equivox::tally {

// A step settles all links of one strength from one graph. At most 20,000 steps, fewer where more than 47
// options lie on common cycles, since a step then takes longer (options cubed): in all under a second.
constexpr std::size_t tie_step_limit(std::size_t options) {
    constexpr std::size_t steps = 20000;
    constexpr std::size_t work = std::size_t{1} << 31;
    const std::size_t step_work = options * options * options;
    return step_work <= work / steps ? steps : work / step_work;
}

struct RankedPair {
    std::uint32_t winner = 0;
    std::uint32_t loser = 0;
    Count strength = 0;
    bool locked = false;  // else dropped: a chain of pairs locked before leads from loser to winner
};

struct RankedPairs {
    // Ascending; nothing where undetermined.
    std::optional<std::vector<std::uint32_t>> winners;
    // Whether different orders of equal strengths lock different relations, or may (undetermined).
    bool depends_on_ties = false;
    // Whether they elect different winners; the winners then are those of all orders together.
    bool over_tie_breaks = false;
    std::optional<Places> ranking;
    // Why: strongest first; equal strengths by winner, then loser. Where depends_on_ties, one run of several.
    std::vector<RankedPair> pairs;
};

RankedPairs ranked_pairs(const Pairwise& pairwise, Strength strength);

// Why pairs[dropped] was dropped: a shortest chain of locked pairs from its loser to its winner, as the
// options it passes, both included. Empty for a locked pair.
std::vector<std::uint32_t> chain_against(const RankedPairs& result, std::size_t dropped);

}  // namespace equivox::tally
