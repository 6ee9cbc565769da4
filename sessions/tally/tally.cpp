// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/tally.hpp"

#include <algorithm>
#include <limits>

#include "sessions/tally/condorcet.hpp"
#include "sessions/tally/smith.hpp"

namespace equivox::tally {

namespace {

OrderWithSteps order_with_steps(const Election& election) {
    const Margins margins = margins_of(election);
    OrderWithSteps result{order_from(margins), {}};
    for (const Level level : {Level::l1, Level::l2, Level::l3}) {
        result.steps[static_cast<std::size_t>(level)] = steps(margins, result.order, level);
    }
    return result;
}

Agreement agreement_of(const Election& election, const Tally& tally) {
    Agreement agreement;
    const Pairwise& pairwise = election.pairwise();
    if (election.unranked() == Unranked::last || !election.has_unranked()) {
        agreement.kendalls_w = kendalls_w(pairwise, election.tie_correction());
    }
    agreement.mean_distance_between_ballots = mean_distance_between_ballots(pairwise);
    if (tally.kemeny.determined) {
        Places best;
        for (const std::uint32_t option : tally.kemeny.one_best_order) best.push_back({option});
        agreement.mean_distance_from_best_order = mean_distance_from(pairwise, best);
    }
    if (tally.order) {
        agreement.mean_distance_from_order = mean_distance_from(pairwise, tally.order->order.places);
    }
    agreement.disagreement = election.disagreement();
    return agreement;
}

}  // namespace

Margins margins_of(const Election& election) {
    const Pairwise& pairwise = election.pairwise();
    Margins margins;
    margins.options = pairwise.options();
    margins.organisations = static_cast<std::uint32_t>(election.organisations().size());
    constexpr Count most = std::numeric_limits<std::uint32_t>::max();
    margins.ballots = static_cast<std::uint32_t>(std::min(election.ballots_cast(), most));
    margins.scale = election.scale();
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            margins.values.push_back(pairwise.margin(a, b));
        }
    }
    return margins;
}

Tally tally_of(const Election& election) {
    const Pairwise& pairwise = election.pairwise();
    Tally tally;
    tally.condorcet_winner = condorcet_winner(pairwise);
    tally.smith_set = smith_set(pairwise);
    if (election.unranked() == Unranked::last) {
        tally.borda = borda(pairwise);
        tally.instant_runoff =
            instant_runoff_readings(election.ballots(), pairwise.options(), pairwise.total());
    }
    tally.copeland = copeland(pairwise);
    tally.minimax_winning = minimax(pairwise, Strength::winning);
    tally.minimax_margins = minimax(pairwise, Strength::margins);
    tally.schulze_winning = schulze(pairwise, Strength::winning);
    tally.schulze_margins = schulze(pairwise, Strength::margins);
    tally.ranked_pairs_winning = ranked_pairs(pairwise, Strength::winning);
    tally.ranked_pairs_margins = ranked_pairs(pairwise, Strength::margins);
    tally.kemeny = kemeny(pairwise);
    if (!election.organisations().empty()) tally.order = order_with_steps(election);
    tally.agreement = agreement_of(election, tally);
    return tally;
}

}  // namespace equivox::tally
