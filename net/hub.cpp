// SPDX-License-Identifier: Apache-2.0
#include "net/hub.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace equivox::net {

using State = Conversation::State;

Hub::Hub(Room& room, Lines& lines, HubSettings settings)
    : room_(room),
      lines_(lines),
      settings_(std::move(settings)),
      door_(room, settings_.door),
      memory_(settings_.answers),
      next_tick_(lines.now() + settings_.tick_every),
      alive_(std::make_shared<Hub*>(this)) {}

Hub::~Hub() {
    *alive_ = nullptr;
}

void Hub::peer_opened(PeerId id, const PeerAddress& address, const Digest& binding) {
    const Instant now = lines_.now();
    if (peers_.empty()) next_tick_ = now + settings_.tick_every;
    peers_.emplace(id, Peer{Conversation(address, binding, settings_.host, settings_.conversation, now),
                            false, false, State::greeting, std::nullopt});
    plan_wake();
}

void Hub::peer_said(PeerId id, std::string_view text) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) return;
    perform(id, found->second.conversation.hear(text, door_, lines_.now()));
    plan_wake();
}

void Hub::peer_closed(PeerId id) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) return;
    speak_for(id, found->second, std::nullopt);
    peers_.erase(id);
    plan_wake();
}

void Hub::woken() {
    const Instant now = lines_.now();
    if (now >= next_tick_) {
        next_tick_ = now + settings_.tick_every;
        for (auto& [id, peer] : peers_) perform(id, peer.conversation.tick(now));
    }
    if (view_due_ && now >= *view_due_) make_views(now);
    plan_wake();
}

void Hub::room_changed() {
    all_need_view_ = true;
    plan_view();
    plan_wake();
}

void Hub::stop() {
    for (auto& [id, peer] : peers_) perform(id, peer.conversation.stop());
}

std::set<SeatId> Hub::connected_seats() const {
    std::set<SeatId> seats;
    for (const auto& [seat, peer] : speaker_) seats.insert(seat);
    return seats;
}

// Peers leave the map only in peer_closed, which Lines never calls from inside its own functions, so a Peer&
// stays good while its conversation's wishes are carried out.
void Hub::perform(PeerId id, Actions actions) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) return;
    Peer& peer = found->second;
    const State state = peer.conversation.state();
    if (!peer.greeted && state != State::greeting && state != State::closed) {
        peer.greeted = true;
        lines_.greeted(id);
    }
    for (std::string& message : actions.say)
        lines_.send(id, Parcel{nullptr, std::move(message)}, ParcelKind::message);
    settle(id, peer);
    if (actions.submit) submit(id, std::move(*actions.submit));
    if (!actions.hang_up) return;
    Parcel goodbye;
    if (actions.hang_up->goodbye) goodbye.own = print(*actions.hang_up->goodbye);
    lines_.close(id, actions.hang_up->code, std::move(goodbye));
}

void Hub::settle(PeerId id, Peer& peer) {
    speak_for(id, peer, peer.conversation.seat());
    if (peer.shown == peer.conversation.state()) return;
    peer.shown = peer.conversation.state();
    if (peer.shown != State::closed && peer.shown != State::greeting) want_view(id, peer);
}

void Hub::speak_for(PeerId id, Peer& peer, std::optional<SeatId> seat) {
    if (peer.speaks_for == seat) return;
    if (peer.speaks_for) {
        const auto mine = speaker_.find(*peer.speaks_for);
        if (mine != speaker_.end() && mine->second == id) speaker_.erase(mine);
    }
    peer.speaks_for = seat;
    if (seat) {
        const auto [entry, is_new] = speaker_.try_emplace(*seat, id);
        const PeerId older = std::exchange(entry->second, id);
        const auto other = peers_.find(older);
        if (!is_new && other != peers_.end()) perform(older, other->second.conversation.displaced());
    }
    room_.seats_connected(connected_seats());
    // Who is connected stands in the facilitator's view only.
    for (auto& [facilitator_id, facilitator] : peers_)
        if (facilitator.conversation.state() == State::facilitating) want_view(facilitator_id, facilitator);
}

void Hub::submit(PeerId id, Actions::Submit submit) {
    Conversation& conversation = peers_.at(id).conversation;
    const std::string owner = conversation.owner();
    const AnswerMemory::Recall recall = memory_.ask(owner, submit.id, fingerprint(submit.command), id);
    if (std::holds_alternative<AnswerMemory::AskedBefore>(recall)) return;
    if (const auto* answer = std::get_if<Answer>(&recall)) {
        perform(id, conversation.answered(submit.id, *answer, door_));
        return;
    }
    if (std::holds_alternative<AnswerMemory::OtherCommand>(recall)) {
        perform(id, conversation.refuse(submit.id, Refusal::not_understood,
                                        "$.id: was the id of another command"));
        return;
    }
    if (std::holds_alternative<AnswerMemory::TooOld>(recall)) {
        perform(id, conversation.refuse(submit.id, Refusal::not_understood,
                                        "$.id: is not higher than those before it"));
        return;
    }
    room_.submit(std::move(submit.command), submit.actor,
                 [alive = alive_, owner, command_id = submit.id](const Answer& answer) {
                     if (*alive) (*alive)->on_answer(owner, command_id, answer);
                 });
}

void Hub::on_answer(const std::string& owner, std::uint64_t id, const Answer& answer) {
    for (const PeerId waiting : memory_.answer(owner, id, answer)) {
        const auto found = peers_.find(waiting);
        if (found != peers_.end()) perform(waiting, found->second.conversation.answered(id, answer, door_));
    }
    plan_wake();
}

void Hub::check_seats() {
    for (auto& [id, peer] : peers_) perform(id, peer.conversation.room_changed(door_));
}

void Hub::want_view(PeerId id, Peer& peer) {
    const bool fresh = head_ && !all_need_view_ && lines_.now() - head_made_ < settings_.view_stays_fresh;
    if (fresh && peer.conversation.state() != State::facilitating) {
        send_view(id, peer);
        return;
    }
    peer.needs_view = true;
    plan_view();
}

void Hub::plan_view() {
    if (view_due_) return;
    view_due_ = lines_.now();
    if (head_)
        view_due_ = std::max(*view_due_,
                             head_made_ + std::max<Instant::duration>(settings_.view_every, views_took_ * 5));
}

void Hub::make_views(Instant now) {
    if (all_need_view_) check_seats();
    view_due_.reset();
    const bool all = std::exchange(all_need_view_, false);
    head_ = std::make_shared<const std::string>(view_head(++sequence_, room_.room_view()));
    head_made_ = now;
    for (auto& [id, peer] : peers_)
        if (all || peer.needs_view) send_view(id, peer);
    views_took_ = lines_.now() - now;
}

void Hub::send_view(PeerId id, Peer& peer) {
    peer.needs_view = false;
    Parcel parcel{head_, {}};
    switch (peer.conversation.state()) {
        case State::greeting:
        case State::closed:
            return;
        case State::observing:
        case State::joining:
            parcel.own = view_tail();
            break;
        case State::seated:
            parcel.own = view_tail(room_.seat_view(*peer.conversation.seat()));
            break;
        case State::facilitating:
            parcel.own = view_tail(room_.facilitator_view());
            break;
    }
    lines_.send(id, std::move(parcel), ParcelKind::view);
}

void Hub::plan_wake() {
    std::optional<Instant> wake = view_due_;
    if (!peers_.empty()) wake = wake ? std::min(*wake, next_tick_) : next_tick_;
    if (wake) lines_.wake_at(*wake);
}

}  // namespace equivox::net
