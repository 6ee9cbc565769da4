// SPDX-License-Identifier: Apache-2.0
// The two secrets of a box on their way to the organisations' devices and back (anonymity.md 4.2).
//
//   s_room    with the host's own half (key_file.hpp) it gives K_box, which opens the slots of the box file
//   s_ballot  gives the key pair that deposits are sealed to
//
// Each organisation gets one share of each, under its id as the share's number; all its devices hold the
// same. Bytes, little-endian:
//   what a device keeps   version u8 = 1 | box u32 | organisation u32 | x u32 | room share[32] |
//                         ballot share[32], sealed to the device (seal_to_device)
//   what it gives back    version u8 = 1 | box u32 | organisation u32 | part u8 (0 room, 1 ballot) |
//                         share[32], sealed (crypto_box_seal) to the key that the host asked for, base64
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sessions/custody.hpp"
#include "sessions/locked.hpp"
#include "sessions/release.hpp"
#include "sessions/shamir.hpp"

namespace equivox {

// --- what the secrets give

// K_box = BLAKE2b-256(key K_disk, "round-box/v1" | BLAKE2b-256(s_room) | token). `token`: 32 hexadecimal
// digits.
[[nodiscard]] LockedBytes derive_box_key(const LockedBytes& disk_key, std::string_view room_secret,
                                         const std::string& token);
// The 32 bytes that the key pair of deposits is made from: BLAKE2b-256("ballot-key/v1" | s_ballot).
[[nodiscard]] LockedBytes derive_ballot_seed(std::string_view ballot_secret);
// What released texts are ordered with (release.hpp): BLAKE2b-256(key K_box, "round-box-order/v1").
[[nodiscard]] LockedBytes derive_order_key(const LockedBytes& box_key);

// --- what devices keep and give

struct DeviceParts {
    BoxId box;
    OrganisationId organisation;
    std::uint32_t x = 0;
    LockedBytes room;
    LockedBytes ballot;
};
[[nodiscard]] LockedBytes lay_out_parts(const DeviceParts&);
[[nodiscard]] std::optional<DeviceParts> read_parts(std::string_view plain);
// The size of `plain` above.
inline constexpr std::size_t device_parts_size = 77;

struct GivenPart {
    BoxId box;
    OrganisationId organisation;
    KeyPart part = KeyPart::room;
    LockedBytes share;
};
// Nothing: `to` is no key.
[[nodiscard]] std::optional<std::string> seal_part(const GivenPart&, const KeyText& to);

// A key pair of the host that parts are sealed to on their way back; new in every run of the host.
class HostKey {
public:
    explicit HostKey(Chance&);
    [[nodiscard]] const KeyText& public_key() const { return public_key_; }
    [[nodiscard]] std::optional<GivenPart> open(std::string_view sealed) const;

private:
    KeyText public_key_;
    LockedBytes seed_;
};

// --- out

// Draws both secrets and hands out their shares until the box is ready. While this lives, the host can open
// the box; it is let go as soon as enough organisations hold their parts.
class PartsOut {
public:
    PartsOut(const BoxSpec&, std::uint32_t threshold, Chance&);

    [[nodiscard]] const SharedSecret& room() const { return room_; }
    [[nodiscard]] const SharedSecret& ballot() const { return ballot_; }

    // The seat's parts sealed to its device, the same text each time. Nothing: this device says that it keeps
    // them, or its key is none. A device that takes the place of another has to say so again.
    [[nodiscard]] std::optional<TakeParts> task(SeatId, const KeyText& device_key);
    // False: nothing was handed to this seat.
    bool taken(SeatId);
    void seat_freed(SeatId);

    // How many more organisations must take their parts: all those seated, or when `no_longer_all`, one more
    // than it takes to open the box.
    [[nodiscard]] std::uint32_t missing(bool no_longer_all) const;
    [[nodiscard]] std::uint32_t holders() const { return static_cast<std::uint32_t>(holding().size()); }

private:
    struct Handed {
        KeyText device_key;
        std::string sealed;
        bool taken = false;
    };
    [[nodiscard]] std::set<OrganisationId> holding() const;

    BoxId box_;
    std::map<SeatId, OrganisationId> organisations_;
    std::vector<OrganisationId> seated_;
    std::uint32_t threshold_;
    SharedSecret room_;
    SharedSecret ballot_;
    std::map<SeatId, Handed> handed_;
};

// --- back

// Collects the shares of one secret until there are enough.
class PartsBack {
public:
    PartsBack(BoxId, KeyPart, std::vector<Point> commitments);

    [[nodiscard]] bool wants(OrganisationId) const;
    // True: it is this organisation's share of this secret, and it is kept.
    bool give(OrganisationId, GivenPart);
    [[nodiscard]] std::uint32_t missing() const {
        return static_cast<std::uint32_t>(commitments_.size() - shares_.size());
    }
    // Once nothing is missing. The shares are overwritten.
    [[nodiscard]] LockedBytes secret();

private:
    BoxId box_;
    KeyPart part_;
    std::vector<Point> commitments_;
    std::vector<Share> shares_;
};

}  // namespace equivox
