// SPDX-License-Identifier: Apache-2.0
// The Condorcet winner: the option that wins every pairwise contest, if there is one. A pairwise tie is
// not a win. Condorcet, "Essai sur l'application de l'analyse", 1785.
#pragma once

#include <cstdint>
#include <optional>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

std::optional<std::uint32_t> condorcet_winner(const Pairwise& pairwise);

}  // namespace equivox::tally
