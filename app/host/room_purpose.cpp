// SPDX-License-Identifier: Apache-2.0
// What we are here for, and how we want to work together.
#include "app/host/room_parts.hpp"

namespace equivox::host {

void purpose_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    const ui::Type type = fitting_type(
        ui, view.purpose, {ui::Type::display, ui::Type::title, ui::Type::heading, ui::Type::body},
        flow.width_px(), ui.available_height() * (view.agreements.empty() ? 0.8F : 0.5F));
    flow.text("Our purpose", {.type = ui::Type::strong, .ink = ui::Ink::accent, .with_next = true});
    flow.text(view.purpose, {.type = type, .role = ui::Role::heading});
    if (!view.agreements.empty()) {
        flow.text("How we work together",
                  {.type = ui::Type::strong, .ink = ui::Ink::accent, .gap_units = 5, .with_next = true});
        for (const std::string& agreement : view.agreements)
            flow.text(agreement, {.gap_units = 1, .indent_units = 3, .label = "\u2013"});
    }
    show_pages_centred(ui, flow, state);
}

}  // namespace equivox::host
