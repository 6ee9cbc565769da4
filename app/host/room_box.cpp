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
        turnout_bar(ui, box.turnout, box.seats_taken, 1.5F);
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
    const auto in_play = std::ranges::count(round.proposals, false, &ProposalView::set_aside);
    for (const bool no_change : {false, true}) {
        for (const ProposalView& proposal : round.proposals) {
            if (proposal.set_aside || proposal.no_change != no_change) continue;
            add_proposal_row(ui, flow, proposal, in_play <= 8 ? Type::heading : Type::body, 1.5F);
        }
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
    const ProposalView* proposal = round.box->kind == BoxKind::consent ? asked_about(round) : nullptr;
    if (proposal != nullptr) {
        add_title(flow, round, proposal->id, {});
        return add_clauses(flow, proposal->clauses);
    }
    if (round.box->kind == BoxKind::answers && !round.questions.empty()) return add_questions(flow, round);
    if (round.box->kind == BoxKind::proposals || round.proposals.empty()) {
        const Type type = fitting_type(ui, round.question, {Type::heading, Type::strong}, flow.width_px(),
                                       ui.available_height() * 0.6F);
        flow.text(round.question, {.type = type, .role = ui::Role::heading});
        if (!round.context.empty()) flow.text(round.context, {.gap_units = 3});
        return;
    }
    add_titles(ui, flow, round);
}

}  // namespace

void box_screen(Ui& ui, const RoundView& round, RoomScreenState& state) {
    const float left = is_narrow(ui) ? 0.46F : 0.43F;
    ui.space(1);
    ui.columns({{left,
                 [&] {
                     ui.card([&] { what_to_do(ui, *round.box, state.seconds_since_view); },
                             {.fill = ui::Fill::page});
                 }},
                {1 - left,
                 [&] {
                     ui.space(3);
                     Flow flow(ui, ui.available_width());
                     add_subject(ui, flow, round);
                     show_pages(ui, flow, state);
                 }}},
               6);
}

}  // namespace equivox::host
