// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/stolen_keys.hpp"

#include <sodium.h>

#include <cstring>

#include "sessions/key_parts.hpp"
#include "tests/support/box_attack.hpp"

namespace equivox::testing {
namespace {

std::string text_of(const LockedBytes& bytes) {
    return std::string(bytes.view());
}

LockedBytes locked(const std::string& text) {
    LockedBytes bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

std::string secret_key_from(const std::string& seed) {
    unsigned char public_key[crypto_box_PUBLICKEYBYTES];
    std::string secret(crypto_box_SECRETKEYBYTES, '\0');
    crypto_box_seed_keypair(public_key, reinterpret_cast<unsigned char*>(secret.data()),
                            reinterpret_cast<const unsigned char*>(seed.data()));
    return secret;
}

}  // namespace

std::string disk_key_in(const std::string& key_file) {
    return key_file.substr(8 + 4 + 1 + 1 + 2 + 16 + 32, 32);
}

HeldShare share_of(Workshop& workshop, std::size_t number) {
    SystemChance chance;
    const HostKey thief(chance);
    Device& device = workshop.device(number);
    const BoxId box = workshop.room().box.value().id;
    HeldShare held{device.organisation().value, {}, {}};
    for (const KeyPart part : {KeyPart::room, KeyPart::ballot}) {
        const auto sealed = device.keeper().give({box, part, thief.public_key()}, true);
        const GivenPart given = thief.open(sealed.value()).value();
        (part == KeyPart::room ? held.room : held.ballot) = text_of(given.share);
    }
    return held;
}

std::string combined(const std::vector<std::pair<std::uint32_t, std::string>>& shares) {
    std::vector<Share> held;
    for (const auto& [x, value] : shares) held.push_back({x, locked(value)});
    return text_of(combine_shares(held));
}

BoxSecrets secrets_of(Workshop& workshop, const std::vector<std::size_t>& devices) {
    std::vector<std::pair<std::uint32_t, std::string>> room;
    std::vector<std::pair<std::uint32_t, std::string>> ballot;
    BoxSecrets secrets;
    for (const std::size_t device : devices) {
        const HeldShare held = share_of(workshop, device);
        room.emplace_back(held.x, held.room);
        ballot.emplace_back(held.x, held.ballot);
        secrets.shares.push_back(held.room);
        secrets.shares.push_back(held.ballot);
    }
    secrets.disk_key = disk_key_in(bytes_of_file(workshop.key_file()));
    secrets.room_secret = combined(room);
    secrets.ballot_secret = combined(ballot);
    secrets.ballot_seed = text_of(derive_ballot_seed(secrets.ballot_secret));
    secrets.ballot_secret_key = secret_key_from(secrets.ballot_seed);
    const LockedBytes box_key =
        attacked_box_key(secrets.disk_key, secrets.room_secret, workshop.device(0).room().box.value().token);
    secrets.box_key = text_of(box_key);
    secrets.order_key = text_of(derive_order_key(box_key));
    return secrets;
}

}  // namespace equivox::testing
