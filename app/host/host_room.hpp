// SPDX-License-Identifier: Apache-2.0
// The session as the network sees it: the recorder, with the facts of the moment that are not in the record
// (who is connected, how long the stage has lasted, how much of a last call is left, which small signals are
// due). Lives on the network thread.
#pragma once

#include <chrono>
#include <optional>

#include "net/room.hpp"
#include "sessions/recorder.hpp"
#include "sessions/signal_tray.hpp"

namespace equivox {

class HostRoom final : public net::Room {
public:
    using Instant = std::chrono::steady_clock::time_point;

    // The recorder and `chance` outlive the room.
    HostRoom(Recorder&, std::string facilitator_secret, Chance& chance);

    void submit(Command, Actor, std::function<void(const net::Answer&)> answered) override;
    [[nodiscard]] std::optional<SeatId> seat_of_key(const KeyText&) const override;
    [[nodiscard]] std::string room_code() const override;
    [[nodiscard]] std::string facilitator_secret() const override { return secret_; }
    [[nodiscard]] RoomView room_view() override;
    [[nodiscard]] SeatView seat_view(SeatId) override;
    [[nodiscard]] FacilitatorView facilitator_view() override;
    void seats_connected(const std::set<SeatId>&) override;

    void set_join_url(std::string url) { live_.join_url = std::move(url); }
    void set_last_call_end(std::optional<Instant> end) { last_call_end_ = end; }
    // Whether somebody asked for more time in this last call; asking takes it.
    [[nodiscard]] bool take_more_time();
    // When the views change next although nothing is done: a signal becomes due or is over, a merge is no
    // longer fresh.
    [[nodiscard]] std::optional<Instant> next_change();
    void on_connected(std::function<void()> changed) { connected_changed_ = std::move(changed); }

private:
    // Live, brought up to this moment.
    const Live& live();
    void look_at_merges(Instant now);
    void raised(Signal);

    Recorder& recorder_;
    std::string secret_;
    Live live_;
    std::optional<Instant> last_call_end_;
    Instant stage_began_;
    std::optional<RoundId> round_;
    std::optional<Stage> stage_;
    std::function<void()> connected_changed_;
    Chance& chance_;
    SignalTray tray_;
    std::size_t merges_ = 0;  // of the current round, when last looked at
    std::optional<Instant> merge_fresh_until_;
    std::optional<BoxId> box_;
};

}  // namespace equivox
