// SPDX-License-Identifier: Apache-2.0
// One peer as a machine without I/O: what it hears goes in, what to do comes out.
//
//   greeting ── hello ──> observing                 sees the room
//                    ├──> joining ── take_seat ──> seated ── leave_seat ──> joining
//                    ├──> seated                    the device's key still has a seat
//                    └──> facilitating              from this machine only
//   any of them ── goodbye ──> closed
//
// The machine decides who may speak as whom and how fast: a delegate's device proves at hello that it has the
// key that it names, and signs every command; the facilitator is known by a secret, the observer by the room
// code. What a command may do is the session's to decide.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/door.hpp"
#include "net/lines.hpp"
#include "net/message.hpp"
#include "net/rate.hpp"
#include "net/room.hpp"
#include "net/signing.hpp"

namespace equivox::net {

struct ConversationLimits {
    std::uint32_t commands_per_second = 20;
    std::uint32_t commands_at_once = 40;
    // Messages of any kind. Nobody who follows the protocol comes near; who passes it is closed.
    std::uint32_t messages_per_second = 200;
    std::uint32_t messages_at_once = 400;
    Milliseconds ping_every{5'000};
    Milliseconds silence{45'000};
};

// What this host says of itself in `welcome`, and the key with which it signs its answers.
struct HostWords {
    std::string run;
    std::string software;
    std::string session_id;
    std::shared_ptr<const SigningKey> identity;
};

// What to do, in this order.
struct Actions {
    struct Submit {
        std::uint64_t id = 0;
        Command command;
        Actor actor;
    };
    struct HangUp {
        std::uint16_t code = 1000;
        std::optional<Goodbye> goodbye;
    };
    std::vector<std::string> say;  // printed messages
    std::optional<Submit> submit;
    std::optional<HangUp> hang_up;
};

class Conversation {
public:
    enum class State : std::uint8_t { greeting, observing, joining, seated, facilitating, closed };

    // `binding` is that of the peer's channel.
    Conversation(PeerAddress, const Digest& binding, HostWords, ConversationLimits, Instant opened);

    // --- what happens to it; once closed, nothing comes out any more ---
    [[nodiscard]] Actions hear(std::string_view text, Door&, Instant now);
    // The answer to a command that came out as Submit, or its retry's.
    [[nodiscard]] Actions answered(std::uint64_t id, const Answer&, const Door&);
    // The session has changed: does this device still have its seat?
    [[nodiscard]] Actions room_changed(const Door&);
    // Another connection speaks for this seat now.
    [[nodiscard]] Actions displaced();
    [[nodiscard]] Actions tick(Instant now);
    [[nodiscard]] Actions stop();
    // A refusal that somebody else decided on (the answer memory).
    [[nodiscard]] Actions refuse(std::uint64_t id, Refusal, std::string detail);

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::optional<SeatId> seat() const { return seat_; }
    // Names this client and what it may do, for the answer memory. Empty until greeted.
    [[nodiscard]] const std::string& owner() const { return owner_; }

private:
    [[nodiscard]] Actions greet(const Hello&, Door&, Instant now);
    [[nodiscard]] Actions greet_facilitator(const Hello&, const Door&);
    [[nodiscard]] Actions ask(const CommandMessage&, const Door&, Instant now);
    [[nodiscard]] bool proves_its_key(const Hello&) const;
    [[nodiscard]] bool is_signed_by_device(const CommandMessage&) const;
    // Says an answer, signed where it goes to a delegate.
    [[nodiscard]] Actions reply(Done) const;
    [[nodiscard]] Actions reply(Refused) const;
    [[nodiscard]] std::optional<std::string> signature_of(std::uint64_t id, std::string_view outcome) const;
    [[nodiscard]] Actions welcome(State, const Hello&);
    [[nodiscard]] Actions leave_with(GoodbyeReason, std::string sentence);
    [[nodiscard]] std::optional<Refusal> forbidden(const Command&) const;

    PeerAddress address_;
    Digest binding_;
    HostWords host_;
    ConversationLimits limits_;
    State state_ = State::greeting;
    std::string owner_;
    std::string client_;               // once greeted
    KeyText device_key_;               // of a delegate's device
    std::optional<SeatId> seat_;       // while seated
    std::set<std::uint64_t> taking_;   // ids of take_seat without an answer yet
    std::set<std::uint64_t> leaving_;  // ids of leave_seat without an answer yet
    Rate commands_;
    Rate messages_;
    Instant last_heard_;
    Instant last_ping_;
};

}  // namespace equivox::net
