// SPDX-License-Identifier: Apache-2.0
// What stands above everything else on the console: that the room sees it, and what somebody asks for without
// a name.
#include <algorithm>
#include <string>

#include "app/host/console_parts.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

// Large, but no alarm: it asks for a moment's thought, not for haste.
void signal(const Console& console, const std::string& sentence) {
    Ui& ui = console.ui;
    ui.card(
        [&] {
            ui.row([&] {
                ui.heading("\u25CF " + sentence, {.ink = Ink::accent});
                ui.spring();
                if (ui.button("Noted")) console.state.signals_noted.insert(sentence);
            });
        },
        {.ground = ui::Ground::soft, .padding_units = 1.25F});
}

}  // namespace

void shown_to_room_note(const Console& console) {
    ConsoleState& state = console.state;
    if (!console.shown_to_room) return;
    Ui& ui = console.ui;
    ui.card(
        [&] {
            ui.row([&] {
                ui.text("The room sees this screen now, all of it. There is nothing on it to hide.",
                        {.type = Type::strong});
                ui.spring();
                if (ui.button("Back to the room screen", {.shortcut = {ui::Key::f3}}))
                    state.shown_to_room = false;
            });
        },
        {.ground = ui::Ground::warning, .padding_units = 1.25F});
}

void signals_part(const Console& console) {
    const std::vector<std::string>& signals = console.facilitator().signals;
    // What is asked for again later is shown again.
    std::erase_if(console.state.signals_noted, [&](const std::string& noted) {
        return std::ranges::find(signals, noted) == signals.end();
    });
    for (const std::string& sentence : signals) {
        if (console.state.signals_noted.contains(sentence)) continue;
        console.ui.scope(sentence, [&] { signal(console, sentence); });
    }
}

}  // namespace equivox::host
