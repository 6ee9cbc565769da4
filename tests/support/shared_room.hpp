// SPDX-License-Identifier: Apache-2.0
// A room with the shared custody over files of its own.
#pragma once

#include <catch2/catch.hpp>

#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox::testing {

// Six organisations, the first with two seats (1 and 2), the others with one (3 to 7): threshold two.
struct SharedRoom : TemporaryFolder, BoxRoom {
    explicit SharedRoom(std::vector<std::uint32_t> seats = {2, 1, 1, 1, 1, 1}) : BoxRoom(std::move(seats)) {
        start(shared_custody(path()));
    }
    // The host is stopped and started again on what it left.
    void restart(std::uint32_t box = 1) {
        stop();
        start(shared_custody(path()));
        resume(box);
    }
    [[nodiscard]] std::optional<BoxWaiting::For> waits_for(std::uint32_t box = 1) {
        const auto waiting = custody().waiting(BoxId{box});
        return waiting ? std::optional(waiting->what) : std::nullopt;
    }
    [[nodiscard]] std::uint32_t organisations_missing() {
        const auto waiting = custody().waiting(BoxId{1});
        REQUIRE(waiting);
        return waiting->organisations;
    }
    std::optional<Refusal> give(std::uint32_t seat, KeyPart part, const std::string& sealed) {
        return custody().give_part(BoxId{1}, SeatId{seat}, part, sealed);
    }
    // The part that this seat's device gives when it is asked now.
    [[nodiscard]] std::string part_from(std::uint32_t seat) {
        const auto asked = task(1, seat);
        REQUIRE(asked);
        const auto part = device(seat).give(std::get<GivePart>(*asked), true);
        REQUIRE(part);
        return *part;
    }
    void put_six() {
        for (std::uint32_t seat = 2; seat <= 7; ++seat)
            CHECK(put(1, seat, proposal_titled("P" + std::to_string(seat))) == PutResult::kept);
    }
};

}  // namespace equivox::testing
