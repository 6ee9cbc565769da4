// SPDX-License-Identifier: Apache-2.0
// What equal voice must keep, whatever the ballots: properties over generated elections.
#include <catch2/catch.hpp>
#include <map>
#include <numeric>

#include "sessions/tally/tally.hpp"
#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

constexpr std::uint64_t elections = 60;

RandomElection generated(std::uint64_t seed) {
    return RandomElection(seed, 3 + static_cast<std::uint32_t>(seed % 4), 6 + seed % 9, 2 + seed % 4,
                          seed % 3 == 0);
}

// Pairwise counts as shares of an organisation: a/b = c/d compared as a*d = c*b.
bool same_shares(const Election& left, const Election& right) {
    for (std::uint32_t a = 0; a < left.options(); ++a) {
        for (std::uint32_t b = 0; b < left.options(); ++b) {
            if (left.pairwise()(a, b) * right.scale() != right.pairwise()(a, b) * left.scale()) return false;
        }
    }
    return true;
}

// Every method's places or winners, with option i called names[i].
std::vector<Places> results_of(const Election& election, const std::vector<std::uint32_t>& names) {
    const Tally tally = tally_of(election);
    std::vector<Places> results = {{tally.smith_set},
                                   tally.borda->ranking,
                                   tally.copeland.ranking,
                                   tally.minimax_margins.ranking,
                                   tally.minimax_winning.ranking,
                                   {tally.schulze_margins.winners},
                                   {tally.schulze_winning.winners},
                                   {*tally.ranked_pairs_margins.winners},
                                   {*tally.ranked_pairs_winning.winners},
                                   {tally.kemeny.winners},
                                   {*tally.instant_runoff->whole.winners},
                                   tally.order->order.places};
    for (auto& places : results) {
        for (auto& place : places) {
            for (auto& option : place) option = names[option];
            std::sort(place.begin(), place.end());
        }
    }
    return results;
}

std::vector<std::uint32_t> unchanged(std::uint32_t options) {
    std::vector<std::uint32_t> names(options);
    std::iota(names.begin(), names.end(), 0U);
    return names;
}

std::vector<Places> results_of(const Election& election) {
    return results_of(election, unchanged(election.options()));
}

}  // namespace

TEST_CASE("no organisation's total differs from one", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        const Election election = election_by_organisation(generated(seed).text());
        std::map<std::uint32_t, Count> totals;
        election.ballots().visit(
            [&](const BallotView& ballot) { totals[ballot.organisation] += ballot.weight; });
        CHECK(totals.size() == election.organisations().size());
        for (const auto& [organisation, total] : totals) CHECK(total == election.scale());
        CHECK(election.pairwise().total() == election.scale() * static_cast<Count>(totals.size()));
    }
}

TEST_CASE("splitting delegates in equal halves with the same ballots changes nothing", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        RandomElection source = generated(seed);
        const Election before = election_by_organisation(source.text());
        for (auto& ballot : source.ballots()) {
            if (ballot.organisation == seed % 2) ballot.count *= 2;
        }
        const Election after = election_by_organisation(source.text());
        CHECK(same_shares(before, after));
        CHECK(results_of(before) == results_of(after));
    }
}

TEST_CASE("permuting ballots changes nothing", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        RandomElection source = generated(seed);
        const Election before = election_by_organisation(source.text());
        std::reverse(source.ballots().begin(), source.ballots().end());
        std::swap(source.ballots()[seed % 5], source.ballots()[5]);
        const Election after = election_by_organisation(source.text());
        CHECK(same_shares(before, after));
        CHECK(results_of(before) == results_of(after));
    }
}

TEST_CASE("renaming organisations changes nothing", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        RandomElection source = generated(seed);
        const Election before = election_by_organisation(source.text());
        for (auto& ballot : source.ballots()) ballot.organisation = 100 - ballot.organisation;
        const Election after = election_by_organisation(source.text());
        CHECK(same_shares(before, after));
        CHECK(results_of(before) == results_of(after));
    }
}

TEST_CASE("permuting the names of options permutes the result", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        const RandomElection source = generated(seed);
        const Election before = election_by_organisation(source.text());
        std::vector<std::uint32_t> declared = unchanged(before.options());
        std::rotate(declared.begin(), declared.begin() + 1 + static_cast<std::ptrdiff_t>(seed % 2),
                    declared.end());
        const Election after = election_by_organisation(source.text(declared));
        CHECK(results_of(before) == results_of(after, declared));
    }
}

TEST_CASE("multiplying all weights changes nothing, not even the scale", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        const RandomElection source = generated(seed);
        const Election before = election_by_organisation(source.text());
        const auto declared = unchanged(before.options());
        const Election after = election_by_organisation(source.text(declared, 35));
        CHECK(before.scale() == after.scale());
        CHECK(same_shares(before, after));
        CHECK(results_of(before) == results_of(after));
        // Without organisations every count is multiplied.
        const Election plain = election_of(source.text());
        const Election multiplied = election_of(source.text(declared, 35));
        CHECK(multiplied.pairwise()(0, 1) == 35 * plain.pairwise()(0, 1));
    }
}

TEST_CASE("a unanimous room ranks as it voted", "[equal_voice]") {
    for (std::uint64_t seed = 0; seed < elections; ++seed) {
        RandomElection source = generated(seed);
        std::vector<std::uint32_t> voted = unchanged(source.options());
        std::rotate(voted.begin(), voted.begin() + static_cast<std::ptrdiff_t>(seed % 3), voted.end());
        Places ranking;
        for (const std::uint32_t option : voted) ranking.push_back({option});
        for (auto& ballot : source.ballots()) ballot.ranking = ranking;
        const Tally tally = tally_of(election_by_organisation(source.text()));
        CHECK(tally.borda->ranking == ranking);
        CHECK(tally.copeland.ranking == ranking);
        CHECK(tally.schulze_margins.ranking == ranking);
        CHECK(tally.schulze_winning.ranking == ranking);
        CHECK(tally.ranked_pairs_margins.ranking == ranking);
        CHECK(tally.ranked_pairs_winning.ranking == ranking);
        CHECK(tally.kemeny.ranking == ranking);
        CHECK(tally.order->order.places == ranking);
        CHECK(tally.minimax_margins.ranking.front() == ranking.front());
        CHECK(tally.minimax_winning.ranking.front() == ranking.front());
        CHECK(tally.instant_runoff->whole.winners == ranking.front());
        CHECK(tally.condorcet_winner == voted.front());
        CHECK(tally.agreement.kendalls_w->rounded == "1.0000");
    }
}
