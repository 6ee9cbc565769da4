// SPDX-License-Identifier: Apache-2.0
// Every screen in every state: nothing too small to read, too faint, over anything else, or outside its
// window.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/app/host/screens.hpp"

using namespace equivox;
using host::PictureFixture;

namespace {

const std::vector<PictureFixture>& fixtures() {
    static const std::vector<PictureFixture> all = host::picture_fixtures();
    return all;
}

bool is_leaf(const ui::RecordedWidget& widget) {
    return widget.role != ui::Role::card && widget.role != ui::Role::scroll_area &&
           widget.role != ui::Role::dialog;
}

bool overlap(const ui::Rectangle& one, const ui::Rectangle& other) {
    constexpr float touching_px = 1.5F;
    return std::min(one.right, other.right) - std::max(one.left, other.left) > touching_px &&
           std::min(one.bottom, other.bottom) - std::max(one.top, other.top) > touching_px;
}

bool contains(const ui::Rectangle& outer, const ui::Rectangle& inner) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
           inner.bottom <= outer.bottom;
}

// A choice holds the quieter line below its label.
bool belongs_to(const ui::RecordedWidget& part, const ui::RecordedWidget& control) {
    return ui::is_control(control.role) && !ui::is_control(part.role) && contains(control.seen, part.seen);
}

std::string described(const ui::RecordedWidget& widget) {
    const auto& at = widget.seen;
    return std::string(ui::role_name(widget.role)) + " \"" + widget.name.substr(0, 40) + "\" at " +
           std::to_string(std::lround(at.left)) + "," + std::to_string(std::lround(at.top)) + "-" +
           std::to_string(std::lround(at.right)) + "," + std::to_string(std::lround(at.bottom));
}

// One sentence for each thing that is wrong.
std::vector<std::string> faults(const ui::WidgetRecord& record, float wide, float high, float text_least_px) {
    std::vector<std::string> found;
    std::vector<const ui::RecordedWidget*> seen;
    for (const ui::RecordedWidget& widget : record.widgets())
        if (widget.visible() && is_leaf(widget)) seen.push_back(&widget);
    for (std::size_t index = 0; index < seen.size(); ++index) {
        const ui::RecordedWidget& one = *seen[index];
        const bool text = one.text_height_px > 0 && one.role != ui::Role::picture;
        if (text && one.text_height_px < text_least_px) found.push_back("too small: " + described(one));
        if (text && one.enabled && ui::contrast(one.ink, one.ground) < 7)
            found.push_back("too faint: " + described(one));
        if (one.place.left < -0.5F || one.place.right > wide + 0.5F || one.seen.bottom > high + 0.5F)
            found.push_back("outside: " + described(one));
        for (std::size_t next = index + 1; next < seen.size(); ++next) {
            if (overlap(one.seen, seen[next]->seen) && !belongs_to(*seen[next], one))
                found.push_back(described(one) + " lies over " + described(*seen[next]));
        }
    }
    return found;
}

std::string all_of(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += text + "\n";
    return all;
}

void check_room(std::array<float, 2> size_px, ui::FontSource fonts) {
    ui::HeadlessUi headless(size_px, {.audience = ui::Audience::room, .fonts = fonts});
    for (const PictureFixture& fixture : fixtures()) {
        RoomScreenState state;
        for (state.page = 0;; ++state.page) {
            INFO(fixture.name << ", page " << state.page + 1 << ", " << size_px[0] << " x " << size_px[1]);
            const std::size_t wanted = state.page;
            headless.frame([&](ui::Ui& ui) { room_screen(ui, fixture.frame.room, state); });
            CHECK(state.page == wanted);
            CHECK(all_of(faults(headless.record(), size_px[0], size_px[1], size_px[1] / 40)) == "");
            CHECK(headless.record().all("scroll area").empty());
            CHECK(headless.record().size() > 3);
            if (state.page + 1 >= state.pages) break;
        }
    }
}

void check_console(std::array<float, 2> size_px, ui::FontSource fonts) {
    ui::HeadlessUi headless(size_px, {.fonts = fonts});
    std::vector<Command> asked;
    for (const PictureFixture& fixture : fixtures()) {
        ConsoleState state;
        for (int tab = -1; tab < 7; ++tab) {
            INFO(fixture.name << ", tab " << tab << ", " << size_px[0] << " x " << size_px[1]);
            headless.frame([&](ui::Ui& ui) {
                if (tab >= 0) state.tab = static_cast<ConsoleTab>(tab);
                console_screen(ui, fixture.frame, state, asked);
            });
            CHECK(all_of(faults(headless.record(), size_px[0], size_px[1], 14)) == "");
        }
    }
    CHECK(asked.empty());
}

}  // namespace

TEST_CASE("The room screen is legible and in order on a projector of 1920 x 1080") {
    check_room({1920, 1080}, ui::FontSource::embedded);
}

TEST_CASE("The room screen is legible and in order on a projector of 1280 x 720") {
    check_room({1280, 720}, ui::FontSource::embedded);
}

TEST_CASE("The room screen is legible and in order on a laptop and on a projector of 4:3") {
    check_room({1366, 768}, ui::FontSource::built_in);
    check_room({1024, 768}, ui::FontSource::embedded);
}

TEST_CASE("The room screen is legible and in order on a projector of 3840 x 2160") {
    check_room({3840, 2160}, ui::FontSource::built_in);
}

TEST_CASE("The console is legible and in order on a laptop") {
    check_console({1366, 768}, ui::FontSource::embedded);
}

TEST_CASE("The console is legible and in order on a large screen") {
    check_console({1920, 1080}, ui::FontSource::built_in);
}

TEST_CASE("The console is legible and in order on the projector, page by page") {
    ui::HeadlessUi headless({1920, 1080},
                            {.audience = ui::Audience::room, .fonts = ui::FontSource::embedded});
    for (const PictureFixture& fixture : fixtures()) {
        ConsoleState state;
        state.shown_to_room = true;
        for (state.shown_page = 0; state.shown_page < state.shown_pages; ++state.shown_page) {
            INFO(fixture.name << ", page " << state.shown_page + 1);
            headless.frame(
                [&](ui::Ui& ui) { state.shown_pages = console_for_room(ui, fixture.frame, state); });
            CHECK(all_of(faults(headless.record(), 1920, 1080, 1080 / 40)) == "");
        }
    }
}

TEST_CASE("What can be called up is legible and in order, with the longest of texts") {
    ui::HeadlessUi headless({1280, 720}, {.audience = ui::Audience::room, .fonts = ui::FontSource::embedded});
    for (const std::string_view name :
         {"merge", "hostile-merge", "hostile-shortlist", "safety", "practice-over"}) {
        const HostFrame frame = host::picture_fixture(name);
        for (const RoomShow what : {RoomShow::anonymous, RoomShow::safety, RoomShow::amendment,
                                    RoomShow::shortlist, RoomShow::standings, RoomShow::purpose}) {
            if (!can_show(frame.room, what)) continue;
            RoomScreenState state;
            state.show = what;
            if (frame.room.round)
                for (const ProposalView& each : frame.room.round->proposals)
                    if (!each.earlier.empty()) state.proposal = each.id;
            for (state.page = 0;; ++state.page) {
                INFO(name << ", " << static_cast<int>(what) << ", page " << state.page + 1);
                headless.frame([&](ui::Ui& ui) { room_screen(ui, frame.room, state); });
                CHECK(all_of(faults(headless.record(), 1280, 720, 720 / 40)) == "");
                if (state.page + 1 >= state.pages) break;
            }
        }
    }
}

TEST_CASE("No rehearsal can be taken for a session, on any screen") {
    ui::HeadlessUi room({1280, 720}, {.audience = ui::Audience::room});
    ui::HeadlessUi console({1366, 768});
    std::vector<Command> asked;
    for (const PictureFixture& fixture : fixtures()) {
        INFO(fixture.name);
        HostFrame frame = fixture.frame;
        for (const bool rehearsal : {false, true}) {
            frame.room.rehearsal = rehearsal;
            RoomScreenState room_state;
            room.frame([&](ui::Ui& ui) { room_screen(ui, frame.room, room_state); });
            CHECK(room.record().shows("Rehearsal") == rehearsal);
            ConsoleState console_state;
            console.frame([&](ui::Ui& ui) { console_screen(ui, frame, console_state, asked); });
            CHECK(console.record().shows("Rehearsal") == rehearsal);
        }
    }
}

TEST_CASE("What goes wrong is said on every screen") {
    ui::HeadlessUi room({1280, 720}, {.audience = ui::Audience::room});
    for (const PictureFixture& fixture : fixtures()) {
        INFO(fixture.name);
        HostFrame frame = fixture.frame;
        frame.room.trouble = "Not saving: the disk is full.";
        RoomScreenState state;
        room.frame([&](ui::Ui& ui) { room_screen(ui, frame.room, state); });
        CHECK(room.record().shows("Not saving: the disk is full."));
    }
}
