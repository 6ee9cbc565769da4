// SPDX-License-Identifier: Apache-2.0
#include "sessions/box_file.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

const std::string token = "000102030405060708090a0b0c0d0e0f";

SharedKey key_from(std::uint64_t seed) {
    SeededChance chance(seed);
    LockedBytes key(32);
    chance.fill(key.span());
    return std::make_shared<const LockedBytes>(std::move(key));
}

// A box of 12 seats in a folder of its own.
struct Fixture {
    TemporaryFolder folder;
    std::filesystem::path path = folder / "boxes" / "box-1.box";
    SystemChance nonces;
    BoxSpec spec = BoxRoom({3, 3, 2, 2, 1, 1}).spec(1, BoxKind::ranking);
    SharedKey key = key_from(1);

    [[nodiscard]] BoxFile file(SharedKey other = {}) {
        return BoxFile(path, spec, token, other ? other : key, nonces);
    }
    [[nodiscard]] BoxFile created() {
        BoxFile made = file();
        made.create();
        return made;
    }
    [[nodiscard]] SlotContent deposit(std::uint32_t seat, std::uint64_t sequence) const {
        std::string blob(deposit_blob_size(spec.kind), static_cast<char>('a' + seat));
        blob[0] = static_cast<char>(sequence);
        return {SeatId{seat}, sequence, std::make_shared<const std::string>(std::move(blob))};
    }
    static SlotContent empty(std::uint32_t seat) { return {SeatId{seat}, 0, {}}; }

    // What a host finds that is started on the file as it lies there.
    [[nodiscard]] std::map<std::uint32_t, std::uint64_t> found() {
        auto read = file().find();
        std::map<std::uint32_t, std::uint64_t> sequences;
        for (const SlotContent& slot : std::get<std::vector<SlotContent>>(read)) {
            CHECK(*slot.blob == *deposit(slot.seat.value, slot.sequence).blob);
            sequences[slot.seat.value] = slot.sequence;
        }
        return sequences;
    }
    [[nodiscard]] BoxFileProblem problem(SharedKey other = {}) {
        return std::get<BoxFileProblem>(file(other).find());
    }
    [[nodiscard]] std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void tear(std::uint64_t at, std::size_t size) const {
        std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(static_cast<std::streamoff>(at));
        out << std::string(size, '\x5a');
    }
};

using Sequences = std::map<std::uint32_t, std::uint64_t>;

TEST_CASE("A box file is found again with what was written") {
    Fixture fixture;
    {
        BoxFile file = fixture.created();
        REQUIRE(file.write(std::vector{fixture.deposit(3, 1), fixture.deposit(12, 4)}));
        REQUIRE(file.write(std::vector{fixture.deposit(3, 2)}));
        REQUIRE(file.write(std::vector{fixture.deposit(3, 7), fixture.deposit(1, 1)}));
    }
    CHECK(fixture.found() == Sequences{{1, 1}, {3, 7}, {12, 4}});
}

TEST_CASE("A box file that is found again goes on being written") {
    Fixture fixture;
    {
        BoxFile file = fixture.created();
        REQUIRE(file.write(std::vector{fixture.deposit(3, 1)}));
    }
    for (std::uint64_t sequence = 2; sequence <= 6; ++sequence) {
        BoxFile file = fixture.file();
        REQUIRE(std::holds_alternative<std::vector<SlotContent>>(file.find()));
        REQUIRE(file.write(std::vector{fixture.deposit(3, sequence), fixture.deposit(4, sequence)}));
        CHECK(fixture.found() == Sequences{{3, sequence}, {4, sequence}});
    }
}

TEST_CASE("A box file's size follows from the roster and the kind alone") {
    Fixture fixture;
    BoxFile file = fixture.created();
    const auto size = std::filesystem::file_size(fixture.path);
    CHECK(size == BoxFile::size_of(BoxKind::ranking, 12));
    for (std::uint32_t seat = 1; seat <= 12; ++seat)
        REQUIRE(file.write(std::vector{fixture.deposit(seat, 1)}));
    CHECK(std::filesystem::file_size(fixture.path) == size);
    CHECK(BoxFile::size_of(BoxKind::ranking, 400) == 4096 + 800 * 4096);
    CHECK(BoxFile::size_of(BoxKind::proposals, 400) == 4096 + 800 * 20480);
}

// How far the bytes after the header are from being evenly spread: chi squared over 255, near 1 for chance.
double unevenness(const std::string& bytes) {
    std::array<double, 256> counts{};
    for (std::size_t i = 4096; i < bytes.size(); ++i) counts[static_cast<unsigned char>(bytes[i])] += 1;
    const double expected = static_cast<double>(bytes.size() - 4096) / 256;
    double sum = 0;
    for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
    return sum / 255;
}

TEST_CASE("An empty box file and a full one look alike, and like chance") {
    Fixture fixture;
    BoxFile file = fixture.created();
    const std::string before = fixture.bytes();
    CHECK(unevenness(before) < 1.5);
    for (std::uint32_t seat = 1; seat <= 12; ++seat)
        for (std::uint64_t sequence = 1; sequence <= 2; ++sequence)
            REQUIRE(file.write(std::vector{fixture.deposit(seat, sequence)}));
    const std::string after = fixture.bytes();
    CHECK(unevenness(after) < 1.5);
    CHECK(before.substr(0, 4096) == after.substr(0, 4096));
    // No two copies are alike, in one file or in both.
    std::set<std::string> copies;
    for (const std::string& bytes : {before, after})
        for (std::size_t at = 4096; at < bytes.size(); at += 4096) copies.insert(bytes.substr(at, 4096));
    CHECK(copies.size() == 48);
}

TEST_CASE("A change touches one copy of one slot, and never the newest") {
    Fixture fixture;
    BoxFile file = fixture.created();
    for (std::uint64_t sequence = 1; sequence <= 4; ++sequence) {
        const std::uint64_t next = file.next_copy_at(SeatId{5});
        const std::string before = fixture.bytes();
        REQUIRE(file.write(std::vector{fixture.deposit(5, sequence)}));
        const std::string after = fixture.bytes();
        for (std::size_t at = 0; at < after.size(); at += 4096)
            CHECK((before.substr(at, 4096) == after.substr(at, 4096)) == (at != next));
        CHECK(file.next_copy_at(SeatId{5}) != next);
    }
}

TEST_CASE("A torn write leaves the deposit that was there before") {
    Fixture fixture;
    BoxFile file = fixture.created();
    for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) {
        REQUIRE(file.write(std::vector{fixture.deposit(5, sequence), fixture.deposit(6, sequence)}));
        fixture.tear(file.next_copy_at(SeatId{5}) + 600, 2000);
        CHECK(fixture.found() == Sequences{{5, sequence}, {6, sequence}});
    }
}

TEST_CASE("A slot that is emptied stays empty, whichever copy is torn afterwards") {
    for (const bool first : {true, false}) {
        Fixture fixture;
        BoxFile file = fixture.created();
        REQUIRE(file.write(std::vector{fixture.deposit(5, 8), fixture.deposit(6, 1)}));
        REQUIRE(file.write(std::vector{Fixture::empty(5)}));
        CHECK(fixture.found() == Sequences{{6, 1}});
        const std::uint64_t next = file.next_copy_at(SeatId{5});
        const std::uint64_t half = 12 * 4096;
        fixture.tear(first ? next : (next < 4096 + half ? next + half : next - half), 100);
        CHECK(fixture.found() == Sequences{{6, 1}});
        REQUIRE(file.write(std::vector{fixture.deposit(5, 1)}));
        CHECK(fixture.found() == Sequences{{5, 1}, {6, 1}});
    }
}

TEST_CASE("A slot without a readable copy is damage, not an empty slot") {
    Fixture fixture;
    BoxFile file = fixture.created();
    REQUIRE(file.write(std::vector{fixture.deposit(5, 1)}));
    fixture.tear(4096, 10);
    fixture.tear(4096 + 12 * 4096, 10);
    CHECK(fixture.problem() == BoxFileProblem::damaged);
}

TEST_CASE("A box file that is missing, cut or another box's is told apart") {
    Fixture fixture;
    const auto look = [&](const BoxSpec& spec, const std::string& other = token) {
        return BoxFile::look_at(fixture.path, spec, other);
    };
    CHECK(look(fixture.spec) == BoxFileProblem::missing);
    CHECK(fixture.problem() == BoxFileProblem::missing);
    static_cast<void>(fixture.created());
    CHECK_FALSE(look(fixture.spec));
    CHECK(look(fixture.spec, std::string(32, 'a')) == BoxFileProblem::another_box);
    BoxSpec other = fixture.spec;
    other.box = BoxId{2};
    CHECK(look(other) == BoxFileProblem::another_box);
    other = fixture.spec;
    other.kind = BoxKind::safety;
    CHECK(look(other) == BoxFileProblem::another_box);
    other = fixture.spec;
    other.seats.pop_back();
    CHECK(look(other) == BoxFileProblem::another_box);
    const auto size = std::filesystem::file_size(fixture.path);
    std::filesystem::resize_file(fixture.path, size + 1);
    CHECK(look(fixture.spec) == BoxFileProblem::another_box);
    for (const std::uint64_t cut : {size - 1, std::uint64_t{4096}, std::uint64_t{4095}, std::uint64_t{0}}) {
        std::filesystem::resize_file(fixture.path, cut);
        CHECK(look(fixture.spec) == BoxFileProblem::truncated);
    }
    std::filesystem::resize_file(fixture.path, size);
    CHECK(look(fixture.spec) == BoxFileProblem::another_box);
    std::filesystem::remove(fixture.path);
    std::filesystem::create_directory(fixture.path);
    CHECK(look(fixture.spec) == BoxFileProblem::unreadable);
}

TEST_CASE("Copies that were put in each other's place open nowhere") {
    Fixture fixture;
    {
        BoxFile file = fixture.created();
        REQUIRE(file.write(std::vector{fixture.deposit(5, 1)}));
    }
    std::string bytes = fixture.bytes();
    const std::size_t half = 12 * 4096;
    for (std::size_t at = 4096; at < 4096 + half; at += 4096)
        for (std::size_t i = 0; i < 4096; ++i) std::swap(bytes[at + i], bytes[at + i + half]);
    std::ofstream(fixture.path, std::ios::binary) << bytes;
    CHECK(copies_that_open(fixture.path, token, 4096, *key_from(1)) == 0);
    CHECK(fixture.problem() == BoxFileProblem::damaged);
}

TEST_CASE("With another key no copy opens, with the right one all do") {
    Fixture fixture;
    BoxFile file = fixture.created();
    REQUIRE(file.write(std::vector{fixture.deposit(5, 1)}));
    CHECK(copies_that_open(fixture.path, token, 4096, *key_from(1)) == 24);
    CHECK(copies_that_open(fixture.path, token, 4096, *key_from(2)) == 0);
    CHECK(copies_that_open(fixture.path, std::string(32, 'a'), 4096, *key_from(1)) == 0);
    CHECK(fixture.problem(key_from(2)) == BoxFileProblem::damaged);
}

TEST_CASE("The slots of two boxes with different keys are in different orders") {
    std::set<std::vector<std::uint64_t>> orders;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Fixture fixture;
        const BoxFile file = fixture.file(key_from(seed));
        std::vector<std::uint64_t> order;
        for (std::uint32_t seat = 1; seat <= 12; ++seat) order.push_back(file.next_copy_at(SeatId{seat}));
        CHECK(std::set<std::uint64_t>(order.begin(), order.end()).size() == 12);
        orders.insert(order);
    }
    CHECK(orders.size() == 8);
}

TEST_CASE("A box file is private, and takes the place of an earlier one") {
    Fixture fixture;
    std::filesystem::create_directory(fixture.folder / "boxes");
    std::ofstream(fixture.path) << "something else";
    static_cast<void>(fixture.created());
    CHECK(std::filesystem::status(fixture.path).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(fixture.found().empty());
}

}  // namespace
}  // namespace equivox
