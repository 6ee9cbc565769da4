// SPDX-License-Identifier: Apache-2.0
// What a client does about a connection that is gone: how long it waits, and what it asks again. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <utility>
#include <vector>

#include "net/time.hpp"
#include "sessions/command.hpp"

namespace equivox::net {

// Waiting times with full jitter: each is drawn anew between `shortest` and a ceiling that doubles with every
// failure up to `longest`, so that a room full of devices does not come back in one moment.
class Backoff {
public:
    // `random` gives any whole number, each as likely as another.
    Backoff(Milliseconds shortest, Milliseconds longest, std::function<std::uint64_t()> random)
        : shortest_(shortest), longest_(longest), random_(std::move(random)) {}

    [[nodiscard]] Milliseconds next();
    // The connection stands again.
    void reset() { failures_ = 0; }

private:
    Milliseconds shortest_;
    Milliseconds longest_;
    std::function<std::uint64_t()> random_;
    unsigned failures_ = 0;
};

// Commands that have been asked and not answered, with the ids that they keep when they are asked again.
class Unanswered {
public:
    struct Item {
        std::uint64_t id = 0;
        Command command;
    };
    std::uint64_t add(Command);
    // False where nothing was asked under this id.
    bool answered(std::uint64_t id);
    [[nodiscard]] const std::list<Item>& items() const { return items_; }  // in the order of asking
    void clear() { items_.clear(); }

private:
    std::list<Item> items_;
    std::uint64_t last_id_ = 0;
};

}  // namespace equivox::net
