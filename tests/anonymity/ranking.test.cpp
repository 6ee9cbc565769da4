// SPDX-License-Identifier: Apache-2.0
// X2: what follows with certainty from a ranking's release. Exhaustive for three proposals: every ballot with
// ties and without opinions, every profile, everything published jointly. Beside each promise stands a
// release that breaks it, found out by the same enumerator.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/anonymity/ranking_room.hpp"

namespace equivox::anonymity {
namespace {

using tally::Level;
using Sizes = std::vector<std::uint32_t>;

Sizes sole(std::size_t organisations) {
    return Sizes(organisations, 1);
}

Report against_organisations(const Sizes& sizes, const PublishMargins& publish,
                             Insider insider = Insider::one) {
    return enumerate(equal_voice(3, sizes), publish, Target::organisation, insider);
}

Report against_delegates(const Sizes& sizes, const PublishMargins& publish, Insider insider = Insider::one) {
    return enumerate(equal_voice(3, sizes), publish, Target::delegate, insider);
}

#define CHECK_KEPT(report)                 \
    do {                                   \
        const Report kept_report = report; \
        CHECK(kept_report.cases > 0);      \
        CHECK(kept_report.excluded == 0);  \
    } while (false)

TEST_CASE("X2, D1, D5: from five sole delegates on L1 keeps both directions possible, for an insider too",
          "[ranking]") {
    for (std::size_t k = 5; k <= 14; ++k) {
        CAPTURE(k);
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l1), Insider::none));
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l1)));
    }
}

TEST_CASE("X2, D2, D5: from six sole delegates on L2 keeps both directions possible, from ten on L3",
          "[ranking]") {
    for (std::size_t k = 6; k <= 14; ++k) {
        CAPTURE(k);
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l2), Insider::none));
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l2)));
        if (k < 10) continue;
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l3), Insider::none));
        CHECK_KEPT(against_organisations(sole(k), release_at(Level::l3)));
    }
}

TEST_CASE("X2, D1: with four organisations an insider can exclude a direction at L1", "[ranking]") {
    CHECK(against_organisations(sole(4), release_at(Level::l1)).excluded == 180);
    CHECK(against_organisations({1, 1, 2, 2}, release_at(Level::l1)).excluded > 0);
}

TEST_CASE("X2, D1: with four organisations colleagues and an insider know a delegate's direction at L1",
          "[ranking]") {
    CHECK(against_delegates({2, 2, 2, 2}, release_at(Level::l1)).certain > 0);
    CHECK(against_delegates({1, 1, 1, 2}, release_at(Level::l1)).certain > 0);
}

TEST_CASE("X2, D1: with three organisations an insider knows a sole delegate's direction at L1",
          "[ranking]") {
    CHECK(against_organisations(sole(3), release_at(Level::l1)).certain > 0);
}

TEST_CASE("X2, D2: one organisation fewer than the level needs, and an insider excludes a direction",
          "[ranking]") {
    CHECK(against_organisations(sole(5), release_at(Level::l2)).excluded > 0);
    CHECK(against_organisations(sole(9), release_at(Level::l3)).excluded > 0);
    CHECK(against_organisations(sole(7), release_at(Level::l3)).certain > 0);
}

TEST_CASE("X2, D1, D5: five organisations of unequal sizes keep the promise at L1", "[ranking]") {
    for (const Sizes& sizes : {Sizes{1, 1, 1, 1, 2}, Sizes{1, 1, 1, 2, 2}, Sizes{1, 1, 2, 2, 2},
                               Sizes{2, 2, 2, 2, 2}, Sizes{3, 3, 3, 3, 3}, Sizes{1, 1, 1, 1, 4}}) {
        CAPTURE(sizes);
        CHECK_KEPT(against_organisations(sizes, release_at(Level::l1), Insider::none));
        CHECK_KEPT(against_organisations(sizes, release_at(Level::l1)));
        CHECK_KEPT(against_delegates(sizes, release_at(Level::l1), Insider::none));
        CHECK_KEPT(against_delegates(sizes, release_at(Level::l1)));
    }
}

TEST_CASE("X2, D1, D5: organisations of one, two and three together keep the promise at L1", "[ranking]") {
    CHECK_KEPT(against_organisations({1, 1, 1, 2, 3}, release_at(Level::l1)));
    CHECK_KEPT(against_delegates({1, 1, 1, 2, 3}, release_at(Level::l1)));
    CHECK_KEPT(against_organisations({1, 1, 2, 2, 3}, release_at(Level::l1)));
}

TEST_CASE("X2, D2, D5: six organisations of unequal sizes keep the promise at L2", "[ranking]") {
    for (const Sizes& sizes : {Sizes{1, 1, 1, 1, 1, 2}, Sizes{1, 1, 1, 1, 2, 2}, Sizes{1, 1, 2, 2, 2, 2}}) {
        CAPTURE(sizes);
        CHECK_KEPT(against_organisations(sizes, release_at(Level::l2), Insider::none));
        CHECK_KEPT(against_organisations(sizes, release_at(Level::l2)));
        CHECK_KEPT(against_delegates(sizes, release_at(Level::l2)));
    }
    CHECK_KEPT(against_organisations({1, 1, 1, 2, 2, 3}, release_at(Level::l2)));
}

TEST_CASE("X2: the relation of every pair keeps the promise about organisations of three proposals",
          "[ranking]") {
    for (std::size_t k = 5; k <= 9; ++k)
        CHECK_KEPT(against_organisations(sole(k), release_with_relations(Level::l1)));
    for (std::size_t k = 6; k <= 9; ++k)
        CHECK_KEPT(against_organisations(sole(k), release_with_relations(Level::l2)));
}

TEST_CASE("X2: the relation of every pair would tell all colleagues and an insider how a delegate voted",
          "[ranking]") {
    CHECK(against_delegates({1, 1, 1, 2, 2}, release_with_relations(Level::l1)).certain > 0);
    CHECK_KEPT(against_delegates({1, 1, 1, 2, 2}, release_at(Level::l1)));
}

TEST_CASE("X2: the band of every pair would break both promises at L2 with six organisations", "[ranking]") {
    CHECK(against_organisations({1, 1, 1, 1, 2, 2}, release_with_bands(Level::l2)).excluded > 0);
    CHECK(against_delegates({1, 1, 1, 1, 2, 2}, release_with_bands(Level::l2)).certain > 0);
    CHECK_KEPT(against_organisations(sole(6), release_with_bands(Level::l2)));
}

TEST_CASE("X2, D4: exact margins give sole delegates away", "[leak]") {
    CHECK(against_organisations(sole(5), exact_margins(), Insider::none).certain > 0);
    CHECK(against_organisations(sole(8), exact_margins()).certain > 0);
    CHECK(against_organisations({1, 1, 1, 2, 2}, exact_margins(), Insider::none).certain > 0);
}

TEST_CASE("X2, D2: ten per cent bands without a cap give unanimity away", "[leak]") {
    CHECK(against_organisations(sole(8), uncapped_ten_percent_bands(), Insider::none).certain > 0);
    CHECK(against_organisations({1, 1, 1, 2, 2}, uncapped_ten_percent_bands()).certain > 0);
}

TEST_CASE("X2, D4: an unweighted count gives a sole delegate away", "[leak]") {
    const RankingRoom room = equal_voice(2, {1, 1, 1, 2, 3});
    const std::vector<Who> outsider_on_sole{{0, std::nullopt, std::nullopt}};
    CHECK(enumerate(room, release_at(Level::l1), outsider_on_sole).certain == 0);
    const Report report =
        enumerate(with_heads(room), release_beside_exact_second_view(Level::l1), outsider_on_sole);
    CHECK(report.certain > 0);
    // By voices the second is ahead, by heads the first leads by two: then every sole delegate was for the
    // second, without any unanimity.
    const bool found =
        std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
            const int ahead = 1 + static_cast<int>(tally::Step::ahead);
            return finding.published == Published{-ahead, 2} && finding.possible == std::vector<int>{-1};
        });
    CHECK(found);
}

TEST_CASE("X2, D4: exact heads beside exact voices tell more than either", "[leak]") {
    const RankingRoom room = equal_voice(2, {1, 1, 1, 2, 3});
    const Report voices = enumerate(room, exact_margins(), Target::organisation, Insider::none);
    const Report both = enumerate(with_heads(room), exact_margins(), Target::organisation, Insider::none);
    // More than half of all cases, and more than twice the share that exact voices give away alone.
    CHECK(2 * both.certain > both.cases);
    CHECK(both.certain * voices.cases > 2 * voices.certain * both.cases);
}

}  // namespace
}  // namespace equivox::anonymity
