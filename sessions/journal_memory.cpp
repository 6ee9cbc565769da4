// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal_memory.hpp"

namespace equivox {

void MemoryJournal::append(std::span<const Entry> entries) {
    entries_.insert(entries_.end(), entries.begin(), entries.end());
}

}  // namespace equivox
