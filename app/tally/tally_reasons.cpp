// SPDX-License-Identifier: Apache-2.0
#include "app/tally/tally_reasons.hpp"

#include <algorithm>

#include "app/tally/tally_words.hpp"

namespace equivox::tally {

namespace {

constexpr std::size_t most_told = 5;

class Reasons {
public:
    Reasons(const Election& election, const Tally& tally)
        : pairwise_(election.pairwise()), tally_(tally), words_(election) {}

    std::vector<std::string> all() {
        condorcet();
        if (tally_.borda) borda();
        copeland();
        minimax("Minimax, margins", tally_.minimax_margins);
        minimax("Minimax, winning", tally_.minimax_winning);
        schulze("Schulze, margins", Strength::margins, tally_.schulze_margins);
        schulze("Schulze, winning", Strength::winning, tally_.schulze_winning);
        ranked_pairs("Ranked Pairs, margins", tally_.ranked_pairs_margins);
        ranked_pairs("Ranked Pairs, winning", tally_.ranked_pairs_winning);
        kemeny();
        if (tally_.instant_runoff) instant_runoff(*tally_.instant_runoff);
        agreement();
        return std::move(sentences_);
    }

private:
    void say(const std::string& sentence) { sentences_.push_back(sentence); }

    void condorcet() {
        if (tally_.condorcet_winner) {
            say(words_.name(*tally_.condorcet_winner) + " beats every other option one to one.");
        } else if (tally_.smith_set.size() == pairwise_.options()) {
            say("No option beats every other one to one, and no smaller set of options beats all others.");
        } else {
            say("No option beats every other one to one; each of " + words_.list(tally_.smith_set) +
                " beats every option that is not among these.");
        }
    }

    void borda() {
        const auto& place = tally_.borda->ranking.front();
        const Count doubled = tally_.borda->scores_doubled[place.front()];
        say("Borda: " + words_.list(place) + (place.size() > 1 ? " have " : " has ") + halves(doubled) +
            " points, one for each option below on each ballot and half for each level with it.");
    }

    std::string halves(Count doubled) const {
        if (doubled % 2 == 0) return words_.votes(doubled / 2);
        return words_.votes(doubled) + " halves of";
    }

    void copeland() {
        const auto& place = tally_.copeland.ranking.front();
        const std::uint32_t first = place.front();
        say("Copeland: contests won minus contests lost is " +
            to_decimal(tally_.copeland.wins_minus_losses[first]) + " for " + words_.list(place) +
            ", the most of all.");
    }

    void minimax(const std::string& method, const Minimax& result) {
        for (const std::uint32_t option : result.ranking.front()) {
            const auto by = result.defeated_by[option];
            say(method + ": " + words_.name(option) +
                (by ? " loses worst to " + words_.name(*by) + ", by a strength of " +
                          words_.votes(result.worst_defeat[option]) +
                          ", and no option's worst defeat is smaller."
                    : " loses no contest."));
        }
    }

    // Where a winner is beaten directly, the path that makes up for it.
    void schulze(const std::string& method, Strength strength, const Schulze& result) {
        std::size_t told = 0;
        std::vector<std::uint32_t> unbeaten;
        for (const std::uint32_t winner : result.winners) {
            bool beaten = false;
            for (std::uint32_t other = 0; other < pairwise_.options(); ++other) {
                if (!pairwise_.beats(other, winner)) continue;
                beaten = true;
                if (++told <= most_told) say(method + ": " + way_back(strength, result, winner, other));
            }
            if (!beaten) unbeaten.push_back(winner);
        }
        if (told > most_told) {
            say(method + ": likewise for " + std::to_string(told - most_told) + " more defeats of winners.");
        }
        if (!unbeaten.empty()) say(method + ": nothing beats " + words_.list(unbeaten) + " one to one.");
    }

    std::string way_back(Strength strength, const Schulze& result, std::uint32_t winner,
                         std::uint32_t other) const {
        return words_.name(other) + " beats " + words_.name(winner) + ", but the path " +
               words_.path(strongest_path(pairwise_, strength, result, winner, other)) + " is " +
               words_.votes(result.path_strength[winner][other]) +
               " strong and no path back is stronger than " +
               words_.votes(result.path_strength[other][winner]) + ".";
    }

    void ranked_pairs(const std::string& method, const RankedPairs& result) {
        if (result.depends_on_ties) {
            say(method + ": equal strengths leave open which pairs are locked, so every order was followed" +
                (result.winners ? "." : " until the limit of the work was reached."));
            return;
        }
        std::size_t dropped = 0;
        for (std::size_t i = 0; i < result.pairs.size(); ++i) {
            const RankedPair& pair = result.pairs[i];
            if (pair.locked || ++dropped > most_told) continue;
            say(method + ": " + words_.name(pair.winner) + " over " + words_.name(pair.loser) + " (" +
                words_.votes(pair.strength) + ") is dropped, because " +
                words_.path(chain_against(result, i)) + " is locked already.");
        }
        if (dropped == 0) say(method + ": every pair is locked; no chain contradicts another.");
        if (dropped > most_told) {
            say(method + ": " + std::to_string(dropped - most_told) + " more pairs are dropped.");
        }
    }

    void kemeny() {
        const Kemeny& result = tally_.kemeny;
        if (!result.determined) return;
        std::string sentence = "Kemeny-Young: no order agrees with the ballots more than ";
        Places places;
        for (const std::uint32_t option : result.one_best_order) places.push_back({option});
        sentence += words_.places(places) + " (" + words_.votes(result.agreement) + ")";
        if (result.optimal_rankings == Count{1}) {
            sentence += ", and none as much.";
        } else if (result.optimal_rankings) {
            sentence += "; " + to_decimal(*result.optimal_rankings) + " orders agree as much.";
        } else {
            sentence += "; very many orders agree as much.";
        }
        say(sentence);
    }

    void instant_runoff(const InstantRunoffReadings& readings) {
        for (const auto& round : readings.whole.rounds) say("Instant-runoff: " + elimination(round));
        if (readings.has_equal_ranks && !readings.readings_agree()) {
            say("Instant-runoff: whom it elects depends on how a ballot with equal ranks is read; here it "
                "counts "
                "for each of them.");
        }
    }

    std::string elimination(const InstantRunoffRound& round) const {
        auto most = round.votes.front();
        Count fewest = most.second;
        for (const auto& entry : round.votes) {
            if (entry.second > most.second) most = entry;
            fewest = std::min(fewest, entry.second);
        }
        std::string sentence = words_.name(most.first) + " has most (" + words_.votes(most.second) + "); ";
        if (round.lowest.size() == 1)
            return sentence + words_.name(round.out) + " goes out with " + words_.votes(fewest) + ".";
        return sentence + words_.list(round.lowest) + " have fewest (" + words_.votes(fewest) +
               "), and here " + words_.name(round.out) + " goes out.";
    }

    void agreement() {
        const Agreement& result = tally_.agreement;
        if (result.kendalls_w) {
            say("Agreement: Kendall's W is " + result.kendalls_w->rounded +
                " (1: all rank alike, 0: no pattern).");
        }
        if (result.mean_distance_between_ballots) {
            say("Agreement: two ballots differ on a share of " +
                result.mean_distance_between_ballots->rounded + " of all pairs of options, on average.");
        }
        if (result.disagreement) {
            say("Agreement: " + result.disagreement->within.rounded +
                " of the disagreement lies within organisations, " + result.disagreement->between.rounded +
                " between them.");
        }
    }

    const Pairwise& pairwise_;
    const Tally& tally_;
    TallyWords words_;
    std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> reasons_of(const Election& election, const Tally& tally) {
    return Reasons(election, tally).all();
}

}  // namespace equivox::tally
