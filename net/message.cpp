// SPDX-License-Identifier: Apache-2.0
#include "net/message.hpp"

#include <algorithm>
#include <utility>

#include "net/channel.hpp"
#include "sessions/json.hpp"

namespace equivox::net {

BOOST_DESCRIBE_ENUM(Role, delegate, observer, facilitator)
BOOST_DESCRIBE_ENUM(GoodbyeReason, wrong_code, wrong_secret, version, taken_over, stopping, too_slow,
                    too_fast, seat_freed, wrong_key, another_host)
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, role, client, room_code, seat_key, proof, facilitator_secret))
// A command as it stands in its message.
struct CommandOnTheWire {
    std::uint64_t id = 0;
    std::string command;
    std::optional<std::string> signature;
};
BOOST_DESCRIBE_STRUCT(CommandOnTheWire, (), (id, command, signature))
BOOST_DESCRIBE_STRUCT(Pong, (), ())
BOOST_DESCRIBE_STRUCT(Welcome, (), (protocol, run, role, software, session_id, host_key))
BOOST_DESCRIBE_STRUCT(ViewMessage, (), (sequence, room, seat, facilitator))
BOOST_DESCRIBE_STRUCT(Done, (), (id, signature))
BOOST_DESCRIBE_STRUCT(Refused, (), (id, refusal, sentence, detail, signature))
BOOST_DESCRIBE_STRUCT(Ping, (), ())
BOOST_DESCRIBE_STRUCT(Goodbye, (), (reason, sentence))

constexpr std::string_view tag_of(const Hello&) {
    return "hello";
}
constexpr std::string_view tag_of(const CommandOnTheWire&) {
    return "command";
}
constexpr std::string_view tag_of(const Pong&) {
    return "pong";
}
constexpr std::string_view tag_of(const Welcome&) {
    return "welcome";
}
constexpr std::string_view tag_of(const ViewMessage&) {
    return "view";
}
constexpr std::string_view tag_of(const Done&) {
    return "done";
}
constexpr std::string_view tag_of(const Refused&) {
    return "refused";
}
constexpr std::string_view tag_of(const Ping&) {
    return "ping";
}
constexpr std::string_view tag_of(const Goodbye&) {
    return "goodbye";
}

namespace {

using boost::json::value;

bool is_hex(std::string_view text, std::size_t digits) {
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

void expect_hex(const std::optional<std::string>& text, const char* name, std::size_t digits) {
    if (text && !is_hex(*text, digits))
        throw JsonError("$." + std::string(name) + ": expected " + std::to_string(digits) +
                        " lower-case hexadecimal digits");
}

void check(const Hello& hello) {
    expect_hex(hello.client, "client", limits::client_digits);
    expect_hex(hello.seat_key, "seat_key", limits::key_digits);
    expect_hex(hello.proof, "proof", signature_digits);
    if (hello.role == Role::delegate && !hello.seat_key) throw JsonError("$.seat_key: missing");
    if (hello.role != Role::delegate && (hello.seat_key || hello.proof))
        throw JsonError("$.seat_key: only a delegate has one");
    if (hello.room_code && hello.room_code->size() > limits::room_code)
        throw JsonError("$.room_code: too long");
    if (hello.role == Role::facilitator && !hello.facilitator_secret)
        throw JsonError("$.facilitator_secret: missing");
    if (hello.role != Role::facilitator && hello.facilitator_secret)
        throw JsonError("$.facilitator_secret: only a facilitator has one");
    if (hello.facilitator_secret && hello.facilitator_secret->size() > limits::facilitator_secret)
        throw JsonError("$.facilitator_secret: too long");
}

FromPeer understood(Hello hello) {
    check(hello);
    return hello;
}

FromPeer understood(Pong pong) {
    return pong;
}

// The command within the message, with the paths of what is wrong with it as seen from outside.
FromPeer understood(CommandOnTheWire message) {
    if (message.id == 0) throw JsonError("$.id: expected a number from 1 up");
    expect_hex(message.signature, "signature", signature_digits);
    try {
        auto command =
            from_json_text<Command>(message.command, {limits::message_to_host, limits::json_depth_to_host});
        return CommandMessage{message.id, std::move(command), std::move(message.command),
                              std::move(message.signature)};
    } catch (const JsonError& error) {
        const std::string_view what = error.what();
        throw JsonError("$.command" + std::string(what.substr(what.substr(0, 1) == "$" ? 1 : 0)));
    }
}

// What can be said about a message that is not understood: enough for the sender to know which one it was.
void look_for_hints(const value& parsed, NotUnderstood& not_understood) {
    const boost::json::object* object = parsed.if_object();
    if (!object) return;
    const value* type = object->if_contains("type");
    if (!type || !type->is_string()) return;
    const auto whole_number = [&](const char* name) -> std::optional<std::uint64_t> {
        const value* found = object->if_contains(name);
        if (!found || !found->is_int64() || found->get_int64() < 1) return std::nullopt;
        return static_cast<std::uint64_t>(found->get_int64());
    };
    if (type->get_string() == "command") not_understood.id = whole_number("id");
    if (type->get_string() != "hello") return;
    const std::optional<std::uint64_t> version = whole_number("protocol");
    if (version && *version != protocol_version && *version <= 0xffff'ffffU)
        not_understood.protocol = static_cast<std::uint32_t>(*version);
}

NotUnderstood not_understood_because(const char* what) {
    NotUnderstood result;
    result.detail = what;
    if (result.detail.size() > limits::detail) {
        // The detail may repeat a piece of the message: do not cut through a character of it.
        std::size_t end = limits::detail;
        while (end > 0 && (static_cast<unsigned char>(result.detail[end]) & 0xc0) == 0x80) --end;
        result.detail.resize(end);
    }
    return result;
}

template <class Message>
std::string print_message(const Message& message) {
    return to_json_text(std::variant<Message>(message));
}

}  // namespace

FromPeer parse_from_peer(std::string_view text) {
    value parsed;
    try {
        parsed = parse_strict_json(text, {limits::message_to_host, limits::json_depth_to_host});
        auto message = from_json<std::variant<Hello, CommandOnTheWire, Pong>>(parsed);
        return std::visit([](auto& alternative) { return understood(std::move(alternative)); }, message);
    } catch (const JsonError& error) {
        NotUnderstood result = not_understood_because(error.what());
        look_for_hints(parsed, result);
        return result;
    }
}

FromHost parse_from_host(std::string_view text) {
    try {
        auto message = from_json_text<std::variant<Welcome, ViewMessage, Done, Refused, Ping, Goodbye>>(
            text, {limits::message_to_peer, limits::json_depth_to_peer});
        const auto* goodbye = std::get_if<Goodbye>(&message);
        if (goodbye && goodbye->reason == GoodbyeReason::another_host)
            throw JsonError("$.reason: is a word of clients only");
        return std::visit([](auto& alternative) -> FromHost { return std::move(alternative); }, message);
    } catch (const JsonError& error) {
        return not_understood_because(error.what());
    }
}

std::string print(const Hello& message) {
    return print_message(message);
}
std::string print(const CommandMessage& message) {
    return print_message(CommandOnTheWire{
        message.id, message.text.empty() ? command_text(message.command) : message.text, message.signature});
}
std::string print(const Pong& message) {
    return print_message(message);
}
std::string print(const Welcome& message) {
    return print_message(message);
}
std::string print(const Done& message) {
    return print_message(message);
}
std::string print(const Refused& message) {
    return print_message(message);
}
std::string print(const Ping& message) {
    return print_message(message);
}
std::string print(const Goodbye& message) {
    return print_message(message);
}

std::string view_head(std::uint64_t sequence, const RoomView& room) {
    return R"({"type":"view","sequence":)" + std::to_string(sequence) + R"(,"room":)" + to_json_text(room);
}

std::string view_tail() {
    return "}";
}

std::string view_tail(const SeatView& seat) {
    return R"(,"seat":)" + to_json_text(seat) + "}";
}

std::string view_tail(const FacilitatorView& facilitator) {
    return R"(,"facilitator":)" + to_json_text(facilitator) + "}";
}

std::uint16_t close_code(GoodbyeReason reason) {
    switch (reason) {
        case GoodbyeReason::wrong_code:
            return 4001;
        case GoodbyeReason::wrong_secret:
            return 4002;
        case GoodbyeReason::version:
            return 4003;
        case GoodbyeReason::taken_over:
            return 4004;
        case GoodbyeReason::seat_freed:
            return 4005;
        case GoodbyeReason::wrong_key:
            return 4006;
        case GoodbyeReason::another_host:
            return 4007;
        case GoodbyeReason::stopping:
            return 1001;
        case GoodbyeReason::too_slow:
            return 1013;
        case GoodbyeReason::too_fast:
            return 1008;
    }
    return 1011;
}

std::string_view name_of(GoodbyeReason reason) {
    return boost::describe::enum_to_string(reason, "");
}

Refused make_refused(std::optional<std::uint64_t> id, Refusal refusal, std::optional<std::string> detail) {
    return {id, std::string(equivox::name_of(refusal)), std::string(equivox::explain(refusal)),
            std::move(detail), std::nullopt};
}

Refused make_not_signed(std::uint64_t id) {
    return {id, "not_signed", "This did not come from the device that it says it came from.", std::nullopt,
            std::nullopt};
}

std::string command_text(const Command& command) {
    return to_json_text(command);
}

std::size_t least_frame_bytes(const Command& command) {
    return std::holds_alternative<PutDeposit>(command) ? deposit_frame_bytes : frame_step_bytes;
}

std::string fingerprint(const Command& command) {
    if (const auto* deposit = std::get_if<PutDeposit>(&command))
        return "put_deposit " + std::to_string(deposit->box.value) + " " + std::to_string(deposit->sequence);
    return to_json_text(command);
}

}  // namespace equivox::net
