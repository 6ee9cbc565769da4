// SPDX-License-Identifier: Apache-2.0
// X1. Randomness is seeded and the calendar clock stands still, so nothing is declared random: everything
// that is compared must be the same to the byte. What the program may do at one moment or another (two views
// where one would do, two entries in one turn of the disk) can differ between two runs of one script; so
// worlds are played again, more slowly, before a difference is believed: it is one when at some step nothing
// that was seen in one world was ever seen in the other. A leak makes a difference every time.
#include <catch2/catch.hpp>

#include "tests/attacks/two_worlds.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;
using namespace std::chrono_literals;

// Plays both worlds until they are alike in everything that `looks` look at, a few times at most; the first
// difference where they are not.
using Look = Seen Evidence::*;
struct Compared {
    std::string difference;
    Evidence last;
};
Compared compare(const Inputs& one, const Inputs& other, const std::vector<Look>& looks) {
    std::vector<Evidence> ones;
    std::vector<Evidence> others;
    std::string found;
    for (const auto calm : {40ms, 80ms, 160ms, 320ms}) {
        const TemporaryFolder folder;
        ones.push_back(play(folder / "one", one, calm));
        others.push_back(play(folder / "other", other, calm));
        found.clear();
        for (const Look look : looks) {
            std::vector<Seen> here;
            std::vector<Seen> there;
            for (const Evidence& run : ones) here.push_back(run.*look);
            for (const Evidence& run : others) there.push_back(run.*look);
            if (found.empty()) found = difference(here, there);
        }
        if (found.empty()) break;
    }
    return {found, ones.back()};
}

TEST_CASE("X1: two worlds with the same release look the same on the wire and on the disk",
          "[.][worlds][x1]") {
    const Compared compared =
        compare(one_world(), other_world(),
                {&Evidence::session_file, &Evidence::said, &Evidence::frames, &Evidence::sizes});
    CHECK(compared.difference == "");
    // The comparison has seen something: every kind of box came out, and everybody put something in each.
    CHECK(compared.last.messages > 1000);
    const std::string& file = compared.last.session_file.at("session file");
    for (const char* what : {"Beds at home", "Who pays for it?", "The fund.", "Nobody covers the weekend.",
                             "\"type\":\"shortlist\",", "\"type\":\"ranking\",", "\"band\":\"safe\""}) {
        INFO(what);
        CHECK(file.find(what) != std::string::npos);
    }
}

TEST_CASE("X1: the order in which people act, and second thoughts, leave no trace on the disk",
          "[x1][arrival]") {
    Inputs late = one_world();
    late.order = {3, 6, 0, 5, 2, 4, 1};
    late.second_thoughts = true;
    CHECK(compare(one_world(), late, {&Evidence::session_file}).difference == "");
}

TEST_CASE("X1: all frames of a kind have one size, or sizes that say nothing of a deposit", "[x1][sizes]") {
    const TemporaryFolder folder;
    Inputs inputs = one_world();
    inputs.proposals[3] = std::string(80, 'W');
    const Evidence evidence = play(folder / "one", inputs, 20ms);
    for (const char* kind : {"put_deposit", "keep_parts", "return_part", "take_seat", "hello", "welcome"}) {
        INFO(kind);
        REQUIRE(evidence.sizes_of_kind.contains(kind));
        auto sizes = evidence.sizes_of_kind.at(kind);
        // The first frame of each direction of a channel is longer by its header.
        for (const auto& [size, count] : evidence.sizes_of_kind.at(kind))
            if (size % 1024 == 24) {
                sizes[size - 24] += count;
                sizes.erase(size);
            }
        CHECK(sizes.size() == 1);
    }
    CHECK(evidence.sizes_of_kind.at("put_deposit") == std::map<std::size_t, std::size_t>{{26624, 84}});
}

}  // namespace
}  // namespace equivox
