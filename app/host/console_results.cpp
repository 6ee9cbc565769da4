// SPDX-License-Identifier: Apache-2.0
// What came out of the boxes: questions with answers, standings, objections.
#include <string>
#include <vector>

#include "app/host/console_parts.hpp"
#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"
#include "app/ui/pieces.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

void question(const Console& console, const RoundView& round, const QuestionView& question) {
    Ui& ui = console.ui;
    ui.card(
        [&] {
            ui.spaced(0.5F, [&] {
                if (question.about)
                    ui.text("About " + words::numbered_title(round, *question.about),
                            {.type = Type::small, .ink = Ink::quiet});
                ui.text(question.text, {.type = Type::strong});
                for (const std::string& answer : question.answers) ui.text("\u2013 " + answer);
                if (question.answers.empty())
                    ui.text("No answer yet.", {.type = Type::small, .ink = Ink::quiet});
            });
        },
        {.padding_units = 1.75F});
}

std::vector<ui::PlaceMark> place_marks(const RoundView& round, const StandingsView& standings) {
    std::vector<ui::PlaceMark> marks;
    std::size_t position = 1;
    for (std::size_t index = 0; index < standings.places.size(); ++index) {
        const auto& ids = standings.places[index].proposals;
        ui::PlaceMark& mark = marks.emplace_back();
        mark.label = words::place(position, ids.size());
        position += ids.size();
        for (const ProposalId id : ids) {
            const ProposalView* proposal = words::find_proposal(round, id);
            if (proposal != nullptr && proposal->no_change) {
                mark.has_no_change = true;
            } else {
                mark.proposals.push_back(words::numbered_title(round, id));
            }
        }
        if (index < standings.step_words.size()) mark.step_below = standings.step_words[index];
    }
    return marks;
}

// Voices of each over each other; the room screen has the same, in large letters.
void open_figures(Ui& ui, const RoundView& round, const OpenFigures& figures) {
    ui.notice("\u26A0 Exact figures", figures.warning);
    const auto number_of = [&](ProposalId id) {
        const ProposalView* proposal = words::find_proposal(round, id);
        return proposal == nullptr || proposal->no_change ? std::string("\u2013")
                                                          : std::to_string(proposal->number);
    };
    std::vector<std::string> titles{"over"};
    std::vector<std::vector<std::string>> rows;
    for (const SupportRow& row : figures.support) {
        titles.push_back(number_of(row.proposal));
        std::vector<std::string>& cells = rows.emplace_back(std::vector{number_of(row.proposal)});
        for (std::size_t index = 0; index < row.voices.size(); ++index)
            cells.push_back(figures.support[index].proposal == row.proposal ? "\u00B7" : row.voices[index]);
    }
    std::vector<ui::TableColumn> columns;
    for (const std::string& title : titles) columns.push_back({.title = title, .align = ui::Align::right});
    ui.table(columns, rows);
    for (const MethodPlaces& method : figures.methods)
        ui.text(method.method + ": " + words::order(round, method.places));
    ui.text(figures.agreement);
}

void standings_block(const Console& console, const RoundView& round, const StandingsView& standings) {
    Ui& ui = console.ui;
    if (!standings.shown) {
        ui.notice("The order is not shown", standings.not_shown_because);
        return;
    }
    if (!standings.warning.empty()) ui.notice("\u26A0 Outsiders only", standings.warning);
    const std::vector<ui::PlaceMark> marks = place_marks(round, standings);
    ui::place_list(ui, marks);
    ui.spaced(0.5F, [&] {
        for (const std::string* note :
             {&standings.equal_voice, &standings.thresholds, &standings.why_no_figures})
            if (!note->empty()) ui.text(*note, {.type = Type::small, .ink = Ink::quiet});
    });
    if (standings.figures) open_figures(ui, round, *standings.figures);
}

void reason(const Console& console, std::string_view kind, std::optional<std::uint32_t> clause,
            const std::string& text) {
    Ui& ui = console.ui;
    const std::string about =
        clause ? ", clause " + std::to_string(*clause) : std::string(", the whole proposal");
    ui.spaced(0.25F, [&] {
        ui.text(std::string(kind) + about, {.type = Type::small, .ink = Ink::quiet});
        ui.text(text);
    });
}

void asking(const Console& console, const RoundView& round, const ConsentView& asking) {
    Ui& ui = console.ui;
    ui.card(
        [&] {
            ui.spaced(1, [&] {
                ui.text(words::numbered_title(round, asking.proposal), {.type = Type::strong});
                if (asking.open) return ui.text("The room is being asked now.", {.ink = Ink::quiet});
                if (asking.asking > 1)
                    ui.text("Asked for the " + words::ordinal(asking.asking) + " time",
                            {.type = Type::small, .ink = Ink::quiet});
                if (!asking.not_shown_because.empty()) return ui.text(asking.not_shown_because);
                if (asking.text_changed_since)
                    ui.text("Amended since: ask again.", {.type = Type::strong, .ink = Ink::accent});
                if (asking.objections.empty()) ui.text("Nobody objected.");
                for (const ReleasedObjection& each : asking.objections)
                    reason(console, "Objection", each.clause, each.reason);
                for (const ReleasedWorry& each : asking.worries)
                    reason(console, "Worry to note", each.clause, each.reason);
            });
        },
        {.padding_units = 1.75F});
}

}  // namespace

void questions_part(const Console& console) {
    if (!console.room().round || console.room().round->questions.empty())
        return nothing_yet(console, "Questions and answers are listed here once their box is closed.");
    show_button(console, RoomShow::questions);
    for (const QuestionView& each : console.room().round->questions)
        question(console, *console.room().round, each);
}

void standings_part(const Console& console) {
    if (!console.room().round || !console.room().round->standings)
        return nothing_yet(console, "The order of the room is shown here once a ranking is closed.");
    const RoundView& round = *console.room().round;
    show_button(console, RoomShow::standings);
    standings_block(console, round, *round.standings);
    if (!round.leading_because.empty() && round.leading && !round.practice)
        console.ui.text("Ask next about " + words::numbered_title(round, *round.leading) + ". " +
                        round.leading_because);
    if (!round.earlier_standings) return;
    console.ui.divider();
    console.ui.text("The ranking before", {.type = Type::strong, .ink = Ink::quiet});
    standings_block(console, round, *round.earlier_standings);
}

void objections_part(const Console& console) {
    if (!console.room().round || console.room().round->askings.empty())
        return nothing_yet(console, "What people say to \"Can you live with this?\" is shown here.");
    const RoundView& round = *console.room().round;
    if (!round.leading_because.empty() && round.leading)
        console.ui.text("Next: " + words::numbered_title(round, *round.leading) + ". " +
                        round.leading_because);
    show_button(console, RoomShow::objections);
    for (auto each = round.askings.rbegin(); each != round.askings.rend(); ++each)
        asking(console, round, *each);
}

}  // namespace equivox::host
