// SPDX-License-Identifier: Apache-2.0
// Exact arithmetic for counting.
//
// Every count in a tally is an integer. Shares such as 1/3 of an organisation's voice are written as
// integers by one common scale (the least common multiple of all sizes), so that sums and comparisons are
// exact. Real elections under equal voice need totals of 72 bits; these types have 127.
//
// Policy: the weights of one election together may reach count_limit and no more. That bound is checked
// where weights enter (checked_add, checked_multiply, least_common_multiple); everything computed from a
// total within it (doubled Borda scores, Kemeny sums, path strengths, for at most a thousand options) then
// fits Count, so no method needs a check of its own.
//
// Errors: TallyError, one sentence for people. A result is never rounded and never wraps.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace equivox::tally {

__extension__ typedef __int128 Count;
__extension__ typedef unsigned __int128 WideCount;

// 2^100.
inline constexpr Count count_limit = static_cast<Count>(1) << 100;

// The largest integer that every JSON reader takes exactly: 2^53.
inline constexpr Count largest_json_number = static_cast<Count>(1) << 53;

struct TallyError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Both take values from 0 to count_limit and throw TallyError where the result would be above it.
Count checked_add(Count left, Count right);
Count checked_multiply(Count left, Count right);

// Of positive values. least_common_multiple throws TallyError above count_limit.
Count greatest_common_divisor(Count left, Count right);
Count least_common_multiple(Count left, Count right);

// Decimal digits, with a minus sign where negative.
std::string to_decimal(Count value);

}  // namespace equivox::tally
