// SPDX-License-Identifier: Apache-2.0
// X1. Randomness is seeded and the calendar clock stands still, so nothing is declared random: everything that
// is compared must be the same to the byte. What the program may do at one moment or another (two views where
// one would do, two entries in one turn of the disk) can differ between two runs of one script; so a world is
// played again, more slowly, before a difference is believed. A leak makes a difference every time.
#include <catch2/catch.hpp>

#include "tests/attacks/two_worlds.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;
using namespace std::chrono_literals;

// What each run left, and which run of one world looked like which of the other.
struct Twins {
    std::vector<Evidence> one;
    std::vector<Evidence> other;

    // Whether `look` ever gives the same for both.
    template <class Look>
    [[nodiscard]] bool alike(const Look& look) const {
        for (const Evidence& a : one)
            for (const Evidence& b : other)
                if (look(a) == look(b)) return true;
        return false;
    }
};

template <class Enough>
Twins play_both(const Inputs& one, const Inputs& other, const Enough& enough) {
    Twins twins;
    for (const auto calm : {60ms, 120ms, 240ms}) {
        const TemporaryFolder folder;
        twins.one.push_back(play(folder / "one", one, calm));
        twins.other.push_back(play(folder / "other", other, calm));
        if (enough(twins)) break;
    }
    return twins;
}

const auto frames_of = [](const Evidence& evidence) { return evidence.frames; };
const auto words_of = [](const Evidence& evidence) { return evidence.said; };
const auto sizes_of = [](const Evidence& evidence) { return evidence.sizes; };
const auto file_of = [](const Evidence& evidence) { return evidence.session_file; };

TEST_CASE("X1: two worlds with the same release look the same on the wire and on the disk", "[x1]") {
    const Twins twins = play_both(one_world(), other_world(), [](const Twins& so_far) {
        return so_far.alike(frames_of) && so_far.alike(words_of) && so_far.alike(sizes_of) &&
               so_far.alike(file_of);
    });
    const Evidence& one = twins.one.back();
    const Evidence& other = twins.other.back();
    {
        INFO("frames: " << difference(one.frames, other.frames));
        CHECK(twins.alike(frames_of));
    }
    {
        INFO("what the host says: " << difference(one.said, other.said));
        CHECK(twins.alike(words_of));
    }
    {
        INFO("sizes of files: " << difference(one.sizes, other.sizes));
        CHECK(twins.alike(sizes_of));
    }
    {
        INFO("session file: " << difference(one.session_file, other.session_file));
        CHECK(twins.alike(file_of));
    }
    // The comparison has seen something: every kind of box came out, and everybody put something in each.
    CHECK(one.frames.size() > 1000);
    for (const char* what : {"Beds at home", "Who pays for it?", "The fund.", "Nobody covers the weekend.",
                             "\"type\":\"shortlist\",", "\"type\":\"ranking\",", "\"band\":\"safe\""}) {
        INFO(what);
        CHECK(one.session_file.find(what) != std::string::npos);
    }
}

TEST_CASE("X1: the order in which people act, and second thoughts, leave no trace on the disk", "[x1]") {
    Inputs late = one_world();
    late.order = {3, 6, 0, 5, 2, 4, 1};
    late.second_thoughts = true;
    const Twins twins =
        play_both(one_world(), late, [](const Twins& so_far) { return so_far.alike(file_of); });
    INFO("session file: " << difference(twins.one.back().session_file, twins.other.back().session_file));
    CHECK(twins.alike(file_of));
}

TEST_CASE("X1: all frames of a kind have one size, or sizes that say nothing of a deposit", "[x1]") {
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
