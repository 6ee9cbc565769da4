// SPDX-License-Identifier: Apache-2.0
// The parts of a view that speak of one round. Used by view.cpp and by the export of a record.
#pragma once

#include "sessions/session.hpp"
#include "sessions/view.hpp"

namespace equivox {

[[nodiscard]] RoundView round_view(const Session&, const RoundState&, const Live&);
[[nodiscard]] StandingsView standings_view(const Session&, const RankingState&);
// The outcome drafted or declared in this round; asserts that there is one.
[[nodiscard]] OutcomeView outcome_view(const Session&, const RoundState&);
[[nodiscard]] std::vector<ConsentView> consent_views(const Session&, const RoundState&);
[[nodiscard]] ShortlistView shortlist_view(const Session&, const ShortlistState&);

}  // namespace equivox
