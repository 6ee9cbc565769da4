// SPDX-License-Identifier: Apache-2.0
#include "net/conversation.hpp"

#include <cassert>
#include <utility>

namespace equivox::net {
namespace {

Actions say(std::string message) {
    Actions actions;
    actions.say.push_back(std::move(message));
    return actions;
}

bool is_for_a_seat(const Command& command) {
    return std::holds_alternative<TakeSeat>(command) || std::holds_alternative<LeaveSeat>(command) ||
           std::holds_alternative<PutDeposit>(command) || std::holds_alternative<KeepParts>(command) ||
           std::holds_alternative<ReturnPart>(command) || std::holds_alternative<RaiseSignal>(command);
}

std::string_view name_of(Role role) {
    switch (role) {
        case Role::delegate:
            return "delegate";
        case Role::observer:
            return "observer";
        case Role::facilitator:
            return "facilitator";
    }
    return "";
}

}  // namespace

Conversation::Conversation(PeerAddress address, const Digest& binding, HostWords host,
                           ConversationLimits limits, Instant opened)
    : address_(std::move(address)),
      binding_(binding),
      host_(std::move(host)),
      limits_(limits),
      commands_(limits.commands_per_second, limits.commands_at_once),
      messages_(limits.messages_per_second, limits.messages_at_once),
      last_heard_(opened),
      last_ping_(opened) {}

Actions Conversation::hear(std::string_view text, Door& door, Instant now) {
    if (state_ == State::closed) return {};
    last_heard_ = now;
    if (!messages_.take(now))
        return leave_with(GoodbyeReason::too_fast, "Too many messages came from this device.");
    const FromPeer message = parse_from_peer(text);
    if (const auto* unclear = std::get_if<NotUnderstood>(&message)) {
        if (state_ == State::greeting && unclear->protocol)
            return leave_with(GoodbyeReason::version, std::string(version_sentence));
        if (!commands_.take(now)) return reply(make_refused(unclear->id, Refusal::too_fast));
        return reply(make_refused(unclear->id, Refusal::not_understood, unclear->detail));
    }
    if (std::holds_alternative<Pong>(message)) return {};
    if (const auto* hello = std::get_if<Hello>(&message)) return greet(*hello, door, now);
    return ask(std::get<CommandMessage>(message), door, now);
}

Actions Conversation::greet(const Hello& hello, Door& door, Instant now) {
    if (state_ != State::greeting)
        return reply(make_refused(std::nullopt, Refusal::not_understood, "$: hello is said once"));
    if (hello.protocol != protocol_version)
        return leave_with(GoodbyeReason::version, std::string(version_sentence));
    if (hello.role == Role::facilitator) return greet_facilitator(hello, door);
    if (hello.seat_key) {
        if (!proves_its_key(hello))
            return leave_with(GoodbyeReason::wrong_key,
                              "This device could not prove that the key of its seat is its own.");
        device_key_ = *hello.seat_key;
        seat_ = door.seat_of(device_key_);
        if (seat_) return welcome(State::seated, hello);
    }
    if (!hello.room_code) return leave_with(GoodbyeReason::wrong_code, "Please enter the room code.");
    switch (door.try_code(*hello.room_code, address_, now)) {
        case CodeVerdict::right:
            return welcome(hello.role == Role::delegate ? State::joining : State::observing, hello);
        case CodeVerdict::wait:
            return leave_with(
                GoodbyeReason::wrong_code,
                "Too many wrong room codes were entered. Please wait a little, then try again.");
        case CodeVerdict::wrong:
            break;
    }
    return leave_with(GoodbyeReason::wrong_code,
                      "This is not the room code. It stands on the room screen: eight letters.");
}

Actions Conversation::greet_facilitator(const Hello& hello, const Door& door) {
    if (!address_.loopback)
        return leave_with(GoodbyeReason::wrong_secret,
                          "A facilitator can only connect from the machine that runs the session.");
    if (!door.is_facilitator_secret(*hello.facilitator_secret))
        return leave_with(GoodbyeReason::wrong_secret,
                          "This is not the facilitator's secret of this session.");
    return welcome(State::facilitating, hello);
}

Actions Conversation::welcome(State state, const Hello& hello) {
    state_ = state;
    last_ping_ = last_heard_;
    client_ = hello.client;
    owner_ = std::string(name_of(hello.role)) + " " + hello.client + " " + device_key_;
    return say(print(Welcome{protocol_version, host_.run, hello.role, host_.software, host_.session_id,
                             host_.identity->public_key()}));
}

bool Conversation::proves_its_key(const Hello& hello) const {
    return hello.proof &&
           is_signed(hello_statement(binding_, *hello.seat_key, hello.client), *hello.proof, *hello.seat_key);
}

bool Conversation::is_signed_by_device(const CommandMessage& message) const {
    return message.signature &&
           is_signed(command_statement(host_.session_id, client_, message.id, message.text),
                     *message.signature, device_key_);
}

std::optional<std::string> Conversation::signature_of(std::uint64_t id, std::string_view outcome) const {
    if (client_.empty() || device_key_.empty()) return std::nullopt;
    return host_.identity->sign(answer_statement(host_.session_id, client_, id, outcome));
}

Actions Conversation::reply(Done done) const {
    done.signature = signature_of(done.id, "done");
    return say(print(done));
}

Actions Conversation::reply(Refused refused) const {
    if (refused.id) refused.signature = signature_of(*refused.id, refused.refusal);
    return say(print(refused));
}

std::optional<Refusal> Conversation::forbidden(const Command& command) const {
    switch (state_) {
        case State::observing:
            return is_for_a_seat(command) ? Refusal::not_seated : Refusal::not_facilitator;
        case State::facilitating:
            // A seat is bound to a device's key, and the facilitator's connection has none.
            if (std::holds_alternative<TakeSeat>(command)) return Refusal::not_seated;
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

Actions Conversation::ask(const CommandMessage& message, const Door& door, Instant now) {
    if (!commands_.take(now)) return reply(make_refused(message.id, Refusal::too_fast));
    if (state_ == State::greeting)
        return reply(make_refused(message.id, Refusal::not_understood, "$: hello comes first"));
    if (!device_key_.empty() && !is_signed_by_device(message)) return reply(make_not_signed(message.id));
    if (const std::optional<Refusal> refusal = forbidden(message.command))
        return reply(make_refused(message.id, *refusal));

    // The seat may have gone to somebody else since the last room_changed.
    Actions actions = room_changed(door);
    if (state_ == State::closed) return actions;

    Actions::Submit submit{message.id, message.command, Delegate{seat_}};
    if (state_ == State::facilitating) submit.actor = Facilitator{};
    if (auto* take_seat = std::get_if<TakeSeat>(&submit.command)) {
        take_seat->device_key = device_key_;
        taking_.insert(message.id);
    }
    if (std::holds_alternative<LeaveSeat>(submit.command)) leaving_.insert(message.id);
    actions.submit = std::move(submit);
    return actions;
}

Actions Conversation::answered(std::uint64_t id, const Answer& answer, const Door& door) {
    if (state_ == State::closed) return {};
    const bool was_taking = taking_.erase(id) > 0;
    const bool was_leaving = leaving_.erase(id) > 0;
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return reply(make_refused(id, *refusal));
    if (was_taking && state_ == State::joining) {
        seat_ = door.seat_of(device_key_);
        if (seat_) state_ = State::seated;
    }
    if (was_leaving && state_ == State::seated && !door.seat_of(device_key_)) {
        state_ = State::joining;
        seat_.reset();
    }
    return reply(Done{id});
}

Actions Conversation::room_changed(const Door& door) {
    if (state_ != State::seated) return {};
    const std::optional<SeatId> now_held = door.seat_of(device_key_);
    if (now_held == seat_) return {};
    seat_ = now_held;
    if (seat_) return {};
    if (leaving_.empty())
        return leave_with(GoodbyeReason::seat_freed,
                          "The facilitator has freed this seat. You can take one again.");
    state_ = State::joining;
    return {};
}

Actions Conversation::displaced() {
    if (state_ == State::closed) return {};
    return leave_with(GoodbyeReason::taken_over, "This seat is now open in another window.");
}

Actions Conversation::tick(Instant now) {
    if (state_ == State::closed || state_ == State::greeting) return {};
    if (now - last_heard_ >= limits_.silence) {
        state_ = State::closed;
        seat_.reset();
        Actions actions;
        actions.hang_up = Actions::HangUp{1001, std::nullopt};
        return actions;
    }
    if (now - last_ping_ < limits_.ping_every) return {};
    last_ping_ = now;
    return say(print(Ping{}));
}

Actions Conversation::stop() {
    if (state_ == State::closed) return {};
    return leave_with(GoodbyeReason::stopping, "The host is closing.");
}

Actions Conversation::refuse(std::uint64_t id, Refusal refusal, std::string detail) {
    taking_.erase(id);
    leaving_.erase(id);
    if (state_ == State::closed) return {};
    return reply(make_refused(id, refusal, std::move(detail)));
}

Actions Conversation::leave_with(GoodbyeReason reason, std::string sentence) {
    assert(state_ != State::closed);
    state_ = State::closed;
    seat_.reset();
    Actions actions;
    actions.hang_up = Actions::HangUp{close_code(reason), Goodbye{reason, std::move(sentence)}};
    return actions;
}

}  // namespace equivox::net
