// SPDX-License-Identifier: Apache-2.0
// What came of "Can you live with this?": the reasons, clause by clause, or that there are none. Never how
// many.
#include <algorithm>
#include <optional>
#include <vector>

#include "app/host/room_parts.hpp"
#include "app/host/screen_words.hpp"

namespace equivox::host {
namespace {

using ui::Ink;
using ui::Type;

struct Reason {
    std::optional<std::uint32_t> clause;
    std::string text;
};

template <typename Released>
std::vector<Reason> by_clause(const std::vector<Released>& released) {
    std::vector<Reason> reasons;
    for (const Released& each : released) reasons.push_back({each.clause, each.reason});
    std::ranges::stable_sort(reasons, {}, &Reason::clause);
    return reasons;
}

void add_reasons(Flow& flow, const std::vector<Reason>& reasons, const ProposalView* proposal) {
    const Reason* before = nullptr;
    for (const Reason& reason : reasons) {
        if (before == nullptr || before->clause != reason.clause) {
            std::string about = "About the whole proposal";
            if (reason.clause) {
                about = "Clause " + std::to_string(*reason.clause);
                if (proposal != nullptr && *reason.clause >= 1 && *reason.clause <= proposal->clauses.size())
                    about += ": " + proposal->clauses[*reason.clause - 1];
            }
            flow.text(about, {.type = Type::small, .ink = Ink::quiet, .gap_units = 2, .with_next = true});
        }
        before = &reason;
        flow.text(reason.text, {.gap_units = 0.75F, .indent_units = 2, .bar = true});
    }
}

}  // namespace

void objections_screen(ui::Ui& ui, const RoundView& round, RoomScreenState& state) {
    const ConsentView* asking = last_asking(round);
    if (asking == nullptr) return;
    const ProposalView* proposal = words::find_proposal(round, asking->proposal);
    ui.space(1);
    Flow flow(ui, ui.available_width());
    flow.text("Can you live with this?" +
                  (asking->asking > 1 ? "  \u00B7  asked for the " + words::ordinal(asking->asking) + " time"
                                      : std::string()),
              {.type = Type::strong, .ink = Ink::accent, .with_next = true});
    add_title(flow, round, asking->proposal, {});
    if (!asking->not_shown_because.empty()) {
        flow.text("The answers are not shown",
                  {.type = Type::title, .role = ui::Role::heading, .gap_units = 4, .with_next = true});
        flow.text(asking->not_shown_because, {.type = Type::heading, .gap_units = 2});
    } else if (asking->objections.empty()) {
        flow.text("Nobody objected.", {.type = asking->worries.empty() ? Type::display : Type::title,
                                       .role = ui::Role::heading,
                                       .gap_units = 4,
                                       .with_next = !asking->worries.empty()});
    } else {
        flow.text("Objections to work on together",
                  {.type = Type::heading, .role = ui::Role::heading, .gap_units = 3.5F, .with_next = true});
        add_reasons(flow, by_clause(asking->objections), proposal);
    }
    if (!asking->worries.empty()) {
        flow.text("Worries to note",
                  {.type = Type::heading, .role = ui::Role::heading, .gap_units = 3.5F, .with_next = true});
        add_reasons(flow, by_clause(asking->worries), proposal);
    }
    if (asking->objections.empty() && asking->worries.empty()) return show_pages_centred(ui, flow, state);
    show_pages(ui, flow, state);
}

}  // namespace equivox::host
