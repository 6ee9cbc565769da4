// SPDX-License-Identifier: Apache-2.0
// Before the first round, and for latecomers: how to join, and who is here.
#include <algorithm>
#include <cmath>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/qr_code.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

void joining_steps(Ui& ui, const RoomView& view, float height_px) {
    const float width = ui.available_width();
    ui.spaced(0.5F, [&] {
        if (view.join_url.empty()) {
            ui.heading("The address is not known yet");
            ui.text("This laptop is on no network that others can reach.", {.ink = Ink::quiet});
        } else {
            const std::string address = words::plain_address(view.join_url);
            ui.text("Open this address in a browser, or point a camera at the code",
                    {.type = Type::strong, .ink = Ink::accent});
            ui.text(address, {.type = fitting_type(ui, address,
                                                   {Type::figure, Type::title, Type::heading, Type::strong},
                                                   width, height_px * 0.4F)});
        }
        ui.space(1.5F);
        const std::string code = words::grouped(view.room_code, 4);
        ui.text("Room code", {.type = Type::strong, .ink = Ink::accent});
        ui.figure(code, {},
                  {.type = fitting_type(ui, code, {Type::code, Type::figure, Type::title}, width,
                                        height_px * 0.6F)});
    });
}

void add_organisation(Ui& ui, Flow& flow, const OrganisationView& organisation) {
    const float unit = ui.theme().unit;
    const bool all = organisation.taken >= organisation.seats;
    const std::string taken = (all ? "\u2713 " : "") + std::to_string(organisation.taken) + " of " +
                              std::to_string(organisation.seats);
    const float taken_width = std::ceil(ui.measure("\u2713 10 of 10", Type::small, 1e6F).width_px) + unit;
    const float width = flow.width_px() - taken_width - unit;
    std::string name = ui::displayable(organisation.name);
    const float height = ui.text_height(ui.measure(name, Type::small, width), Type::small);
    flow.add(
        {.height_px = height,
         .gap_px = unit * 0.75F,
         .with_next = false,
         .draw = [name = std::move(name), taken, taken_width, width, all, height](Ui& at,
                                                                                  const Ui::Box& box) {
             at.lines({box.left, box.top, width, height}, name, at.measure(name, Type::small, width),
                      {.type = Type::small});
             at.label(
                 {box.left + box.width - taken_width, box.top, taken_width, at.line_height(Type::small)},
                 taken,
                 {.type = Type::small, .ink = all ? Ink::accent : Ink::quiet, .align = ui::Align::right});
         }});
}

}  // namespace

void joining_screen(Ui& ui, const RoomView& view, RoomScreenState& state) {
    const float unit = ui.theme().unit;
    ui.spaced(2.5F, [&] {
        ui.fitted_heading(view.purpose, 13);
        const float side = 25 * unit;
        ui.card(
            [&] {
                const float share = (side + 4 * unit) / ui.available_width();
                if (view.join_url.empty()) return joining_steps(ui, view, side);
                ui.columns({{share, [&] { ui::qr_code(ui, words::join_link(view), 25); }},
                            {1 - share, [&] { joining_steps(ui, view, side); }}},
                           0);
            },
            {.padding_units = 2.5F});
        ui.spaced(1.5F, [&] {
            overline(ui, std::to_string(view.seats_taken) + " of " + std::to_string(view.seats_total) +
                             " seats taken");
            const std::size_t columns = is_narrow(ui) || view.organisations.size() <= 8 ? 2 : 3;
            const float gap = 5;
            const float width =
                std::floor((ui.available_width() - gap * unit * static_cast<float>(columns - 1)) /
                           static_cast<float>(columns));
            Flow flow(ui, width);
            for (const OrganisationView& organisation : view.organisations)
                add_organisation(ui, flow, organisation);
            state.pages = draw_page(ui, flow, state.page, columns, gap);
        });
    });
}

}  // namespace equivox::host
