// SPDX-License-Identifier: Apache-2.0
#include "app/ui/text_editor.hpp"

#include <algorithm>
#include <utility>

#include "app/ui/text.hpp"

namespace equivox::ui {
namespace {

constexpr std::size_t undo_max = 200;

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t one : text) append_utf8(out, one);
    return out;
}

bool in_word(char32_t character) {
    return character > U' ' && character != U',' && character != U'.';
}

bool breaks_after(char32_t character) {
    return character == U' ' || character == U'-' || character == U'/';
}

}  // namespace

void TextEditor::start(std::string_view utf8, const Limits& limits, bool select_all_of_it) {
    *this = TextEditor();
    limits_ = limits;
    while (!utf8.empty()) {
        const Decoded next = decode_first(utf8);
        text_.push_back(next.character);
        utf8.remove_prefix(next.bytes);
    }
    caret_ = anchor_ = text_.size();
    if (select_all_of_it) anchor_ = 0;
}

void TextEditor::lay_out(const Advance& advance, float width_px) {
    advance_ = advance;
    rows_.clear();
    std::size_t first = 0;
    while (true) {
        const std::size_t end =
            limits_.one_line ? text_.size() : std::min(text_.find(U'\n', first), text_.size());
        if (limits_.one_line) {
            Row row{first, end, 0};
            for (std::size_t at = first; at < end; ++at) row.width_px += advance_(text_[at]);
            rows_.push_back(row);
        } else {
            add_rows_of_paragraph(first, end, width_px);
        }
        if (end == text_.size()) return;
        first = end + 1;
    }
}

void TextEditor::add_rows_of_paragraph(std::size_t first, std::size_t end, float width_px) {
    Row row{first, first, 0};
    std::size_t last_break = first;
    float width_at_break = 0;
    for (std::size_t at = first; at < end;) {
        const float wide = advance_(text_[at]);
        // A space at the end of a row may stand out; everything else must fit.
        if (text_[at] != U' ' && row.width_px + wide > width_px && at > row.first) {
            const bool at_break = last_break > row.first;
            const std::size_t cut = at_break ? last_break : at;
            rows_.push_back({row.first, cut, at_break ? width_at_break : row.width_px});
            row = {cut, cut, 0};
            at = last_break = cut;
            continue;
        }
        row.width_px += wide;
        ++at;
        if (breaks_after(text_[at - 1])) {
            last_break = at;
            width_at_break = row.width_px;
        }
    }
    rows_.push_back({row.first, end, row.width_px});
}

void TextEditor::remember(bool typing) {
    redo_.clear();
    if (typing && typing_run_) return;
    typing_run_ = typing;
    undo_.push_back({text_, caret_});
    if (undo_.size() > undo_max) undo_.erase(undo_.begin());
}

void TextEditor::restore(std::vector<State>& from, std::vector<State>& to) {
    if (from.empty()) return;
    to.push_back({std::move(text_), caret_});
    text_ = std::move(from.back().text);
    caret_ = anchor_ = from.back().caret;
    from.pop_back();
    typing_run_ = false;
}

void TextEditor::undo() {
    restore(undo_, redo_);
}
void TextEditor::redo() {
    restore(redo_, undo_);
}

bool TextEditor::erase_selection() {
    const std::size_t first = selection_first();
    const std::size_t count = selection_end() - first;
    text_.erase(first, count);
    caret_ = anchor_ = first;
    return count > 0;
}

void TextEditor::insert(std::u32string_view typed) {
    std::u32string clean;
    for (std::size_t index = 0; index < typed.size(); ++index) {
        const char32_t one = typed[index];
        if (one == U'\r') {
            if (index + 1 == typed.size() || typed[index + 1] != U'\n')
                clean.push_back(limits_.one_line ? U' ' : U'\n');
        } else if (one == U'\n' || one == U'\t') {
            clean.push_back(limits_.one_line || one == U'\t' ? U' ' : U'\n');
        } else if (can_be_seen(one)) {
            clean.push_back(one);
        }
    }
    if (clean.empty()) return;
    const bool one_letter = clean.size() == 1 && selection_first() == selection_end();
    remember(one_letter);
    erase_selection();
    if (limits_.characters_max > 0) {
        clean.resize(
            std::min(clean.size(), limits_.characters_max - std::min(text_.size(), limits_.characters_max)));
    }
    text_.insert(caret_, clean);
    caret_ = anchor_ = caret_ + clean.size();
    wanted_x_ = -1;
}

void TextEditor::erase_before() {
    remember(false);
    if (!erase_selection() && caret_ > 0) {
        text_.erase(caret_ - 1, 1);
        anchor_ = --caret_;
    }
    wanted_x_ = -1;
}

void TextEditor::erase_after() {
    remember(false);
    if (!erase_selection() && caret_ < text_.size()) text_.erase(caret_, 1);
    wanted_x_ = -1;
}

void TextEditor::erase_word_before() {
    if (selection_first() == selection_end()) anchor_ = word_start(caret_);
    erase_before();
}

void TextEditor::move(Move which, bool select) {
    typing_run_ = false;
    const bool vertical = which == Move::up || which == Move::down;
    if (vertical && wanted_x_ < 0) wanted_x_ = x_of(caret_, caret_row());
    const bool selected = selection_first() != selection_end();
    if (selected && !select && (which == Move::left || which == Move::right)) {
        caret_ = which == Move::left ? selection_first() : selection_end();
    } else {
        caret_ = target(which);
    }
    if (!vertical) wanted_x_ = -1;
    if (!select) anchor_ = caret_;
}

std::size_t TextEditor::target(Move which) const {
    const std::size_t row = caret_row();
    switch (which) {
        case Move::left:
            return caret_ == 0 ? 0 : caret_ - 1;
        case Move::right:
            return std::min(caret_ + 1, text_.size());
        case Move::word_left:
            return word_start(caret_);
        case Move::word_right:
            return word_end(caret_);
        case Move::up:
            return row == 0 ? 0 : position_at(wanted_x_, row - 1);
        case Move::down:
            return row + 1 == rows_.size() ? text_.size() : position_at(wanted_x_, row + 1);
        case Move::row_start:
            return rows_[row].first;
        case Move::row_end: {
            // The end of a row that was broken belongs to the next row: stay before its last character.
            const bool broken = row + 1 < rows_.size() && rows_[row + 1].first == rows_[row].end;
            return rows_[row].end - (broken && rows_[row].end > rows_[row].first ? 1 : 0);
        }
        case Move::text_start:
            return 0;
        case Move::text_end:
            break;
    }
    return text_.size();
}

std::size_t TextEditor::word_start(std::size_t from) const {
    while (from > 0 && !in_word(text_[from - 1])) --from;
    while (from > 0 && in_word(text_[from - 1])) --from;
    return from;
}

std::size_t TextEditor::word_end(std::size_t from) const {
    while (from < text_.size() && !in_word(text_[from])) ++from;
    while (from < text_.size() && in_word(text_[from])) ++from;
    return from;
}

void TextEditor::select_all() {
    anchor_ = 0;
    caret_ = text_.size();
    typing_run_ = false;
}

void TextEditor::click(float x_px, std::size_t row, bool select) {
    caret_ = position_at(x_px, std::min(row, rows_.size() - 1));
    if (!select) anchor_ = caret_;
    wanted_x_ = -1;
    typing_run_ = false;
}

void TextEditor::select_word() {
    anchor_ = caret_ < text_.size() && in_word(text_[caret_]) ? caret_ : word_start(caret_);
    while (anchor_ > 0 && in_word(text_[anchor_ - 1])) --anchor_;
    caret_ = word_end(anchor_);
}

std::size_t TextEditor::row_of(std::size_t position) const {
    const auto after = std::ranges::upper_bound(rows_, position, {}, &Row::first);
    return after == rows_.begin() ? 0 : static_cast<std::size_t>(after - rows_.begin()) - 1;
}

float TextEditor::x_of(std::size_t position, std::size_t row) const {
    float x = 0;
    for (std::size_t at = rows_[row].first; at < std::min(position, rows_[row].end); ++at)
        x += advance_(text_[at]);
    return x;
}

std::size_t TextEditor::position_at(float x_px, std::size_t row) const {
    const Row& here = rows_[row];
    const bool broken = row + 1 < rows_.size() && rows_[row + 1].first == here.end;
    const std::size_t last = here.end - (broken && here.end > here.first ? 1 : 0);
    float x = 0;
    for (std::size_t at = here.first; at < last; ++at) {
        const float wide = advance_(text_[at]);
        if (x_px < x + wide / 2) return at;
        x += wide;
    }
    return last;
}

std::string TextEditor::utf8() const {
    return to_utf8(text_);
}

std::string TextEditor::selected_utf8() const {
    return to_utf8(std::u32string_view(text_).substr(selection_first(), selection_end() - selection_first()));
}

std::string TextEditor::shown(const Row& row) const {
    std::string out;
    for (std::size_t at = row.first; at < row.end; ++at) {
        append_utf8(out, text_[at] > 0xFFFF || !can_be_seen(text_[at]) ? box_character : text_[at]);
    }
    return out;
}

}  // namespace equivox::ui
