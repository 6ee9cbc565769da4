// SPDX-License-Identifier: Apache-2.0
// The states of anonymity.md 4.5 with real files: opening, closing, destroying.
#include "sessions/custody_shared.hpp"

#include <fstream>

#include "sessions/codec.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "tests/support/shared_room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Room = SharedRoom;
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

}  // namespace
}  // namespace equivox
