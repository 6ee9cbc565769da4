// SPDX-License-Identifier: Apache-2.0
// What was on a window in its last frame: every control and every text, in the order in which it was drawn.
//
// ImGui has no screen reader support and no test hooks; this record is our substitute. With it tests say
// `click("button", "Open next round")`, check contrast and size of every text, and list what a person could
// reach by keyboard. The real program writes it as JSON on request, so that a script under Xvfb knows where
// to click.
//
// Names and values are as shown (displayable, see text.hpp), never shortened. Positions are pixels from the
// upper left corner of the window. A record is a value; it knows no ImGui.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/theme.hpp"

namespace equivox::ui {

enum class Role : std::uint8_t {
    heading,
    text,
    figure,
    picture,  // Read.
    button,
    text_field,
    text_area,
    checkbox,
    choice,
    row,
    tab,
    scroll_area,  // Operated.
    stage,
    dialog,
    card  // Structure.
};
// "heading", "text", "figure", "picture", "button", "text field", "text area", "checkbox", "choice", "row",
// "tab", "scroll area", "stage", "dialog", "card".
[[nodiscard]] std::string_view role_name(Role role);
// Text fields, buttons and the like: what a person operates.
[[nodiscard]] bool is_control(Role role);

struct Rectangle {
    float left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
};

struct RecordedWidget {
    Role role = Role::text;
    std::string name;  // The text, or the label of the control.
    std::string
        value;  // What is typed, "on" or "off" for what can be chosen, "done", "now", "later" for stages.
    Rectangle place;       // Where it is, also if it is scrolled out of sight.
    Rectangle seen;        // The part of it that is in sight; empty if there is none.
    bool enabled = true;   // False also for all that lies behind a dialog.
    bool focused = false;  // It gets what is typed.
    float text_height_px = 0;
    Colour ink, ground;    // Of its text. Meaningless for structure and pictures.
    std::uint32_t id = 0;  // Of a control, the same from frame to frame. 0 for what cannot be operated.

    [[nodiscard]] bool visible() const { return !seen.empty(); }
};

class WidgetRecord {
public:
    void clear() { widgets_.clear(); }
    void add(RecordedWidget widget) { widgets_.push_back(std::move(widget)); }
    // A dialog was opened: the controls before this one cannot be used.
    void switch_off_behind(std::size_t first_of_dialog);

    [[nodiscard]] const std::vector<RecordedWidget>& widgets() const { return widgets_; }
    [[nodiscard]] std::size_t size() const { return widgets_.size(); }

    // All of that role and name; an empty name means any.
    [[nodiscard]] std::vector<const RecordedWidget*> all(std::string_view role,
                                                         std::string_view name = {}) const;
    // The first of that role and name, or null.
    [[nodiscard]] const RecordedWidget* find(std::string_view role, std::string_view name) const;
    // Exactly one of that role and name. Throws std::runtime_error that lists what there is.
    [[nodiscard]] const RecordedWidget& only(std::string_view role, std::string_view name) const;
    // Some name or value contains this text.
    [[nodiscard]] bool shows(std::string_view text) const;
    // One line for each: what a screen reader would have to say.
    [[nodiscard]] std::string inventory() const;
    // An array of objects: role, name, value, place and seen as [left, top, right, bottom], enabled, focused,
    // text_height_px, contrast (of text).
    [[nodiscard]] std::string json() const;

private:
    std::vector<RecordedWidget> widgets_;
};

}  // namespace equivox::ui
