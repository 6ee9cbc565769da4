// SPDX-License-Identifier: Apache-2.0
#include "sessions/shamir.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <cstring>

namespace equivox {
namespace {

Share share_of(const SharedSecret& secret, std::uint32_t x) {
    Share share{x, LockedBytes(scalar_size)};
    secret.share(x, share.value.data());
    return share;
}

std::string combined(const SharedSecret& secret, std::initializer_list<std::uint32_t> numbers) {
    std::vector<Share> shares;
    for (const std::uint32_t x : numbers) shares.push_back(share_of(secret, x));
    return std::string(combine_shares(shares).view());
}

TEST_CASE("Any threshold of shares gives the secret back, in any order") {
    SeededChance chance(3);
    const SharedSecret two(2, chance);
    CHECK(combined(two, {1, 2}) == two.secret());
    CHECK(combined(two, {40, 7}) == two.secret());
    const SharedSecret three(3, chance);
    for (std::uint32_t a = 1; a <= 6; ++a)
        for (std::uint32_t b = 1; b <= 6; ++b)
            for (std::uint32_t c = 1; c <= 6; ++c)
                if (a != b && b != c && a != c) CHECK(combined(three, {a, b, c}) == three.secret());
    CHECK(combined(three, {4000000000, 1, 39}) == three.secret());
    CHECK(combined(three, {1, 2, 3, 4, 5}) == three.secret());
}

TEST_CASE("Fewer shares than the threshold give something else") {
    SeededChance chance(3);
    const SharedSecret two(2, chance);
    const SharedSecret three(3, chance);
    for (std::uint32_t x = 1; x <= 10; ++x) {
        CHECK(combined(two, {x}) != two.secret());
        CHECK(combined(three, {x}) != three.secret());
        CHECK(combined(three, {x, x + 1}) != three.secret());
    }
}

TEST_CASE("One share of two fits every secret: it says nothing") {
    // For a given share at 1 and any wanted secret there is a share at 2 that gives it.
    SeededChance chance(3);
    const SharedSecret secret(2, chance);
    const SharedSecret wanted(1, chance);
    const Share first = share_of(secret, 1);
    Share second{2, LockedBytes(scalar_size)};
    // The line through (0, wanted) and (1, first) at 2: 2 * first - wanted.
    crypto_core_ristretto255_scalar_add(second.value.data(), first.value.data(), first.value.data());
    crypto_core_ristretto255_scalar_sub(second.value.data(), second.value.data(),
                                        reinterpret_cast<const unsigned char*>(wanted.secret().data()));
    std::vector<Share> shares;
    shares.push_back(share_of(secret, 1));
    shares.push_back(std::move(second));
    CHECK(combine_shares(shares).view() == wanted.secret());
}

TEST_CASE("A share is checked against the commitments alone") {
    SeededChance chance(3);
    for (const std::size_t threshold : {2U, 3U}) {
        const SharedSecret secret(threshold, chance);
        const SharedSecret other(threshold, chance);
        CHECK(secret.commitments().size() == threshold);
        for (std::uint32_t x = 1; x <= 40; ++x) {
            const Share share = share_of(secret, x);
            CHECK(share_is_valid(secret.commitments(), x, share.value.data()));
            CHECK_FALSE(share_is_valid(secret.commitments(), x + 1, share.value.data()));
            CHECK_FALSE(share_is_valid(other.commitments(), x, share.value.data()));
        }
    }
}

TEST_CASE("A share that was changed in any bit is refused") {
    SeededChance chance(3);
    const SharedSecret secret(3, chance);
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Share share = share_of(secret, 5);
        share.value.data()[bit / 8] =
            static_cast<unsigned char>(share.value.data()[bit / 8] ^ (1U << (bit % 8)));
        CHECK_FALSE(share_is_valid(secret.commitments(), 5, share.value.data()));
    }
    const LockedBytes zero(scalar_size);
    CHECK_FALSE(share_is_valid(secret.commitments(), 5, zero.data()));
    CHECK_FALSE(share_is_valid(secret.commitments(), 0, share_of(secret, 5).value.data()));
    CHECK_FALSE(share_is_valid({}, 5, share_of(secret, 5).value.data()));
}

TEST_CASE("A share written in a second way, the group's order added, is refused") {
    const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                     0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                     0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    SeededChance chance(3);
    const SharedSecret secret(2, chance);
    Share share = share_of(secret, 5);
    sodium_add(share.value.data(), order, sizeof order);
    CHECK_FALSE(share_is_valid(secret.commitments(), 5, share.value.data()));
}

TEST_CASE("Two secrets drawn one after the other are two") {
    SeededChance chance(3);
    CHECK(SharedSecret(2, chance).secret() != SharedSecret(2, chance).secret());
}

TEST_CASE("Locked bytes begin as zeros, move, and are gone when they are reset") {
    LockedBytes bytes(77);
    CHECK(bytes.size() == 77);
    CHECK(sodium_is_zero(bytes.data(), bytes.size()));
    bytes.data()[3] = 9;
    LockedBytes moved(std::move(bytes));
    CHECK_FALSE(bytes);
    CHECK(bytes.size() == 0);
    CHECK(moved.data()[3] == 9);
    moved.reset();
    CHECK_FALSE(moved);
    CHECK(locked_blake2b("key", {"a", "b"}).view() == locked_blake2b("key", {"ab"}).view());
    CHECK(locked_blake2b("key", {"ab"}).view() != locked_blake2b({}, {"ab"}).view());
}

}  // namespace
}  // namespace equivox
