// SPDX-License-Identifier: Apache-2.0
// The host's half of a box's key, on disk while the box is open (anonymity.md 4.2): 32 random bytes, and what
// else the host must know to find the box again after a restart. Without the organisations' parts it opens
// nothing. One file for each box, of one constant size, in a folder of its own.
//
// Bytes, little-endian: magic[8] = "EQVXKEY1" | box u32 | kind u8 | threshold u8 | 0 u16 | token[16] |
// roster[32] = BLAKE2b-256 of session and seats | key[32] | commitments to the room's secret, threshold x 32,
// zeros up to 3 x 32 | the same for the secret that opens deposits | BLAKE2b-256[32] of all before.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "sessions/custody.hpp"
#include "sessions/locked.hpp"
#include "sessions/shamir.hpp"

namespace equivox {

// How many organisations it takes to open a box of which so many hold parts. Never one.
inline constexpr std::uint32_t threshold_most = 3;
[[nodiscard]] constexpr std::uint32_t threshold_for(std::size_t organisations) {
    return organisations <= 6 ? 2 : threshold_most;
}

struct KeyFile {
    std::string token;                      // the box's, 32 hexadecimal digits
    LockedBytes key;                        // K_disk
    std::vector<Point> room_commitments;    // as many as the threshold
    std::vector<Point> ballot_commitments;  // the same number
};

enum class KeyFileProblem : std::uint8_t {
    missing,
    truncated,
    damaged,      // what it says does not fit together
    another_box,  // it is in order, and of another box or another session
    unreadable,   // the system refused
};

// Writes under a temporary name, then renames; durable when it returns. Throws FileError.
void write_key_file(const std::filesystem::path&, const BoxSpec&, const KeyFile&);
// `spec.seated` is not looked at: seats change hands while a box is open.
[[nodiscard]] std::variant<KeyFile, KeyFileProblem> read_key_file(const std::filesystem::path&,
                                                                  const BoxSpec&, const std::string& token);
// Erases the file, and what a host left that was stopped while it wrote it. True: nothing is left.
[[nodiscard]] bool erase_key_file(const std::filesystem::path&) noexcept;

}  // namespace equivox
