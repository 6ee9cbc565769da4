// SPDX-License-Identifier: Apache-2.0
// Who may come in: the room code, the facilitator's secret, and the seat that a device still has.
//
// Guessing. Codes are compared in constant time. Ten wrong codes within a minute, from wherever they come,
// raise the alarm; while it lasts, an address that has given a wrong code is not looked at again for `wait`
// (right code or wrong: the guesser learns nothing). So one guesser gets about ten tries a minute in the long
// run, and every further address three. Everybody else's first try, and every device that has a seat, is
// served as always.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "net/lines.hpp"
#include "net/room.hpp"
#include "net/time.hpp"

namespace equivox::net {

struct DoorLimits {
    std::size_t wrong_codes = 10;  // as many within `window` raise the alarm
    Milliseconds window{60'000};
    Milliseconds wait{20'000};
};

enum class CodeVerdict : std::uint8_t { right, wrong, wait };

class Door {
public:
    // `room` outlives the door.
    explicit Door(const Room& room, DoorLimits limits = {}) : room_(room), limits_(limits) {}

    // Typed codes may be in lower case, with blanks and hyphens.
    [[nodiscard]] CodeVerdict try_code(std::string_view typed, const PeerAddress&, Instant now);
    [[nodiscard]] bool is_facilitator_secret(std::string_view) const;
    [[nodiscard]] std::optional<SeatId> seat_of(const KeyText&) const;

    // Somebody is guessing. Goes away by itself a minute after the tenth last wrong code.
    [[nodiscard]] bool alarm(Instant now) const;

private:
    struct WrongCode {
        Instant when;
        std::string address;
    };
    void forget_before(Instant);

    const Room& room_;
    DoorLimits limits_;
    std::deque<WrongCode> wrong_;  // of the last window, oldest first
};

// The same for equal texts in a time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view, std::string_view);

}  // namespace equivox::net
