// SPDX-License-Identifier: Apache-2.0
#include "app/tally/explained_json.hpp"

#include <string>

namespace equivox::tally {

namespace json = boost::json;

namespace {

// Chains and paths beyond what a person reads are left out.
constexpr std::size_t most_chains = 100;
constexpr std::size_t most_paths = 500;

json::value fraction_json(const std::optional<Fraction>& fraction) {
    if (!fraction) return nullptr;
    return json::object{{"numerator", fraction->numerator},
                        {"denominator", fraction->denominator},
                        {"rounded", fraction->rounded}};
}

json::array organisations_json(const Election& election) {
    json::array result;
    for (const auto& organisation : election.organisations()) {
        result.push_back(
            json::object{{"name", organisation.name}, {"ballots", JsonNumbers::plain(organisation.ballots)}});
    }
    return result;
}

json::object minimax_json(const Minimax& minimax) {
    json::array by;
    for (const auto& option : minimax.defeated_by) {
        by.push_back(option ? json::value(*option) : json::value(nullptr));
    }
    return {{"defeated_by", std::move(by)}};
}

// For every winner and every other option the strongest path there and the one back.
json::object schulze_json(const Pairwise& pairwise, Strength strength, const Schulze& schulze,
                          const JsonNumbers& numbers) {
    json::array paths;
    const auto add_path = [&](std::uint32_t from, std::uint32_t to) {
        if (paths.size() == most_paths) return;
        const auto path = strongest_path(pairwise, strength, schulze, from, to);
        if (path.empty()) return;
        paths.push_back(json::object{{"path", json_of(path)},
                                     {"strength", numbers.votes(schulze.path_strength[from][to])}});
    };
    for (const std::uint32_t winner : schulze.winners) {
        for (std::uint32_t other = 0; other < pairwise.options(); ++other) {
            if (other == winner) continue;
            add_path(winner, other);
            add_path(other, winner);
        }
    }
    return {{"paths", std::move(paths)}};
}

json::object ranked_pairs_json(const RankedPairs& result, const JsonNumbers& numbers) {
    json::array locked;
    json::array dropped;
    std::size_t chains = 0;
    for (std::size_t i = 0; i < result.pairs.size(); ++i) {
        const RankedPair& pair = result.pairs[i];
        json::object entry{{"pair", json::array{pair.winner, pair.loser}},
                           {"strength", numbers.votes(pair.strength)}};
        if (!pair.locked && ++chains <= most_chains)
            entry["chain_against"] = json_of(chain_against(result, i));
        (pair.locked ? locked : dropped).push_back(std::move(entry));
    }
    return {{"depends_on_ties", result.depends_on_ties},
            {"locked", std::move(locked)},
            {"dropped", std::move(dropped)}};
}

json::object kemeny_json(const Kemeny& kemeny) {
    json::object result{{"largest_layer", kemeny.largest_layer}};
    if (kemeny.determined) result["one_best_order"] = json_of(kemeny.one_best_order);
    return result;
}

json::value winners_json(const std::optional<std::vector<std::uint32_t>>& winners) {
    return winners ? json::value(json_of(*winners)) : json::value("undetermined");
}

json::object instant_runoff_json(const InstantRunoffReadings& readings, const JsonNumbers& numbers) {
    json::array rounds;
    for (const auto& round : readings.whole.rounds) {
        json::array votes;
        for (const auto& [option, count] : round.votes) votes.push_back({option, numbers.votes(count)});
        rounds.push_back(json::object{{"votes", std::move(votes)},
                                      {"lowest", json_of(round.lowest)},
                                      {"out", round.out},
                                      {"dropped_out", numbers.votes(round.dropped_out)}});
    }
    json::object by_reading{{"whole", winners_json(readings.whole.winners)},
                            {"passed_over", winners_json(readings.passed_over_winners)},
                            {"split", winners_json(readings.split_winners)}};
    return {{"rounds", std::move(rounds)}, {"winners_by_reading", std::move(by_reading)}};
}

json::object agreement_json(const Agreement& agreement) {
    json::object result{
        {"kendalls_w", fraction_json(agreement.kendalls_w)},
        {"mean_distance_between_ballots", fraction_json(agreement.mean_distance_between_ballots)},
        {"mean_distance_from_best_order", fraction_json(agreement.mean_distance_from_best_order)}};
    if (agreement.mean_distance_from_order) {
        result["mean_distance_from_order"] = fraction_json(agreement.mean_distance_from_order);
    }
    if (agreement.disagreement) {
        result["disagreement_within_organisations"] = fraction_json(agreement.disagreement->within);
        result["disagreement_between_organisations"] = fraction_json(agreement.disagreement->between);
    }
    return result;
}

}  // namespace

json::object explained_json(const Election& election, const Tally& tally, const JsonNumbers& numbers) {
    const Pairwise& pairwise = election.pairwise();
    json::object result;
    result["ballots"] = JsonNumbers::plain(election.ballots_cast());
    if (!election.organisations().empty()) {
        result["organisations"] = organisations_json(election);
        result["scale"] = numbers.votes(election.scale());
    }
    result["copeland"] = {{"wins", json_of(tally.copeland.wins)}, {"losses", json_of(tally.copeland.losses)}};
    result["minimax_winning"] = minimax_json(tally.minimax_winning);
    result["minimax_margins"] = minimax_json(tally.minimax_margins);
    result["schulze_winning"] = schulze_json(pairwise, Strength::winning, tally.schulze_winning, numbers);
    result["schulze_margins"] = schulze_json(pairwise, Strength::margins, tally.schulze_margins, numbers);
    result["ranked_pairs_winning"] = ranked_pairs_json(tally.ranked_pairs_winning, numbers);
    result["ranked_pairs_margins"] = ranked_pairs_json(tally.ranked_pairs_margins, numbers);
    result["kemeny"] = kemeny_json(tally.kemeny);
    if (tally.instant_runoff) result["irv"] = instant_runoff_json(*tally.instant_runoff, numbers);
    result["agreement"] = agreement_json(tally.agreement);
    return result;
}

}  // namespace equivox::tally
