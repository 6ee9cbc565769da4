// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/instant_runoff.hpp"

#include <algorithm>
#include <bitset>
#include <unordered_set>

namespace equivox::tally {

namespace {

using Standing = std::bitset<256>;

struct RoundCount {
    std::vector<Count> votes;
    Count dropped_out = 0;
    std::size_t work = 1;
};

std::size_t standing_in(BallotCode rank, const Standing& standing) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < rank.size(); i += 2) count += standing[rank[i]] ? 1U : 0U;
    return count;
}

// Gives a ballot's votes to the first rank that counts; false where there is none.
bool give(const BallotView& ballot, const Standing& standing, EqualRanks reading, Count scale,
          std::vector<Count>& votes) {
    const BallotCode code = ballot.code;
    for (std::size_t from = 0; from < code.size();) {
        if (from + 1 >= code.size() || code[from + 1] != level_mark) {
            if (standing[code[from]]) {
                votes[code[from]] += ballot.weight * scale;
                return true;
            }
            ++from;
            continue;
        }
        std::size_t to = from + 1;
        while (to + 1 < code.size() && code[to] == level_mark) to += 2;
        const BallotCode rank = code.subspan(from, to - from);
        from = to;
        if (reading == EqualRanks::passed_over) continue;
        const std::size_t sharing = standing_in(rank, standing);
        if (sharing == 0) continue;
        const Count share = reading == EqualRanks::whole ? scale : scale / static_cast<Count>(sharing);
        for (std::size_t i = 0; i < rank.size(); i += 2) {
            if (standing[rank[i]]) votes[rank[i]] += ballot.weight * share;
        }
        return true;
    }
    return false;
}

RoundCount count_round(const Ballots& ballots, const Standing& standing, EqualRanks reading, Count scale) {
    RoundCount round;
    round.votes.assign(standing.size(), 0);
    ballots.visit([&](const BallotView& ballot) {
        round.work += ballot.code.size() + 1;
        if (!give(ballot, standing, reading, scale, round.votes)) round.dropped_out += ballot.weight * scale;
    });
    return round;
}

std::vector<std::uint32_t> members_of(const Standing& standing, std::uint32_t options) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t option = 0; option < options; ++option) {
        if (standing[option]) members.push_back(option);
    }
    return members;
}

struct Lowest {
    std::vector<std::uint32_t> options;
    bool go_out_together = false;   // the next one has more than all of them combined
    bool nobody_has_votes = false;  // everybody is lowest, with none: each can be the last one standing
};

Lowest lowest_of(const std::vector<std::uint32_t>& members, const std::vector<Count>& votes) {
    Count fewest = votes[members.front()];
    for (const std::uint32_t option : members) fewest = std::min(fewest, votes[option]);
    Lowest lowest;
    std::optional<Count> next;
    for (const std::uint32_t option : members) {
        if (votes[option] == fewest) {
            lowest.options.push_back(option);
        } else if (!next || votes[option] < *next) {
            next = votes[option];
        }
    }
    lowest.go_out_together = next && fewest * static_cast<Count>(lowest.options.size()) < *next;
    lowest.nobody_has_votes = !next && fewest == 0;
    return lowest;
}

class Runoff {
public:
    Runoff(const Ballots& ballots, std::uint32_t options, EqualRanks reading, Count scale)
        : ballots_(ballots), options_(options), reading_(reading), scale_(scale) {}

    InstantRunoff run() {
        Standing everybody;
        for (std::uint32_t option = 0; option < options_; ++option) everybody.set(option);
        InstantRunoff result;
        explain(everybody, result);
        if (search()) result.winners = members_of(winners_, options_);
        return result;
    }

private:
    // The run that is shown. Where it meets a tie, the other ways are left to search().
    void explain(Standing standing, InstantRunoff& result) {
        while (standing.count() > 1) {
            const RoundCount count = read(standing);
            const auto members = members_of(standing, options_);
            const Lowest lowest = lowest_of(members, count.votes);
            InstantRunoffRound round;
            for (const std::uint32_t option : members) round.votes.emplace_back(option, count.votes[option]);
            round.lowest = lowest.options;
            round.out = lowest.options.front();
            round.dropped_out = count.dropped_out;
            result.rounds.push_back(std::move(round));
            if (lowest.options.size() > 1) {
                result.elimination_tie = true;
                if (!lowest.go_out_together) branch(standing, lowest.options);
            }
            if (lowest.nobody_has_votes) break;
            standing.reset(lowest.options.front());
        }
        winners_ |= standing;
    }

    void branch(const Standing& standing, const std::vector<std::uint32_t>& lowest) {
        for (const std::uint32_t option : lowest) {
            Standing rest = standing;
            rest.reset(option);
            if (seen_.insert(rest).second) open_.push_back(rest);
        }
    }

    // False where the limit was reached.
    bool search() {
        while (!open_.empty()) {
            Standing standing = open_.back();
            open_.pop_back();
            if (standing.count() == 1) {
                winners_ |= standing;
                continue;
            }
            if (exhausted()) return false;
            const RoundCount count = read(standing);
            const Lowest lowest = lowest_of(members_of(standing, options_), count.votes);
            if (lowest.nobody_has_votes) {
                winners_ |= standing;
                continue;
            }
            if (!lowest.go_out_together) {
                branch(standing, lowest.options);
                continue;
            }
            for (const std::uint32_t option : lowest.options) standing.reset(option);
            if (seen_.insert(standing).second) open_.push_back(standing);
        }
        return true;
    }

    bool exhausted() const {
        if (seen_.size() >= instant_runoff_set_limit) return true;
        return work_ > instant_runoff_work_limit && rounds_ > 2 * std::size_t{options_};
    }

    RoundCount read(const Standing& standing) {
        RoundCount count = count_round(ballots_, standing, reading_, scale_);
        work_ += count.work;
        ++rounds_;
        return count;
    }

    const Ballots& ballots_;
    std::uint32_t options_;
    EqualRanks reading_;
    Count scale_;
    std::size_t work_ = 0;
    std::size_t rounds_ = 0;
    Standing winners_;
    std::vector<Standing> open_;
    std::unordered_set<Standing> seen_;
};

// The least common multiple of the sizes of all shared ranks and of what may be left standing of them.
std::optional<Count> split_scale_for(std::size_t largest_rank, Count total) {
    Count scale = 1;
    try {
        for (std::size_t size = 2; size <= largest_rank; ++size) {
            scale = least_common_multiple(scale, static_cast<Count>(size));
        }
        checked_multiply(scale, total);
    } catch (const TallyError&) {
        return std::nullopt;
    }
    return scale;
}

}  // namespace

InstantRunoff instant_runoff(const Ballots& ballots, std::uint32_t options, EqualRanks reading,
                             Count split_scale) {
    return Runoff(ballots, options, reading, reading == EqualRanks::split ? split_scale : 1).run();
}

bool InstantRunoffReadings::readings_agree() const {
    return whole.winners && passed_over_winners == whole.winners && split_winners == whole.winners;
}

InstantRunoffReadings instant_runoff_readings(const Ballots& ballots, std::uint32_t options, Count total) {
    InstantRunoffReadings result;
    std::size_t largest_rank = 1;
    ballots.visit([&](const BallotView& ballot) {
        if (std::ranges::find(ballot.code, level_mark) == ballot.code.end()) return;
        for_each_rank(ballot.code,
                      [&](BallotCode rank) { largest_rank = std::max(largest_rank, options_in(rank)); });
    });
    result.whole = instant_runoff(ballots, options, EqualRanks::whole);
    result.has_equal_ranks = largest_rank > 1;
    if (!result.has_equal_ranks) {
        result.passed_over_winners = result.whole.winners;
        result.split_winners = result.whole.winners;
        return result;
    }
    result.passed_over_winners = instant_runoff(ballots, options, EqualRanks::passed_over).winners;
    if (const auto scale = split_scale_for(largest_rank, total)) {
        result.split_winners = instant_runoff(ballots, options, EqualRanks::split, *scale).winners;
    }
    return result;
}

}  // namespace equivox::tally
