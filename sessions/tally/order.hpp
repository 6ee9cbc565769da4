// SPDX-License-Identifier: Apache-2.0
// The order: rule D5, pinned in the design. What one box of rankings says, in places that two people can
// check by hand.
//
// Each organisation is one voice; a ballot weighs 1/s where s is the number of ballots that its
// organisation cast, empty ones included. For each pair, M(A,B) is the weight of the ballots that put A
// strictly above B minus that of those that put B strictly above A, in organisations. An option that a
// ballot leaves out has no opinion on it: the ballot says nothing about any pair with that option.
//
//   relation  A is ahead of B (1) if M >= 1, behind (-1) if M <= -1, else level (0).
//   score     options that A is ahead of minus options that A is behind; equal scores share a place.
//   merge     while a member of a lower place is ahead of a member of a higher place, both and all places
//             between become one. Every such pair spans an interval of places; intervals that share a place
//             end up together, so the order in which pairs are taken does not matter.
//   step      between a place and the next: the smallest M across them. Below 1: level. Otherwise the
//             highest threshold of the level that it reaches (reaching it exactly counts):
//             l1: 1.  l2: 1, k/3.  l3: 1, k/5, 2k/5, 3k/5, with k organisations.
//
// Which level may be published is not decided here.
//
// Exactness: margins are integers in units of 1/scale, scale being the least common multiple of the
// sizes. No floating point. Errors: TallyError where the scale goes beyond count_limit; that takes dozens
// of organisations with large sizes that share no factor.
//
// Disclosure: Order is what a release may carry. Margins is not: exact margins of small organisations give
// ballots away. Keep it as short as possible and never send, save or show it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sessions/tally/exact.hpp"

namespace equivox::tally {

// Groups of option indices (from 0), best first; options in one group are level. No option stands twice and
// no group is empty. Options left out: no opinion. An empty ranking is a ballot with no opinion at all.
using Ranking = std::vector<std::vector<std::uint32_t>>;

struct OrganisationBallot {
    std::uint32_t organisation = 0;  // any number; equal numbers are one organisation
    Ranking ranking;
};

// Exact margins. Internal to a computation: see the note on disclosure above.
struct Margins {
    std::uint32_t options = 0;
    std::uint32_t organisations = 0;  // with at least one ballot
    std::uint32_t ballots = 0;
    Count scale = 1;            // what one organisation weighs
    std::vector<Count> values;  // options * options; values[a * options + b] = M(a,b) * scale

    Count operator()(std::uint32_t a, std::uint32_t b) const {
        return values[static_cast<std::size_t>(a) * options + b];
    }
};

struct Order {
    std::uint32_t organisations = 0;                  // k
    std::uint32_t ballots = 0;                        // n
    std::vector<std::vector<std::int8_t>> relations;  // [a][b]: 1 ahead, 0 level, -1 behind; diagonal 0
    std::vector<std::vector<std::uint32_t>> places;   // best first, options of a place ascending

    bool operator==(const Order&) const = default;
};

// How much the steps say; l1 says least.
enum class Level : std::uint8_t { l1, l2, l3 };

// l1 uses level and ahead; l2 clearly_ahead besides; l3 level, ahead and the three percentages of k.
enum class Step : std::uint8_t { level, ahead, clearly_ahead, ahead_20, ahead_40, ahead_60 };

// Asserts that option indices are below `options` and that no ballot ranks an option twice.
Margins count_margins(std::uint32_t options, const std::vector<OrganisationBallot>& ballots);

Order order_from(const Margins& margins);

// order_from(count_margins(...)), for callers that need no steps.
Order order_of(std::uint32_t options, const std::vector<OrganisationBallot>& ballots);

// One step fewer than there are places (none where there is one place or no place). `order` is the one
// made from `margins`.
std::vector<Step> steps(const Margins& margins, const Order& order, Level level);

// Stable names, as in files: "level", "ahead", "clearly", "20", "40", "60"; "L1", "L2", "L3".
std::string_view name_of(Step step);
std::string_view name_of(Level level);

}  // namespace equivox::tally
