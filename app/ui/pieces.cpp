// SPDX-License-Identifier: Apache-2.0
#include "app/ui/pieces.hpp"

#include <algorithm>
#include <cmath>

namespace equivox::ui {
namespace {

std::string_view state_name(StageState state) {
    switch (state) {
        case StageState::done:
            return "done";
        case StageState::now:
            return "now";
        case StageState::later:
            break;
    }
    return "later";
}

// One stage: a bar above its name.
void draw_stage(Ui& ui, const Ui::Box& box, const StageMark& stage) {
    const Colours& c = ui.theme().colours;
    const float bar = std::round(ui.theme().unit * 0.6F);
    const bool now = stage.state == StageState::now;
    const Colour colour = stage.state == StageState::later ? c.line
                          : now                            ? c.accent
                                                           : mixed(c.page, c.accent, 0.45);
    ui.fill_box({box.left, box.top, box.width, bar}, colour, bar / 2);
    const TextOptions look{.type = now ? Type::strong : Type::small, .ink = now ? Ink::accent : Ink::quiet};
    const std::string name =
        stage.state == StageState::done ? "\u2713 " + std::string(stage.name) : std::string(stage.name);
    ui.note({.role = Role::stage,
             .name = displayable(stage.name),
             .value = std::string(state_name(stage.state)),
             .place = {box.left, box.top, box.left + box.width, box.top + box.height},
             .seen = {},
             .text_height_px = ui.theme().type(look.type).height_px,
             .ink = ui.theme().ink(look.ink),
             .ground = ui.ground()});
    ui.quietly([&] { ui.label({box.left, box.top + bar, box.width, box.height - bar}, name, look); });
}

// A thin line with words in its middle, over the whole width.
void worded_line(Ui& ui, const std::string& words, Ink ink, Colour line, float thickness) {
    const std::string shown = displayable(words);
    const float width = ui.available_width();
    const TextBlock block = ui.measure(shown, Type::strong, width * 0.7F, 1);
    const float height = ui.line_height(Type::strong);
    const Ui::Box box = ui.place(width, height);
    const float gap = ui.theme().unit * 1.5F;
    const float left = box.left + (box.width - block.width_px) / 2;
    const float middle = box.top + height / 2;
    ui.straight_line(box.left, middle, left - gap, middle, line, thickness);
    ui.straight_line(left + block.width_px + gap, middle, box.left + box.width, middle, line, thickness);
    ui.lines({left, box.top, block.width_px, height}, shown, block, {.type = Type::strong, .ink = ink});
}

// The step from one place to the next: a short upright line and its name.
void draw_step(Ui& ui, const std::string& step, float indent) {
    const Theme& theme = ui.theme();
    const float height = ui.line_height(Type::small) + theme.unit;
    const Ui::Box box = ui.place(ui.available_width(), height);
    const float x = box.left + indent / 2;
    ui.straight_line(x, box.top, x, box.top + height, theme.colours.line_strong,
                     std::max(2.0F, theme.line * 2));
    const float text_left = indent + theme.unit * 2;
    ui.label({box.left + text_left, box.top, box.width - text_left, height}, step,
             {.type = Type::small, .ink = Ink::quiet});
}

// The place in a column at the left, the proposals beside it.
void draw_place(Ui& ui, const PlaceMark& place, bool first, const PlaceListText& text, float label_width) {
    const Theme& theme = ui.theme();
    const float gap = theme.unit * 2;
    const float width = ui.available_width() - label_width - gap;
    struct Item {
        std::string shown;
        TextBlock block;
        bool no_change;
    };
    std::vector<Item> items;
    float height = 0;
    const auto add = [&](std::string shown, bool no_change) {
        TextBlock block = ui.measure_balanced(shown, Type::body, width);
        if (!items.empty()) height += theme.unit;
        height += ui.text_height(block, Type::body);
        items.push_back({std::move(shown), std::move(block), no_change});
    };
    for (const std::string& proposal : place.proposals) add(displayable(proposal), false);
    if (place.has_no_change) add(displayable(text.no_change), true);
    const float label_height = ui.line_height(Type::strong);
    const Ui::Box box = ui.place(ui.available_width(), std::max(height, label_height));
    const Ui::Box badge{box.left, box.top - theme.unit * 0.25F, label_width,
                        label_height + theme.unit * 0.5F};
    ui.fill_box(badge, first ? theme.colours.accent : theme.colours.soft, badge.height / 2);
    ui.on_ground(first ? theme.colours.accent : theme.colours.soft, [&] {
        ui.label(badge, place.label,
                 {.type = Type::strong, .ink = first ? Ink::on_accent : Ink::accent, .align = Align::centre});
    });
    float top = box.top;
    for (const Item& item : items) {
        const float item_height = ui.text_height(item.block, Type::body);
        ui.lines({box.left + label_width + gap, top, width, item_height}, item.shown, item.block,
                 {.ink = item.no_change ? Ink::quiet : Ink::normal});
        top += item_height + theme.unit;
    }
}

}  // namespace

void stage_bar(Ui& ui, std::span<const StageMark> stages) {
    if (stages.empty()) return;
    const Theme& theme = ui.theme();
    const float gap = theme.unit;
    const float width = ui.available_width();
    const auto count = static_cast<float>(stages.size());
    const float each = std::floor((width - gap * (count - 1)) / count);
    const Ui::Box box = ui.place(width, ui.line_height(Type::strong) + theme.unit);
    float left = box.left;
    for (const StageMark& stage : stages) {
        draw_stage(ui, {left, box.top, each, box.height}, stage);
        left += each + gap;
    }
}

void meter(Ui& ui, std::size_t done, std::size_t total, std::string_view caption) {
    const Theme& theme = ui.theme();
    const float bar = std::round(theme.unit * 1.2F);
    ui.spaced(1, [&] {
        ui.figure(std::to_string(done) + " of " + std::to_string(total), caption);
        const Ui::Box box = ui.place(ui.available_width(), bar);
        ui.fill_box(box, theme.colours.line, bar / 2);
        const float share =
            total == 0 ? 0 : static_cast<float>(std::min(done, total)) / static_cast<float>(total);
        if (share > 0) {
            ui.fill_box({box.left, box.top, std::max(bar, box.width * share), bar}, theme.colours.accent,
                        bar / 2);
        }
    });
}

void place_list(Ui& ui, std::span<const PlaceMark> places, const PlaceListText& text) {
    const Theme& theme = ui.theme();
    float label_width = theme.unit * 6;
    for (const PlaceMark& place : places) {
        const TextBlock block = ui.measure(displayable(place.label), Type::strong, ui.available_width(), 1);
        label_width = std::max(label_width, block.width_px + 3 * theme.unit);
    }
    ui.spaced(1, [&] {
        for (std::size_t index = 0; index < places.size(); ++index) {
            const PlaceMark& place = places[index];
            if (place.has_no_change && place.proposals.empty()) {
                worded_line(ui,
                            place.label.empty() ? text.no_change : place.label + " \u00B7 " + text.no_change,
                            Ink::quiet, theme.colours.line_strong, std::max(2.0F, theme.line * 2));
            } else {
                draw_place(ui, place, index == 0, text, label_width);
            }
            if (!place.step_below.empty() && index + 1 < places.size())
                draw_step(ui, place.step_below, label_width);
        }
    });
}

}  // namespace equivox::ui
