// SPDX-License-Identifier: Apache-2.0
#include "app/record/record.hpp"

#include "sessions/journal_sqlite.hpp"

namespace equivox {

std::variant<Replay, Broken> read_record(const std::filesystem::path& path) {
    const SqliteJournal journal(path, SqliteJournal::Mode::read_only);
    return replay(journal.read_all());
}

}  // namespace equivox
