// SPDX-License-Identifier: Apache-2.0
#include "sessions/key_parts.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "sessions/digest.hpp"
#include "sessions/key_keeper.hpp"
#include "sessions/seal.hpp"
#include "tests/support/box_attack.hpp"

namespace equivox {
namespace {

using namespace testing;

const std::string token = "000102030405060708090a0b0c0d0e0f";

DeviceParts some_parts() {
    DeviceParts parts{BoxId{7}, OrganisationId{258}, 258, LockedBytes(32), LockedBytes(32)};
    std::memset(parts.room.data(), 'r', 32);
    std::memset(parts.ballot.data(), 'b', 32);
    return parts;
}

TEST_CASE("What a device keeps lies in its bytes as the header says") {
    const LockedBytes plain = lay_out_parts(some_parts());
    CHECK(plain.view() == std::string("\x01\x07\0\0\0\x02\x01\0\0\x02\x01\0\0", 13) + std::string(32, 'r') +
                              std::string(32, 'b'));
    const auto back = read_parts(plain.view());
    REQUIRE(back);
    CHECK(back->box == BoxId{7});
    CHECK(back->organisation == OrganisationId{258});
    CHECK(back->x == 258);
    CHECK(back->ballot.view() == std::string(32, 'b'));
    CHECK_FALSE(read_parts(plain.view().substr(1)));
    CHECK_FALSE(read_parts("\x02" + std::string(plain.view().substr(1))));
}

TEST_CASE("What a device gives back lies in its bytes as the header says") {
    unsigned char public_key[32];
    unsigned char secret_key[32];
    crypto_box_keypair(public_key, secret_key);
    GivenPart given{BoxId{7}, OrganisationId{258}, KeyPart::ballot, LockedBytes(32)};
    std::memset(given.share.data(), 's', 32);
    const auto sealed = seal_part(given, to_hex(std::as_bytes(std::span(public_key))));
    REQUIRE(sealed);
    const std::string blob = bytes_from_base64(*sealed).value();
    std::string plain(42, '\0');
    REQUIRE(blob.size() == 42 + 48);
    REQUIRE(crypto_box_seal_open(reinterpret_cast<unsigned char*>(plain.data()),
                                 reinterpret_cast<const unsigned char*>(blob.data()), blob.size(), public_key,
                                 secret_key) == 0);
    CHECK(plain == std::string("\x01\x07\0\0\0\x02\x01\0\0\x01", 10) + std::string(32, 's'));
    CHECK_FALSE(seal_part(given, "no key"));
}

TEST_CASE("A host's key opens what was sealed to it and nothing else") {
    SeededChance chance(1);
    const HostKey host(chance);
    const HostKey other(chance);
    CHECK(host.public_key() != other.public_key());
    GivenPart given{BoxId{7}, OrganisationId{3}, KeyPart::room, LockedBytes(32)};
    const auto sealed = seal_part(given, host.public_key());
    REQUIRE(sealed);
    const auto back = host.open(*sealed);
    REQUIRE(back);
    CHECK(back->organisation == OrganisationId{3});
    CHECK_FALSE(other.open(*sealed));
    CHECK_FALSE(host.open(sealed->substr(4)));
    CHECK_FALSE(host.open(*sealed + "AAAA"));
}

TEST_CASE("The keys are derived as they are specified") {
    SeededChance chance(1);
    LockedBytes disk_key(32);
    chance.fill(disk_key.span());
    const SharedSecret room(2, chance);
    CHECK(derive_box_key(disk_key, room.secret(), token).view() ==
          attacked_box_key(disk_key.view(), room.secret(), token).view());
    CHECK(derive_box_key(disk_key, room.secret(), std::string(32, 'a')).view() !=
          derive_box_key(disk_key, room.secret(), token).view());
    const std::string message = "ballot-key/v1" + std::string(room.secret());
    std::string expected(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(expected.data()), 32,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(), nullptr, 0);
    CHECK(derive_ballot_seed(room.secret()).view() == expected);
}

TEST_CASE("A keeper takes only what is sealed to its device and for the box it is told") {
    const KeyKeeper host_side(std::string(32, 'h'));
    KeyKeeper keeper(std::string(32, 'k'));
    const LockedBytes plain = lay_out_parts(some_parts());
    const auto mine = seal_to_device(keeper.device_key(), plain.view());
    const auto others = seal_to_device(host_side.device_key(), plain.view());
    REQUIRE((mine && others));
    CHECK_FALSE(keeper.take({BoxId{7}, *others}));
    CHECK_FALSE(keeper.take({BoxId{8}, *mine}));
    CHECK_FALSE(keeper.take({BoxId{7}, "nonsense!"}));
    CHECK_FALSE(keeper.take({BoxId{7}, std::string(1'000'000, 'A')}));
    CHECK_FALSE(keeper.take({BoxId{7}, *seal_to_device(keeper.device_key(), "too short")}));
    CHECK_FALSE(keeper.keeps(BoxId{7}));
    CHECK(keeper.take({BoxId{7}, *mine}));
    CHECK(keeper.keeps(BoxId{7}));
    keeper.forget(BoxId{7});
    CHECK_FALSE(keeper.keeps(BoxId{7}));
}

TEST_CASE("A keeper gives the room's part at any time and the other only when the box is closing") {
    SeededChance chance(1);
    const HostKey host(chance);
    KeyKeeper keeper(std::string(32, 'k'));
    REQUIRE(
        keeper.take({BoxId{7}, *seal_to_device(keeper.device_key(), lay_out_parts(some_parts()).view())}));
    const auto given = [&](KeyPart part, bool closing) -> std::string {
        const auto sealed = keeper.give({BoxId{7}, part, host.public_key()}, closing);
        return sealed ? std::string(host.open(*sealed)->share.view()) : "";
    };
    CHECK(given(KeyPart::room, false) == std::string(32, 'r'));
    CHECK(given(KeyPart::room, true) == std::string(32, 'r'));
    CHECK(given(KeyPart::ballot, false).empty());
    CHECK(given(KeyPart::ballot, true) == std::string(32, 'b'));
    CHECK_FALSE(keeper.give({BoxId{8}, KeyPart::room, host.public_key()}, true));
    CHECK_FALSE(keeper.give({BoxId{7}, KeyPart::room, "no key"}, true));
}

TEST_CASE("A keeper's device is known by the Ed25519 key of its seed") {
    unsigned char public_key[32];
    unsigned char secret_key[64];
    const std::string seed(32, 'k');
    crypto_sign_seed_keypair(public_key, secret_key, reinterpret_cast<const unsigned char*>(seed.data()));
    CHECK(KeyKeeper(seed).device_key() == to_hex(std::as_bytes(std::span(public_key))));
}

}  // namespace
}  // namespace equivox
