// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox::ui;

namespace {

std::string focused_name(const HeadlessUi& headless) {
    const RecordedWidget* widget = headless.focused();
    return widget == nullptr ? "" : widget->name;
}

}  // namespace

TEST_CASE("Tab visits every control in the order of drawing and comes round, Shift+Tab goes back") {
    HeadlessUi headless({1366, 768});
    std::string name;
    std::string area;
    bool on = false;
    headless.frame([&](Ui& ui) {
        ui.text_field("Name", name);
        ui.text_area("Reasons", area);
        ui.button("Off", {.enabled = false});
        ui.checkbox("Agree", on);
        ui.choice("One", true);
        ui.row_item("Row");
        ui.button("Save");
    });
    const std::vector<std::string> order{"Name", "Reasons", "Agree", "One", "Row", "Save", "Name"};
    for (const std::string& wanted : order) {
        headless.key(Key::tab);
        CHECK(focused_name(headless) == wanted);
    }
    headless.key(Key::tab, false, true);
    CHECK(focused_name(headless) == "Save");
}

TEST_CASE("Space and Enter use what has the focus, once each") {
    HeadlessUi headless({800, 600});
    int saved = 0;
    bool on = false;
    headless.frame([&](Ui& ui) {
        if (ui.button("Save")) ++saved;
        ui.checkbox("Agree", on);
    });
    headless.key(Key::tab);
    headless.key(Key::space);
    headless.key(Key::enter);
    headless.key(Key::keypad_enter);
    CHECK(saved == 3);
    headless.key(Key::tab);
    headless.key(Key::space);
    CHECK(on);
    CHECK(headless.record().only("checkbox", "Agree").value == "on");
}

TEST_CASE("Tab into a text field lets one type at once, and Tab out of it leaves the text") {
    HeadlessUi headless({800, 600});
    std::string first = "old";
    std::string second;
    headless.frame([&](Ui& ui) {
        ui.text_field("First", first);
        ui.text_field("Second", second);
        ui.button("Save");
    });
    headless.key(Key::tab);
    headless.type("new");
    headless.key(Key::tab);
    headless.type("words");
    headless.key(Key::tab);
    headless.type("nowhere");
    CHECK(first == "new");
    CHECK(second == "words");
    CHECK(focused_name(headless) == "Save");
}

TEST_CASE("arrows move between rows that follow one another and stop at their ends") {
    HeadlessUi headless({800, 600});
    std::size_t selected = 0;
    headless.frame([&](Ui& ui) {
        ui.button("Before");
        for (std::size_t index = 0; index < 3; ++index) {
            ui.scope(index, [&] {
                if (ui.row_item("Row " + std::to_string(index), {.selected = selected == index}))
                    selected = index;
            });
        }
    });
    headless.key(Key::tab);
    headless.key(Key::tab);
    headless.key(Key::up);
    CHECK(focused_name(headless) == "Row 0");
    headless.key(Key::down);
    headless.key(Key::down);
    headless.key(Key::down);
    CHECK(focused_name(headless) == "Row 2");
    headless.key(Key::enter);
    CHECK(selected == 2);
}

TEST_CASE("the focus follows an item that moves, because its scope names it") {
    HeadlessUi headless({800, 600});
    std::vector<std::uint64_t> items{1, 2, 3};
    headless.frame([&](Ui& ui) {
        for (const std::uint64_t item : items) {
            ui.scope(item, [&] { ui.row_item("Item " + std::to_string(item)); });
        }
    });
    headless.key(Key::tab);
    CHECK(focused_name(headless) == "Item 1");
    std::swap(items.front(), items.back());
    headless.step(2);
    CHECK(focused_name(headless) == "Item 1");
}

TEST_CASE("when the focused control vanishes, Tab goes on from where it was") {
    HeadlessUi headless({800, 600});
    bool there = true;
    headless.frame([&](Ui& ui) {
        ui.button("A");
        if (there) ui.button("B");
        ui.button("C");
        ui.button("D");
    });
    headless.key(Key::tab);
    headless.key(Key::tab);
    CHECK(focused_name(headless) == "B");
    there = false;
    headless.step(2);
    headless.key(Key::tab);
    CHECK(focused_name(headless) == "C");
}

TEST_CASE("a shortcut works from anywhere, but letters belong to the text that is being typed") {
    HeadlessUi headless({800, 600});
    std::string text;
    int opened = 0;
    int noted = 0;
    headless.frame([&](Ui& ui) {
        ui.text_field("Name", text, {.takes_focus = true});
        if (ui.button("Open next round", {.kind = ButtonKind::primary, .shortcut = {Key::f5}})) ++opened;
        if (ui.button("Note", {.shortcut = {Key::n}})) ++noted;
    });
    headless.key(Key::f5);
    headless.key(Key::n);
    CHECK(opened == 1);
    CHECK(noted == 0);
    headless.key(Key::escape);
    headless.key(Key::n);
    CHECK(noted == 1);
    CHECK(shortcut_name({Key::enter, true}) == "Ctrl+Enter");
}

TEST_CASE("a control that is off cannot be used, and says why") {
    HeadlessUi headless({800, 600});
    int used = 0;
    headless.frame([&](Ui& ui) {
        const ButtonOptions off{.shortcut = {Key::f5}, .enabled = false, .why_off = "Nobody has cast yet."};
        if (ui.button("Close", off)) ++used;
    });
    CHECK_THROWS_AS(headless.click("button", "Close"), std::runtime_error);
    const Rectangle place = headless.record().only("button", "Close").place;
    headless.click_at(place.left + 4, place.top + 4);
    headless.key(Key::f5);
    headless.key(Key::tab);
    headless.key(Key::enter);
    CHECK(used == 0);
    CHECK(headless.record().shows("Nobody has cast yet."));
}

TEST_CASE("while a dialog is open nothing behind it can be used, and the focus comes back after it") {
    HeadlessUi headless({1366, 768});
    bool asking = false;
    int behind = 0;
    Answer last = Answer::none;
    headless.frame([&](Ui& ui) {
        if (ui.button("Discard", {.shortcut = {Key::f5}})) {
            ++behind;
            asking = true;
        }
        if (!asking) return;
        const Answer answer = ui.confirm({"Discard?", "It is gone then.", "Do it", "Keep it", true});
        if (answer == Answer::none) return;
        last = answer;
        asking = false;
    });
    headless.key(Key::tab);
    headless.key(Key::enter);
    REQUIRE(asking);
    CHECK(focused_name(headless) == "Keep it");
    CHECK_FALSE(headless.record().only("button", "Discard").enabled);
    headless.key(Key::f5);
    headless.key(Key::tab);
    CHECK(focused_name(headless) == "Do it");
    headless.key(Key::tab);
    CHECK(focused_name(headless) == "Keep it");
    headless.key(Key::enter);
    CHECK(last == Answer::cancelled);
    CHECK(focused_name(headless) == "Discard");
    CHECK(behind == 1);
    headless.key(Key::enter);
    headless.click("button", "Do it");
    CHECK(last == Answer::confirmed);
    headless.click("button", "Discard");
    headless.key(Key::escape);
    CHECK(last == Answer::cancelled);
    CHECK_FALSE(asking);
}

TEST_CASE("a control out of sight is scrolled into sight when the focus reaches it") {
    HeadlessUi headless({800, 300});
    int used = 0;
    headless.frame([&](Ui& ui) {
        ui.page(
            nullptr,
            [&] {
                for (int index = 0; index < 30; ++index) {
                    if (ui.button("Button " + std::to_string(index))) used = index;
                }
            },
            nullptr);
    });
    CHECK_FALSE(headless.record().only("button", "Button 29").visible());
    headless.click("button", "Button 29");
    CHECK(used == 29);
    CHECK(headless.record().only("button", "Button 29").visible());
    CHECK_FALSE(headless.record().only("button", "Button 0").visible());
}

TEST_CASE("a long text without controls can be scrolled by keyboard and by wheel") {
    HeadlessUi headless({800, 300});
    headless.frame([&](Ui& ui) {
        ui.page(
            nullptr,
            [&] {
                for (int index = 0; index < 60; ++index) ui.text("Line " + std::to_string(index));
            },
            nullptr);
    });
    CHECK_FALSE(headless.record().only("text", "Line 59").visible());
    headless.key(Key::tab);
    headless.key(Key::end);
    CHECK(headless.record().only("text", "Line 59").visible());
    for (int turn = 0; turn < 100; ++turn) headless.wheel(400, 150, 1);
    CHECK(headless.record().only("text", "Line 0").visible());
}
