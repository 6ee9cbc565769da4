// SPDX-License-Identifier: Apache-2.0
// A proposal before and after its last amendment, clause beside clause.
#include "app/host/clause_changes.hpp"
#include "app/host/room_parts.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;

std::string mark(ClauseChange::Kind kind) {
    switch (kind) {
        case ClauseChange::Kind::same:
            return {};
        case ClauseChange::Kind::changed:
            return "changed";
        case ClauseChange::Kind::added:
            return "new";
        case ClauseChange::Kind::removed:
            return "taken out";
    }
    __builtin_unreachable();
}

FlowText cell(const std::string& label, bool changed, float gap_units) {
    return {.type = Type::body,
            .ink = changed ? Ink::normal : Ink::quiet,
            .gap_units = gap_units,
            .indent_units = 5,
            .bar = changed,
            .label = label,
            .label_ink = changed ? Ink::accent : Ink::quiet};
}

void add_change(Flow& flow, const ClauseChange& change) {
    const bool changed = change.kind != ClauseChange::Kind::same;
    if (changed)
        flow.side_by_side(
            {{change.before ? "" : " ", {.type = Type::small, .gap_units = 1.5F, .with_next = true}},
             {mark(change.kind),
              {.type = Type::small,
               .ink = Ink::accent,
               .gap_units = 1.5F,
               .indent_units = 5,
               .with_next = true}}},
            5);
    const auto number = [](const std::optional<std::size_t>& index) {
        return index ? std::to_string(*index + 1) : std::string();
    };
    flow.side_by_side({{change.before_text, cell(number(change.before), changed, changed ? 0.0F : 1.5F)},
                       {change.after_text, cell(number(change.after), changed, changed ? 0.0F : 1.5F)}},
                      5);
}

}  // namespace

void amendment_screen(ui::Ui& ui, const ProposalView& proposal, RoomScreenState& state) {
    const EarlierText& before = proposal.earlier.back();
    ui.space(1);
    Flow flow(ui, ui.available_width());
    const FlowText heads{.type = Type::strong, .ink = Ink::accent, .with_next = true};
    flow.side_by_side({{"Before", heads}, {"Now", heads}}, 5);
    const FlowText title{
        .type = Type::heading, .role = ui::Role::heading, .gap_units = 0.5F, .with_next = true};
    flow.side_by_side({{before.title, title}, {proposal.title, title}}, 5);
    for (const ClauseChange& change : clause_changes(before.clauses, proposal.clauses))
        add_change(flow, change);
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
