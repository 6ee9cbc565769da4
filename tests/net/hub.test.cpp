// SPDX-License-Identifier: Apache-2.0
// Several peers, one room, no sockets: lines that write down what they are told and a clock turned by hand.
#include "net/hub.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "tests/net/fake_lines.hpp"
#include "tests/net/fake_room.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

struct Story {
    FakeRoom room;
    FakeLines lines;
    std::map<PeerId, std::pair<std::string, std::string>> devices;  // key and client of the delegates
    Hub hub{room, lines, HubSettings{.host = host_words()}};

    Story() {
        room.changed = [this] { hub.room_changed(); };
    }

    // Lets time pass and wakes the hub whenever it asked for it.
    void passes(Milliseconds time) {
        const Instant until = lines.clock + time;
        while (lines.wake && *lines.wake <= until) {
            lines.clock = std::max(lines.clock, *lines.wake);
            lines.wake.reset();
            hub.woken();
        }
        lines.clock = std::max(lines.clock, until);
    }
    void settle() { passes(Milliseconds(100)); }

    void opens(PeerId id, bool loopback = false) {
        hub.peer_opened(id, {loopback ? "127.0.0.1" : "192.168.1.30", loopback}, {});
    }
    void joins(PeerId id, const std::string& key = key_a, const std::string& client = client_a) {
        opens(id);
        Hello hello;
        hello.role = Role::delegate;
        hello.client = client;
        hello.room_code = room_code_words;
        hello.seat_key = key;
        devices[id] = {key, client};
        hub.peer_said(id, print(proved(hello)));
    }
    void observes(PeerId id) {
        opens(id);
        Hello hello;
        hello.client = client_b;
        hello.room_code = room_code_words;
        hub.peer_said(id, print(hello));
    }
    void facilitates(PeerId id) {
        opens(id, true);
        Hello hello;
        hello.role = Role::facilitator;
        hello.client = client_b;
        hello.facilitator_secret = secret_words;
        hub.peer_said(id, print(hello));
    }
    void asks(PeerId id, std::uint64_t command_id, const Command& command) {
        const auto device = devices.find(id);
        hub.peer_said(
            id, print(device == devices.end() ? CommandMessage{command_id, command}
                                              : signed_command(command_id, command, device->second.first,
                                                               device->second.second)));
    }

    // What this peer heard since the last time it was asked, views apart.
    std::vector<std::string> heard(PeerId id) {
        std::vector<std::string> result;
        for (const FakeLines::Sent& one : lines.sent[id])
            if (one.kind == ParcelKind::message) result.push_back(one.text);
        std::erase_if(lines.sent[id],
                      [](const FakeLines::Sent& one) { return one.kind == ParcelKind::message; });
        return result;
    }
    std::vector<ViewMessage> views(PeerId id) {
        std::vector<ViewMessage> result;
        for (const FakeLines::Sent& one : lines.sent[id])
            if (one.kind == ParcelKind::view)
                result.push_back(std::get<ViewMessage>(parse_from_host(one.text)));
        std::erase_if(lines.sent[id],
                      [](const FakeLines::Sent& one) { return one.kind == ParcelKind::view; });
        return result;
    }
    GoodbyeReason goodbye(PeerId id) {
        REQUIRE(lines.goodbyes.contains(id));
        return std::get<Goodbye>(parse_from_host(lines.goodbyes[id])).reason;
    }
    void forget_what_was_heard() { lines.sent.clear(); }
};

using Texts = std::vector<std::string>;
const std::string done_1 = done_text(1);
const std::string done_2 = done_text(2);

}  // namespace

TEST_CASE("a newcomer is welcomed, then sees the room") {
    Story story;
    story.joins(1);
    CHECK(story.lines.greeted_peers.contains(1));
    story.settle();
    REQUIRE(story.lines.sent[1].size() == 2);
    CHECK(story.lines.sent[1][0].text == print(Welcome{2, "run1", Role::delegate, "equivox test",
                                                       session_words, host_identity->public_key()}));
    const std::vector<ViewMessage> views = story.views(1);
    REQUIRE(views.size() == 1);
    CHECK(views[0].sequence == 1);
    CHECK_FALSE(views[0].seat);
}

TEST_CASE("a peer that has not said hello sees nothing and is not greeted") {
    Story story;
    story.opens(1);
    story.hub.room_changed();
    story.settle();
    CHECK(story.lines.sent[1].empty());
    CHECK(story.lines.greeted_peers.empty());
}

TEST_CASE("a seat's view travels beside the room's, and the room's part is made once for everybody") {
    Story story;
    story.joins(1);
    story.observes(2);
    story.facilitates(3);
    story.asks(1, 1, take_seat(3));
    story.settle();
    story.forget_what_was_heard();
    const std::size_t made = story.room.room_views_made;

    story.hub.room_changed();
    story.settle();
    CHECK(story.room.room_views_made == made + 1);
    CHECK(story.lines.sent[1].back().shared == story.lines.sent[2].back().shared);
    CHECK(story.lines.sent[1].back().shared == story.lines.sent[3].back().shared);
    const ViewMessage seat = story.views(1).at(0);
    const ViewMessage observer = story.views(2).at(0);
    const ViewMessage facilitator = story.views(3).at(0);
    CHECK(seat.sequence == observer.sequence);
    REQUIRE(seat.seat);
    CHECK(seat.seat->seat == SeatId{31});
    CHECK_FALSE(seat.facilitator);
    CHECK_FALSE(observer.seat);
    CHECK_FALSE(observer.facilitator);
    CHECK(facilitator.facilitator);
}

TEST_CASE("a burst of changes becomes few views, and the last change is always seen") {
    Story story;
    story.observes(1);
    story.settle();
    story.forget_what_was_heard();
    for (int i = 0; i < 100; ++i) {
        story.room.seats["device " + std::to_string(i)] = SeatId{static_cast<std::uint32_t>(1000 + i)};
        story.hub.room_changed();
        story.passes(Milliseconds(1));
    }
    story.settle();
    const std::vector<ViewMessage> views = story.views(1);
    CHECK(views.size() <= 4);
    REQUIRE_FALSE(views.empty());
    CHECK(views.back().room.seats_taken == 100);
    for (std::size_t i = 1; i < views.size(); ++i) CHECK(views[i].sequence > views[i - 1].sequence);
}

TEST_CASE("a machine that takes long to make a view has time left for other things") {
    Story story;
    story.lines.view_takes = Milliseconds(100);
    story.observes(1);
    story.settle();
    story.forget_what_was_heard();
    const Instant end = story.lines.clock + std::chrono::seconds(10);
    while (story.lines.clock < end) {
        story.hub.room_changed();
        story.passes(Milliseconds(10));
    }
    const std::size_t views = story.views(1).size();
    CHECK(views <= 21);
    CHECK(views >= 15);
}

TEST_CASE("a single change after a rest is shown at once") {
    Story story;
    story.observes(1);
    story.passes(std::chrono::seconds(3));
    story.forget_what_was_heard();
    story.hub.room_changed();
    story.passes(Milliseconds(0));
    CHECK(story.views(1).size() == 1);
}

TEST_CASE("nothing is made while nothing changes") {
    Story story;
    story.observes(1);
    story.settle();
    const std::size_t made = story.room.room_views_made;
    story.passes(std::chrono::seconds(30));
    CHECK(story.room.room_views_made == made);
}

TEST_CASE("a hundred newcomers within a moment share one view of the room") {
    Story story;
    story.observes(1);
    story.settle();
    const std::size_t made = story.room.room_views_made;
    for (PeerId id = 2; id < 102; ++id) story.observes(id);
    CHECK(story.room.room_views_made == made);
    for (PeerId id = 2; id < 102; ++id) CHECK(story.views(id).size() == 1);
}

TEST_CASE("a newcomer after a quiet time gets a view that counts the seconds of now") {
    Story story;
    story.observes(1);
    story.settle();
    const std::size_t made = story.room.room_views_made;
    story.passes(std::chrono::minutes(3));
    story.observes(2);
    story.settle();
    CHECK(story.room.room_views_made == made + 1);
    CHECK(story.views(2).size() == 1);
}

TEST_CASE("done comes before the view that shows it") {
    Story story;
    story.joins(1);
    story.settle();
    story.forget_what_was_heard();
    story.asks(1, 1, take_seat(3));
    story.settle();
    const auto& sent = story.lines.sent[1];
    REQUIRE(sent.size() >= 2);
    CHECK(sent[0].text == done_1);
    CHECK(std::get<ViewMessage>(parse_from_host(sent.back().text)).seat);
}

TEST_CASE("the same command again gets the same answer and is done once") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    static_cast<void>(story.heard(1));
    story.asks(1, 1, take_seat(3));
    CHECK(story.heard(1) == Texts{done_1});
    CHECK(story.room.submitted.size() == 1);
}

TEST_CASE("a refusal is repeated as it was, although it would be accepted now") {
    Story story;
    story.room.seats = {{"one", SeatId{31}}, {"two", SeatId{32}}};
    story.joins(1);
    static_cast<void>(story.heard(1));
    story.asks(1, 1, take_seat(3));
    const Texts first = story.heard(1);
    REQUIRE(first == Texts{refused_text(make_refused(1, Refusal::organisation_full))});
    story.room.seats.clear();
    story.asks(1, 1, take_seat(3));
    CHECK(story.heard(1) == first);
    CHECK(story.room.seats.empty());
}

TEST_CASE("a retry on a new connection, while the first is not durable yet, waits for the same answer") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    story.room.hold_answers = true;
    story.asks(1, 2, put_proposal("One hub"));
    story.hub.peer_closed(1);
    static_cast<void>(story.heard(1));

    story.joins(2);
    static_cast<void>(story.heard(2));
    story.asks(2, 2, put_proposal("One hub"));
    CHECK(story.heard(2).empty());
    CHECK(story.room.submitted.size() == 2);

    story.room.let_answers_go();
    CHECK(story.heard(2) == Texts{done_2});
    CHECK(story.heard(1).empty());
}

TEST_CASE("a lost answer is repeated to whoever comes back with the same client and key") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    story.hub.peer_closed(1);
    story.joins(2);
    static_cast<void>(story.heard(2));
    story.asks(2, 1, take_seat(3));
    CHECK(story.heard(2) == Texts{done_1});
    CHECK(story.room.submitted.size() == 1);
}

TEST_CASE("somebody with another key gets nobody else's answers, even with the same client id") {
    Story story;
    story.joins(1, key_a, client_a);
    story.asks(1, 1, take_seat(3));
    story.joins(2, key_b, client_a);
    static_cast<void>(story.heard(2));
    story.asks(2, 1, take_seat(3));
    CHECK(story.heard(2) == Texts{done_1});
    CHECK(story.room.submitted.size() == 2);
    CHECK(story.room.seats.size() == 2);
}

TEST_CASE("an id that was another command's is refused, and nothing is done") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    static_cast<void>(story.heard(1));
    story.asks(1, 1, put_proposal("One hub"));
    const Texts heard = story.heard(1);
    REQUIRE(heard.size() == 1);
    const Refused refused = std::get<Refused>(parse_from_host(heard[0]));
    CHECK(refused.id == 1);
    CHECK(refused.refusal == "not_understood");
    CHECK(story.room.submitted.size() == 1);
}

TEST_CASE("a command with an id below one that came before is refused as old, and nothing is done") {
    Story story;
    story.joins(1);
    story.asks(1, 2, take_seat(3));
    static_cast<void>(story.heard(1));
    story.asks(1, 1, put_proposal("One hub"));
    const Texts heard = story.heard(1);
    REQUIRE(heard.size() == 1);
    CHECK(std::get<Refused>(parse_from_host(heard[0])).detail == "$.id: is not higher than those before it");
    CHECK(story.room.submitted.size() == 1);
}

TEST_CASE("the newest window of a seat wins, and the older one is told") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    CHECK(story.hub.connected_seats() == std::set<SeatId>{SeatId{31}});

    story.joins(2);
    CHECK(story.goodbye(1) == GoodbyeReason::taken_over);
    CHECK(story.lines.closed[1] == 4004);
    CHECK(story.hub.connected_seats() == std::set<SeatId>{SeatId{31}});

    // The older line ends later; the seat stays with the newer one.
    story.hub.peer_closed(1);
    CHECK(story.room.connected == std::set<SeatId>{SeatId{31}});
    story.asks(2, 2, put_proposal("One hub"));
    CHECK(story.room.actors.back() == Actor(Delegate{SeatId{31}}));
}

TEST_CASE("taking the seat in a second window that was still joining takes it over as well") {
    Story story;
    story.joins(1, key_a, client_a);
    story.joins(2, key_a, client_b);
    story.asks(1, 1, take_seat(3));
    story.settle();
    CHECK(story.lines.closed.empty());
    story.asks(2, 1, take_seat(3));
    CHECK(story.goodbye(1) == GoodbyeReason::taken_over);
    CHECK_FALSE(story.lines.closed.contains(2));
}

TEST_CASE("a freed seat is told to its device, and to nobody else") {
    Story story;
    story.joins(1, key_a, client_a);
    story.joins(2, key_b, client_b);
    story.facilitates(3);
    story.asks(1, 1, take_seat(3));
    story.asks(2, 1, take_seat(3));
    story.asks(3, 1, free_seat(SeatId{31}));
    story.settle();
    CHECK(story.goodbye(1) == GoodbyeReason::seat_freed);
    CHECK(story.lines.closed == std::map<PeerId, std::uint16_t>{{1, 4005}});
    CHECK(story.hub.connected_seats() == std::set<SeatId>{SeatId{32}});
}

TEST_CASE("the room is told which seats are connected, and the facilitator sees it without another change") {
    Story story;
    story.facilitates(9);
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    story.settle();
    CHECK(story.room.connected == std::set<SeatId>{SeatId{31}});
    story.forget_what_was_heard();

    story.hub.peer_closed(1);
    story.settle();
    CHECK(story.room.connected.empty());
    const std::vector<ViewMessage> views = story.views(9);
    REQUIRE(views.size() == 1);
    REQUIRE(views[0].facilitator->seats.size() == 1);
    CHECK_FALSE(views[0].facilitator->seats[0].connected);
}

TEST_CASE("somebody who leaves a seat goes on seeing the room without it") {
    Story story;
    story.joins(1);
    story.asks(1, 1, take_seat(3));
    story.settle();
    story.forget_what_was_heard();
    story.asks(1, 2, LeaveSeat{});
    story.settle();
    CHECK(story.lines.closed.empty());
    CHECK(story.heard(1) == Texts{done_2});
    CHECK_FALSE(story.views(1).back().seat);
    CHECK(story.hub.connected_seats().empty());
}

TEST_CASE("the hub pings everybody and closes who is silent") {
    Story story;
    story.observes(1);
    story.observes(2);
    static_cast<void>(story.heard(1));
    static_cast<void>(story.heard(2));
    for (int i = 0; i < 50; ++i) {
        story.passes(std::chrono::seconds(1));
        story.hub.peer_said(2, print(Pong{}));
    }
    CHECK(story.heard(2).size() >= 8);
    CHECK(story.lines.closed == std::map<PeerId, std::uint16_t>{{1, 1001}});
}

TEST_CASE("stopping says goodbye to everybody") {
    Story story;
    story.opens(1);
    story.observes(2);
    story.joins(3);
    story.hub.stop();
    for (PeerId id = 1; id <= 3; ++id) CHECK(story.goodbye(id) == GoodbyeReason::stopping);
}

TEST_CASE("an answer that comes after the hub has gone is dropped") {
    FakeRoom room;
    room.hold_answers = true;
    FakeLines lines;
    {
        Hub hub(room, lines, HubSettings{.host = host_words()});
        hub.peer_opened(1, {"192.168.1.30", false}, {});
        Hello hello;
        hello.role = Role::delegate;
        hello.client = client_a;
        hello.room_code = room_code_words;
        hello.seat_key = key_a;
        hub.peer_said(1, print(proved(hello)));
        hub.peer_said(1, print(signed_command(1, take_seat(3))));
        REQUIRE(room.submitted.size() == 1);
    }
    const std::size_t sent = lines.sent[1].size();
    room.let_answers_go();
    CHECK(lines.sent[1].size() == sent);
}

TEST_CASE("guessing raises the alarm that the console can show") {
    Story story;
    for (PeerId id = 1; id <= 10; ++id) {
        CHECK_FALSE(story.hub.guessing_alarm());
        story.opens(id);
        Hello hello;
        hello.client = client_b;
        hello.room_code = "WRONGONE";
        story.hub.peer_said(id, print(hello));
        CHECK(story.goodbye(id) == GoodbyeReason::wrong_code);
    }
    CHECK(story.hub.guessing_alarm());
    story.passes(std::chrono::minutes(2));
    CHECK_FALSE(story.hub.guessing_alarm());
}

TEST_CASE("messages and ends of peers that nobody knows are ignored") {
    Story story;
    story.hub.peer_said(77, print(Pong{}));
    story.hub.peer_closed(77);
    CHECK(story.lines.sent.empty());
    CHECK(story.hub.peers() == 0);
}
