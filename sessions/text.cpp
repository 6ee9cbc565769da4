// SPDX-License-Identifier: Apache-2.0
#include "sessions/text.hpp"

#include <utf8proc.h>

#include <cassert>
#include <cstdlib>
#include <memory>

namespace equivox {
namespace {

using Codepoint = utf8proc_int32_t;

// What a person could not have meant to type: controls, format characters (bidirectional marks, zero-width
// characters), private and unassigned characters, surrogates, and the line and paragraph separators.
bool is_unwanted(Codepoint c) {
    if (c == 0x034F || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x115F || c == 0x1160 || c == 0x3164 ||
        c == 0xFFA0)
        return true;  // invisible fillers and variation selectors that are not in the format category
    switch (utf8proc_category(c)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        default:
            return false;
    }
}

// Combining marks pile up over other lines of text; four on one letter is more than any language of the room
// needs.
constexpr int combining_marks_in_a_row = 4;

std::optional<std::vector<Codepoint>> decode(std::string_view text) {
    std::vector<Codepoint> result;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        Codepoint c = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &c);
        if (used <= 0) return std::nullopt;
        result.push_back(c);
        bytes += used;
        left -= used;
    }
    return result;
}

void append(std::string& out, Codepoint c) {
    utf8proc_uint8_t buffer[4];
    const utf8proc_ssize_t size = utf8proc_encode_char(c, buffer);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

std::string map_text(std::string_view text, utf8proc_option_t options) {
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                               static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    if (size < 0) return {};
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

// Puts cleaned characters together: one blank at most, one empty line at most, none at the ends.
class Composer {
public:
    explicit Composer(Lines lines) : lines_(lines) {}

    void add(Codepoint c) {
        if (c == '\n') {
            if (lines_ == Lines::one)
                blank_ = true;
            else
                ++line_ends_;
            marks_ = 0;
            return;
        }
        if (c == '\t' || utf8proc_category(c) == UTF8PROC_CATEGORY_ZS) {
            blank_ = true;
            marks_ = 0;
            return;
        }
        if (is_unwanted(c)) return;
        const bool mark =
            utf8proc_category(c) == UTF8PROC_CATEGORY_MN || utf8proc_category(c) == UTF8PROC_CATEGORY_ME;
        marks_ = mark ? marks_ + 1 : 0;
        if (marks_ > combining_marks_in_a_row) return;
        if (!out_.empty()) {
            if (line_ends_ > 0)
                out_.append(line_ends_ > 1 ? "\n\n" : "\n");
            else if (blank_)
                out_ += ' ';
        }
        blank_ = false;
        line_ends_ = 0;
        append(out_, c);
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    Lines lines_;
    std::string out_;
    bool blank_ = false;
    int line_ends_ = 0;
    int marks_ = 0;
};

std::string composed_form(const std::string& text) {
    if (text.empty()) return text;
    return map_text(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

// Takes out what is not wanted and puts line ends and blanks in order.
std::string tidy(const std::vector<Codepoint>& text, Lines lines) {
    Composer composer(lines);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Codepoint c = text[i];
        if (c == '\r') {
            if (i + 1 == text.size() || text[i + 1] != '\n') composer.add('\n');
        } else if (c == 0x2028 || c == 0x2029 || c == 0x0B || c == 0x0C || c == 0x85) {
            composer.add('\n');
        } else {
            composer.add(c);
        }
    }
    return composer.take();
}

}  // namespace

std::optional<std::string> clean_text(std::string_view raw, std::size_t limit, Lines lines,
                                      TextProblem* problem) {
    const auto fail = [&](TextProblem what) {
        if (problem) *problem = what;
        return std::nullopt;
    };
    // Nothing that cleaning takes away justifies more than this; it bounds the work on hostile text.
    if (raw.size() > 16 * (limit + 64)) return fail(TextProblem::too_long);
    const auto decoded = decode(raw);
    if (!decoded) return fail(TextProblem::not_text);
    // Composing can split one mark into two and move a mark past another, so that there is something to take
    // out again. Every turn but the last takes something out: clean text stays as it is when cleaned again.
    std::string composed = composed_form(tidy(*decoded, lines));
    for (;;) {
        std::string again = tidy(*decode(composed), lines);
        if (again == composed) break;
        composed = composed_form(again);
    }
    if (character_count(composed) > limit) return fail(TextProblem::too_long);
    return composed;
}

std::size_t character_count(std::string_view clean) {
    std::size_t count = 0;
    for (const char c : clean)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
    return count;
}

std::string name_key(std::string_view clean) {
    return map_text(clean,
                    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
}

std::vector<std::string> clauses_of(std::string_view clean) {
    std::vector<std::string> result;
    std::size_t begin = 0;
    while (begin <= clean.size()) {
        const std::size_t end = std::min(clean.find('\n', begin), clean.size());
        if (end > begin) result.emplace_back(clean.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

}  // namespace equivox
