// SPDX-License-Identifier: Apache-2.0
#include "app/host/clause_changes.hpp"

#include <algorithm>

namespace equivox::host {
namespace {

using Clauses = std::vector<std::string>;

// common[i][j]: how many clauses the texts share from i and j on.
std::vector<std::vector<std::size_t>> common_lengths(const Clauses& before, const Clauses& after) {
    std::vector<std::vector<std::size_t>> common(before.size() + 1,
                                                 std::vector<std::size_t>(after.size() + 1, 0));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                                 : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    return common;
}

}  // namespace

std::vector<ClauseChange> clause_changes(const Clauses& before, const Clauses& after) {
    const auto common = common_lengths(before, after);
    std::vector<ClauseChange> changes;
    std::vector<std::size_t> removed, added;
    const auto settle = [&] {
        const std::size_t pairs = std::min(removed.size(), added.size());
        for (std::size_t index = 0; index < std::max(removed.size(), added.size()); ++index) {
            ClauseChange& change = changes.emplace_back();
            change.kind = index < pairs            ? ClauseChange::Kind::changed
                          : index < removed.size() ? ClauseChange::Kind::removed
                                                   : ClauseChange::Kind::added;
            if (index < removed.size()) change.before = removed[index];
            if (index < added.size()) change.after = added[index];
            if (change.before) change.before_text = before[*change.before];
            if (change.after) change.after_text = after[*change.after];
        }
        removed.clear();
        added.clear();
    };
    std::size_t i = 0, j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            settle();
            changes.push_back({ClauseChange::Kind::same, i, j, before[i], after[j]});
            ++i;
            ++j;
        } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
            removed.push_back(i++);
        } else {
            added.push_back(j++);
        }
    }
    settle();
    return changes;
}

}  // namespace equivox::host
