// SPDX-License-Identifier: Apache-2.0
#include "sessions/key_keeper.hpp"

#include <sodium.h>

#include <cassert>
#include <cstring>

#include "sessions/digest.hpp"

namespace equivox {
namespace {

// The X25519 pair that belongs to an Ed25519 pair made from `seed`.
struct DevicePair {
    unsigned char identity[crypto_sign_PUBLICKEYBYTES];
    unsigned char public_key[crypto_box_PUBLICKEYBYTES];
    LockedBytes secret_key{crypto_box_SECRETKEYBYTES};

    explicit DevicePair(const unsigned char* seed) {
        LockedBytes signing_key(crypto_sign_SECRETKEYBYTES);
        crypto_sign_seed_keypair(identity, signing_key.data(), seed);
        const int converted = crypto_sign_ed25519_pk_to_curve25519(public_key, identity) |
                              crypto_sign_ed25519_sk_to_curve25519(secret_key.data(), signing_key.data());
        assert(converted == 0);
        static_cast<void>(converted);
    }
};

}  // namespace

KeyKeeper::KeyKeeper(std::string_view seed) : seed_(crypto_sign_SEEDBYTES) {
    assert(seed.size() == seed_.size());
    std::memcpy(seed_.data(), seed.data(), seed.size());
    const DevicePair pair(seed_.data());
    device_key_ = to_hex(std::as_bytes(std::span(pair.identity)));
}

bool KeyKeeper::take(const TakeParts& task) {
    if (task.sealed.size() > 2 * (device_parts_size + crypto_box_SEALBYTES)) return false;
    const std::optional<std::string> sealed = bytes_from_base64(task.sealed);
    if (!sealed || sealed->size() != device_parts_size + crypto_box_SEALBYTES) return false;
    const DevicePair pair(seed_.data());
    LockedBytes plain(device_parts_size);
    if (crypto_box_seal_open(plain.data(), reinterpret_cast<const unsigned char*>(sealed->data()),
                             sealed->size(), pair.public_key, pair.secret_key.data()) != 0)
        return false;
    std::optional<DeviceParts> parts = read_parts(plain.view());
    if (!parts || parts->box != task.box) return false;
    parts_.insert_or_assign(task.box, std::move(*parts));
    return true;
}

std::optional<std::string> KeyKeeper::give(const GivePart& task, bool box_closing) const {
    const auto found = parts_.find(task.box);
    if (found == parts_.end() || (task.part == KeyPart::ballot && !box_closing)) return std::nullopt;
    const DeviceParts& parts = found->second;
    const LockedBytes& share = task.part == KeyPart::room ? parts.room : parts.ballot;
    GivenPart given{task.box, parts.organisation, task.part, LockedBytes(share.size())};
    std::memcpy(given.share.data(), share.data(), share.size());
    return seal_part(given, task.to);
}

void KeyKeeper::forget(BoxId box) {
    parts_.erase(box);
}

}  // namespace equivox
