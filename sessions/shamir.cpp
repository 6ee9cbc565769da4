// SPDX-License-Identifier: Apache-2.0
#include "sessions/shamir.hpp"

#include <sodium.h>

#include <cassert>
#include <cstring>

#include "sessions/little_endian.hpp"

namespace equivox {
namespace {

static_assert(scalar_size == crypto_core_ristretto255_SCALARBYTES);
static_assert(sizeof(Point) == crypto_core_ristretto255_BYTES);

using Scalar = std::array<unsigned char, scalar_size>;

Scalar scalar_of(std::uint32_t number) {
    Scalar scalar{};
    store_little(scalar.data(), number);
    return scalar;
}

// A random scalar other than 0: 64 random bytes, reduced, are as good as evenly spread.
void draw_scalar(Chance& chance, unsigned char* out) {
    LockedBytes wide(crypto_core_ristretto255_NONREDUCEDSCALARBYTES);
    do {
        chance.fill(wide.span());
        crypto_core_ristretto255_scalar_reduce(out, wide.data());
    } while (sodium_is_zero(out, scalar_size));
}

bool is_reduced(const unsigned char* scalar) {
    LockedBytes wide(crypto_core_ristretto255_NONREDUCEDSCALARBYTES);
    std::memcpy(wide.data(), scalar, scalar_size);
    LockedBytes reduced(scalar_size);
    crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
    return sodium_memcmp(reduced.data(), scalar, scalar_size) == 0;
}

}  // namespace

SharedSecret::SharedSecret(std::size_t threshold, Chance& chance) : coefficients_(threshold * scalar_size) {
    assert(threshold >= 1);
    for (std::size_t j = 0; j < threshold; ++j) {
        unsigned char* coefficient = coefficients_.data() + j * scalar_size;
        draw_scalar(chance, coefficient);
        Point& commitment = commitments_.emplace_back();
        const int made = crypto_scalarmult_ristretto255_base(
            reinterpret_cast<unsigned char*>(commitment.data()), coefficient);
        assert(made == 0);
        static_cast<void>(made);
    }
}

void SharedSecret::share(std::uint32_t x, unsigned char* out) const {
    assert(x >= 1);
    const Scalar at = scalar_of(x);
    std::memset(out, 0, scalar_size);
    for (std::size_t j = coefficients_.size() / scalar_size; j-- > 0;) {
        crypto_core_ristretto255_scalar_mul(out, out, at.data());
        crypto_core_ristretto255_scalar_add(out, out, coefficients_.data() + j * scalar_size);
    }
}

bool share_is_valid(std::span<const Point> commitments, std::uint32_t x, const unsigned char* share) {
    start_cryptography();
    if (commitments.empty() || x == 0 || !is_reduced(share)) return false;
    unsigned char left[crypto_core_ristretto255_BYTES];
    if (crypto_scalarmult_ristretto255_base(left, share) != 0) return false;
    const Scalar at = scalar_of(x);
    Point right = commitments.back();
    auto* point = reinterpret_cast<unsigned char*>(right.data());
    for (std::size_t j = commitments.size() - 1; j-- > 0;) {
        unsigned char product[crypto_core_ristretto255_BYTES];
        if (crypto_scalarmult_ristretto255(product, at.data(), point) != 0) return false;
        if (crypto_core_ristretto255_add(point, product,
                                         reinterpret_cast<const unsigned char*>(commitments[j].data())) != 0)
            return false;
    }
    return sodium_memcmp(left, point, sizeof left) == 0;
}

LockedBytes combine_shares(std::span<const Share> shares) {
    start_cryptography();
    LockedBytes secret(scalar_size);
    LockedBytes term(scalar_size);
    for (const Share& share : shares) {
        // Lagrange's basis polynomial of this share at 0: the product of x_j / (x_j - x_i).
        Scalar above = scalar_of(1);
        Scalar below = scalar_of(1);
        const Scalar own = scalar_of(share.x);
        for (const Share& other : shares) {
            if (&other == &share) continue;
            assert(other.x != share.x);
            const Scalar its = scalar_of(other.x);
            Scalar difference;
            crypto_core_ristretto255_scalar_sub(difference.data(), its.data(), own.data());
            crypto_core_ristretto255_scalar_mul(above.data(), above.data(), its.data());
            crypto_core_ristretto255_scalar_mul(below.data(), below.data(), difference.data());
        }
        Scalar inverse;
        const int inverted = crypto_core_ristretto255_scalar_invert(inverse.data(), below.data());
        assert(inverted == 0);
        static_cast<void>(inverted);
        crypto_core_ristretto255_scalar_mul(above.data(), above.data(), inverse.data());
        crypto_core_ristretto255_scalar_mul(term.data(), share.value.data(), above.data());
        crypto_core_ristretto255_scalar_add(secret.data(), secret.data(), term.data());
    }
    return secret;
}

}  // namespace equivox
