// SPDX-License-Identifier: Apache-2.0
// A growing graph without cycles that always knows what reaches what: rows of bits, kept transitively
// closed. Used by Ranked Pairs, where a link may be locked only if nothing leads back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace equivox::tally {

class LockedGraph {
public:
    explicit LockedGraph(std::size_t nodes)
        : nodes_(nodes), words_((nodes + 63) / 64), bits_(nodes * words_, 0) {}

    bool reaches(std::size_t from, std::size_t to) const {
        return (bits_[from * words_ + to / 64] >> (to % 64) & 1U) != 0;
    }

    // Whether a link may be locked: locking it closes no cycle.
    bool allows(std::size_t from, std::size_t to) const { return from != to && !reaches(to, from); }

    void lock(std::size_t from, std::size_t to);

    // Adds every link at once, cycles or not, and closes the whole transitively.
    void close_over(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links);

    std::size_t nodes() const { return nodes_; }
    const std::vector<std::uint64_t>& bits() const { return bits_; }
    bool operator==(const LockedGraph&) const = default;

private:
    void set(std::size_t from, std::size_t to) {
        bits_[from * words_ + to / 64] |= std::uint64_t{1} << (to % 64);
    }

    std::size_t nodes_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
};

}  // namespace equivox::tally
