// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/order.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>

namespace equivox::tally {

namespace {

void add_ballot(Margins& margins, const Ranking& ranking, Count weight) {
    std::vector<bool> seen(margins.options, false);
    for (const auto& group : ranking) {
        for (const std::uint32_t option : group) {
            assert(option < margins.options && !seen[option]);
            seen[option] = true;
        }
    }
    for (std::size_t upper = 0; upper < ranking.size(); ++upper) {
        for (std::size_t lower = upper + 1; lower < ranking.size(); ++lower) {
            for (const std::uint32_t a : ranking[upper]) {
                for (const std::uint32_t b : ranking[lower]) {
                    margins.values[static_cast<std::size_t>(a) * margins.options + b] += weight;
                    margins.values[static_cast<std::size_t>(b) * margins.options + a] -= weight;
                }
            }
        }
    }
}

std::vector<std::vector<std::int8_t>> relations_from(const Margins& margins) {
    std::vector<std::vector<std::int8_t>> relations(margins.options,
                                                    std::vector<std::int8_t>(margins.options, 0));
    for (std::uint32_t a = 0; a < margins.options; ++a) {
        for (std::uint32_t b = 0; b < margins.options; ++b) {
            if (a == b) continue;
            const Count margin = margins(a, b);
            if (margin >= margins.scale) relations[a][b] = 1;
            if (margin <= -margins.scale) relations[a][b] = -1;
        }
    }
    return relations;
}

std::vector<std::vector<std::uint32_t>> places_by_score(
    const std::vector<std::vector<std::int8_t>>& relations) {
    std::map<int, std::vector<std::uint32_t>, std::greater<>> by_score;
    for (std::uint32_t a = 0; a < relations.size(); ++a) {
        by_score[std::accumulate(relations[a].begin(), relations[a].end(), 0)].push_back(a);
    }
    std::vector<std::vector<std::uint32_t>> places;
    for (auto& [score, members] : by_score) places.push_back(std::move(members));
    return places;
}

// reach[i] is the lowest place that has a member ahead of a member of place i, or i itself.
std::vector<std::size_t> reach_of_places(const std::vector<std::vector<std::uint32_t>>& places,
                                         const std::vector<std::vector<std::int8_t>>& relations) {
    std::vector<std::size_t> place_of(relations.size());
    for (std::size_t place = 0; place < places.size(); ++place) {
        for (const std::uint32_t option : places[place]) place_of[option] = place;
    }
    std::vector<std::size_t> reach(places.size());
    std::iota(reach.begin(), reach.end(), std::size_t{0});
    for (std::size_t a = 0; a < relations.size(); ++a) {
        for (std::size_t b = 0; b < relations.size(); ++b) {
            if (relations[b][a] == 1) reach[place_of[a]] = std::max(reach[place_of[a]], place_of[b]);
        }
    }
    return reach;
}

std::vector<std::vector<std::uint32_t>> merged(const std::vector<std::vector<std::uint32_t>>& places,
                                               const std::vector<std::size_t>& reach) {
    std::vector<std::vector<std::uint32_t>> result;
    for (std::size_t place = 0; place < places.size();) {
        std::vector<std::uint32_t> members;
        for (std::size_t last = place; place <= last; ++place) {
            last = std::max(last, reach[place]);
            members.insert(members.end(), places[place].begin(), places[place].end());
        }
        std::sort(members.begin(), members.end());
        result.push_back(std::move(members));
    }
    return result;
}

Step step_for(Count margin, Count scale, Count organisations, Level level) {
    if (margin < scale) return Step::level;
    // Multiplied out, so that k/3 and k/5 need no division: M >= k*n/d  <=>  margin*d >= scale*k*n.
    const auto reaches = [&](Count numerator, Count denominator) {
        return margin * denominator >= scale * organisations * numerator;
    };
    if (level == Level::l2 && reaches(1, 3)) return Step::clearly_ahead;
    if (level == Level::l3) {
        if (reaches(3, 5)) return Step::ahead_60;
        if (reaches(2, 5)) return Step::ahead_40;
        if (reaches(1, 5)) return Step::ahead_20;
    }
    return Step::ahead;
}

}  // namespace

Margins count_margins(std::uint32_t options, const std::vector<OrganisationBallot>& ballots) {
    std::map<std::uint32_t, Count> sizes;
    for (const auto& ballot : ballots) ++sizes[ballot.organisation];
    Margins margins;
    margins.options = options;
    margins.organisations = static_cast<std::uint32_t>(sizes.size());
    margins.ballots = static_cast<std::uint32_t>(ballots.size());
    for (const auto& [organisation, size] : sizes) margins.scale = least_common_multiple(margins.scale, size);
    checked_multiply(margins.scale, margins.organisations);  // the whole must fit, not only one voice
    margins.values.assign(static_cast<std::size_t>(options) * options, 0);
    for (const auto& ballot : ballots) {
        add_ballot(margins, ballot.ranking, margins.scale / sizes[ballot.organisation]);
    }
    return margins;
}

Order order_from(const Margins& margins) {
    Order order;
    order.organisations = margins.organisations;
    order.ballots = margins.ballots;
    order.relations = relations_from(margins);
    const auto places = places_by_score(order.relations);
    order.places = merged(places, reach_of_places(places, order.relations));
    return order;
}

Order order_of(std::uint32_t options, const std::vector<OrganisationBallot>& ballots) {
    return order_from(count_margins(options, ballots));
}

std::vector<Step> steps(const Margins& margins, const Order& order, Level level) {
    std::vector<Step> result;
    for (std::size_t upper = 0; upper + 1 < order.places.size(); ++upper) {
        Count smallest = margins(order.places[upper].front(), order.places[upper + 1].front());
        for (const std::uint32_t a : order.places[upper]) {
            for (const std::uint32_t b : order.places[upper + 1]) {
                smallest = std::min(smallest, margins(a, b));
            }
        }
        result.push_back(step_for(smallest, margins.scale, margins.organisations, level));
    }
    return result;
}

std::string_view name_of(Step step) {
    switch (step) {
        case Step::level:
            return "level";
        case Step::ahead:
            return "ahead";
        case Step::clearly_ahead:
            return "clearly";
        case Step::ahead_20:
            return "20";
        case Step::ahead_40:
            return "40";
        case Step::ahead_60:
            return "60";
    }
    assert(false);
    return {};
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::l1:
            return "L1";
        case Level::l2:
            return "L2";
        case Level::l3:
            return "L3";
    }
    assert(false);
    return {};
}

}  // namespace equivox::tally
