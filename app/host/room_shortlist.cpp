// SPDX-License-Identifier: Apache-2.0
// The proposals that the room goes on with: a set without order. Or that there is none, or why it is not
// shown.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;
using ui::Ui;

void sentence_screen(Ui& ui, std::string_view title, std::string_view sentence, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    flow.text(title, {.type = Type::title, .role = ui::Role::heading, .with_next = true});
    flow.text(sentence, {.type = Type::heading, .gap_units = 3});
    show_pages_centred(ui, flow, state);
}

// "No shortlist: ..."
void none_screen(Ui& ui, const std::string& words, RoomScreenState& state) {
    Flow flow(ui, ui.available_width());
    flow.text("The shortlist", {.type = Type::strong, .ink = Ink::accent, .with_next = true});
    const Type type = fitting_type(ui, words, {Type::display, Type::title, Type::heading}, flow.width_px(),
                                   ui.available_height() * 0.7F);
    flow.text(words, {.type = type, .role = ui::Role::heading, .gap_units = 2});
    show_pages_centred(ui, flow, state);
}

// "No change" stays without being ticked: it is named apart.
const ProposalView* no_change_in_play(const RoundView& round) {
    const auto found = std::ranges::find_if(
        round.proposals, [](const ProposalView& each) { return each.no_change && !each.set_aside; });
    return found == round.proposals.end() ? nullptr : &*found;
}

Flow chosen_flow(Ui& ui, const RoundView& round, const ShortlistView& shortlist, float width_px, Type type) {
    Flow flow(ui, width_px);
    for (const ProposalId id : shortlist.chosen)
        if (const ProposalView* proposal = words::find_proposal(round, id))
            add_proposal_row(ui, flow, *proposal, type, 2.25F);
    return flow;
}

}  // namespace

void shortlist_screen(Ui& ui, const RoundView& round, RoomScreenState& state) {
    if (!round.shortlist) return;
    const ShortlistView& shortlist = *round.shortlist;
    if (!shortlist.shown)
        return sentence_screen(ui, "The shortlist is not shown", shortlist.not_shown_because, state);
    if (shortlist.chosen.empty()) return none_screen(ui, shortlist.words, state);
    ui.space(1);
    ui.spaced(2, [&] {
        ui.heading("The shortlist", {.type = Type::title});
        ui.text(shortlist.words, {.ink = Ink::quiet});
        const float after = 2 * ui.line_height(Type::body);
        const float height = ui.available_height() - after;
        // Two columns: side by side they look less like an order.
        constexpr float between = 6;
        const std::size_t columns = is_narrow(ui) || shortlist.chosen.size() < 3 ? 1 : 2;
        const float width = columns == 1 ? ui.available_width()
                                         : std::floor((ui.available_width() - between * ui.theme().unit) / 2);
        for (const Type type : {Type::heading, Type::body, Type::small}) {
            Flow flow = chosen_flow(ui, round, shortlist, width, type);
            const bool fits = flow.columns(height).size() <= columns;
            if (!fits && type != Type::small) continue;
            state.pages = draw_page(ui, flow, state.page, columns, between);
            break;
        }
        if (no_change_in_play(round) != nullptr && state.page + 1 == state.pages)
            ui.text("\"No change\" stays as well.", {.ink = Ink::quiet});
    });
}

}  // namespace equivox::host
