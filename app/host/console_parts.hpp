// SPDX-License-Identifier: Apache-2.0
// The parts of the console, one file each (console_<name>.cpp). A part draws into the column that it is
// given.
#pragma once

#include <string>
#include <vector>

#include "app/host/console_screen.hpp"

namespace equivox::host {

struct Console {
    ui::Ui& ui;
    const HostFrame& frame;
    ConsoleState& state;
    std::vector<Command>& asked;
    bool shown_to_room;  // At the beginning of the frame: one key does not do both ways at once.

    [[nodiscard]] const RoomView& room() const { return frame.room; }
    [[nodiscard]] const FacilitatorView& facilitator() const { return frame.facilitator; }
};

void now_part(const Console& console);
void proposals_part(const Console& console);
void questions_part(const Console& console);
void standings_part(const Console& console);
void objections_part(const Console& console);
void outcome_part(const Console& console);
void people_part(const Console& console);
void room_part(const Console& console);
// The line at the foot: what the room screen shows, and its pages.
void room_line(const Console& console);
// That the room sees this screen; what somebody asks for without a name.
void shown_to_room_note(const Console& console);
void signals_part(const Console& console);
// Making one proposal of two. `merge_offered`: there are two that could.
void merge_form(const Console& console);
[[nodiscard]] bool merge_offered(const Console& console);
// Undoes the merge by which this proposal was set aside; nothing if it was not, or cannot be undone as a
// whole.
void take_apart_button(const Console& console, const ProposalView& merged);

// Takes an offer: asks at once, asks for confirmation, or opens the form in which its texts are written.
void take_offer(const Console& console, const Offer& offer);
// An offer was taken and its answer has not come yet: offers are off for that moment, so that a key pressed
// twice does one step.
[[nodiscard]] bool is_waiting(const Console& console);
void ask(const Console& console, Command command);

// The offer of that kind of command for this proposal, or null.
template <typename Kind>
const Offer* offer_for(const FacilitatorView& view, ProposalId proposal) {
    for (const Offer& offer : view.offers) {
        const auto* command = std::get_if<Kind>(&offer.command);
        if (command != nullptr && command->proposal == proposal) return &offer;
    }
    return nullptr;
}

// The outcome's form now is about this; a text that nobody has changed follows.
void choose_outcome(const Console& console, const OutcomeText& choice);
// A button that puts this on the room screen, or says that it is there.
void show_button(const Console& console, RoomShow what);

// A quiet line where there is nothing yet.
void nothing_yet(const Console& console, std::string_view text);
// Numbered clauses on the console.
void console_clauses(const Console& console, const std::vector<std::string>& clauses);

}  // namespace equivox::host
