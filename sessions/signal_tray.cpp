// SPDX-License-Identifier: Apache-2.0
#include "sessions/signal_tray.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace equivox {
namespace {

constexpr std::chrono::seconds shortest_delay{60};
constexpr std::uint32_t further_seconds = 121;  // 0 to 120 more
constexpr std::chrono::seconds shown_for{300};

// A number below `bound`, each as likely: what does not divide evenly is drawn again.
std::uint32_t below(std::uint32_t bound, Chance& chance) {
    const std::uint32_t limit = 65536 - 65536 % bound;
    for (;;) {
        std::array<std::byte, 2> bytes{};
        chance.fill(bytes);
        const std::uint32_t value =
            (std::to_integer<std::uint32_t>(bytes[0]) << 8U) | std::to_integer<std::uint32_t>(bytes[1]);
        if (value < limit) return value % bound;
    }
}

}  // namespace

void SignalTray::raise(Signal signal, Seconds now, Seconds open_until, Chance& chance) {
    if (signal == Signal::more_time) {
        more_time_ = true;
        return;
    }
    // Raised again while it waits or is shown, it changes nothing: the moment must not tell of a second
    // press.
    const auto waiting = spans_.find(signal);
    if (waiting != spans_.end() && now < waiting->second.until) return;
    const Seconds from = std::max(now, open_until) + shortest_delay + Seconds(below(further_seconds, chance));
    spans_[signal] = {from, from + shown_for};
}

std::set<Signal> SignalTray::shown(Seconds now) const {
    std::set<Signal> signals;
    for (const auto& [signal, span] : spans_)
        if (span.from <= now && now < span.until) signals.insert(signal);
    return signals;
}

std::optional<SignalTray::Seconds> SignalTray::next_change(Seconds now) const {
    std::optional<Seconds> next;
    for (const auto& [signal, span] : spans_)
        for (const Seconds moment : {span.from, span.until})
            if (moment > now && (!next || moment < *next)) next = moment;
    return next;
}

bool SignalTray::take_more_time() {
    return std::exchange(more_time_, false);
}

}  // namespace equivox
