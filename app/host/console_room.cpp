// SPDX-License-Identifier: Apache-2.0
// What the room screen shows, and its pages.
#include <array>
#include <string>

#include "app/host/console_parts.hpp"

namespace equivox::host {
namespace {

struct Choice {
    RoomShow what;
    std::string_view label;
};

constexpr std::array choices{
    Choice{RoomShow::proposals, "Proposals"},    Choice{RoomShow::questions, "Questions"},
    Choice{RoomShow::standings, "Standings"},    Choice{RoomShow::objections, "Objections"},
    Choice{RoomShow::amendment, "Before/after"}, Choice{RoomShow::question, "Question"},
    Choice{RoomShow::purpose, "Purpose"},        Choice{RoomShow::joining, "How to join"}};

}  // namespace

void room_part(const Console& console) {
    ui::Ui& ui = console.ui;
    RoomScreenState& room = console.state.room;
    const auto show = [&](RoomShow what) {
        room.show = what;
        room.page = 0;
    };
    ui.row(
        [&] {
            ui.text("Room screen", {.type = ui::Type::strong, .ink = ui::Ink::quiet});
            const bool more = room.page + 1 < room.pages;
            const ui::ButtonOptions back{.shortcut = {ui::Key::f8}, .enabled = room.page > 0};
            const ui::ButtonOptions on{.shortcut = {ui::Key::f9}, .enabled = more};
            if (ui.button("Back", back) && room.page > 0) --room.page;
            ui.text(std::to_string(room.page + 1) + " of " + std::to_string(room.pages),
                    {.ink = ui::Ink::quiet});
            if (ui.button("On", on) && more) ++room.page;
            ui.space(1);
            const std::size_t chosen = [&] {
                std::size_t now = 0;
                for (std::size_t index = 0; index < choices.size(); ++index)
                    if (choices[index].what == room.show) now = index + 1;
                return now;
            }();
            if (ui.choice("Follow", chosen == 0 && room.show == RoomShow::moment)) show(RoomShow::moment);
            for (std::size_t index = 0; index < choices.size(); ++index) {
                if (!can_show(console.room(), choices[index].what)) continue;
                if (ui.choice(choices[index].label, chosen == index + 1)) show(choices[index].what);
            }
        },
        {.gap_units = 1.25F});
}

}  // namespace equivox::host
