// SPDX-License-Identifier: Apache-2.0
// One stream of seeded bytes for each thread that draws, numbered in the order in which threads first draw.
#pragma once

#include <sodium.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace equivox::testing {

class SeededStreams {
public:
    void restart(std::uint64_t seed) {
        seed_ = seed;
        threads_ = 0;
        ++generation_;
    }
    void fill(void* out, std::size_t size) {
        thread_local Place place;
        if (place.generation != generation_) place = {generation_, threads_++, 0};
        auto* bytes = static_cast<unsigned char*>(out);
        while (size > 0) {
            const std::uint64_t block[3] = {seed_, place.thread, place.drawn++};
            unsigned char stream[32];
            crypto_generichash(stream, sizeof stream, reinterpret_cast<const unsigned char*>(block),
                               sizeof block, nullptr, 0);
            const std::size_t part = size < sizeof stream ? size : sizeof stream;
            std::memcpy(bytes, stream, part);
            bytes += part;
            size -= part;
        }
    }

private:
    struct Place {
        std::uint64_t generation = 0;
        std::uint64_t thread = 0;
        std::uint64_t drawn = 0;
    };
    std::uint64_t seed_ = 0;
    std::atomic<std::uint64_t> threads_ = 0;
    std::atomic<std::uint64_t> generation_ = 1;
};

}  // namespace equivox::testing
