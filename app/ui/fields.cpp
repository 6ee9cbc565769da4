// SPDX-License-Identifier: Apache-2.0
// Text fields and text areas. An area grows with its text, so that nothing typed is out of sight.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/fonts.hpp"
#include "app/ui/text_editor.hpp"
#include "app/ui/widgets.hpp"

namespace equivox::ui {
namespace {

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80; }));
}

bool went_down(Key key) {
    return ImGui::IsKeyPressed(static_cast<int>(key), true);
}

std::u32string characters_of(std::string_view utf8) {
    std::u32string characters;
    while (!utf8.empty()) {
        const Decoded next = decode_first(utf8);
        characters.push_back(next.character);
        utf8.remove_prefix(next.bytes);
    }
    return characters;
}

void use_clipboard(TextEditor& editor) {
    if (went_down(Key::c) || went_down(Key::x)) {
        const std::string selected = editor.selected_utf8();
        if (!selected.empty()) ImGui::SetClipboardText(selected.c_str());
        if (!selected.empty() && went_down(Key::x)) editor.erase_before();
    }
    if (!went_down(Key::v)) return;
    if (const char* pasted = ImGui::GetClipboardText()) editor.insert(characters_of(pasted));
}

void use_moving_keys(TextEditor& editor, bool control, bool shift) {
    using Move = TextEditor::Move;
    if (went_down(Key::left)) editor.move(control ? Move::word_left : Move::left, shift);
    if (went_down(Key::right)) editor.move(control ? Move::word_right : Move::right, shift);
    if (went_down(Key::up)) editor.move(Move::up, shift);
    if (went_down(Key::down)) editor.move(Move::down, shift);
    if (went_down(Key::home)) editor.move(control ? Move::text_start : Move::row_start, shift);
    if (went_down(Key::end)) editor.move(control ? Move::text_end : Move::row_end, shift);
}

void use_keys(TextEditor& editor, bool area) {
    const ImGuiIO& io = ImGui::GetIO();
    use_moving_keys(editor, io.KeyCtrl, io.KeyShift);
    if (went_down(Key::backspace)) io.KeyCtrl ? editor.erase_word_before() : editor.erase_before();
    if (went_down(Key::delete_forward)) editor.erase_after();
    if (area && !io.KeyCtrl && (went_down(Key::enter) || went_down(Key::keypad_enter))) editor.insert(U"\n");
    if (!io.KeyCtrl || io.KeyAlt) return;
    use_clipboard(editor);
    if (went_down(Key::a)) editor.select_all();
    if (went_down(Key::z)) io.KeyShift ? editor.redo() : editor.undo();
    if (went_down(Key::y)) editor.redo();
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
    const float inside = std::max(1.0F, width - 3 * theme_->unit);
    const std::string shown = displayable(label);
    const float label_height = shown.empty() ? 0 : line_height(Type::strong) + theme_->unit * 0.5F;
    const bool editing = editing_ == id;
    if (editing && editor_.utf8() != value) editor_.start(value, editor_limits(options, area), false);
    const float input_height = area ? area_height(value, options, inside, editing) : theme_->control_height;
    const std::string below = field_remark(value, options);
    const TextBlock below_block = measure(below, Type::small, width);
    const float below_gap = theme_->unit * 0.5F;
    const float below_height = below.empty() ? 0 : text_height(below_block, Type::small) + below_gap;
    const Box all = place(width, label_height + input_height + below_height);
    const Box box{all.left, all.top + label_height, width, input_height};
    quietly([&] {
        this->label({all.left, all.top, width, line_height(Type::strong)}, shown, {.type = Type::strong});
    });
    const Control state = control({.role = role,
                                   .name = shown,
                                   .value = displayable(value),
                                   .box = box,
                                   .enabled = options.enabled,
                                   .takes_focus = options.takes_focus,
                                   .ground = options.enabled ? theme_->colours.field : theme_->colours.off,
                                   .ink = options.enabled ? theme_->colours.text : theme_->colours.on_off},
                                  id);
    draw_field_frame(box, options, state);
    FieldChange change;
    if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    change = edit(state, {box.left + 1.5F * theme_->unit, box.top, inside, box.height}, value, options, area);
    if (!below.empty()) {
        lines({all.left, box.top + input_height + below_gap, width, below_height}, below, below_block,
              {.type = Type::small, .ink = options.problem.empty() ? Ink::quiet : Ink::danger});
    }
    return change;
}

TextEditor::Limits Ui::editor_limits(const FieldOptions& options, bool area) {
    return {!area, options.characters_max};
}

float Ui::area_height(const std::string& value, const FieldOptions& options, float width, bool editing) {
    const float pitch = line_height(Type::body);
    std::size_t rows =
        editing ? editor_.rows().size() : measure(displayable(value), Type::body, width).lines.size();
    rows = std::max(rows, static_cast<std::size_t>(std::max(1, options.lines)));
    return pitch * static_cast<float>(rows) + 2 * theme_->unit;
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

// `inner` is the box of the text, without the space at its sides.
FieldChange Ui::edit(const Control& state, const Box& inner, std::string& value, const FieldOptions& options,
                     bool area) {
    const bool clicked = state.held && ImGui::IsMouseClicked(0);
    const bool arrives = state.focused && editing_ != state.id && (focus_moved_ || state.pressed || clicked);
    const bool used_keys_before = editing_ == state.id;
    if (arrives) {
        editing_ = state.id;
        // Tab into a field selects what is in it, as everywhere.
        editor_.start(value, editor_limits(options, area), focus_moved_ && !area);
    }
    if (editing_ != state.id || !state.focused) {
        if (editing_ == state.id) editing_ = 0;
        draw_resting_text(inner, value, options, area);
        return {};
    }
    typing_ = state.id;
    ImFont& face = font(Type::body);
    const Advance advance = [&face](char32_t one) {
        return face.GetCharAdvance(static_cast<ImWchar>(one > 0xFFFF ? box_character : one)) * face.Scale;
    };
    editor_.lay_out(advance, inner.width);
    FieldChange change;
    const ImGuiIO& io = ImGui::GetIO();
    if (used_keys_before && reachable()) {
        change = take_keys(area);
        editor_.lay_out(advance, inner.width);
    }
    const float pitch = area ? line_height(Type::body) : inner.height;
    const float top = area ? inner.top + theme_->unit : inner.top;
    if (state.held) {
        const float row = std::max(0.0F, std::floor((io.MousePos.y - top) / pitch));
        editor_.click(io.MousePos.x - inner.left + editor_shift_, static_cast<std::size_t>(row),
                      !clicked || io.KeyShift);
        if (ImGui::IsMouseDoubleClicked(0)) editor_.select_word();
    }
    if (change.changed) value = editor_.utf8();
    draw_edited_text({inner.left, top, inner.width, pitch}, face);
    fonts_->require(Type::body, displayable(value));
    return change;
}

FieldChange Ui::take_keys(bool area) {
    const ImGuiIO& io = ImGui::GetIO();
    FieldChange change;
    const std::string before = editor_.utf8();
    use_keys(editor_, area);
    if (!typed_.empty()) editor_.insert(std::exchange(typed_, {}));
    const bool enter = ImGui::IsKeyPressed(static_cast<int>(Key::enter), false) ||
                       ImGui::IsKeyPressed(static_cast<int>(Key::keypad_enter), false);
    change.submitted = enter && area == io.KeyCtrl;
    change.changed = editor_.utf8() != before;
    return change;
}

void Ui::draw_resting_text(const Box& inner, const std::string& value, const FieldOptions& options,
                           bool area) {
    const std::string shown = displayable(value.empty() ? options.hint : std::string_view(value));
    const Ink ink = value.empty() || !options.enabled ? Ink::quiet : Ink::normal;
    quietly([&] {
        if (!area) return label(inner, shown, {.ink = ink});
        const TextBlock block = measure(shown, Type::body, inner.width);
        lines({inner.left, inner.top + theme_->unit, inner.width, inner.height}, shown, block, {.ink = ink});
    });
}

// `first_row` is the box of the first row.
void Ui::draw_edited_text(const Box& first_row, ImFont& face) {
    const Colours& c = theme_->colours;
    const std::size_t caret_row = editor_.caret_row();
    const float caret_x = editor_.x_of(editor_.caret(), caret_row);
    const bool one_row = editor_.rows().size() == 1;
    // A line longer than its field slides so that the caret is in sight.
    if (!one_row || editor_.rows().front().width_px <= first_row.width) editor_shift_ = 0;
    editor_shift_ =
        std::clamp(editor_shift_, std::max(0.0F, caret_x - first_row.width), std::max(0.0F, caret_x));
    const float left = first_row.left - editor_shift_;
    const float inset = std::round((first_row.height - font_height(face)) / 2);
    ImGui::PushClipRect({first_row.left - 2, 0}, {first_row.left + first_row.width + 2, window_height_},
                        true);
    float top = first_row.top;
    for (std::size_t index = 0; index < editor_.rows().size(); ++index, top += first_row.height) {
        const TextEditor::Row& row = editor_.rows()[index];
        const std::size_t first = std::clamp(editor_.selection_first(), row.first, row.end);
        const std::size_t end = std::clamp(editor_.selection_end(), row.first, row.end);
        if (first < end) {
            const float from = editor_.x_of(first, index);
            fill_box({left + from, top + inset, editor_.x_of(end, index) - from, font_height(face)},
                     c.selection, 2);
        }
        draw_text(canvas(), face, {left, top + inset}, c.text, editor_.shown(row));
    }
    const float caret_top = first_row.top + first_row.height * static_cast<float>(caret_row) + inset;
    const bool shown = std::fmod(ImGui::GetTime(), 1.0) < 0.5 || keys_came_;
    if (shown)
        fill_box({std::round(left + caret_x), caret_top, std::max(2.0F, theme_->line * 2), font_height(face)},
                 c.accent, 0);
    ImGui::PopClipRect();
    if (!keys_came_) return;
    const ImRect caret(left + caret_x, caret_top - inset, left + caret_x + 1,
                       caret_top + font_height(face) + inset);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), caret, ImGuiScrollFlags_KeepVisibleEdgeY);
}

}  // namespace equivox::ui
