// SPDX-License-Identifier: Apache-2.0
// People who ask for anything at any time: allowed commands often enough that rounds come to their outcomes,
// forbidden and senseless ones often enough that every refusal is met. Driven by a seed alone.
#pragma once

#include "sessions/chance.hpp"
#include "sessions/decide.hpp"
#include "sessions/view.hpp"

namespace equivox::testing {

struct Asked {
    Actor by;
    Command command;
};

// What somebody asks next, given the session as everybody sees it.
[[nodiscard]] Asked somebody_asks(const Session&, const Live&, SeededChance&);

// Fills in the texts that an offer leaves to the facilitator.
[[nodiscard]] Command with_texts(Command offered, const Session&);

// A text somebody might type or paste, some of it hostile.
[[nodiscard]] std::string any_text(SeededChance&);

// A deposit of this kind, mostly one that fits the open box.
[[nodiscard]] DepositContent any_deposit(const Session&, BoxKind, SeededChance&);

}  // namespace equivox::testing
