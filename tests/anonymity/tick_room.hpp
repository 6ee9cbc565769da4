// SPDX-License-Identifier: Apache-2.0
// A room that ticks, as the enumerator sees it, and all the attacks on it. What must stay in doubt about an
// organisation (or a delegate): whether it ticked a proposal.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sessions/shortlist.hpp"
#include "tests/anonymity/enumerator.hpp"
#include "tests/anonymity/ranking_room.hpp"

namespace equivox::anonymity {

using PublishScores = std::function<Published(const TickScores&)>;

// 1 for what is on the shortlist and 0 for what is not; nothing where there is no shortlist.
[[nodiscard]] PublishScores shortlist_release();

// Leaks: up to eight proposals however few organisations there are; the shortlist in order; exact scores.
[[nodiscard]] PublishScores shortlist_of_eight_always();
[[nodiscard]] PublishScores shortlist_in_order();
[[nodiscard]] PublishScores exact_scores();

// All attacks of a kind on a room with sizes[i] ballots of organisation i, by enumeration. Proposals are
// alike, so where an insider is a sole delegate only the number of its ticks matters.
[[nodiscard]] Report enumerate_ticks(std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                                     const PublishScores& publish, Target target, Insider insider);

}  // namespace equivox::anonymity
