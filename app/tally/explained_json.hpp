// SPDX-License-Identifier: Apache-2.0
// The "explained" part of the JSON: what lets a screen say why. Described in README.md here.
#pragma once

#include <boost/json/object.hpp>

#include "app/tally/json_numbers.hpp"
#include "sessions/tally/tally.hpp"

namespace equivox::tally {

boost::json::object explained_json(const Election& election, const Tally& tally, const JsonNumbers& numbers);

}  // namespace equivox::tally
