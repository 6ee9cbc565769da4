// SPDX-License-Identifier: Apache-2.0
// Where things go. Each Region is a place that fills downwards, or to the right and then downwards (rows).
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/ui/widgets.hpp"

namespace equivox::ui {

float Ui::units(float value, float otherwise_px) const {
    return value < 0 ? otherwise_px : value * theme_->unit;
}

float Ui::available_width() const {
    const Region& region = regions_.back();
    if (!region.horizontal) return region.width;
    const float left = region.left + region.width - region.x - (region.first ? 0 : region.gap);
    // Too narrow for anything to read: it will go to the next line of the row.
    return left < region.width * 0.2F ? region.width : left;
}

float Ui::available_height() const {
    for (auto region = regions_.rbegin(); region != regions_.rend(); ++region) {
        if (std::isfinite(region->bottom)) {
            const Region& here = regions_.back();
            return std::max(0.0F, region->bottom - here.y - (here.first ? 0 : here.gap));
        }
    }
    return 0;
}

// The upper left corner of the next thing, when its height is not known yet.
Ui::Box Ui::open_place(float width_px) {
    Region& region = regions_.back();
    const float gap = region.first ? 0 : region.gap;
    if (!region.horizontal) {
        region.y += gap;
        return {region.left, region.y, width_px, 0};
    }
    const bool fits = region.x + gap + width_px <= region.left + region.width + 1;
    if (!region.first && !fits) {
        region.y += region.row_height + region.gap;
        region.x = region.left;
        region.row_height = region.row_height_before = 0;
        region.wrapped = true;
    } else {
        region.x += gap;
    }
    region.run_width += gap + width_px;
    return {region.x, region.y, width_px, 0};
}

void Ui::close_place(const Box& box) {
    Region& region = regions_.back();
    region.first = false;
    region.right_end = std::max(region.right_end, box.left + box.width);
    if (region.horizontal) {
        region.x += box.width;
        region.row_height = std::max(region.row_height, box.height);
    } else {
        region.y += box.height;
    }
}

Ui::Box Ui::place(float width_px, float height_px) {
    Box box = open_place(width_px);
    box.height = height_px;
    close_place(box);
    const Region& region = regions_.back();
    if (region.horizontal) box.top += std::max(0.0F, std::floor((region.row_height_before - height_px) / 2));
    return box;
}

// Draws content in a region and returns the box it filled.
Ui::Box Ui::in_region(Region region, const Content& content) {
    region.top = region.y;
    region.x = region.left;
    region.right_end = region.left;
    regions_.push_back(region);
    content();
    const Region done = regions_.back();
    regions_.pop_back();
    const float bottom = done.horizontal ? done.y + done.row_height : done.y;
    // ImGui learns how far the content reaches, so that scroll areas know their height.
    ImGui::SetCursorScreenPos({done.right_end, bottom});
    last_done_ = done;
    return {done.left, done.top, done.right_end - done.left, bottom - done.top};
}

Ui::Region Ui::inner_region(const Box& box) const {
    Region region;
    region.left = box.left;
    region.y = box.top;
    region.width = box.width;
    region.gap = theme_->gap;
    region.beside_bottom = regions_.back().beside_bottom;
    region.page_bottom = regions_.back().page_bottom;
    return region;
}

void Ui::row(const Content& content, const RowOptions& options, Where where) {
    Remembered& before = remembered(make_id(where));
    Box box = open_place(available_width());
    Region region = inner_region(box);
    region.horizontal = true;
    region.gap = units(options.gap_units, theme_->gap);
    region.row_height_before = options.top ? 0 : before.height;
    const float free = std::max(0.0F, box.width - before.width);
    if (before.width > 0) {
        region.spring_width = free;
        if (options.align != Align::left) {
            const float shift = options.align == Align::right ? free : std::floor(free / 2);
            region.left += shift;
            region.width -= shift;
        }
    }
    const Box filled = in_region(region, content);
    box.height = filled.height;
    // In a row inside a row only what is filled counts.
    if (regions_.back().horizontal) {
        regions_.back().run_width -= box.width - filled.width;
        box.width = filled.width;
    }
    before.width = last_done_.run_width;
    before.height = last_done_.wrapped ? 0 : filled.height;
    close_place(box);
}

void Ui::spring() {
    Region& region = regions_.back();
    region.x += region.spring_width;
    region.spring_width = 0;  // Only the first of a row.
}

void Ui::columns(std::initializer_list<Column> columns, float gap_units, Where where) {
    this->columns(std::span<const Column>(columns.begin(), columns.size()), gap_units, where);
}

void Ui::columns(std::span<const Column> columns, float gap_units, Where where) {
    Remembered& before = remembered(make_id(where));
    const float gap = units(gap_units, theme_->gap * 1.5F);
    float shares = 0;
    for (const Column& column : columns) shares += column.share;
    Box box = open_place(available_width());
    const float usable = box.width - gap * static_cast<float>(columns.size() - 1);
    float left = box.left;
    float bottom = box.top;
    for (const Column& column : columns) {
        const float width = std::floor(usable * column.share / shares);
        Region region = inner_region({left, box.top, width, 0});
        region.beside_bottom = before.height > 0 ? box.top + before.height : nowhere;
        const Box filled = in_region(region, column.content);
        // A card that fills reaches as low as its neighbours, not as low as it did before.
        bottom = std::max(bottom, std::max(filled.top + filled.height - last_done_.stretched, filled.top));
        left += width + gap;
    }
    box.height = bottom - box.top;
    before.height = box.height;
    close_place(box);
}

void Ui::card(const Content& content, const CardOptions& options) {
    const Colour ground = colour_of(options.ground);
    const float padding = units(options.padding_units, theme_->padding);
    const Region& outside = regions_.back();
    const float fill_bottom = options.fill == Fill::beside ? outside.beside_bottom
                              : options.fill == Fill::page ? outside.page_bottom
                                                           : nowhere;
    Box box = open_place(available_width());
    Region region = inner_region({box.left + padding, box.top + padding, box.width - 2 * padding, 0});
    region.beside_bottom = region.page_bottom = nowhere;
    // The ground is drawn below the content, when its height is known.
    ImDrawList& list = canvas();
    ImDrawListSplitter layers;
    layers.Split(&list, 2);
    layers.SetCurrentChannel(&list, 1);
    Box filled;
    on_ground(ground, [&] { filled = in_region(region, content); });
    const float natural = filled.height + 2 * padding;
    box.height = fill_bottom > box.top ? std::max(natural, fill_bottom - box.top) : natural;
    regions_.back().stretched += box.height - natural;
    layers.SetCurrentChannel(&list, 0);
    fill_box(box, ground, theme_->radius);
    if (options.ground == Ground::card || options.ground == Ground::raised) {
        outline_box(box, theme_->colours.line, theme_->radius, theme_->line);
    }
    layers.Merge(&list);
    note({.role = Role::card,
          .name = {},
          .value = {},
          .place = {box.left, box.top, box.left + box.width, box.top + box.height},
          .seen = {},
          .ink = {},
          .ground = ground});
    close_place(box);
}

void Ui::scroll_area(float height_units, const Content& content, Where where) {
    const std::uint32_t id = make_id(where);
    const float height = height_units > 0 ? height_units * theme_->unit : available_height();
    Box box = open_place(available_width());
    box.height = std::max(height, theme_->control_height);
    scroll_box(box, id, 0, content);
    close_place(box);
}

// A child window of ImGui with room for the focus ring of what lies at its edge.
void Ui::scroll_box(const Box& box, std::uint32_t id, float padding, const Content& content) {
    const float ring = std::max(2 * theme_->ring, padding);
    ImGui::SetCursorScreenPos({box.left - ring, box.top});
    ImGui::PushOverrideID(id);
    ImGui::BeginChild(id, {box.width + 2 * ring, box.height}, false, ImGuiWindowFlags_NoNav);
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const bool overflows = window->ScrollMax.y > 0;
    if (overflows) {
        ControlRequest request;
        request.role = Role::scroll_area;
        request.box = {box.left, box.top, box.width, box.height};
        request.ground = ground();
        if (control(request, id).focused) scroll_by_keys();
    }
    if (scroll_page_) scroll_by_pages();
    const ImVec2 start = ImGui::GetCursorScreenPos();
    Region region = inner_region({start.x + ring, start.y + 2 * theme_->ring, box.width, 0});
    // The scroll bar lies in the padding if there is room for it.
    if (overflows) region.width -= std::max(0.0F, theme_->unit * 2.5F - ring);
    region.beside_bottom = region.page_bottom = nowhere;
    // It moves with what is scrolled, so that nothing changes its height by that.
    region.bottom = region.y + box.height - 4 * theme_->ring - 2;
    const Box filled = in_region(region, content);
    ImGui::SetCursorScreenPos({start.x, filled.top + filled.height + 2 * theme_->ring});
    if (overflows && focus_ == id) {
        draw_focus_ring({box.left, box.top + theme_->ring * 2, box.width, box.height - theme_->ring * 4}, 0);
    }
    ImGui::EndChild();
    ImGui::PopID();
}

void Ui::scroll_by_keys() {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float page = window->InnerRect.GetHeight() * 0.85F;
    const float line = theme_->unit * 6;
    const auto down = [](Key key) { return ImGui::IsKeyPressed(static_cast<int>(key), true); };
    float to = window->Scroll.y;
    if (down(Key::down)) to += line;
    if (down(Key::up)) to -= line;
    if (down(Key::page_down) || down(Key::space)) to += page;
    if (down(Key::page_up)) to -= page;
    if (down(Key::home)) to = 0;
    if (down(Key::end)) to = window->ScrollMax.y;
    if (to != window->Scroll.y) ImGui::SetScrollY(std::clamp(to, 0.0F, window->ScrollMax.y));
}

void Ui::scroll_by_pages() {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    // Some lines are on both pages.
    const float step = std::max(1.0F, window->InnerRect.GetHeight() * 0.85F);
    const float furthest = window->ScrollMax.y;
    ImGui::SetScrollY(std::min(furthest, step * static_cast<float>(*scroll_page_)));
    scroll_pages_ = std::max(scroll_pages_, 1 + static_cast<std::size_t>(std::ceil(furthest / step)));
}

void Ui::page(const Content& header, const Content& body, const Content& footer, Where where) {
    const std::uint32_t id = make_id(where);
    Remembered& footer_before = remembered(id ^ 0x1U);
    const float margin = theme_->margin;
    const float width = window_width_ - 2 * margin;
    float top = margin * 0.6F;
    if (header) {
        const Box filled = in_region(inner_region({margin, top, width, 0}), header);
        top = filled.top + filled.height + theme_->gap;
    } else {
        top = margin;
    }
    float bottom = window_height_ - margin * 0.6F;
    if (footer) {
        const Box filled = in_region(inner_region({margin, bottom - footer_before.height, width, 0}), footer);
        footer_before.height = filled.height;
        bottom -= filled.height + theme_->gap;
    }
    scroll_box({margin, top, width, std::max(theme_->control_height, bottom - top)}, id, margin * 0.5F, [&] {
        regions_.back().page_bottom = regions_.back().bottom;
        body();
    });
}

void Ui::narrow(float width_units, const Content& content, Align align) {
    Box box = open_place(available_width());
    const float width = std::min(box.width, width_units * theme_->unit);
    const float free = box.width - width;
    const float shift = align == Align::left ? 0 : align == Align::centre ? std::floor(free / 2) : free;
    box.height = in_region(inner_region({box.left + shift, box.top, width, 0}), content).height;
    if (regions_.back().horizontal) {
        regions_.back().run_width -= box.width - width;
        box.width = width;
    }
    close_place(box);
}

void Ui::centred(const Content& content, Where where) {
    Remembered& before = remembered(make_id(where));
    const float room = available_height();
    Box box = open_place(available_width());
    const float shift = before.height > 0 ? std::max(0.0F, std::floor((room - before.height) * 0.45F)) : 0;
    const Box filled = in_region(inner_region({box.left, box.top + shift, box.width, 0}), content);
    before.height = filled.height;
    box.height = std::max(filled.height + shift, room);
    close_place(box);
}

void Ui::spaced(float gap_units, const Content& content) {
    Region& region = regions_.back();
    const float gap = region.gap;
    const std::size_t depth = regions_.size();
    region.gap = gap_units * theme_->unit;
    content();
    regions_[depth - 1].gap = gap;
}

void Ui::space(float units_of_space) {
    Region& region = regions_.back();
    const float length = units_of_space * theme_->unit;
    if (region.horizontal) {
        region.x += length;
        region.run_width += length;
    } else {
        region.y += length;
    }
}

void Ui::divider() {
    const Box box = place(available_width(), theme_->line);
    fill_box(box, theme_->colours.line, 0);
}

}  // namespace equivox::ui
