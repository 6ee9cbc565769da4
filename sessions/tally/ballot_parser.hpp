// SPDX-License-Identifier: Apache-2.0
// One ballot line of the election format. See election_format.hpp for what is accepted.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/tally/election_format.hpp"
#include "sessions/tally/option_names.hpp"

namespace equivox::tally {

// Why a line cannot be read; the reader adds the line number.
struct LineProblem {
    std::string sentence;
};

class BallotParser {
public:
    // `names` may gain options where `declared` is false.
    BallotParser(OptionNames& names, bool declared, bool weight_allowed)
        : names_(names), declared_(declared), weight_allowed_(weight_allowed) {}

    // `line` is trimmed, not empty and no comment of its own. Throws LineProblem. Views in `ballot` point
    // into the line and this parser, until the next call.
    void parse(std::string_view line, BallotLine& ballot);

private:
    std::size_t parse_ranking(std::string_view text);
    void add_option(std::string_view name, bool level_with_last);
    std::uint8_t unknown_option(std::string_view name);
    void end_rank();
    void sort_rank();

    OptionNames& names_;
    bool declared_;
    bool weight_allowed_;
    // No option stands twice, so a code has at most one byte and one mark for each.
    std::array<std::uint8_t, std::size_t{2} * largest_option_count> code_{};
    std::size_t code_size_ = 0;
    std::size_t rank_begin_ = 0;
    std::array<std::uint64_t, 4> seen_{};
};

// Of a name as a file may hold it. Throws LineProblem.
void check_option_name(std::string_view name);

// Throws LineProblem where the text is not UTF-8 or holds control characters other than tabs.
void check_text(std::string_view text);

// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace equivox::tally
