// SPDX-License-Identifier: Apache-2.0
// What a ranking says: places, one step between neighbours, "no change" as a line; or why it is not shown.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::TextBlock;
using ui::Type;
using ui::Ui;

// How the places are drawn: with the steps on lines of their own, or, if there are many, at the right end of
// the boundary between two rows.
struct Look {
    Type type = Type::heading;
    bool steps_at_the_end = false;
};

struct Place {
    std::string label;
    struct Item {
        std::string number;
        std::string title;
        bool no_change = false;
    };
    std::vector<Item> items;
    std::string step_below;
    float step_line_units = 0;
};

constexpr float badge_units = 15;
constexpr float number_units = 4;
constexpr float gap_units = 2.5F;
constexpr float end_units = 18;

float step_line_units(Step step) {
    switch (step) {
        case Step::level:
            return 0.15F;
        case Step::ahead:
            return 0.4F;
        case Step::clearly_ahead:
            return 0.9F;
        case Step::fifth:
            return 0.6F;
        case Step::two_fifths:
            return 0.9F;
        case Step::three_fifths:
            return 1.2F;
    }
    __builtin_unreachable();
}

std::vector<Place> places_of(const RoundView& round, const StandingsView& standings) {
    std::vector<Place> places;
    std::size_t position = 1;
    for (std::size_t index = 0; index < standings.places.size(); ++index) {
        const std::vector<ProposalId>& ids = standings.places[index].proposals;
        Place& place = places.emplace_back();
        place.label = words::place(position, ids.size());
        for (const ProposalId id : ids) {
            const ProposalView* proposal = words::find_proposal(round, id);
            const bool no_change = proposal != nullptr && proposal->no_change;
            Place::Item item;
            item.no_change = no_change;
            item.number = proposal == nullptr || no_change ? std::string() : std::to_string(proposal->number);
            item.title =
                ui::displayable(proposal == nullptr ? words::numbered_title(round, id) : proposal->title);
            place.items.insert(
                no_change ? place.items.end() : std::ranges::find(place.items, true, &Place::Item::no_change),
                std::move(item));
        }
        if (index < standings.step_words.size()) {
            place.step_below = ui::displayable(standings.step_words[index]);
            place.step_line_units = step_line_units(standings.steps[index]);
        }
        position += ids.size();
    }
    return places;
}

// "No change" is where the present state of things lies: a line through the list with its name in it.
void draw_no_change(Ui& ui, const Ui::Box& box, const std::string& title, const TextBlock& block, Type type) {
    const ui::Theme& theme = ui.theme();
    const float middle = box.top + std::round(ui.line_height(type) / 2);
    const float thick = std::max(2.0F, std::round(theme.unit * 0.25F));
    ui.lines({box.left, box.top, block.width_px + 1, box.height}, title, block,
             {.type = type, .ink = Ink::quiet});
    const float dash = theme.unit * 1.5F;
    for (float x = box.left + block.width_px + dash; x + dash <= box.left + box.width; x += 2 * dash)
        ui.straight_line(x, middle, x + dash, middle, theme.colours.line_strong, thick);
}

class PlacesDrawing {
public:
    PlacesDrawing(Ui& ui, Flow& flow, Look look)
        : ui_(ui),
          flow_(flow),
          look_(look),
          unit_(ui.theme().unit),
          width_(flow.width_px() - (badge_units + gap_units + number_units) * unit_ -
                 (look.steps_at_the_end ? end_units * unit_ : 0)) {}

    void add(const Place& place, bool first, bool last) {
        const float title_height = titles_height(place);
        const float badge_height = ui_.line_height(Type::strong) + unit_;
        const float extra = look_.steps_at_the_end ? unit_ * 1.25F : 0;
        flow_.add({.height_px = std::max(title_height, badge_height) + 2 * extra,
                   .gap_px = look_.steps_at_the_end ? 0 : unit_ * 0.75F,
                   .with_next = false,
                   .draw = [this_look = *this, place, first, last, badge_height, extra](Ui& ui,
                                                                                        const Ui::Box& box) {
                       this_look.draw(ui, place, first, last, badge_height,
                                      {box.left, box.top + extra, box.width, box.height - 2 * extra});
                   }});
        if (!last && !look_.steps_at_the_end) add_step(place);
    }

private:
    [[nodiscard]] float titles_height(const Place& place) const {
        float height = 0;
        for (const Place::Item& item : place.items)
            height += ui_.text_height(ui_.measure(item.title, look_.type, width_), look_.type);
        return height + unit_ * 0.5F * static_cast<float>(place.items.size() - 1);
    }

    void add_step(const Place& place) {
        const float height = ui_.line_height(Type::small) + unit_ * 0.5F;
        flow_.add({.height_px = height,
                   .gap_px = unit_ * 0.75F,
                   .with_next = true,
                   .draw = [place](Ui& ui, const Ui::Box& box) {
                       const float unit = ui.theme().unit;
                       const float x = box.left + badge_units * unit / 2;
                       ui.straight_line(x, box.top, x, box.top + box.height, ui.theme().colours.accent,
                                        std::max(2.0F, std::round(place.step_line_units * unit)));
                       const float indent = (badge_units + gap_units + number_units) * unit;
                       ui.label({box.left + indent, box.top, box.width - indent, box.height},
                                place.step_below, {.type = Type::small, .ink = Ink::accent});
                   }});
    }

    void draw_badge(Ui& ui, const Place& place, bool first, const Ui::Box& badge) const {
        const ui::Colours& colours = ui.theme().colours;
        const bool only_no_change = place.items.size() == 1 && place.items.front().no_change;
        const ui::Colour ground = only_no_change ? colours.page : first ? colours.accent : colours.soft;
        ui.fill_box(badge, ground, badge.height / 2);
        if (only_no_change) ui.outline_box(badge, colours.line_strong, badge.height / 2, ui.theme().line * 2);
        ui.on_ground(ground, [&] {
            ui.label(badge, place.label,
                     {.type = Type::strong,
                      .ink = only_no_change ? Ink::quiet
                             : first        ? Ink::on_accent
                                            : Ink::accent,
                      .align = ui::Align::centre});
        });
    }

    void draw(Ui& ui, const Place& place, bool first, bool last, float badge_height,
              const Ui::Box& box) const {
        const float line = ui.line_height(look_.type);
        draw_badge(ui, place, first,
                   {box.left, box.top + std::max(0.0F, std::round((line - badge_height) / 2)),
                    badge_units * unit_, badge_height});
        float top = box.top + std::max(0.0F, std::round((badge_height - line) / 2));
        for (const Place::Item& item : place.items) {
            const TextBlock block = ui.measure(item.title, look_.type, width_);
            const float height = ui.text_height(block, look_.type);
            const float left = box.left + (badge_units + gap_units) * unit_;
            const Ui::Box own{left + number_units * unit_, top, width_, height};
            if (!item.number.empty())
                ui.label({left, top, number_units * unit_, line}, item.number,
                         {.type = Type::strong, .ink = Ink::accent});
            if (item.no_change) {
                draw_no_change(ui, {left, top, width_ + number_units * unit_, height}, item.title, block,
                               look_.type);
            } else {
                ui.lines(own, item.title, block, {.type = look_.type});
            }
            top += height + unit_ * 0.5F;
        }
        if (last || !look_.steps_at_the_end) return;
        const float bottom = box.top + box.height + unit_ * 1.25F;
        const float end = box.left + box.width - end_units * unit_;
        ui.straight_line(box.left, bottom, end, bottom, ui.theme().colours.line, ui.theme().line);
        const float small = ui.line_height(Type::small);
        ui.label({end + unit_ * 2, bottom - small / 2, end_units * unit_ - unit_ * 2, small},
                 place.step_below, {.type = Type::small, .ink = Ink::accent});
    }

    Ui& ui_;
    Flow& flow_;
    Look look_;
    float unit_;
    float width_;
};

Flow places_flow(Ui& ui, const std::vector<Place>& places, Look look, float width_px) {
    Flow flow(ui, width_px);
    for (std::size_t index = 0; index < places.size(); ++index)
        PlacesDrawing(ui, flow, look).add(places[index], index == 0, index + 1 == places.size());
    return flow;
}

// `all`: also what can be left out where there is little height.
void add_notes(Flow& flow, const StandingsView& standings, bool all = true) {
    const FlowText quiet{.type = Type::small, .ink = Ink::quiet, .gap_units = 2};
    if (standings.figures && all) flow.text("The exact figures follow on the next pages.", {.gap_units = 2});
    if (all) flow.text(std::to_string(standings.organisations) + " organisations ranked.", quiet);
    flow.text(standings.thresholds, quiet);
    if (!standings.why_no_figures.empty() && all) flow.text(standings.why_no_figures, quiet);
}

// As large as possible on one page; else in the smallest type on several.
Flow fitting_places(Ui& ui, const std::vector<Place>& places, float width_px, float height_px) {
    constexpr std::array looks{Look{Type::heading, false}, Look{Type::body, false}, Look{Type::body, true}};
    for (const Look& look : looks) {
        Flow flow = places_flow(ui, places, look, width_px);
        if (flow.height_px() <= height_px) return flow;
    }
    return places_flow(ui, places, Look{Type::small, true}, width_px);
}

std::string warning_of(const StandingsView& standings) {
    return standings.figures ? standings.figures->warning : standings.warning;
}

void add_warning(Ui& ui, Flow& flow, const StandingsView& standings, Type type) {
    if (const std::string warning = warning_of(standings); !warning.empty())
        add_sentence(ui, flow, "\u26A0 " + warning, ui.theme().colours.warning, {type});
}

// Beside the places: smaller where there is little height.
void notes(Ui& ui, const StandingsView& standings) {
    const float width = ui.available_width();
    const float height = ui.available_height();
    constexpr std::array looks{std::pair{Type::strong, true}, std::pair{Type::small, true},
                               std::pair{Type::small, false}};
    for (const auto& [type, all] : looks) {
        Flow flow(ui, width);
        add_warning(ui, flow, standings, type);
        flow.text(standings.equal_voice, {.type = type, .gap_units = 2.5F});
        add_notes(flow, standings, all);
        if (flow.height_px() <= height || !all) return flow.draw_all();
    }
}

// The places, and how many pages they take.
std::size_t show_places(Ui& ui, const RoundView& round, const StandingsView& standings, std::size_t page) {
    const std::vector<Place> places = places_of(round, standings);
    if (is_narrow(ui)) {
        Flow above(ui, ui.available_width());
        add_warning(ui, above, standings, Type::small);
        if (above.empty()) above.text(standings.equal_voice, {.type = Type::small, .ink = Ink::quiet});
        above.draw_all();
        Flow flow = fitting_places(ui, places, ui.available_width(), ui.available_height());
        add_notes(flow, standings);
        return draw_page(ui, flow, page);
    }
    std::size_t pages = 1;
    ui.columns({{0.69F,
                 [&] {
                     const Flow flow =
                         fitting_places(ui, places, ui.available_width(), ui.available_height());
                     pages = draw_page(ui, flow, page);
                 }},
                {0.31F, [&] { notes(ui, standings); }}},
               6);
    return pages;
}

void not_shown(Ui& ui, const RoundView& round, const StandingsView& standings, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    flow.text("The order is not shown", {.type = Type::title, .role = ui::Role::heading, .with_next = true});
    flow.text(standings.not_shown_because, {.type = Type::heading, .gap_units = 3});
    if (round.earlier_standings && round.earlier_standings->shown) {
        flow.text("The order from before stays", {.type = Type::strong, .gap_units = 4, .with_next = true});
        for (const Place& place : places_of(round, *round.earlier_standings)) {
            std::string titles;
            for (const Place::Item& item : place.items)
                titles += (titles.empty() ? "" : "  =  ") + item.number + (item.number.empty() ? "" : "  ") +
                          item.title;
            flow.text(titles, {.gap_units = 1, .indent_units = badge_units, .label = place.label});
        }
    } else {
        flow.text(standings.equal_voice, {.ink = Ink::quiet, .gap_units = 4});
    }
    show_pages_centred(ui, flow, state);
}

}  // namespace

void standings_screen(Ui& ui, const RoundView& round, RoomScreenState& state) {
    if (!round.standings) return;
    const StandingsView& standings = *round.standings;
    if (!standings.shown) return not_shown(ui, round, standings, state);
    ui.space(1);
    const std::size_t figures = standings.figures ? figure_pages(ui, round, standings) : 0;
    // How many pages the places take is known once they were drawn.
    if (state.page < state.standings_pages || figures == 0) {
        state.standings_pages = show_places(ui, round, standings, state.page);
    } else {
        state.page = std::min(state.page, state.standings_pages + figures - 1);
        figures_page(ui, round, standings, state.page - state.standings_pages);
    }
    state.pages = state.standings_pages + figures;
    state.page = std::min(state.page, state.pages - 1);
}

}  // namespace equivox::host
