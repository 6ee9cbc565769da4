// SPDX-License-Identifier: Apache-2.0
// How alike the rankings are. Exact figures for open results only: they must never be computed from a box,
// because exact figures of small organisations give ballots away.
//
// Kendall's W, corrected for ties and weighted: 1 where all rank alike, 0 where no option is preferred over
// all. M. G. Kendall, "Rank Correlation Methods", 1948, chapter 6. With K the total weight, m options, and
// D(a) = sum over b of counts(a, b) - counts(b, a), which is twice a's distance from the mean rank:
//   W = 3 * sum of D(a)^2 / (K^2 m (m^2 - 1) - K * tie correction).
// Undefined where every ballot ranks all level; not to be asked where some ballot leaves options out without
// opinion, since it then has no complete ranks.
//
// Tau distance between two rankings: the share of pairs of options that they order differently, a pair that
// only one of them orders counting half (J. G. Kemeny, 1959). 0 alike, 1 opposite.
//
// Disagreement: for every pair of options a ballot says 1, -1 or 0 (level or no opinion); disagreement is the
// variance of that, summed over pairs. It divides exactly into what differs within organisations and what
// differs between their means.
#pragma once

#include <optional>
#include <string>

#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

// In lowest terms; both as decimal digits, since they can have hundreds.
struct Fraction {
    std::string numerator;
    std::string denominator;
    std::string rounded;  // to four decimal places, half away from zero: "0.4286"
};

std::optional<Fraction> kendalls_w(const Pairwise& pairwise, Count tie_correction);

// The mean over two ballots drawn independently by weight (which may be the same one). Nothing where there
// are fewer than two options.
std::optional<Fraction> mean_distance_between_ballots(const Pairwise& pairwise);

// The mean distance of the ballots, by weight, from one ranking.
std::optional<Fraction> mean_distance_from(const Pairwise& pairwise, const Places& ranking);

// Adds up what is needed to divide the disagreement, one organisation after the other, so that no
// more than one organisation's counts are ever kept.
class DisagreementParts {
public:
    // `one`: the counts of that organisation's ballots alone; each organisation has the same total.
    void add_organisation(const Pairwise& one);

    struct Shares {
        Fraction within;   // share of the disagreement that lies within organisations
        Fraction between;  // the rest
    };

    // `all`: the counts of all organisations together. Nothing where there is no disagreement.
    std::optional<Shares> shares(const Pairwise& all) const;

private:
    std::uint32_t organisations_ = 0;
    std::string within_ = "0";  // digits: the sum needs more bits than Count has
};

}  // namespace equivox::tally
