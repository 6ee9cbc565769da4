// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/tie_search.hpp"

#include <algorithm>
#include <set>

namespace equivox::tally {

namespace {

// 32 MB of links that wait to be tried.
constexpr std::size_t stored_choice_limit = std::size_t{1} << 22;

// Locks a whole group if its links agree with each other, which most do.
bool lock_together(LockedGraph& graph, const LinkGroup& group) {
    LockedGraph tried = graph;
    for (const auto& [from, to] : group) {
        if (!graph.allows(from, to)) continue;  // a stronger link stands against it: dropped in any order
        if (!tried.allows(from, to)) return false;
        tried.lock(from, to);
    }
    graph = std::move(tried);
    return true;
}

// Locks what is locked in any order and returns the links that depend on it.
LinkGroup lock_forced(LockedGraph& graph, const LinkGroup& group) {
    LinkGroup open;
    for (const auto& link : group) {
        if (graph.allows(link.first, link.second) && !graph.reaches(link.first, link.second)) {
            open.push_back(link);
        }
    }
    LockedGraph together = graph;
    together.close_over(open);
    LinkGroup choices;
    for (const auto& [from, to] : open) {
        if (together.reaches(to, from)) {
            choices.emplace_back(from, to);
        } else {
            graph.lock(from, to);
        }
    }
    return choices;
}

// A graph whose group still has links that depend on the order: they are tried one after the other.
struct Branch {
    std::size_t group = 0;
    LockedGraph graph;
    LinkGroup choices;
    std::size_t next = 0;
};

class Search {
public:
    Search(std::size_t nodes, const std::vector<LinkGroup>& groups, std::size_t step_limit)
        : groups_(groups), steps_left_(step_limit), seen_(groups.size() + 1) {
        advance(0, LockedGraph(nodes));
    }

    TieSearch run() {
        while (!branches_.empty() && result_.complete) {
            Branch& branch = branches_.back();
            if (branch.next == branch.choices.size()) {
                stored_choices_ -= branch.choices.size();
                branches_.pop_back();
                continue;
            }
            const auto [from, to] = branch.choices[branch.next++];
            LockedGraph graph = branch.graph;
            graph.lock(from, to);
            advance(branch.group, std::move(graph));
        }
        return std::move(result_);
    }

private:
    // Goes on from a graph until it branches, ends, or is one that was seen.
    void advance(std::size_t group, LockedGraph graph) {
        for (; group < groups_.size(); ++group) {
            if (lock_together(graph, groups_[group])) continue;
            if (steps_left_ == 0) {
                result_.complete = false;
                return;
            }
            --steps_left_;
            LinkGroup choices = lock_forced(graph, groups_[group]);
            if (choices.empty()) continue;
            if (seen_[group].insert(graph.bits()).second) push(group, std::move(graph), std::move(choices));
            return;
        }
        if (seen_[group].insert(graph.bits()).second) result_.outcomes.push_back(std::move(graph));
    }

    void push(std::size_t group, LockedGraph graph, LinkGroup choices) {
        stored_choices_ += choices.size();
        if (stored_choices_ > stored_choice_limit) result_.complete = false;
        branches_.push_back({group, std::move(graph), std::move(choices), 0});
    }

    const std::vector<LinkGroup>& groups_;
    std::size_t steps_left_;
    std::size_t stored_choices_ = 0;
    std::vector<Branch> branches_;
    std::vector<std::set<std::vector<std::uint64_t>>> seen_;
    TieSearch result_;
};

}  // namespace

TieSearch search_ties(std::size_t nodes, const std::vector<LinkGroup>& groups, std::size_t step_limit) {
    return Search(nodes, groups, step_limit).run();
}

}  // namespace equivox::tally
