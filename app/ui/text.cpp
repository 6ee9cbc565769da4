// SPDX-License-Identifier: Apache-2.0
#include "app/ui/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/ui/composition.hpp"
#include "app/ui/theme.hpp"

namespace equivox::ui {
namespace {

constexpr std::size_t marks_max = 2;
// A text measured before shall fit into what was measured, however the sums were rounded.
constexpr float tolerance_px = 0.75F;

bool between(char32_t character, char32_t first, char32_t last) {
    return character >= first && character <= last;
}

bool is_joiner(char32_t character) {
    return character == 0x200D;
}

bool is_hidden(char32_t c) {
    return between(c, 0x200B, 0x200F) || between(c, 0x202A, 0x202E) || between(c, 0x2060, 0x206F) ||
           between(c, 0xFE00, 0xFE0F) || c == 0xFEFF || c == 0x00AD || c == 0x034F || c == 0x061C ||
           c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || between(c, 0x180B, 0x180F) ||
           c == 0x3164 || c == 0xFFA0 || between(c, 0xFFF9, 0xFFFB) || between(c, 0x1D173, 0x1D17A) ||
           between(c, 0xE0000, 0xE0FFF);
}

bool is_mark(char32_t c) {
    return between(c, 0x0300, 0x036F) || between(c, 0x0483, 0x0489) || between(c, 0x1AB0, 0x1AFF) ||
           between(c, 0x1DC0, 0x1DFF) || between(c, 0x20D0, 0x20FF) || between(c, 0xFE20, 0xFE2F);
}

bool is_skin_tone(char32_t character) {
    return between(character, 0x1F3FB, 0x1F3FF);
}
bool is_flag_letter(char32_t character) {
    return between(character, 0x1F1E6, 0x1F1FF);
}
bool is_control(char32_t character) {
    return character < 0x20 || between(character, 0x7F, 0x9F);
}
bool is_space(char32_t c) {
    return c == 0x20 || c == 0xA0 || c == 0x1680 || between(c, 0x2000, 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

// Writes what can be shown of a stream of characters.
class Cleaner {
public:
    explicit Cleaner(std::size_t bytes) { shown_.reserve(bytes); }

    void take(char32_t c) {
        if (is_joiner(c)) {
            joined_ = in_box_;
            return;
        }
        if (is_hidden(c)) return;
        if (c > 0xFFFF) return take_astral(c);
        in_box_ = joined_ = flag_open_ = false;
        if (is_mark(c)) return take_mark(c);
        flush();
        if (c == U'\n') return append_utf8(shown_, U'\n');
        if (c == U'\t' || is_space(c)) {
            letter_ = U' ';
        } else {
            letter_ = is_control(c) ? box_character : c;
        }
    }
    std::string finish() {
        flush();
        return std::move(shown_);
    }

private:
    void take_astral(char32_t c) {
        if (in_box_ && (joined_ || is_skin_tone(c))) {
            joined_ = false;
            return;
        }
        if (is_flag_letter(c) && flag_open_) {
            flag_open_ = false;
            return;
        }
        flush();
        letter_ = box_character;
        in_box_ = true;
        joined_ = false;
        flag_open_ = is_flag_letter(c);
    }
    void take_mark(char32_t mark) {
        if (const char32_t one = marks_ == 0 && letter_ != 0 ? composed(letter_, mark) : 0; one != 0) {
            letter_ = one;
            return;
        }
        if (marks_ == marks_max) return;
        if (letter_ != 0) append_utf8(shown_, letter_);
        letter_ = 0;
        ++marks_;
        append_utf8(shown_, mark);
    }
    void flush() {
        if (letter_ != 0) append_utf8(shown_, letter_);
        letter_ = 0;
        marks_ = 0;
    }

    std::string shown_;
    char32_t letter_ = 0;  // The last base letter, which a mark may still change.
    std::size_t marks_ = 0;
    bool in_box_ = false;
    bool joined_ = false;
    bool flag_open_ = false;
};

// How many bytes a sequence has that starts with this byte; 0 if none starts so.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

float advance(const ImFont& font, char32_t character) {
    return font.GetCharAdvance(static_cast<ImWchar>(character)) * font.Scale;
}

// A line may end after this character.
bool breaks_after(char32_t c) {
    return c == U' ' || c == U'-' || c == U'\u2013' || c == U'\u2014' || c == U'/';
}

// Fills one line from `text[first..]`, which holds no new line, and says where the next begins.
class LineFiller {
public:
    LineFiller(const ImFont& font, float width_px) : font_(font), width_px_(width_px) {}

    std::size_t fill(std::string_view text, std::size_t first, TextLine& line) const {
        std::size_t at = first;
        std::size_t last_break = first;
        float width = 0;
        float width_at_break = 0;
        float width_shown = 0;  // Without spaces at the end.
        while (at < text.size()) {
            const Decoded next = decode_first(text.substr(at));
            const float wide = advance(font_, next.character);
            const bool space = next.character == U' ';
            if (!space && width + wide > width_px_ + tolerance_px && at > first) {
                if (last_break == first) {
                    line = {first, at - first, width_shown};
                    return at;
                }
                line = {first, last_break - first, width_at_break};
                return last_break;
            }
            width += wide;
            at += next.bytes;
            if (!space) width_shown = width;
            if (breaks_after(next.character)) {
                last_break = at;
                width_at_break = width_shown;
            }
        }
        line = {first, at - first, width_shown};
        return at;
    }

private:
    const ImFont& font_;
    float width_px_;
};

}  // namespace

bool can_be_seen(char32_t character) {
    return !is_control(character) && !is_hidden(character);
}

Decoded decode_first(std::string_view text) {
    const auto byte = [&text](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const std::size_t length = sequence_length(byte(0));
    if (length == 1) return {byte(0), 1};
    if (length == 0) return {replacement_character, 1};
    char32_t character = byte(0) & (0xFFU >> (length + 1));
    for (std::size_t index = 1; index < length; ++index) {
        if (index >= text.size() || (byte(index) & 0xC0U) != 0x80) return {replacement_character, index};
        character = (character << 6U) | (byte(index) & 0x3FU);
        const bool overlong =
            index == 1 && ((length == 3 && character < 0x20) || (length == 4 && character < 0x10));
        const bool surrogate = index == 1 && length == 3 && character >= 0x360 && character <= 0x37F;
        const bool too_high = index == 1 && length == 4 && character > 0x10F;
        if (overlong || surrogate || too_high) return {replacement_character, 1};
    }
    return {character, length};
}

void append_utf8(std::string& text, char32_t c) {
    const auto byte = [&text](char32_t value) { text.push_back(static_cast<char>(value)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
    } else if (c < 0x10000) {
        byte(0xE0U | (c >> 12U));
        byte(0x80U | ((c >> 6U) & 0x3FU));
    } else {
        byte(0xF0U | (c >> 18U));
        byte(0x80U | ((c >> 12U) & 0x3FU));
        byte(0x80U | ((c >> 6U) & 0x3FU));
    }
    byte(0x80U | (c & 0x3FU));
}

std::string displayable(std::string_view from_people) {
    Cleaner cleaner(from_people.size());
    while (!from_people.empty()) {
        const Decoded next = decode_first(from_people);
        from_people.remove_prefix(next.bytes);
        const bool line_end_of_two = next.character == U'\r' && from_people.starts_with('\n');
        if (!line_end_of_two) cleaner.take(next.character == U'\r' ? U'\n' : next.character);
    }
    return cleaner.finish();
}

float font_height(const ImFont& font) {
    return font.FontSize * font.Scale;
}

float text_width(const ImFont& font, std::string_view text) {
    float width = 0;
    while (!text.empty()) {
        const Decoded next = decode_first(text);
        width += advance(font, next.character);
        text.remove_prefix(next.bytes);
    }
    return width;
}

TextBlock break_lines(const ImFont& font, std::string_view text, float width_px, std::size_t lines_max) {
    TextBlock block;
    const LineFiller filler(font, std::max(width_px, 1.0F));
    std::size_t first = 0;
    while (true) {
        const std::size_t new_line = std::min(text.find('\n', first), text.size());
        do {
            if (block.lines.size() == lines_max) {
                block.shortened = true;
                return block;
            }
            TextLine line;
            first = filler.fill(text.substr(0, new_line), first, line);
            block.width_px = std::max(block.width_px, line.width_px);
            block.lines.push_back(line);
        } while (first < new_line);
        if (new_line == text.size()) return block;
        first = new_line + 1;
    }
}

std::string shortened(const ImFont& font, std::string_view text, float width_px) {
    const std::string_view first_line = text.substr(0, text.find('\n'));
    const bool whole = first_line.size() == text.size();
    if (whole && text_width(font, text) <= width_px) return std::string(text);
    float width = advance(font, U'\u2026');
    std::size_t at = 0;
    while (at < first_line.size()) {
        const Decoded next = decode_first(first_line.substr(at));
        width += advance(font, next.character);
        if (width > width_px) break;
        at += next.bytes;
    }
    std::string shown(first_line.substr(0, at));
    while (shown.ends_with(' ')) shown.pop_back();
    return shown + "\u2026";
}

void draw_text(ImDrawList& list, const ImFont& font, const ImVec2& upper_left, Colour colour,
               std::string_view line) {
    if (line.empty()) return;
    const ImVec2 at{std::floor(upper_left.x), std::floor(upper_left.y)};
    if (at.y > list.GetClipRectMax().y || at.y + 2 * font_height(font) < list.GetClipRectMin().y) return;
    list.AddText(&font, font_height(font), at, IM_COL32(colour.red, colour.green, colour.blue, colour.alpha),
                 line.data(), line.data() + line.size());
}

}  // namespace equivox::ui
