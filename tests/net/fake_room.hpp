// SPDX-License-Identifier: Apache-2.0
// A session as net sees it, small enough to be understood at a glance: organisation n has the seats 10 n + 1
// and 10 n + 2; every deposit and every facilitator's command is accepted.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "net/room.hpp"
#include "tests/net/devices.hpp"

namespace equivox::net::testing {

inline const std::string room_code_words = "KDRTMWPA";
inline const std::string secret_words = "a secret of many letters";

class FakeRoom : public Room {
public:
    void submit(Command, Actor, std::function<void(const Answer&)> answered) override;
    [[nodiscard]] std::optional<SeatId> seat_of_key(const KeyText&) const override;
    [[nodiscard]] std::string room_code() const override { return room_code_words; }
    [[nodiscard]] std::string facilitator_secret() const override { return secret_words; }
    [[nodiscard]] RoomView room_view() override;
    [[nodiscard]] SeatView seat_view(SeatId) override;
    [[nodiscard]] FacilitatorView facilitator_view() override;
    void seats_connected(const std::set<SeatId>& now) override { connected = now; }

    // Answers that wait for the disk, as it were.
    void let_answers_go();

    bool hold_answers = false;
    std::function<void()> changed = [] {};
    std::size_t view_padding = 0;  // bytes of text in every view of the room

    std::vector<Command> submitted;
    std::vector<Actor> actors;
    std::map<KeyText, SeatId> seats;
    std::set<SeatId> connected;
    std::size_t room_views_made = 0;

private:
    [[nodiscard]] Answer decide(const Command&, const Actor&);

    std::vector<std::function<void()>> held_;
};

// The commands that the tests use.
[[nodiscard]] Command take_seat(std::uint32_t organisation);
[[nodiscard]] Command put_proposal(const std::string& title, std::uint64_t sequence = 1);
[[nodiscard]] Command free_seat(SeatId);

}  // namespace equivox::net::testing
