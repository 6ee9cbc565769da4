// SPDX-License-Identifier: Apache-2.0
// Option names and the indices that they have. Looking names up is most of the work of reading an election,
// so the table is made for that: at most 250 names, found by length and their first and last eight bytes.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
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
        const Key key = key_of(name);
        for (std::size_t slot = slot_of(key); slots_[slot] != 0; slot = (slot + 1) % slot_count) {
            const auto index = static_cast<std::uint8_t>(slots_[slot] - 1);
            // Up to 16 bytes the key is the whole name.
            if (keys_[index] == key && (name.size() <= 16 || names_[index] == name)) return index;
        }
        return std::nullopt;
    }

    // Asserts that the name is new and that there is room: see is_full.
    std::uint8_t add(std::string_view name);

    bool is_full() const { return names_.size() == largest_option_count; }
    const std::vector<std::string>& names() const { return names_; }

private:
    struct Key {
        std::uint64_t first = 0;  // the first eight bytes, or all of a shorter name
        std::uint64_t last = 0;   // the last eight bytes, which may overlap the first
        std::size_t size = 0;

        bool operator==(const Key&) const = default;
    };

    static constexpr std::size_t slot_count = 1024;

    static Key key_of(std::string_view name) {
        Key key;
        key.size = name.size();
        if (name.size() >= 8) {
            std::memcpy(&key.first, name.data(), 8);
            std::memcpy(&key.last, name.data() + name.size() - 8, 8);
        } else {
            for (const char letter : name) key.first = key.first << 8 | static_cast<unsigned char>(letter);
        }
        return key;
    }

    static std::size_t slot_of(const Key& key) {
        const std::uint64_t mixed =
            (key.first ^ key.size) * 0x9e3779b97f4a7c15ULL ^ (key.last + 1) * 0xc2b2ae3d27d4eb4fULL;
        return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0xbf58476d1ce4e5b9ULL >> 54);
    }

    std::vector<std::string> names_;
    std::vector<Key> keys_;
    std::array<std::uint8_t, slot_count> slots_;  // index plus one; 0 is free
};

}  // namespace equivox::tally
