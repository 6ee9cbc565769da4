// SPDX-License-Identifier: Apache-2.0
// A secret shared so that any t of the shares give it back and fewer say nothing (Shamir, "How to share a
// secret", 1979), with commitments against which each share can be checked alone (Feldman, "A practical
// scheme for non-interactive verifiable secret sharing", 1987).
//
// Secrets and shares are scalars of ristretto255 (RFC 9496), 32 bytes, little-endian, reduced. The commitment
// to the coefficient a_j is the point a_j * G. The share with number x is the polynomial's value at x; the
// secret is its value at 0. Secrets, coefficients and shares are in locked memory only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sessions/chance.hpp"
#include "sessions/locked.hpp"

namespace equivox {

inline constexpr std::size_t scalar_size = 32;
using Point = std::array<std::byte, 32>;

// One share. `x` is 1 or more.
struct Share {
    std::uint32_t x = 0;
    LockedBytes value;
};

// A new random secret and the polynomial that shares it.
class SharedSecret {
public:
    SharedSecret(std::size_t threshold, Chance&);

    [[nodiscard]] std::string_view secret() const { return coefficients_.view().substr(0, scalar_size); }
    [[nodiscard]] const std::vector<Point>& commitments() const { return commitments_; }
    // Writes scalar_size bytes.
    void share(std::uint32_t x, unsigned char* out) const;

private:
    LockedBytes coefficients_;
    std::vector<Point> commitments_;
};

// Whether `share` (scalar_size bytes) is the one with number x under these commitments. Anything may be
// asked.
[[nodiscard]] bool share_is_valid(std::span<const Point> commitments, std::uint32_t x,
                                  const unsigned char* share);

// The value at 0 of the polynomial of lowest degree through these shares, whose numbers differ.
[[nodiscard]] LockedBytes combine_shares(std::span<const Share> shares);

}  // namespace equivox
