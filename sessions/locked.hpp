// SPDX-License-Identifier: Apache-2.0
// Secrets in memory: bytes in pages of their own that are not swapped out, not written into a core file, and
// overwritten before they are given back (libsodium sodium_malloc).
//
// Policy: a key, a part of a key and an opened deposit live here and nowhere else. Where the system allows
// too few locked pages, the bytes are kept all the same and process_guard.hpp says so.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace equivox {

// Starts libsodium. Throws std::runtime_error where it can not be started.
void start_cryptography();

class LockedBytes {
public:
    LockedBytes() = default;
    // Zeros. Throws std::bad_alloc.
    explicit LockedBytes(std::size_t size);
    LockedBytes(LockedBytes&& other) noexcept;
    LockedBytes& operator=(LockedBytes&& other) noexcept;

    [[nodiscard]] unsigned char* data() { return bytes_.get(); }
    [[nodiscard]] const unsigned char* data() const { return bytes_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] explicit operator bool() const { return bytes_ != nullptr; }
    [[nodiscard]] std::string_view view() const {
        return {reinterpret_cast<const char*>(bytes_.get()), size_};
    }
    [[nodiscard]] std::span<std::byte> span() { return {reinterpret_cast<std::byte*>(bytes_.get()), size_}; }
    // Overwrites and gives the pages back.
    void reset();

private:
    struct Free {
        void operator()(unsigned char* bytes) const;
    };
    std::unique_ptr<unsigned char[], Free> bytes_;
    std::size_t size_ = 0;
};

// BLAKE2b-256 of the parts one after the other, keyed with `key` where it is not empty; result and workings
// stay in locked memory.
[[nodiscard]] LockedBytes locked_blake2b(std::string_view key, std::initializer_list<std::string_view> parts);

}  // namespace equivox
