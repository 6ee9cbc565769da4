// SPDX-License-Identifier: Apache-2.0
// Both windows without windows, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/host/console_screen.hpp"
#include "app/host/picture_fixtures.hpp"
#include "app/host/room_screen.hpp"
#include "app/ui/headless.hpp"

namespace equivox::host {

// The room screen of one frame.
struct RoomUnderTest {
    explicit RoomUnderTest(HostFrame shown, std::array<float, 2> size_px = {1280, 720})
        : frame(std::move(shown)), headless(size_px, {.audience = ui::Audience::room}) {
        draw();
    }
    void draw() {
        headless.frame([this](ui::Ui& ui) { room_screen(ui, frame.room, state); });
    }
    [[nodiscard]] bool shows(std::string_view text) const { return headless.record().shows(text); }

    HostFrame frame;
    RoomScreenState state;
    ui::HeadlessUi headless;
};

// All that is on any page.
inline std::string all_pages(RoomUnderTest& room) {
    std::string text;
    room.state.page = 0;
    for (;;) {
        const std::size_t page = room.state.page;
        room.draw();
        for (const ui::RecordedWidget& widget : room.headless.record().widgets())
            if (widget.visible()) text += widget.name + "\n";
        if (page + 1 >= room.state.pages) return text;
        room.state.page = page + 1;
    }
}

// The console of one frame, and what was asked on it.
struct ConsoleUnderTest {
    explicit ConsoleUnderTest(HostFrame shown, std::array<float, 2> size_px = {1366, 768})
        : frame(std::move(shown)), headless(size_px) {
        draw();
    }
    void draw() {
        headless.frame([this](ui::Ui& ui) { console_screen(ui, frame, state, asked); });
    }
    void click(std::string_view role, std::string_view name) { headless.click(role, name); }
    [[nodiscard]] bool shows(std::string_view text) const { return headless.record().shows(text); }
    // The only command that was asked.
    template <typename Kind>
    [[nodiscard]] const Kind* only() const {
        return asked.size() == 1 ? std::get_if<Kind>(&asked.front()) : nullptr;
    }

    HostFrame frame;
    ConsoleState state;
    std::vector<Command> asked;
    ui::HeadlessUi headless;
};

}  // namespace equivox::host
