// SPDX-License-Identifier: Apache-2.0
// Making one proposal of two: choose the two, write the text, see before and after. Everybody sees the same
// three texts on the room screen then, and it can be taken back.
#include <algorithm>
#include <string>
#include <vector>

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

// Two proposals can be merged when each of them could be set aside.
bool can_merge(const Console& console, ProposalId id) {
    return offer_for<SetProposalAside>(console.facilitator(), id) != nullptr;
}

std::string joined(const std::vector<std::string>& clauses) {
    std::string text;
    for (const std::string& clause : clauses) text += (text.empty() ? "" : "\n") + clause;
    return text;
}

std::vector<std::size_t> versions_of(const ProposalView& first, const ProposalView& second) {
    return {first.earlier.size(), second.earlier.size()};
}

// To begin with: the texts one after the other, without what both say.
void begin_text(MergeDraft& draft, const ProposalView& first, const ProposalView& second) {
    std::vector<std::string> clauses = first.clauses;
    for (const std::string& clause : second.clauses)
        if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
    draft.kept = first.id;
    draft.title = first.title;
    draft.text = joined(clauses);
    draft.of_versions = versions_of(first, second);
}

void choose(const Console& console, const RoundView& round, ProposalId id, bool chosen) {
    MergeDraft& draft = console.state.merge;
    std::erase(draft.chosen, id);
    if (chosen) draft.chosen.push_back(id);
    if (draft.chosen.size() != 2) return;
    std::ranges::sort(draft.chosen, {}, [&](ProposalId each) {
        const ProposalView* proposal = words::find_proposal(round, each);
        return proposal == nullptr ? 0 : proposal->number;
    });
    const ProposalView* first = words::find_proposal(round, draft.chosen[0]);
    const ProposalView* second = words::find_proposal(round, draft.chosen[1]);
    if (first != nullptr && second != nullptr) begin_text(draft, *first, *second);
}

void choose_two(const Console& console, const RoundView& round) {
    Ui& ui = console.ui;
    ui.text("Which two? Everybody sees both texts and the new one, and it can be taken back.",
            {.ink = Ink::quiet});
    ui.spaced(0, [&] {
        for (const ProposalView& proposal : round.proposals) {
            if (!can_merge(console, proposal.id)) continue;
            bool chosen = std::ranges::find(console.state.merge.chosen, proposal.id) !=
                          console.state.merge.chosen.end();
            ui.scope(proposal.id.value, [&] {
                if (ui.checkbox(words::numbered_title(round, proposal.id), chosen))
                    choose(console, round, proposal.id, chosen);
            });
        }
    });
    if (ui.button("Cancel")) console.state.merging = false;
}

void before_and_after(Ui& ui, const ProposalView& first, const ProposalView& second,
                      const MergeDraft& draft) {
    const auto text = [&](std::string_view title, const std::vector<std::string>& clauses) {
        ui.text(title, {.type = Type::strong});
        for (std::size_t index = 0; index < clauses.size(); ++index)
            ui.text(std::to_string(index + 1) + ".  " + clauses[index]);
    };
    ui.columns({{0.5F,
                 [&] {
                     ui.spaced(0.5F, [&] {
                         ui.text("Before", {.type = Type::strong, .ink = Ink::accent});
                         text(std::to_string(first.number) + "  " + first.title, first.clauses);
                         ui.space(1);
                         text(std::to_string(second.number) + "  " + second.title, second.clauses);
                     });
                 }},
                {0.5F,
                 [&] {
                     ui.spaced(0.5F, [&] {
                         ui.text("After", {.type = Type::strong, .ink = Ink::accent});
                         const std::uint32_t number = draft.kept == second.id ? second.number : first.number;
                         text(std::to_string(number) + "  " + draft.title, clauses_of(draft.text));
                     });
                 }}},
               3);
    std::vector<std::string> before = first.clauses;
    before.insert(before.end(), second.clauses.begin(), second.clauses.end());
    for (const ClauseChange& change : clause_changes(before, clauses_of(draft.text))) {
        if (change.kind == ClauseChange::Kind::removed)
            ui.text("Taken out: " + change.before_text, {.ink = Ink::accent});
        if (change.kind == ClauseChange::Kind::added)
            ui.text("New: " + change.after_text, {.ink = Ink::accent});
        if (change.kind == ClauseChange::Kind::changed)
            ui.text("Changed: " + change.after_text, {.ink = Ink::accent});
    }
}

// Why it cannot be done now; empty if it can.
std::string why_off(const Console& console, const ProposalView& first, const ProposalView& second) {
    const MergeDraft& draft = console.state.merge;
    if (!can_merge(console, first.id) || !can_merge(console, second.id))
        return "They cannot be merged now: a box is open, or one of them is set aside.";
    if (draft.title.empty()) return "A proposal needs a title.";
    return {};
}

void buttons(const Console& console, const ProposalView& first, const ProposalView& second) {
    Ui& ui = console.ui;
    ConsoleState& state = console.state;
    const std::string off = why_off(console, first, second);
    ui.row([&] {
        if (ui.button("Merge them",
                      {.kind = ButtonKind::primary, .enabled = off.empty() && !is_waiting(console)})) {
            const ProposalId merged = state.merge.kept == first.id ? second.id : first.id;
            ask(console, MergeProposals{state.merge.kept, merged, state.merge.title, state.merge.text});
            state.merge = {};
            state.merging = false;
        }
        if (ui.button("Choose two others")) state.merge = {};
        if (ui.button("Keep for later")) state.merging = false;
        if (ui.button("Discard", {.kind = ButtonKind::quiet})) {
            state.merge = {};
            state.merging = false;
        }
    });
    if (!off.empty()) ui.text(off, {.type = Type::small, .ink = Ink::quiet});
}

void write_text(const Console& console, const ProposalView& first, const ProposalView& second) {
    Ui& ui = console.ui;
    MergeDraft& draft = console.state.merge;
    if (draft.of_versions != versions_of(first, second))
        ui.notice("One of them was amended meanwhile", "Compare before you merge them.");
    ui.text_field("Title", draft.title, {.characters_max = limits::title, .takes_focus = true});
    ui.text_area("Text, one clause a line", draft.text, {.characters_max = limits::text, .lines = 4});
    ui.row([&] {
        ui.text("It keeps the number", {.type = Type::strong});
        for (const ProposalView* each : {&first, &second})
            ui.scope(each->id.value, [&] {
                if (ui.choice(std::to_string(each->number), draft.kept == each->id)) draft.kept = each->id;
            });
    });
    buttons(console, first, second);
    if (console.state.merging && draft.chosen.size() == 2) before_and_after(ui, first, second, draft);
}

}  // namespace

bool merge_offered(const Console& console) {
    std::size_t count = 0;
    for (const Offer& offer : console.facilitator().offers)
        count += std::holds_alternative<SetProposalAside>(offer.command) ? 1U : 0U;
    return count >= 2;
}

void merge_form(const Console& console) {
    const RoundView& round = *console.room().round;
    MergeDraft& draft = console.state.merge;
    console.ui.heading("Merge two proposals");
    std::erase_if(draft.chosen, [&](ProposalId id) { return words::find_proposal(round, id) == nullptr; });
    if (draft.chosen.size() != 2) return choose_two(console, round);
    write_text(console, *words::find_proposal(round, draft.chosen[0]),
               *words::find_proposal(round, draft.chosen[1]));
}

void take_apart_button(const Console& console, const ProposalView& merged) {
    if (offer_for<RestoreProposal>(console.facilitator(), merged.id) == nullptr) return;
    for (const ProposalView& kept : console.room().round->proposals) {
        // Its text before is only the right one to go back to if it has not been amended since.
        if (kept.earlier.empty() || kept.earlier.back().merged_with != merged.id) continue;
        if (offer_for<AmendProposal>(console.facilitator(), kept.id) == nullptr) continue;
        if (!console.ui.button("Take the merge back", {.kind = ButtonKind::quiet})) return;
        ask(console, RestoreProposal{merged.id});
        ask(console, AmendProposal{kept.id, kept.earlier.back().title, joined(kept.earlier.back().clauses)});
        return;
    }
}

}  // namespace equivox::host
