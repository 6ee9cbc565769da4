// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/ranked_pairs.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "sessions/tally/locked_graph.hpp"
#include "sessions/tally/tie_search.hpp"

namespace equivox::tally {

namespace {

using Members = std::vector<std::uint32_t>;

std::vector<RankedPair> pairs_of(const Pairwise& pairwise, Strength strength) {
    std::vector<RankedPair> pairs;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            const Count link = link_strength(pairwise, a, b, strength);
            if (link > 0) pairs.push_back({a, b, link, false});
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const RankedPair& left, const RankedPair& right) {
        return left.strength > right.strength;
    });
    return pairs;
}

// Sets of options that lie on common cycles of wins; most hold one option.
std::vector<Members> cycle_sets(std::uint32_t options, const std::vector<RankedPair>& pairs) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (const auto& pair : pairs) links.emplace_back(pair.winner, pair.loser);
    LockedGraph all(options);
    all.close_over(links);
    std::vector<Members> sets;
    std::vector<bool> placed(options, false);
    for (std::uint32_t a = 0; a < options; ++a) {
        if (placed[a]) continue;
        Members members = {a};
        for (std::uint32_t b = a + 1; b < options; ++b) {
            if (!all.reaches(a, b) || !all.reaches(b, a)) continue;
            members.push_back(b);
            placed[b] = true;
        }
        sets.push_back(std::move(members));
    }
    return sets;
}

// The links among the members, by falling strength, as positions in `members`.
std::vector<LinkGroup> groups_within(const Members& members, const std::vector<RankedPair>& pairs) {
    std::map<std::uint32_t, std::uint32_t> position;
    for (std::uint32_t i = 0; i < members.size(); ++i) position[members[i]] = i;
    std::vector<LinkGroup> groups;
    const Count* strength = nullptr;
    for (const auto& pair : pairs) {
        const auto winner = position.find(pair.winner);
        const auto loser = position.find(pair.loser);
        if (winner == position.end() || loser == position.end()) continue;
        if (strength == nullptr || *strength != pair.strength) groups.emplace_back();
        strength = &pair.strength;
        groups.back().emplace_back(winner->second, loser->second);
    }
    return groups;
}

// Members that win in some graph: nothing locked against them, from inside or outside. A win from outside
// lies on no cycle, so it is locked in any order.
Members winners_in(const Members& members, const LockedGraph& graph, const std::vector<bool>& lost_outside) {
    Members winners;
    for (std::size_t i = 0; i < members.size(); ++i) {
        bool wins = !lost_outside[members[i]];
        for (std::size_t j = 0; j < members.size(); ++j) {
            if (graph.reaches(j, i)) wins = false;
        }
        if (wins) winners.push_back(members[i]);
    }
    return winners;
}

std::vector<bool> losers_to_other_sets(std::uint32_t options, const std::vector<Members>& sets,
                                       const std::vector<RankedPair>& pairs) {
    std::vector<std::size_t> set_of(options, 0);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        for (const std::uint32_t member : sets[i]) set_of[member] = i;
    }
    std::vector<bool> losers(options, false);
    for (const auto& pair : pairs) {
        if (set_of[pair.winner] != set_of[pair.loser]) losers[pair.loser] = true;
    }
    return losers;
}

// Merges what one cycle set says about the winners into the result.
void add_winners(RankedPairs& result, const Members& members, const TieSearch& search,
                 const std::vector<bool>& lost_outside) {
    const bool all_lost = std::all_of(members.begin(), members.end(),
                                      [&](std::uint32_t member) { return lost_outside[member]; });
    if (search.outcomes.size() > 1 || !search.complete) result.depends_on_ties = true;
    if (all_lost || !result.winners) return;
    if (!search.complete) {
        result.winners.reset();
        return;
    }
    Members together;
    const Members first = winners_in(members, search.outcomes.front(), lost_outside);
    for (const auto& graph : search.outcomes) {
        const Members winners = winners_in(members, graph, lost_outside);
        if (winners != first) result.over_tie_breaks = true;
        together.insert(together.end(), winners.begin(), winners.end());
    }
    std::sort(together.begin(), together.end());
    together.erase(std::unique(together.begin(), together.end()), together.end());
    result.winners->insert(result.winners->end(), together.begin(), together.end());
}

}  // namespace

RankedPairs ranked_pairs(const Pairwise& pairwise, Strength strength) {
    const std::uint32_t options = pairwise.options();
    RankedPairs result;
    result.pairs = pairs_of(pairwise, strength);
    LockedGraph graph(options);
    for (auto& pair : result.pairs) {
        pair.locked = graph.allows(pair.winner, pair.loser);
        if (pair.locked) graph.lock(pair.winner, pair.loser);
    }
    const std::vector<Members> sets = cycle_sets(options, result.pairs);
    const std::vector<bool> lost_outside = losers_to_other_sets(options, sets, result.pairs);
    result.winners.emplace();
    for (const Members& members : sets) {
        const TieSearch search =
            search_ties(members.size(), groups_within(members, result.pairs), tie_step_limit(members.size()));
        add_winners(result, members, search, lost_outside);
    }
    if (!result.winners) result.over_tie_breaks = false;
    if (result.winners) std::sort(result.winners->begin(), result.winners->end());
    if (!result.depends_on_ties) {
        result.ranking =
            places_from(options, [&](std::uint32_t a, std::uint32_t b) { return graph.reaches(a, b); });
    }
    return result;
}

std::vector<std::uint32_t> chain_against(const RankedPairs& result, std::size_t dropped) {
    const RankedPair& pair = result.pairs[dropped];
    if (pair.locked) return {};
    std::map<std::uint32_t, std::vector<std::uint32_t>> onward;
    for (std::size_t i = 0; i < dropped; ++i) {
        if (result.pairs[i].locked) onward[result.pairs[i].winner].push_back(result.pairs[i].loser);
    }
    std::map<std::uint32_t, std::uint32_t> came_from = {{pair.loser, pair.loser}};
    std::deque<std::uint32_t> open = {pair.loser};
    while (!open.empty() && !came_from.contains(pair.winner)) {
        const std::uint32_t option = open.front();
        open.pop_front();
        for (const std::uint32_t next : onward[option]) {
            if (came_from.emplace(next, option).second) open.push_back(next);
        }
    }
    std::vector<std::uint32_t> chain = {pair.winner};
    while (chain.back() != pair.loser) chain.push_back(came_from.at(chain.back()));
    std::reverse(chain.begin(), chain.end());
    return chain;
}

}  // namespace equivox::tally
