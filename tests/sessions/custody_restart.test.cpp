// SPDX-License-Identifier: Apache-2.0
// A host that is stopped and started again, and what it can not find again. Stopping here leaves what a host
// leaves that is killed there (box_kill.test.cpp kills it): only what the disk holds counts.
#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "sessions/custody_shared.hpp"
#include "tests/support/shared_room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Room = SharedRoom;
using For = BoxWaiting::For;

const std::vector<std::string> six{"P2", "P3", "P4", "P5", "P6", "P7"};

// --- after a restart

TEST_CASE("A host that is started again takes deposits only once the room's half of the key is back") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    room.restart();
    CHECK(room.waits_for() == For::room_parts);
    CHECK(room.organisations_missing() == 2);
    CHECK(room.custody().progress(BoxId{1}).sequences.empty());
    CHECK(room.put(1, 1, proposal_titled("early")) == PutResult::waiting);
    CHECK(std::get<GivePart>(room.task(1, 1).value()).part == KeyPart::room);
    room.present({4});
    room.devices_do_all(1);
    CHECK(room.organisations_missing() == 1);
    room.present({1, 4});
    room.devices_do_all(1);
    CHECK_FALSE(room.waits_for());
    CHECK_FALSE(room.task(1, 3));
    CHECK(room.custody().progress(BoxId{1}).sequences.size() == 6);
    CHECK(room.put_as(1, 2, 1, proposal_titled("P2")) == PutResult::stale);
    CHECK(room.put_as(1, 2, 2, proposal_titled("again")) == PutResult::kept);
    room.present({1, 2, 3, 4, 5, 6});
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"P3", "P4", "P5", "P6", "P7", "again"});
}

TEST_CASE("A retry after a restart is recognised") {
    Room room;
    room.open(1, BoxKind::proposals);
    const std::string blob = room.sealed(1, 3, 1, proposal_titled("A"));
    CHECK(room.put_blob(1, 3, 1, blob) == PutResult::kept);
    room.restart();
    room.devices_do_all(1);
    CHECK(room.put_blob(1, 3, 1, blob) == PutResult::kept);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"A"});
}

TEST_CASE("A restart at any step of the way changes nothing in the release") {
    // 0: none; 1: before closing; 2: after closing began; 3: when one part is back; 4: after the release.
    std::vector<std::string> releases;
    for (int stop_at = 0; stop_at <= 4; ++stop_at) {
        Room room;
        room.open(1, BoxKind::proposals);
        room.put_six();
        if (stop_at == 1) {
            room.restart();
            room.devices_do_all(1);
        }
        room.begin_close(1);
        if (stop_at >= 2) {
            if (stop_at == 3) {
                room.present({3});
                room.devices_do_all(1);
                CHECK_FALSE(room.closed(1));
                room.present({1, 2, 3, 4, 5, 6});
            }
            if (stop_at == 4) {
                room.devices_do_all(1);
                CHECK(room.closed(1));
            }
            room.restart();
            CHECK(room.waits_for() == For::room_parts);
            room.begin_close(1);
        }
        room.devices_do_all(1);
        REQUIRE(room.closed(1));
        releases.push_back(text_of(*room.closed(1)));
    }
    CHECK(std::set<std::string>(releases.begin(), releases.end()).size() == 1);
}

TEST_CASE("A host that is stopped twice in one box asks for the room's half twice") {
    Room room;
    room.open(1, BoxKind::proposals);
    for (int i = 0; i < 3; ++i) {
        CHECK(room.put(1, 3, proposal_titled("P" + std::to_string(i))) == PutResult::kept);
        const auto before = room.waits_for();
        CHECK_FALSE(before);
        room.restart();
        const KeyText to = std::get<GivePart>(room.task(1, 1).value()).to;
        room.restart();
        CHECK(std::get<GivePart>(room.task(1, 1).value()).to != to);  // a new key for each run
        room.devices_do_all(1);
    }
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"P2"});
}

TEST_CASE("A box that is closing when the host is started again asks for both halves at once") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    room.begin_close(1);
    room.restart();
    room.begin_close(1);
    CHECK(room.put(1, 1, proposal_titled("late")) == PutResult::no_box);
    CHECK(std::get<GivePart>(room.task(1, 1).value()).part == KeyPart::room);
    CHECK_FALSE(room.give(1, KeyPart::room, room.part_from(1)));
    CHECK(std::get<GivePart>(room.task(1, 1).value()).part == KeyPart::ballot);
    CHECK_FALSE(room.give(1, KeyPart::ballot, room.part_from(1)));
    CHECK_FALSE(room.task(1, 2));
    room.devices_do_all(1);
    REQUIRE(room.closed(1));
    CHECK(titles_of(*room.closed(1)) == six);
}

TEST_CASE("Devices that took no part have nothing to give, and the box says how many it waits for") {
    Room room;
    room.open(1, BoxKind::proposals);
    for (std::uint32_t seat = 1; seat <= 6; ++seat) room.replace_device(seat);
    room.restart();
    room.devices_do_all(1);
    CHECK(room.waits_for() == For::room_parts);
    CHECK(room.organisations_missing() == 1);  // the sixth organisation's device is still the one it was
    CHECK(room.destroy(1));
}

TEST_CASE("A seat freed while the host waits for its key is empty afterwards, also after one more restart") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    room.restart();
    room.custody().forget(BoxId{1}, SeatId{3});
    room.devices_do_all(1);
    CHECK_FALSE(room.custody().progress(BoxId{1}).sequences.contains(SeatId{3}));
    room.restart();
    room.devices_do_all(1);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"P2", "P4", "P5", "P6", "P7"});
}

// --- what was lost

TEST_CASE("A key file that is missing, damaged, cut or another box's leaves only voiding") {
    const auto spoil = [](Room& room, int how) {
        const auto path = key_path(room.path(), 1);
        if (how == 0) std::filesystem::remove(path);
        if (how == 1) std::filesystem::resize_file(path, 100);
        if (how == 2) std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).seekp(70) << "xxxx";
        if (how == 3)
            std::filesystem::copy_file(key_path(room.path(), 2), path,
                                       std::filesystem::copy_options::overwrite_existing);
    };
    for (int how = 0; how < 4; ++how) {
        Room room;
        room.open(1, BoxKind::proposals);
        room.open(2, BoxKind::proposals);
        room.put_six();
        room.stop();
        spoil(room, how);
        room.restart();
        INFO(how);
        CHECK(room.waits_for() == For::key_file);
        CHECK_FALSE(room.task(1, 1));
        CHECK(room.put(1, 1, proposal_titled("A")) == PutResult::waiting);
        CHECK(room.give(1, KeyPart::room, "x") == Refusal::part_not_wanted);
        room.begin_close(1);
        room.devices_do_all(1);
        CHECK_FALSE(room.closed(1));
        CHECK(room.waits_for() == For::key_file);
        CHECK(room.destroy(1));
        CHECK_FALSE(std::filesystem::exists(key_path(room.path(), 1)));
        CHECK_FALSE(std::filesystem::exists(box_path(room.path(), 1)));
    }
}

TEST_CASE("A box file that is missing, cut, damaged or another box's leaves only voiding") {
    for (int how = 0; how < 4; ++how) {
        Room room;
        room.open(1, BoxKind::proposals);
        room.open(2, BoxKind::proposals);
        room.put_six();
        room.stop();
        const auto path = box_path(room.path(), 1);
        if (how == 0) std::filesystem::remove(path);
        if (how == 1) std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
        if (how == 2)
            std::filesystem::copy_file(box_path(room.path(), 2), path,
                                       std::filesystem::copy_options::overwrite_existing);
        if (how == 3) {
            std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
            for (const std::streamoff at : {std::streamoff{5000}, std::streamoff{5000 + 7 * 20480}})
                out.seekp(at) << "xxxx";
        }
        room.restart();
        INFO(how);
        room.devices_do_all(1);  // damage inside is found when the key is back
        CHECK(room.waits_for() == For::box_file);
        CHECK_FALSE(room.task(1, 1));
        CHECK(room.put(1, 1, proposal_titled("A")) == PutResult::waiting);
        CHECK(room.destroy(1));
        CHECK_FALSE(std::filesystem::exists(path));
    }
}

TEST_CASE("Another session's box is not taken for this one's") {
    Room room;
    room.open(1, BoxKind::proposals);
    const BoxReady ready = room.ready(1);
    room.stop();
    room.start(shared_custody(room.path()));
    BoxSpec other = room.spec(1, BoxKind::proposals);
    other.session_id = "ffeeddccbbaa99887766554433221100";
    room.custody().resume(other, ready);
    CHECK(room.waits_for() == For::key_file);
}

// Puts `with` in place of the descriptor that this process has open on `path`.
void replace_descriptor(const std::filesystem::path& path, const char* with) {
    int replaced = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        if (std::filesystem::read_symlink(entry.path(), ignored) != path) continue;
        const int other = open(with, O_RDWR);
        REQUIRE(other >= 0);
        REQUIRE(dup2(other, std::stoi(entry.path().filename().string())) >= 0);
        close(other);
        ++replaced;
    }
    REQUIRE(replaced == 1);
}

TEST_CASE("A disk that fails is never acknowledged again, and what is durable can still be released") {
    Room room;
    room.open(1, BoxKind::proposals);
    CHECK(room.put(1, 2, proposal_titled("before")) == PutResult::kept);
    const std::string retried = room.sealed(1, 2, 1, proposal_titled("before"));
    replace_descriptor(box_path(room.path(), 1), "/dev/full");
    CHECK(room.put(1, 3, proposal_titled("lost")) == PutResult::failed);
    CHECK(room.put(1, 3, proposal_titled("lost")) == PutResult::failed);
    CHECK(room.put(1, 4, proposal_titled("lost")) == PutResult::failed);
    CHECK(room.put_blob(1, 2, 1, retried) == PutResult::failed);
    CHECK(room.custody().progress(BoxId{1}).sequences.size() == 1);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"before"});
    CHECK(room.destroy(1));
    room.open(2, BoxKind::proposals);
    CHECK(room.put(2, 2, proposal_titled("another box")) == PutResult::kept);
}

TEST_CASE("Deposits under way when the disk fails are all told so") {
    Room room;
    room.open(1, BoxKind::proposals);
    replace_descriptor(box_path(room.path(), 1), "/dev/full");
    std::vector<PutResult> results;
    for (std::uint32_t seat = 2; seat <= 7; ++seat)
        room.custody().put(BoxId{1}, SeatId{seat}, 1, room.sealed(1, seat, 1, proposal_titled("A")),
                           [&](PutResult result) { results.push_back(result); });
    room.loop().run_until([&] { return results.size() == 6; });
    CHECK(results == std::vector<PutResult>(6, PutResult::failed));
}

}  // namespace
}  // namespace equivox
