// SPDX-License-Identifier: Apache-2.0
// Proposals: read them, show one to the room, amend, set aside, bring back.
#include <string>

#include "app/host/clause_changes.hpp"
#include "app/host/console_parts.hpp"
#include "app/host/screen_words.hpp"
#include "sessions/text.hpp"

namespace equivox::host {
namespace {

using ui::ButtonKind;
using ui::Ink;
using ui::Type;
using ui::Ui;

std::string joined(const std::vector<std::string>& clauses) {
    std::string text;
    for (const std::string& clause : clauses) text += (text.empty() ? "" : "\n") + clause;
    return text;
}

AmendmentDraft& draft_of(ConsoleState& state, const ProposalView& proposal) {
    const auto [entry, is_new] = state.amendments.try_emplace(proposal.id);
    if (is_new) entry->second = {proposal.title, joined(proposal.clauses), proposal.earlier.size()};
    return entry->second;
}

void changes_so_far(Ui& ui, const ProposalView& proposal, const AmendmentDraft& draft) {
    const auto changes = clause_changes(proposal.clauses, clauses_of(draft.text));
    for (const ClauseChange& change : changes) {
        if (change.kind == ClauseChange::Kind::same) continue;
        const std::string number = std::to_string(change.before.value_or(change.after.value_or(0)) + 1);
        const std::string kind = change.kind == ClauseChange::Kind::changed ? "Clause " + number + " changed"
                                 : change.kind == ClauseChange::Kind::added
                                     ? "New clause " + number
                                     : "Clause " + number + " taken out";
        ui.text(kind, {.type = Type::strong, .ink = Ink::accent});
        if (!change.before_text.empty()) ui.text("Before: " + change.before_text, {.ink = Ink::quiet});
        if (!change.after_text.empty()) ui.text("Now: " + change.after_text);
    }
}

void amendment_form(const Console& console, const ProposalView& proposal) {
    Ui& ui = console.ui;
    ConsoleState& state = console.state;
    AmendmentDraft& draft = draft_of(state, proposal);
    ui.heading("Amend " + words::numbered_title(*console.room().round, proposal.id));
    if (draft.of_version != proposal.earlier.size())
        ui.notice("It was amended meanwhile", "Compare before you publish.");
    const bool changed = draft.title != proposal.title || draft.text != joined(proposal.clauses);
    ui.text_field("Title", draft.title,
                  {.problem = draft.title.empty() ? "A proposal needs a title." : "",
                   .characters_max = limits::title,
                   .takes_focus = true});
    ui.text_area("Text, one clause a line", draft.text, {.characters_max = limits::text, .lines = 7});
    const Offer* offer = offer_for<AmendProposal>(console.facilitator(), proposal.id);
    const std::string why_off = offer == nullptr ? "It cannot be amended while a box is open."
                                : !changed       ? "Nothing is changed yet."
                                                 : "";
    ui.row([&] {
        if (ui.button("Publish the amendment",
                      {.kind = ButtonKind::primary, .enabled = why_off.empty() && !draft.title.empty()})) {
            ask(console, AmendProposal{proposal.id, draft.title, draft.text});
            state.amendments.erase(proposal.id);
            state.amending.reset();
        }
        if (ui.button("Keep for later")) state.amending.reset();
        if (ui.button("Discard", {.kind = ButtonKind::quiet})) {
            state.amendments.erase(proposal.id);
            state.amending.reset();
        }
    });
    if (!why_off.empty()) return ui.text(why_off, {.type = Type::small, .ink = Ink::quiet});
    if (state.amending) ui.spaced(0.5F, [&] { changes_so_far(ui, proposal, draft); });
}

void aside_form(const Console& console, const ProposalView& proposal) {
    Ui& ui = console.ui;
    ConsoleState& state = console.state;
    std::string& reason = state.reasons[proposal.id];
    ui.heading("Set aside " + words::numbered_title(*console.room().round, proposal.id));
    ui.text("It can be brought back at any time. Everybody sees the reason.", {.ink = Ink::quiet});
    ui.text_area("Reason", reason, {.characters_max = limits::reason, .lines = 3, .takes_focus = true});
    const bool offered = offer_for<SetProposalAside>(console.facilitator(), proposal.id) != nullptr;
    ui.row([&] {
        if (ui.button("Set it aside", {.kind = ButtonKind::primary, .enabled = offered && !reason.empty()})) {
            ask(console, SetProposalAside{proposal.id, reason});
            state.reasons.erase(proposal.id);
            state.setting_aside.reset();
        }
        if (ui.button("Cancel")) state.setting_aside.reset();
    });
    if (!offered)
        ui.text("It cannot be set aside while a box is open.", {.type = Type::small, .ink = Ink::quiet});
}

void proposal_buttons(const Console& console, const ProposalView& proposal) {
    Ui& ui = console.ui;
    const FacilitatorView& view = console.facilitator();
    ConsoleState& state = console.state;
    ui.row(
        [&] {
            if (ui.button("Show", {.kind = ButtonKind::quiet})) {
                state.room.show = RoomShow::one_proposal;
                state.room.proposal = proposal.id;
                state.room.page = 0;
            }
            if (!proposal.earlier.empty() && ui.button("Show before/after", {.kind = ButtonKind::quiet})) {
                state.room.show = RoomShow::amendment;
                state.room.proposal = proposal.id;
                state.room.page = 0;
            }
            const bool begun = state.amendments.contains(proposal.id);
            if (const Offer* offer = offer_for<AmendProposal>(view, proposal.id))
                if (ui.button(begun ? "Go on amending" : "Amend", {.kind = ButtonKind::quiet}))
                    take_offer(console, *offer);
            if (const Offer* offer = offer_for<SetProposalAside>(view, proposal.id))
                if (ui.button("Set aside", {.kind = ButtonKind::quiet})) take_offer(console, *offer);
            if (const Offer* offer = offer_for<RestoreProposal>(view, proposal.id))
                if (ui.button("Bring back", {.kind = ButtonKind::quiet})) take_offer(console, *offer);
            if (proposal.set_aside) take_apart_button(console, proposal);
        },
        {.gap_units = 0.5F});
}

void proposal_card(const Console& console, const ProposalView& proposal) {
    Ui& ui = console.ui;
    ui.card(
        [&] {
            ui.spaced(0.5F, [&] {
                ui.text(words::numbered_title(*console.room().round, proposal.id), {.type = Type::strong});
                if (proposal.set_aside)
                    ui.text("Set aside: " + proposal.set_aside_reason, {.ink = Ink::quiet});
                console_clauses(console, proposal.clauses);
                if (!proposal.earlier.empty())
                    ui.text(proposal.earlier.back().merged_with ? "Merged of two; the texts before are kept."
                                                                : "Amended; the earlier text is kept.",
                            {.type = Type::small, .ink = Ink::quiet});
                proposal_buttons(console, proposal);
            });
        },
        {.padding_units = 1.75F});
}

void shortlist_card(const Console& console, const RoundView& round) {
    Ui& ui = console.ui;
    const ShortlistView& shortlist = *round.shortlist;
    ui.card(
        [&] {
            ui.spaced(0.5F, [&] {
                ui.text(shortlist.shown ? "Shortlist" : "The shortlist is not shown", {.type = Type::strong});
                ui.text(shortlist.shown ? shortlist.words : shortlist.not_shown_because);
                for (const ProposalId id : shortlist.chosen) ui.text(words::numbered_title(round, id));
                show_button(console, RoomShow::shortlist);
            });
        },
        {.padding_units = 1.75F});
}

}  // namespace

void proposals_part(const Console& console) {
    ConsoleState& state = console.state;
    if (!console.room().round || console.room().round->proposals.empty())
        return nothing_yet(console, "Proposals are listed here once their box is closed.");
    const RoundView& round = *console.room().round;
    for (const ProposalView& proposal : round.proposals) {
        if (state.amending == proposal.id) return amendment_form(console, proposal);
        if (state.setting_aside == proposal.id) return aside_form(console, proposal);
    }
    if (state.merging) return merge_form(console);
    console.ui.row([&] {
        show_button(console, RoomShow::proposals);
        const bool begun = state.merge.chosen.size() == 2;
        if ((begun || merge_offered(console)) &&
            console.ui.button(begun ? "Go on merging two" : "Merge two proposals"))
            state.merging = true;
    });
    if (round.shortlist) shortlist_card(console, round);
    for (const bool set_aside : {false, true}) {
        for (const ProposalView& proposal : round.proposals) {
            if (proposal.set_aside != set_aside) continue;
            console.ui.scope(proposal.id.value, [&] { proposal_card(console, proposal); });
        }
    }
}

}  // namespace equivox::host
