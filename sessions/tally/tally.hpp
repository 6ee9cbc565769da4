// SPDX-License-Identifier: Apache-2.0
// An election counted by every method at once, for the command line and for open results.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "sessions/tally/agreement.hpp"
#include "sessions/tally/borda.hpp"
#include "sessions/tally/copeland.hpp"
#include "sessions/tally/election.hpp"
#include "sessions/tally/instant_runoff.hpp"
#include "sessions/tally/kemeny.hpp"
#include "sessions/tally/minimax.hpp"
#include "sessions/tally/order.hpp"
#include "sessions/tally/ranked_pairs.hpp"
#include "sessions/tally/schulze.hpp"

namespace equivox::tally {

struct OrderWithSteps {
    Order order;
    std::array<std::vector<Step>, 3> steps;  // by Level
};

struct Agreement {
    std::optional<Fraction> kendalls_w;  // only where every ballot ranks all options or leaves them last
    std::optional<Fraction> mean_distance_between_ballots;
    // From one of Kemeny's best orders (no strict order is nearer), and from the order of the organisations.
    std::optional<Fraction> mean_distance_from_best_order;
    std::optional<Fraction> mean_distance_from_order;
    std::optional<DisagreementParts::Shares> disagreement;  // only with organisations
};

struct Tally {
    std::optional<std::uint32_t> condorcet_winner;
    std::vector<std::uint32_t> smith_set;
    // Both only where options left out count as last.
    std::optional<Borda> borda;
    std::optional<InstantRunoffReadings> instant_runoff;
    Copeland copeland;
    Minimax minimax_winning;
    Minimax minimax_margins;
    Schulze schulze_winning;
    Schulze schulze_margins;
    RankedPairs ranked_pairs_winning;
    RankedPairs ranked_pairs_margins;
    Kemeny kemeny;
    std::optional<OrderWithSteps> order;  // only with organisations
    Agreement agreement;
};

// May read the election's source again (see Election).
Tally tally_of(const Election& election);

// The margins of an election counted by organisation.
Margins margins_of(const Election& election);

}  // namespace equivox::tally
