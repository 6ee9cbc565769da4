// SPDX-License-Identifier: Apache-2.0
// How to join, and which seats are taken, organisation by organisation.
#include <algorithm>
#include <string>

#include "app/host/console_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/qr_code.hpp"

namespace equivox::host {
namespace {

using ui::ButtonKind;
using ui::Ink;
using ui::Type;
using ui::Ui;

void how_to_join(const Console& console) {
    Ui& ui = console.ui;
    const RoomView& room = console.room();
    ui.card(
        [&] {
            const auto words_column = [&] {
                ui.spaced(0.5F, [&] {
                    ui.text("Address", {.type = Type::small, .ink = Ink::quiet});
                    ui.text(room.join_url.empty()
                                ? "Not known yet: this laptop is on no network that others can reach."
                                : words::plain_address(room.join_url),
                            {.type = Type::strong});
                    ui.text("Room code", {.type = Type::small, .ink = Ink::quiet});
                    ui.figure(words::grouped(room.room_code, 4));
                });
            };
            if (room.join_url.empty()) return words_column();
            ui.columns({{0.3F, [&] { ui::qr_code(ui, words::join_link(room), 20); }}, {0.7F, words_column}});
        },
        {.padding_units = 2});
}

void ask_to_free(const Console& console, const SeatRow& seat) {
    console.state.pending = PendingCommand{
        FreeSeat{seat.seat},
        "Free the seat \"" + seat.label + "\"?",
        "The device that holds it can no longer speak for it. Another device can then take the seat.",
        "Free the seat",
        "Leave it",
        true};
}

void seat_row(const Console& console, const SeatRow& seat) {
    Ui& ui = console.ui;
    const std::string state = !seat.taken ? "free" : seat.connected ? "taken, here" : "taken, device away";
    const std::string_view mark = !seat.taken ? "\u25CB " : seat.connected ? "\u25CF " : "\u25D0 ";
    const std::string line = std::string(mark) + seat.label + " \u2013 " + state;
    if (!seat.taken) return ui.text(line, {.ink = Ink::quiet});
    ui.columns({{0.76F, [&] { ui.text(line); }},
                {0.24F,
                 [&] {
                     if (ui.button("Free this seat", {.kind = ButtonKind::quiet})) ask_to_free(console, seat);
                 }}},
               1);
}

void organisation(const Console& console, const OrganisationView& organisation) {
    Ui& ui = console.ui;
    std::size_t here = 0;
    for (const SeatRow& seat : console.facilitator().seats)
        here += seat.organisation == organisation.id && seat.connected && seat.taken ? 1U : 0U;
    ui.space(1);
    ui.spaced(0.25F, [&] {
        ui.text(organisation.name, {.type = Type::strong});
        ui.text(std::to_string(organisation.taken) + " of " + std::to_string(organisation.seats) +
                    " taken, " + std::to_string(here) + " connected",
                {.type = Type::small, .ink = Ink::quiet});
        for (const SeatRow& seat : console.facilitator().seats) {
            if (seat.organisation != organisation.id) continue;
            ui.scope(seat.seat.value, [&] { seat_row(console, seat); });
        }
    });
}

}  // namespace

void people_part(const Console& console) {
    how_to_join(console);
    if (const auto& safety = console.room().safety)
        console.ui.card(
            [&] {
                console.ui.spaced(0.5F, [&] {
                    console.ui.text("How safe is it to speak here?", {.type = Type::strong});
                    console.ui.text(safety->words);
                    show_button(console, RoomShow::safety);
                });
            },
            {.padding_units = 2});
    for (const OrganisationView& each : console.room().organisations) organisation(console, each);
}

}  // namespace equivox::host
