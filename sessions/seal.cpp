// SPDX-License-Identifier: Apache-2.0
#include "sessions/seal.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <map>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/little_endian.hpp"
#include "sessions/locked.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

constexpr unsigned char version = 1;
constexpr std::size_t token_size = 16;
constexpr std::size_t nonce_size = 16;
constexpr std::size_t ranks = 20;

// Where each field begins; see seal.hpp. The first four bytes are the version and what the kind says.
constexpr std::size_t token_at = 4;
constexpr std::size_t seat_at = token_at + token_size;
constexpr std::size_t sequence_at = seat_at + 2;
constexpr std::size_t after_place = sequence_at + 8;
constexpr std::size_t ranking_nonce_at = after_place + ranks;
constexpr std::size_t ranking_end = ranking_nonce_at + nonce_size;
constexpr std::size_t content_at = after_place + nonce_size;
static_assert(content_at == 46 && ranks >= limits::ranked_proposals);

std::string_view as_text(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

const unsigned char* as_bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// The 16 bytes of a box's token.
std::string token_bytes(const std::string& token) {
    std::optional<std::string> bytes = bytes_from_hex(token);
    assert(bytes && bytes->size() == token_size);
    return std::move(*bytes);
}

bool key_from_hex(const KeyText& text, unsigned char* key) {
    const std::optional<std::string> bytes = bytes_from_hex(text);
    if (!bytes || bytes->size() != crypto_box_PUBLICKEYBYTES) return false;
    std::memcpy(key, bytes->data(), bytes->size());
    return true;
}

void lay_out_ranking(const DepositRules& rules, const Ranking& ranking, std::string_view nonce,
                     unsigned char* out) {
    out[1] = static_cast<unsigned char>(rules.proposals.size());
    unsigned char place = 0;
    for (const std::vector<ProposalId>& group : ranking) {
        ++place;
        for (const ProposalId proposal : group) {
            const auto found = std::lower_bound(rules.proposals.begin(), rules.proposals.end(), proposal);
            assert(found != rules.proposals.end() && *found == proposal);
            out[after_place + static_cast<std::size_t>(found - rules.proposals.begin())] = place;
        }
    }
    std::memcpy(out + ranking_nonce_at, nonce.data(), nonce_size);
}

std::optional<DepositContent> read_ranking(const DepositRules& rules, std::string_view plain) {
    const unsigned char* bytes = as_bytes(plain);
    const std::size_t ranked = rules.proposals.size();
    if (bytes[1] != ranked || bytes[2] != 0 || bytes[3] != 0) return std::nullopt;
    if (!sodium_is_zero(bytes + ranking_end, plain.size() - ranking_end)) return std::nullopt;
    std::map<unsigned, std::vector<ProposalId>> places;
    for (std::size_t i = 0; i < ranks; ++i) {
        const unsigned place = bytes[after_place + i];
        if (place == 0) continue;
        if (i >= ranked || place > ranked) return std::nullopt;
        places[place].push_back(rules.proposals[i]);
    }
    RankingDeposit deposit;
    for (auto& [place, group] : places) deposit.ranking.push_back(std::move(group));
    return deposit;
}

std::optional<DepositContent> read_json(const DepositRules& rules, std::string_view plain) {
    const unsigned char* bytes = as_bytes(plain);
    const std::size_t length = load_little<std::uint16_t>(bytes + 2);
    if (bytes[1] != static_cast<unsigned char>(rules.kind) || length > plain.size() - content_at)
        return std::nullopt;
    const std::size_t end = content_at + length;
    if (!sodium_is_zero(bytes + end, plain.size() - end)) return std::nullopt;
    try {
        DepositContent content = decode_deposit(plain.substr(content_at, length));
        if (kind_of(content) != rules.kind) return std::nullopt;
        return content;
    } catch (const CodecError&) {
        return std::nullopt;
    }
}

}  // namespace

void lay_out_deposit(const DepositPlace& place, const DepositRules& rules, const DepositContent& content,
                     std::string_view nonce, unsigned char* out) {
    assert(kind_of(content) == rules.kind && nonce.size() == nonce_size);
    assert(place.seat.value <= UINT16_MAX);
    std::memset(out, 0, deposit_plain_size(rules.kind));
    out[0] = version;
    std::memcpy(out + token_at, token_bytes(place.token).data(), token_size);
    store_little(out + seat_at, static_cast<std::uint16_t>(place.seat.value));
    store_little(out + sequence_at, place.sequence);
    if (const auto* ranking = std::get_if<RankingDeposit>(&content))
        return lay_out_ranking(rules, ranking->ranking, nonce, out);
    std::string json = encode_deposit(content);
    assert(json.size() <= deposit_json_size(rules.kind));
    out[1] = static_cast<unsigned char>(rules.kind);
    store_little(out + 2, static_cast<std::uint16_t>(json.size()));
    std::memcpy(out + after_place, nonce.data(), nonce_size);
    std::memcpy(out + content_at, json.data(), json.size());
    sodium_memzero(json.data(), json.size());
}

std::optional<DepositContent> read_deposit(const DepositPlace& place, const DepositRules& rules,
                                           std::string_view plain) {
    if (plain.size() != deposit_plain_size(rules.kind)) return std::nullopt;
    const unsigned char* bytes = as_bytes(plain);
    if (bytes[0] != version || as_text(bytes + token_at, token_size) != token_bytes(place.token) ||
        load_little<std::uint16_t>(bytes + seat_at) != place.seat.value ||
        load_little<std::uint64_t>(bytes + sequence_at) != place.sequence)
        return std::nullopt;
    return rules.kind == BoxKind::ranking ? read_ranking(rules, plain) : read_json(rules, plain);
}

std::string seal_deposit(const KeyText& box_key, const DepositPlace& place, const DepositRules& rules,
                         const DepositContent& content, Chance& chance) {
    start_cryptography();
    const auto checked = check_deposit(rules, content);
    assert(std::holds_alternative<DepositContent>(checked));
    LockedBytes nonce(nonce_size);
    chance.fill(nonce.span());
    LockedBytes plain(deposit_plain_size(rules.kind));
    lay_out_deposit(place, rules, std::get<DepositContent>(checked), nonce.view(), plain.data());
    unsigned char key[crypto_box_PUBLICKEYBYTES];
    const bool good_key = key_from_hex(box_key, key);
    assert(good_key);
    std::string blob(plain.size() + crypto_box_SEALBYTES, '\0');
    const int sealed =
        crypto_box_seal(reinterpret_cast<unsigned char*>(blob.data()), plain.data(), plain.size(), key);
    assert(sealed == 0);
    static_cast<void>(good_key);
    static_cast<void>(sealed);
    return blob;
}

BoxKeyPair::BoxKeyPair(const unsigned char* seed) : public_{}, secret_(crypto_box_SECRETKEYBYTES) {
    static_assert(sizeof public_ == crypto_box_PUBLICKEYBYTES);
    crypto_box_seed_keypair(public_.data(), secret_.data(), seed);
}

KeyText BoxKeyPair::public_key() const {
    return to_hex(std::as_bytes(std::span(public_)));
}

bool BoxKeyPair::open(std::string_view blob, unsigned char* plain, std::size_t plain_size) const {
    return blob.size() == plain_size + crypto_box_SEALBYTES &&
           crypto_box_seal_open(plain, as_bytes(blob), blob.size(), public_.data(), secret_.data()) == 0;
}

KeyText box_public_key(const unsigned char* seed) {
    return BoxKeyPair(seed).public_key();
}

bool open_blob(const unsigned char* seed, std::string_view blob, unsigned char* plain,
               std::size_t plain_size) {
    return BoxKeyPair(seed).open(blob, plain, plain_size);
}

std::optional<std::string> seal_to_device(const KeyText& device_key, std::string_view bytes) {
    start_cryptography();
    unsigned char identity[crypto_sign_PUBLICKEYBYTES];
    unsigned char key[crypto_box_PUBLICKEYBYTES];
    if (!key_from_hex(device_key, identity) || crypto_sign_ed25519_pk_to_curve25519(key, identity) != 0)
        return std::nullopt;
    std::string sealed(bytes.size() + crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), as_bytes(bytes), bytes.size(),
                        key) != 0)
        return std::nullopt;
    return to_base64(sealed);
}

}  // namespace equivox
