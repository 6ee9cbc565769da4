// SPDX-License-Identifier: Apache-2.0
// How long audit A takes beside counting and ordering the ballots of the same room, in one run.
//   equivox_audit_bench
// The audit of the largest room is to take less than 50 ms.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "sessions/audit.hpp"

using namespace equivox;

namespace {

constexpr int repetitions = 15;
constexpr std::uint32_t options = 8;

// The shortest of several runs, in microseconds: everything else is the machine doing something else.
double shortest_us(const std::function<void()>& work) {
    double shortest = 1e300;
    for (int i = 0; i < repetitions; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
        shortest = std::min(shortest, took.count());
    }
    return shortest;
}

void measure(const std::string& room, const std::vector<std::uint32_t>& sizes) {
    std::mt19937_64 random(20240229);
    std::vector<tally::OrganisationBallot> ballots;
    for (std::uint32_t organisation = 0; organisation < sizes.size(); ++organisation) {
        for (std::uint32_t i = 0; i < sizes[organisation]; ++i) {
            std::vector<std::uint32_t> best_first(options);
            std::iota(best_first.begin(), best_first.end(), 0U);
            std::shuffle(best_first.begin(), best_first.end(), random);
            tally::Ranking ranking;
            for (const std::uint32_t option : best_first) ranking.push_back({option});
            ballots.push_back({organisation, ranking});
        }
    }
    bool used = false;
    const double order_us = shortest_us([&] {
        const tally::Margins margins = tally::count_margins(options, ballots);
        const tally::Order order = tally::order_from(margins);
        used ^= tally::steps(margins, order, tally::Level::l2).empty();
    });
    std::printf("%s: %zu organisations, %zu ballots\n", room.c_str(), sizes.size(), ballots.size());
    std::printf("  %-32s %10.0f us\n", "counting, order and steps", order_us);
    for (const tally::Level level : {tally::Level::l1, tally::Level::l2, tally::Level::l3}) {
        for (const std::uint32_t colluding : {1U, 2U}) {
            bool passes = false;
            const double audit_us = shortest_us([&] { passes = audit_passes(sizes, level, colluding); });
            const std::string what = "audit at " + std::string(tally::name_of(level)) + ", " +
                                     std::to_string(colluding) + " colluding";
            std::printf("  %-32s %10.0f us  %7.2f x counting  %s\n", what.c_str(), audit_us,
                        audit_us / order_us, passes ? "passes" : "fails");
        }
    }
    if (used) std::puts("  (one place)");
}

}  // namespace

int main() {
    std::vector<std::uint32_t> mixed;
    for (std::uint32_t i = 0; i < 40; ++i) mixed.push_back(1 + i % 10);
    std::vector<std::uint32_t> workshop{5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1};
    measure("a workshop", workshop);
    measure("forty of ten", std::vector<std::uint32_t>(40, 10));
    measure("forty of one to ten", mixed);
}
