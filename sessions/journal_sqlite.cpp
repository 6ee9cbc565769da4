// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal_sqlite.hpp"

#include <sqlite3.h>

#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace equivox {
namespace {

constexpr int application_id = 0x45515658;  // "EQVX", so that file(1) knows a session file
constexpr int format_version = 1;
constexpr std::string_view schema =
    "CREATE TABLE entry (number INTEGER PRIMARY KEY, minute INTEGER NOT NULL, event TEXT NOT NULL, "
    "digest BLOB NOT NULL) STRICT";

constexpr const char* not_ours = "This is not an Equivox session file.";

[[noreturn]] void fail(sqlite3* connection, int code) {
    switch (code & 0xFF) {
        case SQLITE_NOTADB:
            throw JournalError(not_ours);
        case SQLITE_CORRUPT:
            throw JournalError("This file is damaged and can not be read. Use a copy of it.");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw JournalError("This session file is open in another program. Close it there first.");
        case SQLITE_FULL:
            throw JournalError("The disk is full. Save a copy of the session elsewhere.");
        case SQLITE_READONLY:
            throw JournalError(
                "The session file can not be written to. Save a copy of the session elsewhere.");
        case SQLITE_CANTOPEN:
            throw JournalError(
                "The session file can not be opened. Check that the folder exists and can be written to.");
        default:
            break;
    }
    throw JournalError(std::string("The session file could not be saved (") +
                       (connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code)) +
                       "). Save a copy of the session elsewhere.");
}

class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql) : connection_(connection) {
        const int code =
            sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
        if (code != SQLITE_OK) fail(connection, code);
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int index, std::int64_t value) { expect(sqlite3_bind_int64(statement_, index, value)); }
    void bind_text(int index, std::string_view value) {
        expect(
            sqlite3_bind_text64(statement_, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bind_blob(int index, const Digest& value) {
        expect(sqlite3_bind_blob64(statement_, index, value.data(), value.size(), SQLITE_STATIC));
    }
    // True while there is a row.
    bool step() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(connection_, code);
        return false;
    }
    void reset() { expect(sqlite3_reset(statement_)); }
    [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string_view bytes(int column) const {
        const void* data = sqlite3_column_blob(statement_, column);
        const int size = sqlite3_column_bytes(statement_, column);
        return data ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
                    : std::string_view();
    }

private:
    void expect(int code) {
        if (code != SQLITE_OK) fail(connection_, code);
    }
    sqlite3* connection_;
    sqlite3_stmt* statement_ = nullptr;
};

// A folder of its own for a copy that is read and thrown away.
class PrivateFolder {
public:
    PrivateFolder() {
        std::array<unsigned char, 16> random{};
        sqlite3_randomness(static_cast<int>(random.size()), random.data());
        path_ =
            std::filesystem::temp_directory_path() / ("equivox-" + to_hex(std::as_bytes(std::span(random))));
        if (!std::filesystem::create_directory(path_))
            throw JournalError("A temporary folder is in the way.");
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
    }
    ~PrivateFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// "file:/a%20b?immutable=1": SQLite takes no lock and writes nothing, and does not look for files beside it.
std::string immutable_name(const std::filesystem::path& path) {
    std::string name = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<std::byte>(c);
            name += '%' + to_hex(std::span(&byte, 1));
        } else {
            name += c;
        }
    }
    return name + "?immutable=1";
}

}  // namespace

struct SqliteJournal::Database {
    std::optional<PrivateFolder> folder;  // gone after both connections
    sqlite3* lock = nullptr;              // holds a shared lock for as long as a file is only looked at
    sqlite3* connection = nullptr;

    ~Database() {
        sqlite3_close_v2(connection);
        sqlite3_close_v2(lock);
    }
    void run(const std::string& sql) const {
        const int code = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) fail(connection, code);
    }
    [[nodiscard]] std::int64_t ask(std::string_view sql) const {
        Statement statement(connection, sql);
        return statement.step() ? statement.number(0) : 0;
    }

    // Opens the file so that neither it nor anything beside it changes. An ordinary connection, even one that
    // only reads, would create files beside a database with a write-ahead log and tidy up what a killed
    // program left. So: one connection that reads nothing and holds a lock against a running host; another
    // that reads the file as it is or, where a log is left beside it, a copy of both.
    void open_unchanged(const std::filesystem::path& path) {
        int code = sqlite3_open_v2(path.c_str(), &lock, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, nullptr);
        if (code != SQLITE_OK) fail(lock, code);
        sqlite3_file* file = nullptr;
        sqlite3_file_control(lock, "main", SQLITE_FCNTL_FILE_POINTER, &file);
        code = file && file->pMethods ? file->pMethods->xLock(file, SQLITE_LOCK_SHARED) : SQLITE_CANTOPEN;
        if (code != SQLITE_OK) fail(nullptr, code);
        std::filesystem::path log = path;
        log += "-wal";
        std::error_code absent;
        const auto log_size = std::filesystem::file_size(log, absent);
        if (absent || log_size == 0)
            return open(immutable_name(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
        try {
            folder.emplace();
            std::filesystem::copy_file(path, folder->path() / "copy");
            std::filesystem::copy_file(log, folder->path() / "copy-wal");
        } catch (const std::filesystem::filesystem_error&) {
            throw JournalError(
                "The session file could not be copied to be read. Check the space that is left.");
        }
        open(folder->path() / "copy", SQLITE_OPEN_READWRITE);
    }

    void open(const std::filesystem::path& path, int flags) {
        const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
        if (code != SQLITE_OK) fail(connection, code);
        sqlite3_extended_result_codes(connection, 1);
        // What a hostile file could try is turned off before the first read.
        sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
        run("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA secure_delete=ON");
    }

    // Refuses what is not a session file of this format, before anything is written.
    void recognise() const {
        if (ask("PRAGMA application_id") != application_id) throw JournalError(not_ours);
        const std::int64_t version = ask("PRAGMA user_version");
        if (version != format_version)
            throw JournalError("This session file has format " + std::to_string(version) +
                               "; this program reads format " + std::to_string(format_version) +
                               ". Open it with the program that wrote it.");
        Statement statement(connection, "SELECT sql FROM sqlite_schema");
        if (!statement.step() || statement.bytes(0) != schema || statement.step())
            throw JournalError(not_ours);
    }

    void be_durable() const {
        run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    }
};

SqliteJournal::SqliteJournal(const std::filesystem::path& path, Mode mode)
    : database_(std::make_unique<Database>()) {
    std::error_code ignored;
    const bool exists = std::filesystem::exists(path, ignored);
    if (mode == Mode::create) {
        if (exists) throw JournalError("There is a file of this name already: " + path.string());
        database_->open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW);
        database_->run("PRAGMA application_id=" + std::to_string(application_id) +
                       "; PRAGMA user_version=" + std::to_string(format_version));
        database_->be_durable();
        database_->run(std::string(schema));
        return;
    }
    if (!exists) throw JournalError("There is no such file: " + path.string());
    if (!std::filesystem::is_regular_file(path, ignored)) throw JournalError(not_ours);
    if (mode == Mode::resume) {
        // A foreign file is recognised before anything could change it.
        Database look;
        look.open_unchanged(path);
        look.recognise();
        sqlite3_close_v2(std::exchange(look.connection, nullptr));
        sqlite3_close_v2(std::exchange(look.lock, nullptr));
        database_->open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
        database_->be_durable();  // first, so that the log's index is never shared and stays in memory
        database_->recognise();
        // Takes the exclusive lock now, so that a second host is refused at once.
        database_->run("BEGIN IMMEDIATE; COMMIT");
    } else {
        database_->open_unchanged(path);
        database_->recognise();
    }
}

SqliteJournal::~SqliteJournal() = default;

void SqliteJournal::append(std::span<const Entry> entries) {
    database_->run("BEGIN IMMEDIATE");
    try {
        Statement insert(database_->connection,
                         "INSERT INTO entry (number, minute, event, digest) VALUES (?, ?, ?, ?)");
        for (const Entry& entry : entries) {
            insert.bind(1, static_cast<std::int64_t>(entry.number));
            insert.bind(2, entry.at.time_since_epoch().count());
            insert.bind_text(3, entry.event);
            insert.bind_blob(4, entry.digest);
            insert.step();
            insert.reset();
        }
        database_->run("COMMIT");
    } catch (const JournalError&) {
        sqlite3_exec(database_->connection, "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

std::vector<Entry> SqliteJournal::read_all() const {
    std::vector<Entry> entries;
    Statement select(database_->connection,
                     "SELECT number, minute, event, digest FROM entry ORDER BY number");
    while (select.step()) {
        Entry entry;
        entry.number = static_cast<std::uint64_t>(select.number(0));
        entry.at = Minute(std::chrono::minutes(select.number(1)));
        entry.event = select.bytes(2);
        const std::string_view digest = select.bytes(3);
        if (digest.size() == entry.digest.size())
            std::memcpy(entry.digest.data(), digest.data(), digest.size());
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace equivox
