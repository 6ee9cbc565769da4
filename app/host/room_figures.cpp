// SPDX-License-Identifier: Apache-2.0
// The exact figures of an open round: whose voices are for which proposal over which, what other ways of
// counting make of the same rankings, and how alike the rankings are.
//
// A table that is too wide for the room's letters goes on below itself with the next columns, so that every
// figure can be read from the last row of chairs.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

constexpr Type cell_type = Type::small;
constexpr float head_units = 8;
constexpr float title_least_units = 30;
constexpr float title_most_units = 80;
constexpr float method_units = 20;

// "2 1/3" as a fraction.
struct Voices {
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;
};

std::uint64_t number_at(std::string_view text, std::size_t& at) {
    std::uint64_t number = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
        number = number * 10 + static_cast<std::uint64_t>(text[at] - '0');
    return number;
}

Voices voices_of(std::string_view text) {
    std::size_t at = 0;
    Voices voices{number_at(text, at), 1};
    if (at == text.size()) return voices;
    const std::uint64_t whole = text[at] == ' ' ? voices.numerator : 0;
    if (text[at] == ' ') voices.numerator = number_at(text, ++at);
    if (at < text.size() && text[at] == '/')
        voices.denominator = std::max<std::uint64_t>(1, number_at(text, ++at));
    voices.numerator += whole * voices.denominator;
    return voices;
}

bool more(const Voices& one, const Voices& other) {
    return one.numerator * other.denominator > other.numerator * one.denominator;
}

std::string name_of(const RoundView& round, ProposalId id) {
    const ProposalView* proposal = words::find_proposal(round, id);
    if (proposal == nullptr) return std::to_string(id.value);
    return proposal->no_change ? "\u2013" : std::to_string(proposal->number);
}

// The places of the support table in the order of the standings: what is ahead stands above and to the left.
std::vector<std::size_t> in_order(const OpenFigures& figures, const StandingsView& standings) {
    std::vector<std::size_t> order;
    for (const StandingsPlace& place : standings.places)
        for (const ProposalId id : place.proposals)
            for (std::size_t index = 0; index < figures.support.size(); ++index)
                if (figures.support[index].proposal == id) order.push_back(index);
    return order;
}

class Table {
public:
    Table(Ui& ui, const RoundView& round, const StandingsView& standings, float width_px)
        : round_(round),
          figures_(*standings.figures),
          order_(in_order(*standings.figures, standings)),
          unit_(ui.theme().unit) {
        float widest = 0;
        for (const SupportRow& row : figures_.support)
            for (const std::string& voices : row.voices)
                widest = std::max(widest, ui.measure(voices, Type::strong, 1e6F).width_px);
        column_px_ = std::ceil(widest) + 2.5F * unit_;
        const std::size_t count = order_.size();
        first_px_ = head_units * unit_;
        const float room = std::max(column_px_, width_px - first_px_);
        per_part_ = std::max<std::size_t>(1, static_cast<std::size_t>(room / column_px_));
        const std::size_t parts = (count + per_part_ - 1) / per_part_;
        if (parts > 0) per_part_ = (count + parts - 1) / parts;
        // The titles stand beside their numbers where there is room for them.
        const float left = width_px - first_px_ - column_px_ * static_cast<float>(per_part_);
        if (left >= title_least_units * unit_) first_px_ += std::min(left, title_most_units * unit_);
        row_px_ = std::max(ui.line_height(cell_type) + 0.4F * unit_, ui.line_height(Type::strong));
    }

    // All of it, part beside part on pages of that height. A part that is too high for a page is divided into
    // about equal ones. `add_caption` stands above each part.
    template <typename AddCaption>
    void add_to(Flow& flow, float height_px, const AddCaption& add_caption) const {
        const std::size_t count = order_.size();
        Flow caption = flow.empty_copy();
        add_caption(caption);
        const float room = std::max(2 * row_px_, height_px - caption.height_px() - 3 * row_px_);
        const auto fit = static_cast<std::size_t>(room / row_px_);
        const std::size_t parts = (count + fit - 1) / fit;
        const std::size_t rows_max = parts == 0 ? 1 : (count + parts - 1) / parts;
        for (std::size_t column = 0; column < count; column += per_part_) {
            const std::size_t columns_end = std::min(count, column + per_part_);
            for (std::size_t row = 0; row < count; row += rows_max) {
                add_caption(flow);
                add_head(flow, column, columns_end);
                const std::size_t rows_end = std::min(count, row + rows_max);
                for (std::size_t each = row; each < rows_end; ++each)
                    add_row(flow, each, column, columns_end, each + 1 == rows_end);
            }
        }
    }

private:
    [[nodiscard]] float cell_left(const Ui::Box& box, std::size_t offset) const {
        return box.left + first_px_ + column_px_ * static_cast<float>(offset);
    }
    [[nodiscard]] const SupportRow& row_of(std::size_t place) const {
        return figures_.support[order_[place]];
    }
    [[nodiscard]] std::string voices(std::size_t row, std::size_t column) const {
        const SupportRow& support = row_of(row);
        return order_[column] < support.voices.size() ? support.voices[order_[column]] : std::string();
    }

    void add_head(Flow& flow, std::size_t begin, std::size_t end) const {
        flow.add({.height_px = row_px_,
                  .gap_px = unit_,
                  .with_next = true,
                  .draw = [this_table = *this, begin, end](Ui& ui, const Ui::Box& box) {
                      this_table.draw_head(ui, box, begin, end);
                  }});
    }

    void draw_head(Ui& ui, const Ui::Box& box, std::size_t begin, std::size_t end) const {
        ui.label({box.left, box.top, first_px_, row_px_}, "over",
                 {.type = cell_type, .ink = Ink::quiet, .align = ui::Align::right});
        for (std::size_t each = begin; each < end; ++each)
            ui.label({cell_left(box, each - begin), box.top, column_px_, row_px_},
                     name_of(round_, row_of(each).proposal),
                     {.type = Type::strong, .ink = Ink::accent, .align = ui::Align::right});
    }

    // All rows of a part stay together.
    void add_row(Flow& flow, std::size_t row, std::size_t begin, std::size_t end, bool last) const {
        flow.add({.height_px = row_px_,
                  .gap_px = 0,
                  .with_next = !last,
                  .draw = [this_table = *this, row, begin, end](Ui& ui, const Ui::Box& box) {
                      this_table.draw_row(ui, box, row, begin, end);
                  }});
    }

    void draw_row(Ui& ui, const Ui::Box& box, std::size_t row, std::size_t begin, std::size_t end) const {
        const SupportRow& support = row_of(row);
        const float right = cell_left(box, end - begin);
        ui.straight_line(box.left, box.top, right, box.top, ui.theme().colours.line, ui.theme().line);
        ui.label({box.left, box.top, (head_units - 1) * unit_, row_px_}, name_of(round_, support.proposal),
                 {.type = Type::strong, .ink = Ink::accent});
        const float title_px = first_px_ - head_units * unit_;
        const ProposalView* proposal = words::find_proposal(round_, support.proposal);
        if (title_px > 0 && proposal != nullptr)
            ui.label({box.left + head_units * unit_, box.top, title_px - unit_, row_px_}, proposal->title,
                     {.type = cell_type});
        for (std::size_t each = begin; each < end; ++each) {
            const Ui::Box cell{cell_left(box, each - begin), box.top, column_px_, row_px_};
            if (each == row) {
                ui.label(cell, "\u00B7", {.type = cell_type, .ink = Ink::quiet, .align = ui::Align::right});
                continue;
            }
            const std::string own = voices(row, each);
            const bool ahead = more(voices_of(own), voices_of(voices(each, row)));
            ui.label(cell, own, {.type = ahead ? Type::strong : cell_type, .align = ui::Align::right});
        }
    }

    const RoundView& round_;
    const OpenFigures& figures_;
    std::vector<std::size_t> order_;  // of the rows and columns
    float unit_;
    float column_px_ = 0;
    float first_px_ = 0;
    float row_px_ = 0;
    std::size_t per_part_ = 1;  // columns
};

bool same(const StandingsPlace& one, const StandingsPlace& other) {
    std::vector<ProposalId> left = one.proposals, right = other.proposals;
    std::ranges::sort(left);
    std::ranges::sort(right);
    return left == right;
}

// How a method's order differs from the one that holds.
std::string compared(const std::vector<StandingsPlace>& places, const std::vector<StandingsPlace>& holds) {
    if (std::ranges::equal(places, holds, same)) return "the same order";
    const bool first = !places.empty() && !holds.empty() && same(places.front(), holds.front());
    return first ? "the same first place" : "another first place";
}

Flow figures_flow(Ui& ui, const RoundView& round, const StandingsView& standings) {
    const OpenFigures& figures = *standings.figures;
    Flow flow(ui, ui.available_width());
    flow.text("Exact figures", {.type = Type::heading, .role = ui::Role::heading, .with_next = true});
    flow.text("\u26A0 " + figures.warning, {.type = Type::strong, .gap_units = 1});
    flow.text("Other ways of counting the same rankings",
              {.type = Type::heading, .role = ui::Role::heading, .gap_units = 3, .with_next = true});
    for (const MethodPlaces& method : figures.methods)
        flow.text(
            words::order(round, method.places) + "    (" + compared(method.places, standings.places) + ")",
            {.gap_units = 1, .indent_units = method_units, .label = method.method});
    flow.text(figures.agreement, {.gap_units = 2.5F});
    const std::string caption = "How many of the " + std::to_string(standings.organisations) +
                                " organisations' voices put the proposal of a row over that of a column. The "
                                "larger of the two is heavier.";
    Table(ui, round, standings, flow.width_px()).add_to(flow, ui.available_height(), [&](Flow& to) {
        to.text(caption, {.type = Type::small, .ink = Ink::quiet, .gap_units = 3, .with_next = true});
    });
    return flow;
}

}  // namespace

std::size_t figure_pages(Ui& ui, const RoundView& round, const StandingsView& standings) {
    return std::max<std::size_t>(1, figures_flow(ui, round, standings).columns(ui.available_height()).size());
}

void figures_page(Ui& ui, const RoundView& round, const StandingsView& standings, std::size_t page) {
    draw_page(ui, figures_flow(ui, round, standings), page);
}

}  // namespace equivox::host
