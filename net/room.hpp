// SPDX-License-Identifier: Apache-2.0
// All that net knows of a session: a small seam that the host fills with the recorder. Called on net's thread
// only.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "sessions/command.hpp"
#include "sessions/decide.hpp"
#include "sessions/refusal.hpp"
#include "sessions/view.hpp"

namespace equivox::net {

// It is done, and durable (a deposit: in the box).
struct Accepted {};
using Answer = std::variant<Accepted, Refusal>;

class Room {
public:
    virtual ~Room() = default;

    // Asks the session. Answered exactly once, on this thread, now or later; only when an accepted command is
    // durable.
    virtual void submit(Command, Actor, std::function<void(const Answer&)> answered) = 0;

    // The seat that is held by the device with this key now.
    [[nodiscard]] virtual std::optional<SeatId> seat_of_key(const KeyText&) const = 0;

    // As on the room screen. Empty: nobody can join.
    [[nodiscard]] virtual std::string room_code() const = 0;
    // Empty: no facilitator can connect.
    [[nodiscard]] virtual std::string facilitator_secret() const = 0;

    [[nodiscard]] virtual RoomView room_view() = 0;
    [[nodiscard]] virtual SeatView seat_view(SeatId) = 0;
    [[nodiscard]] virtual FacilitatorView facilitator_view() = 0;

    // The seats for which a device is connected have changed: they belong into Live::connected of later
    // views.
    virtual void seats_connected(const std::set<SeatId>&) = 0;
};

}  // namespace equivox::net
