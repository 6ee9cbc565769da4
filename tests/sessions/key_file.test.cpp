// SPDX-License-Identifier: Apache-2.0
#include "sessions/key_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sessions/durable_file.hpp"
#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

const std::string token = "000102030405060708090a0b0c0d0e0f";

struct Keys {
    TemporaryFolder folder;
    std::filesystem::path path = folder / "keys" / "box-1.key";
    BoxSpec spec = BoxRoom({2, 1, 1}).spec(1, BoxKind::ranking);

    static KeyFile content(std::size_t threshold = 2) {
        SeededChance chance(threshold);
        KeyFile file;
        file.token = token;
        file.key = LockedBytes(32);
        chance.fill(file.key.span());
        file.room_commitments = SharedSecret(threshold, chance).commitments();
        file.ballot_commitments = SharedSecret(threshold, chance).commitments();
        return file;
    }
    Keys() {
        std::filesystem::create_directory(folder / "keys");
        write_key_file(path, spec, content());
    }
    [[nodiscard]] std::variant<KeyFile, KeyFileProblem> read() const {
        return read_key_file(path, spec, token);
    }
    [[nodiscard]] KeyFileProblem problem() const { return std::get<KeyFileProblem>(read()); }
};

std::string bytes_at(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

mode_t mode_of(const std::filesystem::path& path) {
    struct stat about {};
    REQUIRE(stat(path.c_str(), &about) == 0);
    return about.st_mode & 0777U;
}

TEST_CASE("A key file gives back what was written") {
    for (const std::size_t threshold : {2U, 3U}) {
        Keys keys;
        write_key_file(keys.path, keys.spec, Keys::content(threshold));
        const auto read = keys.read();
        const auto* file = std::get_if<KeyFile>(&read);
        REQUIRE(file);
        const KeyFile expected = Keys::content(threshold);
        CHECK(file->token == token);
        CHECK(file->key.view() == expected.key.view());
        CHECK(file->room_commitments == expected.room_commitments);
        CHECK(file->ballot_commitments == expected.ballot_commitments);
    }
}

TEST_CASE("Key files are all of one size, and only their owner may read them") {
    Keys keys;
    const auto size = std::filesystem::file_size(keys.path);
    write_key_file(keys.path, BoxRoom(std::vector<std::uint32_t>(40, 10)).spec(1, BoxKind::proposals),
                   Keys::content(3));
    CHECK(std::filesystem::file_size(keys.path) == size);
    CHECK(mode_of(keys.path) == 0600);
    CHECK(mode_of(keys.path.parent_path()) == 0700);
    CHECK_FALSE(std::filesystem::exists(keys.path.string() + ".new"));
}

TEST_CASE("A missing and a truncated key file are told apart from a damaged one") {
    Keys keys;
    const std::string good = bytes_at(keys.path);
    for (std::size_t size = 0; size < good.size(); ++size) {
        write_bytes(keys.path, good.substr(0, size));
        REQUIRE(keys.problem() == KeyFileProblem::truncated);
    }
    write_bytes(keys.path, good + "x");
    CHECK(keys.problem() == KeyFileProblem::damaged);
    std::filesystem::remove(keys.path);
    CHECK(keys.problem() == KeyFileProblem::missing);
    std::filesystem::create_directory(keys.path);
    CHECK(keys.problem() == KeyFileProblem::unreadable);
}

TEST_CASE("A key file with any byte changed is damaged") {
    Keys keys;
    const std::string good = bytes_at(keys.path);
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        write_bytes(keys.path, bad);
        REQUIRE(keys.problem() == KeyFileProblem::damaged);
    }
    write_bytes(keys.path, good);
    CHECK(std::holds_alternative<KeyFile>(keys.read()));
}

TEST_CASE("Another box's key file is told apart, whatever it is that differs") {
    Keys keys;
    const auto problem = [&](const BoxSpec& spec, const std::string& other = token) {
        return std::get<KeyFileProblem>(read_key_file(keys.path, spec, other));
    };
    CHECK(problem(keys.spec, std::string(32, 'a')) == KeyFileProblem::another_box);
    BoxSpec other = keys.spec;
    other.box = BoxId{2};
    CHECK(problem(other) == KeyFileProblem::another_box);
    other = keys.spec;
    other.kind = BoxKind::consent;
    CHECK(problem(other) == KeyFileProblem::another_box);
    other = keys.spec;
    other.session_id.back() = '0';
    CHECK(problem(other) == KeyFileProblem::another_box);
    other = keys.spec;
    other.seats.pop_back();
    CHECK(problem(other) == KeyFileProblem::another_box);
}

TEST_CASE("Who is seated now has no part in finding a key file again") {
    Keys keys;
    BoxSpec later = keys.spec;
    later.seated.pop_back();
    CHECK(std::holds_alternative<KeyFile>(read_key_file(keys.path, later, token)));
}

TEST_CASE("A key file that is erased leaves nothing, not even of a write that was cut off") {
    Keys keys;
    write_bytes(keys.path.string() + ".new", "half a file");
    CHECK(erase_key_file(keys.path));
    CHECK(std::filesystem::is_empty(keys.path.parent_path()));
    CHECK(erase_key_file(keys.path));
    CHECK(erase_key_file(keys.folder / "nowhere" / "box-1.key"));
}

TEST_CASE("A key file takes the place of an earlier one") {
    Keys keys;
    write_bytes(keys.path.string() + ".new", "half a file");
    const std::string before = bytes_at(keys.path);
    write_key_file(keys.path, keys.spec, Keys::content(3));
    CHECK(bytes_at(keys.path) != before);
    CHECK(std::holds_alternative<KeyFile>(keys.read()));
}

TEST_CASE("An erased file's bytes are overwritten before it is removed") {
    Keys keys;
    const std::filesystem::path second_name = keys.folder / "second-name";
    std::filesystem::create_hard_link(keys.path, second_name);
    CHECK(erase_file(keys.path));
    CHECK_FALSE(std::filesystem::exists(keys.path));
    CHECK(bytes_at(second_name).empty());
}

TEST_CASE("A folder that others can read is closed to them, and a link is not followed") {
    Keys keys;
    std::filesystem::permissions(keys.path.parent_path(), std::filesystem::perms::all);
    make_private_folder(keys.path.parent_path());
    CHECK(mode_of(keys.path.parent_path()) == 0700);
    const std::string good = bytes_at(keys.path);
    std::filesystem::rename(keys.path, keys.folder / "elsewhere");
    std::filesystem::create_symlink(keys.folder / "elsewhere", keys.path);
    CHECK(keys.problem() == KeyFileProblem::unreadable);
    CHECK_FALSE(erase_file(keys.path));
    CHECK(bytes_at(keys.folder / "elsewhere") == good);
}

TEST_CASE("A key file that can not be written says what the system said") {
    Keys keys;
    CHECK_THROWS_AS(write_key_file(keys.folder / "no" / "such" / "folder.key", keys.spec, Keys::content()),
                    FileError);
    write_bytes(keys.folder / "a-file", "");
    CHECK_THROWS_AS(write_key_file(keys.folder / "a-file" / "box-1.key", keys.spec, Keys::content()),
                    FileError);
}

}  // namespace
}  // namespace equivox
