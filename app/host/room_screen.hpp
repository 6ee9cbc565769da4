// SPDX-License-Identifier: Apache-2.0
// What the room sees on the projector: a function of the room's view and of the little below.
//
// Policy. The screen follows the session by itself; the facilitator may turn its pages and call up something
// that was already shown (the proposals, the standings ...). As soon as something new happens it follows the
// session again, so that it can never be left behind on an old picture. Text is never lower than 1/40 of the
// window's height: what does not fit goes on to a next page, never into smaller print. It has no controls;
// the console holds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "app/ui/widgets.hpp"
#include "sessions/view.hpp"

namespace equivox {

// What to show. `moment` is whatever the session is at; the others call something up again.
enum class RoomShow : std::uint8_t {
    moment,
    joining,
    purpose,
    question,
    proposals,
    one_proposal,  // `proposal` with its clauses
    questions,
    shortlist,
    standings,  // an open round's exact figures are its later pages
    objections,
    amendment,  // `proposal` before and after its last amendment, or merging
    outcome,
    safety,
    anonymous,  // "How is this anonymous?"
};

struct RoomScreenState {
    RoomShow show = RoomShow::moment;
    std::optional<ProposalId> proposal;
    std::size_t page = 0;                  // From 0; put right by the screen if there are fewer.
    std::uint32_t seconds_since_view = 0;  // How old the view is, by a monotonic clock. The caller sets it.

    // Written by the screen.
    std::size_t pages = 1;   // Of what it shows now.
    std::string moment_key;  // What the session was at when it was drawn last.
    std::map<ProposalId, std::size_t> amendments_seen;
    std::uint32_t safety_seen = 0;      // How often it had been asked.
    std::optional<BoxKind> box_seen;    // The kind of the box that was open.
    std::size_t standings_pages = 1;    // Of the places alone, without exact figures.
    std::optional<RoomShow> came_last;  // Of what can come out in one stage: questions or the shortlist.
};

void room_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);

// What `moment` stands for now. Never `moment` itself; nothing while a box is open or the session is closed.
[[nodiscard]] std::optional<RoomShow> shown_at_this_moment(const RoomView& view,
                                                           const RoomScreenState& state = {});
// There is something of that kind to call up.
[[nodiscard]] bool can_show(const RoomView& view, RoomShow what);

}  // namespace equivox
