// SPDX-License-Identifier: Apache-2.0
// Audit B over random and adversarial profiles: for every attack tried there is another profile, with the
// target turned round, that publishes the same. Seeded, so always the same attacks.
#include "tests/anonymity/witness.hpp"

#include <catch2/catch.hpp>

#include "tests/anonymity/ranking_room.hpp"

namespace equivox::anonymity {
namespace {

using tally::Level;
using Sizes = std::vector<std::uint32_t>;

constexpr std::size_t moods = std::size(all_moods);

void expect_witnesses(std::uint32_t options, const Sizes& sizes, const PublishProfile& publish,
                      bool delegates, int attacks) {
    CAPTURE(options, sizes, delegates);
    const SearchReport report = attack_moods(options, sizes, publish, delegates, attacks, 7);
    CHECK(report.attacks == moods * static_cast<std::size_t>(attacks));
    CHECK(report.without_witness == 0);
}

TEST_CASE("Audit B, D5: rankings at L1 of three to eight proposals by five organisations", "[witness]") {
    for (const std::uint32_t options : {3U, 4U, 5U, 6U, 8U})
        for (const Sizes& sizes : {Sizes{1, 1, 1, 1, 1}, Sizes{1, 1, 1, 2, 3}, Sizes{1, 1, 1, 1, 5}})
            expect_witnesses(options, sizes, ranking_release(Level::l1), false, 30);
}

TEST_CASE("Audit B, D5: rankings at L2 by six organisations and more", "[witness]") {
    for (const std::uint32_t options : {3U, 5U, 8U})
        for (const Sizes& sizes :
             {Sizes{1, 1, 1, 1, 1, 1}, Sizes{1, 1, 2, 2, 3, 4}, Sizes{5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1}})
            expect_witnesses(options, sizes, ranking_release(Level::l2), false, 30);
}

TEST_CASE("Audit B, D5: rankings at L3 by ten organisations", "[witness]") {
    for (const std::uint32_t options : {3U, 5U, 8U})
        for (const Sizes& sizes : {Sizes(10, 1), Sizes{1, 1, 1, 1, 1, 2, 2, 3, 3, 4}})
            expect_witnesses(options, sizes, ranking_release(Level::l3), true, 30);
}

TEST_CASE("Audit B, D5: one delegate against all colleagues and an insider organisation", "[witness]") {
    for (const std::uint32_t options : {3U, 5U, 8U}) {
        expect_witnesses(options, {1, 1, 1, 2, 2}, ranking_release(Level::l1), true, 40);
        expect_witnesses(options, {1, 1, 1, 2, 2, 3}, ranking_release(Level::l2), true, 40);
    }
}

TEST_CASE("Audit B: a shortlist and the ranking of what is on it, by consistent voters", "[witness]") {
    expect_witnesses(6, {1, 1, 1, 1, 1}, shortlist_then_ranking(Level::l1), false, 40);
    expect_witnesses(9, {1, 1, 1, 1, 1}, shortlist_then_ranking(Level::l1), false, 40);
    expect_witnesses(9, {1, 1, 1, 2, 3}, shortlist_then_ranking(Level::l1), true, 30);
    expect_witnesses(9, {1, 1, 2, 2, 3, 4}, shortlist_then_ranking(Level::l2), true, 30);
    expect_witnesses(12, {1, 1, 1, 1, 1, 1}, shortlist_then_ranking(Level::l2), false, 30);
    expect_witnesses(12, {5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1}, shortlist_then_ranking(Level::l2), true, 15);
}

TEST_CASE("Audit B, D4: there is no witness where exact margins of an agreed room are published", "[leak]") {
    std::mt19937_64 random(4);
    const Profile agreed = profile_in(Mood::unanimous, 4, {1, 1, 1, 2, 2}, random);
    for (int attack = 0; attack < 20; ++attack) {
        const Goal goal = attack_at_random(agreed, false, random);
        CHECK_FALSE(find_witness(agreed, goal, profile_exact_margins(), random, {4, 200}));
    }
}

TEST_CASE("Audit B, D1: two delegates find no witness for the third where only three organisations rank",
          "[leak]") {
    std::mt19937_64 random(4);
    // Ahead although the insider is against it: both others are for it.
    Profile room(3);
    for (std::uint32_t i = 0; i < 3; ++i) room[i] = {i, {1, 2}, 0};
    room[0].places = {2, 1};
    const Goal goal{{1}, {true, false, false}, 0, 1, -1};
    CHECK_FALSE(find_witness(room, goal, ranking_release(Level::l1), random));
}

TEST_CASE("Audit B: a witness publishes the same, turns the target and leaves the insiders' ballots",
          "[witness]") {
    std::mt19937_64 random(11);
    std::size_t found = 0;
    for (const Mood mood : all_moods) {
        const Profile actual = profile_in(mood, 4, {1, 1, 2, 2, 3, 1}, random);
        for (int attack = 0; attack < 10; ++attack) {
            const Goal goal = attack_at_random(actual, attack % 2 == 0, random);
            REQUIRE_FALSE(goal.reached(actual));
            const auto witness = find_witness(actual, goal, ranking_release(Level::l2), random);
            if (!witness) continue;
            ++found;
            CHECK(goal.reached(*witness));
            CHECK(ranking_release(Level::l2)(*witness).published ==
                  ranking_release(Level::l2)(actual).published);
            for (std::size_t card = 0; card < actual.size(); ++card) {
                CHECK((*witness)[card].organisation == actual[card].organisation);
                if (goal.known[card]) CHECK((*witness)[card].places == actual[card].places);
            }
        }
    }
    CHECK(found > 60);
}

TEST_CASE("Audit B agrees with the enumerator about a room in which some attacks succeed", "[witness]") {
    // Four sole delegates at L1: the enumerator knows which directions are excluded for the last to be asked.
    const RankingRoom room = equal_voice(2, {1, 1, 1, 1});
    const Report exact = enumerate(room, release_at(Level::l1), Target::organisation, Insider::one);
    std::mt19937_64 random(6);
    std::size_t excluded = 0;
    // Every case of the enumerator: an insider's ballot, what is published, and the target's missing
    // direction.
    for (int known = -1; known <= 1; ++known) {
        for (const int published : {-1, 0, 1}) {
            for (const int sign : {-1, 1}) {
                bool possible = false;
                bool seen = false;
                for (int profile = 0; profile < 27; ++profile) {
                    const int others[] = {profile % 3 - 1, profile / 3 % 3 - 1, profile / 9 - 1};
                    Profile cards(4);
                    for (std::uint32_t i = 0; i < 4; ++i) {
                        const int leaning = i == 0 ? known : others[i - 1];
                        cards[i] = {i, {1, 1}, 0};
                        if (leaning != 0) cards[i].places[leaning > 0 ? 1 : 0] = 2;
                    }
                    const auto shown = ranking_release(Level::l1)(cards).published;
                    if ((shown[0] > 0) - (shown[0] < 0) != published) continue;
                    seen = true;
                    const Goal goal{{1}, {true, false, false, false}, 0, 1, sign};
                    if (goal.reached(cards) || find_witness(cards, goal, ranking_release(Level::l1), random))
                        possible = true;
                }
                if (seen && !possible) ++excluded;
            }
        }
    }
    CHECK(exact.excluded == 2);
    CHECK(excluded == exact.excluded);
}

}  // namespace
}  // namespace equivox::anonymity
