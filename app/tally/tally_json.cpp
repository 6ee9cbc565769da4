// SPDX-License-Identifier: Apache-2.0
#include "app/tally/tally_json.hpp"

#include <string>

#include "app/tally/explained_json.hpp"
#include "app/tally/json_numbers.hpp"

namespace equivox::tally {

namespace json = boost::json;

namespace {

// The largest count of any method is below total * options squared (Kemeny's agreement).
bool votes_as_strings(const Election& election) {
    if (election.header().weight_allowed || !election.organisations().empty()) return true;
    const Count options = election.options();
    return election.pairwise().total() > largest_json_number / (2 * options * options);
}

json::array matrix(const Pairwise& pairwise, const JsonNumbers& numbers) {
    json::array rows;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        json::array row;
        row.reserve(pairwise.options());
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) row.push_back(numbers.votes(pairwise(a, b)));
        rows.push_back(std::move(row));
    }
    return rows;
}

json::object minimax_json(const Minimax& minimax, const JsonNumbers& numbers) {
    return {{"worst_defeat", numbers.votes(minimax.worst_defeat)}, {"ranking", json_of(minimax.ranking)}};
}

json::object schulze_json(const Schulze& schulze, const JsonNumbers& numbers) {
    json::array beats;
    beats.reserve(schulze.beats.size());
    for (const auto& [a, b] : schulze.beats) beats.push_back(json::array{a, b});
    json::object result{{"winners", json_of(schulze.winners)},
                        {"beats", std::move(beats)},
                        {"is_ranking", schulze.is_ranking}};
    if (schulze.ranking) result["ranking"] = json_of(*schulze.ranking);
    json::array strengths;
    for (const auto& row : schulze.path_strength) strengths.push_back(numbers.votes(row));
    result["path_strength"] = std::move(strengths);
    return result;
}

json::object ranked_pairs_json(const RankedPairs& ranked_pairs) {
    json::object result;
    if (!ranked_pairs.winners) return {{"winners", "undetermined"}};
    result["winners"] = json_of(*ranked_pairs.winners);
    if (ranked_pairs.over_tie_breaks) result["over_tie_breaks"] = true;
    if (ranked_pairs.ranking) result["ranking"] = json_of(*ranked_pairs.ranking);
    return result;
}

json::object kemeny_json(const Kemeny& kemeny, const JsonNumbers& numbers) {
    if (!kemeny.determined) return {{"winners", "undetermined"}};
    json::object result{{"winners", json_of(kemeny.winners)}, {"agreement", numbers.votes(kemeny.agreement)}};
    if (kemeny.optimal_rankings) {
        result["optimal_rankings"] = JsonNumbers::plain(*kemeny.optimal_rankings);
    }
    if (kemeny.ranking) result["ranking"] = json_of(*kemeny.ranking);
    return result;
}

// Rounds are given where nothing about them is a matter of reading: no tie for going out, no equal ranks.
json::object instant_runoff_json(const InstantRunoffReadings& readings, const JsonNumbers& numbers) {
    const InstantRunoff& whole = readings.whole;
    if (!whole.winners) return {{"winners", "undetermined"}};
    json::object result{{"winners", json_of(*whole.winners)}};
    if (whole.winners->size() > 1) result["tie"] = true;
    if (readings.has_equal_ranks) {
        result["equal_ranks"] = readings.readings_agree()
                                    ? "same winner however equal first places are read"
                                    : "the winner depends on how equal first places are read";
        return result;
    }
    if (whole.elimination_tie) return result;
    json::array rounds;
    for (const auto& round : whole.rounds) {
        json::array votes;
        for (const auto& [option, count] : round.votes) votes.push_back({option, numbers.votes(count)});
        rounds.push_back(std::move(votes));
    }
    result["rounds"] = std::move(rounds);
    return result;
}

json::object order_json(const OrderWithSteps& order) {
    json::array relations;
    for (const auto& row : order.order.relations) relations.push_back(json::array(row.begin(), row.end()));
    json::object steps_by_level;
    for (const Level level : {Level::l1, Level::l2, Level::l3}) {
        json::array names;
        for (const Step step : order.steps[static_cast<std::size_t>(level)]) {
            names.push_back(json::value(name_of(step)));
        }
        steps_by_level[name_of(level)] = std::move(names);
    }
    return {{"relations", std::move(relations)},
            {"ranking", json_of(order.order.places)},
            {"steps", std::move(steps_by_level)}};
}

json::object methods_json(const Tally& tally, const JsonNumbers& numbers) {
    json::object methods;
    if (tally.borda) {
        methods["borda"] = {{"scores_doubled", numbers.votes(tally.borda->scores_doubled)},
                            {"ranking", json_of(tally.borda->ranking)}};
    }
    json::array wins_minus_losses;
    for (const Count score : tally.copeland.wins_minus_losses) {
        wins_minus_losses.push_back(JsonNumbers::plain(score));
    }
    methods["copeland"] = {{"wins_minus_losses", std::move(wins_minus_losses)},
                           {"ranking", json_of(tally.copeland.ranking)}};
    methods["minimax_margins"] = minimax_json(tally.minimax_margins, numbers);
    methods["minimax_winning"] = minimax_json(tally.minimax_winning, numbers);
    methods["schulze_winning"] = schulze_json(tally.schulze_winning, numbers);
    methods["schulze_margins"] = schulze_json(tally.schulze_margins, numbers);
    methods["ranked_pairs_winning"] = ranked_pairs_json(tally.ranked_pairs_winning);
    methods["ranked_pairs_margins"] = ranked_pairs_json(tally.ranked_pairs_margins);
    methods["kemeny"] = kemeny_json(tally.kemeny, numbers);
    if (tally.instant_runoff) methods["irv"] = instant_runoff_json(*tally.instant_runoff, numbers);
    if (tally.order) methods["order"] = order_json(*tally.order);
    return methods;
}

}  // namespace

json::object json_of(const Election& election, const Tally& tally) {
    const JsonNumbers numbers(votes_as_strings(election));
    json::object result;
    const auto& names = election.header().options;
    result["options"] = json::array(names.begin(), names.end());
    result["total"] = numbers.votes(election.pairwise().total());
    result["pairwise"] = matrix(election.pairwise(), numbers);
    result["condorcet_winner"] =
        tally.condorcet_winner ? json::value(*tally.condorcet_winner) : json::value(nullptr);
    result["smith_set"] = json_of(tally.smith_set);
    result["methods"] = methods_json(tally, numbers);
    result["explained"] = explained_json(election, tally, numbers);
    return result;
}

}  // namespace equivox::tally
