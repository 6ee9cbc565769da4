// SPDX-License-Identifier: Apache-2.0
// Elections for tests: from text, and generated from a seed.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "sessions/tally/election.hpp"

namespace equivox::tally {

// Hands out the text in blocks of at most `block_bytes`.
inline ByteReader reader_of(const std::string& text, std::size_t block_bytes = 1 << 16) {
    auto rest = std::make_shared<std::string>(text);
    return [rest, block_bytes](std::span<char> block) {
        const std::size_t size = std::min({block.size(), rest->size(), block_bytes});
        std::memcpy(block.data(), rest->data(), size);
        rest->erase(0, size);
        return size;
    };
}

inline Election election_of(const std::string& text, const ElectionSettings& settings = {}) {
    return Election([text] { return reader_of(text); }, settings);
}

inline Election election_by_organisation(const std::string& text) {
    ElectionSettings settings;
    settings.by_organisation = true;
    return election_of(text, settings);
}

inline std::vector<Count> row_of(const Pairwise& pairwise, std::uint32_t a) {
    std::vector<Count> row;
    for (std::uint32_t b = 0; b < pairwise.options(); ++b) row.push_back(pairwise(a, b));
    return row;
}

struct RandomBallot {
    std::uint32_t organisation = 0;
    std::vector<std::vector<std::uint32_t>> ranking;
    int count = 1;
};

// Ballots of few voters with ties and options left out: made to be full of equal strengths.
class RandomElection {
public:
    RandomElection(std::uint64_t seed, std::uint32_t options, std::size_t ballots,
                   std::uint32_t organisations, bool strict)
        : options_(options) {
        std::mt19937_64 random(seed);
        for (std::uint32_t i = 0; i < ballots; ++i) {
            RandomBallot ballot;
            ballot.organisation =
                i < organisations ? i : static_cast<std::uint32_t>(random() % organisations);
            ballot.count = 1 + static_cast<int>(random() % 3);
            std::vector<std::uint32_t> order(options);
            for (std::uint32_t option = 0; option < options; ++option) order[option] = option;
            for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random() % at]);
            if (!strict) order.resize(1 + random() % options);
            for (const std::uint32_t option : order) {
                if (strict || ballot.ranking.empty() || random() % 4 != 0) ballot.ranking.emplace_back();
                ballot.ranking.back().push_back(option);
            }
            ballots_.push_back(std::move(ballot));
        }
    }

    std::uint32_t options() const { return options_; }
    std::vector<RandomBallot>& ballots() { return ballots_; }

    // names[i] is the name of option i; they are declared in the order of `declared`.
    std::string text(const std::vector<std::uint32_t>& declared, int weight = 0) const {
        std::string text = "#/Candidates: ";
        for (const std::uint32_t option : declared) {
            text += (option == declared.front() ? "" : " ; ") + name_of(option);
        }
        text += "\n#/Weight Allowed: true\n";
        for (const auto& ballot : ballots_) {
            text += "org " + std::to_string(ballot.organisation) + " || ";
            for (std::size_t rank = 0; rank < ballot.ranking.size(); ++rank) {
                if (rank != 0) text += " > ";
                for (std::size_t i = 0; i < ballot.ranking[rank].size(); ++i) {
                    text += (i == 0 ? "" : " = ") + name_of(ballot.ranking[rank][i]);
                }
            }
            if (weight != 0) text += " ^" + std::to_string(weight);
            text += " * " + std::to_string(ballot.count) + "\n";
        }
        return text;
    }

    std::string text() const {
        std::vector<std::uint32_t> declared(options_);
        for (std::uint32_t option = 0; option < options_; ++option) declared[option] = option;
        return text(declared);
    }

private:
    static std::string name_of(std::uint32_t option) { return "Option " + std::to_string(option); }

    std::uint32_t options_;
    std::vector<RandomBallot> ballots_;
};

// Published examples that several tests share.
namespace example {

// The capital of Tennessee, 100 voters.
inline const std::string tennessee =
    "#/Candidates: Memphis ; Nashville ; Chattanooga ; Knoxville\n"
    "Memphis > Nashville > Chattanooga > Knoxville * 42\n"
    "Nashville > Chattanooga > Knoxville > Memphis * 26\n"
    "Chattanooga > Knoxville > Nashville > Memphis * 15\n"
    "Knoxville > Chattanooga > Nashville > Memphis * 17\n";

// The first example of Schulze's paper in its well-known form, 45 voters.
inline const std::string schulze_45 =
    "#/Candidates: A ; B ; C ; D ; E\n"
    "A > C > B > E > D * 5\nA > D > E > C > B * 5\nB > E > D > A > C * 8\nC > A > B > E > D * 3\n"
    "C > A > E > B > D * 7\nC > B > A > D > E * 2\nD > C > E > B > A * 7\nE > B > A > D > C * 8\n";

// Condorcet's paradox, and everything as level as it can be.
inline const std::string paradox = "A > B > C\nB > C > A\nC > A > B\n";

}  // namespace example

}  // namespace equivox::tally
