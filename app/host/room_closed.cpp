// SPDX-License-Identifier: Apache-2.0
// The session is closed: what we decided, and the words by which anybody can check the record later.
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

void check_words(Ui& ui, const RoomView& view) {
    ui.card(
        [&] {
            ui.spaced(1, [&] {
                ui.text(
                    "Write these six words down. With them anybody can check later that the record was not "
                    "changed.",
                    {.ink = Ink::quiet});
                ui.heading(view.check_words,
                           {.type = fitting_type(ui, view.check_words,
                                                 {Type::display, Type::title, Type::heading, Type::strong},
                                                 ui.available_width(), 13 * ui.theme().unit)});
                ui.text(words::grouped(view.digest, 8), {.type = Type::small, .ink = Ink::quiet});
            });
        },
        {.padding_units = 2.5F});
}

void add_round(Flow& flow, const RoundSummary& round, Type type) {
    flow.text(round.question, {.type = Type::small, .ink = Ink::quiet, .gap_units = 2.5F, .with_next = true});
    if (!round.outcome) {
        flow.text("Not taken up", {.type = Type::heading, .gap_units = 0.25F});
        return;
    }
    std::string title = round.outcome->kind_words;
    if (!round.outcome->proposal_title.empty()) title += ": " + round.outcome->proposal_title;
    const bool alone = round.outcome->owner.empty() && round.outcome->review_date.empty();
    flow.text(title, {.type = type, .role = ui::Role::heading, .gap_units = 0.25F, .with_next = !alone});
    if (round.outcome->proposal_title.empty() && !round.outcome->text.empty())
        flow.text(round.outcome->text, {.gap_units = 0.25F, .with_next = !alone});
    std::string owner = round.outcome->owner;
    if (!round.outcome->review_date.empty())
        owner += (owner.empty() ? "" : "  \u00B7  ") + words::date(round.outcome->review_date);
    if (!owner.empty()) flow.text(owner, {.gap_units = 0.25F});
}

}  // namespace

void closed_screen(Ui& ui, const RoomView& view, RoomScreenState& state) {
    ui.space(1);
    ui.spaced(3, [&] {
        if (!view.check_words.empty()) check_words(ui, view);
        overline(ui, "What we decided");
        for (const Type type : {Type::title, Type::heading}) {
            Flow flow(ui, ui.available_width());
            for (const RoundSummary& round : view.rounds) {
                // A round that is over without an outcome was for practice.
                const bool practised = round.status == RoundStatus::decided && !round.outcome;
                if (!practised) add_round(flow, round, type);
            }
            if (type == Type::title && flow.height_px() > ui.available_height()) continue;
            return show_pages(ui, flow, state);
        }
    });
}

}  // namespace equivox::host
