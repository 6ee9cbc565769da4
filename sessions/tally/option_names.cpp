// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/option_names.hpp"

#include <cassert>

namespace equivox::tally {

std::uint8_t OptionNames::add(std::string_view name) {
    assert(!is_full() && !find(name));
    const Key key = key_of(name);
    std::size_t slot = slot_of(key);
    while (slots_[slot] != 0) slot = (slot + 1) % slot_count;
    names_.emplace_back(name);
    keys_.push_back(key);
    slots_[slot] = static_cast<std::uint8_t>(names_.size());
    return static_cast<std::uint8_t>(names_.size() - 1);
}

}  // namespace equivox::tally
