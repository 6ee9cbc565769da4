// SPDX-License-Identifier: Apache-2.0
// A box is open: what to do, how many are in or what is waited for, and what it is about. Never what was put
// in.
#include <algorithm>
#include <array>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

// The left side gets shorter where there is little height: smaller first, then without the promise, which
// stands on every device in full.
struct Look {
    Type task;
    bool promise;
};
constexpr std::array looks{Look{Type::title, true}, Look{Type::heading, true}, Look{Type::heading, false},
                           Look{Type::strong, false}};

// "This is an open result." alone says too little.
constexpr std::size_t promise_least = 60;

void add_turnout(Ui& ui, Flow& flow, const BoxView& box) {
    const float unit = ui.theme().unit;
    const std::string text = std::to_string(box.turnout) + " of " + std::to_string(box.seats_taken) + " in";
    const float line = figure_line_height(ui, text, Type::figure, flow.width_px());
    flow.add({.height_px = line + 2.5F * unit,
              .gap_px = 2.5F * unit,
              .with_next = false,
              .draw = [text, line, unit, box](Ui& at, const Ui::Box& place) {
                  draw_figure_line(at, place, text, Type::figure);
                  draw_turnout_bar(at, {place.left, place.top + line + unit, place.width, 1.5F * unit},
                                   box.turnout, box.seats_taken);
              }});
}

void add_last_call(Ui& ui, Flow& flow, const BoxView& box, std::uint32_t seconds_since_view) {
    if (!box.last_call) return;
    const float unit = ui.theme().unit;
    const std::uint32_t left = box.last_call_seconds_left.value_or(0) -
                               std::min(box.last_call_seconds_left.value_or(0), seconds_since_view);
    const std::string text = words::last_call(left);
    const float first = ui.line_height(Type::strong);
    const float second = ui.line_height(Type::heading);
    flow.add({.height_px = first + second + 2.5F * unit,
              .gap_px = 3 * unit,
              .with_next = false,
              .draw = [text, first, second, unit](Ui& at, const Ui::Box& place) {
                  at.fill_box(place, at.theme().colours.warning, at.theme().control_radius);
                  at.on_ground(at.theme().colours.warning, [&] {
                      const float width = place.width - 4 * unit;
                      at.label({place.left + 2 * unit, place.top + unit, width, first}, "Last call",
                               {.type = Type::strong});
                      at.label({place.left + 2 * unit, place.top + unit + first, width, second}, text,
                               {.type = Type::heading}, ui::Role::heading);
                  });
              }});
}

// `less_anonymous`: an open round, or outsiders only.
Flow what_to_do(Ui& ui, const BoxView& box, bool less_anonymous, std::uint32_t seconds_since_view,
                const Look& look) {
    Flow flow(ui, ui.available_width());
    // The proposal asked about stands beside it: no need to name it twice.
    flow.text(box.kind == BoxKind::consent ? "Can you live with this?" : box.task,
              {.type = look.task, .role = ui::Role::heading});
    const std::string waiting = words::what_is_waited_for(box);
    if (waiting.empty()) {
        add_turnout(ui, flow, box);
        add_last_call(ui, flow, box, seconds_since_view);
        if (box.more_time)
            flow.text("Somebody asked for more time: there is one more minute.", {.gap_units = 1.5F});
    } else {
        // In the place of the turnout while nothing can go in.
        add_sentence(ui, flow, waiting, ui.theme().colours.soft, {Type::heading, Type::strong});
    }
    // That somebody may work out how people rank is said before anybody ranks, however little room there is.
    if (less_anonymous) {
        add_sentence(ui, flow, "\u26A0 " + words::first_sentences(box.promise, promise_least),
                     ui.theme().colours.warning, {Type::strong, Type::small});
    } else if (look.promise && box.kind != BoxKind::safety)  // Of that question it stands beside this.
        flow.text(words::first_sentences(box.promise, promise_least),
                  {.type = Type::small, .ink = Ink::quiet, .gap_units = 3});
    return flow;
}

void left_side(Ui& ui, const BoxView& box, bool less_anonymous, std::uint32_t seconds_since_view) {
    const float height = ui.available_height() - 2 * ui.theme().padding;
    ui.card(
        [&] {
            for (const Look& look : looks) {
                const Flow flow = what_to_do(ui, box, less_anonymous, seconds_since_view, look);
                if (flow.height_px() <= height || &look == &looks.back()) return flow.draw_all();
            }
        },
        {.fill = ui::Fill::page});
}

// What is ranked or ticked, or all that is in play.
void add_titles(Ui& ui, Flow& flow, const RoundView& round, const BoxView& box) {
    const auto shown = [&](const ProposalView& proposal) {
        return box.ranked.empty() ? !proposal.set_aside
                                  : std::ranges::find(box.ranked, proposal.id) != box.ranked.end();
    };
    const auto count = std::ranges::count_if(round.proposals, shown);
    const Type type = count <= 8 ? Type::heading : count <= 16 ? Type::body : Type::small;
    for (const bool no_change : {false, true}) {
        for (const ProposalView& proposal : round.proposals)
            if (shown(proposal) && proposal.no_change == no_change)
                add_proposal_row(ui, flow, proposal, type, count <= 16 ? 1.5F : 0.75F);
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

void add_safety(Ui& ui, Flow& flow, const RoomView& view) {
    flow.text("Who will see it", {.type = Type::strong, .ink = Ink::accent, .with_next = true});
    const Type type = fitting_type(ui, view.box->promise, {Type::heading, Type::body, Type::small},
                                   flow.width_px(), ui.available_height() * 0.8F);
    flow.text(view.box->promise, {.type = type});
}

void add_subject(Ui& ui, Flow& flow, const RoundView& round, const BoxView& box) {
    const ProposalView* proposal = box.kind == BoxKind::consent ? asked_about(round) : nullptr;
    if (proposal != nullptr) {
        Flow large(ui, flow.width_px());
        add_title(large, round, proposal->id, {});
        add_clauses(large, proposal->clauses, Type::heading);
        if (large.height_px() <= ui.available_height()) {
            flow = std::move(large);
            return;
        }
        add_title(flow, round, proposal->id, {});
        return add_clauses(flow, proposal->clauses);
    }
    if (box.kind == BoxKind::answers && !round.questions.empty()) return add_questions(flow, round);
    if (box.kind == BoxKind::proposals || round.proposals.empty()) {
        const Type type = fitting_type(ui, round.question, {Type::heading, Type::strong}, flow.width_px(),
                                       ui.available_height() * 0.6F);
        flow.text(round.question, {.type = type, .role = ui::Role::heading});
        if (!round.context.empty()) flow.text(round.context, {.gap_units = 3});
        return;
    }
    add_titles(ui, flow, round, box);
}

}  // namespace

void box_screen(Ui& ui, const RoomView& view, RoomScreenState& state) {
    const float left = is_narrow(ui) ? 0.46F : 0.43F;
    ui.space(1);
    const BoxView& box = *view.box;
    const bool open_results = view.round && view.round->open_results && box.kind == BoxKind::ranking;
    const bool less_anonymous = box.outsiders_only || open_results;
    ui.columns({{left, [&] { left_side(ui, box, less_anonymous, state.seconds_since_view); }},
                {1 - left,
                 [&] {
                     ui.space(3);
                     Flow flow(ui, ui.available_width());
                     if (box.kind == BoxKind::safety) {
                         add_safety(ui, flow, view);
                     } else if (view.round) {
                         add_subject(ui, flow, *view.round, box);
                     }
                     show_pages(ui, flow, state);
                 }}},
               6);
}

}  // namespace equivox::host
