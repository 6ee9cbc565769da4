// SPDX-License-Identifier: Apache-2.0
// The shortlist: what brings many proposals down to as many as can be ranked. The rule, in words that two
// people can check by hand.
//
// Each organisation is one voice; a ballot weighs 1/s where s is the number of ballots that its
// organisation submitted, empty ones included. A ballot ticks up to four proposals, and every tick gives its
// proposal the ballot's weight.
//
//   score      the weight of all ticks of a proposal. Proposals of equal score are one group.
//   limit      the smaller of eight and k - 1, with k organisations that submitted a ballot.
//   shortlist  groups are taken from the highest score down, whole, as long as all taken together are at
//              most `limit` proposals; the first group that does not fit ends it. If the first group alone
//              does not fit, there is no shortlist.
//
// A ballot without ticks is a ballot of its organisation: k is public and must not depend on what was
// ticked. Proposals without any tick are a group like any other, so that in a room where everything fits
// everything is taken.
//
// Whether a shortlist may be shown at all (five organisations, repeated shortlists) is not decided here.
//
// Exactness: scores are integers in units of 1/scale, scale being the least common multiple of the sizes. No
// floating point. Errors: TallyError where the scale goes beyond count_limit.
//
// Disclosure: the set of proposals is what a release may carry, without any order. TickScores is not: exact
// scores of small organisations give ballots away. Keep it as short as possible; never send, save or show it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/exact.hpp"

namespace equivox {

inline constexpr std::size_t largest_shortlist = 8;
inline constexpr std::size_t ticks_per_ballot = 4;

struct TickBallot {
    std::uint32_t organisation = 0;      // any number; equal numbers are one organisation
    std::vector<std::uint32_t> options;  // indices from 0, none twice, in any order, at most ticks_per_ballot
};

// Exact scores. Internal to a computation: see the note on disclosure above.
struct TickScores {
    std::uint32_t organisations = 0;   // with at least one ballot
    tally::Count scale = 1;            // what one organisation weighs
    std::vector<tally::Count> scores;  // of each option, in units of 1/scale
};

// Asserts that indices are below `options` and that no ballot ticks more than it may or an option twice.
[[nodiscard]] TickScores count_ticks(std::uint32_t options, const std::vector<TickBallot>& ballots);

// Option indices, ascending; nothing where there is no shortlist.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> shortlist_from(const TickScores& scores);

// shortlist_from(count_ticks(...)).
[[nodiscard]] std::optional<std::vector<std::uint32_t>> shortlist_of(std::uint32_t options,
                                                                     const std::vector<TickBallot>& ballots);

}  // namespace equivox
