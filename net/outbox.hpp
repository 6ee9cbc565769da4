// SPDX-License-Identifier: Apache-2.0
// What waits to be sent to one peer.
//
// Policy: messages leave in the order in which they came, with one exception: a view says everything that the
// peer may see, so a newer view takes the place of an older one that has not left yet, at the end of the
// queue (what was answered before it still arrives before it). The queue is bounded in messages and in bytes;
// a full queue is reported and the message is not taken. Pure: it knows no socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace equivox::net {

// One text message in two pieces, sent one after the other: what everybody gets, made once and shared, and
// what only this peer gets. Either may be empty.
struct Parcel {
    std::shared_ptr<const std::string> shared;
    std::string own;

    [[nodiscard]] std::size_t size() const { return (shared ? shared->size() : 0) + own.size(); }
};

enum class ParcelKind : std::uint8_t {
    message,  // must arrive: an answer, a ping, a goodbye
    view,     // only the newest matters
};

struct OutboxLimits {
    std::size_t messages = 64;
    std::size_t bytes = 1024 * 1024;
};

class Outbox {
public:
    explicit Outbox(OutboxLimits limits = {}) : limits_(limits) {}

    // Takes the parcel in; false where there is no room for it, and then nothing has changed except that an
    // older unsent view is gone. The parcel taken last by `take` no longer counts. One view larger than the
    // limit is still taken when nothing else waits: there is no smaller way to say what it says.
    [[nodiscard]] bool put(Parcel, ParcelKind);
    // The next parcel to send, or nothing.
    [[nodiscard]] std::optional<Parcel> take();
    void clear();

    [[nodiscard]] std::size_t waiting() const { return queue_.size(); }
    [[nodiscard]] std::size_t waiting_bytes() const { return bytes_; }

private:
    struct Item {
        Parcel parcel;
        ParcelKind kind;
    };
    void drop_older_view();

    OutboxLimits limits_;
    std::deque<Item> queue_;
    std::size_t bytes_ = 0;
};

}  // namespace equivox::net
