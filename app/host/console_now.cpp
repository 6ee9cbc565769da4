// SPDX-License-Identifier: Apache-2.0
// What now, what next: the left column of the console.
#include <algorithm>
#include <string>

#include "app/host/console_parts.hpp"
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::ButtonKind;
using ui::Ink;
using ui::Type;
using ui::Ui;

// Offers with a place of their own: beside each proposal, or in the form of the outcome.
bool is_elsewhere(const Offer& offer) {
    return std::holds_alternative<AmendProposal>(offer.command) ||
           std::holds_alternative<SetProposalAside>(offer.command) ||
           std::holds_alternative<RestoreProposal>(offer.command) ||
           std::holds_alternative<DraftOutcome>(offer.command);
}

void turnout(Ui& ui, std::uint32_t done, std::uint32_t total, const std::string& what) {
    ui.figure(std::to_string(done) + " of " + std::to_string(total) + " " + what);
    draw_turnout_bar(ui, ui.place(ui.available_width(), ui.theme().unit), done, total);
}

void what_now(const Console& console) {
    Ui& ui = console.ui;
    const RoomView& room = console.room();
    if (room.closed) return ui.heading("The session is closed");
    if (!room.round && !room.box) {
        ui.heading("People are joining");
        turnout(ui, room.seats_taken, room.seats_total, "seats taken");
        return;
    }
    if (room.round)
        ui.text("Round " + std::to_string(room.round->number) + " \u00B7 " +
                    std::string(words::stage_name(room.round->stage)) +
                    (room.round->practice ? " \u00B7 practice, decides nothing" : "") +
                    (room.round->open_results ? " \u00B7 open, exact figures" : ""),
                {.type = Type::strong, .ink = Ink::accent});
    if (!room.box) {
        ui.heading(room.round->question, {.lines_max = 3});
        return ui.text(room.round->how_decided, {.ink = Ink::quiet});
    }
    ui.heading(room.box->task, {.lines_max = 3});
    if (const std::string waiting = words::what_is_waited_for(*room.box); !waiting.empty()) {
        return ui.card([&] { ui.text(waiting, {.type = Type::strong}); },
                       {.ground = ui::Ground::soft, .padding_units = 1.5F});
    }
    turnout(ui, room.box->turnout, room.box->seats_taken, "in");
    if (!room.box->last_call) return;
    const std::uint32_t left = room.box->last_call_seconds_left.value_or(0);
    ui.text("Last call: " + words::last_call(left - std::min(left, console.state.seconds_since_view)),
            {.type = Type::strong});
    if (room.box->more_time)
        ui.text("Somebody asked for more time: there is one more minute.", {.type = Type::strong});
}

bool asks_for_rankings(const Offer& offer) {
    const auto* open = std::get_if<OpenBox>(&offer.command);
    return open != nullptr && open->kind == BoxKind::ranking && !open->outsiders_only;
}

// What the decision at hand will make possible, in a sentence beside it.
void decision_note(Ui& ui, std::string_view title, const std::string& sentence) {
    if (sentence.empty()) return;
    ui.card(
        [&] {
            ui.spaced(0.25F, [&] {
                ui.text(title, {.type = Type::small, .ink = Ink::accent});
                ui.text(sentence);
            });
        },
        {.ground = ui::Ground::soft, .padding_units = 1.5F});
}

void next_step(const Console& console) {
    Ui& ui = console.ui;
    const auto& offers = console.facilitator().offers;
    const auto primary = std::ranges::find(offers, true, &Offer::primary);
    if (primary == offers.end()) {
        // While a box is open there is nothing to choose but to wait.
        if (offers.size() > 1 && !console.room().box)
            ui.text("There are several ways on. Choose one.", {.type = Type::strong});
        return;
    }
    ui.spaced(0.75F, [&] {
        const ui::ButtonOptions look{.kind = ButtonKind::primary,
                                     .shortcut = {ui::Key::f5},
                                     .enabled = !is_waiting(console),
                                     .wide = true};
        if (ui.button(primary->label, look)) take_offer(console, *primary);
        // The button may be too narrow for the title of a proposal.
        if (primary->label.size() > 36) ui.text(primary->label, {.type = Type::small});
        if (!primary->hint.empty() && !asks_for_rankings(*primary))
            ui.text(primary->hint, {.type = Type::small, .ink = Ink::quiet});
        if (asks_for_rankings(*primary)) decision_note(ui, "Before you ask", primary->hint);
        const bool closes = std::holds_alternative<GiveLastCall>(primary->command) ||
                            std::holds_alternative<CloseBox>(primary->command);
        if (closes) decision_note(ui, "Before you close", console.facilitator().before_closing);
    });
}

// Why nobody can be asked to rank, where that is so: else it stands beside the offer.
void why_no_ranking(const Console& console) {
    const FacilitatorView& view = console.facilitator();
    if (std::ranges::none_of(view.offers, asks_for_rankings))
        decision_note(console.ui, "Before you ask", view.before_opening);
}

void prompt(const Console& console) {
    Ui& ui = console.ui;
    const std::string& prompt = console.facilitator().prompt;
    if (prompt.empty()) return;
    ui.spaced(0.25F, [&] {
        ui.text("You might say", {.type = Type::small, .ink = Ink::quiet});
        ui.text(prompt);
    });
}

void other_offers(const Console& console) {
    Ui& ui = console.ui;
    bool first = true;
    bool outcome = false;
    std::size_t index = 0;
    const auto heading = [&] {
        if (first) ui.text("Or", {.type = Type::strong, .ink = Ink::quiet});
        first = false;
    };
    for (const Offer& offer : console.facilitator().offers) {
        ++index;
        outcome = outcome || (std::holds_alternative<DraftOutcome>(offer.command) && !offer.primary);
        if (offer.primary || is_elsewhere(offer)) continue;
        heading();
        ui.scope(index, [&] {
            ui.spaced(0.25F, [&] {
                if (ui.button(offer.label, {.enabled = !is_waiting(console)})) take_offer(console, offer);
                if (asks_for_rankings(offer)) return decision_note(ui, "Before you ask", offer.hint);
                if (!offer.hint.empty()) ui.text(offer.hint, {.type = Type::small, .ink = Ink::quiet});
            });
        });
    }
    // A draft that is being read back is changed where it stands.
    const auto& round = console.room().round;
    if (!outcome || (round && round->outcome)) return;
    heading();
    if (ui.button("Write the outcome")) console.state.tab = ConsoleTab::outcome;
}

}  // namespace

void now_part(const Console& console) {
    Ui& ui = console.ui;
    ui.spaced(1, [&] { what_now(console); });
    ui.space(1);
    next_step(console);
    why_no_ranking(console);
    prompt(console);
    ui.spaced(1.25F, [&] { other_offers(console); });
}

}  // namespace equivox::host
