// SPDX-License-Identifier: Apache-2.0
// Pages of the room screen: pieces of known height that follow one another, in one or more columns.
//
// A piece is never split, so what may be long comes in several pieces: a text of many lines in pieces of a
// few lines. Heights come from the real fonts, so a page never overflows unless one single piece is higher
// than a page.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/ui/widgets.hpp"

namespace equivox::host {

struct Piece {
    float height_px = 0;
    float gap_px = 0;        // Above it, unless it is the first of a column.
    bool with_next = false;  // A heading: never the last of a column.
    std::function<void(ui::Ui&, const ui::Ui::Box&)> draw;
};

struct FlowText {
    ui::Type type = ui::Type::body;
    ui::Ink ink = ui::Ink::normal;
    ui::Align align = ui::Align::left;
    ui::Role role = ui::Role::text;
    float gap_units = 1;
    float indent_units = 0;
    bool with_next = false;
    bool bar = false;        // An upright line at its left: what people wrote, as they wrote it.
    std::string label = {};  // Stands in the indent, beside the first line: "1.", "Owner".
    ui::Ink label_ink = ui::Ink::accent;
};

// The first and the last piece (exclusive) of a column.
using PieceRange = std::pair<std::size_t, std::size_t>;

class Flow {
public:
    Flow(ui::Ui& ui, float width_px) : ui_(&ui), width_px_(width_px) {}

    void add(Piece piece) { pieces_.push_back(std::move(piece)); }
    void text(std::string_view text, const FlowText& look = {});
    // Texts side by side, equally wide. Long ones go on over the end of a page together.
    void side_by_side(const std::vector<std::pair<std::string, FlowText>>& cells, float gap_units);
    [[nodiscard]] float side_by_side_width(std::size_t cells, float gap_units) const;
    [[nodiscard]] float height_px() const;  // If all were in one column.
    [[nodiscard]] float width_px() const { return width_px_; }
    [[nodiscard]] bool empty() const { return pieces_.empty(); }
    // Another one of the same width with nothing in it: to measure pieces.
    [[nodiscard]] Flow empty_copy() const { return Flow(*ui_, width_px_); }
    [[nodiscard]] std::vector<PieceRange> columns(float height_px) const;
    // Draws these pieces downwards from where the ui is.
    void draw(PieceRange range) const;
    void draw_all() const { draw({0, pieces_.size()}); }

private:
    ui::Ui* ui_;
    float width_px_;
    std::vector<Piece> pieces_;
};

// Draws page `page` (put right if there are fewer) of the flow in so many columns, each as wide as the flow,
// and says how many pages there are. If all fits one page, the columns are made about equally high.
std::size_t draw_page(ui::Ui& ui, const Flow& flow, std::size_t& page, std::size_t columns = 1,
                      float column_gap_units = 4);

// The first of these sizes in which the text is at most that wide and high; the last if none is.
// For a text of several lines.
[[nodiscard]] ui::Type fitting_type(ui::Ui& ui, std::string_view text, std::initializer_list<ui::Type> types,
                                    float width_px, float height_px);

// A number, an address or a code in the typeface of figures, on one line: as high as that type, or as low as
// the width needs. `draw_figure_line` puts it at the top left of the box and says how high it is.
[[nodiscard]] float figure_line_height(ui::Ui& ui, std::string_view text, ui::Type type, float width_px);
float draw_figure_line(ui::Ui& ui, const ui::Ui::Box& box, std::string_view text, ui::Type type);
// The same at the next free place.
void figure_line(ui::Ui& ui, std::string_view text, ui::Type type);

}  // namespace equivox::host
