// SPDX-License-Identifier: Apache-2.0
// Which clauses of a proposal an amendment changed, so that the room can see it at a glance.
//
// Clauses that stayed word for word are found by the longest common subsequence; what lies between two of
// those is paired from the top: a pair is "changed", what is left over was "added" or "removed".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace equivox::host {

struct ClauseChange {
    enum class Kind : std::uint8_t { same, changed, added, removed };
    Kind kind = Kind::same;
    std::optional<std::size_t> before;  // Its index in the old text, from 0.
    std::optional<std::size_t> after;   // Its index in the new text.
    std::string before_text;
    std::string after_text;
};

[[nodiscard]] std::vector<ClauseChange> clause_changes(const std::vector<std::string>& before,
                                                       const std::vector<std::string>& after);

}  // namespace equivox::host
