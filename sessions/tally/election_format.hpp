// SPDX-License-Identifier: Apache-2.0
// Reads the Condorcet Election Format, version 1 (github CondorcetVote/CondorcetElectionFormat), line by line
// and in bounded memory, however long the file.
//
// What is read
//   #/Candidates: A ; B ; C      the options, numbered from 0 in this order. Without it every name that a
//                                ballot ranks is an option, numbered in order of first appearance.
//   #/Implicit Ranking: true     whether options left out share one last rank (true unless it says false).
//   #/Weight Allowed: true       whether ^ counts (false unless it says true; then ^ is checked and ignored).
//   other #/ parameters          ignored ("Number of Seats" among them). Names of parameters and true/false
//   are
//                                taken in any case. The three above stand before the first ballot, once each.
//   # comment                    a line of its own, or after a ballot.
//   tag, tag || A > B = C ^6 * 2 a ballot: tags, ranking, weight, how many; all but the ranking may be
//   missing.
//                                Spaces around the signs are optional. /EMPTY/ or /EMPTY_RANKING/ instead of
//                                a ranking is a ballot that ranks nothing.
// Text is UTF-8, with or without a byte order mark; lines end in LF or CRLF. Names are compared byte by byte
// and cannot hold > = ; # ^ * < || or control characters.
//
// Errors: ElectionFormatError, one sentence that begins with the line number. They are: an unknown option
// (where options are declared), an option twice in a ballot, an empty rank, a weight or number that
// is no whole number above 0 or too large (2^100 in all), more than 250 options, a line longer than 256 KiB
// or not ended by a line break (the file may be cut short), text that is not UTF-8, control characters,
// parameters that are malformed, repeated or too late, and a file without ballots. Nothing is skipped.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/tally/ballots.hpp"

namespace equivox::tally {

inline constexpr std::size_t longest_line_bytes = std::size_t{256} * 1024;

class ElectionFormatError : public TallyError {
public:
    ElectionFormatError(std::uint64_t line, const std::string& problem);
    std::uint64_t line() const { return line_; }

private:
    std::uint64_t line_;
};

// Fills the span from its beginning and returns how many bytes it wrote; 0 is the end. May throw.
using ByteReader = std::function<std::size_t(std::span<char>)>;

struct ElectionHeader {
    std::vector<std::string> options;
    bool options_declared = false;
    bool implicit_ranking = true;
    bool weight_allowed = false;
};

// One ballot line. Views are valid during the call only.
struct BallotLine {
    std::uint64_t line = 0;
    std::string_view tags;  // trimmed; empty where there are none
    BallotCode code;
    Count weight = 1;  // of each ballot
    Count count = 1;   // how many; weight * count is within count_limit
};

// Calls `ballot` for every ballot line, in order. While it is called, `header` (if given) is up to date: its
// options may still grow where they are implied. Returns the header.
using BallotLineVisitor = std::function<void(const BallotLine&, const ElectionHeader&)>;
ElectionHeader read_election_lines(const ByteReader& bytes, const BallotLineVisitor& ballot);

// Whether the text is well-formed UTF-8.
bool is_utf8(std::string_view text);

// For sentences: the text in quotation marks, cut where long; a description where it cannot be shown.
std::string quoted(std::string_view text);

}  // namespace equivox::tally
