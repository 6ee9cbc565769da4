// SPDX-License-Identifier: Apache-2.0
// Two devices and a host with keys that are always the same, and what they sign.
#pragma once

#include <memory>
#include <string>

#include "net/conversation.hpp"
#include "net/message.hpp"
#include "net/signing.hpp"

namespace equivox::net::testing {

inline const std::string client_a = "00112233445566778899aabbccddeeff";
inline const std::string client_b = "10112233445566778899aabbccddeeff";
inline const std::string seed_a = "0f0e0d0c0b0a090807060504030201000f0e0d0c0b0a09080706050403020100";
inline const std::string seed_b(64, 'f');
inline const std::shared_ptr<const SigningKey> device_a = SigningKey::from_seed(seed_a);
inline const std::shared_ptr<const SigningKey> device_b = SigningKey::from_seed(seed_b);
inline const std::string key_a = device_a->public_key();
inline const std::string key_b = device_b->public_key();

inline const std::string session_words = "5e5510005e5510005e5510005e551000";
inline const std::shared_ptr<const SigningKey> host_identity = SigningKey::from_seed(std::string(64, '7'));

[[nodiscard]] HostWords host_words(const std::string& run = "run1");

// The hello with the proof that its seat_key, one of the two above, is the peer's own on this channel.
[[nodiscard]] Hello proved(Hello, const Digest& binding = {});

// The command as the device with this key sends it.
[[nodiscard]] CommandMessage signed_command(std::uint64_t id, const Command&, const std::string& key = key_a,
                                            const std::string& client = client_a);

// What the host says to a delegate.
[[nodiscard]] std::string done_text(std::uint64_t id, const std::string& client = client_a);
[[nodiscard]] std::string refused_text(Refused, const std::string& client = client_a);

}  // namespace equivox::net::testing
