// SPDX-License-Identifier: Apache-2.0
// What the room screen shows, and its pages.
#include <array>
#include <string>

#include "app/host/console_parts.hpp"
#include "app/host/screen_words.hpp"

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
        case RoomShow::shortlist:
            return "the shortlist";
        case RoomShow::standings:
            return "the standings";
        case RoomShow::objections:
            return "the objections";
        case RoomShow::amendment:
            return "before and after";
        case RoomShow::outcome:
            return "the outcome";
        case RoomShow::safety:
            return "how safe it is to speak";
        case RoomShow::anonymous:
            return "how is this anonymous?";
    }
    __builtin_unreachable();
}

std::string capitalised(std::string_view text) {
    std::string result(text);
    if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
        result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result;
}

void show(const Console& console, RoomShow what) {
    console.state.room.show = what;
    console.state.room.page = 0;
}

void turn_pages(const Console& console, std::size_t& page, std::size_t pages) {
    ui::Ui& ui = console.ui;
    const ui::ButtonOptions back{.shortcut = {ui::Key::f8}, .enabled = page > 0};
    const ui::ButtonOptions on{.shortcut = {ui::Key::f9}, .enabled = page + 1 < pages};
    if (ui.button("Back", back)) --page;
    ui.text("Page " + std::to_string(page + 1) + " of " + std::to_string(pages), {.ink = ui::Ink::quiet});
    if (ui.button("On", on)) ++page;
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
    ui.text("What the room screen shows", {.type = ui::Type::strong});
    constexpr std::array all{RoomShow::moment,     RoomShow::question,  RoomShow::purpose,
                             RoomShow::joining,    RoomShow::anonymous, RoomShow::proposals,
                             RoomShow::questions,  RoomShow::shortlist, RoomShow::standings,
                             RoomShow::objections, RoomShow::outcome,   RoomShow::safety};
    ui.spaced(0, [&] {
        for (const RoomShow what : all) {
            if (!can_show(console.room(), what)) continue;
            const bool chosen = console.state.room.show == what;
            const std::string name = capitalised(name_of(what));
            ui.scope(static_cast<std::uint64_t>(what), [&] {
                if (ui.choice(name, chosen)) show(console, what);
            });
        }
    });
    ui.text("Whatever is chosen makes way as soon as something new happens.",
            {.type = ui::Type::small, .ink = ui::Ink::quiet});
}

void room_line(const Console& console) {
    ui::Ui& ui = console.ui;
    ConsoleState& state = console.state;
    ui.row(
        [&] {
            const std::string shows =
                console.shown_to_room ? "this screen" : std::string(name_of(state.room.show));
            ui.text("Room screen: " + shows, {.type = ui::Type::strong});
            if (console.shown_to_room) {
                turn_pages(console, state.shown_page, state.shown_pages);
            } else {
                turn_pages(console, state.room.page, state.room.pages);
            }
            ui.spring();
            if (console.shown_to_room) return;
            if (state.room.show != RoomShow::moment && ui.button("Follow the session"))
                show(console, RoomShow::moment);
            if (ui.button("Show this screen to the room", {.shortcut = {ui::Key::f3}})) {
                state.shown_to_room = true;
                state.shown_page = 0;
            }
        },
        {.gap_units = 1.5F});
}

}  // namespace equivox::host
