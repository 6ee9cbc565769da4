// SPDX-License-Identifier: Apache-2.0
#include "tests/anonymity/tick_room.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace equivox::anonymity {
namespace {

Rows tick_ballots(std::uint32_t options, int weight) {
    Rows rows;
    for (unsigned ticks = 0; ticks < 1U << options; ++ticks) {
        if (static_cast<std::size_t>(std::popcount(ticks)) > ticks_per_ballot) continue;
        Row& row = rows.emplace_back();
        for (std::uint32_t option = 0; option < options; ++option)
            row.push_back((ticks >> option & 1U) != 0 ? weight : 0);
    }
    return without_repeats(std::move(rows));
}

Rows several(std::uint32_t options, const Rows& ballot, std::uint32_t ballots) {
    Rows rows{Row(options, 0)};
    for (std::uint32_t i = 0; i < ballots; ++i) rows = sums_of(rows, ballot);
    return rows;
}

// One of each that differ in the order of the proposals only.
Rows up_to_order(Rows rows) {
    for (Row& row : rows) std::sort(row.begin(), row.end());
    return without_repeats(std::move(rows));
}

Published on_the_list(const std::optional<std::vector<std::uint32_t>>& list, std::size_t options) {
    if (!list) return {};
    Published published(options, 0);
    for (const std::uint32_t option : *list) published[option] = 1;
    return published;
}

}  // namespace

PublishScores shortlist_release() {
    return [](const TickScores& scores) { return on_the_list(shortlist_from(scores), scores.scores.size()); };
}

PublishScores shortlist_of_eight_always() {
    return [](const TickScores& scores) {
        TickScores more = scores;
        more.organisations = largest_shortlist + 1;
        return on_the_list(shortlist_from(more), scores.scores.size());
    };
}

PublishScores shortlist_in_order() {
    return [](const TickScores& scores) {
        Published published = on_the_list(shortlist_from(scores), scores.scores.size());
        for (std::size_t a = 0; a < published.size(); ++a)
            for (std::size_t b = 0; published[a] != 0 && b < published.size(); ++b)
                if (published[b] != 0 && scores.scores[b] > scores.scores[a]) ++published[a];
        return published;
    };
}

PublishScores exact_scores() {
    return [](const TickScores& scores) {
        Published published;
        for (const tally::Count score : scores.scores) published.push_back(static_cast<int>(score));
        return published;
    };
}

Report enumerate_ticks(std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                       const PublishScores& publish, Target target, Insider insider) {
    const RankingRoom room = equal_voice(options, sizes);  // for its weights and attacks
    const int scale = room.views.front().scale;
    const auto organisations = static_cast<int>(sizes.size());
    Enumerator enumerator(std::vector<Enumerator::Range>(options, {0, organisations * scale}),
                          [&](std::span<const int> totals) {
                              TickScores scores;
                              scores.organisations = static_cast<std::uint32_t>(sizes.size());
                              scores.scale = scale;
                              scores.scores.assign(totals.begin(), totals.end());
                              return publish(scores);
                          });
    const auto ballot_of = [&](std::size_t organisation) {
        return tick_ballots(options, room.organisations[organisation].front().front());
    };
    Report report;
    for (const Who& who : attacks_on(room, target, insider)) {
        Attack attack;
        attack.promise = Promise::present_and_absent;
        for (std::size_t i = 0; i < sizes.size(); ++i)
            if (i != who.target && i != who.insider)
                attack.others.push_back(several(options, ballot_of(i), sizes[i]));
        attack.target =
            who.seat ? ballot_of(who.target) : several(options, ballot_of(who.target), sizes[who.target]);
        attack.known = {Row(options, 0)};
        if (who.insider) attack.known = several(options, ballot_of(*who.insider), sizes[*who.insider]);
        if (who.seat)
            attack.known =
                sums_of(attack.known, several(options, ballot_of(who.target), sizes[who.target] - 1));
        attack.known = up_to_order(std::move(attack.known));
        for (std::uint32_t option = 0; option < options; ++option) attack.columns.push_back(option);
        report += enumerator.run(attack);
    }
    return report;
}

}  // namespace equivox::anonymity
