// SPDX-License-Identifier: Apache-2.0
// Whatever bytes an election file holds, the reader either counts them or gives one sentence with the line.
// The first byte chooses the settings, the rest is the file. Built with libFuzzer where clang++-14 is there,
// and everywhere with fuzz_replay.cpp, which runs the corpus.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "sessions/tally/tally.hpp"

using namespace equivox::tally;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check_counts(const Election& election) {
    const Pairwise& pairwise = election.pairwise();
    require(pairwise.total() > 0 && pairwise.total() <= count_limit);
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) {
            require(pairwise(a, b) >= 0 && pairwise(b, a) >= 0);
            require(pairwise(a, b) + pairwise(b, a) <= pairwise.total());
        }
    }
    Count visited = 0;
    election.ballots().visit([&](const BallotView& ballot) { visited += ballot.weight; });
    require(visited == pairwise.total());
}

void check_sentence(std::string_view sentence) {
    require(!sentence.empty() && is_utf8(sentence) && sentence.find('\n') == std::string_view::npos);
    require(sentence.size() < 400);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const unsigned choice = size == 0 ? 0U : data[0];
    const std::string_view file(reinterpret_cast<const char*>(data) + (size == 0 ? 0 : 1),
                                size == 0 ? 0 : size - 1);
    ElectionSettings settings;
    settings.by_organisation = (choice & 1U) != 0;
    if ((choice & 2U) != 0) settings.unranked = Unranked::no_opinion;
    if ((choice & 4U) != 0) settings.fold_limit_bytes = 1;
    const std::size_t largest_block = (choice & 8U) != 0 ? 7 : 1 << 16;
    const auto open = [&]() -> ByteReader {
        return [rest = file, largest_block](std::span<char> block) mutable {
            const std::size_t taken = std::min({block.size(), rest.size(), largest_block});
            std::memcpy(block.data(), rest.data(), taken);
            rest.remove_prefix(taken);
            return taken;
        };
    };
    try {
        const Election election(open, settings);
        check_counts(election);
        if (election.options() <= 8) tally_of(election);
    } catch (const ElectionFormatError& error) {
        require(error.line() > 0 && std::string_view(error.what()).starts_with("line "));
        check_sentence(error.what());
    } catch (const TallyError& error) {
        check_sentence(error.what());
    }
    return 0;
}
