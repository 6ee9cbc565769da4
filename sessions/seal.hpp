// SPDX-License-Identifier: Apache-2.0
// Deposits as sealed blobs (anonymity.md 4.3): what a device sends and a custody keeps.
//
// A deposit is laid out as plain bytes of one constant size for its kind of box and sealed to the box's
// public key with an anonymous sealed box (libsodium crypto_box_seal: X25519, XSalsa20-Poly1305). Only who
// has the box's secret key can open it, not even the device that made it. Box, seat and sequence are inside:
// a blob that was copied to another seat, box or sequence opens to nothing.
//
// Plain bytes, little-endian:
//   ranking (512)   version u8 = 1 | m u8 | 0 u16 | token[16] | seat u16 | sequence u64 | rank u8[20] |
//                   nonce[16] | zeros. rank[i] belongs to the i-th ranked proposal: 0 = no opinion, 1 to m =
//                   place, equal = tie; m proposals are ranked.
//   all other kinds version u8 = 1 | kind u8 | length u16 | token[16] | seat u16 | sequence u64 | nonce[16] |
//                   content as JSON (json.hpp, length bytes) | zeros. Shortlist and safety: 512 bytes; texts
//                   and consent: 16 KiB.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sessions/chance.hpp"
#include "sessions/deposit.hpp"
#include "sessions/event.hpp"
#include "sessions/locked.hpp"

namespace equivox {

// What binds a deposit to its place. `token` is the box's, 32 hexadecimal digits.
struct DepositPlace {
    std::string token;
    SeatId seat;
    std::uint64_t sequence = 0;
};

// Lays out and seals. Asserts that check_deposit lets `content` through.
[[nodiscard]] std::string seal_deposit(const KeyText& box_key, const DepositPlace&, const DepositRules&,
                                       const DepositContent& content, Chance&);

// The layout alone: what `nonce` (16 bytes) is, is up to the caller. `out` has deposit_plain_size bytes
// (codec.hpp).
void lay_out_deposit(const DepositPlace&, const DepositRules&, const DepositContent&, std::string_view nonce,
                     unsigned char* out);
// Reads plain bytes back; nothing where they are not a deposit for this place.
[[nodiscard]] std::optional<DepositContent> read_deposit(const DepositPlace&, const DepositRules&,
                                                         std::string_view plain);

// A box's own key pair, from 32 secret bytes (libsodium crypto_box_seed_keypair).
class BoxKeyPair {
public:
    explicit BoxKeyPair(const unsigned char* seed);
    [[nodiscard]] KeyText public_key() const;
    // Opens a blob into `plain` (deposit_plain_size bytes). False: it was not sealed to this box, or was
    // changed.
    [[nodiscard]] bool open(std::string_view blob, unsigned char* plain, std::size_t plain_size) const;

private:
    std::array<unsigned char, 32> public_;
    LockedBytes secret_;
};
// The same for one use.
[[nodiscard]] KeyText box_public_key(const unsigned char* seed);
[[nodiscard]] bool open_blob(const unsigned char* seed, std::string_view blob, unsigned char* plain,
                             std::size_t plain_size);

// Anything sealed to a device's identity: its Ed25519 key as an X25519 key (libsodium
// crypto_sign_ed25519_pk_to_curve25519). Base64, URL-safe, unpadded. Nothing: the key is none.
[[nodiscard]] std::optional<std::string> seal_to_device(const KeyText& device_key, std::string_view bytes);

}  // namespace equivox
