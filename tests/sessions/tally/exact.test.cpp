// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/exact.hpp"

#include <catch2/catch.hpp>

using namespace equivox::tally;

TEST_CASE("counts of more than 64 bits are written with all their digits", "[exact]") {
    CHECK(to_decimal(0) == "0");
    CHECK(to_decimal(-7) == "-7");
    CHECK(to_decimal(static_cast<Count>(1) << 72) == "4722366482869645213696");
    CHECK(to_decimal(count_limit) == "1267650600228229401496703205376");
    CHECK(to_decimal(static_cast<Count>(static_cast<WideCount>(1) << 127)) ==
          "-170141183460469231731687303715884105728");
}

TEST_CASE("what goes beyond the limit is an error and never wraps", "[exact]") {
    CHECK(checked_add(count_limit - 1, 1) == count_limit);
    CHECK_THROWS_AS(checked_add(count_limit, 1), TallyError);
    CHECK(checked_multiply(static_cast<Count>(1) << 50, static_cast<Count>(1) << 50) == count_limit);
    CHECK_THROWS_AS(checked_multiply(static_cast<Count>(1) << 51, static_cast<Count>(1) << 50), TallyError);
    CHECK_THROWS_AS(checked_multiply(count_limit, count_limit), TallyError);
    CHECK(checked_multiply(0, count_limit) == 0);
}

TEST_CASE("least common multiples are exact", "[exact]") {
    CHECK(least_common_multiple(4, 6) == 12);
    CHECK(greatest_common_divisor(12, 18) == 6);
    CHECK(least_common_multiple(1, 7) == 7);
    CHECK_THROWS_AS(least_common_multiple((static_cast<Count>(1) << 60) - 1, static_cast<Count>(1) << 60),
                    TallyError);
}
