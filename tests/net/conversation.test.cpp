// SPDX-License-Identifier: Apache-2.0
// One peer's story each: what it says, what it hears, where it ends.
#include "net/conversation.hpp"

#include <catch2/catch.hpp>

#include "tests/net/fake_room.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

using State = Conversation::State;

const PeerAddress from_the_room{"192.168.1.30", false};
const PeerAddress from_this_machine{"127.0.0.1", true};

Hello delegate_hello(const std::string& key = key_a) {
    Hello hello;
    hello.role = Role::delegate;
    hello.client = client_a;
    hello.room_code = room_code_words;
    hello.seat_key = key;
    return proved(hello);
}

Hello observer_hello() {
    Hello hello;
    hello.client = client_b;
    hello.room_code = room_code_words;
    return hello;
}

Hello facilitator_hello() {
    Hello hello;
    hello.role = Role::facilitator;
    hello.client = client_b;
    hello.facilitator_secret = secret_words;
    return hello;
}

// A peer, the room it talks to and a clock that is turned by hand.
struct Story {
    FakeRoom room;
    Door door{room};
    Instant now{std::chrono::hours(1)};
    Conversation peer;
    std::uint64_t last_id = 0;

    explicit Story(const PeerAddress& address = from_the_room)
        : peer(address, {}, host_words(), {}, Instant(std::chrono::hours(1))) {}

    Actions says(const std::string& text) { return peer.hear(text, door, now); }
    Actions says(const Hello& hello) { return says(print(hello)); }

    // Asks, lets the room decide, and gives the conversation the answer.
    Actions asks(const Command& command) {
        ++last_id;
        const bool delegate = peer.owner().substr(0, 8) == "delegate";
        Actions actions =
            says(print(delegate ? signed_command(last_id, command) : CommandMessage{last_id, command}));
        if (!actions.submit) return actions;
        std::optional<Answer> answer;
        room.submit(actions.submit->command, actions.submit->actor,
                    [&](const Answer& given) { answer = given; });
        return peer.answered(last_id, *answer, door);
    }

    void passes(Milliseconds time) { now += time; }
};

FromHost said(const Actions& actions) {
    REQUIRE(actions.say.size() == 1);
    return parse_from_host(actions.say.front());
}

std::string refusal(const Actions& actions) {
    return std::get<Refused>(said(actions)).refusal;
}

GoodbyeReason goodbye(const Actions& actions) {
    REQUIRE(actions.hang_up);
    REQUIRE(actions.hang_up->goodbye);
    CHECK(actions.hang_up->code == close_code(actions.hang_up->goodbye->reason));
    return actions.hang_up->goodbye->reason;
}

bool nothing_in(const Actions& actions) {
    return actions.say.empty() && !actions.submit && !actions.hang_up;
}

}  // namespace

TEST_CASE("a delegate joins, takes a seat, puts something in and leaves") {
    Story story;
    CHECK(story.peer.state() == State::greeting);

    const FromHost welcome = said(story.says(delegate_hello()));
    CHECK(std::get<Welcome>(welcome).run == "run1");
    CHECK(std::get<Welcome>(welcome).role == Role::delegate);
    CHECK(story.peer.state() == State::joining);

    CHECK(std::get<Done>(said(story.asks(take_seat(3)))).id == 1);
    CHECK(story.peer.state() == State::seated);
    CHECK(story.peer.seat() == SeatId{31});

    CHECK(std::get<Done>(said(story.asks(put_proposal("One hub")))).id == 2);
    CHECK(story.room.actors.back() == Actor(Delegate{SeatId{31}}));

    CHECK(std::get<Done>(said(story.asks(LeaveSeat{}))).id == 3);
    CHECK(story.peer.state() == State::joining);
    CHECK_FALSE(story.peer.seat());

    CHECK(std::get<Done>(said(story.asks(take_seat(4)))).id == 4);
    CHECK(story.peer.seat() == SeatId{41});
}

TEST_CASE("the host fills in the key of the device, whatever the client wrote there") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    const Command forged = TakeSeat{OrganisationId{3}, key_b};
    const Actions actions = story.says(print(signed_command(1, forged)));
    REQUIRE(actions.submit);
    CHECK(std::get<TakeSeat>(actions.submit->command).device_key == key_a);
    CHECK(actions.submit->actor == Actor(Delegate{}));
}

TEST_CASE("a device that dropped comes back into its seat, with a wrong room code or none") {
    for (const std::optional<std::string>& code :
         {std::optional<std::string>(), std::optional<std::string>("WRONG")}) {
        Story story;
        story.room.seats[key_a] = SeatId{31};
        Hello hello = delegate_hello();
        hello.room_code = code;
        CHECK(std::holds_alternative<Welcome>(said(story.says(hello))));
        CHECK(story.peer.state() == State::seated);
        CHECK(story.peer.seat() == SeatId{31});
        CHECK_FALSE(story.door.alarm(story.now));
    }
}

TEST_CASE("returning seats are served while codes are being guessed, newcomers of the same address are not") {
    Story story;
    for (int i = 0; i < 10; ++i) static_cast<void>(story.door.try_code("WRONGONE", from_the_room, story.now));
    story.room.seats[key_a] = SeatId{31};
    CHECK(std::holds_alternative<Welcome>(said(story.says(delegate_hello()))));

    Conversation other(from_the_room, {}, host_words(), {}, story.now);
    const Actions actions = other.hear(print(delegate_hello(key_b)), story.door, story.now);
    CHECK(goodbye(actions) == GoodbyeReason::wrong_code);
    CHECK(actions.hang_up->goodbye->sentence.find("wait") != std::string::npos);
}

TEST_CASE("a wrong room code is the end, for delegates and observers") {
    for (Hello hello : {delegate_hello(), observer_hello()}) {
        Story story;
        hello.room_code = "KDRTMWPB";
        CHECK(goodbye(story.says(hello)) == GoodbyeReason::wrong_code);
        CHECK(story.peer.state() == State::closed);
        CHECK(nothing_in(story.says(delegate_hello())));
    }
}

TEST_CASE("a newcomer without a room code is asked for it, and that is no guess") {
    Story story;
    Hello hello = delegate_hello();
    hello.room_code.reset();
    CHECK(goodbye(story.says(hello)) == GoodbyeReason::wrong_code);
    for (int i = 0; i < 9; ++i) static_cast<void>(story.door.try_code("WRONGONE", from_the_room, story.now));
    CHECK_FALSE(story.door.alarm(story.now));
}

TEST_CASE("an observer sees and can ask nothing") {
    Story story;
    CHECK(std::holds_alternative<Welcome>(said(story.says(observer_hello()))));
    CHECK(story.peer.state() == State::observing);
    CHECK(refusal(story.asks(take_seat(3))) == "not_seated");
    CHECK(refusal(story.asks(put_proposal("One hub"))) == "not_seated");
    CHECK(refusal(story.asks(CloseSession{})) == "not_facilitator");
    CHECK(story.room.submitted.empty());
}

TEST_CASE("a facilitator from this machine with the secret does what the console does") {
    Story story(from_this_machine);
    CHECK(std::holds_alternative<Welcome>(said(story.says(facilitator_hello()))));
    CHECK(story.peer.state() == State::facilitating);
    CHECK(std::holds_alternative<Done>(said(story.asks(BeginRound{RoundId{1}}))));
    CHECK(story.room.actors.back() == Actor(Facilitator{}));
    CHECK(refusal(story.asks(take_seat(3))) == "not_seated");
}

TEST_CASE("a facilitator from elsewhere is sent away, whatever the secret") {
    Story story(from_the_room);
    CHECK(goodbye(story.says(facilitator_hello())) == GoodbyeReason::wrong_secret);
}

TEST_CASE("a facilitator with the wrong secret is sent away") {
    Story story(from_this_machine);
    Hello hello = facilitator_hello();
    hello.facilitator_secret = "another secret";
    CHECK(goodbye(story.says(hello)) == GoodbyeReason::wrong_secret);
}

TEST_CASE("a client of another version is told which version is spoken here") {
    Story story;
    const Actions actions = story.says(R"({"type":"hello","protocol":3,"a new":["shape"]})");
    CHECK(goodbye(actions) == GoodbyeReason::version);
    CHECK(actions.hang_up->goodbye->sentence == "This host speaks protocol version 2.");

    Story same_shape;
    Hello hello = observer_hello();
    hello.protocol = 3;
    CHECK(goodbye(same_shape.says(hello)) == GoodbyeReason::version);
}

TEST_CASE("a seat opened in a newer window is taken over, and the older window hears nothing more") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    CHECK(goodbye(story.peer.displaced()) == GoodbyeReason::taken_over);
    CHECK_FALSE(story.peer.seat());
    CHECK(nothing_in(story.asks(put_proposal("too late"))));
    CHECK(nothing_in(story.peer.displaced()));
}

TEST_CASE("a freed seat is told to the device that had it") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    CHECK(nothing_in(story.peer.room_changed(story.door)));
    story.room.seats.clear();
    CHECK(goodbye(story.peer.room_changed(story.door)) == GoodbyeReason::seat_freed);
}

TEST_CASE("a command from a seat that has just gone to another device is not asked for that seat") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    story.room.seats.clear();
    story.room.seats[key_b] = SeatId{31};
    const std::size_t before = story.room.submitted.size();
    CHECK(goodbye(story.asks(put_proposal("not mine"))) == GoodbyeReason::seat_freed);
    CHECK(story.room.submitted.size() == before);
}

TEST_CASE("somebody who leaves is not told that the facilitator freed the seat, even before the answer") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    REQUIRE(story.says(print(signed_command(7, LeaveSeat{}))).submit);
    story.room.seats.clear();
    CHECK(nothing_in(story.peer.room_changed(story.door)));
    CHECK(story.peer.state() == State::joining);
    CHECK(std::get<Done>(said(story.peer.answered(7, Accepted{}, story.door))).id == 7);
    CHECK(story.peer.state() == State::joining);
}

TEST_CASE("a refused leave keeps the seat, and a freeing afterwards is told") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    REQUIRE(story.says(print(signed_command(7, LeaveSeat{}))).submit);
    CHECK(refusal(story.peer.answered(7, Refusal::session_closed, story.door)) == "session_closed");
    CHECK(story.peer.state() == State::seated);
    story.room.seats.clear();
    CHECK(goodbye(story.peer.room_changed(story.door)) == GoodbyeReason::seat_freed);
}

TEST_CASE("a refused seat leaves the delegate joining") {
    Story story;
    story.room.seats[key_b] = SeatId{31};
    story.room.seats["somebody"] = SeatId{32};
    static_cast<void>(story.says(delegate_hello()));
    CHECK(refusal(story.asks(take_seat(3))) == "organisation_full");
    CHECK(story.peer.state() == State::joining);
}

TEST_CASE("a second window of a seated device does not take the seat by asking for something else") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    story.room.seats[key_a] = SeatId{31};  // taken by the other window
    CHECK(refusal(story.asks(put_proposal("One hub"))) == "not_seated");
    CHECK(story.peer.state() == State::joining);
    CHECK(std::holds_alternative<Done>(said(story.asks(take_seat(3)))));
    CHECK(story.peer.seat() == SeatId{31});
}

TEST_CASE("before hello everything else is refused and the peer may still say hello") {
    Story story;
    CHECK(refusal(story.asks(take_seat(3))) == "not_understood");
    CHECK(refusal(story.says("this is not JSON")) == "not_understood");
    CHECK(nothing_in(story.says(print(Pong{}))));
    CHECK(story.peer.state() == State::greeting);
    CHECK(std::holds_alternative<Welcome>(said(story.says(delegate_hello()))));
}

TEST_CASE("a second hello is refused and changes nothing") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    CHECK(refusal(story.says(observer_hello())) == "not_understood");
    CHECK(story.peer.state() == State::seated);
}

TEST_CASE("a message that is not understood is refused with its id and what is wrong, and the peer stays") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    const FromHost answer = said(
        story.says(R"({"type":"command","id":9,"command":"{\"type\":\"give_last_call\",\"box\":\"x\"}"})"));
    CHECK(std::get<Refused>(answer).id == 9);
    CHECK(std::get<Refused>(answer).detail == "$.command.box: expected a whole number");
    CHECK(story.peer.state() == State::joining);
}

TEST_CASE(
    "forty commands at once are asked, the next is refused as too fast, a moment later one more is asked") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    for (int i = 0; i < 39; ++i) CHECK(std::holds_alternative<Done>(said(story.asks(put_proposal("again")))));
    const std::size_t asked = story.room.submitted.size();
    CHECK(refusal(story.asks(put_proposal("again"))) == "too_fast");
    CHECK(refusal(story.says("not JSON")) == "too_fast");
    CHECK(story.room.submitted.size() == asked);
    story.passes(Milliseconds(50));
    CHECK(std::holds_alternative<Done>(said(story.asks(put_proposal("again")))));
}

TEST_CASE("a flood of messages of any kind ends the connection") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    Actions last;
    int heard = 0;
    while (!last.hang_up && heard < 10'000) {
        last = story.says(print(Pong{}));
        ++heard;
    }
    CHECK(heard == 400);
    CHECK(goodbye(last) == GoodbyeReason::too_fast);
}

TEST_CASE("a greeted peer is pinged every five seconds") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    story.passes(Milliseconds(4'999));
    CHECK(nothing_in(story.peer.tick(story.now)));
    story.passes(Milliseconds(1));
    CHECK(std::holds_alternative<Ping>(said(story.peer.tick(story.now))));
    CHECK(nothing_in(story.peer.tick(story.now)));
}

TEST_CASE("a peer that says nothing for forty-five seconds is closed, one that answers is not") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    static_cast<void>(story.asks(take_seat(3)));
    story.passes(std::chrono::seconds(44));
    static_cast<void>(story.says(print(Pong{})));
    story.passes(std::chrono::seconds(44));
    CHECK_FALSE(story.peer.tick(story.now).hang_up);
    story.passes(std::chrono::seconds(1));
    const Actions actions = story.peer.tick(story.now);
    REQUIRE(actions.hang_up);
    CHECK_FALSE(actions.hang_up->goodbye);
    CHECK(story.room.seats.size() == 1);
}

TEST_CASE("a peer that is still greeting is neither pinged nor told that it is silent") {
    Story story;
    story.passes(std::chrono::minutes(5));
    CHECK(nothing_in(story.peer.tick(story.now)));
}

TEST_CASE("when the host stops everybody hears it once") {
    Story story;
    static_cast<void>(story.says(observer_hello()));
    CHECK(goodbye(story.peer.stop()) == GoodbyeReason::stopping);
    CHECK(nothing_in(story.peer.stop()));
    CHECK(nothing_in(story.peer.tick(story.now + std::chrono::hours(1))));
}

TEST_CASE("two devices with one client id, and one device in two roles, are different owners of answers") {
    Story one;
    static_cast<void>(one.says(delegate_hello(key_a)));
    Story other;
    static_cast<void>(other.says(delegate_hello(key_b)));
    CHECK_FALSE(one.peer.owner().empty());
    CHECK(one.peer.owner() != other.peer.owner());
}

TEST_CASE("a device that does not prove its key, or proves it for another channel, is sent away") {
    Hello none = delegate_hello();
    none.proof.reset();
    Hello of_another_device = delegate_hello(key_b);
    of_another_device.seat_key = key_a;
    Hello of_another_channel = delegate_hello();
    of_another_channel = proved(of_another_channel, Digest{std::byte{1}});
    Hello of_another_window = delegate_hello();
    of_another_window.client = client_b;
    for (const Hello& hello : {none, of_another_device, of_another_channel, of_another_window}) {
        Story story;
        story.room.seats[key_a] = SeatId{31};
        CHECK(goodbye(story.says(hello)) == GoodbyeReason::wrong_key);
        CHECK_FALSE(story.peer.seat());
    }
}

TEST_CASE("a delegate's command without the signature of its device is refused, and nothing is asked") {
    const Command command = take_seat(3);
    CommandMessage none{1, command};
    CommandMessage of_another_device = signed_command(1, command, key_b);
    CommandMessage of_another_window = signed_command(1, command, key_a, client_b);
    CommandMessage another_id = signed_command(2, command);
    another_id.id = 1;
    CommandMessage another_text = signed_command(1, command);
    another_text.text = command_text(take_seat(4));
    CommandMessage another_blank = signed_command(1, command);
    another_blank.text += " ";
    CommandMessage another_session = signed_command(1, command);
    another_session.signature =
        device_a->sign(command_statement(std::string(32, '0'), client_a, 1, command_text(command)));
    for (const CommandMessage& message : {none, of_another_device, of_another_window, another_id,
                                          another_text, another_blank, another_session}) {
        Story story;
        static_cast<void>(story.says(delegate_hello()));
        const Actions actions = story.says(print(message));
        CHECK(refusal(actions) == "not_signed");
        CHECK_FALSE(actions.submit);
    }
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    CHECK(story.says(print(signed_command(1, command))).submit);
}

TEST_CASE("what is signed is the command's text as it came, not as the host would write it") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    CommandMessage message{1, take_seat(3),
                           R"( { "organisation" : 3, "device_key":"", "type":"take_seat" } )"};
    message.signature = device_a->sign(command_statement(session_words, client_a, 1, message.text));
    const Actions actions = story.says(print(message));
    REQUIRE(actions.submit);
    CHECK(std::get<TakeSeat>(actions.submit->command).organisation == OrganisationId{3});
}

TEST_CASE("answers to a delegate are signed by the host, whatever they say; others need no signature") {
    Story story;
    static_cast<void>(story.says(delegate_hello()));
    CHECK(story.asks(take_seat(3)).say == std::vector{done_text(1)});
    CHECK(story.says(print(signed_command(2, CloseSession{}))).submit);
    CHECK(story.peer.answered(2, Refusal::not_facilitator, story.door).say ==
          std::vector{refused_text(make_refused(2, Refusal::not_facilitator))});
    CHECK(story.says(print(CommandMessage{3, LeaveSeat{}})).say ==
          std::vector{refused_text(make_not_signed(3))});
    CHECK(story.peer.refuse(4, Refusal::not_understood, "why").say ==
          std::vector{refused_text(make_refused(4, Refusal::not_understood, "why"))});

    Story console(from_this_machine);
    static_cast<void>(console.says(facilitator_hello()));
    CHECK(console.asks(BeginRound{RoundId{1}}).say == std::vector{print(Done{1})});
}

TEST_CASE("the welcome names the session and the host's key") {
    Story story;
    const FromHost welcome = said(story.says(observer_hello()));
    CHECK(std::get<Welcome>(welcome).session_id == session_words);
    CHECK(std::get<Welcome>(welcome).host_key == host_identity->public_key());
}
