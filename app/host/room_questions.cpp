// SPDX-License-Identifier: Apache-2.0
// Clarification: what was asked, and the answers so far, proposal by proposal.
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

void add_group(Flow& flow, const RoundView& round, std::string_view title, std::optional<ProposalId> about) {
    bool first = true;
    for (const QuestionView& question : round.questions) {
        if (question.about != about) continue;
        if (first)
            flow.text(title,
                      {.type = Type::heading, .role = ui::Role::heading, .gap_units = 3, .with_next = true});
        first = false;
        add_question(flow, question);
    }
}

}  // namespace

void questions_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    add_group(flow, round, "About the question", std::nullopt);
    for (const ProposalView& proposal : round.proposals)
        add_group(flow, round, words::numbered_title(round, proposal.id), proposal.id);
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
