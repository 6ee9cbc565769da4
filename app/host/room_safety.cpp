// SPDX-License-Identifier: Apache-2.0
// One sentence about how safe it is to speak here; and what "anonymous" means in this session.
#include "app/host/room_parts.hpp"

namespace equivox::host {

using ui::Ink;
using ui::Type;

void safety_screen(ui::Ui& ui, const SafetyView& safety, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    flow.text("How safe is it to speak here?", {.type = Type::strong, .ink = Ink::accent, .with_next = true});
    const Type type = fitting_type(ui, safety.words, {Type::display, Type::title, Type::heading},
                                   flow.width_px(), ui.available_height() * 0.7F);
    flow.text(safety.words, {.type = type, .role = ui::Role::heading, .gap_units = 2});
    show_pages_centred(ui, flow, state);
}

void anonymous_screen(ui::Ui& ui, const RoomView& view, RoomScreenState& state) {
    ui.space(1);
    Flow flow(ui, ui.available_width());
    flow.text("How is this anonymous?", {.type = Type::title, .role = ui::Role::heading, .with_next = true});
    for (const std::string& paragraph : view.anonymous) flow.text(paragraph, {.gap_units = 2.5F});
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
