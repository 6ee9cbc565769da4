// SPDX-License-Identifier: Apache-2.0
#include "app/ui/widgets.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/fonts.hpp"

namespace equivox::ui {
namespace {

struct ButtonColours {
    Colour normal, hover, down, ink;
};

std::string_view key_name(Key key) {
    constexpr std::array<std::string_view, static_cast<std::size_t>(Key::count)> names{
        "",       "Tab",    "\u2190",    "\u2192", "\u2191", "\u2193", "Page up", "Page down", "Home",  "End",
        "Insert", "Delete", "Backspace", "Space",  "Enter",  "Enter",  "Esc",     "Ctrl",      "Shift", "Alt",
        "Super",  "A",      "B",         "C",      "D",      "E",      "F",       "G",         "H",     "I",
        "J",      "K",      "L",         "M",      "N",      "O",      "P",       "Q",         "R",     "S",
        "T",      "U",      "V",         "W",      "X",      "Y",      "Z",       "F1",        "F2",    "F3",
        "F4",     "F5",     "F6",        "F7",     "F8",     "F9",     "F10",     "F11",       "F12"};
    return names.at(static_cast<std::size_t>(key));
}

ButtonColours button_colours(const Colours& c, const ButtonOptions& options, Colour ground) {
    if (!options.enabled) return {c.off, c.off, c.off, c.on_off};
    switch (options.kind) {
        case ButtonKind::primary:
            return {c.accent, c.accent_hover, c.accent_down, c.on_accent};
        case ButtonKind::danger:
            return {c.danger, c.danger_hover, c.danger_down, c.on_danger};
        case ButtonKind::quiet:
            return {ground, c.soft, c.soft, c.accent_ink};
        case ButtonKind::secondary:
            break;
    }
    return {c.plain, c.plain_hover, c.plain_down, c.text};
}

}  // namespace

std::string shortcut_name(const Shortcut& shortcut) {
    std::string name;
    if (shortcut.key == Key::none) return name;
    if (shortcut.control) name += "Ctrl+";
    if (shortcut.shift) name += "Shift+";
    return name.append(key_name(shortcut.key));
}

bool Ui::button(std::string_view label, const ButtonOptions& options, Where where) {
    const std::uint32_t id = make_id(where);
    last_group_ = 0;
    const std::string shown = displayable(label);
    const std::string keys = shortcut_name(options.shortcut);
    fonts_->require(Type::strong, shown);
    const float padding = options.kind == ButtonKind::quiet ? theme_->unit * 1.25F : theme_->unit * 2.5F;
    const float label_width = std::ceil(text_width(font(Type::strong), shown));
    const float keys_width =
        keys.empty() ? 0 : std::ceil(text_width(font(Type::small), keys)) + theme_->unit * 2.5F;
    const float natural = label_width + keys_width + 2 * padding;
    const float width = options.wide ? available_width() : std::min(natural, available_width());
    const Box box = place(width, theme_->control_height);
    const ButtonColours colours = button_colours(theme_->colours, options, ground());
    ControlRequest request{.role = Role::button,
                           .name = shown,
                           .box = box,
                           .enabled = options.enabled,
                           .takes_focus = options.takes_focus,
                           .text = {.type = Type::strong},
                           .ground = colours.normal,
                           .ink = colours.ink,
                           .shortcut = options.shortcut};
    const Control state = control(request, id);
    const Colour filled = state.held ? colours.down : state.hovered ? colours.hover : colours.normal;
    fill_box(box, filled, theme_->control_radius);
    if (options.enabled && options.kind == ButtonKind::secondary) {
        outline_box(box, theme_->colours.line_strong, theme_->control_radius, theme_->line);
    }
    draw_button_text({box.left + padding, box.top, box.width - 2 * padding, box.height}, shown, keys,
                     colours.ink, keys_width);
    if (state.focused) draw_focus_ring(box, theme_->control_radius);
    if (!options.enabled && !options.why_off.empty()) {
        text(options.why_off, {.type = Type::small, .ink = Ink::quiet});
    }
    return state.pressed;
}

// The label in the middle, the keys in a thin frame at its right.
void Ui::draw_button_text(const Box& box, const std::string& shown, const std::string& keys, Colour ink,
                          float keys_width) {
    const ImFont& face = font(Type::strong);
    const std::string fitting = shortened(face, shown, box.width - keys_width);
    const float label_width = text_width(face, fitting);
    const float left = box.left + std::max(0.0F, (box.width - label_width - keys_width) / 2);
    draw_text(canvas(), face, {left, box.top + std::round((box.height - font_height(face)) / 2)}, ink,
              fitting);
    if (keys.empty()) return;
    const ImFont& small = font(Type::small);
    const float gap = theme_->unit;
    const float inset = theme_->unit * 0.75F;
    const float cap_height = std::round(font_height(small) * 1.15F);
    const Box cap{left + label_width + gap, box.top + std::round((box.height - cap_height) / 2),
                  keys_width - gap, cap_height};
    outline_box(cap, ink, theme_->unit * 0.5F, theme_->line);
    draw_text(canvas(), small,
              {cap.left + inset, cap.top + std::round((cap.height - font_height(small)) / 2)}, ink, keys);
}

bool Ui::checkbox(std::string_view label, bool& on, const ChoiceOptions& options, Where where) {
    const bool pressed = marked_choice(Role::checkbox, label, on, options, make_id(where));
    if (pressed) on = !on;
    return pressed;
}

bool Ui::choice(std::string_view label, bool chosen, const ChoiceOptions& options, Where where) {
    return marked_choice(Role::choice, label, chosen, options, make_id(where)) && !chosen;
}

bool Ui::marked_choice(Role role, std::string_view label, bool on, const ChoiceOptions& options,
                       std::uint32_t id) {
    const float mark = std::round(theme_->type(Type::body).height_px * 1.25F);
    const float indent = mark + theme_->unit * 1.5F;
    const float widest = std::max(1.0F, available_width() - indent);
    const std::string shown = displayable(label);
    const std::string detail = displayable(options.detail);
    const TextBlock label_block = measure(shown, Type::body, widest);
    const TextBlock detail_block = measure(detail, Type::small, widest);
    const float label_height = text_height(label_block, Type::body);
    const float detail_height = detail.empty() ? 0 : text_height(detail_block, Type::small);
    const bool in_row = regions_.back().horizontal;
    const float text_width_px =
        in_row ? std::ceil(std::max(label_block.width_px, detail_block.width_px)) : widest;
    const float above = theme_->unit * 0.5F;
    const Box box = place(indent + text_width_px, label_height + detail_height + 2 * above);
    if (role == Role::choice && last_group_ == 0) last_group_ = id;
    if (role == Role::checkbox) last_group_ = 0;
    ControlRequest request{.role = role,
                           .name = shown,
                           .value = on ? "on" : "off",
                           .box = box,
                           .enabled = options.enabled,
                           .takes_focus = options.takes_focus,
                           .group = last_group_,
                           .ground = ground(),
                           .ink = theme_->colours.text};
    const Control state = control(request, id);
    if (state.hovered)
        fill_box({box.left - above, box.top, box.width + 2 * above, box.height}, theme_->colours.soft,
                 theme_->control_radius);
    const Box mark_box{box.left, box.top + above + std::round((line_height(Type::body) - mark) / 2), mark,
                       mark};
    draw_mark(mark_box, role, on, options.enabled);
    const Ink ink = options.enabled ? Ink::normal : Ink::quiet;
    quietly([&] {
        lines({box.left + indent, box.top + above, text_width_px, label_height}, shown, label_block,
              {.ink = ink});
    });
    if (!detail.empty()) {
        lines({box.left + indent, box.top + above + label_height, text_width_px, detail_height}, detail,
              detail_block, {.type = Type::small, .ink = Ink::quiet});
    }
    if (state.focused) draw_focus_ring(box, theme_->control_radius);
    return state.pressed;
}

void Ui::draw_mark(const Box& box, Role role, bool on, bool enabled) {
    const Colours& c = theme_->colours;
    const float thick = std::max(2.0F, theme_->line * 2);
    const bool round = role == Role::choice;
    const float radius = round ? box.width / 2 : theme_->unit * 0.6F;
    if (!on) {
        fill_box(box, enabled ? c.field : c.off, radius);
        outline_box(box, c.line_strong, radius, thick);
        return;
    }
    fill_box(box, enabled ? c.accent : c.line_strong, radius);
    const float x = box.left;
    const float y = box.top;
    const float side = box.width;
    if (round) {
        fill_circle(x + side / 2, y + side / 2, side * 0.2F, c.on_accent);
        return;
    }
    const float stroke = std::max(2.0F, side * 0.12F);
    straight_line(x + side * 0.24F, y + side * 0.52F, x + side * 0.43F, y + side * 0.72F, c.on_accent,
                  stroke);
    straight_line(x + side * 0.42F, y + side * 0.72F, x + side * 0.77F, y + side * 0.3F, c.on_accent, stroke);
}

bool Ui::row_item(std::string_view label, const RowItemOptions& options, Where where) {
    const std::uint32_t id = make_id(where);
    if (last_group_ == 0) last_group_ = id;
    const float padding = theme_->unit * 1.5F;
    const std::string shown = displayable(label);
    const std::string detail = displayable(options.detail);
    const std::string value = displayable(options.value);
    fonts_->require(Type::body, value);
    const float width = available_width();
    const float value_width =
        value.empty()
            ? 0
            : std::min(width * 0.4F, std::ceil(text_width(font(Type::body), value)) + theme_->unit * 2);
    const float text_width_px = std::max(1.0F, width - 2 * padding - value_width);
    const TextBlock label_block = measure(shown, Type::body, text_width_px, 3);
    const TextBlock detail_block = measure(detail, Type::small, text_width_px, 2);
    const float label_height = text_height(label_block, Type::body);
    const float detail_height = detail.empty() ? 0 : text_height(detail_block, Type::small);
    const float content = label_height + detail_height;
    const Box box = place(width, std::max(theme_->control_height, content + 1.5F * theme_->unit));
    const Colours& c = theme_->colours;
    const Colour under = options.selected ? c.soft : ground();
    ControlRequest request{.role = Role::row,
                           .name = shown,
                           .value = options.selected ? "on" : "off",
                           .box = box,
                           .enabled = options.enabled,
                           .takes_focus = options.takes_focus,
                           .group = last_group_,
                           .ground = under,
                           .ink = c.text};
    const Control state = control(request, id);
    if (options.selected || state.hovered) fill_box(box, c.soft, theme_->control_radius);
    if (options.selected) {
        fill_box({box.left, box.top + theme_->unit * 0.5F, theme_->unit * 0.5F, box.height - theme_->unit},
                 c.accent, theme_->unit * 0.25F);
    }
    const float top = box.top + std::round((box.height - content) / 2);
    const Ink ink = options.enabled ? Ink::normal : Ink::quiet;
    on_ground(under, [&] {
        quietly([&] {
            lines({box.left + padding, top, text_width_px, label_height}, shown, label_block, {.ink = ink});
        });
        if (!detail.empty()) {
            lines({box.left + padding, top + label_height, text_width_px, detail_height}, detail,
                  detail_block, {.type = Type::small, .ink = Ink::quiet});
        }
        if (!value.empty()) {
            this->label({box.left + box.width - padding - value_width, box.top, value_width, box.height},
                        value, {.ink = Ink::quiet, .align = Align::right});
        }
    });
    if (state.focused) draw_focus_ring(box, theme_->control_radius);
    return state.pressed;
}

std::size_t Ui::tabs(std::span<const std::string_view> labels, std::size_t selected, Where where) {
    const std::uint32_t group = make_id(where);
    last_group_ = 0;
    row(
        [&] {
            for (std::size_t index = 0; index < labels.size(); ++index) {
                const std::string shown = displayable(labels[index]);
                fonts_->require(Type::strong, shown);
                const float width = std::ceil(text_width(font(Type::strong), shown)) + theme_->unit * 3;
                const Box box = place(std::min(width, available_width()), theme_->control_height);
                const bool on = index == selected;
                ControlRequest request{.role = Role::tab,
                                       .name = shown,
                                       .value = on ? "on" : "off",
                                       .box = box,
                                       .group = group,
                                       .text = {.type = Type::strong},
                                       .ground = ground(),
                                       .ink = on ? theme_->colours.accent_ink : theme_->colours.quiet};
                const Control state = control(request, make_id(where));
                if (state.hovered && !on) fill_box(box, theme_->colours.soft, theme_->control_radius);
                quietly([&] {
                    this->label(
                        box, shown,
                        {.type = Type::strong, .ink = on ? Ink::accent : Ink::quiet, .align = Align::centre});
                });
                const float bar = theme_->unit * 0.4F;
                if (on)
                    fill_box({box.left, box.top + box.height - bar, box.width, bar}, theme_->colours.accent,
                             bar / 2);
                if (state.focused) draw_focus_ring(box, theme_->control_radius);
                if (state.pressed) selected = index;
            }
        },
        {.gap_units = 0.5F}, where);
    return selected;
}

}  // namespace equivox::ui
