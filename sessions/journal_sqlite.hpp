// SPDX-License-Identifier: Apache-2.0
// A session file: one SQLite database. Its schema and settings are specified in sessions/README.md.
//
// Policy: one connection, held exclusively while the session is open, WAL with synchronous=FULL: an entry is
// on the disk when append returns. A file that is not a session file is never changed. journal_sqlite.cpp is
// the only file that knows SQLite.
#pragma once

#include <filesystem>
#include <memory>

#include "sessions/journal_store.hpp"

namespace equivox {

class SqliteJournal final : public JournalStore {
public:
    enum class Mode : unsigned char {
        create,     // the file must not exist
        resume,     // the file must be a session file that nobody else holds
        read_only,  // the same, and nothing is written, not even beside it
    };

    // Throws JournalError with one sentence on what is wrong with the file.
    SqliteJournal(const std::filesystem::path&, Mode);
    ~SqliteJournal() override;
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;

    void append(std::span<const Entry>) override;
    [[nodiscard]] std::vector<Entry> read_all() const override;

private:
    struct Database;
    std::unique_ptr<Database> database_;
};

}  // namespace equivox
