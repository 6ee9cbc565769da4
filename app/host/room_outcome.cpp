// SPDX-License-Identifier: Apache-2.0
// The outcome, read back or recorded.
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;

constexpr float label_units = 24;

void add_labelled(Flow& flow, const std::string& label, const std::string& text) {
    if (text.empty()) return;
    flow.text(text,
              {.gap_units = 1.75F, .indent_units = label_units, .label = label, .label_ink = Ink::quiet});
}

void add_each_labelled(Flow& flow, std::string label, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        add_labelled(flow, label, text);
        label.clear();
    }
}

}  // namespace

void outcome_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state) {
    if (!round.outcome) return;
    const OutcomeView& outcome = *round.outcome;
    const bool deferred = outcome.kind == OutcomeKind::deferred;
    ui.space(1);
    Flow flow(ui, ui.available_width());
    flow.text(outcome.declared ? "Our outcome" : "Is this what we decided?",
              {.type = outcome.declared ? Type::strong : Type::title,
               .ink = Ink::accent,
               .role = ui::Role::heading,
               .with_next = true});
    flow.text(round.question, {.ink = Ink::quiet, .gap_units = 1.5F, .with_next = true});
    std::string title = outcome.kind_words;
    if (!outcome.proposal_title.empty()) title += ": " + outcome.proposal_title;
    flow.text(title, {.type = outcome.declared ? Type::title : Type::heading,
                      .role = ui::Role::heading,
                      .gap_units = 2.5F,
                      .with_next = true});
    if (!outcome.text.empty()) flow.text(outcome.text, {.gap_units = 1.5F, .indent_units = 2, .bar = true});
    add_labelled(flow, "Because", outcome.reasons);
    add_labelled(flow, deferred ? "Who finds out" : "Owner", outcome.owner);
    add_labelled(flow, deferred ? "By" : "We look again", words::date(outcome.review_date));
    add_each_labelled(flow, "Worries noted", outcome.worries);
    add_each_labelled(flow, "Objections that stand", outcome.standing_objections);
    add_labelled(flow, "Dissent", outcome.dissent);
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
