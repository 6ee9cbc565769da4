// SPDX-License-Identifier: Apache-2.0
// A room that ranks, as the enumerator sees it, and all the attacks on it.
//
// A ballot says 1, 0 or -1 about every pair of options; the ballots are all rankings of some of the options
// with ties (no opinion on the others). A view is a way of adding ballots up: each seat has a weight in each
// view. One round by equal voice is one view; the heads of the same round are a second; a round repeated with
// another attendance is a second as well, in which whoever is absent weighs nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/anonymity/enumerator.hpp"
#include "tests/anonymity/publications.hpp"

namespace equivox::anonymity {

// All ballots over that many options, one number for each pair (0,1), (0,2) .. (1,2) ..
[[nodiscard]] Rows ranking_ballots(std::uint32_t options);

struct RankingRoom {
    // Of a view.
    struct Voice {
        int scale = 1;                    // what one organisation weighs
        std::uint32_t organisations = 0;  // that take part in it
    };
    using Seat = std::vector<int>;  // weight in each view

    std::uint32_t options = 3;
    std::vector<Voice> views;
    std::vector<std::vector<Seat>> organisations;
};

// One round; sizes[i] ballots of organisation i.
[[nodiscard]] RankingRoom equal_voice(std::uint32_t options, const std::vector<std::uint32_t>& sizes);

// The same ballots counted by heads, as a second view.
[[nodiscard]] RankingRoom with_heads(RankingRoom room);

// Two rounds about the same options in which nobody changes their ranking. For each organisation and seat:
// whether it is counted in the first and in the second round.
struct Attendance {
    bool first = true;
    bool second = true;
};
[[nodiscard]] RankingRoom repeated(std::uint32_t options,
                                   const std::vector<std::vector<Attendance>>& organisations);

// Who attacks whom. The attacker's own organisation is at most one insider.
struct Who {
    std::size_t target = 0;              // organisation
    std::optional<std::size_t> seat;     // that delegate alone, against all colleagues
    std::optional<std::size_t> insider;  // organisation that pools its ballots
};

// Every attack on the room, up to organisations and seats that weigh the same: on organisations, or on single
// delegates against all their colleagues; with or without an insider organisation.
enum class Target : std::uint8_t { organisation, delegate };
enum class Insider : std::uint8_t { none, one };
[[nodiscard]] std::vector<Who> attacks_on(const RankingRoom& room, Target target, Insider insider);

// All of them, by enumeration.
[[nodiscard]] Report enumerate(const RankingRoom& room, const PublishMargins& publish, Target target,
                               Insider insider);
[[nodiscard]] Report enumerate(const RankingRoom& room, const PublishMargins& publish,
                               const std::vector<Who>& attacks);

}  // namespace equivox::anonymity
