// SPDX-License-Identifier: Apache-2.0
// An election file counted up: what every method starts from.
//
// Equal voice: where organisations are counted, the tag of a ballot names its organisation, and each
// organisation weighs the same. A ballot has the share of its organisation that its weight has among the
// organisation's ballots (1/s where weights are equal). Shares are made integers by the smallest scale that
// does: weights of an organisation are divided by their greatest common divisor, and the scale is the
// least common multiple of what the organisations then weigh. It is what one organisation weighs.
//
// Memory: identical ballots are folded as they are read. Where the fold outgrows its limit, ballots are
// counted and forgotten instead, and read again from the source where a method needs them (instant-runoff),
// and once more where shares of organisations must be known first. So memory is bounded however large the
// file; a source that can be opened only once is then an error.
//
// Errors: ElectionFormatError with its line; TallyError where weights go beyond count_limit, where the
// source changed between two readings, or where it cannot be opened again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sessions/tally/agreement.hpp"
#include "sessions/tally/election_format.hpp"
#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

// Opens the source at its beginning. Called once for every reading; may throw where that is not possible.
using ElectionOpener = std::function<ByteReader()>;

inline constexpr std::size_t most_organisations = 10000;

struct ElectionSettings {
    bool by_organisation = false;      // the tag of a ballot is its organisation
    std::optional<Unranked> unranked;  // instead of what the file says
    std::size_t fold_limit_bytes = std::size_t{64} << 20;
};

struct Organisation {
    std::string name;
    Count ballots = 0;
    Count weight = 0;                  // of its ballots as the file gives them
    Count greatest_common_weight = 0;  // of the weights of its ballots
};

class Election {
public:
    // Reads the whole source.
    Election(ElectionOpener open, const ElectionSettings& settings);
    ~Election();
    Election(Election&&) noexcept;
    Election& operator=(Election&&) noexcept;

    const ElectionHeader& header() const;
    std::uint32_t options() const;
    Unranked unranked() const;

    // Of all organisations together, in units of 1/scale of an organisation where those are counted.
    const Pairwise& pairwise() const;
    Count tie_correction() const;
    bool has_unranked() const;

    // Number of ballots, whatever their weight.
    Count ballots_cast() const;

    // In order of first appearance; empty where they are not counted.
    const std::vector<Organisation>& organisations() const;
    // What each organisation weighs; 1 where they are not counted.
    Count scale() const;

    // May read the source again.
    const Ballots& ballots() const;

    // Whether ballots are kept folded, so that ballots() reads nothing again.
    bool is_folded() const;

    // How the disagreement divides into within and between organisations. Nothing where organisations are
    // not counted, where ballots are not kept, or where there is no disagreement.
    std::optional<DisagreementParts::Shares> disagreement() const;

private:
    class Counting;
    std::unique_ptr<Counting> counting_;
};

}  // namespace equivox::tally
