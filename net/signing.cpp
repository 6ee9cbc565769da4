// SPDX-License-Identifier: Apache-2.0
#include "net/signing.hpp"

#include <sodium.h>

#include <optional>
#include <span>
#include <stdexcept>

namespace equivox::net {
namespace {

constexpr std::size_t fingerprint_bytes = 10;

void start_library() {
    if (sodium_init() < 0) throw std::runtime_error("The cryptography library could not be started.");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// The bytes of a field that is hexadecimal on the wire. A field that is none gives no bytes: the statement
// then fits no signature that anybody has made.
std::string raw(std::string_view hexadecimal) {
    return bytes_from_hex(hexadecimal).value_or(std::string());
}

std::string little_endian(std::uint64_t number) {
    std::string bytes(8, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>(number & 0xffU);
        number >>= 8U;
    }
    return bytes;
}

}  // namespace

std::shared_ptr<const SigningKey> SigningKey::make(Chance& chance) {
    return from_seed(random_hex(chance, seed_digits / 2));
}

std::shared_ptr<const SigningKey> SigningKey::from_seed(std::string_view seed) {
    if (seed.size() != seed_digits) return nullptr;
    std::optional<std::string> bytes = bytes_from_hex(seed);
    if (!bytes) return nullptr;
    start_library();
    const std::shared_ptr<SigningKey> key(new SigningKey());
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_bytes{};
    static_assert(crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_SEEDBYTES * 2 == seed_digits);
    crypto_sign_seed_keypair(public_bytes.data(), key->secret_.data(), bytes_of(*bytes));
    sodium_memzero(bytes->data(), bytes->size());
    key->public_key_ = to_hex(std::as_bytes(std::span(public_bytes)));
    return key;
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

std::string SigningKey::sign(std::string_view statement) const {
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(statement), statement.size(), secret_.data());
    return to_hex(std::as_bytes(std::span(signature)));
}

std::string SigningKey::seed() const {
    return to_hex(std::as_bytes(std::span(secret_)).first(seed_digits / 2));
}

bool is_signed(std::string_view statement, std::string_view signature, std::string_view public_key) {
    const std::string signature_bytes = raw(signature);
    const std::string key_bytes = raw(public_key);
    if (signature_bytes.size() != crypto_sign_BYTES || key_bytes.size() != crypto_sign_PUBLICKEYBYTES)
        return false;
    return crypto_sign_verify_detached(bytes_of(signature_bytes), bytes_of(statement), statement.size(),
                                       bytes_of(key_bytes)) == 0;
}

std::string fingerprint_of_key(std::string_view public_key) {
    const std::string bytes = raw(public_key);
    if (bytes.size() != crypto_sign_PUBLICKEYBYTES) return {};
    const std::array<std::string_view, 1> parts{bytes};
    const Digest digest = blake2b(parts);
    return to_hex(std::span(digest).first(fingerprint_bytes));
}

std::string channel_statement(std::string_view client_key, std::string_view channel_key,
                              std::string_view host_key) {
    return std::string("equivox/channel/2").append(client_key).append(channel_key).append(host_key);
}

std::string hello_statement(const Digest& binding, std::string_view seat_key, std::string_view client) {
    return std::string("equivox/hello/2")
        .append(reinterpret_cast<const char*>(binding.data()), binding.size())
        .append(raw(seat_key))
        .append(raw(client));
}

std::string command_statement(std::string_view session_id, std::string_view client, std::uint64_t id,
                              std::string_view command) {
    const std::array<std::string_view, 1> parts{command};
    const Digest digest = blake2b(parts);
    return std::string("equivox/command/2")
        .append(raw(session_id))
        .append(raw(client))
        .append(little_endian(id))
        .append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

std::string answer_statement(std::string_view session_id, std::string_view client, std::uint64_t id,
                             std::string_view outcome) {
    return std::string("equivox/answer/2")
        .append(raw(session_id))
        .append(raw(client))
        .append(little_endian(id))
        .append(outcome);
}

}  // namespace equivox::net
