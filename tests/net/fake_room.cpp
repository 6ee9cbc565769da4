// SPDX-License-Identifier: Apache-2.0
#include "tests/net/fake_room.hpp"

#include <algorithm>
#include <utility>

namespace equivox::net::testing {

void FakeRoom::submit(Command command, Actor actor, std::function<void(const Answer&)> answered) {
    const Answer answer = decide(command, actor);
    submitted.push_back(std::move(command));
    actors.push_back(actor);
    auto go = [this, answer, answered = std::move(answered)] {
        if (std::holds_alternative<Accepted>(answer)) changed();
        answered(answer);
    };
    if (hold_answers)
        held_.push_back(std::move(go));
    else
        go();
}

void FakeRoom::let_answers_go() {
    for (const auto& go : std::exchange(held_, {})) go();
}

Answer FakeRoom::decide(const Command& command, const Actor& actor) {
    const auto* delegate = std::get_if<Delegate>(&actor);
    if (const auto* take = std::get_if<TakeSeat>(&command)) {
        if (seats.contains(take->device_key)) return Accepted{};
        for (std::uint32_t number = 1; number <= 2; ++number) {
            const SeatId seat{take->organisation.value * 10 + number};
            if (std::any_of(seats.begin(), seats.end(), [&](const auto& one) { return one.second == seat; }))
                continue;
            seats[take->device_key] = seat;
            return Accepted{};
        }
        return Refusal::organisation_full;
    }
    if (std::holds_alternative<LeaveSeat>(command) || std::holds_alternative<PutDeposit>(command)) {
        if (!delegate || !delegate->seat) return Refusal::not_seated;
        if (std::holds_alternative<LeaveSeat>(command))
            std::erase_if(seats, [&](const auto& one) { return one.second == *delegate->seat; });
        return Accepted{};
    }
    if (delegate) return Refusal::not_facilitator;
    if (const auto* free = std::get_if<FreeSeat>(&command))
        std::erase_if(seats, [&](const auto& one) { return one.second == free->seat; });
    return Accepted{};
}

std::optional<SeatId> FakeRoom::seat_of_key(const KeyText& key) const {
    const auto found = seats.find(key);
    if (found == seats.end()) return std::nullopt;
    return found->second;
}

RoomView FakeRoom::room_view() {
    ++room_views_made;
    RoomView view;
    view.session_name = "Winter discharge";
    view.purpose = std::string(view_padding, 'p');
    view.seats_taken = static_cast<std::uint32_t>(seats.size());
    return view;
}

SeatView FakeRoom::seat_view(SeatId seat) {
    SeatView view;
    view.seat = seat;
    view.label = "Seat " + std::to_string(seat.value);
    return view;
}

FacilitatorView FakeRoom::facilitator_view() {
    FacilitatorView view;
    for (const auto& [key, seat] : seats)
        view.seats.push_back({seat, {}, "", true, connected.contains(seat)});
    return view;
}

Command take_seat(std::uint32_t organisation) {
    return TakeSeat{OrganisationId{organisation}, ""};
}

Command put_proposal(const std::string& title, std::uint64_t sequence) {
    return PutDeposit{BoxId{1}, sequence, title};
}

Command free_seat(SeatId seat) {
    return FreeSeat{seat};
}

}  // namespace equivox::net::testing
