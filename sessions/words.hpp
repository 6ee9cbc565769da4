// SPDX-License-Identifier: Apache-2.0
// Every sentence that a view carries, in the plain words of the product. Generated from the session's real
// settings, never from constants about how things are meant to be: the promise on a device follows the
// custody in use.
#pragma once

#include <string>
#include <vector>

#include "sessions/decide.hpp"
#include "sessions/view.hpp"

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
[[nodiscard]] std::string withheld(const Session&, const ShortlistWithheld&);
[[nodiscard]] std::string withheld(const Session&, const SafetyWithheld&);
[[nodiscard]] std::string withheld(const Session&, const ConsentWithheld&);
// Beside an order that is shown to outsiders only; beside exact figures.
[[nodiscard]] std::string outsiders_warning();
[[nodiscard]] std::string open_warning();
// "3/7": how alike the rankings are, in a sentence.
[[nodiscard]] std::string agreement(const std::string& mean_distance);
// What a shortlist means, or that there is none.
[[nodiscard]] std::string shortlist(bool there_is_one);
[[nodiscard]] std::string safety(SafetyBand);
// Why the open box does not go on.
[[nodiscard]] std::string waiting(const BoxWaiting&);
// "How is this anonymous?", for this session's real settings, paragraph by paragraph.
[[nodiscard]] std::vector<std::string> how_anonymous(const Session&);
[[nodiscard]] std::string signal(Signal);
[[nodiscard]] std::string leading_because(Leading::Because);
[[nodiscard]] std::string outcome_kind(OutcomeKind);

// One seat's two lines.
[[nodiscard]] std::string seat_now(const Session&, bool deposited);
[[nodiscard]] std::string seat_next(const Session&);

// The facilitator's lines.
[[nodiscard]] std::string before_opening(const Session&);
// Whether a repeated result could be shown if the open box were closed now.
[[nodiscard]] std::string before_closing(const Session&, const Live&);
[[nodiscard]] std::string prompt(const Session&);

}  // namespace equivox::words
