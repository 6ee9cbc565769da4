// SPDX-License-Identifier: Apache-2.0
// Texts and shapes: everything that a Ui puts on the canvas and nobody operates.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/ui/fonts.hpp"
#include "app/ui/widgets.hpp"

namespace equivox::ui {
namespace {

ImU32 packed(Colour colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

}  // namespace

ImDrawList& Ui::canvas() {
    return *ImGui::GetWindowDrawList();
}

ImFont& Ui::font(Type type) {
    return fonts_->font(type);
}

void Ui::on_ground(Colour ground, const Content& content) {
    grounds_.push_back(ground);
    content();
    grounds_.pop_back();
}

void Ui::fill_box(const Box& box, Colour colour, float radius_px) {
    canvas().AddRectFilled({box.left, box.top}, {box.left + box.width, box.top + box.height}, packed(colour),
                           radius_px);
}

void Ui::outline_box(const Box& box, Colour colour, float radius_px, float line_px) {
    // ImGui centres a line on its path; ours lies inside the box.
    const float half = line_px / 2;
    canvas().AddRect({box.left + half, box.top + half},
                     {box.left + box.width - half, box.top + box.height - half}, packed(colour),
                     std::max(0.0F, radius_px - half), 0, line_px);
}

void Ui::fill_circle(float x_px, float y_px, float radius_px, Colour colour) {
    canvas().AddCircleFilled({x_px, y_px}, radius_px, packed(colour));
}

void Ui::straight_line(float x1, float y1, float x2, float y2, Colour colour, float line_px) {
    canvas().AddLine({x1, y1}, {x2, y2}, packed(colour), line_px);
}

float Ui::line_height(Type type) const {
    const TypeStyle& style = theme_->type(type);
    return std::round(style.height_px * style.leading);
}

float Ui::text_height(const TextBlock& block, Type type) const {
    return line_height(type) * static_cast<float>(block.lines.size());
}

TextBlock Ui::measure(std::string_view displayable_text, Type type, float width_px, std::size_t lines_max) {
    fonts_->require(type, displayable_text);
    return break_lines(font(type), displayable_text, width_px, lines_max);
}

TextBlock Ui::measure_balanced(std::string_view displayable_text, Type type, float width_px,
                               std::size_t lines_max) {
    constexpr std::size_t balanced_max = 6;
    TextBlock block = measure(displayable_text, type, width_px, lines_max);
    const std::size_t count = block.lines.size();
    if (count < 2 || count > balanced_max || block.shortened) return block;
    // The narrowest width that needs no more lines, to about 2 %.
    float narrow = width_px * 0.3F;
    float wide = width_px;
    while (wide - narrow > width_px * 0.02F) {
        const float middle = (narrow + wide) / 2;
        TextBlock tried = break_lines(font(type), displayable_text, middle, lines_max);
        if (tried.lines.size() == count && !tried.shortened) {
            wide = middle;
            block = std::move(tried);
        } else {
            narrow = middle;
        }
    }
    return block;
}

void Ui::lines(const Box& box, std::string_view displayable_text, const TextBlock& block,
               const TextOptions& options, Role role) {
    const ImFont& face = font(options.type);
    const float pitch = line_height(options.type);
    const Colour ink = theme_->ink(options.ink);
    float top = box.top + std::round((pitch - font_height(face)) / 2);
    const ImDrawList& list = canvas();
    for (std::size_t index = 0; index < block.lines.size(); ++index, top += pitch) {
        if (top > list.GetClipRectMax().y) break;
        if (top + 2 * font_height(face) < list.GetClipRectMin().y) continue;
        const TextLine& line = block.lines[index];
        std::string shown(displayable_text.substr(line.first, line.length));
        float width = line.width_px;
        if (block.shortened && index + 1 == block.lines.size()) {
            shown = shortened(face, displayable_text.substr(line.first), box.width);
            width = text_width(face, shown);
        }
        const float free = box.width - width;
        const float shift = options.align == Align::left     ? 0
                            : options.align == Align::centre ? free / 2
                                                             : free;
        draw_text(canvas(), face, {box.left + shift, top}, ink, shown);
    }
    note({.role = role,
          .name = std::string(displayable_text),
          .value = {},
          .place = {box.left, box.top, box.left + box.width, box.top + box.height},
          .seen = {},
          .text_height_px = theme_->type(options.type).height_px,
          .ink = ink,
          .ground = ground()});
}

void Ui::label(const Box& box, std::string_view text, const TextOptions& options, Role role) {
    const std::string shown = displayable(text);
    fonts_->require(options.type, shown);
    const ImFont& face = font(options.type);
    const std::string fitting = shortened(face, shown, box.width);
    const float free = box.width - text_width(face, fitting);
    const float shift = options.align == Align::left ? 0 : options.align == Align::centre ? free / 2 : free;
    const Colour ink = theme_->ink(options.ink);
    draw_text(canvas(), face, {box.left + shift, box.top + std::round((box.height - font_height(face)) / 2)},
              ink, fitting);
    note({.role = role,
          .name = shown,
          .value = {},
          .place = {box.left, box.top, box.left + box.width, box.top + box.height},
          .seen = {},
          .text_height_px = theme_->type(options.type).height_px,
          .ink = ink,
          .ground = ground()});
}

void Ui::text(std::string_view text, const TextOptions& options) {
    flow_text(text, options, Role::text);
}

void Ui::heading(std::string_view text, const HeadingOptions& options) {
    flow_text(text, {options.type, options.ink, options.align, options.lines_max}, Role::heading);
}

void Ui::flow_text(std::string_view text, const TextOptions& options, Role role) {
    const std::string shown = displayable(text);
    const float width = available_width();
    const TextBlock block = role == Role::heading
                                ? measure_balanced(shown, options.type, width, options.lines_max)
                                : measure(shown, options.type, width, options.lines_max);
    const bool in_row = regions_.back().horizontal;
    const float own_width = in_row ? std::ceil(block.shortened ? width : block.width_px) : width;
    lines(place(own_width, text_height(block, options.type)), shown, block, options, role);
}

void Ui::fitted_heading(std::string_view text, float height_units_max, Align align) {
    const std::string shown = displayable(text);
    const float width = available_width();
    const std::array sizes{Type::display, Type::title, Type::heading, Type::strong};
    Type chosen = sizes.back();
    for (const Type size : sizes) {
        if (text_height(measure(shown, size, width), size) > height_units_max * theme_->unit) continue;
        chosen = size;
        break;
    }
    flow_text(text, {.type = chosen, .align = align}, Role::heading);
}

void Ui::figure(std::string_view number, std::string_view caption, const FigureOptions& options) {
    const std::string shown = displayable(number);
    const std::string below = displayable(caption);
    const float widest = available_width();
    const TextBlock number_block = measure(shown, options.type, widest, 1);
    const TextBlock caption_block = measure(below, Type::small, widest);
    const bool in_row = regions_.back().horizontal;
    const float own = std::ceil(std::max(number_block.width_px, below.empty() ? 0 : caption_block.width_px));
    const float number_height = text_height(number_block, options.type);
    const float caption_height = below.empty() ? 0 : text_height(caption_block, Type::small);
    const Box box = place(in_row ? own : widest, number_height + caption_height);
    lines({box.left, box.top, box.width, number_height}, shown, number_block,
          {.type = options.type, .ink = options.ink, .align = options.align}, Role::figure);
    if (below.empty()) return;
    lines({box.left, box.top + number_height, box.width, caption_height}, below, caption_block,
          {.type = Type::small, .ink = Ink::quiet, .align = options.align});
}

Colour Ui::colour_of(Ground ground) const {
    switch (ground) {
        case Ground::raised:
            return theme_->colours.raised;
        case Ground::soft:
            return theme_->colours.soft;
        case Ground::warning:
            return theme_->colours.warning;
        case Ground::card:
            break;
    }
    return theme_->colours.card;
}

void Ui::badge(std::string_view text, Ground ground) {
    const std::string shown = displayable(text);
    fonts_->require(Type::small, shown);
    const float padding = theme_->unit * 1.25F;
    const float height = line_height(Type::small) + theme_->unit * 0.5F;
    const float width =
        std::min(available_width(), std::ceil(text_width(font(Type::small), shown)) + 2 * padding);
    const Box box = place(width, height);
    fill_box(box, colour_of(ground), height / 2);
    on_ground(colour_of(ground), [&] {
        label({box.left + padding, box.top, box.width - 2 * padding, box.height}, text,
              {.type = Type::small, .ink = ground == Ground::warning ? Ink::normal : Ink::accent});
    });
}

void Ui::notice(std::string_view title, std::string_view explanation) {
    card(
        [&] {
            spaced(0.75F, [&] {
                if (!title.empty()) text(title, {.type = Type::strong});
                if (!explanation.empty()) text(explanation);
            });
        },
        {.ground = Ground::warning});
}

}  // namespace equivox::ui
