// SPDX-License-Identifier: Apache-2.0
// Everything that locking links can lead to when links of equal strength may be taken in any order.
//
// Links that lie on no cycle of what is locked and what is left of their group are locked in any order, so
// only the others branch; graphs that were seen at the same group are not searched again. That is exhaustive:
// any order locks, one by one, links that the graph so far allows, and each such step is either forced or one
// of the branches.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sessions/tally/locked_graph.hpp"

namespace equivox::tally {

// Links of one strength, as pairs of nodes.
using LinkGroup = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct TieSearch {
    std::vector<LockedGraph> outcomes;  // different ones; never empty where complete
    bool complete = true;               // false: the limit was reached and outcomes are missing
};

// `groups` by falling strength. A step settles one group from one graph. Memory is bounded by the steps, and
// by 32 MB of links that wait to be tried; beyond either the search ends incomplete.
TieSearch search_ties(std::size_t nodes, const std::vector<LinkGroup>& groups, std::size_t step_limit);

}  // namespace equivox::tally
