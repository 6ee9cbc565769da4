// SPDX-License-Identifier: Apache-2.0
#include "app/host/host_room.hpp"

#include <algorithm>

namespace equivox {
namespace {

std::uint32_t whole_seconds(std::chrono::steady_clock::duration time) {
    return static_cast<std::uint32_t>(
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(time).count()));
}

}  // namespace

HostRoom::HostRoom(Recorder& recorder, std::string facilitator_secret)
    : recorder_(recorder),
      secret_(std::move(facilitator_secret)),
      stage_began_(std::chrono::steady_clock::now()) {}

void HostRoom::submit(Command command, Actor actor, std::function<void(const net::Answer&)> answered) {
    recorder_.submit(command, actor, [answered = std::move(answered)](const Answer& answer) {
        const auto* refusal = std::get_if<Refusal>(&answer);
        answered(refusal ? net::Answer(*refusal) : net::Answer(net::Accepted{}));
    });
}

std::optional<SeatId> HostRoom::seat_of_key(const KeyText& key) const {
    const SeatState* seat = recorder_.session().seat_with_key(key);
    return seat ? std::optional(seat->id) : std::nullopt;
}

std::string HostRoom::room_code() const {
    return recorder_.session().opened.room_code;
}

RoomView HostRoom::room_view() {
    return view_for_room(recorder_.session(), live());
}

SeatView HostRoom::seat_view(SeatId seat) {
    return view_for_seat(recorder_.session(), live(), seat);
}

FacilitatorView HostRoom::facilitator_view() {
    return view_for_facilitator(recorder_.session(), live());
}

void HostRoom::seats_connected(const std::set<SeatId>& seats) {
    live_.connected = seats;
    if (connected_changed_) connected_changed_();
}

const Live& HostRoom::live() {
    recorder_.fill_live(live_);
    const Instant now = std::chrono::steady_clock::now();
    const RoundState* round = recorder_.session().round();
    const auto id = round ? std::optional(round->id) : std::nullopt;
    const auto stage = round ? std::optional(round->stage) : std::nullopt;
    if (id != round_ || stage != stage_) {
        round_ = id;
        stage_ = stage;
        stage_began_ = now;
    }
    live_.stage_seconds = whole_seconds(now - stage_began_);
    live_.last_call_seconds_left =
        last_call_end_ ? std::optional(whole_seconds(*last_call_end_ - now)) : std::nullopt;
    return live_;
}

}  // namespace equivox
