// SPDX-License-Identifier: Apache-2.0
// Audit A: may a result of these organisations be shown at this level? Asked before a box opens and again
// before its result is published.
//
// It looks at no ballot, only at how many each organisation cast, so its verdict says nothing about anybody.
// What it checks is the guarantee behind the levels. For every result that can come out, every coalition of
// `colluding` organisations that pool all their ballots, every other organisation and every pair of
// proposals: both directions of that organisation's preference remain possible. The same for one delegate
// against all colleagues of the own organisation together with such a coalition.
//
// The guarantee is per pair and about certainty. What several pairs give away together, and what is merely
// likely, it does not see; tests/anonymity looks at the first.
//
// Exactness: margins are integers in units of 1/scale, scale being the least common multiple of the sizes. A
// set of possible sums is a row of bits; organisations of one size are added together, since together they
// reach every multiple of one ballot's weight between their extremes. The cost is one pass over the bits for
// each way to leave out `colluding` + 1 organisations of distinct sizes.
//
// Fails closed: where there are not enough organisations to form a coalition and a target, and where sizes
// share so few factors that the row of bits would not be kept (far beyond ten ballots an organisation).
//
// Pure: no clock, no chance, no floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sessions/tally/order.hpp"

namespace equivox {

// What one ballot may say about a pair.
enum class BallotGrammar : std::uint8_t {
    level_allowed,  // for the first, for the second, level or no opinion: rankings as they are here
    strict,         // for the first or for the second, nothing else
};

// Why a result must not be shown. Made of public data only.
struct AuditFailure {
    enum class Reason : std::uint8_t {
        too_few_organisations,  // no organisation is left beside the coalition
        direction_given_away,   // some result would exclude a direction; the other members say which
        sizes_too_fine,         // not decided: the sizes share too few factors
    };
    Reason reason = Reason::direction_given_away;
    std::uint32_t target_ballots = 0;              // of the organisation that would be read
    std::vector<std::uint32_t> colluding_ballots;  // of each organisation of the coalition, ascending
    bool colleagues_collude = false;               // the target is one delegate, against all colleagues too
    std::int64_t known = 0;                        // what the coalition's own ballots add to the margin,
    std::int64_t scale = 1;                        // in units of 1/scale of an organisation
    tally::Step band = tally::Step::level;         // the strength that would be shown,
    bool for_the_first = false;                    // and for whom, unless it is level
    bool first_possible = false;                   // what the coalition can still think possible
    bool second_possible = false;
};

// `ballots_per_organisation`: ballots counted for each organisation; those without a ballot (0) take no
// part, as in the order. Nothing where the audit passes; otherwise the first failure found, always the same.
[[nodiscard]] std::optional<AuditFailure> audit(std::span<const std::uint32_t> ballots_per_organisation,
                                                tally::Level level, std::uint32_t colluding = 1,
                                                BallotGrammar grammar = BallotGrammar::level_allowed);

// A ranking by rule D5.
[[nodiscard]] bool audit_passes(std::span<const std::uint32_t> ballots_per_organisation, tally::Level level,
                                std::uint32_t colluding = 1);

// One question with two answers, such as how safe it is to speak: what is shown is one band of the margin
// between the answers, so the question is a ranking of two. `grammar` is strict where an answer is demanded
// and there is none in between.
[[nodiscard]] bool question_audit_passes(std::span<const std::uint32_t> ballots_per_organisation,
                                         tally::Level level, BallotGrammar grammar,
                                         std::uint32_t colluding = 1);

}  // namespace equivox
