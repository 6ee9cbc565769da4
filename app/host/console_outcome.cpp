// SPDX-License-Identifier: Apache-2.0
// The outcome: written, read back, recorded.
#include <algorithm>
#include <string>

#include "app/host/console_parts.hpp"
#include "app/host/screen_words.hpp"
#include "sessions/text.hpp"

namespace equivox::host {
namespace {

using ui::ButtonKind;
using ui::Ink;
using ui::Type;
using ui::Ui;

void line(Ui& ui, std::string_view label, const std::string& text) {
    if (text.empty()) return;
    ui.spaced(0.25F, [&] {
        ui.text(label, {.type = Type::small, .ink = Ink::quiet});
        ui.text(text);
    });
}

void outcome_card(Ui& ui, const OutcomeView& outcome) {
    ui.card(
        [&] {
            ui.spaced(1, [&] {
                const std::string title = outcome.proposal_title.empty()
                                              ? outcome.kind_words
                                              : outcome.kind_words + ": " + outcome.proposal_title;
                ui.heading(title);
                if (!outcome.text.empty()) ui.text(outcome.text);
                line(ui, "Reasons", outcome.reasons);
                line(ui, "Owner", outcome.owner);
                line(ui, "Review date", words::date(outcome.review_date));
                for (const std::string& worry : outcome.worries) line(ui, "Worry noted", worry);
                for (const std::string& objection : outcome.standing_objections)
                    line(ui, "Objection that stands", objection);
                line(ui, "Dissent", outcome.dissent);
            });
        },
        {.padding_units = 2});
}

bool same_choice(const OutcomeText& one, const OutcomeText& other) {
    return one.kind == other.kind && one.proposal == other.proposal;
}

// The text of the proposal, to begin with.
std::string text_of(const RoundView& round, const OutcomeText& outcome) {
    std::string text;
    const ProposalView* proposal =
        outcome.proposal ? words::find_proposal(round, *outcome.proposal) : nullptr;
    if (proposal == nullptr) return text;
    for (const std::string& clause : proposal->clauses) text += (text.empty() ? "" : "\n") + clause;
    return text.empty() ? proposal->title : text;
}

void choose(const Console& console, const RoundView& round, OutcomeText& outcome) {
    Ui& ui = console.ui;
    ConsoleState& state = console.state;
    ui.spaced(0, [&] {
        std::size_t index = 0;
        for (const Offer& offer : console.facilitator().offers) {
            const auto* draft = std::get_if<DraftOutcome>(&offer.command);
            if (draft == nullptr) continue;
            const bool chosen = state.outcome_chosen[round.id] && same_choice(draft->outcome, outcome);
            ui.scope(++index, [&] {
                if (!ui.choice(offer.label, chosen, {.detail = offer.hint})) return;
                choose_outcome(console, draft->outcome);
            });
        }
    });
}

bool looks_like_date(const std::string& text) {
    return words::date(text) != text;
}

void fields(Ui& ui, OutcomeText& outcome) {
    const bool deferred = outcome.kind == OutcomeKind::deferred;
    const bool optional = outcome.kind == OutcomeKind::no_decision;
    ui.text_area(deferred ? "What is deferred, and what is missing" : "What was decided", outcome.text,
                 {.characters_max = limits::text, .lines = 4});
    ui.text_area("Reasons", outcome.reasons, {.characters_max = limits::text, .lines = 2});
    ui.columns({{0.6F,
                 [&] {
                     ui.text_field(deferred ? "Who finds out" : "Owner, who accepts it", outcome.owner,
                                   {.characters_max = limits::title});
                 }},
                {0.4F, [&] {
                     const bool wrong = !outcome.review_date.empty() && !looks_like_date(outcome.review_date);
                     ui.text_field(deferred ? "By when" : "Review date", outcome.review_date,
                                   {.hint = "2027-02-26",
                                    .problem = wrong ? "Year-month-day: 2027-02-26" : "",
                                    .characters_max = 10});
                 }}});
    ui.text_area("Dissent, as its authors wish it recorded", outcome.dissent,
                 {.hint = "May stay empty", .characters_max = limits::text, .lines = 2});
    if (optional) ui.text("Owner and date may stay empty.", {.type = Type::small, .ink = Ink::quiet});
}

// What is still missing, as a sentence; empty if nothing is.
std::string missing(const OutcomeText& outcome) {
    if (outcome.text.empty()) return "Write what was decided.";
    if (outcome.kind == OutcomeKind::no_decision) {
        return outcome.review_date.empty() || looks_like_date(outcome.review_date) ? ""
                                                                                   : "Put the date right.";
    }
    if (outcome.owner.empty()) return "Say who accepts it.";
    if (!looks_like_date(outcome.review_date)) return "Give the date as 2027-02-26.";
    return {};
}

void form(const Console& console, const RoundView& round) {
    Ui& ui = console.ui;
    OutcomeText& outcome = console.state.outcomes[round.id];
    choose(console, round, outcome);
    if (!console.state.outcome_chosen[round.id])
        return ui.text("Choose first what the room has come to.", {.ink = Ink::quiet});
    fields(ui, outcome);
    const auto& offers = console.facilitator().offers;
    const bool offered = std::ranges::any_of(offers, [&](const Offer& offer) {
        const auto* draft = std::get_if<DraftOutcome>(&offer.command);
        return draft != nullptr && same_choice(draft->outcome, outcome);
    });
    const std::string why_off = offered ? missing(outcome) : "This cannot be recorded now: choose another.";
    if (!ui.button("Read it back to the room", {.kind = ButtonKind::primary,
                                                .enabled = why_off.empty() && !is_waiting(console),
                                                .why_off = why_off}))
        return;
    ask(console, DraftOutcome{outcome});
    console.state.rewriting_outcome = false;
}

// The draft as it is read back, to be changed (the host may have been started again since it was written).
OutcomeText written(const OutcomeView& view) {
    return {.kind = view.kind,
            .proposal = view.proposal,
            .text = view.text,
            .reasons = view.reasons,
            .owner = view.owner,
            .review_date = view.review_date,
            .dissent = view.dissent};
}

void read_back(const Console& console, const RoundView& round) {
    Ui& ui = console.ui;
    ui.text(round.question, {.ink = Ink::quiet});
    outcome_card(ui, *round.outcome);
    if (round.outcome->declared) return show_button(console, RoomShow::outcome);
    ui.text("Read it aloud. The room screen asks: is this what we decided?", {.ink = Ink::quiet});
    if (!ui.button("Change the text")) return;
    console.state.outcomes[round.id] = written(*round.outcome);
    console.state.outcome_chosen[round.id] = true;
    console.state.rewriting_outcome = true;
}

void record(const Console& console) {
    Ui& ui = console.ui;
    const RoomView& room = console.room();
    ui.heading(room.check_words);
    ui.text(words::grouped(room.digest, 8), {.type = Type::small, .ink = Ink::quiet});
    for (const RoundSummary& round : room.rounds) {
        ui.text(round.question, {.ink = Ink::quiet});
        if (round.outcome) outcome_card(ui, *round.outcome);
    }
}

}  // namespace

void choose_outcome(const Console& console, const OutcomeText& choice) {
    if (!console.room().round) return;
    const RoundView& round = *console.room().round;
    OutcomeText& outcome = console.state.outcomes[round.id];
    if (outcome.text == text_of(round, outcome)) outcome.text = text_of(round, choice);
    outcome.kind = choice.kind;
    outcome.proposal = choice.proposal;
    console.state.outcome_chosen[round.id] = true;
}

void outcome_part(const Console& console) {
    const RoomView& room = console.room();
    if (room.closed) return record(console);
    const bool drafted = room.round && room.round->outcome;
    if (drafted && (room.round->outcome->declared || !console.state.rewriting_outcome))
        return read_back(console, *room.round);
    const bool can_draft = std::ranges::any_of(console.facilitator().offers, [](const Offer& offer) {
        return std::holds_alternative<DraftOutcome>(offer.command);
    });
    if (!room.round || !can_draft)
        return nothing_yet(
            console, "An outcome can be written when no box is open and a question is before the room.");
    form(console, *room.round);
}

}  // namespace equivox::host
