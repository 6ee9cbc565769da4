// SPDX-License-Identifier: Apache-2.0
// The pairwise counts, from which every method here but instant-runoff is computed.
//
// Convention: counts(a, b) is the weight of the ballots that rank a strictly above b; a ballot that ranks
// them level counts for neither. What a ballot leaves out is either last (all options left out share one
// rank below all that it ranks) or no opinion (the ballot says nothing about any pair with them).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sessions/tally/ballots.hpp"
#include "sessions/tally/exact.hpp"

namespace equivox::tally {

enum class Unranked : std::uint8_t { last, no_opinion };

// Ranks, best first; a rank holds its options in ascending order.
using Places = std::vector<std::vector<std::uint32_t>>;

class Pairwise {
public:
    Pairwise(std::uint32_t options, Count total)
        : options_(options), total_(total), values_(static_cast<std::size_t>(options) * options, 0) {}

    std::uint32_t options() const { return options_; }
    Count total() const { return total_; }  // weight of all ballots
    Count operator()(std::uint32_t a, std::uint32_t b) const { return values_[index(a, b)]; }
    Count& operator()(std::uint32_t a, std::uint32_t b) { return values_[index(a, b)]; }

    bool beats(std::uint32_t a, std::uint32_t b) const { return (*this)(a, b) > (*this)(b, a); }
    Count margin(std::uint32_t a, std::uint32_t b) const { return (*this)(a, b) - (*this)(b, a); }

private:
    std::size_t index(std::uint32_t a, std::uint32_t b) const {
        return static_cast<std::size_t>(a) * options_ + b;
    }

    std::uint32_t options_;
    Count total_;
    std::vector<Count> values_;
};

// Adds ballots up. The number of options may grow between ballots (options that a file only implies).
class PairwiseCounter {
public:
    explicit PairwiseCounter(std::uint32_t options);

    void grow(std::uint32_t options);

    // Asserts that the code's options are below the number of options. The sum of all weights is the caller's
    // to keep within count_limit.
    void add(BallotCode code, Count weight);

    Pairwise result(Unranked unranked) const;

    // Sum over all ballots of weight * (t^3 - t) for each of its ranks of t options, options left out being
    // one more rank: the tie correction of Kendall's W.
    Count tie_correction() const;

    // Whether some ballot left an option out.
    bool has_unranked() const;

private:
    struct Cells {
        std::vector<Count> above;   // [a * options + b]: ballots that rank both, a strictly above b
        std::vector<Count> level;   // [a * options + b]: ballots that rank both, level
        std::vector<Count> ranked;  // [a]: ballots that rank a
    };

    template <typename Number>
    void add_to(std::vector<Number>& above, std::vector<Number>& level, std::vector<Number>& ranked,
                BallotCode code, Number weight);
    void flush();
    static void grow_cells(std::vector<Count>& cells, std::uint32_t before, std::uint32_t after);

    std::uint32_t options_;
    Cells cells_;
    // Most weights are small: they are added in 64 bits and carried over before those could overflow.
    std::vector<std::uint64_t> fast_above_;
    std::vector<std::uint64_t> fast_level_;
    std::vector<std::uint64_t> fast_ranked_;
    std::uint64_t fast_total_ = 0;
    Count total_ = 0;
    Count tie_correction_of_ranked_ = 0;
    std::vector<Count> weight_by_ranked_;  // [n]: weight of the ballots that rank n options
};

// The ranking that `above` makes if being unordered by it is transitive, else nothing. `above(a, b)` says
// that a is strictly above b and must be a strict partial order.
std::optional<Places> places_from(std::uint32_t options,
                                  const std::function<bool(std::uint32_t, std::uint32_t)>& above);

// Options with equal values share a rank, largest first.
Places places_by_value(const std::vector<Count>& values);

}  // namespace equivox::tally
