// SPDX-License-Identifier: Apache-2.0
#include "sessions/key_parts.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>

#include "sessions/digest.hpp"
#include "sessions/little_endian.hpp"
#include "sessions/seal.hpp"

namespace equivox {
namespace {

constexpr unsigned char version = 1;
constexpr std::size_t box_at = 1;
constexpr std::size_t organisation_at = 5;
// What a device keeps.
constexpr std::size_t x_at = 9;
constexpr std::size_t room_at = 13;
constexpr std::size_t ballot_at = room_at + scalar_size;
static_assert(device_parts_size == ballot_at + scalar_size);
// What it gives back.
constexpr std::size_t part_at = 9;
constexpr std::size_t share_at = 10;
constexpr std::size_t given_size = share_at + scalar_size;

LockedBytes locked_copy(const unsigned char* bytes, std::size_t size) {
    LockedBytes copy(size);
    std::memcpy(copy.data(), bytes, size);
    return copy;
}

const unsigned char* as_bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

LockedBytes derive_box_key(const LockedBytes& disk_key, std::string_view room_secret,
                           const std::string& token) {
    const std::optional<std::string> token_bytes = bytes_from_hex(token);
    assert(token_bytes);
    const LockedBytes room = locked_blake2b({}, {room_secret});
    return locked_blake2b(disk_key.view(), {"round-box/v1", room.view(), *token_bytes});
}

LockedBytes derive_ballot_seed(std::string_view ballot_secret) {
    return locked_blake2b({}, {"ballot-key/v1", ballot_secret});
}

LockedBytes derive_order_key(const LockedBytes& box_key) {
    return locked_blake2b(box_key.view(), {"round-box-order/v1"});
}

LockedBytes lay_out_parts(const DeviceParts& parts) {
    LockedBytes plain(device_parts_size);
    plain.data()[0] = version;
    store_little(plain.data() + box_at, parts.box.value);
    store_little(plain.data() + organisation_at, parts.organisation.value);
    store_little(plain.data() + x_at, parts.x);
    std::memcpy(plain.data() + room_at, parts.room.data(), scalar_size);
    std::memcpy(plain.data() + ballot_at, parts.ballot.data(), scalar_size);
    return plain;
}

std::optional<DeviceParts> read_parts(std::string_view plain) {
    const unsigned char* bytes = as_bytes(plain);
    if (plain.size() != device_parts_size || bytes[0] != version) return std::nullopt;
    DeviceParts parts;
    parts.box = BoxId{load_little<std::uint32_t>(bytes + box_at)};
    parts.organisation = OrganisationId{load_little<std::uint32_t>(bytes + organisation_at)};
    parts.x = load_little<std::uint32_t>(bytes + x_at);
    parts.room = locked_copy(bytes + room_at, scalar_size);
    parts.ballot = locked_copy(bytes + ballot_at, scalar_size);
    return parts;
}

std::optional<std::string> seal_part(const GivenPart& given, const KeyText& to) {
    const std::optional<std::string> key = bytes_from_hex(to);
    if (!key || key->size() != crypto_box_PUBLICKEYBYTES) return std::nullopt;
    LockedBytes plain(given_size);
    plain.data()[0] = version;
    store_little(plain.data() + box_at, given.box.value);
    store_little(plain.data() + organisation_at, given.organisation.value);
    plain.data()[part_at] = static_cast<unsigned char>(given.part);
    std::memcpy(plain.data() + share_at, given.share.data(), scalar_size);
    std::string sealed(given_size + crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), plain.data(), plain.size(),
                        as_bytes(*key)) != 0)
        return std::nullopt;
    return to_base64(sealed);
}

HostKey::HostKey(Chance& chance) : seed_(crypto_box_SEEDBYTES) {
    chance.fill(seed_.span());
    public_key_ = box_public_key(seed_.data());
}

std::optional<GivenPart> HostKey::open(std::string_view sealed) const {
    // Looked at before anything is decoded: it comes from outside.
    if (sealed.size() > 2 * (given_size + crypto_box_SEALBYTES)) return std::nullopt;
    const std::optional<std::string> blob = bytes_from_base64(sealed);
    LockedBytes plain(given_size);
    if (!blob || !open_blob(seed_.data(), *blob, plain.data(), plain.size())) return std::nullopt;
    const unsigned char* bytes = plain.data();
    if (bytes[0] != version || bytes[part_at] > static_cast<unsigned char>(KeyPart::ballot))
        return std::nullopt;
    GivenPart given;
    given.box = BoxId{load_little<std::uint32_t>(bytes + box_at)};
    given.organisation = OrganisationId{load_little<std::uint32_t>(bytes + organisation_at)};
    given.part = static_cast<KeyPart>(bytes[part_at]);
    given.share = locked_copy(bytes + share_at, scalar_size);
    return given;
}

PartsOut::PartsOut(const BoxSpec& spec, std::uint32_t threshold, Chance& chance)
    : box_(spec.box),
      organisations_(spec.seats.begin(), spec.seats.end()),
      seated_(spec.seated),
      threshold_(threshold),
      room_(threshold, chance),
      ballot_(threshold, chance) {}

std::optional<TakeParts> PartsOut::task(SeatId seat, const KeyText& device_key) {
    const auto organisation = organisations_.find(seat);
    if (organisation == organisations_.end()) return std::nullopt;
    Handed& handed = handed_[seat];
    if (handed.device_key != device_key || handed.sealed.empty()) {
        handed = {device_key, {}, false};
        DeviceParts parts{box_, organisation->second, organisation->second.value, LockedBytes(scalar_size),
                          LockedBytes(scalar_size)};
        room_.share(parts.x, parts.room.data());
        ballot_.share(parts.x, parts.ballot.data());
        std::optional<std::string> sealed = seal_to_device(device_key, lay_out_parts(parts).view());
        if (!sealed) return std::nullopt;
        handed.sealed = std::move(*sealed);
    }
    if (handed.taken) return std::nullopt;
    return TakeParts{box_, handed.sealed};
}

bool PartsOut::taken(SeatId seat) {
    const auto found = handed_.find(seat);
    if (found == handed_.end() || found->second.sealed.empty()) return false;
    found->second.taken = true;
    return true;
}

void PartsOut::seat_freed(SeatId seat) {
    handed_.erase(seat);
}

std::set<OrganisationId> PartsOut::holding() const {
    std::set<OrganisationId> result;
    for (const auto& [seat, handed] : handed_)
        if (handed.taken) result.insert(organisations_.at(seat));
    return result;
}

std::uint32_t PartsOut::missing(bool no_longer_all) const {
    const std::set<OrganisationId> has = holding();
    if (no_longer_all) {
        const std::size_t needed = std::min<std::size_t>(threshold_ + 1, seated_.size());
        return static_cast<std::uint32_t>(needed - std::min(needed, has.size()));
    }
    return static_cast<std::uint32_t>(std::count_if(seated_.begin(), seated_.end(),
                                                    [&](OrganisationId one) { return !has.contains(one); }));
}

PartsBack::PartsBack(BoxId box, KeyPart part, std::vector<Point> commitments)
    : box_(box), part_(part), commitments_(std::move(commitments)) {}

bool PartsBack::wants(OrganisationId organisation) const {
    return missing() > 0 && std::none_of(shares_.begin(), shares_.end(),
                                         [&](const Share& share) { return share.x == organisation.value; });
}

bool PartsBack::give(OrganisationId organisation, GivenPart given) {
    assert(wants(organisation));
    if (given.box != box_ || given.part != part_ || given.organisation != organisation ||
        !share_is_valid(commitments_, organisation.value, given.share.data()))
        return false;
    shares_.push_back({organisation.value, std::move(given.share)});
    return true;
}

LockedBytes PartsBack::secret() {
    assert(missing() == 0);
    LockedBytes secret = combine_shares(shares_);
    shares_.clear();
    return secret;
}

}  // namespace equivox
