// SPDX-License-Identifier: Apache-2.0
// What the room screen shows, and its pages.
#include <string>

#include "app/host/console_parts.hpp"

namespace equivox::host {
namespace {

std::string_view name_of(RoomShow what) {
    switch (what) {
        case RoomShow::moment:
            return "follows the session";
        case RoomShow::joining:
            return "how to join";
        case RoomShow::purpose:
            return "the purpose";
        case RoomShow::question:
            return "the question";
        case RoomShow::proposals:
            return "all proposals";
        case RoomShow::one_proposal:
            return "one proposal";
        case RoomShow::questions:
            return "questions and answers";
        case RoomShow::standings:
            return "the standings";
        case RoomShow::objections:
            return "the objections";
        case RoomShow::amendment:
            return "before and after";
        case RoomShow::outcome:
            return "the outcome";
    }
    __builtin_unreachable();
}

void show(const Console& console, RoomShow what) {
    console.state.room.show = what;
    console.state.room.page = 0;
}

}  // namespace

void show_button(const Console& console, RoomShow what) {
    if (!can_show(console.room(), what)) return;
    if (console.state.room.show == what)
        return console.ui.text("This is on the room screen now.",
                               {.type = ui::Type::small, .ink = ui::Ink::quiet});
    if (console.ui.button("Show on the room screen")) show(console, what);
}

void room_part(const Console& console) {
    ui::Ui& ui = console.ui;
    RoomScreenState& room = console.state.room;
    ui.row(
        [&] {
            ui.text("Room screen: " + std::string(name_of(room.show)), {.type = ui::Type::strong});
            const bool more = room.page + 1 < room.pages;
            const ui::ButtonOptions back{.shortcut = {ui::Key::f8}, .enabled = room.page > 0};
            const ui::ButtonOptions on{.shortcut = {ui::Key::f9}, .enabled = more};
            if (ui.button("Back", back)) --room.page;
            ui.text("Page " + std::to_string(room.page + 1) + " of " + std::to_string(room.pages),
                    {.ink = ui::Ink::quiet});
            if (ui.button("On", on)) ++room.page;
            ui.spring();
            if (room.show != RoomShow::moment && ui.button("Follow the session"))
                show(console, RoomShow::moment);
            if (console.room().round && room.show != RoomShow::question && ui.button("Question"))
                show(console, RoomShow::question);
            if (room.show != RoomShow::purpose && ui.button("Purpose")) show(console, RoomShow::purpose);
            if (console.room().round && room.show != RoomShow::joining && ui.button("How to join"))
                show(console, RoomShow::joining);
        },
        {.gap_units = 1.5F});
}

}  // namespace equivox::host
