// SPDX-License-Identifier: Apache-2.0
// The release of a round that was declared open before anybody ranked (rule D11): exact figures and what the
// other counting methods make of them. Called by make_release only.
#pragma once

#include <span>

#include "sessions/release.hpp"
#include "sessions/tally/order.hpp"

namespace equivox {

// Ballots rank indices into `proposals`; what a ballot leaves out is no opinion.
[[nodiscard]] OpenRankingRelease make_open_ranking(std::span<const ProposalId> proposals,
                                                   const std::vector<tally::OrganisationBallot>& ballots);

}  // namespace equivox
