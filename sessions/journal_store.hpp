// SPDX-License-Identifier: Apache-2.0
// The seam to the disk. Two stores (memory, SQLite) pass one contract suite; two writers carry entries to a
// store.
#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sessions/journal.hpp"

namespace equivox {

// The world failed: one sentence that says what to do.
struct JournalError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class JournalStore {
public:
    virtual ~JournalStore() = default;
    // Durable on return; throws JournalError if it can not be, and then none of the batch may be relied on.
    virtual void append(std::span<const Entry>) = 0;
    [[nodiscard]] virtual std::vector<Entry> read_all() const = 0;
};

// Carries entries to a store and says when they are durable.
class JournalWriter {
public:
    virtual ~JournalWriter() = default;
    // `done` gets "" when the entries are durable, else what went wrong. Calls finish in the order they were
    // made, on the thread that made them. After one failure every later call fails as well: a failed sync is
    // never retried.
    virtual void append(std::vector<Entry> entries, std::function<void(std::string error)> done) = 0;
};

// Writes in the call itself. For tests, and for programs without a thread to spare.
class DirectJournalWriter final : public JournalWriter {
public:
    explicit DirectJournalWriter(JournalStore& store) : store_(store) {}
    void append(std::vector<Entry> entries, std::function<void(std::string error)> done) override;

private:
    JournalStore& store_;
    std::string failed_;
};

}  // namespace equivox
