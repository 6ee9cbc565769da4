// SPDX-License-Identifier: Apache-2.0
// The only door through which people's text enters the session.
//
// Policy: what a person typed is kept, in Unicode NFC; what they could not have meant to type is taken out
// (control characters, bidirectional marks, zero-width characters and all other format characters: they come
// with pasted text and can make one text look like another). Only text that is no text at all (invalid
// UTF-8), or more than the limit, is refused. Line ends become "\n"; tabs become spaces; blanks at both ends
// go; more than one blank line becomes one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace equivox {

// Limits in characters (Unicode code points after cleaning). One place, so that every client can show them.
namespace limits {
inline constexpr std::size_t name = 64;
inline constexpr std::size_t title = 80;
inline constexpr std::size_t text = 2000;
inline constexpr std::size_t reason = 1000;
inline constexpr std::size_t entries_per_deposit = 3;
inline constexpr std::size_t deposit_bytes = 16 * 1024;
inline constexpr std::size_t ranked_proposals = 12;
inline constexpr std::size_t ticks = 4;
inline constexpr std::size_t shortlisted = 8;
inline constexpr std::size_t proposals_in_play = 60;
inline constexpr std::size_t organisations = 40;
inline constexpr std::size_t seats_per_organisation = 10;
}  // namespace limits

enum class TextProblem : unsigned char { not_text, too_long };

enum class Lines : unsigned char { one, many };

// Cleans `raw`. Returns the clean text (possibly empty) or nothing, with `problem` set.
[[nodiscard]] std::optional<std::string> clean_text(std::string_view raw, std::size_t limit, Lines lines,
                                                    TextProblem* problem = nullptr);

// Number of Unicode code points of clean text.
[[nodiscard]] std::size_t character_count(std::string_view clean);

// Two names are the same name for people when their keys are equal (case, width and accents' encoding
// ignored).
[[nodiscard]] std::string name_key(std::string_view clean);

// The numbered clauses of a proposal's text: its non-empty lines.
[[nodiscard]] std::vector<std::string> clauses_of(std::string_view clean);

}  // namespace equivox
