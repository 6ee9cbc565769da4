// SPDX-License-Identifier: Apache-2.0
// A saved session, read and checked: what verify and export work on.
#pragma once

#include <filesystem>
#include <variant>

#include "sessions/journal.hpp"

namespace equivox {

// The file could not be read as a session at all (JournalError is thrown then), or entry `entry` is broken,
// or all of it is sound.
[[nodiscard]] std::variant<Replay, Broken> read_record(const std::filesystem::path&);

}  // namespace equivox
