// SPDX-License-Identifier: Apache-2.0
// The Smith set: the smallest set whose members beat every option outside it one to one. A pairwise tie
// counts as not beating. J. H. Smith, "Aggregation of preferences with variable electorate", Econometrica
// 41 (1973).
//
// Why scores suffice: give 2 for a win and 1 for a tie. In a set of s options that beats all others each
// member has at least 2 (m - s), each option outside at most 2 (m - s - 1), so such a set is a prefix of the
// options by score, and a prefix is such a set exactly when its scores add up to the most they can.
#pragma once

#include <cstdint>
#include <vector>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

// The options in layers: every member of a layer beats every member of all later ones, and no layer can be
// divided further. The first layer is the Smith set. Options of a layer are ascending.
Places dominance_layers(const Pairwise& pairwise);

// Ascending. Empty only where there are no options.
std::vector<std::uint32_t> smith_set(const Pairwise& pairwise);

}  // namespace equivox::tally
