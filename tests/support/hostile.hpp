// SPDX-License-Identifier: Apache-2.0
// Deposits as a device would send them that keeps no rule: nobody can look into one before its box closes, so
// whatever is sealed to the box goes in.
#pragma once

#include "sessions/chance.hpp"
#include "sessions/command.hpp"
#include "sessions/session.hpp"

namespace equivox::testing {

// These plain bytes sealed to the open box; any number of them. The box is ready.
[[nodiscard]] PutDeposit sealed_bytes(const Session&, std::uint64_t sequence, std::string_view plain);

// The layout of seal.hpp around a JSON content that nobody has checked: `kind` is what the layout claims.
[[nodiscard]] std::string laid_out_json(const Session&, SeatId, std::uint64_t sequence, BoxKind kind,
                                        std::string_view json);

// The layout of a ranking around ranks that nobody has checked: `proposals` is what the layout claims, and
// ranks[i] belongs to the i-th ranked proposal; at most twenty.
[[nodiscard]] std::string laid_out_ranks(const Session&, SeatId, std::uint64_t sequence,
                                         std::uint8_t proposals, const std::vector<std::uint8_t>& ranks);

// A deposit for the open box with this in it, whether it is allowed there or not.
[[nodiscard]] PutDeposit sealed_unchecked(const Session&, SeatId, std::uint64_t sequence,
                                          const DepositContent&);

}  // namespace equivox::testing
