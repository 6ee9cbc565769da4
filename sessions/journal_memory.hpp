// SPDX-License-Identifier: Apache-2.0
// A journal that lives as long as the program. For tests.
#pragma once

#include "sessions/journal_store.hpp"

namespace equivox {

class MemoryJournal final : public JournalStore {
public:
    void append(std::span<const Entry> entries) override;
    [[nodiscard]] std::vector<Entry> read_all() const override { return entries_; }

private:
    std::vector<Entry> entries_;
};

}  // namespace equivox
