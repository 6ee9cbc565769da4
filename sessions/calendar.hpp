// SPDX-License-Identifier: Apache-2.0
// Calendar dates as people write them in a record: "2027-03-31".
#pragma once

#include <charconv>
#include <chrono>
#include <string_view>

namespace equivox {

// True where `text` is a day that exists, from the years 1900 to 2999, as YYYY-MM-DD.
[[nodiscard]] inline bool is_calendar_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t from, std::size_t length) {
        int value = -1;
        const char* end = text.data() + from + length;
        const auto result = std::from_chars(text.data() + from, end, value);
        return result.ptr == end && value >= 0 ? value : -1;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 1900 || year > 2999 || month < 1 || day < 1) return false;
    return std::chrono::year_month_day(std::chrono::year(year),
                                       std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

}  // namespace equivox
