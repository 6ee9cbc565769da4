// SPDX-License-Identifier: Apache-2.0
// What was said on a recorded wire, for somebody who has the devices: their side of every channel is made
// again from the randomness that they drew. Nobody else can do this; a test needs it to say what a frame was.
#pragma once

#include <string>
#include <vector>

#include "tests/attacks/wire.hpp"

namespace equivox::testing {

struct WireMessage {
    std::size_t step = 0;
    std::size_t connection = 0;
    Direction direction = Direction::to_host;
    std::size_t size = 0;             // on the wire, of all its frames together, without WebSocket's heads
    std::vector<std::size_t> frames;  // the size of each
    std::string kind;                 // "view", "done", "put_deposit", ...; "channel" for the two texts
    std::string text;                 // what was said
};

// All messages in the order in which their last frame passed. `drawn`: what the devices' process drew. Throws
// where a frame of a channel does not open.
[[nodiscard]] std::vector<WireMessage> open_wire(const std::vector<WireFrame>&,
                                                 const std::vector<std::string>& drawn);

}  // namespace equivox::testing
