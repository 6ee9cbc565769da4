// SPDX-License-Identifier: Apache-2.0
// Option names and the indices that they have. Looking names up is most of the work of reading an election,
// so the table is made for that: at most 250 names, found by length and their first and last eight bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/tally/ballots.hpp"

namespace equivox::tally {

class OptionNames {
public:
    OptionNames() { slots_.fill(0); }

    // Nothing where the name is not among them.
    std::optional<std::uint8_t> find(std::string_view name) const {
        for (std::size_t slot = hash_of(name) % slot_count; slots_[slot] != 0;
             slot = (slot + 1) % slot_count) {
            const auto index = static_cast<std::uint8_t>(slots_[slot] - 1);
            if (names_[index] == name) return index;
        }
        return std::nullopt;
    }

    // Asserts that the name is new and that there is room: see is_full.
    std::uint8_t add(std::string_view name);

    bool is_full() const { return names_.size() == largest_option_count; }
    const std::vector<std::string>& names() const { return names_; }

private:
    static constexpr std::size_t slot_count = 1024;

    static std::size_t hash_of(std::string_view name);

    std::vector<std::string> names_;
    std::array<std::uint8_t, slot_count> slots_;  // index plus one; 0 is free
};

}  // namespace equivox::tally
