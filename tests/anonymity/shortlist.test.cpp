// SPDX-License-Identifier: Apache-2.0
#include "sessions/shortlist.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <set>
#include <string_view>

namespace equivox {
namespace {

// A ballot in letters: organisation 2 ticks B and D is {2, "BD"}.
struct Ticked {
    std::uint32_t organisation;
    std::string_view proposals;
};

// The shortlist in letters; "none" where there is none.
std::string shortlist(std::uint32_t options, const std::vector<Ticked>& cast) {
    std::vector<TickBallot> ballots;
    for (const Ticked& one : cast) {
        TickBallot& ballot = ballots.emplace_back();
        ballot.organisation = one.organisation;
        for (const char letter : one.proposals)
            ballot.options.push_back(static_cast<std::uint32_t>(letter - 'A'));
    }
    const auto found = shortlist_of(options, ballots);
    if (!found) return "none";
    std::string letters;
    for (const std::uint32_t option : *found) letters.push_back(static_cast<char>('A' + option));
    return letters;
}

TEST_CASE("The most ticked proposals come down as long as the next group still fits", "[shortlist]") {
    // A 4, B 3, C 2, D 2, others 0: five organisations take four at most.
    CHECK(shortlist(9, {{1, "ABC"}, {2, "ABC"}, {3, "ABD"}, {4, "AD"}, {5, ""}}) == "ABCD");
}

TEST_CASE("A group is never cut: where it does not fit it stays out whole", "[shortlist]") {
    // A 3, B 2, then C, D, E with 1 each: two and three are one too many for five organisations.
    CHECK(shortlist(9, {{1, "AB"}, {2, "ABC"}, {3, "AD"}, {4, "E"}, {5, ""}}) == "AB");
}

TEST_CASE("A lower group does not slip past one that did not fit", "[shortlist]") {
    // A 5; B, C, D, E 2 each; F alone 1: F would fit where the four do not.
    CHECK(shortlist(9, {{1, "ABC"}, {2, "ABC"}, {3, "ADE"}, {4, "ADE"}, {5, "AF"}}) == "A");
}

TEST_CASE("Where the first group alone is too large there is no shortlist", "[shortlist]") {
    CHECK(shortlist(9, {{1, "A"}, {2, "B"}, {3, "C"}, {4, "D"}, {5, "E"}}) == "none");
    CHECK(shortlist(9, {{1, ""}, {2, ""}, {3, ""}, {4, ""}, {5, ""}}) == "none");
}

TEST_CASE("Where everything fits everything is taken, ticked or not", "[shortlist]") {
    CHECK(shortlist(4, {{1, "A"}, {2, "A"}, {3, "A"}, {4, ""}, {5, ""}}) == "ABCD");
    CHECK(shortlist(8, {{1, ""}, {2, ""}, {3, ""}, {4, ""}, {5, ""}, {6, ""}, {7, ""}, {8, ""}, {9, ""}}) ==
          "ABCDEFGH");
}

TEST_CASE("Each organisation counts as one: three delegates weigh as much as a sole one", "[shortlist]") {
    // By heads B has three and A two; by voices A has two and B one.
    CHECK(shortlist(9, {{1, "B"}, {1, "B"}, {1, "B"}, {2, "A"}, {3, "A"}, {4, "AC"}, {5, "AC"}}) == "ABC");
    // Three thirds are one, exactly: A and B are one group, with four others five.
    CHECK(shortlist(6, {{1, "B"}, {1, "B"}, {1, "B"}, {2, "A"}, {3, "C"}, {4, "D"}, {5, "E"}}) == "none");
}

TEST_CASE("A ballot without ticks counts among its organisation's ballots", "[shortlist]") {
    // A, C, D have two voices, E one. B has half a voice where the other delegate ticks nothing ...
    CHECK(shortlist(9, {{1, "B"}, {1, ""}, {2, "A"}, {3, "CDE"}, {4, "CD"}, {5, "A"}}) == "ACDE");
    // ... and a whole one, level with E, where both tick it.
    CHECK(shortlist(9, {{1, "B"}, {1, "B"}, {2, "A"}, {3, "CDE"}, {4, "CD"}, {5, "A"}}) == "ACD");
}

TEST_CASE("Never more than one fewer than the organisations, and never more than eight", "[shortlist]") {
    std::vector<Ticked> cast;
    for (std::uint32_t organisation = 1; organisation <= 5; ++organisation)
        cast.push_back({organisation, "ABCD"});
    CHECK(shortlist(12, cast) == "ABCD");
    cast.pop_back();
    CHECK(shortlist(12, cast) == "none");  // four organisations take three
    cast.clear();
    for (std::uint32_t organisation = 1; organisation <= 12; ++organisation)
        cast.push_back({organisation, organisation <= 6 ? "ABCD" : "EFGH"});
    CHECK(shortlist(12, cast) == "ABCDEFGH");
    cast.push_back({13, "I"});
    CHECK(shortlist(12, cast) == "ABCDEFGH");
    for (std::uint32_t organisation = 13; organisation <= 19; ++organisation)
        cast.push_back({organisation, "I"});
    CHECK(shortlist(12, cast) == "I");  // I has more than the eight others, who no longer fit
}

TEST_CASE("Without a ballot there is no shortlist", "[shortlist]") {
    CHECK(shortlist(9, {}) == "none");
    CHECK(shortlist(9, {{1, "A"}}) == "none");
}

// The rule a second time, by trying every threshold on doubled-up counts: nothing in common with the first.
std::optional<std::set<std::uint32_t>> by_threshold(std::uint32_t options,
                                                    const std::vector<TickBallot>& ballots) {
    std::set<std::uint32_t> organisations;
    for (const TickBallot& ballot : ballots) organisations.insert(ballot.organisation);
    constexpr std::int64_t voice = 5040;  // each of the sizes used divides it
    std::vector<std::int64_t> score(options, 0);
    for (const std::uint32_t organisation : organisations) {
        std::vector<std::int64_t> ticks(options, 0);
        std::int64_t size = 0;
        for (const TickBallot& ballot : ballots) {
            if (ballot.organisation != organisation) continue;
            ++size;
            for (const std::uint32_t option : ballot.options) ++ticks[option];
        }
        for (std::uint32_t option = 0; option < options; ++option)
            score[option] += voice * ticks[option] / size;
    }
    const std::size_t limit = std::min<std::size_t>(8, organisations.size() - 1);
    std::optional<std::set<std::uint32_t>> best;
    for (const std::int64_t threshold : score) {
        std::set<std::uint32_t> reached;
        for (std::uint32_t option = 0; option < options; ++option)
            if (score[option] >= threshold) reached.insert(option);
        if (reached.size() <= limit && (!best || reached.size() > best->size())) best = reached;
    }
    return best;
}

TEST_CASE("Random rooms get the shortlist that trying every threshold gives", "[shortlist]") {
    std::mt19937_64 random(84);
    std::size_t none = 0;
    for (int room = 0; room < 4000; ++room) {
        const auto options = static_cast<std::uint32_t>(2 + random() % 14);
        const auto organisations = static_cast<std::uint32_t>(2 + random() % 11);
        const std::uint64_t favourites = 1 + random() % options;
        std::vector<TickBallot> ballots;
        for (std::uint32_t organisation = 0; organisation < organisations; ++organisation) {
            const std::uint64_t size = 1 + random() % 7;
            for (std::uint64_t i = 0; i < size; ++i) {
                std::set<std::uint32_t> ticks;
                for (std::uint64_t tick = random() % 5; tick > 0; --tick)
                    ticks.insert(
                        static_cast<std::uint32_t>(random() % (random() % 2 == 0 ? favourites : options)));
                ballots.push_back({organisation, {ticks.begin(), ticks.end()}});
            }
        }
        const auto expected = by_threshold(options, ballots);
        const auto found = shortlist_of(options, ballots);
        REQUIRE(found.has_value() == expected.has_value());
        if (found) REQUIRE(std::set<std::uint32_t>(found->begin(), found->end()) == *expected);
        if (!found) ++none;
    }
    CHECK(none > 50);
    CHECK(none < 3950);
}

}  // namespace
}  // namespace equivox
