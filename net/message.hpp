// SPDX-License-Identifier: Apache-2.0
// Every message inside the channel (channel.hpp) as a type. The page that goes with this header is
// net/README.md; a test parses each example there.
//
// Reading is strict in both directions: a message is wholly right or it is NotUnderstood and changes nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sessions/command.hpp"
#include "sessions/refusal.hpp"
#include "sessions/view.hpp"

namespace equivox::net {

inline constexpr std::uint32_t protocol_version = 2;
// Said to a peer of any other version.
inline constexpr std::string_view version_sentence = "This host speaks protocol version 2.";

// Limits of messages, in bytes unless said otherwise.
namespace limits {
inline constexpr std::size_t message_to_host = 64 * 1024;
inline constexpr std::size_t message_to_peer = 8 * 1024 * 1024;
inline constexpr std::size_t json_depth_to_host = 8;
inline constexpr std::size_t json_depth_to_peer = 12;
inline constexpr std::size_t room_code = 32;
inline constexpr std::size_t facilitator_secret = 128;
// Exactly so many hexadecimal digits.
inline constexpr std::size_t client_digits = 32;  // and those of `session_id`
inline constexpr std::size_t key_digits = 64;
inline constexpr std::size_t detail = 300;
}  // namespace limits

enum class Role : std::uint8_t { delegate, observer, facilitator };

// --- from a peer to the host
// ---------------------------------------------------------------------------------------

struct Hello {
    std::uint32_t protocol = protocol_version;
    Role role = Role::observer;
    std::string client;                             // 32 lower-case hexadecimal digits
    std::optional<std::string> room_code;           // as typed
    std::optional<std::string> seat_key;            // delegates: the device's public key
    std::optional<std::string> proof;               // delegates: hello_statement, signed by that key
    std::optional<std::string> facilitator_secret;  // facilitators
};
// On the wire the command is a text of its own within the message, so that what is signed is exactly what was
// sent.
struct CommandMessage {
    std::uint64_t id = 0;  // 1 and up, counted by the client
    Command command;
    std::string text = {};  // of the command as it came; printing makes it where it is empty
    std::optional<std::string> signature = std::nullopt;  // delegates: of command_statement
};
struct Pong {};

// Not a message: why what came is none.
struct NotUnderstood {
    std::string detail;                     // "$.command.box: expected a whole number"
    std::optional<std::uint64_t> id;        // of the command, where at least that could be read
    std::optional<std::uint32_t> protocol;  // of a hello in another version of the protocol
};

using FromPeer = std::variant<NotUnderstood, Hello, CommandMessage, Pong>;

// --- from the host to a peer
// ---------------------------------------------------------------------------------------

struct Welcome {
    std::uint32_t protocol = protocol_version;
    std::string run;  // new each time the host starts
    Role role = Role::observer;
    std::string software;
    std::string session_id;  // 32 lower-case hexadecimal digits
    std::string host_key;    // the one that signed the channel
};
// The whole of what this peer may see. The host prints it from pieces (view_head), a client reads it as this.
struct ViewMessage {
    std::uint64_t sequence = 0;
    RoomView room;
    std::optional<SeatView> seat;
    std::optional<FacilitatorView> facilitator;
};
struct Done {
    std::uint64_t id = 0;
    std::optional<std::string> signature = std::nullopt;  // to delegates: of answer_statement
};
struct Refused {
    std::optional<std::uint64_t> id;
    std::string refusal;  // name_of(Refusal), or `not_signed`
    std::string sentence;
    std::optional<std::string> detail = std::nullopt;
    std::optional<std::string> signature = std::nullopt;  // to delegates, where there is an id
};
struct Ping {};

enum class GoodbyeReason : std::uint8_t {
    wrong_code,
    wrong_secret,
    version,
    taken_over,
    stopping,
    too_slow,
    too_fast,
    seat_freed,
    wrong_key,
    // A client's own word for a host that is not the one it was told to expect; no host ever says it.
    another_host,
};
struct Goodbye {
    GoodbyeReason reason = GoodbyeReason::stopping;
    std::string sentence;
};

using FromHost = std::variant<NotUnderstood, Welcome, ViewMessage, Done, Refused, Ping, Goodbye>;

// --- reading and printing
// ------------------------------------------------------------------------------------------

[[nodiscard]] FromPeer parse_from_peer(std::string_view text);
[[nodiscard]] FromHost parse_from_host(std::string_view text);

[[nodiscard]] std::string print(const Hello&);
[[nodiscard]] std::string print(const CommandMessage&);
[[nodiscard]] std::string print(const Pong&);
[[nodiscard]] std::string print(const Welcome&);
[[nodiscard]] std::string print(const Done&);
[[nodiscard]] std::string print(const Refused&);
[[nodiscard]] std::string print(const Ping&);
[[nodiscard]] std::string print(const Goodbye&);

// A view message in two pieces: the head is everybody's and is made once, the tail is one peer's own. Head
// and tail joined are the message.
[[nodiscard]] std::string view_head(std::uint64_t sequence, const RoomView&);
[[nodiscard]] std::string view_tail();
[[nodiscard]] std::string view_tail(const SeatView&);
[[nodiscard]] std::string view_tail(const FacilitatorView&);

// The close code that goes with a goodbye.
[[nodiscard]] std::uint16_t close_code(GoodbyeReason);
// "taken_over"
[[nodiscard]] std::string_view name_of(GoodbyeReason);

// A refusal of the command `id` (absent: of a message that was none) in the words of sessions/refusal.hpp.
[[nodiscard]] Refused make_refused(std::optional<std::uint64_t> id, Refusal,
                                   std::optional<std::string> detail = std::nullopt);

// A command of a delegate that does not carry its device's signature. A refusal of the protocol's own, beside
// those of the session.
[[nodiscard]] Refused make_not_signed(std::uint64_t id);

// The text of a command as it stands in a message and is signed.
[[nodiscard]] std::string command_text(const Command&);
// How large the frame with this command must be at least (channel.hpp).
[[nodiscard]] std::size_t least_frame_bytes(const Command&);

// Tells two commands apart without keeping what a deposit says: all of the command but a deposit's content.
[[nodiscard]] std::string fingerprint(const Command&);

}  // namespace equivox::net
