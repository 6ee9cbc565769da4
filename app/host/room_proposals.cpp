// SPDX-License-Identifier: Apache-2.0
// All proposals of the round by number and title; and one of them with its clauses.
#include <cmath>

#include "app/host/room_parts.hpp"

namespace equivox::host {
namespace {

using ui::Type;
using ui::Ui;

Flow titles(Ui& ui, const RoundView& round, float width_px, Type type, float gap_units) {
    Flow flow(ui, width_px);
    const auto add = [&](bool set_aside, bool no_change, float first_gap) {
        for (const ProposalView& proposal : round.proposals) {
            if (proposal.set_aside != set_aside || proposal.no_change != no_change) continue;
            add_proposal_row(ui, flow, proposal, type, first_gap);
            first_gap = gap_units;
        }
    };
    add(false, false, gap_units);
    add(false, true, gap_units + 2);
    add(true, false, gap_units + 2);
    add(true, true, gap_units);
    return flow;
}

}  // namespace

void proposals_screen(Ui& ui, const RoundView& round, RoomScreenState& state) {
    ui.space(1);
    ui.spaced(3, [&] {
        ui.heading(round.question, {.ink = ui::Ink::quiet, .lines_max = 2});
        const float width = ui.available_width();
        const float height = ui.available_height();
        for (const auto& [type, gap] : {std::pair{Type::title, 2.75F}, std::pair{Type::heading, 2.0F}}) {
            const Flow flow = titles(ui, round, width, type, gap);
            if (flow.height_px() > height) continue;
            return show_pages(ui, flow, state);
        }
        const std::size_t columns = is_narrow(ui) ? 1 : 2;
        constexpr float between = 5;
        const float each = columns == 1 ? width : std::floor((width - between * ui.theme().unit) / 2);
        Flow flow = titles(ui, round, each, Type::body, 1.5F);
        if (flow.columns(height).size() > columns) flow = titles(ui, round, each, Type::small, 1);
        state.pages = draw_page(ui, flow, state.page, columns, between);
    });
}

void one_proposal_screen(Ui& ui, const ProposalView& proposal, RoomScreenState& state) {
    const float width = ui.available_width();
    for (const Type type : {Type::heading, Type::body}) {
        Flow flow(ui, width);
        if (!proposal.no_change)
            flow.text("Proposal " + std::to_string(proposal.number),
                      {.type = Type::strong, .ink = ui::Ink::accent, .with_next = true});
        flow.text(proposal.title, {.type = Type::title, .role = ui::Role::heading, .with_next = true});
        if (proposal.set_aside)
            flow.text("Set aside: " + proposal.set_aside_reason, {.ink = ui::Ink::quiet, .gap_units = 1.5F});
        flow.add(
            {.height_px = ui.theme().unit, .gap_px = 0, .with_next = true, .draw = [](Ui&, const Ui::Box&) {
             }});
        add_clauses(flow, proposal.clauses, type);
        if (type == Type::heading && flow.height_px() > ui.available_height()) continue;
        return show_pages_centred(ui, flow, state);
    }
}

}  // namespace equivox::host
