// SPDX-License-Identifier: Apache-2.0
// Why each method says what it says, in sentences.
#pragma once

#include <string>
#include <vector>

#include "sessions/tally/tally.hpp"

namespace equivox::tally {

// One sentence each, in the order in which the table names the methods. Long lists are cut, saying so.
std::vector<std::string> reasons_of(const Election& election, const Tally& tally);

}  // namespace equivox::tally
