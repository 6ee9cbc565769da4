// SPDX-License-Identifier: Apache-2.0
// The only way text reaches ImGui: literal, never as a format string, never as the source of an id.
//
// People write these texts, some of them to do harm. So each goes through `displayable` first, which gives
// valid UTF-8 in which nothing is hidden and nothing reaches beyond its place:
//   - a byte that is not UTF-8 becomes the replacement character U+FFFD, one for each broken sequence;
//   - a character above U+FFFF (emoji and the like, which the fonts lack) becomes a box, one for each visible
//     cluster: a family of four joined by U+200D is one box, a flag is one box;
//   - bidirectional controls and everything of no width (U+200B to U+200F, soft hyphen, byte order mark,
//   variation
//     selectors, tags ...) are taken out: ImGui draws text in the order of its characters, so they could only
//     hide;
//   - a letter followed by a combining mark becomes the composed letter if there is one; further marks are
//   kept,
//     two at most, so that no pile reaches into the lines above;
//   - new lines stay (CR LF is one), a tab becomes a space, other control characters become a box.
// A character that no font has is drawn as the same box. Nothing is ever blank.
//
// Lines are broken at spaces, after hyphens and dashes, and inside a word only if it alone is longer than the
// line.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawList;
struct ImFont;
struct ImVec2;

namespace equivox::ui {

struct Colour;

inline constexpr char32_t box_character = U'\u25A1';
inline constexpr char32_t replacement_character = U'\uFFFD';
inline constexpr std::size_t unlimited_lines = std::numeric_limits<std::size_t>::max();

[[nodiscard]] std::string displayable(std::string_view from_people);
// Neither a control nor without width: it may be typed into a text.
[[nodiscard]] bool can_be_seen(char32_t character);

// The first character of a text and its length in bytes; a broken sequence is the replacement character.
struct Decoded {
    char32_t character = 0;
    std::size_t bytes = 1;
};
[[nodiscard]] Decoded decode_first(std::string_view text);
void append_utf8(std::string& text, char32_t character);

// All functions below take text that went through `displayable`, and draw in the font's own size: that of its
// glyphs times its scale (fonts.hpp: the largest sizes are scaled up).
[[nodiscard]] float font_height(const ImFont& font);

// One line: which bytes, and how wide they are drawn.
struct TextLine {
    std::size_t first = 0;
    std::size_t length = 0;
    float width_px = 0;
};
struct TextBlock {
    std::vector<TextLine> lines;
    bool shortened =
        false;           // There were more than `lines_max` lines; the last is to be drawn with an ellipsis.
    float width_px = 0;  // Of the widest line.
};

[[nodiscard]] float text_width(const ImFont& font, std::string_view text);
[[nodiscard]] TextBlock break_lines(const ImFont& font, std::string_view text, float width_px,
                                    std::size_t lines_max = unlimited_lines);
// The first line, or as much of it as fits, with an ellipsis at its end if anything is missing.
[[nodiscard]] std::string shortened(const ImFont& font, std::string_view text, float width_px);

// Draws one line; `upper_left` is rounded to whole pixels. What lies outside the clip rectangle costs
// nothing.
void draw_text(ImDrawList& list, const ImFont& font, const ImVec2& upper_left, Colour colour,
               std::string_view line);

}  // namespace equivox::ui
