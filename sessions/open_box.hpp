// SPDX-License-Identifier: Apache-2.0
// The moment a box is opened: from sealed deposits to the one release, the same in every custody.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sessions/custody.hpp"
#include "sessions/locked.hpp"

namespace equivox {

struct SealedDeposit {
    std::uint64_t sequence = 0;
    std::shared_ptr<const std::string> blob;
};

// `seed`: 32 bytes, the secret of the box's key pair. `order_key`: 32 bytes, see BoxKey in release.hpp. Each
// deposit is opened in locked memory and overwritten there as soon as it is read; one that opens to nothing
// usable (sealed to another box, seat or sequence, damaged) counts as one with nothing in it. A function of
// what is given alone: it may run on any thread.
[[nodiscard]] ClosedBox open_box(const std::string& token, const LockedBytes& seed,
                                 const LockedBytes& order_key, const ReleaseParameters&,
                                 const std::map<SeatId, SealedDeposit>&);

}  // namespace equivox
