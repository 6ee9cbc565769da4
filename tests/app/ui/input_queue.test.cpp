// SPDX-License-Identifier: Apache-2.0
#include "app/ui/input_queue.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox::ui;

namespace {

std::vector<std::size_t> sizes_of_frames(InputQueue& queue) {
    std::vector<std::size_t> sizes;
    while (!queue.empty()) sizes.push_back(queue.take_frame().size());
    return sizes;
}

}  // namespace

TEST_CASE("a button that changes twice needs two frames") {
    InputQueue queue;
    for (const bool down : {true, false, true}) queue.push(ButtonChanged{0, down});
    CHECK(sizes_of_frames(queue) == std::vector<std::size_t>{1, 1, 1});
}

TEST_CASE("different keys may change in one frame, the same key may not") {
    InputQueue queue;
    queue.push(KeyChanged{Key::control, true});
    queue.push(KeyChanged{Key::a, true});
    queue.push(KeyChanged{Key::a, false});
    queue.push(KeyChanged{Key::control, false});
    CHECK(sizes_of_frames(queue) == std::vector<std::size_t>{2, 2});
}

TEST_CASE("a click waits for the frame after the move that led to it") {
    InputQueue queue;
    queue.push(PointerMoved{1, 1});
    queue.push(PointerMoved{2, 2});
    queue.push(ButtonChanged{0, true});
    queue.push(PointerMoved{9, 9});
    CHECK(sizes_of_frames(queue) == std::vector<std::size_t>{2, 1, 1});
}

TEST_CASE("text and keys never share a frame, so their order stays") {
    InputQueue queue;
    queue.push(TextTyped{U'a'});
    queue.push(TextTyped{U'b'});
    queue.push(KeyChanged{Key::enter, true});
    queue.push(TextTyped{U'c'});
    CHECK(sizes_of_frames(queue) == std::vector<std::size_t>{2, 1, 1});
}

TEST_CASE("losing the focus ends a frame") {
    InputQueue queue;
    queue.push(KeyChanged{Key::shift, true});
    queue.push(FocusChanged{false});
    queue.push(KeyChanged{Key::a, true});
    CHECK(sizes_of_frames(queue) == std::vector<std::size_t>{2, 1});
}

TEST_CASE("an empty queue gives an empty frame") {
    InputQueue queue;
    CHECK(queue.take_frame().empty());
}

TEST_CASE("twenty clicks between two frames are twenty clicks") {
    HeadlessUi headless({800, 600});
    int clicks = 0;
    headless.frame([&](Ui& ui) {
        if (ui.button("Count")) ++clicks;
    });
    const Rectangle place = headless.record().only("button", "Count").place;
    InputQueue& input = headless.context().input();
    input.push(PointerMoved{place.left + 5, place.top + 5});
    for (int count = 0; count < 20; ++count) {
        input.push(ButtonChanged{0, true});
        input.push(ButtonChanged{0, false});
    }
    while (!input.empty()) headless.step();
    CHECK(clicks == 20);
}

TEST_CASE("ten taps of a key and a sentence between two frames all arrive") {
    HeadlessUi headless({800, 600});
    std::string text;
    int taps = 0;
    headless.frame([&](Ui& ui) {
        if (ui.pressed({Key::f5})) ++taps;
        ui.text_field("Name", text, {.takes_focus = true});
    });
    for (int count = 0; count < 10; ++count) {
        headless.context().input().push(KeyChanged{Key::f5, true});
        headless.context().input().push(KeyChanged{Key::f5, false});
    }
    headless.type("T\u0177 Gwyn \u2014 b\u00E9b\u00E9");
    CHECK(taps == 10);
    CHECK(text == "T\u0177 Gwyn \u2014 b\u00E9b\u00E9");
}

TEST_CASE("a key held when the window loses the focus is let go") {
    HeadlessUi headless({800, 600});
    int presses = 0;
    headless.frame([&](Ui& ui) {
        if (ui.pressed({Key::f5})) ++presses;
    });
    InputQueue& input = headless.context().input();
    input.push(KeyChanged{Key::control, true});
    input.push(FocusChanged{false});
    input.push(FocusChanged{true});
    headless.step(3);
    headless.key(Key::f5);
    CHECK(presses == 1);
}
