// SPDX-License-Identifier: Apache-2.0
#include "sessions/digest.hpp"

#include <sodium.h>

#include <cassert>

namespace equivox {

Digest blake2b(std::span<const std::string_view> parts, std::span<const std::byte> key) {
    static_assert(crypto_generichash_BYTES == 32);
    assert(key.size() <= crypto_generichash_KEYBYTES_MAX);
    crypto_generichash_state state;
    crypto_generichash_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size(), 32);
    for (const std::string_view part : parts)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    Digest digest;
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
    return digest;
}

std::string to_hex(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

std::optional<std::string> bytes_from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    const auto value = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = value(text[i]);
        const int low = value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string to_base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminating zero
    return text;
}

std::optional<std::string> bytes_from_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string check_words(const Digest& digest) {
    std::string words;
    for (std::size_t word = 0; word < 6; ++word) {
        std::size_t index = 0;
        for (std::size_t bit = word * 11; bit < word * 11 + 11; ++bit) {
            const auto byte = std::to_integer<unsigned>(digest[bit / 8]);
            index = index * 2 + ((byte >> (7 - bit % 8)) & 1U);
        }
        if (!words.empty()) words += ' ';
        words += check_word_list[index];
    }
    return words;
}

}  // namespace equivox
