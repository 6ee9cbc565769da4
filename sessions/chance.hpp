// SPDX-License-Identifier: Apache-2.0
// Where randomness comes from. The core never draws any: what is drawn is drawn here and handed in as a
// value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "sessions/event.hpp"

namespace equivox {

class Chance {
public:
    virtual ~Chance() = default;
    virtual void fill(std::span<std::byte>) = 0;
};

// The operating system's randomness, by libsodium.
class SystemChance final : public Chance {
public:
    SystemChance();
    void fill(std::span<std::byte>) override;
};

// The same stream for the same seed: rehearsals and tests only. Never for a session with real delegates.
class SeededChance final : public Chance {
public:
    explicit SeededChance(std::uint64_t seed) : seed_(seed) {}
    void fill(std::span<std::byte>) override;
    // A number from 0 to bound - 1, each as likely; bound is at least 1.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound);

private:
    std::uint64_t seed_;
    std::uint64_t drawn_ = 0;
};

// `count` random bytes as hexadecimal.
[[nodiscard]] std::string random_hex(Chance&, std::size_t count);

// The first event of a new session: its identity, seed and room code drawn here.
[[nodiscard]] SessionOpened make_opening(Agenda, bool rehearsal, CustodyKind, KeyText host_key, Chance&);

}  // namespace equivox
