// SPDX-License-Identifier: Apache-2.0
// The journal: the ordered, hash-chained record of a session. Pure; where entries are kept is
// journal_store.hpp's matter. The format is specified in sessions/README.md, enough to write a second
// verifier.
//
//   digest(0)  = 32 zero bytes
//   digest(n)  = BLAKE2b-256("equivox/entry/1" | digest(n - 1) | n as u64 | minutes since 1970 as i64 | event
//   bytes),
//                both numbers little-endian; entries are numbered from 1
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sessions/digest.hpp"
#include "sessions/ids.hpp"
#include "sessions/session.hpp"

namespace equivox {

struct Entry {
    std::uint64_t number = 0;
    Minute at{};
    std::string event;  // canonical bytes
    Digest digest{};
};

[[nodiscard]] Digest entry_digest(const Digest& previous, std::uint64_t number, Minute at,
                                  std::string_view event);

// Puts entries one after the other. Value: the number and digest to go on from.
struct Chain {
    std::uint64_t number = 0;
    Digest digest{};

    // The next entry; the chain moves on to it.
    [[nodiscard]] Entry append(Minute at, std::string event);
};

struct Replay {
    Session session;
    Chain chain;
    std::uint64_t entries = 0;
};

// What is wrong with a record, in a sentence, and where.
struct Broken {
    std::uint64_t entry = 0;  // the first broken one
    std::string problem;
};

// Checks the chain, decodes and replays every entry. An entry is broken where its number does not follow, its
// digest does not fit, its bytes are no canonical event, or its event can not have happened in the state
// before it.
[[nodiscard]] std::variant<Replay, Broken> replay(std::span<const Entry>);

}  // namespace equivox
