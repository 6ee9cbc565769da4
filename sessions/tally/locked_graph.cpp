// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/locked_graph.hpp"

namespace equivox::tally {

void LockedGraph::lock(std::size_t from, std::size_t to) {
    if (reaches(from, to)) return;
    const std::uint64_t* const onward = bits_.data() + to * words_;
    for (std::size_t node = 0; node < nodes_; ++node) {
        if (node != from && !reaches(node, from)) continue;
        std::uint64_t* const row = bits_.data() + node * words_;
        for (std::size_t word = 0; word < words_; ++word) row[word] |= onward[word];
        set(node, to);
    }
}

// Warshall's algorithm on rows of bits.
void LockedGraph::close_over(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links) {
    for (const auto& [from, to] : links) set(from, to);
    for (std::size_t via = 0; via < nodes_; ++via) {
        const std::uint64_t* const onward = bits_.data() + via * words_;
        for (std::size_t node = 0; node < nodes_; ++node) {
            if (node == via || !reaches(node, via)) continue;
            std::uint64_t* const row = bits_.data() + node * words_;
            for (std::size_t word = 0; word < words_; ++word) row[word] |= onward[word];
        }
    }
}

}  // namespace equivox::tally
