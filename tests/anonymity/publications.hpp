// SPDX-License-Identifier: Apache-2.0
// What could be published about rankings: the release as it is pinned, and releases that leak, which the
// attacks must find out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "sessions/tally/order.hpp"
#include "tests/anonymity/enumerator.hpp"

namespace equivox::anonymity {

// From the margins of every view of the ballots (one round by equal voice is one view).
using PublishMargins = std::function<Published(std::span<const tally::Margins> views)>;

// The places and the steps between them, one number for each pair of options: 0 in one place, else positive
// where the first stands higher; 1 + the step where the places are neighbours, and `far_apart` where they
// are not. Equal numbers mean equal places and steps.
inline constexpr int far_apart = 9;
[[nodiscard]] Published order_and_steps(const tally::Margins& margins, tally::Level level);

// The release of a ranking, from the first view.
[[nodiscard]] PublishMargins release_at(tally::Level level);

// The same, and the relation of every pair besides.
[[nodiscard]] PublishMargins release_with_relations(tally::Level level);

// The same, and the full band of every pair besides.
[[nodiscard]] PublishMargins release_with_bands(tally::Level level);

// The same, and the release of a second ranking in which the first two proposals alone are ranked again and
// nobody changes anything.
[[nodiscard]] PublishMargins release_and_first_two_again(tally::Level level);

// One release for each view: two rounds about the same proposals.
[[nodiscard]] PublishMargins releases_at(std::vector<tally::Level> levels);

// Leaks: the exact margins of every view; the release of the first view beside the exact margins of the
// second; margins of the first view in steps of ten per cent, up to "everybody".
[[nodiscard]] PublishMargins exact_margins();
[[nodiscard]] PublishMargins release_beside_exact_second_view(tally::Level level);
[[nodiscard]] PublishMargins uncapped_ten_percent_bands();

}  // namespace equivox::anonymity
