// SPDX-License-Identifier: Apache-2.0
// What a person did with mouse and keyboard, waiting to be shown to Dear ImGui frame by frame.
//
// Why it exists: ImGui 1.86 looks at the state of mouse and keyboard once per frame. A click that begins and
// ends between two frames leaves no trace (19 of 20 fast clicks were lost that way). This queue keeps what
// happened in order and hands out, before each frame, no more than one frame can tell apart.
//
// Policy. A frame gets the longest prefix of the queue in which
//   - no button and no key changes twice,
//   - a button does not change in the frame in which the pointer moved before it, nor the pointer after it
//     (ImGui would see the click at the later place),
//   - text does not share a frame with a change of key (so "abc" and then Enter stay in that order),
//   - losing or gaining the focus comes last.
// Moves of one frame count as one, wheel turns add up. While the queue is not empty, keep drawing frames.
//
// GLFW, SDL2 and tests feed the same queue. One thread only. No ImGui here: context.hpp applies a frame to
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <variant>
#include <vector>

namespace equivox::ui {

// The keys that anything in Equivox listens to. `none` is a key nobody listens to.
// clang-format off
enum class Key : std::uint8_t {
    none,
    tab, left, right, up, down, page_up, page_down, home, end, insert, delete_forward, backspace,
    space, enter, keypad_enter, escape,
    control, shift, alt, super,
    a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,
    f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12,
    count
};
// clang-format on

struct PointerMoved {
    float x_px, y_px;
};  // From the window's upper left corner.
struct ButtonChanged {
    int button;
    bool down;
};  // 0 left, 1 right, 2 middle.
struct KeyChanged {
    Key key;
    bool down;
};  // No repeats: ImGui makes its own.
struct TextTyped {
    char32_t character;
};  // What the keyboard layout made of the keys.
struct WheelTurned {
    float x, y;
};  // In notches, up and left positive.
struct FocusChanged {
    bool focused;
};  // The window lost it: everything held is let go.
using InputEvent =
    std::variant<PointerMoved, ButtonChanged, KeyChanged, TextTyped, WheelTurned, FocusChanged>;

class InputQueue {
public:
    void push(InputEvent event) { events_.push_back(event); }
    [[nodiscard]] bool empty() const { return events_.empty(); }
    [[nodiscard]] std::size_t size() const { return events_.size(); }

    // Takes what the next frame may see, oldest first. Empty when nothing happened.
    [[nodiscard]] std::vector<InputEvent> take_frame();

private:
    std::deque<InputEvent> events_;
};

}  // namespace equivox::ui
