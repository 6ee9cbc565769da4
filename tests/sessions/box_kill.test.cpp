// SPDX-License-Identifier: Apache-2.0
// The crash matrix of anonymity.md 4.6, by hosts that really die: no destructor runs, nothing is flushed. A
// kill tests the process, not the loss of power; torn copies stand in for that.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "sessions/box_file.hpp"
#include "sessions/codec.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/child.hpp"
#include "tests/support/shared_room.hpp"

namespace equivox {
namespace {

using namespace testing;

// The room of shared_room.hpp with an open box and no host: what a host does is done by a process that dies.
struct Room : SharedRoom {
    explicit Room(BoxKind kind = BoxKind::proposals) {
        open(1, kind);
        stop();
    }
    void start_again() {
        start(shared_custody(path()));
        resume(1);
    }
    // A host on what is on the disk, with all its devices; it dies at the end of `story`.
    void dies_after(const std::function<void(Room&, int to_parent)>& story) {
        Child child([&](int, int to_parent) {
            start_again();
            devices_do_all(1);
            story(*this, to_parent);
        });
        CHECK(child.ended_well());
    }
};

void expect(bool true_here) {
    if (!true_here) throw std::logic_error("not so in the process that dies");
}

const auto puts_six = [](Room& room, int) {
    for (std::uint32_t seat = 2; seat <= 7; ++seat)
        expect(room.put_as(1, seat, 1, proposal_titled("P" + std::to_string(seat))) == PutResult::kept);
};
const std::vector<std::string> six{"P2", "P3", "P4", "P5", "P6", "P7"};

TEST_CASE("A host that dies while a box is open loses nothing that was acknowledged") {
    Room room;
    room.dies_after(puts_six);
    room.start_again();
    CHECK(room.waits_for() == BoxWaiting::For::room_parts);
    room.present({2, 5});
    room.devices_do_all(1);
    CHECK_FALSE(room.waits_for());
    CHECK(titles_of(room.close(1)) == six);
}

TEST_CASE("When too few organisations return after a crash, the box waits and can be given up") {
    Room room;
    room.dies_after(puts_six);
    room.start_again();
    room.present({4});
    room.devices_do_all(1);
    const auto waiting = room.custody().waiting(BoxId{1});
    REQUIRE(waiting);
    CHECK(waiting->what == BoxWaiting::For::room_parts);
    CHECK(waiting->organisations == 1);
    CHECK(room.destroy(1));
    CHECK(std::filesystem::is_empty(room / "keys"));
}

TEST_CASE("A host that dies between closing and its release gives the same release") {
    Room room;
    room.dies_after(puts_six);
    std::string first;
    {
        Child child([&](int, int to_parent) {
            room.start_again();
            room.devices_do_all(1);
            write_text(to_parent, text_of(room.close(1)));  // and dies before anybody is told
        });
        first = read_text(child.from_child());
        CHECK(child.ended_well());
    }
    room.start_again();
    CHECK(text_of(room.close(1)) == first);
    CHECK(first.find("P7") != std::string::npos);
}

TEST_CASE("A host that dies after its release and before destroying destroys when it is back") {
    Room room;
    room.dies_after([](Room& host, int to_parent) {
        puts_six(host, to_parent);
        static_cast<void>(host.close(1));
    });
    CHECK_FALSE(std::filesystem::is_empty(room / "keys"));
    room.start(shared_custody(room.path()));
    CHECK(room.destroy(1));
    CHECK(std::filesystem::is_empty(room / "keys"));
    CHECK(std::filesystem::is_empty(room / "boxes"));
}

TEST_CASE("A host that dies while it hands out parts opens the box anew") {
    SharedRoom room;
    room.stop();
    Child child([&](int, int) {
        room.start(shared_custody(room.path()));
        room.begin_open(1, BoxKind::proposals);
        room.devices_act(1);
        room.loop().run_until([&] { return room.is_ready(1); });
    });
    CHECK(child.ended_well());
    room.start(shared_custody(room.path()));
    room.open(1, BoxKind::proposals);
    CHECK(room.put(1, 3, proposal_titled("A")) == PutResult::kept);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"A"});
}

TEST_CASE("A deposit stands when its device dies, and another device of the seat may replace it") {
    Room room;
    room.dies_after(puts_six);
    room.replace_device(3);
    room.start_again();
    room.devices_do_all(1);
    CHECK(room.custody().progress(BoxId{1}).sequences.at(SeatId{3}) == 1);
    CHECK(room.put_as(1, 3, 2, proposal_titled("another")) == PutResult::kept);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"P2", "P4", "P5", "P6", "P7", "another"});
}

// --- a hundred and fifty kills

struct Acknowledged {
    std::uint32_t seat = 0;
    std::uint64_t sequence = 0;
};

std::string any_blob(std::uint32_t seat, std::uint64_t sequence) {
    SeededChance chance(seat * 1'000'000ULL + sequence);
    std::string blob(deposit_blob_size(BoxKind::ranking), '\0');
    chance.fill(std::as_writable_bytes(std::span(blob)));
    return blob;
}

// Puts deposits of any seats in, several under way at a time, until it is killed.
void put_for_ever(Room& room, std::uint64_t seed, int to_parent) {
    SeededChance chance(seed);
    room.start_again();
    room.present({1 + chance.below(3), 4 + chance.below(3)});
    room.devices_do_all(1);
    expect(!room.waits_for());
    std::map<SeatId, std::uint64_t> sequences = room.custody().progress(BoxId{1}).sequences;
    int under_way = 0;
    for (;;) {
        const std::uint32_t seat = 1 + chance.below(7);
        const std::uint64_t sequence = ++sequences[SeatId{seat}];
        ++under_way;
        room.custody().put(BoxId{1}, SeatId{seat}, sequence, any_blob(seat, sequence),
                           [&, seat, sequence](PutResult result) {
                               --under_way;
                               expect(result == PutResult::kept);
                               const Acknowledged acknowledged{seat, sequence};
                               write_all(to_parent, &acknowledged, sizeof acknowledged);
                           });
        while (under_way >= 6) room.loop().run_one();
    }
}

// What is in the box file, found with the key that the organisations' devices give the test.
class Inspector {
public:
    explicit Inspector(Room& room)
        : file_(box_path(room.path(), 1), room.spec(1, BoxKind::ranking), room.ready(1).token, key_of(room),
                nonces_) {}
    [[nodiscard]] std::map<std::uint32_t, std::uint64_t> find() {
        std::map<std::uint32_t, std::uint64_t> sequences;
        const auto found = file_.find();
        for (const SlotContent& slot : std::get<std::vector<SlotContent>>(found)) {
            CHECK(*slot.blob == any_blob(slot.seat.value, slot.sequence));
            sequences[slot.seat.value] = slot.sequence;
        }
        return sequences;
    }
    // One more deposit, whose write the loss of power cut off: of the bytes that it changed some are the old
    // ones, some the new ones, some neither.
    void write_and_tear(const std::filesystem::path& path, SeededChance& chance) {
        const std::string before = bytes_at(path);
        const std::uint32_t seat = 1 + chance.below(7);
        const SealedBlob blob = std::make_shared<const std::string>(any_blob(seat, 1'000'000));
        REQUIRE(file_.write(std::vector{SlotContent{SeatId{seat}, 1'000'000, blob}}));
        std::string torn = bytes_at(path);
        REQUIRE(torn.size() == before.size());
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < torn.size(); ++i)
            if (torn[i] != before[i]) changed.push_back(i);
        REQUIRE(changed.size() > 4000);
        const std::size_t old_from = changed[chance.below(static_cast<std::uint32_t>(changed.size()))];
        for (const std::size_t i : changed)
            if (i >= old_from) torn[i] = before[i];
        for (int i = 0; i < 16; ++i)
            torn[changed[chance.below(static_cast<std::uint32_t>(changed.size()))]] ^= 0x55;
        std::ofstream(path, std::ios::binary) << torn;
    }

private:
    static std::string bytes_at(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static SharedKey key_of(Room& room) {
        SeededChance chance(1);
        const HostKey host(chance);
        std::vector<Share> shares;
        for (const std::uint32_t seat : {3U, 4U}) {
            GivenPart given =
                host.open(*room.device(seat).give({BoxId{1}, KeyPart::room, host.public_key()}, false))
                    .value();
            shares.push_back({given.organisation.value, std::move(given.share)});
        }
        const auto read =
            read_key_file(key_path(room.path(), 1), room.spec(1, BoxKind::ranking), room.ready(1).token);
        return std::make_shared<const LockedBytes>(attacked_box_key(
            std::get<KeyFile>(read).key.view(), combine_shares(shares).view(), room.ready(1).token));
    }
    SystemChance nonces_;
    BoxFile file_;
};

TEST_CASE("X6: a host killed at any moment, and copies torn, lose no acknowledged deposit") {
    Room room(BoxKind::ranking);
    Inspector inspector(room);
    SeededChance chance(42);
    std::map<std::uint32_t, std::uint64_t> acknowledged;
    std::uint64_t acknowledgements = 0;
    constexpr int kills = 150;
    for (int run = 1; run <= kills; ++run) {
        INFO("run " << run);
        Child child(
            [&](int, int to_parent) { put_for_ever(room, static_cast<std::uint64_t>(run), to_parent); });
        const std::uint32_t patience = 1 + chance.below(60);
        std::uint32_t seen = 0;
        for (Acknowledged one; read_all(child.from_child(), &one, sizeof one);) {
            ++acknowledgements;
            std::uint64_t& last = acknowledged[one.seat];
            last = std::max(last, one.sequence);
            if (++seen == patience) child.kill();
        }
        REQUIRE(child.was_killed());
        const auto found = inspector.find();
        for (const auto& [seat, sequence] : acknowledged) {
            REQUIRE(found.contains(seat));
            REQUIRE(found.at(seat) >= sequence);
        }
        inspector.write_and_tear(box_path(room.path(), 1), chance);
        REQUIRE(inspector.find() == found);
    }
    CHECK(acknowledgements > 2000);
    CHECK(acknowledged.size() == 7);
    room.start_again();
    CHECK(room.close(1).counted.size() == 7);
}

}  // namespace
}  // namespace equivox
