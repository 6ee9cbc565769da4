// SPDX-License-Identifier: Apache-2.0
// Frames, identities of controls, and the keyboard's focus. ImGui's own keyboard navigation is off: in 1.86
// Tab visits text fields only, and arrows jump by geometry.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "app/ui/widgets.hpp"

namespace equivox::ui {
namespace {

bool went_down(Key key, bool repeats = false) {
    return ImGui::IsKeyPressed(static_cast<int>(key), repeats);
}

std::uint32_t hash_of(const void* data, std::size_t bytes, std::uint32_t seed) {
    return ImHashData(data, bytes, seed);
}

template <typename Value>
std::uint32_t hash_of(const Value& value, std::uint32_t seed) {
    return hash_of(&value, sizeof value, seed);
}

bool is_text_key(Key key) {
    return (key >= Key::a && key <= Key::z) || key == Key::space || key == Key::enter ||
           key == Key::keypad_enter || (key >= Key::left && key <= Key::backspace);
}

}  // namespace

void Ui::begin_frame(const Theme& theme, FontSet& fonts, float width_px, float height_px,
                     std::u32string typed, bool keys_came) {
    typed_ = std::move(typed);
    keys_came_ = keys_came;
    theme_ = &theme;
    fonts_ = &fonts;
    window_width_ = width_px;
    window_height_ = height_px;
    ++frame_;
    record_.clear();
    counts_.clear();
    stops_before_ = std::exchange(stops_, {});
    typing_before_ = std::exchange(typing_, 0);
    dialog_before_ = std::exchange(dialog_open_, false);
    focus_moved_ = std::exchange(focus_asked_, false);
    last_group_ = 0;
    scroll_page_.reset();
    scroll_pages_ = 1;
    grounds_ = {theme.colours.page};
    scopes_ = {0x45515558};  // Any seed.
    Region whole;
    whole.width = width_px;
    whole.bottom = height_px;
    whole.gap = theme.gap;
    regions_ = {whole};
    move_focus();
}

void Ui::end_frame() {
    if (dialog_open_) {
        record_.switch_off_behind(dialog_first_widget_);
        std::erase_if(stops_, [](const Stop& stop) { return !stop.in_dialog; });
    }
    settle_focus();
    std::erase_if(remembered_, [this](const auto& entry) { return entry.second.frame + 2 < frame_; });
}

// Keys that move the focus act on the controls of the last frame, before this one is drawn.
void Ui::move_focus() {
    if (typing_before_ != 0 && went_down(Key::escape)) {
        editing_ = 0;
        escape_used_ = true;
    } else {
        escape_used_ = false;
    }
    const ImGuiIO& io = ImGui::GetIO();
    if (went_down(Key::tab, true) && !io.KeyCtrl && !io.KeyAlt) {
        step_focus(io.KeyShift ? -1 : 1, 0);
    } else if (typing_before_ == 0 && (went_down(Key::down, true) || went_down(Key::up, true))) {
        const auto stop = std::ranges::find(stops_before_, focus_, &Stop::id);
        if (stop != stops_before_.end() && stop->group != 0)
            step_focus(went_down(Key::up, true) ? -1 : 1, stop->group);
    }
}

// To the next stop; inside a group not beyond its ends, else round the window.
void Ui::step_focus(int direction, std::uint32_t group) {
    if (stops_before_.empty()) return;
    const auto count = static_cast<std::ptrdiff_t>(stops_before_.size());
    const auto found = std::ranges::find(stops_before_, focus_, &Stop::id);
    std::ptrdiff_t place = found - stops_before_.begin();
    if (found == stops_before_.end()) {
        // The focused control has gone: go on from where it was.
        place = std::min(static_cast<std::ptrdiff_t>(focus_place_), count) - (direction > 0 ? 1 : 0);
    }
    place += direction;
    if (group != 0) {
        if (place < 0 || place >= count || stops_before_[static_cast<std::size_t>(place)].group != group)
            return;
    }
    place = (place + count) % count;
    focus_ = stops_before_[static_cast<std::size_t>(place)].id;
    focus_shown_ = true;
    focus_moved_ = true;
}

void Ui::settle_focus() {
    if (!dialog_open_ && dialog_before_) {
        focus(focus_before_dialog_);
    }
    const auto found = std::ranges::find(stops_, focus_, &Stop::id);
    if (found != stops_.end()) {
        focus_place_ = static_cast<std::size_t>(found - stops_.begin());
        return;
    }
    if (dialog_open_ && !stops_.empty()) {
        const auto wanted = std::ranges::find(stops_, true, &Stop::takes_focus);
        focus((wanted == stops_.end() ? stops_.front() : *wanted).id);
        focus_shown_ = true;
        return;
    }
    if (focus_ != 0 && !focus_asked_) focus_ = 0;
}

void Ui::focus(std::uint32_t id) {
    focus_ = id;
    focus_asked_ = true;
}

std::uint32_t Ui::make_id(const Where& where) {
    const char* file = where.file_name();
    std::uint32_t base = hash_of(file, std::char_traits<char>::length(file), scopes_.back());
    base = hash_of(where.line(), base);
    base = hash_of(where.column(), base);
    const std::uint32_t id = hash_of(counts_[base]++, base);
    return id == 0 ? 1 : id;
}

void Ui::scope(std::uint64_t item, const Content& content) {
    scopes_.push_back(hash_of(item, scopes_.back()));
    content();
    scopes_.pop_back();
}

void Ui::scope(std::string_view item, const Content& content) {
    scope(static_cast<std::uint64_t>(hash_of(item.data(), item.size(), 0x6974656D)), content);
}

bool Ui::pressed(const Shortcut& shortcut) const {
    const ImGuiIO& io = ImGui::GetIO();
    if (shortcut.key == Key::none || io.KeyCtrl != shortcut.control || io.KeyShift != shortcut.shift)
        return false;
    if (shortcut.key == Key::escape && escape_used_) return false;
    if (typing_before_ != 0 && !shortcut.control && is_text_key(shortcut.key)) return false;
    return went_down(shortcut.key);
}

bool Ui::used_by_keyboard(const ControlRequest& request, std::uint32_t id) {
    if (!request.enabled || !reachable()) return false;
    if (pressed(request.shortcut)) return true;
    if (focus_ != id || request.role == Role::scroll_area || ImGui::GetIO().KeyCtrl) return false;
    if (typing_before_ == id) return false;
    const bool used = went_down(Key::space) || went_down(Key::enter) || went_down(Key::keypad_enter);
    if (used) focus_shown_ = true;
    return used;
}

Ui::Control Ui::control(const ControlRequest& request, std::uint32_t id) {
    const Box& box = request.box;
    const ImRect bounds(box.left, box.top, box.left + box.width, box.top + box.height);
    Control state;
    state.id = id;
    const bool in_sight = ImGui::ItemAdd(bounds, id, nullptr, ImGuiItemFlags_NoNav);
    if (in_sight && request.enabled && reachable() && request.role != Role::scroll_area) {
        state.pressed = ImGui::ButtonBehavior(bounds, id, &state.hovered, &state.held);
        if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (state.held && focus_ != id) {
            focus_ = id;
            focus_shown_ = false;
        }
    }
    if (request.enabled) stops_.push_back({id, request.group, in_dialog_, request.takes_focus});
    if (used_by_keyboard(request, id)) state.pressed = true;
    // After that: the key that made it appear shall not use it, too.
    const bool is_new = std::ranges::find(stops_before_, id, &Stop::id) == stops_before_.end();
    if (request.takes_focus && request.enabled && is_new && !dialog_before_) {
        focus_ = id;
        focus_moved_ = focus_shown_ = true;
    }
    state.focused = focus_ == id && request.enabled;
    if (state.focused && focus_moved_) {
        ImRect wanted = bounds;
        wanted.Expand(theme_->ring * 3);
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), wanted, ImGuiScrollFlags_KeepVisibleEdgeY);
    }
    RecordedWidget widget;
    widget.role = request.role;
    widget.name = request.name;
    widget.value = request.value;
    widget.place = {bounds.Min.x, bounds.Min.y, bounds.Max.x, bounds.Max.y};
    widget.enabled = request.enabled;
    widget.focused = state.focused;
    widget.text_height_px = theme_->type(request.text.type).height_px;
    widget.ink = request.ink;
    widget.ground = request.ground;
    widget.id = id;
    note(std::move(widget));
    return state;
}

void Ui::quietly(const Content& content) {
    quiet_ = true;
    content();
    quiet_ = false;
}

void Ui::note(RecordedWidget widget) {
    if (quiet_) return;
    const ImDrawList& list = canvas();
    const ImVec2 low = list.GetClipRectMin();
    const ImVec2 high = list.GetClipRectMax();
    widget.seen = {std::max(widget.place.left, low.x), std::max(widget.place.top, low.y),
                   std::min(widget.place.right, high.x), std::min(widget.place.bottom, high.y)};
    if (widget.seen.empty()) widget.seen = {};
    record_.add(std::move(widget));
}

void Ui::draw_focus_ring(const Box& box, float radius_px) {
    if (!focus_shown_) return;
    const float away = theme_->ring;
    const Box around{box.left - away, box.top - away, box.width + 2 * away, box.height + 2 * away};
    outline_box(around, theme_->colours.focus, radius_px + away, theme_->ring);
}

Ui::Remembered& Ui::remembered(std::uint32_t id) {
    Remembered& entry = remembered_[id];
    entry.frame = frame_;
    return entry;
}

}  // namespace equivox::ui
