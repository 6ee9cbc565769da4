// SPDX-License-Identifier: Apache-2.0
// The facilitator's console: what now, what next, one obvious key. A function of the newest frame and of what
// the facilitator is in the middle of.
//
// Policy. Everything that can be done is one of the view's offers, or freeing a seat, or turning the room
// screen; nothing is offered that would be refused. The primary offer is one large button and F5; what cannot
// be undone asks first. Texts that are being written live in the state and survive every new view. The
// console shows nothing that the room may not see: F3 puts this very screen on the projector.
//
// Keys: F5 does the next step, F3 shows this screen to the room and takes it back, F8 and F9 turn the room's
// pages, Tab and Space do everything else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/host/host_link.hpp"
#include "app/host/room_screen.hpp"
#include "app/ui/widgets.hpp"

namespace equivox {

enum class ConsoleTab : std::uint8_t {
    proposals,
    questions,
    standings,
    objections,
    outcome,
    people,
    room  // what the room screen shows
};

// A text in the making.
struct AmendmentDraft {
    std::string title;
    std::string text;
    std::size_t of_version = 0;  // How many earlier texts the proposal had when the draft was begun.
};

// Two proposals that are becoming one.
struct MergeDraft {
    std::vector<ProposalId> chosen;  // The two, in the order of their numbers, once both are chosen.
    ProposalId kept{};               // Whose number it keeps.
    std::string title;
    std::string text;
    // The texts were written for these versions of the two.
    std::vector<std::size_t> of_versions;
};

// A command that waits for "yes, I mean it".
struct PendingCommand {
    Command command;
    std::string title;
    std::string explanation;
    std::string confirm;
    std::string cancel = "Not yet";
    bool danger = false;
};

struct ConsoleState {
    RoomScreenState room;                  // What the room screen shows; the room's window draws from it.
    std::uint32_t seconds_since_view = 0;  // How old the frame is. The caller sets it.
    bool closing = false;                  // The caller sets it when the window is asked to close.
    bool close_confirmed = false;          // Then the facilitator has agreed.
    std::string notice;                    // From the caller: "The room screen ..."; shown until dismissed.

    ConsoleTab tab = ConsoleTab::people;
    // Of the frame that was drawn last: the tab follows the session.
    std::string moment_key;
    std::string shortlist_key;
    std::uint32_t safety_seen = 0;  // How often it had been asked.
    std::map<ProposalId, AmendmentDraft> amendments;
    std::map<ProposalId, std::string> reasons;  // For setting aside.
    std::optional<ProposalId> amending;
    std::optional<ProposalId> setting_aside;
    MergeDraft merge;
    bool merging = false;
    std::map<RoundId, OutcomeText> outcomes;
    std::map<RoundId, bool> outcome_chosen;
    bool rewriting_outcome = false;  // A draft that is being read back is changed.
    std::optional<PendingCommand> pending;
    std::uint32_t refusals_dismissed = 0;
    std::set<std::string> signals_noted;  // Those of them that still stand.
    bool shown_to_room = false;           // The room's window draws this screen.
    std::size_t shown_page = 0;           // Of the room's copy, from 0.
    std::size_t shown_pages = 1;          // The caller sets it after the copy was drawn.
    std::string waiting_for_change_of;    // The offers as they were when one of them was taken.
};

void console_screen(ui::Ui& ui, const HostFrame& frame, ConsoleState& state, std::vector<Command>& asked);

// The same screen for the room, drawn in the room's window: nothing that is done to it has any effect.
// Returns how many pages it has; `state.shown_page` says which to draw.
std::size_t console_for_room(ui::Ui& ui, const HostFrame& frame, const ConsoleState& state);

}  // namespace equivox
