// SPDX-License-Identifier: Apache-2.0
// A round has begun: one question fills the room.
#include "app/host/room_parts.hpp"

namespace equivox::host {

void question_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    const ui::Type type = fitting_type(
        ui, round.question, {ui::Type::display, ui::Type::title, ui::Type::heading, ui::Type::strong},
        flow.width_px(), ui.available_height() * 0.55F);
    const std::string open = round.open_results ? "  \u00B7  Open round: exact figures will be shown" : "";
    flow.text("Round " + std::to_string(round.number) + open,
              {.type = ui::Type::strong, .ink = ui::Ink::accent, .with_next = true});
    flow.text(round.question, {.type = type, .role = ui::Role::heading});
    if (!round.context.empty()) flow.text(round.context, {.gap_units = 4});
    flow.text(round.how_decided, {.ink = ui::Ink::quiet, .gap_units = 4});
    show_pages_centred(ui, flow, state);
}

}  // namespace equivox::host
