// SPDX-License-Identifier: Apache-2.0
// The third step of the loop: an event folds into the session. Pure. An event that decide() made for a
// session can always be applied to it; one that came from a file is checked first.
#pragma once

#include <optional>
#include <string>

#include "sessions/session.hpp"

namespace equivox {

[[nodiscard]] Session apply(Session, const Event&);

// The same without the copy.
void apply_in_place(Session&, const Event&);

// Why this event can not have happened in this state, in a sentence; nothing where it can. `first`: it would
// be the first entry of the record. What passes here never trips an assertion in apply.
[[nodiscard]] std::optional<std::string> cannot_apply(const Session&, const Event&, bool first);

}  // namespace equivox
