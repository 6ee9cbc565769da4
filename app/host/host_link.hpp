// SPDX-License-Identifier: Apache-2.0
// What the host's windows know of the running session, and all they can do to it: look at the newest frame,
// and ask.
//
// Threads: every function may be called from the windows' thread; none waits for the network or the disk.
// Frames are immutable, so a window may keep one for as long as it likes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sessions/command.hpp"
#include "sessions/view.hpp"

namespace equivox {

// Everything both windows show at one moment.
struct HostFrame {
    RoomView room;
    FacilitatorView facilitator;
    std::string refused;  // the sentence of the last refused command; empty after one that was done
    std::uint32_t refused_count = 0;  // counts refusals, so that the same sentence twice is noticed
    std::string file;                 // where the session is saved
};

class HostLink {
public:
    virtual ~HostLink() = default;
    [[nodiscard]] virtual std::shared_ptr<const HostFrame> frame() const = 0;
    // Asks as the facilitator. The answer shows in a later frame.
    virtual void ask(Command) = 0;
    // `wake` is called from another thread whenever there is a newer frame; an empty function stops that.
    virtual void on_frame(std::function<void()> wake) = 0;
};

}  // namespace equivox
