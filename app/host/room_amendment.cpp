// SPDX-License-Identifier: Apache-2.0
// A proposal before and after its last amendment, clause beside clause; or two proposals and what they became
// together.
#include <string>
#include <vector>

#include "app/host/clause_changes.hpp"
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;

constexpr float between_units = 5;
constexpr float label_units = 5;

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
            .indent_units = label_units,
            .bar = changed,
            .label = label,
            .label_ink = changed ? Ink::accent : Ink::quiet};
}

// `clauses_above`: how many clauses of the texts before belong to a proposal that stands above this one.
void add_change(Flow& flow, const ClauseChange& change, std::size_t clauses_above) {
    const bool changed = change.kind != ClauseChange::Kind::same;
    if (changed)
        flow.side_by_side(
            {{change.before ? "" : " ", {.type = Type::small, .gap_units = 1.5F, .with_next = true}},
             {mark(change.kind),
              {.type = Type::small,
               .ink = Ink::accent,
               .gap_units = 1.5F,
               .indent_units = label_units,
               .with_next = true}}},
            between_units);
    const auto number = [](const std::optional<std::size_t>& index, std::size_t above) {
        return index ? std::to_string(*index - above + 1) : std::string();
    };
    flow.side_by_side(
        {{change.before_text, cell(number(change.before, clauses_above), changed, changed ? 0.0F : 1.5F)},
         {change.after_text, cell(number(change.after, 0), changed, changed ? 0.0F : 1.5F)}},
        between_units);
}

FlowText title_look(const std::string& number, float gap_units) {
    return {.type = Type::heading,
            .role = ui::Role::heading,
            .gap_units = gap_units,
            .indent_units = number.empty() ? 0 : label_units,
            .with_next = true,
            .label = number};
}

void add_heads(Flow& flow, std::string_view before, std::string_view now) {
    const FlowText heads{.type = Type::strong, .ink = Ink::accent, .with_next = true};
    flow.side_by_side({{std::string(before), heads}, {std::string(now), heads}}, between_units);
}

void add_merge(Flow& flow, const ProposalView& proposal, const EarlierText& before,
               const ProposalView& merged) {
    add_heads(flow, "Two proposals", "Now one");
    const std::string number = std::to_string(proposal.number);
    flow.side_by_side({{before.title, title_look(number, 0.5F)}, {proposal.title, title_look(number, 0.5F)}},
                      between_units);
    std::vector<std::string> clauses = before.clauses;
    clauses.insert(clauses.end(), merged.clauses.begin(), merged.clauses.end());
    const std::size_t first_of_merged = before.clauses.size();
    bool named = false;
    const auto name_merged = [&] {
        if (named) return;
        named = true;
        flow.side_by_side(
            {{merged.title, title_look(std::to_string(merged.number), 2.5F)}, {"", title_look("", 2.5F)}},
            between_units);
    };
    for (const ClauseChange& change : clause_changes(clauses, proposal.clauses)) {
        const bool of_merged = change.before && *change.before >= first_of_merged;
        if (of_merged) name_merged();
        add_change(flow, change, of_merged ? first_of_merged : 0);
    }
    name_merged();
    flow.text("Should they stay apart? Anybody may say so on their device within a minute, without a name.",
              {.ink = Ink::quiet, .gap_units = 4});
}

}  // namespace

void amendment_screen(ui::Ui& ui, const RoundView& round, const ProposalView& proposal,
                      RoomScreenState& state) {
    const EarlierText& before = proposal.earlier.back();
    ui.space(1);
    Flow flow(ui, ui.available_width());
    const ProposalView* merged =
        before.merged_with ? words::find_proposal(round, *before.merged_with) : nullptr;
    if (merged != nullptr) {
        add_merge(flow, proposal, before, *merged);
        return show_pages(ui, flow, state);
    }
    add_heads(flow, "Before", "Now");
    flow.side_by_side({{before.title, title_look("", 0.5F)}, {proposal.title, title_look("", 0.5F)}},
                      between_units);
    for (const ClauseChange& change : clause_changes(before.clauses, proposal.clauses))
        add_change(flow, change, 0);
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
