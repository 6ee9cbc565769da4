// SPDX-License-Identifier: Apache-2.0
// What the organisations' devices are asked to do for a box whose keys they hold, and what a box waits for.
// See custody.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "sessions/command.hpp"
#include "sessions/ids.hpp"

namespace equivox {

// What one device is asked to do for a box. Texts are base64 (URL-safe, unpadded).
struct TakeParts {
    BoxId box;
    std::string sealed;  // the organisation's parts, sealed to this device's key: keep until the box is gone
};
struct GivePart {
    BoxId box;
    KeyPart part = KeyPart::room;
    KeyText to;  // X25519 public key of the host to seal the part to
};
using DeviceTask = std::variant<TakeParts, GivePart>;

// Why a box does not go on yet.
struct BoxWaiting {
    enum class For : std::uint8_t {
        parts_taken,   // opening: more organisations' devices must take their parts first
        room_parts,    // after a restart: devices must give back the room's half
        ballot_parts,  // closing: devices must give back the key that opens deposits
        key_file,      // the host's half of the key is missing or damaged: only voiding is left
        box_file,      // the box file is missing, cut or another box's: only voiding is left
    };
    For what = For::parts_taken;
    std::uint32_t organisations = 0;  // how many more are needed
};

}  // namespace equivox
