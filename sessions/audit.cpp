// SPDX-License-Identifier: Apache-2.0
#include "sessions/audit.hpp"

#include <algorithm>
#include <cassert>
#include <map>

namespace equivox {
namespace {

using tally::Count;
using tally::Step;

// Enough for 40 organisations of up to ten ballots eighty times over; two megabytes of bits.
constexpr Count largest_row_bits = Count{1} << 24;

// Ballots counted and how many organisations counted that many.
using Sizes = std::map<std::uint32_t, std::uint32_t>;

// A set of sums between `-bound` and `bound`, one bit each.
class Sums {
public:
    // Only the sum of nothing.
    explicit Sums(std::int64_t bound) : bound_(bound), words_(static_cast<std::size_t>(2 * bound) / 64 + 1) {
        words_[0] = 1;  // the lowest sum so far, until everything is added
    }

    // Replaces the set by all its sums with lowest + i * step, i below terms. `lowest` itself is not added:
    // after all progressions the lowest sum of all is -bound, which is bit 0.
    void add_progression(std::int64_t step, std::int64_t terms) {
        for (std::int64_t have = 1; have < terms;) {
            const std::int64_t more = std::min(have, terms - have);
            unite_with_itself_shifted(static_cast<std::size_t>(more * step));
            have += more;
        }
    }

    [[nodiscard]] bool meet(std::int64_t lowest, std::int64_t highest) const {
        lowest = std::max(lowest, -bound_);
        highest = std::min(highest, bound_);
        if (lowest > highest) return false;
        const auto from = static_cast<std::size_t>(lowest + bound_);
        const auto to = static_cast<std::size_t>(highest + bound_);
        const std::uint64_t from_mask = ~std::uint64_t{0} << (from % 64);
        const std::uint64_t to_mask = ~std::uint64_t{0} >> (63 - to % 64);
        if (from / 64 == to / 64) return (words_[from / 64] & from_mask & to_mask) != 0;
        if ((words_[from / 64] & from_mask) != 0) return true;
        for (std::size_t word = from / 64 + 1; word < to / 64; ++word)
            if (words_[word] != 0) return true;
        return (words_[to / 64] & to_mask) != 0;
    }

private:
    void unite_with_itself_shifted(std::size_t bits) {
        const std::size_t whole = bits / 64;
        const std::size_t rest = bits % 64;
        for (std::size_t word = words_.size(); word-- > whole;) {  // from the top: what is read is still old
            std::uint64_t moved = words_[word - whole] << rest;
            if (rest != 0 && word > whole) moved |= words_[word - whole - 1] >> (64 - rest);
            words_[word] |= moved;
        }
    }

    std::int64_t bound_;
    std::vector<std::uint64_t> words_;
};

// A strength as it would be shown, and the margins it stands for.
struct Band {
    std::int64_t lowest;
    std::int64_t highest;
    Step step;
    bool for_the_first;
};

// All that the parts of one audit share.
struct Question {
    std::int64_t scale = 1;
    std::int64_t between = 1;  // two neighbouring sums of one organisation are that many ballots apart
    std::vector<Band> bands;

    // What one ballot of an organisation of that size weighs.
    [[nodiscard]] std::int64_t weight(std::uint32_t size) const { return scale / size; }
};

// The same thresholds as tally::steps: margin * denominator >= scale * k * numerator.
std::vector<Band> bands_of(tally::Level level, std::int64_t scale, std::int64_t organisations) {
    const auto share = [&](std::int64_t numerator, std::int64_t denominator) {
        return (scale * organisations * numerator + denominator - 1) / denominator;
    };
    std::vector<std::pair<std::int64_t, Step>> thresholds{{scale, Step::ahead}};
    const auto add = [&](std::int64_t threshold, Step step) {
        if (threshold > thresholds.back().first)
            thresholds.emplace_back(threshold, step);
        else
            thresholds.back().second = step;  // the lower one is never the highest that is reached
    };
    if (level == tally::Level::l2) add(share(1, 3), Step::clearly_ahead);
    if (level == tally::Level::l3) {
        add(share(1, 5), Step::ahead_20);
        add(share(2, 5), Step::ahead_40);
        add(share(3, 5), Step::ahead_60);
    }
    std::vector<Band> bands{{-scale + 1, scale - 1, Step::level, false}};
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        const std::int64_t lowest = thresholds[i].first;
        const std::int64_t highest =
            i + 1 < thresholds.size() ? thresholds[i + 1].first - 1 : scale * organisations;
        if (lowest > highest) continue;
        bands.push_back({lowest, highest, thresholds[i].second, true});
        bands.push_back({-highest, -lowest, thresholds[i].second, false});
    }
    return bands;
}

// Sums that `ballots` ballots of weight `weight` can have, added to each of `sums`. Ascending.
std::vector<std::int64_t> with_ballots(const Question& question, const std::vector<std::int64_t>& sums,
                                       std::uint32_t ballots, std::int64_t weight) {
    std::vector<std::int64_t> result;
    for (const std::int64_t sum : sums)
        for (std::int64_t d = -std::int64_t{ballots}; d <= std::int64_t{ballots}; d += question.between)
            result.push_back(sum + d * weight);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

// Whether some choice of the target that leans as `sign` says (0: neither way) leads into the band.
bool possible(const Question& question, const Sums& others, const Band& band, std::int64_t known,
              std::uint32_t ballots, std::int64_t weight, int sign) {
    for (std::int64_t d = -std::int64_t{ballots}; d <= std::int64_t{ballots}; d += question.between) {
        if ((d > 0) - (d < 0) != sign) continue;
        const std::int64_t moved = known + d * weight;
        if (others.meet(band.lowest - moved, band.highest - moved)) return true;
    }
    return false;
}

// The target casts `ballots` ballots of weight `weight` each; the coalition knows one of `known`.
std::optional<AuditFailure> read_target(const Question& question, const Sums& others,
                                        const std::vector<std::int64_t>& known, std::uint32_t ballots,
                                        std::int64_t weight) {
    for (const std::int64_t sum : known) {
        if (sum < 0) continue;  // the same as -sum with the two proposals exchanged
        for (const Band& band : question.bands) {
            const auto leaning = [&](int sign) {
                return possible(question, others, band, sum, ballots, weight, sign);
            };
            const bool first = leaning(1);
            const bool second = leaning(-1);
            if (first && second) continue;
            if (!first && !second && !leaning(0)) continue;
            AuditFailure failure;
            failure.known = sum;
            failure.scale = question.scale;
            failure.band = band.step;
            failure.for_the_first = band.for_the_first;
            failure.first_possible = first;
            failure.second_possible = second;
            return failure;
        }
    }
    return std::nullopt;
}

// The set of sums of all organisations but those in `left_out`.
Sums sums_without(const Question& question, const Sizes& sizes, const std::vector<std::uint32_t>& left_out,
                  std::int64_t organisations) {
    Sums sums((organisations - static_cast<std::int64_t>(left_out.size())) * question.scale);
    for (const auto& [size, count] : sizes) {
        const auto out = std::count(left_out.begin(), left_out.end(), size);
        const std::int64_t ballots = (std::int64_t{count} - out) * size;
        sums.add_progression(question.weight(size) * question.between, 2 * ballots / question.between + 1);
    }
    return sums;
}

// One organisation of `left_out` is the target, the others are the coalition; each in turn.
std::optional<AuditFailure> read_each(const Question& question, const Sums& others,
                                      const std::vector<std::uint32_t>& left_out) {
    for (std::size_t target = 0; target < left_out.size(); ++target) {
        if (target > 0 && left_out[target] == left_out[target - 1]) continue;
        const std::uint32_t size = left_out[target];
        std::vector<std::uint32_t> coalition = left_out;
        coalition.erase(coalition.begin() + static_cast<std::ptrdiff_t>(target));
        std::vector<std::int64_t> known{0};
        for (const std::uint32_t member : coalition)
            known = with_ballots(question, known, member, question.weight(member));
        auto failure = read_target(question, others, known, size, question.weight(size));
        if (!failure && size > 1) {
            known = with_ballots(question, known, size - 1, question.weight(size));
            failure = read_target(question, others, known, 1, question.weight(size));
            if (failure) failure->colleagues_collude = true;
        }
        if (!failure) continue;
        failure->target_ballots = size;
        failure->colluding_ballots = coalition;
        return failure;
    }
    return std::nullopt;
}

// Every way to leave out `missing` more organisations, by sizes in ascending order.
std::optional<AuditFailure> read_all(const Question& question, const Sizes& sizes, std::int64_t organisations,
                                     std::uint32_t missing, std::vector<std::uint32_t>& left_out) {
    if (missing == 0)
        return read_each(question, sums_without(question, sizes, left_out, organisations), left_out);
    for (const auto& [size, count] : sizes) {
        if (!left_out.empty() && size < left_out.back()) continue;
        if (std::count(left_out.begin(), left_out.end(), size) == count) continue;
        left_out.push_back(size);
        auto failure = read_all(question, sizes, organisations, missing - 1, left_out);
        left_out.pop_back();
        if (failure) return failure;
    }
    return std::nullopt;
}

AuditFailure failed(AuditFailure::Reason reason) {
    AuditFailure failure;
    failure.reason = reason;
    return failure;
}

}  // namespace

std::optional<AuditFailure> audit(std::span<const std::uint32_t> ballots_per_organisation, tally::Level level,
                                  std::uint32_t colluding, BallotGrammar grammar) {
    Sizes sizes;
    std::int64_t organisations = 0;
    for (const std::uint32_t size : ballots_per_organisation) {
        if (size == 0) continue;
        ++sizes[size];
        ++organisations;
    }
    if (organisations <= std::int64_t{colluding}) return failed(AuditFailure::Reason::too_few_organisations);
    Count scale = 1;
    for (const auto& [size, count] : sizes) {
        scale = tally::least_common_multiple(scale, size);
        if (2 * organisations * scale >= largest_row_bits)
            return failed(AuditFailure::Reason::sizes_too_fine);
    }
    Question question;
    question.scale = static_cast<std::int64_t>(scale);
    question.between = grammar == BallotGrammar::strict ? 2 : 1;
    question.bands = bands_of(level, question.scale, organisations);
    std::vector<std::uint32_t> left_out;
    return read_all(question, sizes, organisations, colluding + 1, left_out);
}

bool audit_passes(std::span<const std::uint32_t> ballots_per_organisation, tally::Level level,
                  std::uint32_t colluding) {
    return !audit(ballots_per_organisation, level, colluding).has_value();
}

bool question_audit_passes(std::span<const std::uint32_t> ballots_per_organisation, tally::Level level,
                           BallotGrammar grammar, std::uint32_t colluding) {
    return !audit(ballots_per_organisation, level, colluding, grammar).has_value();
}

}  // namespace equivox
