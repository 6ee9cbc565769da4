// SPDX-License-Identifier: Apache-2.0
#include "app/host/host_room.hpp"

#include <algorithm>

namespace equivox {
namespace {

std::uint32_t whole_seconds(std::chrono::steady_clock::duration time) {
    return static_cast<std::uint32_t>(
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(time).count()));
}

// A minute in which anybody may ask to keep two merged proposals apart.
constexpr std::chrono::seconds merge_is_fresh_for{60};

SignalTray::Seconds since_start(HostRoom::Instant moment) {
    return std::chrono::duration_cast<SignalTray::Seconds>(moment.time_since_epoch());
}

}  // namespace

HostRoom::HostRoom(Recorder& recorder, std::string facilitator_secret, Chance& chance)
    : recorder_(recorder),
      secret_(std::move(facilitator_secret)),
      stage_began_(std::chrono::steady_clock::now()),
      chance_(chance) {
    recorder_.on_signal([this](Signal signal) { raised(signal); });
    if (const RoundState* round = recorder_.session().round()) merges_ = round->merges.size();
}

void HostRoom::submit(Command command, Actor actor, std::function<void(const net::Answer&)> answered) {
    // Nobody who asked for more time in the last call is cut off; that time runs out by itself.
    if (std::holds_alternative<CloseBox>(command) && tray_.more_time_asked())
        return answered(Refusal::more_time_asked);
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

bool HostRoom::take_more_time() {
    live_.more_time = tray_.take_more_time();
    return live_.more_time;
}

void HostRoom::raised(Signal signal) {
    const Instant now = std::chrono::steady_clock::now();
    look_at_merges(now);
    if (signal == Signal::keep_apart && (!merge_fresh_until_ || *merge_fresh_until_ < now)) return;
    const Instant open_until = signal == Signal::keep_apart ? *merge_fresh_until_ : now;
    tray_.raise(signal, since_start(now), since_start(open_until), chance_);
    if (connected_changed_) connected_changed_();
}

std::optional<HostRoom::Instant> HostRoom::next_change() {
    const Instant now = std::chrono::steady_clock::now();
    look_at_merges(now);
    std::optional<Instant> next;
    if (const auto due = tray_.next_change(since_start(now))) next = Instant(*due);
    if (merge_fresh_until_ && *merge_fresh_until_ > now && (!next || *merge_fresh_until_ < *next))
        next = merge_fresh_until_;
    return next;
}

void HostRoom::look_at_merges(Instant now) {
    const RoundState* round = recorder_.session().round();
    const std::size_t merges = round ? round->merges.size() : 0;
    if (merges > merges_) merge_fresh_until_ = now + merge_is_fresh_for;
    if (merges < merges_) merge_fresh_until_.reset();  // another round
    merges_ = merges;
}

const Live& HostRoom::live() {
    recorder_.fill_live(live_);
    const Instant now = std::chrono::steady_clock::now();
    look_at_merges(now);
    live_.merge_is_fresh = merge_fresh_until_ && now < *merge_fresh_until_;
    live_.signals = tray_.shown(since_start(now));
    const auto& box = recorder_.session().box;
    if ((box ? std::optional(box->id) : std::nullopt) != box_) {
        box_ = box ? std::optional(box->id) : std::nullopt;
        live_.more_time = false;
        (void)tray_.take_more_time();  // it was for a box that is gone
    }
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
