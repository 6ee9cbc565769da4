// SPDX-License-Identifier: Apache-2.0
// The secrets of an open box, put together from what organisations' devices and the host's disk hold: a test
// has both, an attacker never has.
#pragma once

#include <string>
#include <vector>

#include "tests/attacks/workshop.hpp"

namespace equivox::testing {

struct BoxSecrets {
    std::string disk_key;  // K_disk, from the key file
    std::string room_secret;
    std::string ballot_secret;
    std::string ballot_seed;        // of the key pair that deposits are sealed to
    std::string ballot_secret_key;  // that key pair's
    std::string box_key;            // K_box
    std::string order_key;          // what released texts are ordered with
    std::vector<std::string> shares;
};

// Of the open box. `devices`: of different organisations, as many as the threshold, for all of it.
[[nodiscard]] BoxSecrets secrets_of(Workshop&, const std::vector<std::size_t>& devices);

// The shares that these devices keep.
struct HeldShare {
    std::uint32_t x = 0;
    std::string room;
    std::string ballot;
};
[[nodiscard]] HeldShare share_of(Workshop&, std::size_t device);
// Lagrange's interpolation at 0.
[[nodiscard]] std::string combined(const std::vector<std::pair<std::uint32_t, std::string>>& shares);

// Where K_disk stands in a key file (sessions/key_file.hpp).
[[nodiscard]] std::string disk_key_in(const std::string& key_file);

}  // namespace equivox::testing
