// SPDX-License-Identifier: Apache-2.0
#include "app/host/console_screen.hpp"

#include <algorithm>
#include <array>

#include "app/host/console_parts.hpp"
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/pieces.hpp"

namespace equivox {
namespace host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

std::string signature_of(const HostFrame& frame) {
    std::string signature = std::to_string(frame.refused_count);
    for (const Offer& offer : frame.facilitator.offers) signature += "\n" + offer.label;
    return signature;
}

// Each tab belongs to a stage; the facilitator may look elsewhere until the session moves on.
ConsoleTab tab_of(const RoundView& round) {
    constexpr std::array tabs{ConsoleTab::proposals, ConsoleTab::questions, ConsoleTab::standings,
                              ConsoleTab::objections, ConsoleTab::outcome};
    return round.outcome ? ConsoleTab::outcome : tabs.at(static_cast<std::size_t>(round.stage));
}

void follow_the_session(const Console& console) {
    ConsoleState& state = console.state;
    const RoomView& room = console.room();
    std::string key = "before";
    ConsoleTab tab = ConsoleTab::people;
    if (room.round) {
        key = std::to_string(room.round->id.value) + "/" +
              std::to_string(static_cast<int>(room.round->stage)) + (room.round->outcome ? "/outcome" : "");
        tab = tab_of(*room.round);
    }
    // What comes out of a box of its own stands where it belongs.
    std::string came;
    if (room.round && room.round->shortlist)
        came = room.round->shortlist->shown ? "shortlist/" + room.round->shortlist->words : "not shown";
    const std::uint32_t asked = room.safety ? room.safety->asked : 0;
    const bool moved = key != state.moment_key;
    if (came != state.shortlist_key && !came.empty()) tab = ConsoleTab::proposals;
    if (asked > state.safety_seen && !moved) tab = ConsoleTab::people;
    const bool follow = moved || came != state.shortlist_key || asked > state.safety_seen;
    state.moment_key = key;
    state.shortlist_key = came;
    state.safety_seen = asked;
    if (follow && !state.amending && !state.setting_aside && !state.merging) state.tab = tab;
}

void header(const Console& console) {
    Ui& ui = console.ui;
    const RoomView& room = console.room();
    ui.spaced(1.25F, [&] {
        ui.row([&] {
            ui.heading(room.session_name, {.lines_max = 1});
            if (room.rehearsal) ui.badge("Rehearsal: nothing decided here counts", ui::Ground::warning);
            ui.spring();
            if (room.round && !room.closed && !practice_is_over(room)) {
                const RoundView& round = *room.round;
                const std::uint32_t used = round.stage_seconds + console.state.seconds_since_view;
                ui.text(words::stage_time_used(round.planned_minutes, used), {.ink = Ink::quiet});
                if (round.planned_minutes > 0)
                    ui.text(words::stage_time(round.planned_minutes, used), {.type = Type::strong});
            }
        });
        if (!room.round || room.closed) return;
        std::vector<ui::StageMark> marks;
        const bool decided = practice_is_over(room) || (room.round->outcome && room.round->outcome->declared);
        for (const Stage stage :
             {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections, Stage::outcome}) {
            marks.push_back({words::stage_name(stage), stage < room.round->stage || decided
                                                           ? ui::StageState::done
                                                       : stage == room.round->stage ? ui::StageState::now
                                                                                    : ui::StageState::later});
        }
        ui::stage_bar(ui, marks);
    });
}

// What went wrong stands above everything else, in sentences.
void warnings(const Console& console) {
    Ui& ui = console.ui;
    const HostFrame& frame = console.frame;
    shown_to_room_note(console);
    signals_part(console);
    if (!frame.room.trouble.empty()) ui.notice("\u26A0 Attention", frame.room.trouble);
    const bool refused = !frame.refused.empty() && frame.refused_count != console.state.refusals_dismissed;
    if (!refused && console.state.notice.empty()) return;
    ui.card(
        [&] {
            ui.row([&] {
                ui.text(refused ? "That was not done: " + frame.refused : console.state.notice);
                ui.spring();
                if (!ui.button("Dismiss", {.kind = ui::ButtonKind::quiet})) return;
                if (refused) {
                    console.state.refusals_dismissed = frame.refused_count;
                } else {
                    console.state.notice.clear();
                }
            });
        },
        {.ground = ui::Ground::warning, .padding_units = 1.5F});
}

void tab_content(const Console& console) {
    switch (console.state.tab) {
        case ConsoleTab::proposals:
            return proposals_part(console);
        case ConsoleTab::questions:
            return questions_part(console);
        case ConsoleTab::standings:
            return standings_part(console);
        case ConsoleTab::objections:
            return objections_part(console);
        case ConsoleTab::outcome:
            return outcome_part(console);
        case ConsoleTab::people:
            return people_part(console);
        case ConsoleTab::room:
            return room_part(console);
    }
}

void right_column(const Console& console) {
    constexpr std::array<std::string_view, 7> names{"Proposals", "Questions", "Standings", "Objections",
                                                    "Outcome",   "People",    "Room"};
    Ui& ui = console.ui;
    ui.spaced(1, [&] {
        const std::size_t chosen = ui.tabs(names, static_cast<std::size_t>(console.state.tab));
        console.state.tab = static_cast<ConsoleTab>(chosen);
        ui.scope(chosen, [&] { ui.scroll_area(0, [&] { tab_content(console); }); });
    });
}

void footer(const Console& console) {
    Ui& ui = console.ui;
    ui.spaced(0.75F, [&] {
        ui.divider();
        room_line(console);
        ui.text("Saved in " + console.frame.file, {.type = Type::small, .ink = Ink::quiet, .lines_max = 1});
    });
}

void questions_to_answer(const Console& console) {
    Ui& ui = console.ui;
    ConsoleState& state = console.state;
    if (state.closing) {
        const ui::Answer answer = ui.confirm(
            {.title = "Stop the host now?",
             .explanation =
                 "Everybody is disconnected. The session is saved; it goes on when you start the host again "
                 "with the same file. What is in an open box would be asked for again.",
             .confirm = "Stop the host",
             .cancel = "Go on",
             .danger = true});
        if (answer == ui::Answer::confirmed) state.close_confirmed = true;
        if (answer != ui::Answer::none) state.closing = false;
        return;
    }
    if (!state.pending) return;
    const PendingCommand pending = *state.pending;
    const ui::Answer answer = ui.confirm({.title = pending.title,
                                          .explanation = pending.explanation,
                                          .confirm = pending.confirm,
                                          .cancel = pending.cancel,
                                          .danger = pending.danger});
    if (answer == ui::Answer::confirmed) ask(console, pending.command);
    if (answer != ui::Answer::none) state.pending.reset();
}

std::optional<PendingCommand> needs_confirmation(const Console& console, const Offer& offer) {
    if (std::holds_alternative<CloseSession>(offer.command))
        return PendingCommand{offer.command,
                              "Close the session?",
                              "The check words are shown; nothing can be changed after that.",
                              "Close the session",
                              "Not yet",
                              true};
    if (std::holds_alternative<VoidBox>(offer.command))
        return PendingCommand{offer.command,
                              "Stop without opening?",
                              "What was put in is thrown away unread. People would have to give it again.",
                              "Throw it away",
                              "Keep it open",
                              true};
    const auto* open = std::get_if<OpenBox>(&offer.command);
    if (open != nullptr && open->outsiders_only)
        return PendingCommand{offer.command, "Outsiders only?",
                              offer.hint +
                                  " Every device says so before anybody ranks. Ask the room first "
                                  "whether it wants that.",
                              "Ask for rankings"};
    if (!std::holds_alternative<CloseBox>(offer.command) || !console.room().box) return {};
    // Whether what comes out could be shown is said where the decision is made.
    const BoxView& box = *console.room().box;
    std::string explanation = console.facilitator().before_closing;
    const std::uint32_t left = box.last_call_seconds_left.value_or(0);
    if (box.turnout < box.seats_taken && left > console.state.seconds_since_view)
        explanation += (explanation.empty() ? "" : " ") + std::to_string(box.turnout) + " of " +
                       std::to_string(box.seats_taken) + " are in. Of the last call there are " +
                       words::last_call(left - console.state.seconds_since_view) + ".";
    if (explanation.empty()) return {};
    return PendingCommand{offer.command, "Close now?", explanation, "Close now"};
}

}  // namespace

bool is_waiting(const Console& console) {
    return !console.state.waiting_for_change_of.empty() && console.state.seconds_since_view < 3 &&
           console.state.waiting_for_change_of == signature_of(console.frame);
}

void ask(const Console& console, Command command) {
    console.asked.push_back(std::move(command));
    console.state.waiting_for_change_of = signature_of(console.frame);
}

void take_offer(const Console& console, const Offer& offer) {
    ConsoleState& state = console.state;
    if (const auto* amend = std::get_if<AmendProposal>(&offer.command)) {
        state.tab = ConsoleTab::proposals;
        state.amending = amend->proposal;
        state.setting_aside.reset();
        state.merging = false;
    } else if (const auto* aside = std::get_if<SetProposalAside>(&offer.command)) {
        state.tab = ConsoleTab::proposals;
        state.setting_aside = aside->proposal;
        state.amending.reset();
        state.merging = false;
    } else if (const auto* draft = std::get_if<DraftOutcome>(&offer.command)) {
        state.tab = ConsoleTab::outcome;
        choose_outcome(console, draft->outcome);
    } else if (std::optional<PendingCommand> pending = needs_confirmation(console, offer)) {
        state.pending = std::move(pending);
    } else {
        ask(console, offer.command);
    }
}

void nothing_yet(const Console& console, std::string_view text) {
    console.ui.space(2);
    console.ui.text(text, {.ink = Ink::quiet});
}

void console_clauses(const Console& console, const std::vector<std::string>& clauses) {
    console.ui.spaced(0.25F, [&] {
        for (std::size_t index = 0; index < clauses.size(); ++index)
            console.ui.text(std::to_string(index + 1) + ".  " + clauses[index]);
    });
}

}  // namespace host

void console_screen(ui::Ui& ui, const HostFrame& frame, ConsoleState& state, std::vector<Command>& asked) {
    const host::Console console{ui, frame, state, asked, state.shown_to_room};
    host::follow_the_session(console);
    ui.page([&] { host::header(console); },
            [&] {
                host::warnings(console);
                ui.columns({{0.37F, [&] { ui.scroll_area(0, [&] { host::now_part(console); }); }},
                            {0.63F, [&] { host::right_column(console); }}},
                           4);
            },
            [&] { host::footer(console); });
    host::questions_to_answer(console);
}

std::size_t console_for_room(ui::Ui& ui, const HostFrame& frame, const ConsoleState& state) {
    ConsoleState copy = state;
    std::vector<Command> without_effect;
    ui.scroll_to_page(state.shown_page);
    console_screen(ui, frame, copy, without_effect);
    return ui.scroll_pages();
}

}  // namespace equivox
