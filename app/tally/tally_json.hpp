// SPDX-License-Identifier: Apache-2.0
// A counted election as JSON: the output of `equivox tally --json`, stable and documented in README.md here.
#pragma once

#include <boost/json/object.hpp>

#include "sessions/tally/tally.hpp"

namespace equivox::tally {

boost::json::object json_of(const Election& election, const Tally& tally);

}  // namespace equivox::tally
