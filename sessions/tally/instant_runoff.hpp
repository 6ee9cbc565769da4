// SPDX-License-Identifier: Apache-2.0
// Instant-runoff (IRV, the alternative vote): each ballot counts for its first option still standing, the
// option with fewest goes out, and so on. Ballots that rank none of those standing drop out. T. Hare and
// W. R. Ware, about 1871.
//
// Where a ballot ranks options level there are three readings: the shared rank is passed over; the ballot
// counts in whole for each option of it that stands; the ballot is split among them. The whole one is the
// reading that keeps the properties of instant-runoff (T. Delemazure and D. Peters, "Generalizing
// Instant Runoff Voting to Allow for Indifferences", 2024); results are shown by it, and whether
// the three agree is said.
//
// Ties: where several options have fewest, each may go out. Every way is followed, so the winners are all
// options that win under some way of breaking ties. Options that have fewest go out together where
// the next one has more than all of them combined: nothing can then change their fate. The work is bounded
// by the two limits below; where that is not enough the winners are undetermined.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sessions/tally/ballots.hpp"

namespace equivox::tally {

// Bytes of ballot codes, and ballots, read in all rounds of the search together (under a second); at least
// two rounds for each option are always read. And however short the ballots, no more sets of options still
// standing than the second limit.
inline constexpr std::size_t instant_runoff_work_limit = std::size_t{1} << 28;
inline constexpr std::size_t instant_runoff_set_limit = 100000;

enum class EqualRanks : std::uint8_t { passed_over, whole, split };

struct InstantRunoffRound {
    std::vector<std::pair<std::uint32_t, Count>> votes;  // of those standing, by option
    std::vector<std::uint32_t> lowest;                   // more than one: a tie for going out
    std::uint32_t out = 0;                               // the first of the lowest, in this run
    Count dropped_out = 0;                               // weight of ballots that rank nobody standing
};

struct InstantRunoff {
    std::optional<std::vector<std::uint32_t>> winners;  // ascending; nothing where undetermined
    bool elimination_tie = false;                       // some round of the run below had several lowest
    // Why: one run, down to the last two; the first of several lowest goes out.
    std::vector<InstantRunoffRound> rounds;
};

// `split_scale`: what one ballot of weight 1 is divided into when split; the least common multiple of all
// sizes of shared ranks. Only used by that reading.
InstantRunoff instant_runoff(const Ballots& ballots, std::uint32_t options, EqualRanks reading,
                             Count split_scale = 1);

struct InstantRunoffReadings {
    InstantRunoff whole;
    bool has_equal_ranks = false;
    // The other two; the same as `whole` where no ballot has equal ranks. Nothing where undetermined, for
    // the split one also where weights divided that finely go beyond count_limit.
    std::optional<std::vector<std::uint32_t>> passed_over_winners;
    std::optional<std::vector<std::uint32_t>> split_winners;

    // All three are determined and elect the same.
    bool readings_agree() const;
};

InstantRunoffReadings instant_runoff_readings(const Ballots& ballots, std::uint32_t options, Count total);

}  // namespace equivox::tally
