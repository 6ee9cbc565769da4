// SPDX-License-Identifier: Apache-2.0
#include "app/host/room_flow.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace equivox::host {
namespace {

using ui::TextBlock;
using ui::Ui;

// A text of more lines than this may go on over the end of a page, so many lines at a time.
constexpr std::size_t lines_together = 6;
constexpr std::size_t lines_apart = 3;

std::string part_of(const std::string& shown, const TextBlock& block, std::size_t first, std::size_t last) {
    const std::size_t begin = block.lines[first].first;
    return shown.substr(begin, block.lines[last - 1].first + block.lines[last - 1].length - begin);
}

void draw_text_piece(Ui& ui, const Ui::Box& box, const std::string& part, const FlowText& look, bool first) {
    const float unit = ui.theme().unit;
    const float indent = look.indent_units * unit;
    const float width = box.width - indent;
    if (look.bar) {
        const float bar = std::max(2.0F, std::round(unit * 0.35F));
        ui.fill_box({box.left + indent - 2 * unit, box.top, bar, box.height}, ui.theme().colours.line_strong,
                    0);
    }
    if (first && !look.label.empty()) {
        const ui::TextOptions label{.type = ui::Type::strong, .ink = look.label_ink};
        ui.label({box.left, box.top, indent - unit, ui.line_height(look.type)}, look.label, label);
    }
    ui.lines({box.left + indent, box.top, width, box.height}, part, ui.measure(part, look.type, width),
             {.type = look.type, .ink = look.ink, .align = look.align}, look.role);
}

}  // namespace

void Flow::text(std::string_view text, const FlowText& look) {
    const std::string shown = ui::displayable(text);
    const float unit = ui_->theme().unit;
    const TextBlock block = ui_->measure(shown, look.type, width_px_ - look.indent_units * unit);
    const std::size_t count = block.lines.size();
    const std::size_t step = count <= lines_together ? count : lines_apart;
    for (std::size_t first = 0; first < count;) {
        // Never a single line alone at the end.
        const std::size_t last = count - first <= step + 1 ? count : first + step;
        const bool at_start = first == 0;
        std::string part = part_of(shown, block, first, last);
        add({.height_px = ui_->line_height(look.type) * static_cast<float>(last - first),
             .gap_px = at_start ? look.gap_units * unit : 0,
             .with_next = look.with_next,
             .draw = [part = std::move(part), look, at_start](Ui& ui, const Ui::Box& box) {
                 draw_text_piece(ui, box, part, look, at_start);
             }});
        first = last;
    }
}

void Flow::side_by_side(const std::vector<std::pair<std::string, FlowText>>& cells, float gap_units) {
    struct Cell {
        std::string shown;
        TextBlock block;
        FlowText look;
    };
    const float unit = ui_->theme().unit;
    const float gap = gap_units * unit;
    const float each = side_by_side_width(cells.size(), gap_units);
    std::vector<Cell> whole;
    std::size_t rows = 0;
    for (const auto& [text, look] : cells) {
        std::string shown = ui::displayable(text);
        TextBlock block = ui_->measure(shown, look.type, each - look.indent_units * unit);
        rows = std::max(rows, text.empty() ? 0 : block.lines.size());
        if (text.empty()) block.lines.clear();
        whole.push_back({std::move(shown), std::move(block), look});
    }
    const std::size_t step = rows <= lines_together ? rows : lines_apart;
    for (std::size_t first = 0; first < rows;) {
        const std::size_t last = rows - first <= step + 1 ? rows : first + step;
        auto parts = std::make_shared<std::vector<std::pair<std::string, FlowText>>>();
        float height = 0;
        for (const Cell& cell : whole) {
            const std::size_t end = std::min(last, cell.block.lines.size());
            std::string part = first < end ? part_of(cell.shown, cell.block, first, end) : std::string();
            if (first < end)
                height = std::max(height, ui_->line_height(cell.look.type) * static_cast<float>(end - first));
            parts->emplace_back(std::move(part), cell.look);
        }
        const bool at_start = first == 0;
        add({.height_px = height,
             .gap_px = at_start ? cells.front().second.gap_units * unit : 0,
             .with_next = cells.front().second.with_next,
             .draw = [parts, each, gap, at_start](Ui& ui, const Ui::Box& box) {
                 float left = box.left;
                 for (const auto& [text, look] : *parts) {
                     const Ui::Box own{left, box.top, each, box.height};
                     if (!text.empty()) draw_text_piece(ui, own, text, look, at_start);
                     left += each + gap;
                 }
             }});
        first = last;
    }
}

float Flow::side_by_side_width(std::size_t cells, float gap_units) const {
    const auto count = static_cast<float>(cells);
    return std::floor((width_px_ - gap_units * ui_->theme().unit * (count - 1)) / count);
}

float Flow::height_px() const {
    float height = 0;
    for (std::size_t index = 0; index < pieces_.size(); ++index) {
        height += pieces_[index].height_px + (index == 0 ? 0 : pieces_[index].gap_px);
    }
    return height;
}

std::vector<PieceRange> Flow::columns(float height_px) const {
    std::vector<PieceRange> columns;
    std::size_t first = 0;
    while (first < pieces_.size()) {
        float used = pieces_[first].height_px;
        std::size_t last = first + 1;
        while (last < pieces_.size() &&
               used + pieces_[last].gap_px + pieces_[last].height_px <= height_px + 0.5F) {
            used += pieces_[last].gap_px + pieces_[last].height_px;
            ++last;
        }
        // Headings go with what they head, unless there would be nothing left.
        std::size_t end = last;
        if (last < pieces_.size()) {
            while (end > first + 1 && pieces_[end - 1].with_next) --end;
            if (pieces_[end - 1].with_next) end = last;
        }
        columns.emplace_back(first, end);
        first = end;
    }
    return columns;
}

void Flow::draw(PieceRange range) const {
    // The first piece keeps its distance from what is above the flow.
    const auto draw_one = [&](const Piece& piece) {
        piece.draw(*ui_, ui_->place(width_px_, piece.height_px));
    };
    if (range.first < range.second) draw_one(pieces_[range.first]);
    ui_->spaced(0, [&] {
        for (std::size_t index = range.first + 1; index < range.second; ++index) {
            ui_->space(pieces_[index].gap_px / ui_->theme().unit);
            draw_one(pieces_[index]);
        }
    });
}

namespace {

// The lowest height at which the flow still takes no more columns than that.
std::vector<PieceRange> balanced(const Flow& flow, std::size_t columns, float height_px, float step_px) {
    float height = flow.height_px() / static_cast<float>(columns);
    while (height < height_px) {
        std::vector<PieceRange> ranges = flow.columns(height);
        if (ranges.size() <= columns) return ranges;
        height += step_px;
    }
    return flow.columns(height_px);
}

}  // namespace

std::size_t draw_page(Ui& ui, const Flow& flow, std::size_t& page, std::size_t columns,
                      float column_gap_units) {
    const float height = ui.available_height();
    std::vector<PieceRange> ranges = flow.columns(height);
    const std::size_t pages = std::max<std::size_t>(1, (ranges.size() + columns - 1) / columns);
    if (pages == 1 && columns > 1) ranges = balanced(flow, columns, height, ui.theme().unit);
    page = std::min(page, pages - 1);
    if (columns == 1) {
        if (page < ranges.size()) flow.draw(ranges[page]);
        return pages;
    }
    std::vector<ui::Column> drawn;
    for (std::size_t index = 0; index < columns; ++index) {
        const std::size_t range = page * columns + index;
        drawn.push_back({1, [&flow, &ranges, range] {
                             if (range < ranges.size()) flow.draw(ranges[range]);
                         }});
    }
    ui.columns(std::span<const ui::Column>(drawn), column_gap_units);
    return pages;
}

ui::Type fitting_type(Ui& ui, std::string_view text, std::initializer_list<ui::Type> types, float width_px,
                      float height_px) {
    const std::string shown = ui::displayable(text);
    for (const ui::Type type : types) {
        const TextBlock block = ui.measure(shown, type, width_px);
        if (block.width_px <= width_px && ui.text_height(block, type) <= height_px) return type;
    }
    return *(types.end() - 1);
}

namespace {

// By how much a line must be made smaller to fit; never below the least size of a text that the room can
// read.
float figure_scale(Ui& ui, std::string_view shown, ui::Type type, float width_px) {
    constexpr float endless_px = 1e6F;
    const float width = ui.measure(shown, type, endless_px).width_px;
    const float least = ui.theme().type(ui::Type::small).height_px / ui.theme().type(type).height_px;
    return width <= width_px ? 1 : std::max(least, width_px / width);
}

}  // namespace

float figure_line_height(Ui& ui, std::string_view text, ui::Type type, float width_px) {
    return std::ceil(ui.line_height(type) * figure_scale(ui, ui::displayable(text), type, width_px));
}

float draw_figure_line(Ui& ui, const Ui::Box& box, std::string_view text, ui::Type type) {
    const std::string shown = ui::displayable(text);
    const float scale = figure_scale(ui, shown, type, box.width);
    const float height = std::ceil(ui.line_height(type) * scale);
    const ImFont& face = ui.font(type);
    const float size = std::floor(face.FontSize * scale);
    const ui::Colour ink = ui.theme().ink(ui::Ink::normal);
    const ImVec4 clip(box.left, box.top, box.left + box.width, box.top + height);
    ui.canvas().AddText(&face, size, {std::round(box.left), std::round(box.top + (height - size) / 2)},
                        IM_COL32(ink.red, ink.green, ink.blue, ink.alpha), shown.data(),
                        shown.data() + shown.size(), 0, &clip);
    ui.note({.role = ui::Role::figure,
             .name = shown,
             .value = {},
             .place = {box.left, box.top, box.left + box.width, box.top + height},
             .seen = {},
             .text_height_px = ui.theme().type(type).height_px * scale,
             .ink = ink,
             .ground = ui.ground()});
    return height;
}

void figure_line(Ui& ui, std::string_view text, ui::Type type) {
    const float width = ui.available_width();
    draw_figure_line(ui, ui.place(width, figure_line_height(ui, text, type, width)), text, type);
}

}  // namespace equivox::host
