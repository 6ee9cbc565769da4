// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/option_names.hpp"

#include <cassert>
#include <cstring>

namespace equivox::tally {

std::size_t OptionNames::hash_of(std::string_view name) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (name.size() >= 8) {
        std::memcpy(&first, name.data(), 8);
        std::memcpy(&last, name.data() + name.size() - 8, 8);
    } else {
        for (const char letter : name) first = first << 8 | static_cast<unsigned char>(letter);
    }
    const std::uint64_t mixed =
        (first ^ name.size()) * 0x9e3779b97f4a7c15ULL ^ (last + 1) * 0xc2b2ae3d27d4eb4fULL;
    return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0xbf58476d1ce4e5b9ULL >> 40);
}

std::uint8_t OptionNames::add(std::string_view name) {
    assert(!is_full() && !find(name));
    std::size_t slot = hash_of(name) % slot_count;
    while (slots_[slot] != 0) slot = (slot + 1) % slot_count;
    names_.emplace_back(name);
    slots_[slot] = static_cast<std::uint8_t>(names_.size());
    return static_cast<std::uint8_t>(names_.size() - 1);
}

}  // namespace equivox::tally
