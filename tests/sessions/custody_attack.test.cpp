// SPDX-License-Identifier: Apache-2.0
// The attackers of anonymity.md 3.6 against the shared custody's files: X3 (canaries) and X4 (half keys).
// What they find in memory: box_memory.test.cpp.
#include "sessions/box_file.hpp"
#include "sessions/codec.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/seal.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/shared_room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Room = SharedRoom;

// --- X4: half keys

TEST_CASE("X4: the box file with one half of its key opens nothing, with both everything") {
    Room room;
    room.open(1, BoxKind::ranking);
    for (std::uint32_t seat = 1; seat <= 7; ++seat) room.put(1, seat, ranking_of({1, 2, 3}));
    room.stop();
    const std::string token = room.ready(1).token;
    const auto path = box_path(room.path(), 1);
    const auto opened = [&](std::string_view disk_key, std::string_view room_secret) {
        return copies_that_open(path, token, 4096, attacked_box_key(disk_key, room_secret, token));
    };
    const auto read = read_key_file(key_path(room.path(), 1), room.spec(1, BoxKind::ranking), token);
    const auto& file = std::get<KeyFile>(read);
    SeededChance chance(1);
    const HostKey thief(chance);
    const auto stolen = [&](std::uint32_t seat) {
        const auto sealed = room.device(seat).give({BoxId{1}, KeyPart::room, thief.public_key()}, false);
        GivenPart given = *thief.open(*sealed);
        return Share{given.organisation.value, std::move(given.share)};
    };
    const auto secret_of = [&](std::initializer_list<std::uint32_t> seats) {
        std::vector<Share> shares;
        for (const std::uint32_t seat : seats) shares.push_back(stolen(seat));
        return combine_shares(shares);
    };
    // Both halves: the attack works at all.
    CHECK(opened(file.key.view(), secret_of({3, 6}).view()) == 14);
    // The host's half and no part, or one part too few, in whatever way it is used.
    CHECK(opened(file.key.view(), std::string(32, '\0')) == 0);
    for (std::uint32_t seat = 1; seat <= 7; ++seat) {
        CHECK(opened(file.key.view(), secret_of({seat}).view()) == 0);
        CHECK(opened(file.key.view(), stolen(seat).value.view()) == 0);
    }
    // Two devices of one organisation hold one part.
    CHECK(stolen(1).value.view() == stolen(2).value.view());
    for (const Point& commitment : file.room_commitments)
        CHECK(opened(file.key.view(), {reinterpret_cast<const char*>(commitment.data()), 32}) == 0);
    // All parts and not the host's half.
    CHECK(opened(std::string(32, '\0'), secret_of({1, 3, 4, 5, 6, 7}).view()) == 0);
    CHECK(opened(secret_of({3, 6}).view(), secret_of({3, 6}).view()) == 0);
}

TEST_CASE("X4: the room's half does not open a deposit") {
    Room room;
    room.open(1, BoxKind::ranking);
    const std::string blob = room.sealed(1, 1, 1, ranking_of({1, 2}));
    SeededChance chance(1);
    const HostKey thief(chance);
    const auto seed_from = [&](KeyPart part, bool closing) {
        std::vector<Share> shares;
        for (const std::uint32_t seat : {3U, 4U})
            if (const auto sealed = room.device(seat).give({BoxId{1}, part, thief.public_key()}, closing)) {
                GivenPart given = *thief.open(*sealed);
                shares.push_back({given.organisation.value, std::move(given.share)});
            }
        return shares.empty() ? LockedBytes(32) : derive_ballot_seed(combine_shares(shares).view());
    };
    std::vector<unsigned char> plain(deposit_plain_size(BoxKind::ranking));
    CHECK_FALSE(open_blob(seed_from(KeyPart::room, false).data(), blob, plain.data(), plain.size()));
    CHECK_FALSE(open_blob(seed_from(KeyPart::ballot, false).data(), blob, plain.data(), plain.size()));
    CHECK(open_blob(seed_from(KeyPart::ballot, true).data(), blob, plain.data(), plain.size()));
}

// --- X3: canaries

TEST_CASE("X3: what was put in stands in no file, neither while the box is open nor afterwards") {
    Room room;
    room.open(1, BoxKind::proposals);
    std::vector<std::string> canaries;
    for (std::uint32_t seat = 1; seat <= 7; ++seat) {
        canaries.push_back("canary-" + random_hex(room.chance(), 8));
        CHECK(room.put(1, seat, proposal_titled(canaries.back())) == PutResult::kept);
    }
    // Nor does a sealed blob stand there as it was sent: a copy of the wire says nothing about the file.
    const std::string blob = room.sealed(1, 1, 2, proposal_titled("A"));
    CHECK(room.put_blob(1, 1, 2, blob) == PutResult::kept);
    canaries.push_back(blob.substr(100, 32));
    const auto read =
        read_key_file(key_path(room.path(), 1), room.spec(1, BoxKind::proposals), room.ready(1).token);
    const std::string disk_key(std::get<KeyFile>(read).key.view());
    CHECK(files_with(room.path(), std::vector{disk_key}) == std::vector<std::string>{"box-1.key"});
    CHECK(files_with(room.path(), canaries).empty());
    const ClosedBox closed = room.close(1);
    CHECK(files_with(room.path(), canaries).empty());
    const auto& released = std::get<ProposalsRelease>(closed.release).proposals;
    CHECK(released.size() == 7);
    CHECK(room.destroy(1));
    canaries.push_back(disk_key);
    CHECK(files_with(room.path(), canaries).empty());
    CHECK(std::filesystem::is_empty(room / "boxes"));
}

TEST_CASE("X3: the files of an open box differ in nothing but chance, whatever is put in") {
    std::vector<std::vector<std::uint64_t>> sizes;
    for (const bool busy : {false, true}) {
        Room room;
        room.open(1, BoxKind::proposals);
        if (busy)
            for (int i = 0; i < 5; ++i) room.put(1, 3, proposal_titled("P", std::string(2000, 'x')));
        std::vector<std::uint64_t>& found = sizes.emplace_back();
        for (const auto& path : {box_path(room.path(), 1), key_path(room.path(), 1)})
            found.push_back(std::filesystem::file_size(path));
        // Overwritten or emptied, the sizes stay.
        room.custody().forget(BoxId{1}, SeatId{3});
        room.devices_do_all(1);
        CHECK(std::filesystem::file_size(box_path(room.path(), 1)) == found.front());
    }
    CHECK(sizes.front() == sizes.back());
}

}  // namespace
}  // namespace equivox
