// SPDX-License-Identifier: Apache-2.0
// How long counting takes, as ratios that can be compared between machines.
//   equivox_tally_bench [FILE.cvotes ...]
// Without files: the largest of the shared elections and us-minneapolis-2013-mayor, where they are found
// (EQUIVOX_ELECTIONS, else ../shared/elections beside the checkout). Then a generated profile of 100,000
// ballots over 30 options and one over 100 options (seeded, so the same everywhere). "bytes" is reading the
// file's bytes and nothing else; "parse" is that and parsing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "sessions/tally/condorcet.hpp"
#include "sessions/tally/smith.hpp"
#include "sessions/tally/tally.hpp"

using namespace equivox::tally;

namespace {

constexpr int repetitions = 15;

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

ByteReader open_file(const std::string& path) {
    const std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rb"), [](std::FILE* opened) {
        if (opened != nullptr) std::fclose(opened);
    });
    if (!file) throw TallyError("cannot open " + path);
    std::setvbuf(file.get(), nullptr, _IONBF, 0);
    return [file](std::span<char> block) { return std::fread(block.data(), 1, block.size(), file.get()); };
}

void say(const std::string& what, double took_us, double unit_us) {
    std::printf("  %-24s %10.0f us  %7.2f x bytes\n", what.c_str(), took_us, took_us / unit_us);
}

void measure(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    const auto open = [&] { return open_file(path); };
    const double bytes_us = shortest_us([&] {
        std::vector<char> block(longest_line_bytes);
        const ByteReader bytes = open();
        while (bytes(block) != 0) {
        }
    });
    const double parse_us =
        shortest_us([&] { read_election_lines(open(), [](const auto&, const auto&) {}); });
    const double read_us = shortest_us([&] { const Election election(open, {}); });
    const Election election(open, {});
    const Pairwise& pairwise = election.pairwise();
    std::printf("%s: %u options, %s ballots, %ju bytes\n", name.c_str(), election.options(),
                to_decimal(election.ballots_cast()).c_str(),
                static_cast<std::uintmax_t>(std::filesystem::file_size(path)));
    say("bytes", bytes_us, bytes_us);
    say("parse", parse_us, bytes_us);
    say("read (parse, fold, count)", read_us, bytes_us);
    double methods_us = 0;
    const auto method = [&](const std::string& what, const std::function<void()>& work) {
        const double took_us = shortest_us(work);
        methods_us += took_us;
        say(what, took_us, bytes_us);
    };
    const auto pairwise_us = shortest_us([&] {
        PairwiseCounter counter(election.options());
        election.ballots().visit([&](const BallotView& ballot) { counter.add(ballot.code, ballot.weight); });
        counter.result(Unranked::last);
    });
    say("of which pairwise counts", pairwise_us, bytes_us);
    method("condorcet and smith", [&] { condorcet_winner(pairwise), smith_set(pairwise); });
    method("borda", [&] { borda(pairwise); });
    method("copeland", [&] { copeland(pairwise); });
    method("minimax, both",
           [&] { minimax(pairwise, Strength::winning), minimax(pairwise, Strength::margins); });
    method("schulze, winning", [&] { schulze(pairwise, Strength::winning); });
    method("schulze, margins", [&] { schulze(pairwise, Strength::margins); });
    method("ranked pairs, winning", [&] { ranked_pairs(pairwise, Strength::winning); });
    method("ranked pairs, margins", [&] { ranked_pairs(pairwise, Strength::margins); });
    method("instant-runoff",
           [&] { instant_runoff_readings(election.ballots(), election.options(), pairwise.total()); });
    std::printf(
        "  reading and all methods but Kemeny: %.0f us, %.2f times the bytes; pairwise counting is %.2f "
        "times parsing\n",
        read_us + methods_us, (read_us + methods_us) / bytes_us, pairwise_us / parse_us);
    say("kemeny", shortest_us([&] { kemeny(pairwise); }), bytes_us);
}

// Ballots that rank every option around a common order, so that there are few ties and some cycles.
std::string generated(const std::string& name, std::size_t options, std::size_t ballots) {
    const auto path = std::filesystem::temp_directory_path() / name;
    std::ofstream file(path);
    file << "#/Candidates: ";
    for (std::size_t i = 0; i < options; ++i) file << (i == 0 ? "" : " ; ") << "Proposal " << i + 1;
    file << "\n#/Implicit Ranking: true\n";
    std::mt19937_64 random(20240229);
    std::vector<std::pair<std::uint64_t, std::size_t>> order(options);
    for (std::size_t ballot = 0; ballot < ballots; ++ballot) {
        for (std::size_t i = 0; i < options; ++i) order[i] = {random() % 1000 + 20 * i, i};
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < options; ++i) {
            file << (i == 0 ? "" : " > ") << "Proposal " << order[i].second + 1;
        }
        file << "\n";
    }
    return path.string();
}

std::vector<std::string> shared_files() {
    const char* const named = std::getenv("EQUIVOX_ELECTIONS");
    const std::filesystem::path folder = named != nullptr ? named : EQUIVOX_CHECKOUT "/../shared/elections";
    if (!std::filesystem::is_directory(folder)) {
        std::cout << "no election files in " << folder << "; set EQUIVOX_ELECTIONS to measure them\n";
        return {};
    }
    std::filesystem::path largest;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".cvotes") continue;
        if (largest.empty() || entry.file_size() > std::filesystem::file_size(largest))
            largest = entry.path();
    }
    std::vector<std::string> files;
    if (!largest.empty()) files.push_back(largest.string());
    const auto mayor = folder / "us-minneapolis-2013-mayor.cvotes";
    if (std::filesystem::exists(mayor)) files.push_back(mayor.string());
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        for (const auto& file : argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : shared_files()) {
            measure(file);
        }
        for (const auto& [options, ballots] : {std::pair{30UL, 100000UL}, std::pair{100UL, 2000UL}}) {
            const std::string path =
                generated("equivox-bench-" + std::to_string(options) + ".cvotes", options, ballots);
            measure(path);
            std::filesystem::remove(path);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
