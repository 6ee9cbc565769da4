// SPDX-License-Identifier: Apache-2.0
// Borda, tournament form: an option gets from each ballot the number of options below it plus half the
// number of other options level with it. Borda, "Memoire sur les elections au scrutin", 1781; the tournament
// form for ballots with ties: D. Black, "Partial justification of the Borda count", Public Choice 28 (1976).
//
// Scores are doubled, so that no half is left:
//   doubled(a) = total * (m - 1) + sum over b of counts(a, b) - counts(b, a).
// Ties: options with equal scores share a place. Options that a ballot leaves out must be counted as last;
// a Borda score of a ballot without opinion is not defined here.
#pragma once

#include <vector>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

struct Borda {
    std::vector<Count> scores_doubled;
    Places ranking;
};

Borda borda(const Pairwise& pairwise);

}  // namespace equivox::tally
