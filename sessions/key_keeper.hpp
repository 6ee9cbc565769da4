// SPDX-License-Identifier: Apache-2.0
// The device's side of a box's keys: keeps its organisation's parts while the box is open and gives them back
// when the host asks. Used by native and simulated delegates; the browser client does the same in its own
// code.
//
// Policy: the room's part is given whenever it is asked for; the part that opens deposits only once this
// device itself knows, from the host's signed view, that the box is closing. Parts live in locked memory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/custody.hpp"
#include "sessions/key_parts.hpp"

namespace equivox {

class KeyKeeper {
public:
    // `seed`: 32 bytes, the seed of this device's Ed25519 key.
    explicit KeyKeeper(std::string_view seed);

    // This device's Ed25519 public key in hexadecimal.
    [[nodiscard]] const KeyText& device_key() const { return device_key_; }

    // True: the parts are kept, and the host may be told so (KeepParts). False: they are not for this device
    // or not for this box.
    bool take(const TakeParts&);
    // What to send as ReturnPart::sealed. Nothing: this device has no such part, or it is the part that opens
    // deposits and the box is not closing.
    [[nodiscard]] std::optional<std::string> give(const GivePart&, bool box_closing) const;
    // The box is gone: so are its parts.
    void forget(BoxId);
    [[nodiscard]] bool keeps(BoxId box) const { return parts_.contains(box); }

private:
    KeyText device_key_;
    LockedBytes seed_;
    std::map<BoxId, DeviceParts> parts_;
};

}  // namespace equivox
