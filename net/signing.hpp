// SPDX-License-Identifier: Apache-2.0
// Who says what: Ed25519 key pairs (RFC 8032, by libsodium) of the host and of each delegate's device, and
// the exact bytes that each kind of signature is over. Keys, seeds and signatures travel as lower-case
// hexadecimal.
//
// Every statement begins with a label that is no beginning of another one, and all of its fields but the last
// have a fixed length, so that no two statements are the same bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sessions/chance.hpp"
#include "sessions/command.hpp"
#include "sessions/digest.hpp"

namespace equivox::net {

inline constexpr std::size_t seed_digits = 64;
inline constexpr std::size_t signature_digits = 128;

// A key pair. Its secret part is wiped when it goes.
class SigningKey {
public:
    [[nodiscard]] static std::shared_ptr<const SigningKey> make(Chance&);
    // Nothing where `seed` is not 64 lower-case hexadecimal digits.
    [[nodiscard]] static std::shared_ptr<const SigningKey> from_seed(std::string_view seed);

    ~SigningKey();
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;

    [[nodiscard]] const KeyText& public_key() const { return public_key_; }
    [[nodiscard]] std::string sign(std::string_view statement) const;  // 128 hexadecimal digits
    // What the key pair is made of: to be kept where nobody else can read it, and shown to nobody.
    [[nodiscard]] std::string seed() const;

private:
    SigningKey() = default;

    std::array<unsigned char, 64> secret_{};  // libsodium's form: the seed and then the public key
    KeyText public_key_;
};

// False for a wrong signature and for a key or a signature that is none.
[[nodiscard]] bool is_signed(std::string_view statement, std::string_view signature,
                             std::string_view public_key);

// What people and links compare: the first 80 bits of BLAKE2b-256 of the key's 32 bytes, as 20 hexadecimal
// digits. Empty for what is no key.
[[nodiscard]] std::string fingerprint_of_key(std::string_view public_key);

// --- what is signed
// -------------------------------------------------------------------------------------------

// By the host, in its answer to the first message of a channel. Raw keys of 32 bytes each.
[[nodiscard]] std::string channel_statement(std::string_view client_key, std::string_view channel_key,
                                            std::string_view host_key);
// By a device in `hello`: "this key speaks on this channel and on no other".
[[nodiscard]] std::string hello_statement(const Digest& binding, std::string_view seat_key,
                                          std::string_view client);
// By a device with each command; `command` is the text of the command exactly as it stands in the message.
[[nodiscard]] std::string command_statement(std::string_view session_id, std::string_view client,
                                            std::uint64_t id, std::string_view command);
// By the host with each answer to a delegate; `outcome` is "done" or the name of the refusal.
[[nodiscard]] std::string answer_statement(std::string_view session_id, std::string_view client,
                                           std::uint64_t id, std::string_view outcome);

}  // namespace equivox::net
