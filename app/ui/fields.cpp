// SPDX-License-Identifier: Apache-2.0
// Text fields: ImGui edits the text, the label, the frame, the counter and the problem are ours.
#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "app/ui/fonts.hpp"
#include "app/ui/widgets.hpp"

namespace equivox::ui {
namespace {

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80; }));
}

// Keeps out what could not be seen, and cuts what is too long at its end.
int keep_clean(ImGuiInputTextCallbackData* data) {
    const auto characters_max = *static_cast<const std::size_t*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackCharFilter) {
        std::string one;
        append_utf8(one, data->EventChar);
        return displayable(one) == one || displayable("a" + one) != "a" ? 0 : 1;
    }
    const std::string_view text(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    if (characters_max == 0 || characters_in(text) <= characters_max) return 0;
    std::size_t bytes = 0;
    for (std::size_t count = 0; count < characters_max; ++count)
        bytes += decode_first(text.substr(bytes)).bytes;
    data->DeleteChars(static_cast<int>(bytes), data->BufTextLen - static_cast<int>(bytes));
    return 0;
}

}  // namespace

FieldChange Ui::text_field(std::string_view label, std::string& value, const FieldOptions& options,
                           Where where) {
    return field(label, value, options, Role::text_field, make_id(where));
}

FieldChange Ui::text_area(std::string_view label, std::string& value, const FieldOptions& options,
                          Where where) {
    return field(label, value, options, Role::text_area, make_id(where));
}

FieldChange Ui::field(std::string_view label, std::string& value, const FieldOptions& options, Role role,
                      std::uint32_t id) {
    last_group_ = 0;
    const bool area = role == Role::text_area;
    const float widest = available_width();
    const float width =
        options.width_units > 0 ? std::min(widest, options.width_units * theme_->unit) : widest;
    const std::string shown = displayable(label);
    const float label_height = shown.empty() ? 0 : line_height(Type::strong) + theme_->unit * 0.5F;
    const float input_height =
        area ? line_height(Type::body) * static_cast<float>(options.lines) + 2 * theme_->unit
             : theme_->control_height;
    const std::string below = field_remark(value, options);
    const TextBlock below_block = measure(below, Type::small, width);
    const float below_height =
        below.empty() ? 0 : text_height(below_block, Type::small) + theme_->unit * 0.5F;
    const Box all = place(width, label_height + input_height + below_height);
    const Box box{all.left, all.top + label_height, width, input_height};
    if (!shown.empty()) {
        quietly([&] {
            this->label({all.left, all.top, width, line_height(Type::strong)}, shown, {.type = Type::strong});
        });
    }
    const Control state = control({.role = role,
                                   .name = shown,
                                   .value = displayable(value),
                                   .box = box,
                                   .enabled = options.enabled,
                                   .takes_focus = options.takes_focus,
                                   .ground = options.enabled ? theme_->colours.field : theme_->colours.off,
                                   .ink = options.enabled ? theme_->colours.text : theme_->colours.on_off},
                                  id);
    FieldChange change;
    draw_field_frame(box, options, state);
    if (options.enabled && (in_dialog_ || !dialog_before_)) {
        change = field_input(id, box, value, options, area, state.pressed);
    } else {
        lines({box.left + theme_->unit * 1.5F, box.top + theme_->unit, width - theme_->unit * 3, 0},
              displayable(value),
              measure(displayable(value), Type::body, width - theme_->unit * 3,
                      static_cast<std::size_t>(area ? options.lines : 1)),
              {.ink = Ink::quiet});
    }
    if (!below.empty()) {
        lines({all.left, box.top + input_height + theme_->unit * 0.5F, width, below_height}, below,
              below_block, {.type = Type::small, .ink = options.problem.empty() ? Ink::quiet : Ink::danger});
    }
    return change;
}

std::string Ui::field_remark(const std::string& value, const FieldOptions& options) const {
    if (!options.problem.empty()) return displayable(options.problem);
    const std::size_t count = characters_in(value);
    if (options.characters_max == 0 || count * 5 < options.characters_max * 4) return {};
    return std::to_string(count) + " of " + std::to_string(options.characters_max);
}

void Ui::draw_field_frame(const Box& box, const FieldOptions& options, const Control& state) {
    const Colours& c = theme_->colours;
    fill_box(box, options.enabled ? c.field : c.off, theme_->control_radius);
    const Colour line = !options.problem.empty() ? c.danger_ink : state.focused ? c.accent : c.line_strong;
    outline_box(box, line, theme_->control_radius, state.focused ? theme_->line * 2 : theme_->line);
    if (state.focused) draw_focus_ring(box, theme_->control_radius);
}

FieldChange Ui::field_input(std::uint32_t id, const Box& box, std::string& value, const FieldOptions& options,
                            bool area, bool wanted) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImFont& face = font(Type::body);
    fonts_->require(Type::body, displayable(value));
    ImGui::PushFont(&face);
    ImGui::PushOverrideID(id);
    const ImGuiID input = ImGui::GetID("##input");
    const bool was_typing = context.ActiveId == input;
    if (focus_ == id && !was_typing && (focus_moved_ || wanted)) context.NavActivateInputId = input;
    if (focus_ != id && was_typing && context.IO.MouseDown[0] == false) ImGui::ClearActiveID();
    const float above = area ? theme_->unit : (box.height - face.FontSize) / 2;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {theme_->unit * 1.5F, above});
    ImGui::PushStyleColor(ImGuiCol_FrameBg, IM_COL32(0, 0, 0, 0));
    ImGui::SetCursorScreenPos({box.left, box.top});
    std::size_t characters_max = options.characters_max;
    const int flags = ImGuiInputTextFlags_CallbackCharFilter | ImGuiInputTextFlags_CallbackEdit;
    FieldChange change;
    if (area) {
        change.changed = ImGui::InputTextMultiline("##input", &value, {box.width, box.height}, flags,
                                                   keep_clean, &characters_max);
    } else {
        ImGui::SetNextItemWidth(box.width);
        change.changed = ImGui::InputTextWithHint("##input", displayable(options.hint).c_str(), &value, flags,
                                                  keep_clean, &characters_max);
    }
    if (context.NavActivateInputId == input) context.NavActivateInputId = 0;
    if (context.ActiveId == input) {
        if (focus_ != id) focus_shown_ = false;
        focus_ = id;
        typing_ = id;
    }
    const bool enter = ImGui::IsKeyPressed(static_cast<int>(Key::enter), false) ||
                       ImGui::IsKeyPressed(static_cast<int>(Key::keypad_enter), false);
    change.submitted = was_typing && enter && area == context.IO.KeyCtrl;
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGui::PopID();
    ImGui::PopFont();
    return change;
}

}  // namespace equivox::ui
