// SPDX-License-Identifier: Apache-2.0
// Audit B: the search for a witness. Given what really happened, is there another profile in which the target
// leans the other way, the insiders' ballots are the same, and the same is published? Such a profile is a
// witness: what was published does not tell the two apart.
//
// The search starts from the real profile, turns the target round, and changes the other ballots at random
// until the same is published. A witness proves; not finding one proves nothing. For rooms that are too large
// to enumerate.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "tests/anonymity/publications.hpp"

namespace equivox::anonymity {

// One delegate's part in a workshop. Voters are taken to be consistent: the ticks are the best `ticks` ranked
// proposals, which is what an attacker who assumes consistency would assume.
struct Card {
    std::uint32_t organisation = 0;
    std::vector<std::uint8_t> places;  // of each option, 1 is best, equal is level; 0 is no opinion
    std::uint8_t ticks = 0;            // up to four

    // 1 where a is preferred to b, -1 where b is preferred to a.
    [[nodiscard]] int direction(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] std::vector<std::uint32_t> ticked() const;
};
using Profile = std::vector<Card>;

// The exact margins over `options` of all (indices into the cards' places).
[[nodiscard]] tally::Margins margins_of(const Profile& profile, const std::vector<std::uint32_t>& options);

// What is published about a profile, always as many numbers, so that two of them have a distance; and exact
// figures, which nobody sees, to guide the search: where they are the same, so is what is published.
struct Outcome {
    Published published;
    std::vector<int> guide;
};
using PublishProfile = std::function<Outcome(const Profile&)>;

[[nodiscard]] PublishProfile ranking_release(tally::Level level);
[[nodiscard]] PublishProfile profile_exact_margins();
// The shortlist, and the release of the ranking of what is on it.
[[nodiscard]] PublishProfile shortlist_then_ranking(tally::Level level);

// What a witness must show.
struct Goal {
    std::vector<std::size_t> target;  // cards whose direction, added up, is to be `sign`
    std::vector<bool> known;          // cards that the attacker has seen
    std::uint32_t first = 0;          // the pair
    std::uint32_t second = 1;
    int sign = 1;

    [[nodiscard]] bool reached(const Profile& profile) const;
};

struct Effort {
    int restarts = 200;
    int steps = 600;
};

[[nodiscard]] std::optional<Profile> find_witness(const Profile& actual, const Goal& goal,
                                                  const PublishProfile& publish, std::mt19937_64& random,
                                                  Effort effort = {});

// How a room can vote: what attacks are tried on.
enum class Mood : std::uint8_t { impartial, leaning, unanimous, one_dissenter, two_blocs, all_level, silent };
inline constexpr Mood all_moods[] = {Mood::impartial, Mood::leaning,   Mood::unanimous, Mood::one_dissenter,
                                     Mood::two_blocs, Mood::all_level, Mood::silent};

[[nodiscard]] Profile profile_in(Mood mood, std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                                 std::mt19937_64& random);

// Random attacks on a profile: a target (organisation or delegate), with an insider organisation, a pair, and
// a direction that the target did not take.
[[nodiscard]] Goal attack_at_random(const Profile& actual, bool delegate, std::mt19937_64& random);

struct SearchReport {
    std::size_t attacks = 0;
    std::size_t without_witness = 0;
};

// `attacks` random attacks on one profile in each mood, half of them on delegates where `delegates`.
[[nodiscard]] SearchReport attack_moods(std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                                        const PublishProfile& publish, bool delegates, int attacks,
                                        std::uint64_t seed, Effort effort = {});

}  // namespace equivox::anonymity
