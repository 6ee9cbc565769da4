// SPDX-License-Identifier: Apache-2.0
// Clarification: what was asked, and the answers so far, proposal by proposal.
#include <cmath>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Type;

void add_question(Flow& flow, const QuestionView& question) {
    flow.text(question.text, {.type = Type::strong,
                              .gap_units = 1.5F,
                              .indent_units = 4,
                              .with_next = !question.answers.empty(),
                              .label = "?"});
    for (const std::string& answer : question.answers)
        flow.text(answer, {.gap_units = 0.75F, .indent_units = 6, .bar = true});
}

void add_group(Flow& flow, const RoundView& round, std::optional<ProposalId> about) {
    bool first = true;
    for (const QuestionView& question : round.questions) {
        if (question.about != about) continue;
        if (first && about) add_title(flow, round, *about, {.gap_units = 3});
        if (first && !about)
            flow.text("About the question",
                      {.type = Type::heading, .role = ui::Role::heading, .gap_units = 3, .with_next = true});
        first = false;
        add_question(flow, question);
    }
}

Flow all_questions(ui::Ui& ui, const RoundView& round, float width_px) {
    Flow flow(ui, width_px);
    add_group(flow, round, std::nullopt);
    for (const ProposalView& proposal : round.proposals) add_group(flow, round, proposal.id);
    return flow;
}

}  // namespace

void questions_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state) {
    ui.space(1);
    const float width = ui.available_width();
    const Flow whole = all_questions(ui, round, width);
    if (is_narrow(ui) || whole.height_px() <= ui.available_height()) return show_pages(ui, whole, state);
    constexpr float gap_units = 6;
    const float half = std::floor((width - gap_units * ui.theme().unit) / 2);
    state.pages = draw_page(ui, all_questions(ui, round, half), state.page, 2, gap_units);
}

}  // namespace equivox::host
