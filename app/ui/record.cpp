// SPDX-License-Identifier: Apache-2.0
#include "app/ui/record.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace equivox::ui {
namespace {

void append_number(std::string& out, double number) {
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, 1);
    out.append(digits.data(), end.ptr);
}

void append_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char one : text) {
        const auto byte = static_cast<unsigned char>(one);
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += one;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += one;
        }
    }
    out += '"';
}

void append_rectangle(std::string& out, const Rectangle& rectangle) {
    const std::array sides{rectangle.left, rectangle.top, rectangle.right, rectangle.bottom};
    for (std::size_t index = 0; index < sides.size(); ++index) {
        out += index == 0 ? '[' : ',';
        append_number(out, static_cast<double>(sides.at(index)));
    }
    out += ']';
}

bool has_ink(Role role) {
    return role != Role::card && role != Role::picture && role != Role::dialog && role != Role::scroll_area;
}

void append_widget(std::string& out, const RecordedWidget& widget) {
    out += "{\"role\":";
    append_text(out, role_name(widget.role));
    out += ",\"name\":";
    append_text(out, widget.name);
    out += ",\"value\":";
    append_text(out, widget.value);
    out += ",\"place\":";
    append_rectangle(out, widget.place);
    out += ",\"seen\":";
    append_rectangle(out, widget.seen);
    out += ",\"enabled\":";
    out += widget.enabled ? "true" : "false";
    out += ",\"focused\":";
    out += widget.focused ? "true" : "false";
    if (has_ink(widget.role)) {
        out += ",\"text_height_px\":";
        append_number(out, static_cast<double>(widget.text_height_px));
        out += ",\"contrast\":";
        append_number(out, contrast(widget.ink, widget.ground));
    }
    out += '}';
}

}  // namespace

std::string_view role_name(Role role) {
    switch (role) {
        case Role::heading:
            return "heading";
        case Role::text:
            return "text";
        case Role::figure:
            return "figure";
        case Role::picture:
            return "picture";
        case Role::button:
            return "button";
        case Role::text_field:
            return "text field";
        case Role::text_area:
            return "text area";
        case Role::checkbox:
            return "checkbox";
        case Role::choice:
            return "choice";
        case Role::row:
            return "row";
        case Role::tab:
            return "tab";
        case Role::scroll_area:
            return "scroll area";
        case Role::stage:
            return "stage";
        case Role::dialog:
            return "dialog";
        case Role::card:
            return "card";
    }
    return "";
}

bool is_control(Role role) {
    return role >= Role::button && role <= Role::scroll_area;
}

void WidgetRecord::switch_off_behind(std::size_t first_of_dialog) {
    for (std::size_t index = 0; index < std::min(first_of_dialog, widgets_.size()); ++index) {
        RecordedWidget& widget = widgets_[index];
        if (is_control(widget.role)) widget.enabled = widget.focused = false;
    }
}

std::vector<const RecordedWidget*> WidgetRecord::all(std::string_view role, std::string_view name) const {
    std::vector<const RecordedWidget*> found;
    for (const RecordedWidget& widget : widgets_) {
        if (role_name(widget.role) == role && (name.empty() || widget.name == name)) found.push_back(&widget);
    }
    return found;
}

const RecordedWidget* WidgetRecord::find(std::string_view role, std::string_view name) const {
    const auto found = all(role, name);
    return found.empty() ? nullptr : found.front();
}

const RecordedWidget& WidgetRecord::only(std::string_view role, std::string_view name) const {
    const auto found = all(role, name);
    if (found.size() == 1) return *found.front();
    std::string message = found.empty() ? "no " : "more than one ";
    message.append(role).append(" \"").append(name).append("\" on this screen:\n").append(inventory());
    throw std::runtime_error(message);
}

bool WidgetRecord::shows(std::string_view text) const {
    return std::ranges::any_of(widgets_, [text](const RecordedWidget& widget) {
        return widget.name.find(text) != std::string::npos || widget.value.find(text) != std::string::npos;
    });
}

std::string WidgetRecord::inventory() const {
    std::string lines;
    for (const RecordedWidget& widget : widgets_) {
        lines.append(role_name(widget.role)).append(" \"").append(widget.name).append("\"");
        if (!widget.value.empty()) lines.append(" = \"").append(widget.value).append("\"");
        if (!widget.enabled) lines.append(" (off)");
        if (widget.focused) lines.append(" (focused)");
        if (!widget.visible()) lines.append(" (out of sight)");
        lines += '\n';
    }
    return lines;
}

std::string WidgetRecord::json() const {
    std::string out = "[";
    for (const RecordedWidget& widget : widgets_) {
        if (out.size() > 1) out += ",\n ";
        append_widget(out, widget);
    }
    return out + "]\n";
}

}  // namespace equivox::ui
