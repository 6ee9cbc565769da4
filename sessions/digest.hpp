// SPDX-License-Identifier: Apache-2.0
// The one hash of the project (BLAKE2b-256, RFC 7693, by libsodium) and the forms in which people meet a
// digest.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace equivox {

using Digest = std::array<std::byte, 32>;

// BLAKE2b-256 of the parts one after the other, keyed where `key` is not empty (at most 64 bytes).
[[nodiscard]] Digest blake2b(std::span<const std::string_view> parts, std::span<const std::byte> key = {});

// Lower-case hexadecimal, and back; nothing where `text` is not exactly that.
[[nodiscard]] std::string to_hex(std::span<const std::byte>);
[[nodiscard]] std::optional<std::string> bytes_from_hex(std::string_view text);

// Base64 of RFC 4648 section 5 (URL-safe), unpadded, and back; nothing where `text` is not exactly that.
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> bytes_from_base64(std::string_view text);

// The first 66 bits of a digest as six words of the fixed list in assets/text/check_words.txt, separated by
// blanks: what people read aloud to check that two files are one. A file needs the full digest as well.
[[nodiscard]] std::string check_words(const Digest&);

extern const std::array<std::string_view, 2048> check_word_list;

}  // namespace equivox
