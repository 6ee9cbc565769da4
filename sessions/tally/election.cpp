// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/election.hpp"

#include <unordered_map>

namespace equivox::tally {

namespace {

constexpr const char* changed_file = "the file changed while it was being counted; count it again";

struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};

// Organisations by tag, with what is needed to give each the same voice.
class OrganisationTable {
public:
    std::uint32_t index_of(const BallotLine& ballot) {
        if (ballot.tags == last_name_ && !all_.empty()) return last_index_;
        const auto found = by_name_.find(ballot.tags);
        last_index_ = found != by_name_.end() ? found->second : add(ballot);
        last_name_ = all_[last_index_].name;
        return last_index_;
    }

    void count(std::uint32_t index, const BallotLine& ballot) {
        Organisation& organisation = all_[index];
        organisation.ballots = checked_add(organisation.ballots, ballot.count);
        organisation.weight = checked_add(organisation.weight, ballot.weight * ballot.count);
        if (organisation.greatest_common_weight == 1) return;
        organisation.greatest_common_weight =
            greatest_common_divisor(ballot.weight, organisation.greatest_common_weight);
    }

    // Settles the scale once all ballots are known.
    void settle() {
        for (const auto& organisation : all_) {
            scale_ = least_common_multiple(scale_, organisation.weight / organisation.greatest_common_weight);
        }
        checked_multiply(scale_, static_cast<Count>(all_.size()));
        for (const auto& organisation : all_) {
            factors_.push_back(scale_ / (organisation.weight / organisation.greatest_common_weight));
        }
    }

    Count share(std::uint32_t index, Count weight) const {
        if (index >= factors_.size())
            throw TallyError(changed_file);  // an organisation that was not there before
        return weight / all_[index].greatest_common_weight * factors_[index];
    }

    Count scale() const { return scale_; }
    const std::vector<Organisation>& all() const { return all_; }

private:
    std::uint32_t add(const BallotLine& ballot) {
        if (ballot.tags.empty()) {
            throw ElectionFormatError(ballot.line, "the ballot has no tag, so its organisation is not known");
        }
        if (ballot.tags.find(',') != std::string_view::npos) {
            throw ElectionFormatError(ballot.line,
                                      "the ballot has several tags, so its organisation is not known");
        }
        if (all_.size() == most_organisations) {
            throw ElectionFormatError(ballot.line, "there are more than 10000 organisations");
        }
        const auto index = static_cast<std::uint32_t>(all_.size());
        all_.push_back({std::string(ballot.tags), 0, 0, 0});
        by_name_.emplace(ballot.tags, index);
        return index;
    }

    std::vector<Organisation> all_;
    std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>> by_name_;
    std::string last_name_;
    std::uint32_t last_index_ = 0;
    Count scale_ = 1;
    std::vector<Count> factors_;
};

}  // namespace

class Election::Counting final : public Ballots {
public:
    Counting(ElectionOpener open, const ElectionSettings& settings)
        : open_(std::move(open)), settings_(settings), counter_(0), pairwise_(0, 0) {
        read_first();
        if (settings_.by_organisation) organisations_.settle();
        const Count total = settings_.by_organisation
                                ? organisations_.scale() * static_cast<Count>(organisations_.all().size())
                                : file_total_;
        if (is_folded_) {
            if (settings_.by_organisation) {
                fold_.rescale([this](std::uint32_t organisation, Count weight) {
                    return organisations_.share(organisation, weight);
                });
            }
            count_fold();
        } else if (settings_.by_organisation) {
            read_again([this](const BallotLine& ballot) { keep(ballot, organisations_.index_of(ballot)); });
            count_fold();
        } else {
            count_fold();
        }
        if (!is_folded_) fold_.clear();
        counter_.grow(static_cast<std::uint32_t>(header_.options.size()));
        pairwise_ = counter_.result(unranked());
        require_total(total);
    }

    void visit(const BallotVisitor& visitor) const override {
        if (is_folded_) {
            fold_.visit(visitor);
            return;
        }
        read_again([&](const BallotLine& ballot) {
            const Count weight = ballot.weight * ballot.count;
            if (!settings_.by_organisation) return visitor({ballot.code, 0, weight});
            const std::uint32_t organisation = organisations_.index_of(ballot);
            visitor({ballot.code, organisation, organisations_.share(organisation, weight)});
        });
    }

    Unranked unranked() const {
        if (settings_.unranked) return *settings_.unranked;
        return header_.implicit_ranking ? Unranked::last : Unranked::no_opinion;
    }

    std::optional<DisagreementParts::Shares> disagreement() const {
        if (!settings_.by_organisation || !is_folded_) return std::nullopt;
        DisagreementParts parts;
        PairwiseCounter one(pairwise_.options());
        std::optional<std::uint32_t> current;
        fold_.visit_by_organisation([&](const BallotView& ballot) {
            if (current && *current != ballot.organisation) {
                parts.add_organisation(one.result(unranked()));
                one = PairwiseCounter(pairwise_.options());
            }
            current = ballot.organisation;
            one.add(ballot.code, ballot.weight);
        });
        if (current) parts.add_organisation(one.result(unranked()));
        return parts.shares(pairwise_);
    }

    ElectionHeader header_;
    ElectionOpener open_;
    ElectionSettings settings_;
    // Looking an organisation up remembers the last one, also where ballots are only visited again.
    mutable OrganisationTable organisations_;
    BallotFold fold_;
    bool is_folded_ = true;
    PairwiseCounter counter_;
    Pairwise pairwise_;
    Count file_total_ = 0;
    Count ballots_cast_ = 0;

private:
    void read_first() {
        const ByteReader bytes = open_();
        header_ = read_election_lines(bytes, [this](const BallotLine& ballot, const ElectionHeader& header) {
            try {
                file_total_ = checked_add(file_total_, ballot.weight * ballot.count);
                ballots_cast_ = checked_add(ballots_cast_, ballot.count);
            } catch (const TallyError& error) {
                throw ElectionFormatError(ballot.line, error.what());
            }
            std::uint32_t organisation = 0;
            if (settings_.by_organisation) {
                organisation = organisations_.index_of(ballot);
                organisations_.count(organisation, ballot);
                if (!is_folded_) return;  // shares are not known yet: a second reading counts
            }
            options_so_far_ = static_cast<std::uint32_t>(header.options.size());
            fold_.add(ballot.code, organisation, ballot.weight * ballot.count);
            if (fold_.memory_bytes() > settings_.fold_limit_bytes) {
                is_folded_ = false;
                if (!settings_.by_organisation) count_fold();
                fold_.clear();
            }
        });
        options_so_far_ = static_cast<std::uint32_t>(header_.options.size());
    }

    void keep(const BallotLine& ballot, std::uint32_t organisation) {
        fold_.add(ballot.code, organisation,
                  organisations_.share(organisation, ballot.weight * ballot.count));
        if (fold_.memory_bytes() <= settings_.fold_limit_bytes) return;
        count_fold();
        fold_.clear();
    }

    void count_fold() {
        counter_.grow(options_so_far_);
        fold_.visit([this](const BallotView& ballot) { counter_.add(ballot.code, ballot.weight); });
    }

    void read_again(const std::function<void(const BallotLine&)>& visitor) const {
        const ByteReader bytes = open_();
        Count total = 0;
        try {
            const ElectionHeader header =
                read_election_lines(bytes, [&](const BallotLine& ballot, const ElectionHeader& so_far) {
                    total = checked_add(total, ballot.weight * ballot.count);
                    if (total > file_total_ || so_far.options.size() > header_.options.size()) {
                        throw TallyError(changed_file);
                    }
                    visitor(ballot);
                });
            if (header.options != header_.options || total != file_total_) throw TallyError(changed_file);
        } catch (const ElectionFormatError&) {
            throw TallyError(changed_file);
        }
    }

    void require_total(Count total) const {
        if (pairwise_.total() != total) throw TallyError(changed_file);
    }

    std::uint32_t options_so_far_ = 0;
};

Election::Election(ElectionOpener open, const ElectionSettings& settings)
    : counting_(std::make_unique<Counting>(std::move(open), settings)) {}
Election::~Election() = default;
Election::Election(Election&&) noexcept = default;
Election& Election::operator=(Election&&) noexcept = default;

const ElectionHeader& Election::header() const {
    return counting_->header_;
}
std::uint32_t Election::options() const {
    return counting_->pairwise_.options();
}
Unranked Election::unranked() const {
    return counting_->unranked();
}
const Pairwise& Election::pairwise() const {
    return counting_->pairwise_;
}
Count Election::tie_correction() const {
    return counting_->counter_.tie_correction();
}
bool Election::has_unranked() const {
    return counting_->counter_.has_unranked();
}
Count Election::ballots_cast() const {
    return counting_->ballots_cast_;
}
const std::vector<Organisation>& Election::organisations() const {
    return counting_->organisations_.all();
}
Count Election::scale() const {
    return counting_->organisations_.scale();
}
const Ballots& Election::ballots() const {
    return *counting_;
}
bool Election::is_folded() const {
    return counting_->is_folded_;
}
std::optional<DisagreementParts::Shares> Election::disagreement() const {
    return counting_->disagreement();
}

}  // namespace equivox::tally
