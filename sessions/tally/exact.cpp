// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/exact.hpp"

#include <algorithm>

namespace equivox::tally {

namespace {

[[noreturn]] void too_large() {
    throw TallyError(
        "the weights of the ballots together are too large to count exactly (the limit is 2^100)");
}

}  // namespace

Count checked_add(Count left, Count right) {
    if (left > count_limit - right) too_large();
    return left + right;
}

Count checked_multiply(Count left, Count right) {
    if (left != 0 && right > count_limit / left) too_large();
    return left * right;
}

Count greatest_common_divisor(Count left, Count right) {
    while (right != 0) {
        const Count rest = left % right;
        left = right;
        right = rest;
    }
    return left;
}

Count least_common_multiple(Count left, Count right) {
    return checked_multiply(left / greatest_common_divisor(left, right), right);
}

std::string to_decimal(Count value) {
    const bool negative = value < 0;
    // Negating in the unsigned type is right for the smallest Count too.
    WideCount rest = negative ? ~static_cast<WideCount>(value) + 1 : static_cast<WideCount>(value);
    std::string digits;
    do {
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    if (negative) digits.push_back('-');
    std::reverse(digits.begin(), digits.end());
    return digits;
}

}  // namespace equivox::tally
