// SPDX-License-Identifier: Apache-2.0
// A counted election as text for people: every method's places, and why.
#pragma once

#include <string>

#include "sessions/tally/tally.hpp"

namespace equivox::tally {

// Lines of UTF-8, each ended.
std::string table_of(const Election& election, const Tally& tally);

}  // namespace equivox::tally
