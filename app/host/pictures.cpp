// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen, for people to look at.
#include <array>
#include <string>
#include <vector>

#include "app/host/console_screen.hpp"
#include "app/host/picture_fixtures.hpp"
#include "app/host/room_screen.hpp"
#include "app/host/windows.hpp"
#include "app/ui/window_glfw.hpp"

namespace equivox {
namespace {

void write_room(ui::Windows& windows, const std::filesystem::path& folder, const std::string& prefix,
                ui::Scheme scheme, std::array<int, 2> size_px,
                const std::vector<host::PictureFixture>& fixtures) {
    ui::Window& window =
        windows.open({.title = "Room", .audience = ui::Audience::room, .scheme = scheme, .size_px = size_px});
    for (const host::PictureFixture& fixture : fixtures) {
        RoomScreenState state;
        window.show([&](ui::Ui& ui) { room_screen(ui, fixture.frame.room, state); });
        window.save_picture(folder / (prefix + fixture.name + ".png"));
        if (state.pages < 2) continue;
        state.page = 1;
        window.save_picture(folder / (prefix + fixture.name + "-page-2.png"));
    }
}

void write_called_up(ui::Windows& windows, const std::filesystem::path& folder) {
    ui::Window& window =
        windows.open({.title = "Room", .audience = ui::Audience::room, .size_px = {1920, 1080}});
    const HostFrame frame = host::picture_fixture("objections");
    RoomScreenState state;
    window.show([&](ui::Ui& ui) { room_screen(ui, frame.room, state); });
    const auto save = [&](RoomShow what, const std::string& name) {
        state.show = what;
        state.page = 0;
        window.save_picture(folder / ("room-" + name + ".png"));
    };
    state.proposal = frame.room.round->leading;
    save(RoomShow::purpose, "purpose");
    save(RoomShow::one_proposal, "one-proposal");
}

void write_console(ui::Windows& windows, const std::filesystem::path& folder,
                   const std::vector<host::PictureFixture>& fixtures) {
    ui::Window& window = windows.open({.title = "Console", .size_px = {1366, 768}});
    std::vector<Command> asked;
    for (const host::PictureFixture& fixture : fixtures) {
        ConsoleState state;
        window.show([&](ui::Ui& ui) { console_screen(ui, fixture.frame, state, asked); });
        window.save_picture(folder / ("console-" + fixture.name + ".png"));
    }
}

// What the facilitator is in the middle of.
void write_console_forms(ui::Windows& windows, const std::filesystem::path& folder) {
    ui::Window& window = windows.open({.title = "Console", .size_px = {1366, 768}});
    std::vector<Command> asked;
    HostFrame frame = host::picture_fixture("objections");
    ConsoleState state;
    const auto save = [&](const std::string& name) {
        window.show([&](ui::Ui& ui) { console_screen(ui, frame, state, asked); });
        window.save_picture(folder / ("console-" + name + ".png"));
    };
    save("objections");
    state.tab = ConsoleTab::proposals;
    save("proposals-list");
    state.tab = ConsoleTab::standings;
    save("standings-list");
    state.tab = ConsoleTab::people;
    save("people");
    const ProposalId leading = frame.room.round->askings.back().proposal;
    state.tab = ConsoleTab::proposals;
    state.amending = leading;
    state.amendments[leading] = {
        "Home first: assess at home, not on the ward",
        "Nobody is assessed for long-term care in a hospital bed.\nA therapist visits within "
        "two hours of coming home; at weekends nobody goes home after three o'clock.",
        0};
    save("amending");
    state.amending.reset();
    state.setting_aside = leading;
    save("setting-aside");
    state = {};
    frame = host::picture_fixture("nobody-objected");
    save("nobody-objected");
    state.tab = ConsoleTab::outcome;
    save("outcome-form");
    state.outcomes[frame.room.round->id].kind = OutcomeKind::adopted;
    state.outcomes[frame.room.round->id].proposal = frame.room.round->leading;
    state.outcome_chosen[frame.room.round->id] = true;
    save("outcome-form-chosen");
    state = {};
    state.closing = true;
    save("closing");
}

}  // namespace

void write_pictures(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    const std::vector<host::PictureFixture> fixtures = host::picture_fixtures();
    std::vector<host::PictureFixture> some;
    for (const host::PictureFixture& fixture : fixtures) {
        for (const std::string_view name : {"joining-busy", "box-ranking-last-call", "proposals", "standings",
                                            "objections", "amendment", "crowd-standings", "closed"})
            if (fixture.name == name) some.push_back(fixture);
    }
    const auto windows = ui::open_glfw_windows();
    write_room(*windows, folder, "room-", ui::Scheme::light, {1920, 1080}, fixtures);
    write_room(*windows, folder, "room-4x3-", ui::Scheme::light, {1024, 768}, some);
    write_room(*windows, folder, "room-dark-", ui::Scheme::dark, {1280, 720}, some);
    write_called_up(*windows, folder);
    write_console(*windows, folder, fixtures);
    write_console_forms(*windows, folder);
}

}  // namespace equivox
