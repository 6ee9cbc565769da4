// SPDX-License-Identifier: Apache-2.0
// Whether a release can have come out of the box that is closing: its numbers, its texts, and the disclosure
// rules as far as public facts decide them (D1, D2, D7, D9, D11, D12). No deposit is needed for any of it, so
// a file is held to the same rules years later.
#pragma once

#include <optional>
#include <string>

#include "sessions/session.hpp"

namespace equivox {

// Why not, in a sentence; nothing where it can. The box is open and closing.
[[nodiscard]] std::optional<std::string> cannot_release(const Session&, const BoxReleased&);

}  // namespace equivox
