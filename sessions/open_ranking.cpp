// SPDX-License-Identifier: Apache-2.0
#include "sessions/open_ranking.hpp"

#include <algorithm>
#include <map>

#include "sessions/tally/agreement.hpp"
#include "sessions/tally/copeland.hpp"
#include "sessions/tally/kemeny.hpp"
#include "sessions/tally/minimax.hpp"
#include "sessions/tally/ranked_pairs.hpp"
#include "sessions/tally/schulze.hpp"

namespace equivox {
namespace {

// The ballot as counting sees it (tally/ballots.hpp).
std::vector<std::uint8_t> code_of(const tally::Ranking& ranking) {
    std::vector<std::uint8_t> code;
    for (std::vector<std::uint32_t> rank : ranking) {
        std::sort(rank.begin(), rank.end());
        for (std::size_t i = 0; i < rank.size(); ++i) {
            if (i > 0) code.push_back(tally::level_mark);
            code.push_back(static_cast<std::uint8_t>(rank[i]));
        }
    }
    return code;
}

tally::Pairwise counted(std::uint32_t options, const std::vector<tally::OrganisationBallot>& ballots,
                        tally::Count scale) {
    std::map<std::uint32_t, tally::Count> sizes;
    for (const tally::OrganisationBallot& ballot : ballots) ++sizes[ballot.organisation];
    tally::PairwiseCounter counter(options);
    for (const tally::OrganisationBallot& ballot : ballots)
        counter.add(code_of(ballot.ranking), scale / sizes[ballot.organisation]);
    return counter.result(tally::Unranked::no_opinion);
}

std::vector<std::vector<ProposalId>> named(const tally::Places& places,
                                           std::span<const ProposalId> proposals) {
    std::vector<std::vector<ProposalId>> result;
    for (const auto& place : places) {
        auto& out = result.emplace_back();
        for (const std::uint32_t option : place) out.push_back(proposals[option]);
    }
    return result;
}

Step as_step(tally::Step step) {
    if (step == tally::Step::clearly_ahead) return Step::clearly_ahead;
    return step == tally::Step::ahead ? Step::ahead : Step::level;
}

}  // namespace

OpenRankingRelease make_open_ranking(std::span<const ProposalId> proposals,
                                     const std::vector<tally::OrganisationBallot>& ballots) {
    const auto options = static_cast<std::uint32_t>(proposals.size());
    const tally::Margins margins = tally::count_margins(options, ballots);
    const tally::Order order = tally::order_from(margins);
    OpenRankingRelease release{.organisations = margins.organisations,
                               .ballots = margins.ballots,
                               .scale = static_cast<std::uint64_t>(margins.scale),
                               .places = named(order.places, proposals),
                               .steps = {},
                               .support = {},
                               .mean_distance = {},
                               .methods = {}};
    for (const tally::Step step : tally::steps(margins, order, tally::Level::l2))
        release.steps.push_back(as_step(step));
    const tally::Pairwise pairwise = counted(options, ballots, margins.scale);
    for (std::uint32_t a = 0; a < options; ++a) {
        auto& row = release.support.emplace_back();
        for (std::uint32_t b = 0; b < options; ++b) row.push_back(static_cast<std::uint64_t>(pairwise(a, b)));
    }
    if (ballots.empty()) return release;
    if (const auto distance = tally::mean_distance_between_ballots(pairwise))
        release.mean_distance = distance->numerator + "/" + distance->denominator;
    const auto add = [&](const char* method, const std::optional<tally::Places>& places) {
        if (places) release.methods.push_back({method, named(*places, proposals)});
    };
    add("Schulze", tally::schulze(pairwise, tally::Strength::winning).ranking);
    add("Ranked Pairs", tally::ranked_pairs(pairwise, tally::Strength::winning).ranking);
    add("Minimax", tally::minimax(pairwise, tally::Strength::winning).ranking);
    add("Copeland", tally::copeland(pairwise).ranking);
    add("Kemeny", tally::kemeny(pairwise).ranking);
    return release;
}

}  // namespace equivox
