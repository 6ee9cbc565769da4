// SPDX-License-Identifier: Apache-2.0
// Boxes whose keys are with other people's devices: opening, closing and destroying take their time, and may
// never come to an end.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"
#include "sessions/describe.hpp"
#include "sessions/journal_memory.hpp"
#include "sessions/json.hpp"
#include "sessions/recorder.hpp"
#include "sessions/words.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/room.hpp"
#include "tests/support/slow_custody.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;

// Three organisations of one seat each, the first round begun; the host may be a later one on the same
// record.
struct Slow {
    SeededChance chance{1};
    SlowCustody custody{chance};
    MemoryJournal journal;
    DirectJournalWriter writer{journal};
    Recorder recorder{writer, custody, [] { return a_minute(); }};

    Slow() {
        recorder.open(make_opening(agenda_of({.seats = {1, 1, 1}}), false, CustodyKind::shared,
                                   test_host_key(), chance));
        for (std::uint32_t i = 1; i <= 3; ++i)
            REQUIRE(ask(TakeSeat{OrganisationId{i}, key_of(i)}, Delegate{}) == "done");
        REQUIRE(ask(BeginRound{RoundId{1}}) == "done");
    }
    explicit Slow(const std::vector<Entry>& entries) {
        journal.append(entries);
        recorder.resume(std::get<Replay>(replay(entries)));
    }
    std::string ask(const Command& command, const Actor& by = Facilitator{}) {
        std::string answer = "(none yet)";
        recorder.submit(command, by, [&](Answer given) { answer = said(given); });
        return answer;
    }
    std::string put(std::uint32_t seat, const DepositContent& content, std::uint64_t sequence = 1) {
        return ask(sealed_for(session(), SeatId{seat}, sequence, content, chance), Delegate{SeatId{seat}});
    }
    BoxId open() {
        REQUIRE(ask(OpenBox{BoxKind::proposals, {}}) == "done");
        return session().box->id;
    }
    // Ready, with something from everybody in it.
    BoxId open_and_fill() {
        const BoxId box = open();
        custody.get_ready();
        for (std::uint32_t seat = 1; seat <= 3; ++seat)
            REQUIRE(put(seat, proposal("Canary " + std::to_string(seat))) == "done");
        return box;
    }
    BoxId open_fill_and_close() {
        const BoxId box = open_and_fill();
        REQUIRE(ask(GiveLastCall{box}) == "done");
        REQUIRE(ask(CloseBox{box}) == "done");
        return box;
    }
    [[nodiscard]] const Session& session() const { return recorder.session(); }
    [[nodiscard]] Live live() const {
        Live live;
        recorder.fill_live(live);
        return live;
    }
    [[nodiscard]] BoxView box_view() const { return *view_for_room(session(), live()).box; }
    [[nodiscard]] std::size_t count(const std::string& call) const {
        const auto& asked = custody.asked();
        return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), call));
    }
    [[nodiscard]] std::string last_event() const {
        const Event event = decode_event(journal.read_all().back().event);
        return std::string(std::visit([](const auto& e) { return tag_of(e); }, event));
    }
    [[nodiscard]] bool sound() const { return std::holds_alternative<Replay>(replay(journal.read_all())); }
};

// --- opening

TEST_CASE("box_opening: nothing is accepted before the keys of the box are shared") {
    Slow host;
    const BoxId box = host.open();
    CHECK(host.box_view().state == BoxStage::opening);
    CHECK(host.box_view().key.empty());
    CHECK(host.box_view().token.empty());
    CHECK(host.ask(PutDeposit{box, 1, ""}, Delegate{SeatId{1}}) == "box_opening");
    CHECK(host.ask(GiveLastCall{box}) == "box_opening");
    CHECK(host.ask(CloseBox{box}) == "no_last_call");
    host.custody.get_ready();
    CHECK(host.box_view().state == BoxStage::open);
    CHECK(host.box_view().key == host.session().box->ready->public_key);
    CHECK(host.box_view().key.size() == 64);
    CHECK(host.put(1, proposal("Hub")) == "done");
    CHECK(host.sound());
}

TEST_CASE("A seat that leaves while the box is opening and comes back puts in like any other") {
    Slow host;
    host.open();
    CHECK(host.ask(LeaveSeat{}, Delegate{SeatId{2}}) == "done");
    CHECK(host.ask(TakeSeat{OrganisationId{2}, key_of(50)}, Delegate{}) == "done");
    host.custody.get_ready();
    CHECK(host.put(2, proposal("Hub")) == "done");
    CHECK(host.live().seats_in_box == 3);
}

TEST_CASE("A box that is stopped while it is opening is gone whatever its devices do later") {
    Slow host;
    const BoxId box = host.open();
    CHECK(host.ask(VoidBox{box}) == "done");
    CHECK_FALSE(host.session().box);
    CHECK(host.count("destroy 1") == 1);
    const std::string before = state_text(host.session());
    host.custody.get_ready();
    CHECK(state_text(host.session()) == before);
    CHECK(host.last_event() == "box_voided");
    const BoxId next = host.open();
    CHECK(next.value == box.value + 1);
    host.custody.get_ready();
    CHECK(host.put(1, proposal("Hub")) == "done");
    host.custody.finish_destroying();
    CHECK(host.last_event() == "box_destroyed");
    CHECK(host.session().not_destroyed.empty());
    CHECK(host.session().box->id == next);
    CHECK(host.sound());
}

TEST_CASE("Keys that come when the next box is opening already are not taken for its own") {
    Slow host;
    const BoxId first = host.open();
    CHECK(host.ask(VoidBox{first}) == "done");
    host.open();
    host.custody.get_ready();  // of the first
    CHECK_FALSE(host.session().box->ready);
    host.custody.get_ready();
    CHECK(host.session().box->ready);
    CHECK(host.sound());
}

TEST_CASE("Why a box can not be made is said in a sentence until one can") {
    Slow host;
    host.open();
    host.custody.can_not("The disk is full. Free some space and try again.");
    CHECK_FALSE(host.session().box);
    CHECK(host.last_event() == "box_voided");
    CHECK(host.live().trouble == "The disk is full. Free some space and try again.");
    CHECK(host.recorder.trouble().empty());  // the session goes on
    host.open();
    CHECK_FALSE(host.live().trouble.empty());
    host.custody.get_ready();
    CHECK(host.live().trouble.empty());
    CHECK(host.sound());
}

TEST_CASE("A question to everybody that can not be made counts as not asked") {
    Slow host;
    CHECK(host.ask(OpenBox{BoxKind::safety, {}}) == "done");
    host.custody.can_not("The disk is full.");
    CHECK(host.session().safety.empty());
    CHECK(host.session().round()->stage == Stage::proposals);
}

// --- deposits

TEST_CASE("box_waiting: after a restart a deposit waits until the devices are back") {
    Slow host;
    host.open();
    host.custody.get_ready();
    host.custody.put_answers_now(PutResult::waiting);
    CHECK(host.put(1, proposal("Hub")) == "box_waiting");
    CHECK(host.live().turnout == 0);
}

TEST_CASE("not_saving: a deposit that the disk did not take is not acknowledged") {
    Slow host;
    host.open();
    host.custody.get_ready();
    host.custody.put_answers_now(PutResult::failed);
    CHECK(host.put(1, proposal("Hub")) == "not_saving");
    CHECK(host.live().turnout == 0);
    host.custody.put_answers_now(PutResult::no_box);
    CHECK(host.put(1, proposal("Hub")) == "box_not_open");
}

TEST_CASE("A seat that is freed is forgotten by the box") {
    Slow host;
    host.open_and_fill();
    CHECK(host.ask(FreeSeat{SeatId{2}}) == "done");
    CHECK(host.count("forget 1 2") == 1);
    CHECK_FALSE(host.live().deposited.contains(SeatId{2}));
    CHECK(host.live().turnout == 3);  // so that nobody learns whether it had put something in
}

// --- parts of the keys

TEST_CASE("part_not_wanted: parts of the keys are taken and given back for the open box only") {
    Slow host;
    const auto both = [&](BoxId box, const std::string& expected) {
        CHECK(host.ask(KeepParts{box}, Delegate{SeatId{2}}) == expected);
        CHECK(host.ask(ReturnPart{box, KeyPart::ballot, "AAAA"}, Delegate{SeatId{2}}) == expected);
    };
    both(BoxId{1}, "part_not_wanted");
    const BoxId box = host.open();
    both(BoxId{box.value + 1}, "part_not_wanted");
    both(box, "done");
    CHECK(host.count("taken 1 2") == 1);
    CHECK(host.count("part 1 2 ballot") == 1);
    host.custody.refuse_parts(Refusal::part_not_wanted);
    CHECK(host.ask(ReturnPart{box, KeyPart::room, ""}, Delegate{SeatId{2}}) == "part_not_wanted");
    CHECK(host.ask(VoidBox{box}) == "done");
    both(box, "part_not_wanted");
}

TEST_CASE("part_not_valid: what is no part is refused and nothing of it is kept") {
    Slow host;
    const BoxId box = host.open();
    const std::size_t entries = host.journal.read_all().size();
    CHECK(host.ask(ReturnPart{box, KeyPart::ballot, "not base64!"}, Delegate{SeatId{1}}) == "part_not_valid");
    CHECK(host.ask(ReturnPart{box, KeyPart::ballot, std::string(4000, 'A')}, Delegate{SeatId{1}}) ==
          "part_not_valid");
    CHECK(host.count("part 1 1 ballot") == 0);
    host.custody.refuse_parts(Refusal::part_not_valid);
    CHECK(host.ask(ReturnPart{box, KeyPart::ballot, "AAAA"}, Delegate{SeatId{1}}) == "part_not_valid");
    CHECK(host.journal.read_all().size() == entries);
}

TEST_CASE("In memory no part of a key is wanted from anybody") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    CHECK(said(room.delegate(1, ReturnPart{box, KeyPart::room, "AAAA"})) == "part_not_wanted");
}

TEST_CASE("Each device learns its own task and nobody any other") {
    Slow host;
    const BoxId box = host.open();
    host.custody.ask_of(SeatId{1}, TakeParts{box, "for-seat-1"});
    host.custody.ask_of(SeatId{2}, TakeParts{box, "for-seat-2"});
    const auto seen_by = [&](std::uint32_t seat) {
        return to_json_text(view_for_seat(host.session(), host.live(), SeatId{seat}));
    };
    CHECK_THAT(seen_by(1), Contains("for-seat-1") && !Contains("for-seat-2"));
    CHECK_THAT(seen_by(2), Contains("for-seat-2") && !Contains("for-seat-1"));
    CHECK_THAT(seen_by(3), !Contains("for-seat"));
    CHECK_THAT(to_json_text(view_for_room(host.session(), host.live())) +
                   to_json_text(view_for_facilitator(host.session(), host.live())),
               !Contains("for-seat"));
}

TEST_CASE("Everybody is told what the box waits for") {
    Slow host;
    int changes = 0;
    host.recorder.on_change([&] { ++changes; });
    host.open();
    changes = 0;
    host.custody.wait_for(BoxWaiting{BoxWaiting::For::parts_taken, 2});
    CHECK(changes == 1);
    CHECK(host.box_view().waiting ==
          "Getting ready: waiting for devices of 2 more organisations to take a part of the key.");
    host.custody.wait_for(BoxWaiting{BoxWaiting::For::ballot_parts, 1});
    CHECK(host.box_view().waiting ==
          "Closing: waiting for the device of one more organisation to give back a part of the key.");
    for (const auto lost : {BoxWaiting::For::key_file, BoxWaiting::For::box_file}) {
        host.custody.wait_for(BoxWaiting{lost, 0});
        CHECK_THAT(host.box_view().waiting, Contains("stop without opening"));
    }
    host.custody.wait_for(std::nullopt);
    CHECK(host.box_view().waiting.empty());
}

// --- closing

TEST_CASE("A closing box takes nothing and shows nothing until its key is back") {
    Slow host;
    const BoxId box = host.open_fill_and_close();
    CHECK(host.box_view().state == BoxStage::closing);
    CHECK(host.ask(PutDeposit{box, 2, ""}, Delegate{SeatId{1}}) == "box_closing");
    CHECK(host.ask(OpenBox{BoxKind::proposals, {}}) == "box_is_open");
    CHECK(host.ask(MoveToClarification{}) == "box_is_open");
    CHECK(host.last_event() == "box_closing");
    CHECK(to_json_text(view_for_room(host.session(), host.live())).find("Canary") == std::string::npos);
    host.custody.give_release();
    CHECK_FALSE(host.session().box);
    CHECK(host.session().round()->proposals.size() == 4);
    CHECK(host.last_event() == "box_released");
    CHECK(host.session().not_destroyed == std::vector<BoxId>{box});
    host.custody.finish_destroying();
    CHECK(host.last_event() == "box_destroyed");
    CHECK(host.session().not_destroyed.empty());
    CHECK(host.sound());
}

TEST_CASE("D7: the seats held are those of the moment at which the box began to close") {
    Slow host;
    host.open_fill_and_close();
    CHECK(host.session().box->held == std::vector<SeatId>{SeatId{1}, SeatId{2}, SeatId{3}});
    CHECK(host.ask(FreeSeat{SeatId{2}}) == "done");
    CHECK(host.session().box->held.size() == 3);
    CHECK(release_parameters(host.session()).held.size() == 3);
}

TEST_CASE("A box whose key does not come back can be given up and what was in it is never shown") {
    Slow host;
    const BoxId box = host.open_fill_and_close();
    const auto offers = view_for_facilitator(host.session(), host.live()).offers;
    REQUIRE(offers.size() == 1);
    CHECK(std::holds_alternative<VoidBox>(offers[0].command));
    CHECK(host.ask(VoidBox{box}) == "done");
    const Event event = decode_event(host.journal.read_all().back().event);
    CHECK(std::get<BoxVoided>(event).reason == VoidReason::parts_missing);
    CHECK_FALSE(host.session().round()->proposals_shown);
    CHECK(host.count("destroy 1") == 1);
    CHECK(host.sound());
}

TEST_CASE("A release that comes after its box was given up is dropped") {
    Slow host;
    const BoxId box = host.open_fill_and_close();
    CHECK(host.ask(VoidBox{box}) == "done");
    const std::string before = state_text(host.session());
    const std::size_t entries = host.journal.read_all().size();
    host.custody.give_release();
    CHECK(state_text(host.session()) == before);
    CHECK(host.journal.read_all().size() == entries);
    host.open();
    host.custody.get_ready();
    host.custody.give_release_again();
    CHECK(host.session().box->ready);
    CHECK(host.sound());
    for (const Entry& entry : host.journal.read_all()) CHECK(entry.event.find("Canary") == std::string::npos);
}

TEST_CASE("D3: a release that comes twice is published once") {
    Slow host;
    host.open_fill_and_close();
    host.custody.give_release();
    const std::string before = state_text(host.session());
    host.custody.give_release_again();
    CHECK(state_text(host.session()) == before);
    CHECK(host.count("close 1") == 1);
}

TEST_CASE("A question that is given up while it closes counts as not asked") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::ranking);
    Session session = room.session();
    session.opened.custody = CustodyKind::shared;
    room.open(BoxKind::consent, room.called("Hub"));
    Session asking = room.session();
    asking.opened.custody = CustodyKind::shared;
    asking.box->last_call = true;
    asking.box->closing = true;
    const BoxVoided voided{asking.box->id, VoidReason::parts_missing};
    REQUIRE_FALSE(cannot_apply(asking, voided, false));
    apply_in_place(asking, voided);
    CHECK(asking.round()->askings.empty());
}

TEST_CASE("A box that was not closing is not void for want of parts and in memory none is") {
    Slow host;
    const BoxId box = host.open_and_fill();
    CHECK(cannot_apply(host.session(), BoxVoided{box, VoidReason::parts_missing}, false));
    CHECK_FALSE(cannot_apply(host.session(), BoxVoided{box, VoidReason::cancelled}, false));
    CHECK(host.ask(GiveLastCall{box}) == "done");
    CHECK(host.ask(CloseBox{box}) == "done");
    CHECK(cannot_apply(host.session(), BoxVoided{box, VoidReason::cancelled}, false));
    Session in_memory = host.session();
    in_memory.opened.custody = CustodyKind::memory;
    CHECK(cannot_apply(in_memory, BoxVoided{box, VoidReason::parts_missing}, false));
}

// --- destroying

TEST_CASE("What could not be removed is tried again when the host comes back") {
    Slow host;
    const BoxId box = host.open_fill_and_close();
    host.custody.give_release();
    host.custody.finish_destroying(false);
    CHECK(host.session().not_destroyed == std::vector<BoxId>{box});
    CHECK(host.last_event() == "box_released");
    Slow again(host.journal.read_all());
    CHECK(again.count("destroy 1") == 1);
    again.custody.finish_destroying();
    CHECK(again.session().not_destroyed.empty());
    CHECK(again.sound());
}

TEST_CASE("Every box that a killed host left behind is destroyed by the next one, once") {
    Slow host;
    for (int i = 0; i < 4; ++i) CHECK(host.ask(VoidBox{host.open()}) == "done");
    CHECK(host.session().not_destroyed.size() == 4);
    Slow again(host.journal.read_all());
    for (const char* call : {"destroy 1", "destroy 2", "destroy 3", "destroy 4"})
        CHECK(again.count(call) == 1);
    while (again.custody.destroying() > 0) again.custody.finish_destroying();
    CHECK(again.session().not_destroyed.empty());
    CHECK(again.sound());
    // The custody in memory has nothing of them and says so at once, while the list is gone through.
    MemoryCustody memory(host.chance);
    MemoryJournal journal;
    journal.append(host.journal.read_all());
    DirectJournalWriter writer(journal);
    Recorder recorder(writer, memory, [] { return a_minute(); });
    recorder.resume(std::get<Replay>(replay(journal.read_all())));
    CHECK(recorder.session().not_destroyed.empty());
}

// --- a host that was killed

TEST_CASE("A box that was ready is found again under its number and one that was not is opened anew") {
    Slow host;
    const BoxId box = host.open_and_fill();
    Slow found(host.journal.read_all());
    CHECK(found.count("resume 1") == 1);
    CHECK(found.session().box->id == box);
    CHECK(found.session().box->ready->token == host.session().box->ready->token);
    CHECK(found.sound());

    Slow early;
    early.open();
    Slow anew(early.journal.read_all());
    CHECK(anew.count("resume 1") == 0);
    CHECK(anew.count("open 2") == 1);
    CHECK(anew.count("destroy 1") == 1);
    CHECK(anew.session().box->id == BoxId{2});
    CHECK_FALSE(anew.session().box->ready);
    CHECK(anew.sound());
}

TEST_CASE("A box that was closing goes on closing") {
    Slow host;
    host.open_fill_and_close();
    Slow again(host.journal.read_all());
    CHECK(again.count("resume 1") == 1);
    CHECK(again.count("close 1") == 1);
    CHECK(again.session().box->closing);
    again.custody.give_release();
    CHECK_FALSE(again.session().box);
    CHECK(again.sound());
}

TEST_CASE("A record in which a shared key is held by too few can not have happened") {
    Slow host;
    const BoxId box = host.open();
    const auto ready = [&](std::uint32_t holders, std::uint32_t threshold) {
        return cannot_apply(host.session(),
                            BoxReady{box, key_of(1), std::string(32, 'a'), holders, threshold}, false);
    };
    CHECK_FALSE(ready(3, 2));
    for (const auto& [holders, threshold] : {std::pair{0U, 0U}, {3U, 1U}, {1U, 2U}, {3U, 0U}})
        CHECK(ready(holders, threshold) == "its key is held by too few");
    Session in_memory = host.session();
    in_memory.opened.custody = CustodyKind::memory;
    CHECK_FALSE(cannot_apply(in_memory, BoxReady{box, key_of(1), std::string(32, 'a'), 0, 0}, false));
    CHECK(cannot_apply(in_memory, BoxReady{box, key_of(1), std::string(32, 'a'), 3, 2}, false));
    CHECK(cannot_apply(host.session(), BoxReady{box, "", std::string(32, 'a'), 3, 2}, false) ==
          "its keys are not complete");
}

}  // namespace
}  // namespace equivox
