// SPDX-License-Identifier: Apache-2.0
// A box is open: what to do, how many are in, and what it is about. Never what was put in.
#include <algorithm>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/pieces.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

void turnout(Ui& ui, const BoxView& box) {
    const float unit = ui.theme().unit;
    const std::string text = std::to_string(box.turnout) + " of " + std::to_string(box.seats_taken) + " in";
    ui.spaced(1, [&] {
        ui.figure(text, {},
                  {.type = fitting_type(ui, text, {Type::figure, Type::title, Type::heading},
                                        ui.available_width(), 12 * unit)});
        const float height = unit * 1.5F;
        const Ui::Box bar = ui.place(ui.available_width(), height);
        ui.fill_box(bar, ui.theme().colours.line, height / 2);
        if (box.seats_taken == 0 || box.turnout == 0) return;
        const float share =
            static_cast<float>(std::min(box.turnout, box.seats_taken)) / static_cast<float>(box.seats_taken);
        ui.fill_box({bar.left, bar.top, std::max(height, bar.width * share), height},
                    ui.theme().colours.accent, height / 2);
    });
}

void last_call(Ui& ui, const BoxView& box, std::uint32_t seconds_since_view) {
    if (!box.last_call) return;
    ui.card(
        [&] {
            ui.spaced(0.25F, [&] {
                ui.text("Last call", {.type = Type::strong});
                if (!box.last_call_seconds_left) return;
                const std::uint32_t left =
                    *box.last_call_seconds_left - std::min(*box.last_call_seconds_left, seconds_since_view);
                const std::string text = words::last_call(left);
                ui.heading(text, {.type = fitting_type(ui, text, {Type::title, Type::heading, Type::strong},
                                                       ui.available_width(), 12 * ui.theme().unit)});
            });
        },
        {.ground = ui::Ground::warning, .padding_units = 2});
}

void what_to_do(Ui& ui, const BoxView& box, std::uint32_t seconds_since_view) {
    const float unit = ui.theme().unit;
    ui.spaced(3, [&] {
        // The proposal asked about stands beside it: no need to name it twice.
        const std::string task = box.kind == BoxKind::consent ? "Can you live with this?" : box.task;
        ui.heading(task, {.type = fitting_type(ui, task, {Type::title, Type::heading, Type::strong},
                                               ui.available_width(), 26 * unit)});
        turnout(ui, box);
        last_call(ui, box, seconds_since_view);
        ui.text(words::first_sentence(box.promise), {.type = Type::small, .ink = Ink::quiet});
    });
}

void add_titles(Ui& ui, Flow& flow, const RoundView& round) {
    std::size_t in_play = 0;
    for (const ProposalView& proposal : round.proposals) in_play += proposal.set_aside ? 0 : 1;
    for (const ProposalView& proposal : round.proposals) {
        if (!proposal.set_aside)
            add_proposal_row(ui, flow, proposal, in_play <= 7 ? Type::heading : Type::body, 1.25F);
    }
}

void add_questions(Flow& flow, const RoundView& round) {
    for (const QuestionView& question : round.questions) {
        if (question.about)
            flow.text(words::numbered_title(round, *question.about),
                      {.type = Type::small, .ink = Ink::quiet, .gap_units = 2.5F, .with_next = true});
        flow.text(question.text,
                  {.gap_units = question.about ? 0.25F : 2.5F, .indent_units = 2, .bar = true});
    }
}

const ProposalView* asked_about(const RoundView& round) {
    if (round.askings.empty()) return nullptr;
    return words::find_proposal(round, round.askings.back().proposal);
}

void add_subject(Ui& ui, Flow& flow, const RoundView& round) {
    const auto heading = [&](const std::string& text) {
        flow.text(text, {.type = Type::heading, .role = ui::Role::heading, .with_next = true});
    };
    const ProposalView* proposal = round.box->kind == BoxKind::consent ? asked_about(round) : nullptr;
    if (proposal != nullptr) {
        heading(words::numbered_title(round, proposal->id));
        return add_clauses(flow, proposal->clauses);
    }
    if (round.box->kind == BoxKind::answers && !round.questions.empty()) return add_questions(flow, round);
    if (round.box->kind == BoxKind::proposals || round.proposals.empty()) {
        const Type type = fitting_type(ui, round.question, {Type::title, Type::heading, Type::strong},
                                       flow.width_px(), ui.available_height() * 0.6F);
        flow.text(round.question, {.type = type, .role = ui::Role::heading});
        if (!round.context.empty()) flow.text(round.context, {.gap_units = 3});
        return;
    }
    add_titles(ui, flow, round);
}

}  // namespace

void box_screen(Ui& ui, const RoundView& round, RoomScreenState& state) {
    ui.columns({{0.42F, [&] { what_to_do(ui, *round.box, state.seconds_since_view); }},
                {0.58F,
                 [&] {
                     Flow flow(ui, ui.available_width());
                     add_subject(ui, flow, round);
                     show_pages(ui, flow, state);
                 }}},
               7);
}

}  // namespace equivox::host
