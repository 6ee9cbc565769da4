// SPDX-License-Identifier: Apache-2.0
// The states of anonymity.md 4.5 with real files. A host that is stopped between two lines here leaves what a
// host leaves that is killed there (box_kill.test.cpp kills it): only what the disk holds counts.
#include "sessions/custody_shared.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sessions/box_file.hpp"
#include "sessions/codec.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/seal.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

// Six organisations, the first with two seats (1 and 2), the others with one (3 to 7): threshold two.
struct Room : TemporaryFolder, BoxRoom {
    explicit Room(std::vector<std::uint32_t> seats = {2, 1, 1, 1, 1, 1}) : BoxRoom(std::move(seats)) {
        start(shared_custody(path()));
    }
    // The host is stopped and started again on what it left.
    void restart(std::uint32_t box = 1) {
        stop();
        start(shared_custody(path()));
        resume(box);
    }
    [[nodiscard]] std::optional<BoxWaiting::For> waits_for(std::uint32_t box = 1) {
        const auto waiting = custody().waiting(BoxId{box});
        return waiting ? std::optional(waiting->what) : std::nullopt;
    }
    [[nodiscard]] std::uint32_t organisations_missing() {
        const auto waiting = custody().waiting(BoxId{1});
        REQUIRE(waiting);
        return waiting->organisations;
    }
    std::optional<Refusal> give(std::uint32_t seat, KeyPart part, const std::string& sealed) {
        return custody().give_part(BoxId{1}, SeatId{seat}, part, sealed);
    }
    // The part that this seat's device gives when it is asked now.
    [[nodiscard]] std::string part_from(std::uint32_t seat) {
        const auto asked = task(1, seat);
        REQUIRE(asked);
        const auto part = device(seat).give(std::get<GivePart>(*asked), true);
        REQUIRE(part);
        return *part;
    }
    void put_six() {
        for (std::uint32_t seat = 2; seat <= 7; ++seat)
            CHECK(put(1, seat, proposal_titled("P" + std::to_string(seat))) == PutResult::kept);
    }
};

using For = BoxWaiting::For;
const std::vector<std::string> six{"P2", "P3", "P4", "P5", "P6", "P7"};

// --- opening

TEST_CASE("A box is ready when every seated organisation holds its parts, and no sooner") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    CHECK(room.waits_for() == For::parts_taken);
    CHECK(room.organisations_missing() == 6);
    room.present({1, 2, 3, 4, 5});
    CHECK(room.devices_act(1) == 6);  // both of the first organisation's devices
    CHECK(room.organisations_missing() == 1);
    room.devices_do_all(1);
    CHECK_FALSE(room.is_ready(1));
    CHECK(room.put_blob(1, 3, 1, std::string(deposit_blob_size(BoxKind::proposals), 'x')) ==
          PutResult::no_box);
    room.present({6});
    room.devices_act(1);
    room.devices_do_all(1);
    REQUIRE(room.is_ready(1));
    CHECK(room.ready(1).holders == 6);
    CHECK(room.ready(1).threshold == 2);
    CHECK_FALSE(room.waits_for());
}

TEST_CASE("The threshold is two up to six organisations, then three, and never one") {
    CHECK(threshold_for(2) == 2);
    CHECK(threshold_for(6) == 2);
    CHECK(threshold_for(7) == 3);
    CHECK(threshold_for(40) == 3);
    Room room(std::vector<std::uint32_t>(7, 1));
    room.open(1, BoxKind::proposals);
    CHECK(room.ready(1).threshold == 3);
    CHECK(room.ready(1).holders == 7);
}

TEST_CASE("With fewer than two organisations no key is shared") {
    Room room;
    room.present({1});
    room.begin_open(1, BoxKind::proposals);
    room.loop().run_until([&] { return !room.trouble().empty(); });
    CHECK_FALSE(room.custody().waiting(BoxId{1}));
    CHECK(std::filesystem::is_empty(room.path()));
}

TEST_CASE("When time is up, one organisation more than it takes to open the box suffices") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    room.present({2, 3});
    room.devices_act(1);
    room.custody().enough_parts(BoxId{1});
    CHECK(room.organisations_missing() == 1);
    room.devices_do_all(1);
    CHECK_FALSE(room.is_ready(1));
    // Parts are still handed out to whoever comes late.
    room.present({5});
    room.devices_act(1);
    room.devices_do_all(1);
    REQUIRE(room.is_ready(1));
    CHECK(room.ready(1).holders == 3);
    CHECK(room.ready(1).threshold == 2);
    // Once it is ready the host has none left to give.
    CHECK_FALSE(room.task(1, 4));
}

TEST_CASE("Two organisations alone both have to hold their parts") {
    Room room({2, 2});
    room.begin_open(1, BoxKind::proposals);
    room.custody().enough_parts(BoxId{1});
    CHECK(room.organisations_missing() == 2);
    room.devices_act(1);
    room.devices_do_all(1);
    REQUIRE(room.is_ready(1));
    CHECK(room.ready(1).holders == 2);
}

TEST_CASE("Asked again, a device gets the same bytes, until it says that it keeps them") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    const auto first = std::get<TakeParts>(room.task(1, 1).value());
    CHECK(std::get<TakeParts>(room.task(1, 1).value()).sealed == first.sealed);
    CHECK(std::get<TakeParts>(room.task(1, 2).value()).sealed != first.sealed);
    room.custody().parts_taken(BoxId{1}, SeatId{1});
    CHECK_FALSE(room.task(1, 1));
    CHECK(room.task(1, 2));
}

TEST_CASE("Whoever was handed nothing can not say that it keeps its parts") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    room.custody().parts_taken(BoxId{1}, SeatId{1});
    room.custody().parts_taken(BoxId{1}, SeatId{99});
    CHECK(room.organisations_missing() == 6);
    CHECK_FALSE(room.custody().task(BoxId{1}, SeatId{1}, std::string(64, '0')));  // no key
    room.custody().parts_taken(BoxId{1}, SeatId{1});
    CHECK(room.organisations_missing() == 6);
}

TEST_CASE("A device that takes a seat over while parts are handed out has to take them anew") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    room.devices_act(1);
    Room other;
    other.begin_open(1, BoxKind::proposals);
    other.present({1, 2, 3, 4, 5});
    other.devices_act(1);
    CHECK(other.organisations_missing() == 1);
    other.custody().forget(BoxId{1}, SeatId{3});
    CHECK(other.organisations_missing() == 2);
    other.replace_device(4);
    CHECK(other.task(1, 4));  // another key: other bytes, and not yet kept
    CHECK(other.organisations_missing() == 3);
}

TEST_CASE("A box that can not be saved says why in a sentence, and leaves nothing behind") {
    Room room;
    std::ofstream(room / "boxes") << "a file where the folder should be";
    room.begin_open(1, BoxKind::proposals);
    room.loop().run_until([&] { return !room.trouble().empty(); });
    CHECK(room.trouble().find("could not be saved") != std::string::npos);
    CHECK_FALSE(room.custody().waiting(BoxId{1}));
    CHECK(std::filesystem::is_empty(room / "keys"));
    std::filesystem::remove(room / "boxes");
    room.open(1, BoxKind::proposals);
    CHECK(room.is_ready(1));
}

TEST_CASE("A box that is destroyed before it is ready is never called ready") {
    Room room;
    room.begin_open(1, BoxKind::proposals);
    room.devices_act(1);
    CHECK(room.destroy(1));
    room.loop().run_posted();
    CHECK_FALSE(room.is_ready(1));
    CHECK(std::filesystem::is_empty(room / "keys"));
    CHECK(std::filesystem::is_empty(room / "boxes"));
}

// --- closing

TEST_CASE("A host that never stopped needs only the key that opens deposits back") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    room.begin_close(1);
    CHECK(room.waits_for() == For::ballot_parts);
    CHECK(room.organisations_missing() == 2);
    CHECK(std::get<GivePart>(room.task(1, 1).value()).part == KeyPart::ballot);
    CHECK_FALSE(room.give(3, KeyPart::ballot, room.part_from(3)));
    CHECK(room.organisations_missing() == 1);
    room.devices_do_all(1);
    REQUIRE(room.closed(1));
    CHECK(titles_of(*room.closed(1)) == six);
    CHECK_FALSE(room.waits_for());
    CHECK_FALSE(room.task(1, 5));
    CHECK(room.give(5, KeyPart::ballot, "late") == Refusal::part_not_wanted);
}

TEST_CASE("A box waits until enough organisations are back, whoever they are") {
    Room room(std::vector<std::uint32_t>(7, 1));
    room.open(1, BoxKind::proposals);
    room.put(1, 1, proposal_titled("A"));
    room.begin_close(1);
    room.present({7, 5});
    room.devices_do_all(1);
    CHECK_FALSE(room.closed(1));
    CHECK(room.organisations_missing() == 1);
    room.present({2});
    room.devices_do_all(1);
    REQUIRE(room.closed(1));
    CHECK(titles_of(*room.closed(1)) == std::vector<std::string>{"A"});
}

TEST_CASE("A device gives the key that opens deposits only once its box is closing") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.begin_close(1);
    const auto asked = std::get<GivePart>(room.task(1, 1).value());
    CHECK_FALSE(room.device(1).give(asked, false));
    CHECK(room.device(1).give(asked, true));
    room.device(1).forget(BoxId{1});
    CHECK_FALSE(room.device(1).give(asked, true));
}

TEST_CASE("A part that does not verify is refused, and the box goes on waiting") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.open(2, BoxKind::proposals);
    room.begin_close(1);
    room.begin_close(2);
    const KeyText to = std::get<GivePart>(room.task(1, 3).value()).to;
    const auto refused = [&](std::uint32_t seat, const std::string& sealed) {
        return room.give(seat, KeyPart::ballot, sealed) == Refusal::part_not_valid;
    };
    CHECK(refused(3, ""));
    CHECK(refused(3, "not base64 at all!"));
    CHECK(refused(3, std::string(100'000, 'A')));
    CHECK(refused(3, room.part_from(4)));                                            // another organisation's
    CHECK(refused(3, *room.device(3).give({BoxId{2}, KeyPart::ballot, to}, true)));  // another box's
    CHECK(refused(3, *room.device(3).give({BoxId{1}, KeyPart::room, to}, true)));    // the other secret's
    const auto other = std::get<GivePart>(room.task(2, 3).value());
    CHECK(refused(3, *room.device(3).give({BoxId{1}, KeyPart::ballot, other.to}, true)));  // to another key

    // Shares that say the right things and are none.
    GivenPart forged{BoxId{1}, OrganisationId{2}, KeyPart::ballot, LockedBytes(scalar_size)};
    CHECK(refused(3, *seal_part(forged, to)));
    forged.share.data()[0] = 7;
    CHECK(refused(3, *seal_part(forged, to)));
    CHECK(room.organisations_missing() == 2);
    CHECK_FALSE(room.give(3, KeyPart::ballot, room.part_from(3)));
    CHECK(room.organisations_missing() == 1);
    CHECK(room.close(1).counted.empty());
}

TEST_CASE("One organisation gives its part once, from whichever of its devices") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.begin_close(1);
    const std::string from_another_device = room.part_from(2);
    CHECK_FALSE(room.give(1, KeyPart::ballot, room.part_from(1)));
    CHECK_FALSE(room.task(1, 2));
    CHECK(room.give(2, KeyPart::ballot, from_another_device) == Refusal::part_not_wanted);
    CHECK(room.give(99, KeyPart::ballot, from_another_device) == Refusal::part_not_wanted);
    CHECK(room.organisations_missing() == 1);
}

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

// --- destruction

TEST_CASE("A destroyed box leaves no file; files that can not be removed are said to be there") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    const auto path = box_path(room.path(), 1);
    room.stop();
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    room.start(shared_custody(room.path()));
    CHECK_FALSE(room.destroy(1));
    CHECK_FALSE(std::filesystem::exists(key_path(room.path(), 1)));
    CHECK_FALSE(room.destroy(1));
    std::filesystem::remove(path);
    CHECK(room.destroy(1));
    CHECK(std::filesystem::is_empty(room / "keys"));
    CHECK(std::filesystem::is_empty(room / "boxes"));
}

TEST_CASE("A host that is started again destroys a box that it does not know") {
    Room room;
    room.open(1, BoxKind::proposals);
    room.put_six();
    room.stop();
    room.start(shared_custody(room.path()));
    CHECK(room.destroy(1));
    CHECK(std::filesystem::is_empty(room / "keys"));
    CHECK(std::filesystem::is_empty(room / "boxes"));
}

TEST_CASE("Nothing is called back once a custody is gone") {
    Room room;
    room.open(1, BoxKind::proposals);
    int calls = 0;
    for (std::uint32_t seat = 2; seat <= 7; ++seat)
        room.custody().put(BoxId{1}, SeatId{seat}, 1, room.sealed(1, seat, 1, proposal_titled("A")),
                           [&](PutResult) { ++calls; });
    room.begin_close(1);
    room.custody().destroy(BoxId{1}, [&](bool) { ++calls; });
    room.stop();
    room.loop().run_posted();
    CHECK(calls == 0);
    CHECK_FALSE(room.closed(1));
}

TEST_CASE("Whoever watches is told when there is something new to ask or to wait for") {
    Room room;
    int changes = 0;
    room.custody().on_change([&] { ++changes; });
    const auto told = [&] { return std::exchange(changes, 0) > 0; };
    room.begin_open(1, BoxKind::proposals);
    CHECK(told());
    room.devices_act(1);
    CHECK(told());
    room.devices_do_all(1);
    room.begin_close(1);
    CHECK(told());
    room.devices_do_all(1);
    CHECK(told());
    CHECK(room.destroy(1));
    CHECK(told());
}

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

// --- X3: canaries (those in memory: box_kill.test.cpp)

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
