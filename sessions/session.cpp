// SPDX-License-Identifier: Apache-2.0
#include "sessions/session.hpp"

#include <algorithm>
#include <set>

namespace equivox {
namespace {

template <class Range, class Key>
auto find_by_id(Range& range, Key id) -> decltype(&*range.begin()) {
    const auto found =
        std::find_if(range.begin(), range.end(), [&](const auto& item) { return item.id == id; });
    return found == range.end() ? nullptr : &*found;
}

}  // namespace

const SeatState* Session::seat(SeatId id) const {
    return find_by_id(seats, id);
}

const SeatState* Session::seat_with_key(const KeyText& key) const {
    const auto found = std::find_if(seats.begin(), seats.end(),
                                    [&](const SeatState& state) { return state.device_key == key; });
    return found == seats.end() ? nullptr : &*found;
}

const Organisation* Session::organisation(OrganisationId id) const {
    return find_by_id(opened.agenda.organisations, id);
}

const RoundState* Session::round() const {
    return rounds.empty() ? nullptr : &rounds.back();
}

const RoundPlan* Session::plan(RoundId id) const {
    return find_by_id(opened.agenda.rounds, id);
}

const ProposalState* Session::proposal(ProposalId id) const {
    return rounds.empty() ? nullptr : find_by_id(rounds.back().proposals, id);
}

std::vector<SeatId> Session::seats_held() const {
    std::vector<SeatId> held;
    for (const SeatState& seat : seats)
        if (seat.device_key) held.push_back(seat.id);
    return held;
}

std::vector<OrganisationId> Session::seated() const {
    std::vector<OrganisationId> result;
    for (const SeatState& seat : seats)
        if (seat.device_key && (result.empty() || result.back() != seat.organisation))
            result.push_back(seat.organisation);
    return result;
}

std::uint32_t Session::seats_taken() const {
    return static_cast<std::uint32_t>(std::count_if(
        seats.begin(), seats.end(), [](const SeatState& state) { return state.device_key.has_value(); }));
}

std::uint32_t Session::organisations_seated() const {
    std::set<OrganisationId> seated;
    for (const SeatState& state : seats)
        if (state.device_key) seated.insert(state.organisation);
    return static_cast<std::uint32_t>(seated.size());
}

std::vector<SeatState> seats_of(const Agenda& agenda) {
    std::vector<SeatState> seats;
    std::uint32_t next = 1;
    for (const Organisation& organisation : agenda.organisations) {
        for (std::uint32_t number = 1; number <= organisation.seats; ++number) {
            std::string label = organisation.name;
            if (organisation.seats > 1) label += ' ' + std::to_string(number);
            seats.push_back({SeatId{next++}, organisation.id, number, std::move(label), std::nullopt});
        }
    }
    return seats;
}

}  // namespace equivox
