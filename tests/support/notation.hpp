// SPDX-License-Identifier: Apache-2.0
// Ballots in tests as people would write them: "Hub > Beds = Vans > No change". Proposals are named by their
// titles; those left out are "no opinion"; "" is a ballot with no opinion at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sessions/session.hpp"

namespace equivox::testing {

// Throws std::logic_error for a title that is no proposal of the current round.
[[nodiscard]] ProposalId proposal_called(const Session&, std::string_view title);
[[nodiscard]] Ranking parse_ranking(const Session&, std::string_view ballot);

// A ballot that puts this proposal above every other in play: "Hub > Beds = Vans".
[[nodiscard]] std::string above_all(const Session&, std::string_view title);

// "Hub, Beds": what a seat ticks for a shortlist; "" is nothing.
[[nodiscard]] std::vector<ProposalId> parse_ticks(const Session&, std::string_view ticks);

// "Hub > Beds = Vans", for comparing places and rankings as text. Titles within a place are in the alphabet's
// order, so that a test does not depend on the order of a release.
[[nodiscard]] std::string as_text(const Session&, const Ranking&);

}  // namespace equivox::testing
