// SPDX-License-Identifier: Apache-2.0
#include "sessions/shortlist.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <map>

namespace equivox {

TickScores count_ticks(std::uint32_t options, const std::vector<TickBallot>& ballots) {
    std::map<std::uint32_t, tally::Count> sizes;
    for (const TickBallot& ballot : ballots) ++sizes[ballot.organisation];
    TickScores result;
    result.organisations = static_cast<std::uint32_t>(sizes.size());
    for (const auto& [organisation, size] : sizes)
        result.scale = tally::least_common_multiple(result.scale, size);
    tally::checked_multiply(result.scale, result.organisations);  // the whole must fit, not only one voice
    result.scores.assign(options, 0);
    for (const TickBallot& ballot : ballots) {
        assert(ballot.options.size() <= ticks_per_ballot);
        std::vector<bool> ticked(options, false);
        for (const std::uint32_t option : ballot.options) {
            assert(option < options && !ticked[option]);
            ticked[option] = true;
            result.scores[option] += result.scale / sizes[ballot.organisation];
        }
    }
    return result;
}

std::optional<std::vector<std::uint32_t>> shortlist_from(const TickScores& scores) {
    if (scores.organisations == 0) return std::nullopt;
    const std::size_t limit = std::min<std::size_t>(largest_shortlist, scores.organisations - 1);
    std::map<tally::Count, std::vector<std::uint32_t>, std::greater<>> groups;
    for (std::uint32_t option = 0; option < scores.scores.size(); ++option)
        groups[scores.scores[option]].push_back(option);
    std::vector<std::uint32_t> taken;
    for (const auto& [score, members] : groups) {
        if (taken.size() + members.size() > limit) break;
        taken.insert(taken.end(), members.begin(), members.end());
    }
    if (taken.empty()) return std::nullopt;
    std::sort(taken.begin(), taken.end());
    return taken;
}

std::optional<std::vector<std::uint32_t>> shortlist_of(std::uint32_t options,
                                                       const std::vector<TickBallot>& ballots) {
    return shortlist_from(count_ticks(options, ballots));
}

}  // namespace equivox
