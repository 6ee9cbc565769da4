// SPDX-License-Identifier: Apache-2.0
#include "sessions/recorder.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "sessions/codec.hpp"
#include "sessions/custody_memory.hpp"
#include "sessions/journal_memory.hpp"
#include "tests/support/doubles.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;

// A recorder whose writer waits to be told when entries are durable.
struct Held {
    SeededChance chance{1};
    MemoryCustody custody{chance};
    MemoryJournal journal;
    HoldingWriter writer{journal};
    Recorder recorder{writer, custody, [] { return a_minute(); }};

    Held() {
        recorder.open(make_opening(agenda_of({.seats = {1, 1, 1}}), false, CustodyKind::memory,
                                   test_host_key(), chance));
        writer.release_all();
    }
    // The answer as it comes to be known: "" until then.
    std::shared_ptr<std::string> submit(const Command& command, const Actor& by = Facilitator{}) {
        auto answer = std::make_shared<std::string>();
        recorder.submit(command, by, [answer](Answer given) { *answer = said(given); });
        return answer;
    }
    void seat_everybody() {
        for (std::uint32_t i = 1; i <= 3; ++i) submit(TakeSeat{OrganisationId{i}, key_of(i)}, Delegate{});
        writer.release_all();
    }
    PutDeposit sealed(std::uint32_t seat, std::uint64_t sequence, const DepositContent& content) {
        return sealed_for(recorder.session(), SeatId{seat}, sequence, content, chance);
    }
    std::shared_ptr<std::string> put(std::uint32_t seat, const DepositContent& content) {
        return submit(sealed(seat, 1, content), Delegate{SeatId{seat}});
    }
    // Something from one and nothing from the other two.
    void everybody_puts(const std::string& title) {
        put(1, proposal(title));
        for (const std::uint32_t seat : {2U, 3U}) put(seat, ProposalsDeposit{});
    }
    BoxId open_box() {
        seat_everybody();
        submit(BeginRound{RoundId{1}});
        submit(OpenBox{BoxKind::proposals, {}});
        writer.release_all();
        return recorder.session().box->id;
    }
};

TEST_CASE("Nothing is answered or shown before it is durable") {
    Held held;
    const auto answer = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    CHECK(answer->empty());
    CHECK(held.recorder.session().seats_taken() == 0);
    CHECK(held.recorder.chain().number == 1);
    held.writer.release_one();
    CHECK(*answer == "done");
    CHECK(held.recorder.session().seats_taken() == 1);
    CHECK(held.recorder.chain().number == 2);
}

TEST_CASE("A command is decided on what was decided before it even if that is not durable yet") {
    Held held;
    const auto first = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    const auto second = held.submit(TakeSeat{OrganisationId{1}, key_of(2)}, Delegate{});
    CHECK(*second == "organisation_full");
    held.writer.release_all();
    CHECK(*first == "done");
}

TEST_CASE("A retry is not answered before what it repeats is durable") {
    Held held;
    const auto first = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    const auto retry = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    CHECK(retry->empty());
    held.writer.release_all();
    CHECK(*first == "done");
    CHECK(*retry == "done");
    CHECK(held.journal.read_all().size() == 2);
}

TEST_CASE("A retry of what could not be saved is refused as well") {
    Held held;
    const auto first = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    const auto retry = held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    held.writer.fail_all("The disk is full.");
    CHECK(*first == "not_saving");
    CHECK(*retry == "not_saving");
}

TEST_CASE("box_opening: a box takes nothing before its opening and its keys are durable") {
    Held held;
    held.seat_everybody();
    held.submit(BeginRound{RoundId{1}});
    held.submit(OpenBox{BoxKind::proposals, {}});
    held.writer.release_one();
    CHECK(*held.submit(PutDeposit{BoxId{1}, 1, ""}, Delegate{SeatId{1}}) == "box_opening");
    held.writer.release_one();
    REQUIRE(held.recorder.session().box);
    CHECK_FALSE(held.recorder.session().box->ready);  // so no device has a key to seal to
    held.writer.release_one();
    CHECK(*held.put(1, proposal("Hub")) == "done");
}

TEST_CASE("A box takes nothing from the moment its closing is decided") {
    Held held;
    const BoxId box = held.open_box();
    held.everybody_puts("Hub");
    const PutDeposit late = held.sealed(1, 2, proposal("Hub"));
    held.submit(GiveLastCall{box});
    held.submit(CloseBox{box});
    CHECK(*held.submit(late, Delegate{SeatId{1}}) == "box_closing");
    CHECK(*held.submit(VoidBox{box}) == "box_closing");
}

TEST_CASE("No deposit is opened before the closing is durable and no result shown before it is") {
    Held held;
    const BoxId box = held.open_box();
    held.everybody_puts("Hub");
    held.submit(GiveLastCall{box});
    held.writer.release_all();
    const auto closing = held.submit(CloseBox{box});
    CHECK(held.writer.waiting() == 1);
    held.writer.release_one();
    CHECK(*closing == "done");
    REQUIRE(held.recorder.session().box);
    CHECK(held.recorder.session().box->closing);
    CHECK_FALSE(held.recorder.session().round()->proposals_shown);
    CHECK(held.custody.progress(box).sequences.size() == 3);
    REQUIRE(held.writer.waiting() == 1);
    held.writer.release_one();
    CHECK_FALSE(held.recorder.session().box);
    CHECK(held.recorder.session().round()->proposals_shown);
    CHECK(held.custody.progress(box).sequences.empty());
}

TEST_CASE("A box is destroyed when its release is durable and that is recorded as well") {
    Held held;
    const BoxId box = held.open_box();
    held.everybody_puts("Hub");
    held.submit(GiveLastCall{box});
    held.submit(CloseBox{box});
    held.writer.release_all();
    CHECK(held.recorder.session().not_destroyed.empty());
    const Event last = decode_event(held.journal.read_all().back().event);
    REQUIRE(std::holds_alternative<BoxDestroyed>(last));
    CHECK(std::get<BoxDestroyed>(last).box == box);
}

TEST_CASE("A deposit is answered by its box and never journalled") {
    Held held;
    held.open_box();
    const std::size_t entries = held.journal.read_all().size();
    CHECK(*held.put(1, proposal("Hub")) == "done");
    CHECK(held.writer.waiting() == 0);
    CHECK(held.journal.read_all().size() == entries);
}

TEST_CASE(
    "not_saving: when the store fails everything is refused from then on and nothing acknowledged is lost") {
    SeededChance chance(1);
    MemoryCustody custody(chance);
    BreakingStore store(2);
    DirectJournalWriter writer(store);
    Recorder recorder(writer, custody, [] { return a_minute(); });
    int changes = 0;
    recorder.on_change([&] { ++changes; });
    recorder.open(
        make_opening(agenda_of({.seats = {1, 1, 1}}), false, CustodyKind::memory, test_host_key(), chance));
    std::vector<std::string> answers;
    const auto ask = [&](const Command& command, const Actor& by) {
        recorder.submit(command, by, [&](Answer answer) { answers.push_back(said(answer)); });
    };
    ask(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    ask(TakeSeat{OrganisationId{2}, key_of(2)}, Delegate{});
    ask(TakeSeat{OrganisationId{3}, key_of(3)}, Delegate{});
    ask(BeginRound{RoundId{1}}, Facilitator{});
    ask(LeaveSeat{}, Delegate{SeatId{1}});
    CHECK(answers ==
          std::vector<std::string>{"done", "not_saving", "not_saving", "not_saving", "not_saving"});
    CHECK(recorder.trouble() == "The disk is full.");
    CHECK(recorder.session().seats_taken() == 1);
    CHECK(changes == 3);
    CHECK(store.asked() == 3);
    const auto replayed = replay(store.read_all());
    CHECK(state_text(std::get<Replay>(replayed).session) == state_text(recorder.session()));
    Live live;
    recorder.fill_live(live);
    CHECK(live.trouble == "The disk is full.");
}

TEST_CASE("A box that can not be released because the store failed stays closed and nothing of it is shown") {
    Held held;
    const BoxId box = held.open_box();
    held.everybody_puts("Canary");
    held.submit(GiveLastCall{box});
    held.submit(CloseBox{box});
    held.writer.release_all();  // the release waits behind the closing
    Held failing;
    const BoxId other = failing.open_box();
    failing.everybody_puts("Canary");
    failing.submit(GiveLastCall{other});
    failing.submit(CloseBox{other});
    failing.writer.release_one();
    failing.writer.release_one();
    failing.writer.fail_all("The disk is full.");
    CHECK(held.recorder.session().round()->proposals_shown);
    CHECK_FALSE(failing.recorder.session().round()->proposals_shown);
    CHECK(failing.recorder.session().box->closing);
    CHECK(*failing.submit(PutDeposit{other, 2, ""}, Delegate{SeatId{1}}) == "not_saving");
}

TEST_CASE("Those who watch are told of what is durable and of every deposit and of trouble") {
    Held held;
    int changes = 0;
    held.recorder.on_change([&] { ++changes; });
    held.submit(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{});
    CHECK(changes == 0);
    held.writer.release_one();
    CHECK(changes == 1);
    held.submit(FreeSeat{SeatId{3}});
    CHECK(changes == 1);  // refused: nothing changed
    const BoxId box = held.open_box();
    changes = 0;
    held.put(1, proposal("Hub"));
    CHECK(changes == 1);
    held.submit(GiveLastCall{box});
    held.writer.fail_all("gone");
    CHECK(changes == 2);
}

TEST_CASE("What changes from moment to moment comes from the custody and the chain") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::clarification);
    room.open(BoxKind::ranking);
    room.put(2, RankingDeposit{});
    room.put(2, RankingDeposit{});
    Live live = room.live();
    CHECK(live.turnout == 1);
    CHECK(live.deposited == std::map<SeatId, std::uint64_t>{{SeatId{2}, 2}});
    CHECK(live.check_words == check_words(room.entries().back().digest));
    CHECK(live.digest == to_hex(room.entries().back().digest));
    room.close();
    CHECK(room.live().turnout == 0);
    CHECK(room.live().deposited.empty());
}

// --- a host that was killed and started again

struct Resumed {
    explicit Resumed(const std::vector<Entry>& entries) {
        journal.append(entries);
        auto replayed = replay(entries);
        if (const auto* broken = std::get_if<Broken>(&replayed)) throw std::logic_error(broken->problem);
        recorder.resume(std::get<Replay>(std::move(replayed)));
    }
    // What every device puts in that has nothing to say.
    void everybody_puts_nothing() {
        const Session& session = recorder.session();
        for (const SeatId seat : session.seats_held())
            said_to(sealed_for(session, seat, 1, empty_deposit(session.box->kind), chance), Delegate{seat});
    }
    std::string said_to(const Command& command, const Actor& by = Facilitator{}) {
        std::string answer;
        recorder.submit(command, by, [&](Answer given) { answer = said(given); });
        return answer;
    }
    SeededChance chance{2};
    MemoryCustody custody{chance};
    MemoryJournal journal;
    DirectJournalWriter writer{journal};
    Recorder recorder{writer, custody, [] { return a_minute(); }};
};

TEST_CASE("A host that was killed goes on in the same stage, whichever it was") {
    for (const Stage stage :
         {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections, Stage::outcome}) {
        Room room({.seats = {2, 1, 1, 1, 1}});
        room.reach(stage);
        Resumed resumed(room.entries());
        CHECK(state_text(resumed.recorder.session()) == state_text(room.session()));
        CHECK(resumed.journal.read_all().size() == room.entries().size() + 1);
        CHECK(std::holds_alternative<Replay>(replay(resumed.journal.read_all())));
    }
}

TEST_CASE("An open box of a host that was killed is opened again under a new number") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::ranking, BoxKind::consent}) {
        Room room({.seats = {2, 1, 1, 1, 1}});
        room.reach(kind == BoxKind::consent ? Stage::ranking : Stage::clarification);
        const BoxId dead =
            room.open(kind, kind == BoxKind::consent ? std::optional(room.called("Hub")) : std::nullopt);
        room.must(GiveLastCall{dead});
        Resumed resumed(room.entries());
        const Session& session = resumed.recorder.session();
        REQUIRE(session.box);
        CHECK(session.box->id.value == dead.value + 1);
        CHECK(session.box->kind == kind);
        CHECK_FALSE(session.box->last_call);
        CHECK(session.round()->stage == room.round().stage);
        const PutDeposit late = room.sealed(1, 9, empty_deposit(kind));
        CHECK(resumed.said_to(late, Delegate{SeatId{1}}) == "box_not_open");
        CHECK(resumed.said_to(CloseBox{dead}) == "box_not_open");
        Live live;
        resumed.recorder.fill_live(live);
        CHECK(live.turnout == 0);
        resumed.everybody_puts_nothing();
        CHECK(resumed.said_to(GiveLastCall{session.box->id}) == "done");
        CHECK(resumed.said_to(CloseBox{session.box->id}) == "done");
        CHECK_FALSE(session.box);
        CHECK(std::holds_alternative<Replay>(replay(resumed.journal.read_all())));
    }
}

TEST_CASE("A host killed between closing and release asks again") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::proposals);
    const BoxId dead = room.open(BoxKind::proposals);
    room.put(1, proposal("Canary"));
    room.put_nothing_from_the_others();
    room.close();
    std::vector<Entry> entries = room.entries();
    entries.resize(entries.size() - 2);  // the release was not durable, and nothing destroyed
    Resumed resumed(entries);
    REQUIRE(resumed.recorder.session().box);
    CHECK(resumed.recorder.session().box->id.value == dead.value + 1);
    CHECK_FALSE(resumed.recorder.session().box->closing);
    CHECK_FALSE(resumed.recorder.session().round()->proposals_shown);
}

TEST_CASE("A host can be killed again and again") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::proposals);
    room.open(BoxKind::proposals);
    std::vector<Entry> entries = room.entries();
    for (std::uint32_t i = 0; i < 5; ++i) {
        Resumed resumed(entries);
        CHECK(resumed.recorder.session().box->id.value == 2 + i);
        entries = resumed.journal.read_all();
    }
    CHECK(std::holds_alternative<Replay>(replay(entries)));
}

TEST_CASE("A closed session is opened to look at and nothing is written") {
    Room room({.seats = {1, 1, 1}, .rounds = 1});
    room.reach(Stage::outcome);
    room.must(DeclareOutcome{});
    room.close_session();
    Resumed resumed(room.entries());
    CHECK(resumed.journal.read_all().size() == room.entries().size());
    CHECK(resumed.said_to(CloseSession{}) == "session_closed");
    Live live;
    resumed.recorder.fill_live(live);
    CHECK(live.check_words == room.live().check_words);
}

TEST_CASE("A resumed session takes new commands where the old one stopped") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::clarification);
    Resumed resumed(room.entries());
    CHECK(resumed.said_to(OpenBox{BoxKind::ranking, {}}) == "done");
    CHECK(resumed.said_to(TakeSeat{OrganisationId{1}, key_of(1)}, Delegate{}) == "done");
    CHECK(std::holds_alternative<Replay>(replay(resumed.journal.read_all())));
}

TEST_CASE("A seat that is freed while a box is open takes its deposit with it") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    room.seat(1);
    room.seat(2);
    room.seat(3);
    room.round_begins();
    room.propose(std::vector<std::string>{"Hub", "Beds"});
    room.clarify();
    const BoxId box = room.open(BoxKind::ranking);
    const Ranking ranking{{room.called("Hub")}};
    room.put(1, RankingDeposit{ranking});
    // One person, from seat after seat.
    for (std::uint32_t organisation = 4; organisation <= 6; ++organisation) {
        room.must(FreeSeat{SeatId{organisation == 4 ? 1 : organisation - 1}});
        room.seat(organisation);
        room.put(organisation, RankingDeposit{ranking});
    }
    CHECK(room.live().deposited.size() == 1);
    CHECK(room.live().turnout == 4);
    CHECK(room.live().seats_in_box == 6);
    CHECK(room.session().box->id == box);
    room.close();
    REQUIRE(room.withheld_ranking());
    CHECK(room.withheld_ranking()->organisations == 1);
}

}  // namespace
}  // namespace equivox
