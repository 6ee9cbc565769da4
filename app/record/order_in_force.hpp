// SPDX-License-Identifier: Apache-2.0
// The order that holds in a round, as both exports write it: that of the last ranking that was shown,
// although a later one may have been withheld; with what the views do not name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sessions/session.hpp"
#include "sessions/view.hpp"

namespace equivox {

struct OrderInForce {
    std::optional<StandingsView> standings;  // nothing: no ranking was shown
    Level level = Level::l1;                 // of it
    bool outsiders_only = false;             // it was shown although the room could work out who ranked how
    std::string mean_distance;               // between two rankings, "3/7"; of exact figures only
    std::string withheld_because;  // of the last ranking; empty where that was shown, or there is none
    // Where proposals share a place and the agenda settles that by lot: their order by that lot.
    std::vector<std::vector<ProposalId>> lots;
};

[[nodiscard]] OrderInForce order_in_force(const Session&, const RoundState&);

}  // namespace equivox
