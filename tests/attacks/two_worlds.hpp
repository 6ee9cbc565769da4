// SPDX-License-Identifier: Apache-2.0
// Attack X1: the same script twice, with ballots that differ and releases that do not.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sessions/deposit.hpp"
#include "tests/attacks/opened_wire.hpp"
#include "tests/attacks/workshop.hpp"

namespace equivox::testing {

// What each device puts in, device by device in the order of joining, and the order in which they do.
struct Inputs {
    std::vector<SafetyAnswer> safety;
    std::vector<std::string> proposals;  // a title; "" is nothing
    std::vector<std::string> questions;
    std::vector<std::string> answers;
    std::vector<std::vector<std::uint32_t>> ticks;
    std::vector<std::vector<std::vector<std::uint32_t>>> rankings;
    std::vector<ConsentDeposit> consent;
    std::vector<std::size_t> order;  // of arrival
    bool second_thoughts = false;    // the first to put in puts in something else before
};

// What was seen, by where: "step 12, connection 3", or a step alone, or a name.
using Seen = std::map<std::string, std::string>;

// Everything that an attacker with the network and the disk has in hands afterwards.
struct Evidence {
    // Kind and size of each frame of each message, apart from pings, which come with time and not with
    // people.
    Seen frames;
    // What the host said, without the numbers that count messages and seconds.
    Seen said;
    // The sizes of all files at every step.
    Seen sizes;
    Seen session_file;  // its bytes
    // How often frames of a size carried a message of a kind.
    std::map<std::string, std::map<std::size_t, std::size_t>> sizes_of_kind;
    std::size_t messages = 0;
};

// Seats 1, 2 belong to the first of six organisations, the others have one seat each.
inline constexpr std::size_t players = 7;

// Plays the script: every kind of box, every device takes part in each.
[[nodiscard]] Evidence play(const std::filesystem::path& folder, const Inputs&,
                            std::chrono::milliseconds calm);

// Where nothing that was seen in one world was ever seen in the other: the first such place, with what was
// seen there last. Empty: there is none.
[[nodiscard]] std::string difference(const std::vector<Seen>& one, const std::vector<Seen>& other);

// Two sets of inputs from which the same is released.
[[nodiscard]] Inputs one_world();
[[nodiscard]] Inputs other_world();

}  // namespace equivox::testing
