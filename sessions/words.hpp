// SPDX-License-Identifier: Apache-2.0
// Every sentence that a view carries, in the plain words of the product. Generated from the session's real
// settings, never from constants about how things are meant to be: the promise on a device follows the
// custody in use.
#pragma once

#include <string>

#include "sessions/decide.hpp"

namespace equivox::words {

// What to do with the open box, in one line.
[[nodiscard]] std::string task(const Session&, const BoxState&);
// Who can ever see what is put in. Shown above every anonymous input.
[[nodiscard]] std::string promise(const Session&, const BoxState&);
// How the stage at hand decides, in one sentence.
[[nodiscard]] std::string how_decided(const RoundPlan&, Stage);

[[nodiscard]] std::string step(Step);
// What the words between places mean, for this level and this number of organisations.
[[nodiscard]] std::string thresholds(Level, std::uint32_t organisations);
[[nodiscard]] std::string equal_voice();
[[nodiscard]] std::string why_no_figures();
[[nodiscard]] std::string withheld(const Session&, const RankingWithheld&);
[[nodiscard]] std::string leading_because(Leading::Because);
[[nodiscard]] std::string outcome_kind(OutcomeKind);

// One seat's two lines.
[[nodiscard]] std::string seat_now(const Session&, bool deposited);
[[nodiscard]] std::string seat_next(const Session&);

// The facilitator's lines.
[[nodiscard]] std::string before_opening(const Session&);
[[nodiscard]] std::string prompt(const Session&);

}  // namespace equivox::words
