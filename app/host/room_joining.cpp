// SPDX-License-Identifier: Apache-2.0
// Before the first round, and for latecomers: how to join, and who is here.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/qr_code.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

// How large the panel with the address is: the more organisations there are, the less room is left for it.
struct Look {
    float panel_units;  // Height of the code and of what stands beside it.
    bool side_by_side;  // Address and room code in one line.
    Type code;          // Of the room code.
    Type organisations;
};
constexpr std::array looks{Look{34, false, Type::code, Type::body}, Look{34, false, Type::code, Type::small},
                           Look{29, false, Type::figure, Type::small},
                           Look{17, true, Type::figure, Type::small}};

void address(Ui& ui, const RoomView& view, const Look& look) {
    ui.spaced(0.25F, [&] {
        if (view.join_url.empty()) {
            ui.heading("The address is not known yet");
            ui.text("This laptop is on no network that others can reach.", {.ink = Ink::quiet});
            return;
        }
        const std::string plain = words::plain_address(view.join_url);
        ui.text(look.side_by_side ? "Open, or point a camera"
                                  : "Open this address, or point a camera at the code",
                {.type = Type::strong, .ink = Ink::accent});
        figure_line(ui, plain, Type::figure);
    });
}

void room_code(Ui& ui, const RoomView& view, const Look& look) {
    const std::string code = words::grouped(view.room_code, 4);
    ui.spaced(0.25F, [&] {
        ui.text("Room code", {.type = Type::strong, .ink = Ink::accent});
        figure_line(ui, code, look.code);
    });
}

void panel(Ui& ui, const RoomView& view, const Look& look) {
    const auto words_beside = [&] {
        if (look.side_by_side) {
            ui.space((look.panel_units - looks.back().panel_units) / 2);
            // As wide as each needs in the same size.
            constexpr float endless_px = 1e6F;
            const float wide =
                ui.measure(words::plain_address(view.join_url), Type::figure, endless_px).width_px;
            const float code =
                ui.measure(words::grouped(view.room_code, 4), Type::figure, endless_px).width_px;
            return ui.columns({{std::max(wide, code) + 1, [&] { address(ui, view, look); }},
                               {code + 1, [&] { room_code(ui, view, look); }}},
                              4);
        }
        ui.spaced(2, [&] { address(ui, view, look); });
        ui.space(2);
        room_code(ui, view, look);
    };
    ui.card(
        [&] {
            if (view.join_url.empty()) return words_beside();
            const float share = (look.panel_units + 3) * ui.theme().unit / ui.available_width();
            ui.columns({{share, [&] { ui::qr_code(ui, words::join_link(view), look.panel_units); }},
                        {1 - share, words_beside}},
                       0);
        },
        {.padding_units = 2.5F});
}

void add_organisation(Ui& ui, Flow& flow, const OrganisationView& organisation, Type type) {
    const float unit = ui.theme().unit;
    const bool all = organisation.taken >= organisation.seats;
    const std::string taken = (all ? "\u2713 " : "") + std::to_string(organisation.taken) + " of " +
                              std::to_string(organisation.seats);
    const float taken_width = std::ceil(ui.measure("\u2713 10 of 10", type, 1e6F).width_px) + unit;
    const float width = flow.width_px() - taken_width - unit;
    std::string name = ui::displayable(organisation.name);
    const float height = ui.text_height(ui.measure(name, type, width), type);
    flow.add({.height_px = height,
              .gap_px = unit * 0.75F,
              .with_next = false,
              .draw = [name = std::move(name), taken, taken_width, width, all, height, type](
                          Ui& at, const Ui::Box& box) {
                  at.lines({box.left, box.top, width, height}, name, at.measure(name, type, width),
                           {.type = type});
                  at.label({box.left + box.width - taken_width, box.top, taken_width, at.line_height(type)},
                           taken,
                           {.type = type, .ink = all ? Ink::accent : Ink::quiet, .align = ui::Align::right});
              }});
}

Flow organisations(Ui& ui, const RoomView& view, Type type, float width_px) {
    Flow flow(ui, width_px);
    for (const OrganisationView& organisation : view.organisations)
        add_organisation(ui, flow, organisation, type);
    return flow;
}

}  // namespace

void joining_screen(Ui& ui, const RoomView& view, RoomScreenState& state) {
    const float unit = ui.theme().unit;
    const std::size_t columns = is_narrow(ui) || view.organisations.size() <= 8 ? 2 : 3;
    constexpr float gap = 5;
    const float width = std::floor((ui.available_width() - gap * unit * static_cast<float>(columns - 1)) /
                                   static_cast<float>(columns));
    ui.space(1);
    ui.spaced(2.5F, [&] {
        // All of it is on the screen for the purpose, if it is long.
        ui.heading(view.purpose, {.lines_max = 2});
        const float left = ui.available_height() - 10 * unit - ui.line_height(Type::strong);
        Look look = looks.back();
        for (const Look& each : looks) {
            const Flow flow = organisations(ui, view, each.organisations, width);
            const auto fits = [&](float panel_units) {
                return flow.columns(left - panel_units * unit).size() <= columns;
            };
            if (!fits(each.panel_units)) continue;
            look = each;
            while (look.panel_units < looks.front().panel_units && fits(look.panel_units + 1))
                look.panel_units += 1;
            break;
        }
        panel(ui, view, look);
        ui.space(0.5F);
        overline(ui, std::to_string(view.seats_taken) + " of " + std::to_string(view.seats_total) +
                         " seats taken");
        ui.space(-1);
        state.pages =
            draw_page(ui, organisations(ui, view, look.organisations, width), state.page, columns, gap);
    });
}

}  // namespace equivox::host
