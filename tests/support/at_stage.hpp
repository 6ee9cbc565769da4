// SPDX-License-Identifier: Apache-2.0
// A small room at a stage, and what it answers: every refusal is checked to have changed nothing.
#pragma once

#include <string>

#include "tests/support/expect.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox::testing {

inline const RoomPlan small{.seats = {2, 1, 1}};

// A room at this stage, with "Hub" and "Beds" and "No change".
struct At : Room {
    explicit At(Stage stage, const RoomPlan& plan = small) : Room(plan) { reach(stage); }
};

inline std::string said_to(Room& room, const Command& command) {
    const std::string before = state_text(room.session());
    const std::size_t entries = room.entries().size();
    const std::string answer = said(room.facilitator(command));
    if (answer != "done") {
        CHECK(state_text(room.session()) == before);
        CHECK(room.entries().size() == entries);
    }
    return answer;
}

inline std::string said_to_seat(Room& room, std::uint32_t seat, const Command& command) {
    const std::size_t entries = room.entries().size();
    const std::string answer = said(room.delegate(seat, command));
    if (answer != "done") CHECK(room.entries().size() == entries);
    return answer;
}

}  // namespace equivox::testing
