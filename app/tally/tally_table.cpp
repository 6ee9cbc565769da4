// SPDX-License-Identifier: Apache-2.0
#include "app/tally/tally_table.hpp"

#include <algorithm>
#include <array>

#include "app/tally/tally_reasons.hpp"
#include "app/tally/tally_words.hpp"

namespace equivox::tally {

namespace {

constexpr std::size_t label_width = 24;
// A wider matrix does not fit a terminal.
constexpr std::uint32_t most_options_in_matrix = 12;

std::string line(const std::string& label, const std::string& text) {
    return "  " + padded(label, label_width) + text + "\n";
}

std::string counted(Count count, const std::string& one, const std::string& several) {
    return to_decimal(count) + " " + (count == 1 ? one : several);
}

std::string heading(const Election& election) {
    std::string text = counted(election.options(), "option", "options") + ", " +
                       counted(election.ballots_cast(), "ballot", "ballots");
    if (!election.organisations().empty()) {
        text +=
            " of " +
            counted(static_cast<Count>(election.organisations().size()), "organisation", "organisations") +
            ", each of which counts as one";
    } else if (election.pairwise().total() != election.ballots_cast()) {
        text += " of total weight " + to_decimal(election.pairwise().total());
    }
    text += election.unranked() == Unranked::last ? "; options left out count as last\n"
                                                  : "; a ballot says nothing about options it leaves out\n";
    return text;
}

std::string matrix(const Pairwise& pairwise, const TallyWords& words, bool by_organisation) {
    if (pairwise.options() > most_options_in_matrix) return {};
    std::size_t name_width = 0;
    std::size_t cell_width = 3;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        name_width = std::max(name_width, character_count(words.name(a)));
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            cell_width = std::max(cell_width, character_count(words.rounded_votes(pairwise(a, b))));
        }
    }
    std::string text = "\nOne to one: how many prefer the option of the row to that of the column" +
                       std::string(by_organisation ? " (organisations, rounded)\n" : "\n");
    text += "  " + std::string(name_width + 5, ' ');
    for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
        text += "  " + padded(std::to_string(b + 1), cell_width);
    }
    text += "\n";
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        text += "  " + padded(std::to_string(a + 1), 3) + "  " + padded(words.name(a), name_width);
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            text += "  " + padded(a == b ? "-" : words.rounded_votes(pairwise(a, b)), cell_width);
        }
        text += "\n";
    }
    return text;
}

std::string winners_text(const std::vector<std::uint32_t>& winners, const std::optional<Places>& ranking,
                         const TallyWords& words) {
    if (ranking) return words.places(*ranking);
    if (winners.size() == 1) return words.name(winners.front()) + " (no ranking below)";
    return words.list(winners) + " (several winners, no ranking)";
}

std::string ranked_pairs_text(const RankedPairs& result, const TallyWords& words) {
    if (!result.winners) return "undetermined: too many equal strengths to try every order";
    return winners_text(*result.winners, result.ranking, words);
}

std::string kemeny_text(const Kemeny& kemeny, const TallyWords& words) {
    if (!kemeny.determined) {
        return "undetermined: " + std::to_string(kemeny.largest_layer) +
               " options are in cycles, more than can be ordered exactly";
    }
    return winners_text(kemeny.winners, kemeny.ranking, words);
}

std::string results(const Tally& tally, const TallyWords& words) {
    std::string text = "\nResults\n";
    text += line("Condorcet winner", tally.condorcet_winner ? words.name(*tally.condorcet_winner) : "none");
    text += line("Smith set", words.list(tally.smith_set));
    if (tally.borda) text += line("Borda", words.places(tally.borda->ranking));
    text += line("Copeland", words.places(tally.copeland.ranking));
    text += line("Minimax, margins", words.places(tally.minimax_margins.ranking));
    text += line("Minimax, winning", words.places(tally.minimax_winning.ranking));
    const Schulze& margins = tally.schulze_margins;
    const Schulze& winning = tally.schulze_winning;
    text += line("Schulze, margins", winners_text(margins.winners, margins.ranking, words));
    text += line("Schulze, winning", winners_text(winning.winners, winning.ranking, words));
    text += line("Ranked Pairs, margins", ranked_pairs_text(tally.ranked_pairs_margins, words));
    text += line("Ranked Pairs, winning", ranked_pairs_text(tally.ranked_pairs_winning, words));
    text += line("Kemeny-Young", kemeny_text(tally.kemeny, words));
    if (tally.instant_runoff) {
        const auto& winners = tally.instant_runoff->whole.winners;
        text += line("Instant-runoff",
                     winners ? words.list(*winners) + (winners->size() > 1 ? " (tie)" : "")
                             : "undetermined: too many ties to follow every way of breaking them");
    }
    return text;
}

std::string step_words(Step step) {
    switch (step) {
        case Step::level:
            return "about equal";
        case Step::ahead:
            return "ahead";
        case Step::clearly_ahead:
            return "clearly ahead";
        case Step::ahead_20:
            return "ahead by a fifth of the organisations";
        case Step::ahead_40:
            return "ahead by two fifths of the organisations";
        case Step::ahead_60:
            return "ahead by three fifths of the organisations";
    }
    return {};
}

std::string order_text(const OrderWithSteps& order, const TallyWords& words) {
    std::string text = "\nThe order of the organisations\n";
    const auto& finest = order.steps[static_cast<std::size_t>(Level::l3)];
    for (std::size_t place = 0; place < order.order.places.size(); ++place) {
        text += "  " + std::to_string(place + 1) + ". " + words.list(order.order.places[place]);
        if (place < finest.size()) text += "  (" + step_words(finest[place]) + ")";
        text += "\n";
    }
    return text;
}

}  // namespace

std::string table_of(const Election& election, const Tally& tally) {
    const TallyWords words(election);
    std::string text = heading(election) + results(tally, words);
    if (tally.order) text += order_text(*tally.order, words);
    text += "\nWhy\n";
    for (const auto& reason : reasons_of(election, tally)) text += "  " + reason + "\n";
    return text + matrix(election.pairwise(), words, !election.organisations().empty());
}

}  // namespace equivox::tally
