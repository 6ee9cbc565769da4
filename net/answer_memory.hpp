// SPDX-License-Identifier: Apache-2.0
// Why a command that is asked twice is done once: the answers to the last commands of each client.
//
// A command is known by its owner (a text that names a client and what it may do), its id and a fingerprint
// of what it asks. The ids of one owner only go up: a new command has a higher id than all before it, and
// what has a lower one and is not remembered is old, never new. A retry of a command that is still being made
// durable waits with the first for the same answer. What a deposit says is never kept here: its fingerprint
// holds its box and its sequence only.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/lines.hpp"
#include "net/room.hpp"

namespace equivox::net {

struct AnswerMemoryLimits {
    std::size_t answers_per_owner = 64;
    std::size_t owners = 4096;
};

class AnswerMemory {
public:
    explicit AnswerMemory(AnswerMemoryLimits limits = {}) : limits_(limits) {}

    struct FirstTime {};     // to be done now; this peer waits for the answer
    struct AskedBefore {};   // being done; this peer waits as well
    struct OtherCommand {};  // this id was another command: the client has lost count
    struct TooOld {};        // not the highest id of this owner, and forgotten or never asked
    using Recall = std::variant<FirstTime, AskedBefore, OtherCommand, TooOld, Answer>;

    [[nodiscard]] Recall ask(const std::string& owner, std::uint64_t id, const std::string& fingerprint,
                             PeerId);

    // The peers that wait for this answer, in the order in which they asked. Some may be gone.
    [[nodiscard]] std::vector<PeerId> answer(const std::string& owner, std::uint64_t id, const Answer&);

    [[nodiscard]] std::size_t owners() const { return owners_.size(); }

private:
    struct Entry {
        std::uint64_t id = 0;
        std::string fingerprint;
        std::optional<Answer> answer;
        std::vector<PeerId> waiting;
    };
    struct Owner {
        std::list<Entry> entries;  // oldest first
        std::list<std::string>::iterator age;
        std::uint64_t highest_id = 0;
    };
    Owner& owner_named(const std::string&);
    void forget_oldest_answers(Owner&) const;
    void forget_oldest_owner();

    AnswerMemoryLimits limits_;
    std::map<std::string, Owner> owners_;
    std::list<std::string> by_age_;  // the one that asked last is at the end
};

}  // namespace equivox::net
