// SPDX-License-Identifier: Apache-2.0
// How counts are written in JSON. All vote counts of one election are written the same way, so that a reader
// needs one rule for each file: as decimal strings where ballots are weighted or organisations are counted
// (weights then mean shares, whatever their size) or where a count may go beyond 2^53, else as numbers.
// Counts of other things (wins, rankings) are numbers unless they are themselves beyond 2^53.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <vector>

#include "sessions/tally/exact.hpp"
#include "sessions/tally/pairwise.hpp"

namespace equivox::tally {

class JsonNumbers {
public:
    explicit JsonNumbers(bool votes_as_strings) : votes_as_strings_(votes_as_strings) {}

    boost::json::value votes(Count value) const {
        return votes_as_strings_ ? boost::json::value(to_decimal(value)) : plain(value);
    }

    boost::json::array votes(const std::vector<Count>& values) const {
        boost::json::array result;
        result.reserve(values.size());
        for (const Count value : values) result.push_back(votes(value));
        return result;
    }

    static boost::json::value plain(Count value) {
        if (value > largest_json_number || value < -largest_json_number) return to_decimal(value).c_str();
        return static_cast<std::int64_t>(value);
    }

private:
    bool votes_as_strings_;
};

inline boost::json::array json_of(const std::vector<std::uint32_t>& options) {
    return boost::json::array(options.begin(), options.end());
}

inline boost::json::array json_of(const Places& places) {
    boost::json::array result;
    result.reserve(places.size());
    for (const auto& place : places) result.push_back(json_of(place));
    return result;
}

}  // namespace equivox::tally
