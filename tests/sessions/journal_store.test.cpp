// SPDX-License-Identifier: Apache-2.0
// One contract for every store, run over memory and over SQLite; then what only a file can do wrong.
#include "sessions/journal_store.hpp"

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "sessions/journal_memory.hpp"
#include "sessions/journal_sqlite.hpp"
#include "tests/support/doubles.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;
using Mode = SqliteJournal::Mode;

std::vector<Entry> a_record() {
    Room room({.seats = {1, 1, 1, 1, 1}, .rounds = 1});
    room.reach(Stage::outcome);
    return room.entries();
}

std::string as_text(const std::vector<Entry>& entries) {
    std::string text;
    for (const Entry& entry : entries)
        text += std::to_string(entry.number) + ' ' + std::to_string(entry.at.time_since_epoch().count()) +
                ' ' + to_hex(entry.digest) + ' ' + entry.event + '\n';
    return text;
}

// --- the contract

void for_every_store(const std::function<void(JournalStore&)>& story) {
    SECTION("memory") {
        MemoryJournal store;
        story(store);
    }
    SECTION("SQLite") {
        const TemporaryFolder folder;
        SqliteJournal store(folder / "a.equivox", Mode::create);
        story(store);
    }
}

TEST_CASE("A new store is empty") {
    for_every_store([](JournalStore& store) { CHECK(store.read_all().empty()); });
}

TEST_CASE("A store gives back what it was given, in order, byte for byte") {
    for_every_store([](JournalStore& store) {
        const std::vector<Entry> record = a_record();
        for (const Entry& entry : record) store.append(std::span(&entry, 1));
        CHECK(as_text(store.read_all()) == as_text(record));
    });
}

TEST_CASE("A store takes batches, large ones and empty ones too") {
    for_every_store([](JournalStore& store) {
        const std::vector<Entry> record = a_record();
        store.append({});
        store.append(std::span(record).first(5));
        store.append({});
        store.append(std::span(record).subspan(5));
        CHECK(as_text(store.read_all()) == as_text(record));
        CHECK(std::holds_alternative<Replay>(replay(store.read_all())));
    });
}

TEST_CASE("A store keeps any bytes and any time") {
    for_every_store([](JournalStore& store) {
        Chain chain;
        std::vector<Entry> entries;
        for (const std::string& event : {std::string(), std::string("a\0b", 3),
                                         std::string("\xF0\x9F\x99\x82'\""), std::string(300'000, 'x')})
            entries.push_back(chain.append(Minute(std::chrono::minutes(-12345)), event));
        store.append(entries);
        CHECK(as_text(store.read_all()) == as_text(entries));
    });
}

// --- the file

std::map<std::string, std::string> contents_of(const std::filesystem::path& folder) {
    std::map<std::string, std::string> contents;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::stringstream bytes;
        if (file.is_regular_file()) bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
        contents[file.path().filename().string()] = bytes.str();
    }
    return contents;
}

void write_record(const std::filesystem::path& path) {
    SqliteJournal store(path, Mode::create);
    store.append(a_record());
}

void run_sql(const std::filesystem::path& path, const std::string& sql) {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &connection) == SQLITE_OK);
    char* error = nullptr;
    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &error);
    INFO((error ? error : ""));
    CHECK(error == nullptr);
    sqlite3_free(error);
    sqlite3_close(connection);
}

std::string error_of(const std::filesystem::path& path, Mode mode) {
    try {
        const SqliteJournal store(path, mode);
    } catch (const JournalError& error) {
        return error.what();
    }
    return "(opened)";
}

// Both ways to open an existing file refuse it with this sentence, and the folder is as it was.
void expect_refused(const TemporaryFolder& folder, const std::filesystem::path& path,
                    const std::string& part) {
    const auto before = contents_of(folder.path());
    for (const Mode mode : {Mode::read_only, Mode::resume}) {
        CHECK_THAT(error_of(path, mode), Contains(part));
        CHECK(contents_of(folder.path()) == before);
    }
    CHECK_THAT(error_of(path, Mode::create), Contains("file"));
    CHECK(contents_of(folder.path()) == before);
}

const std::string not_ours = "This is not an Equivox session file.";

TEST_CASE("A closed session is one file that names its format") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const auto files = contents_of(folder.path());
    REQUIRE(files.size() == 1);
    const std::string& bytes = files.at("a.equivox");
    CHECK(bytes.substr(0, 15) == "SQLite format 3");
    CHECK(bytes.substr(68, 4) == "EQVX");
    CHECK(bytes.substr(60, 4) == std::string("\0\0\0\1", 4));
}

TEST_CASE("A session file is read without a change to it or to its folder") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const auto before = contents_of(folder.path());
    {
        const SqliteJournal store(folder / "a.equivox", Mode::read_only);
        CHECK(as_text(store.read_all()) == as_text(a_record()));
        CHECK(contents_of(folder.path()) == before);
    }
    CHECK(contents_of(folder.path()) == before);
}

TEST_CASE("A session file in a folder with an odd name is read") {
    const TemporaryFolder folder;
    const auto odd = folder / "a 100%25 ?immutable=0#x \xC3\xA9";
    std::filesystem::create_directory(odd);
    write_record(odd / "b?c=d#e%41.equivox");
    CHECK(SqliteJournal(odd / "b?c=d#e%41.equivox", Mode::read_only).read_all().size() == a_record().size());
}

TEST_CASE("A session file that may only be read is read") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    namespace fs = std::filesystem;
    fs::permissions(folder / "a.equivox", fs::perms::owner_read);
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(error_of(folder / "a.equivox", Mode::read_only) == "(opened)");
    fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("A resumed file goes on where it stopped") {
    const TemporaryFolder folder;
    const std::vector<Entry> record = a_record();
    {
        SqliteJournal store(folder / "a.equivox", Mode::create);
        store.append(std::span(record).first(4));
    }
    {
        SqliteJournal store(folder / "a.equivox", Mode::resume);
        CHECK(store.read_all().size() == 4);
        store.append(std::span(record).subspan(4));
    }
    CHECK(as_text(SqliteJournal(folder / "a.equivox", Mode::read_only).read_all()) == as_text(record));
}

TEST_CASE("While a host has a file there is a log beside it and nothing else") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const SqliteJournal host(folder / "a.equivox", Mode::resume);
    for (const auto& [name, bytes] : contents_of(folder.path()))
        CHECK((name == "a.equivox" || name == "a.equivox-wal"));
}

TEST_CASE("While a host has a file nobody else opens it") {
    const TemporaryFolder folder;
    SqliteJournal host(folder / "a.equivox", Mode::create);
    host.append(a_record());
    for (const Mode mode : {Mode::resume, Mode::read_only})
        CHECK_THAT(error_of(folder / "a.equivox", mode), Contains("open in another program"));
    CHECK(host.read_all().size() == a_record().size());
}

TEST_CASE("Two readers open a file at once and no host meanwhile") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const SqliteJournal one(folder / "a.equivox", Mode::read_only);
    const SqliteJournal two(folder / "a.equivox", Mode::read_only);
    CHECK(two.read_all().size() == one.read_all().size());
    CHECK_THAT(error_of(folder / "a.equivox", Mode::resume), Contains("open in another program"));
}

// What a killed program leaves: the file and the log beside it, copied while the host still has them.
void leave_as_after_a_kill(const TemporaryFolder& from, const TemporaryFolder& to) {
    SqliteJournal host(from / "a.equivox", Mode::create);
    host.append(a_record());
    for (const auto& file : std::filesystem::directory_iterator(from.path()))
        std::filesystem::copy(file.path(), to / file.path().filename().string());
    REQUIRE(std::filesystem::file_size(to / "a.equivox-wal") > 1000);
}

TEST_CASE("What a killed host left is read whole and unchanged, and then resumed whole") {
    const TemporaryFolder running;
    const TemporaryFolder left;
    leave_as_after_a_kill(running, left);
    const auto before = contents_of(left.path());
    CHECK(as_text(SqliteJournal(left / "a.equivox", Mode::read_only).read_all()) == as_text(a_record()));
    CHECK(contents_of(left.path()) == before);
    CHECK(as_text(SqliteJournal(left / "a.equivox", Mode::resume).read_all()) == as_text(a_record()));
    CHECK(contents_of(left.path()).size() == 1);
    CHECK(as_text(SqliteJournal(left / "a.equivox", Mode::read_only).read_all()) == as_text(a_record()));
}

TEST_CASE("A log cut at any length never gives an entry that was not written") {
    const TemporaryFolder running;
    const TemporaryFolder left;
    leave_as_after_a_kill(running, left);
    const auto whole = contents_of(left.path());
    const std::string& log = whole.at("a.equivox-wal");
    const std::vector<Entry> record = a_record();
    int read = 0;
    for (std::size_t length = 0; length < log.size(); length += 1 + log.size() / 60) {
        const TemporaryFolder cut;
        std::ofstream(cut / "a.equivox", std::ios::binary) << whole.at("a.equivox");
        std::ofstream(cut / "a.equivox-wal", std::ios::binary) << log.substr(0, length);
        try {
            const auto entries = SqliteJournal(cut / "a.equivox", Mode::read_only).read_all();
            REQUIRE(entries.size() <= record.size());
            const auto end = record.begin() + static_cast<std::ptrdiff_t>(entries.size());
            CHECK(as_text(entries) == as_text({record.begin(), end}));
            ++read;
        } catch (const JournalError& error) {
            CHECK(std::string(error.what()).ends_with('.'));
        }
    }
    CHECK(read > 10);
}

TEST_CASE("A file that is missing or a folder is refused with a sentence") {
    const TemporaryFolder folder;
    CHECK_THAT(error_of(folder / "none.equivox", Mode::read_only), Contains("There is no such file"));
    CHECK_THAT(error_of(folder / "none.equivox", Mode::resume), Contains("There is no such file"));
    CHECK(contents_of(folder.path()).empty());
    CHECK_THAT(error_of(folder / "no" / "folder.equivox", Mode::create), Contains("folder exists"));
    std::filesystem::create_directory(folder / "d.equivox");
    expect_refused(folder, folder / "d.equivox", not_ours);
}

TEST_CASE("A file that is no session file is refused with a sentence and not touched") {
    const TemporaryFolder folder;
    for (const std::string& bytes : {std::string(), std::string("x"), std::string("name = \"an agenda\"\n"),
                                     std::string(100'000, '\0'), std::string("SQLite format 3\0", 16),
                                     std::string("SQLite format 3\0", 16) + std::string(5000, 'x')}) {
        std::ofstream(folder / "a.equivox", std::ios::binary) << bytes;
        const auto before = contents_of(folder.path());
        for (const Mode mode : {Mode::read_only, Mode::resume}) {
            const std::string error = error_of(folder / "a.equivox", mode);
            CHECK(error != "(opened)");
            CHECK(error.ends_with('.'));
            CHECK(contents_of(folder.path()) == before);
        }
        std::filesystem::remove(folder / "a.equivox");
    }
}

TEST_CASE("A database of another program is refused and not touched") {
    const TemporaryFolder folder;
    run_sql(folder / "a.equivox", "CREATE TABLE entry (number INTEGER); INSERT INTO entry VALUES (1)");
    expect_refused(folder, folder / "a.equivox", not_ours);
}

TEST_CASE("A database of another program that was killed is refused and what it left is not touched") {
    const TemporaryFolder folder;
    const TemporaryFolder left;
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open((folder / "a.equivox").c_str(), &connection) == SQLITE_OK);
    sqlite3_exec(connection, "PRAGMA journal_mode=WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)", nullptr,
                 nullptr, nullptr);
    for (const char* name : {"a.equivox", "a.equivox-wal"}) std::filesystem::copy(folder / name, left / name);
    sqlite3_close(connection);
    expect_refused(left, left / "a.equivox", not_ours);
}

TEST_CASE("A session file with anything added is refused and not touched") {
    for (const char* sql :
         {"CREATE TABLE more (x)", "CREATE VIEW v AS SELECT 1",
          "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
          "CREATE INDEX i ON entry (minute)", "ALTER TABLE entry ADD COLUMN x INTEGER", "DROP TABLE entry",
          "ALTER TABLE entry RENAME TO entries", "PRAGMA application_id=1", "ANALYZE"}) {
        INFO(sql);
        const TemporaryFolder folder;
        write_record(folder / "a.equivox");
        run_sql(folder / "a.equivox", sql);
        expect_refused(folder, folder / "a.equivox", not_ours);
    }
}

TEST_CASE("A session file of a later format is refused with both numbers and not touched") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    run_sql(folder / "a.equivox", "PRAGMA user_version=2");
    expect_refused(folder, folder / "a.equivox", "has format 2; this program reads format 1");
}

TEST_CASE("A file that is there is never overwritten") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const auto before = contents_of(folder.path());
    CHECK_THAT(error_of(folder / "a.equivox", Mode::create),
               Contains("There is a file of this name already"));
    CHECK(contents_of(folder.path()) == before);
}

TEST_CASE("An entry written twice is refused and the store goes on") {
    const TemporaryFolder folder;
    const std::vector<Entry> record = a_record();
    SqliteJournal store(folder / "a.equivox", Mode::create);
    store.append(std::span(record).first(3));
    CHECK_THROWS_AS(store.append(std::span(record).subspan(2, 3)), JournalError);
    CHECK(store.read_all().size() == 3);  // none of the batch
    store.append(std::span(record).subspan(3));
    CHECK(as_text(store.read_all()) == as_text(record));
}

TEST_CASE("Changed rows are read as they are and the chain finds them") {
    for (const char* sql :
         {"UPDATE entry SET event = replace(event, 'Hub', 'Hut') WHERE number = 9",
          "UPDATE entry SET minute = 5 WHERE number = 9", "UPDATE entry SET digest = x'00' WHERE number = 9",
          "UPDATE entry SET number = -9 WHERE number = 9", "DELETE FROM entry WHERE number = 9",
          "UPDATE entry SET event = '' WHERE number = 9"}) {
        INFO(sql);
        const TemporaryFolder folder;
        write_record(folder / "a.equivox");
        run_sql(folder / "a.equivox", std::string(sql));
        const auto entries = SqliteJournal(folder / "a.equivox", Mode::read_only).read_all();
        if (as_text(entries) == as_text(a_record())) continue;  // entry 9 does not name the hub
        const auto replayed = replay(entries);
        REQUIRE(std::holds_alternative<Broken>(replayed));
        const std::uint64_t where = std::get<Broken>(replayed).entry;
        CHECK((where == 9 || (where == 1 && std::string(sql).find("-9") != std::string::npos)));
    }
}

TEST_CASE("Flipped bits in a file never crash the reader and never pass as a sound record of other content") {
    const TemporaryFolder folder;
    write_record(folder / "a.equivox");
    const std::string whole = contents_of(folder.path()).at("a.equivox");
    const std::string sound = as_text(a_record());
    SeededChance chance(11);
    int noticed = 0;
    for (int i = 0; i < 400; ++i) {
        std::string damaged = whole;
        const std::uint32_t bit = chance.below(static_cast<std::uint32_t>(whole.size() * 8));
        damaged[bit / 8] =
            static_cast<char>(static_cast<unsigned char>(damaged[bit / 8]) ^ (1U << (bit % 8)));
        std::ofstream(folder / "a.equivox", std::ios::binary | std::ios::trunc) << damaged;
        try {
            const auto entries = SqliteJournal(folder / "a.equivox", Mode::read_only).read_all();
            if (as_text(entries) == sound) continue;
            ++noticed;
            const auto replayed = replay(entries);
            if (const auto* good = std::get_if<Replay>(&replayed)) CHECK(good->entries < a_record().size());
        } catch (const JournalError&) {
            ++noticed;
        }
    }
    CHECK(noticed > 100);
}

}  // namespace
}  // namespace equivox
