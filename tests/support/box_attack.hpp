// SPDX-License-Identifier: Apache-2.0
// What somebody can do who holds a box's file and some of its keys, written from anonymity.md 4.2 to 4.4 and
// not from the code that is attacked.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sessions/locked.hpp"

namespace equivox::testing {

// How many of the file's copies, each of `copy_size` bytes, this K_box opens.
[[nodiscard]] std::size_t copies_that_open(const std::filesystem::path&, const std::string& token,
                                           std::size_t copy_size, const LockedBytes& box_key);

// K_box from both halves.
[[nodiscard]] LockedBytes attacked_box_key(std::string_view disk_key, std::string_view room_secret,
                                           const std::string& token);

// The files below `folder` in which any of these texts stands.
[[nodiscard]] std::vector<std::string> files_with(const std::filesystem::path& folder,
                                                  std::span<const std::string> texts);

}  // namespace equivox::testing
