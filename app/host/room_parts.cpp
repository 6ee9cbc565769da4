// SPDX-License-Identifier: Apache-2.0
#include "app/host/room_parts.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/host/screen_words.hpp"
#include "app/ui/pieces.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

constexpr float number_units = 6;
constexpr float sentence_units_max = 20;

// A band over the whole width of the window's margins, for what must not be missed.
void band(Ui& ui, std::string_view title, std::string_view explanation, ui::Colour ground, Ink ink) {
    const ui::Theme& theme = ui.theme();
    const std::string shown = ui::displayable(
        std::string(title) + (explanation.empty() ? "" : "  \u00B7  " + std::string(explanation)));
    const float padding = theme.unit * 2;
    const float width = ui.available_width() - 2 * padding;
    const ui::TextBlock block = ui.measure(shown, Type::strong, width, 3);
    const float height = ui.text_height(block, Type::strong);
    const Ui::Box box = ui.place(ui.available_width(), height + theme.unit * 1.5F);
    ui.fill_box(box, ground, theme.control_radius);
    ui.on_ground(ground, [&] {
        ui.lines({box.left + padding, box.top + theme.unit * 0.75F, width, height}, shown, block,
                 {.type = Type::strong, .ink = ink});
    });
}

std::vector<ui::StageMark> stage_marks(const RoomView& view) {
    const RoundView& round = *view.round;
    std::vector<ui::StageMark> marks;
    const bool decided = practice_is_over(view) || (round.outcome && round.outcome->declared);
    for (const Stage stage :
         {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections, Stage::outcome}) {
        const ui::StageState state = stage < round.stage || decided ? ui::StageState::done
                                     : stage == round.stage         ? ui::StageState::now
                                                                    : ui::StageState::later;
        marks.push_back({words::stage_name(stage), state});
    }
    return marks;
}

std::string time_text(const RoomView& view, const RoomScreenState& state) {
    if (!view.round || view.closed || practice_is_over(view)) return {};
    const RoundView& round = *view.round;
    if (round.outcome && round.outcome->declared) return {};
    return words::stage_time(round.planned_minutes, round.stage_seconds + state.seconds_since_view);
}

// Left as much as there is, right what it needs.
void left_and_right(Ui& ui, std::string_view left, std::string_view right, std::size_t left_lines, Type type,
                    Ink right_ink) {
    const std::string left_shown = ui::displayable(left);
    const std::string right_shown = ui::displayable(right);
    const float width = ui.available_width();
    const float gap = ui.theme().unit * 3;
    const float right_width =
        std::min(width * 0.6F, std::ceil(ui.measure(right_shown, type, width, 1).width_px) + 1);
    const float left_width = width - right_width - gap;
    const ui::TextBlock block = ui.measure(left_shown, type, left_width, left_lines);
    const float line = ui.line_height(type);
    const Ui::Box box = ui.place(width, std::max(line, ui.text_height(block, type)));
    ui.lines({box.left, box.top, left_width, box.height}, left_shown, block,
             {.type = type, .ink = Ink::quiet});
    if (right_shown.empty()) return;
    ui.label({box.left + width - right_width, box.top, right_width, line}, right_shown,
             {.type = type, .ink = right_ink, .align = ui::Align::right});
}

}  // namespace

void room_header(Ui& ui, const RoomView& view, const RoomScreenState& state) {
    const ui::Colours& colours = ui.theme().colours;
    ui.spaced(1.25F, [&] {
        if (!view.trouble.empty()) {
            band(ui, "\u26A0 Attention", view.trouble, colours.danger, Ink::on_accent);
        }
        if (view.rehearsal) {
            band(ui, "Rehearsal", "Nothing decided here counts.", colours.warning, Ink::normal);
        }
        if (view.round && view.round->practice && !view.closed)
            band(ui, "Practice",
                 practice_is_over(view) ? "It is over. Nothing was decided." : "This decides nothing.",
                 colours.soft, Ink::accent);
        const std::string group = view.group_name.empty() ? "" : "  \u00B7  " + view.group_name;
        const std::string time = time_text(view, state);
        left_and_right(ui, view.session_name + group, time, 1, Type::small,
                       time.ends_with("over") || time == "Time is up" ? Ink::danger : Ink::normal);
        if (view.round && !view.closed) ui::stage_bar(ui, stage_marks(view));
    });
}

void room_footer(Ui& ui, const RoomView& view, const RoomScreenState& state, bool purpose) {
    const bool many = state.pages > 1;
    if (!purpose && !many) return;
    ui.spaced(1, [&] {
        ui.divider();
        const std::string pages =
            many ? "Page " + std::to_string(state.page + 1) + " of " + std::to_string(state.pages)
                 : std::string();
        left_and_right(ui, purpose ? "Our purpose: " + view.purpose : std::string(), pages, 2, Type::small,
                       Ink::normal);
    });
}

void overline(Ui& ui, std::string_view text) {
    ui.text(text, {.type = Type::strong, .ink = Ink::accent});
}

void show_pages(Ui& ui, const Flow& flow, RoomScreenState& state, std::size_t columns) {
    state.pages = draw_page(ui, flow, state.page, columns);
}

void show_pages_centred(Ui& ui, const Flow& flow, RoomScreenState& state) {
    const float free = ui.available_height() - flow.height_px();
    if (free > 0) ui.space(std::floor(free * 0.42F) / ui.theme().unit);
    show_pages(ui, flow, state);
}

void add_clauses(Flow& flow, const std::vector<std::string>& clauses, Type type) {
    for (std::size_t index = 0; index < clauses.size(); ++index) {
        flow.text(clauses[index],
                  {.type = type, .gap_units = 1.25F, .indent_units = 5, .label = std::to_string(index + 1)});
    }
}

void draw_number(Ui& ui, const Ui::Box& box, const ProposalView& proposal) {
    const ui::Theme& theme = ui.theme();
    const ui::Colour ground = proposal.no_change ? theme.colours.page : theme.colours.soft;
    ui.fill_box(box, ground, theme.control_radius);
    if (proposal.no_change) ui.outline_box(box, theme.colours.line_strong, theme.control_radius, theme.line);
    ui.on_ground(ground, [&] {
        ui.label(box, proposal.no_change ? "\u2013" : std::to_string(proposal.number),
                 {.type = Type::strong,
                  .ink = proposal.no_change ? Ink::quiet : Ink::accent,
                  .align = ui::Align::centre});
    });
}

void add_proposal_row(Ui& ui, Flow& flow, const ProposalView& proposal, Type type, float gap_units) {
    const float unit = ui.theme().unit;
    const float indent = (number_units + 2) * unit;
    const float width = flow.width_px() - indent;
    std::string title = ui::displayable(proposal.title);
    const ui::TextBlock block = ui.measure(title, type, width);
    const std::string note =
        proposal.set_aside ? ui::displayable("Set aside: " + proposal.set_aside_reason) : std::string();
    const float title_height = ui.text_height(block, type);
    const float note_height =
        note.empty() ? 0 : ui.text_height(ui.measure(note, Type::small, width, 2), Type::small);
    const Ink ink = proposal.set_aside ? Ink::quiet : Ink::normal;
    flow.add({.height_px = std::max(ui.line_height(Type::strong) + unit * 0.5F, title_height + note_height),
              .gap_px = gap_units * unit,
              .with_next = false,
              .draw = [proposal, title, note, type, ink, indent, width, title_height, unit](
                          Ui& at, const Ui::Box& box) {
                  const float height = at.line_height(Type::strong) + unit * 0.5F;
                  const float first_line = at.line_height(type);
                  draw_number(at,
                              {box.left, box.top + std::max(0.0F, std::round((first_line - height) / 2)),
                               number_units * unit, height},
                              proposal);
                  const float top = box.top + std::max(0.0F, std::round((height - first_line) / 2));
                  at.lines({box.left + indent, top, width, title_height}, title,
                           at.measure(title, type, width), {.type = type, .ink = ink});
                  if (note.empty()) return;
                  at.lines({box.left + indent, top + title_height, width, box.height - title_height}, note,
                           at.measure(note, Type::small, width, 2), {.type = Type::small, .ink = Ink::quiet});
              }});
}

void add_title(Flow& flow, const RoundView& round, ProposalId id, FlowText look) {
    const ProposalView* proposal = words::find_proposal(round, id);
    look.type = Type::heading;
    look.role = ui::Role::heading;
    look.with_next = true;
    if (proposal != nullptr && !proposal->no_change) {
        look.label = std::to_string(proposal->number);
        look.indent_units = 4.5F;
    }
    flow.text(proposal == nullptr ? words::numbered_title(round, id) : proposal->title, look);
}

void add_sentence(Ui& ui, Flow& flow, const std::string& sentence, ui::Colour ground,
                  std::initializer_list<Type> types) {
    const float unit = ui.theme().unit;
    const float width = flow.width_px() - 4 * unit;
    const Type type = fitting_type(ui, sentence, types, width, sentence_units_max * unit);
    std::string shown = ui::displayable(sentence);
    const float height = ui.text_height(ui.measure(shown, type, width), type);
    flow.add(
        {.height_px = height + 3 * unit,
         .gap_px = 2.5F * unit,
         .with_next = false,
         .draw = [shown = std::move(shown), type, width, height, ground, unit](Ui& at, const Ui::Box& place) {
             at.fill_box(place, ground, at.theme().control_radius);
             at.on_ground(ground, [&] {
                 at.lines({place.left + 2 * unit, place.top + 1.5F * unit, width, height}, shown,
                          at.measure(shown, type, width), {.type = type});
             });
         }});
}

void draw_turnout_bar(Ui& ui, const Ui::Box& box, std::uint32_t done, std::uint32_t total) {
    const float round_end = box.height / 2;
    ui.fill_box(box, ui.theme().colours.line, round_end);
    if (total == 0 || done == 0) return;
    const float share = static_cast<float>(std::min(done, total)) / static_cast<float>(total);
    ui.fill_box({box.left, box.top, std::max(box.height, box.width * share), box.height},
                ui.theme().colours.accent, round_end);
}

const ConsentView* last_asking(const RoundView& round) {
    const auto found = std::find_if(round.askings.rbegin(), round.askings.rend(),
                                    [](const ConsentView& asking) { return !asking.open; });
    return found == round.askings.rend() ? nullptr : &*found;
}

bool practice_is_over(const RoomView& view) {
    if (!view.round || !view.round->practice) return false;
    return std::ranges::any_of(view.rounds, [&](const RoundSummary& round) {
        return round.id == view.round->id && round.status == RoundStatus::decided;
    });
}

bool is_narrow(const Ui& ui) {
    return ui.window_width() < ui.window_height() * 1.5F;
}

}  // namespace equivox::host
