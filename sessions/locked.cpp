// SPDX-License-Identifier: Apache-2.0
#include "sessions/locked.hpp"

#include <sodium.h>

#include <new>
#include <stdexcept>
#include <utility>

namespace equivox {

void start_cryptography() {
    if (sodium_init() < 0) throw std::runtime_error("The cryptography library could not be started.");
}

LockedBytes::LockedBytes(std::size_t size) : size_(size) {
    start_cryptography();
    bytes_.reset(static_cast<unsigned char*>(sodium_malloc(size)));
    if (!bytes_) throw std::bad_alloc();
    sodium_memzero(bytes_.get(), size);
}

LockedBytes::LockedBytes(LockedBytes&& other) noexcept
    : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

LockedBytes& LockedBytes::operator=(LockedBytes&& other) noexcept {
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

void LockedBytes::reset() {
    bytes_.reset();
    size_ = 0;
}

void LockedBytes::Free::operator()(unsigned char* bytes) const {
    sodium_free(bytes);  // overwrites first
}

LockedBytes locked_blake2b(std::string_view key, std::initializer_list<std::string_view> parts) {
    const auto bytes = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.empty() ? nullptr : bytes(key), key.size(), crypto_generichash_BYTES);
    for (const std::string_view part : parts) crypto_generichash_update(&state, bytes(part), part.size());
    LockedBytes digest(crypto_generichash_BYTES);
    crypto_generichash_final(&state, digest.data(), digest.size());
    sodium_memzero(&state, sizeof state);
    return digest;
}

}  // namespace equivox
