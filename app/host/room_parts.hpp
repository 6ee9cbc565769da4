// SPDX-License-Identifier: Apache-2.0
// What the room's screens are made of. Each of them draws the body of the window, below the stage bar; where
// it takes the state it turns pages. All are functions of the view, of nothing else that the session knows.
#pragma once

#include <initializer_list>
#include <string>

#include "app/host/room_flow.hpp"
#include "app/host/room_screen.hpp"

namespace equivox::host {

// One file each: room_<name>.cpp.
void joining_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);
void purpose_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);
void question_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void box_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);
void proposals_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void one_proposal_screen(ui::Ui& ui, const ProposalView& proposal, RoomScreenState& state);
void questions_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void shortlist_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void standings_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void objections_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void amendment_screen(ui::Ui& ui, const RoundView& round, const ProposalView& proposal,
                      RoomScreenState& state);
void outcome_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state);
void safety_screen(ui::Ui& ui, const SafetyView& safety, RoomScreenState& state);
void anonymous_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);
void closed_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state);

// The top and the bottom of every screen.
void room_header(ui::Ui& ui, const RoomView& view, const RoomScreenState& state);
void room_footer(ui::Ui& ui, const RoomView& view, const RoomScreenState& state, bool purpose);

// The exact figures of an open round, as further pages: how many they are, and one of them, from 0.
[[nodiscard]] std::size_t figure_pages(ui::Ui& ui, const RoundView& round, const StandingsView& standings);
void figures_page(ui::Ui& ui, const RoundView& round, const StandingsView& standings, std::size_t page);

// A sentence on a ground of its own, in the first of these types in which it is not too high.
void add_sentence(ui::Ui& ui, Flow& flow, const std::string& sentence, ui::Colour ground,
                  std::initializer_list<ui::Type> types);
// How many are in, as a bar that fills.
void draw_turnout_bar(ui::Ui& ui, const ui::Ui::Box& box, std::uint32_t done, std::uint32_t total);
// A small word above what it heads, in the accent.
void overline(ui::Ui& ui, std::string_view text);
// One page of the flow over the rest of the body.
void show_pages(ui::Ui& ui, const Flow& flow, RoomScreenState& state, std::size_t columns = 1);
// The same in the middle of the body if it is one page.
void show_pages_centred(ui::Ui& ui, const Flow& flow, RoomScreenState& state);
// The numbered clauses of a proposal.
void add_clauses(Flow& flow, const std::vector<std::string>& clauses, ui::Type type = ui::Type::body);
// The number of a proposal on a soft ground; nothing for "No change".
void draw_number(ui::Ui& ui, const ui::Ui::Box& box, const ProposalView& proposal);
// The title of a proposal as a heading, its number beside it.
void add_title(Flow& flow, const RoundView& round, ProposalId id, FlowText look);
// A row with the number and the title of a proposal, and its reason if it was set aside.
void add_proposal_row(ui::Ui& ui, Flow& flow, const ProposalView& proposal, ui::Type type, float gap_units);
// The asking that counts now: the last one that is not open. Null if there is none.
[[nodiscard]] const ConsentView* last_asking(const RoundView& round);
// The round was for practice and is over. It has no outcome.
[[nodiscard]] bool practice_is_over(const RoomView& view);
// There is not much width for the height (4:3): what stands side by side elsewhere is stacked.
[[nodiscard]] bool is_narrow(const ui::Ui& ui);

}  // namespace equivox::host
