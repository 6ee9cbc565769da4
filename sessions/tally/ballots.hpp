// SPDX-License-Identifier: Apache-2.0
// Ballots as counting sees them: short codes, identical ones folded together.
//
// A code is a row of bytes: option indices, best first; the byte level_mark stands between two options that
// share a rank, and options of one rank are ascending. "2 > 0 = 3" is {2, 0, level_mark, 3}; an empty code
// ranks nothing. Equal codes mean equal rankings, so a fold needs to compare bytes only.
//
// Ownership: a BallotView points into its source and is valid during the visit only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sessions/tally/exact.hpp"

namespace equivox::tally {

// An option index fits a byte and leaves room for the mark.
inline constexpr std::uint32_t largest_option_count = 250;
inline constexpr std::uint8_t level_mark = 255;

using BallotCode = std::span<const std::uint8_t>;

struct BallotView {
    BallotCode code;
    std::uint32_t organisation = 0;  // 0 where organisations are not counted
    Count weight = 0;                // of all ballots with this code together; above 0
};

using BallotVisitor = std::function<void(const BallotView&)>;

// A source of ballots that can be visited again and again, always the same ones.
class Ballots {
public:
    Ballots() = default;
    Ballots(const Ballots&) = delete;
    Ballots& operator=(const Ballots&) = delete;
    virtual ~Ballots() = default;
    virtual void visit(const BallotVisitor& visitor) const = 0;
};

// Calls visitor(rank) for every rank of a code, best first. `rank` is a span over option indices with a
// level_mark after each but the last: the i-th option is rank[2 * i], and (rank.size() + 1) / 2 share it.
template <typename Visitor>
void for_each_rank(BallotCode code, Visitor&& visitor) {
    for (std::size_t from = 0; from < code.size();) {
        std::size_t to = from + 1;
        while (to + 1 < code.size() && code[to] == level_mark) to += 2;
        visitor(code.subspan(from, to - from));
        from = to;
    }
}

inline std::size_t options_in(BallotCode rank) {
    return (rank.size() + 1) / 2;
}

// Folds identical ballots of one organisation together. Open addressing; order of first appearance is kept.
class BallotFold final : public Ballots {
public:
    BallotFold();

    // `weight` above 0. The sum of all weights added is the caller's to keep within count_limit.
    void add(BallotCode code, std::uint32_t organisation, Count weight);

    void visit(const BallotVisitor& visitor) const override;

    // Like visit, with the ballots of one organisation in a row.
    void visit_by_organisation(const BallotVisitor& visitor) const;

    // Replaces every weight by factor(organisation) applied to it.
    void rescale(const std::function<Count(std::uint32_t organisation, Count weight)>& rescaled);

    void clear();
    std::size_t size() const { return entries_.size(); }
    std::size_t memory_bytes() const;

private:
    struct Entry {
        std::uint64_t hash;
        std::uint64_t code_begin;
        Count weight;
        std::uint32_t code_size;
        std::uint32_t organisation;
    };

    BallotView view_of(const Entry& entry) const;
    void grow();

    std::vector<std::uint8_t> codes_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;  // index into entries_ plus one; 0 is free; size is a power of two
};

}  // namespace equivox::tally
