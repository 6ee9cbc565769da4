// SPDX-License-Identifier: Apache-2.0
// Where small signals wait ("I need more time", "Please pause", "Keep these apart") until they are shown, so
// that nobody can tell from the moment they appear who pressed.
//
// The tray knows no seat, no count and no order: of each signal only whether it was raised. It is in memory
// only; a signal is never journalled. Times are seconds of any one monotonic clock.
//
//   please_pause  shown to the facilitator from 60 to 180 seconds later, each as likely, for five minutes.
//   keep_apart    the same from the end of the minute in which it could be raised.
//   more_time     never shown by itself: it is taken when the last call runs out, which then gets another
//                 minute.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "sessions/chance.hpp"
#include "sessions/command.hpp"

namespace equivox {

class SignalTray {
public:
    using Seconds = std::chrono::seconds;

    // `open_until`: the end of the time in which this signal could be raised (keep_apart); else `now`.
    void raise(Signal, Seconds now, Seconds open_until, Chance&);
    // Those that are shown at this moment.
    [[nodiscard]] std::set<Signal> shown(Seconds now) const;
    // When shown() changes next without anybody raising anything.
    [[nodiscard]] std::optional<Seconds> next_change(Seconds now) const;

    [[nodiscard]] bool more_time_asked() const { return more_time_; }
    // Whether somebody asked for more time since this was asked last.
    [[nodiscard]] bool take_more_time();

private:
    struct Span {
        Seconds from{0};
        Seconds until{0};
    };
    std::map<Signal, Span> spans_;
    bool more_time_ = false;
};

}  // namespace equivox
