// SPDX-License-Identifier: Apache-2.0
#include "net/message.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/net/fake_room.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

struct PageExamples {
    std::vector<std::string> from_peer;
    std::vector<std::string> from_host;
    std::vector<std::string> commands;
};

// The message around the text of a command.
std::string around(const std::string& command, std::uint64_t id = 1) {
    return print(CommandMessage{id, LeaveSeat{}, command});
}

// The lines inside ```json blocks, by the heading under which they stand. Those in ```json command blocks are
// what stands in a command message.
PageExamples examples_of_the_page() {
    PageExamples examples;
    std::ifstream page(EQUIVOX_PROTOCOL_PAGE);
    std::vector<std::string>* current = nullptr;
    std::vector<std::string>* block = nullptr;
    for (std::string line; std::getline(page, line);) {
        if (line == "## From a peer to the host") current = &examples.from_peer;
        if (line == "## From the host to a peer") current = &examples.from_host;
        if (line.substr(0, 3) != "```") {
            if (block) block->push_back(line);
            continue;
        }
        block = line == "```json" ? current : line == "```json command" ? &examples.commands : nullptr;
    }
    return examples;
}

NotUnderstood unclear(const std::string& text) {
    const FromPeer message = parse_from_peer(text);
    INFO(text);
    REQUIRE(std::holds_alternative<NotUnderstood>(message));
    return std::get<NotUnderstood>(message);
}

std::string hello_with(const std::string& members) {
    return R"({"type":"hello","protocol":2,)" + members + "}";
}

}  // namespace

TEST_CASE("every example of the protocol page is understood") {
    const PageExamples examples = examples_of_the_page();
    CHECK(examples.from_peer.size() >= 6);
    CHECK(examples.from_host.size() >= 8);
    CHECK(examples.commands.size() >= 24);
    for (const std::string& line : examples.commands) {
        INFO(line);
        const FromPeer message = parse_from_peer(around(line));
        if (const auto* not_understood = std::get_if<NotUnderstood>(&message)) FAIL(not_understood->detail);
    }
    for (const std::string& line : examples.from_peer) {
        INFO(line);
        const FromPeer message = parse_from_peer(line);
        if (const auto* not_understood = std::get_if<NotUnderstood>(&message)) FAIL(not_understood->detail);
    }
    for (const std::string& line : examples.from_host) {
        INFO(line);
        const FromHost message = parse_from_host(line);
        if (const auto* not_understood = std::get_if<NotUnderstood>(&message)) FAIL(not_understood->detail);
    }
}

TEST_CASE("the page has an example of every command and every kind of message") {
    std::set<std::size_t> commands;
    std::set<std::size_t> messages;
    const PageExamples examples = examples_of_the_page();
    for (const std::string& line : examples.from_peer) messages.insert(parse_from_peer(line).index());
    for (const std::string& line : examples.commands) {
        const FromPeer message = parse_from_peer(around(line));
        const Command& command = std::get<CommandMessage>(message).command;
        commands.insert(command.index());
    }
    CHECK(messages.size() == std::variant_size_v<FromPeer> - 1);
    CHECK(commands.size() == std::variant_size_v<Command>);
    messages.clear();
    for (const std::string& line : examples.from_host) messages.insert(parse_from_host(line).index());
    CHECK(messages.size() == std::variant_size_v<FromHost> - 1);
}

TEST_CASE("what is printed is what the page shows") {
    const PageExamples examples = examples_of_the_page();
    CHECK(print(CommandMessage{8, LeaveSeat{}}) ==
          R"({"type":"command","id":8,"command":"{\"type\":\"leave_seat\"}"})");
    CHECK(print(Pong{}) == R"({"type":"pong"})");
    CHECK(print(Done{2}) == R"({"type":"done","id":2})");
    CHECK(print(Done{2, "e1"}) == R"({"type":"done","id":2,"signature":"e1"})");
    CHECK(print(Welcome{2, "8f0c3a5e", Role::delegate, "equivox 0.1.0", "30", "d7"}) ==
          R"({"type":"welcome","protocol":2,"run":"8f0c3a5e","role":"delegate","software":"equivox 0.1.0",)"
          R"("session_id":"30","host_key":"d7"})");
    CHECK(
        print(Goodbye{GoodbyeReason::taken_over, "This seat is now open in another window."}) ==
        R"({"type":"goodbye","reason":"taken_over","sentence":"This seat is now open in another window."})");
    for (const std::string& line : examples.from_peer) {
        const FromPeer message = parse_from_peer(line);
        if (const auto* command = std::get_if<CommandMessage>(&message)) CHECK(print(*command) == line);
        if (const auto* hello = std::get_if<Hello>(&message)) CHECK(print(*hello) == line);
    }
    for (const std::string& line : examples.commands) {
        const FromPeer message = parse_from_peer(around(line));
        CHECK(command_text(std::get<CommandMessage>(message).command) == line);
    }
}

TEST_CASE("a refusal carries the stable name and the sentence of the session") {
    const Refused refused = make_refused(5, Refusal::wrong_stage);
    CHECK(print(refused) == R"({"type":"refused","id":5,"refusal":"wrong_stage","sentence":")" +
                                std::string(explain(Refusal::wrong_stage)) + R"("})");
}

TEST_CASE("head and tails of a view join into one message that a client understands") {
    FakeRoom room;
    const std::string head = view_head(12, room.room_view());
    const auto read = [](const std::string& text) { return std::get<ViewMessage>(parse_from_host(text)); };
    CHECK(read(head + view_tail()).sequence == 12);
    CHECK(read(head + view_tail()).room.session_name == "Winter discharge");
    CHECK_FALSE(read(head + view_tail()).seat);
    CHECK(read(head + view_tail(room.seat_view(SeatId{31}))).seat->seat == SeatId{31});
    CHECK(read(head + view_tail(room.facilitator_view())).facilitator);
}

TEST_CASE("a hello that is not exactly right is not understood, with what is wrong") {
    const std::string client = R"("client":"00112233445566778899aabbccddeeff")";
    const std::string key = R"("seat_key":")" + key_a + "\"";
    CHECK(unclear(hello_with(R"("role":"observer","client":"0011")")).detail ==
          "$.client: expected 32 lower-case hexadecimal digits");
    CHECK(unclear(hello_with(R"("role":"observer","client":"00112233445566778899AABBCCDDEEFF")")).detail ==
          "$.client: expected 32 lower-case hexadecimal digits");
    CHECK(unclear(hello_with(R"("role":"delegate",)" + client)).detail == "$.seat_key: missing");
    CHECK(unclear(hello_with(R"("role":"observer",)" + client + "," + key)).detail ==
          "$.seat_key: only a delegate has one");
    CHECK(unclear(hello_with(R"("role":"delegate","seat_key":"0f0e",)" + client)).detail ==
          "$.seat_key: expected 64 lower-case hexadecimal digits");
    CHECK(unclear(hello_with(R"("role":"delegate","proof":"0f0e",)" + client + "," + key)).detail ==
          "$.proof: expected 128 lower-case hexadecimal digits");
    CHECK(unclear(hello_with(R"("role":"observer","proof":")" + std::string(128, '0') + R"(",)" + client))
              .detail == "$.seat_key: only a delegate has one");
    CHECK(unclear(hello_with(R"("role":"facilitator",)" + client)).detail == "$.facilitator_secret: missing");
    CHECK(unclear(hello_with(R"("role":"observer","facilitator_secret":"x",)" + client)).detail ==
          "$.facilitator_secret: only a facilitator has one");
    CHECK(unclear(hello_with(R"("role":"king",)" + client)).detail ==
          "$.role: is not one of the known words");
    CHECK(unclear(hello_with(R"("role":"observer","room_code":")" + std::string(33, 'A') + R"(",)" + client))
              .detail == "$.room_code: too long");
    CHECK(unclear(hello_with(R"("role":"facilitator","facilitator_secret":")" + std::string(129, 'A') +
                             R"(",)" + client))
              .detail == "$.facilitator_secret: too long");
}

TEST_CASE(
    "a command that is not understood keeps its id where that could be read, and the place of the mistake") {
    CHECK(unclear(around(R"({"type":"give_last_call","box":"one"})", 7)).id == 7);
    CHECK(unclear(around(R"({"type":"give_last_call","box":"one"})", 7)).detail ==
          "$.command.box: expected a whole number");
    CHECK(unclear(around(R"({"type":"dance"})", 7)).id == 7);
    CHECK_FALSE(unclear(around(R"({"type":"leave_seat"})", 0)).id);
    CHECK_FALSE(unclear(R"({"type":"command","id":-1,"command":"{\"type\":\"leave_seat\"}"})").id);
    CHECK_FALSE(unclear(R"({"type":"command","id":7)").id);
}

TEST_CASE("a command is a text in its message, and its signature 128 digits") {
    CHECK(unclear(R"({"type":"command","id":7,"command":{"type":"leave_seat"}})").detail ==
          "$.command: expected text");
    CHECK(unclear(R"({"type":"command","id":7,"command":"","signature":"00"})").detail ==
          "$.signature: expected 128 lower-case hexadecimal digits");
    const std::string text = R"({ "type":"leave_seat" })";
    const auto message = std::get<CommandMessage>(parse_from_peer(around(text)));
    CHECK(message.text == text);
    CHECK_FALSE(message.signature);
}

TEST_CASE("a hello in another version of the protocol is told apart, whatever else it holds") {
    CHECK(unclear(R"({"type":"hello","protocol":3,"greeting":{"new":"shape"}})").protocol == 3);
    CHECK_FALSE(unclear(R"({"type":"hello","protocol":2,"greeting":"?"})").protocol);
    CHECK_FALSE(unclear(R"({"type":"hello","protocol":"2"})").protocol);
}

TEST_CASE("a strict reader refuses the whole message for anything that does not belong") {
    for (const char* text : {
             "",
             "null",
             "[]",
             "{}",
             "7",
             "\"hello\"",
             "{",
             R"({"type":"pong")",
             R"({"type":"pong"}})",
             R"({"type":"pong"}{"type":"pong"})",
             R"({"type":"pong","type":"pong"})",
             R"({"type":"pong","more":1})",
             R"({"type":"ping"})",
             R"({"type":"done","id":1})",
             R"({"type":7})",
             R"({"TYPE":"pong"})",
             R"({"type":"command","id":1.0,"command":"{\"type\":\"leave_seat\"}"})",
             R"({"type":"command","id":1e3,"command":"{\"type\":\"leave_seat\"}"})",
             R"({"type":"command","id":1e400,"command":"{\"type\":\"leave_seat\"}"})",
             R"({"type":"command","id":NaN,"command":"{\"type\":\"leave_seat\"}"})",
             R"({"type":"command","id":18446744073709551616,"command":"{\"type\":\"leave_seat\"}"})",
             "{\"type\":\"pong\"}\x01",
             "\xef\xbb\xbf{\"type\":\"pong\"}",
             "{\"type\":\"po\xff\"}",
         }) {
        unclear(text);
    }
    for (const char* command : {
             R"({"type":"free_seat","seat":4294967296})",
             R"({"type":"free_seat","seat":-1})",
             R"({"type":"free_seat","seat":true})",
             R"({"type":"free_seat","seat":null})",
             R"({"type":"free_seat"})",
             R"({"type":"leave_seat","seat":2})",
             R"({"type":"take_seat","organisation":1,"device_key":"\ud800"})",
             R"([[[[[[[[1]]]]]]]])",
             " ",
             "null",
             "leave_seat",
             R"({"type":"leave_seat"}})",
             R"({"type":"leave_seat"} {"type":"leave_seat"})",
             R"("{\"type\":\"leave_seat\"}")",
         })
        unclear(around(command));
    CHECK(std::holds_alternative<CommandMessage>(parse_from_peer(around(R"({"type":"leave_seat"})"))));
}

TEST_CASE("a message longer than 64 KiB is not read, and one just within is") {
    const auto with_length = [](std::size_t length) {
        const std::string begin = R"({"type":"command","id":1,"command":"{\"type\":\"set_proposal_aside\",)"
                                  R"(\"proposal\":1,\"reason\":\")";
        const std::string end = R"(\"}"})";
        return begin + std::string(length - begin.size() - end.size(), 'x') + end;
    };
    CHECK(std::holds_alternative<CommandMessage>(parse_from_peer(with_length(64 * 1024))));
    unclear(with_length(64 * 1024 + 1));
}

TEST_CASE("what is said back about a broken message is short and valid UTF-8, whatever it repeats") {
    std::string key;
    while (key.size() < 60) key += "\xe2\x82\xac";
    for (std::size_t shift = 0; shift < 4; ++shift) {
        std::string path = R"({"type":"pong",")" + std::string(shift, 'x') + key + R"(":1,")" +
                           std::string(shift, 'x') + key + R"(":1})";
        const NotUnderstood result = unclear(path);
        CHECK(result.detail.size() <= limits::detail);
        const std::string back = print(make_refused(std::nullopt, Refusal::not_understood, result.detail));
        CHECK(std::holds_alternative<Refused>(parse_from_host(back)));
    }
}

TEST_CASE("a fingerprint tells commands apart and keeps nothing of what a deposit says") {
    CHECK(fingerprint(take_seat(1)) != fingerprint(take_seat(2)));
    CHECK(fingerprint(take_seat(1)) == fingerprint(take_seat(1)));
    CHECK(fingerprint(put_proposal("one")) == fingerprint(put_proposal("another")));
    CHECK(fingerprint(put_proposal("one", 1)) != fingerprint(put_proposal("one", 2)));
    CHECK(fingerprint(LeaveSeat{}) != fingerprint(CloseSession{}));
}

TEST_CASE("every goodbye has its close code") {
    CHECK(close_code(GoodbyeReason::wrong_code) == 4001);
    CHECK(close_code(GoodbyeReason::wrong_secret) == 4002);
    CHECK(close_code(GoodbyeReason::version) == 4003);
    CHECK(close_code(GoodbyeReason::taken_over) == 4004);
    CHECK(close_code(GoodbyeReason::seat_freed) == 4005);
    CHECK(close_code(GoodbyeReason::wrong_key) == 4006);
    CHECK(close_code(GoodbyeReason::another_host) == 4007);
    CHECK(close_code(GoodbyeReason::stopping) == 1001);
    CHECK(close_code(GoodbyeReason::too_slow) == 1013);
    CHECK(close_code(GoodbyeReason::too_fast) == 1008);
}

TEST_CASE("no host can say that it is another host") {
    const Goodbye goodbye{GoodbyeReason::another_host, "A sentence."};
    CHECK(std::holds_alternative<NotUnderstood>(parse_from_host(print(goodbye))));
}

TEST_CASE("a command without a signature is refused under a name of its own") {
    CHECK(make_not_signed(5).id == 5);
    CHECK(make_not_signed(5).refusal == "not_signed");
    CHECK_FALSE(make_not_signed(5).sentence.empty());
}
