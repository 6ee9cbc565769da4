// SPDX-License-Identifier: Apache-2.0
// X2 for shortlists: whether an organisation ticked a proposal must stay in doubt. Exhaustive: every set of
// up to four ticks of every delegate.
#include "tests/anonymity/tick_room.hpp"

#include <catch2/catch.hpp>

namespace equivox::anonymity {
namespace {

using Sizes = std::vector<std::uint32_t>;

Report against(std::uint32_t options, const Sizes& sizes, const PublishScores& publish,
               Target target = Target::organisation, Insider insider = Insider::one) {
    return enumerate_ticks(options, sizes, publish, target, insider);
}

TEST_CASE("X2, shortlist: five to seven sole delegates keep in doubt what each of them ticked",
          "[shortlist]") {
    for (const std::uint32_t options : {5U, 6U}) {
        for (std::size_t k = 5; k <= 7; ++k) {
            CAPTURE(options, k);
            for (const Insider insider : {Insider::none, Insider::one}) {
                const Report report =
                    against(options, Sizes(k, 1), shortlist_release(), Target::organisation, insider);
                CHECK(report.cases > 0);
                CHECK(report.excluded == 0);
            }
        }
    }
}

TEST_CASE("X2, shortlist: nine proposals and five sole delegates, with an insider", "[shortlist]") {
    const Report report = against(9, Sizes(5, 1), shortlist_release());
    CHECK(report.cases > 10000);
    CHECK(report.excluded == 0);
}

TEST_CASE("X2, shortlist: unequal organisations keep in doubt what each of them ticked", "[shortlist]") {
    for (const Sizes& sizes : {Sizes{1, 1, 1, 1, 2}, Sizes{1, 1, 1, 2, 2}}) {
        CAPTURE(sizes);
        CHECK(against(5, sizes, shortlist_release()).excluded == 0);
    }
}

TEST_CASE("X2, shortlist: six proposals keep in doubt what a delegate ticked, to colleague and insider",
          "[shortlist]") {
    CHECK(against(6, {1, 1, 1, 1, 2}, shortlist_release(), Target::delegate).excluded == 0);
}

// With one proposal more than fit, "no shortlist" means that all scores are equal. A colleague who ticked
// nothing then knows that the other half voice did not tick any one proposal: nobody has five ticks. Where
// a shortlist is only used for more than eight proposals this does not arise.
TEST_CASE("X2, shortlist falls short: of five proposals, 'no shortlist' tells a colleague", "[shortlist]") {
    const Report report = against(5, {1, 1, 1, 1, 2}, shortlist_release(), Target::delegate, Insider::none);
    CHECK(report.certain == 5);
    for (const Finding& finding : report.findings) {
        CHECK(finding.published.empty());
        CHECK(finding.possible == std::vector<int>{0});
    }
}

TEST_CASE("X2, shortlist: eight whatever the number of organisations would tell an insider", "[leak]") {
    CHECK(against(9, Sizes(5, 1), shortlist_of_eight_always()).certain > 0);
}

TEST_CASE("X2, shortlist: the shortlist in its order would tell an insider", "[leak]") {
    CHECK(against(6, Sizes(5, 1), shortlist_in_order()).certain > 0);
}

TEST_CASE("X2, D4, shortlist: exact scores give ticks away", "[leak]") {
    CHECK(against(5, Sizes(5, 1), exact_scores(), Target::organisation, Insider::none).certain > 0);
}

}  // namespace
}  // namespace equivox::anonymity
