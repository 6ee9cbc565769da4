// SPDX-License-Identifier: Apache-2.0
// A text being edited: caret, selection, rows, undo. No ImGui: fields.cpp feeds it keys and draws what it
// says.
//
// Why our own: ImGui 1.86 cannot break the lines of what is being typed, reverts a text on Escape, and makes
// of every character above U+FFFF a replacement character for good. Here nothing typed is lost, and an emoji
// is only *drawn* as a box.
//
// Positions count characters (code points), 0 to the length. A text that is not valid UTF-8 keeps its broken
// bytes as replacement characters once it was edited. Undo goes back up to 200 steps; letters typed in a row
// are one step.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace equivox::ui {

// How wide a character is drawn, in pixels.
using Advance = std::function<float(char32_t)>;

class TextEditor {
public:
    enum class Move : unsigned char {
        left,
        right,
        word_left,
        word_right,
        up,
        down,
        row_start,
        row_end,
        text_start,
        text_end
    };
    // One row on screen: its characters without a new line, and how wide they are.
    struct Row {
        std::size_t first = 0, end = 0;
        float width_px = 0;
    };
    struct Limits {
        bool one_line = false;           // New lines become spaces.
        std::size_t characters_max = 0;  // 0: none. What does not fit is not inserted.
    };

    // Begins to edit this text, the caret at its end, all of it selected if wanted.
    void start(std::string_view utf8, const Limits& limits, bool select_all);
    // Breaks it into rows. Call it again whenever the width, the font or the text changed.
    void lay_out(const Advance& advance, float width_px);

    void insert(std::u32string_view typed);  // In place of the selection. Keeps out what cannot be seen.
    void erase_before();                     // The selection, else the character before the caret.
    void erase_after();
    void erase_word_before();
    void move(Move which, bool select);
    void select_all();
    void click(float x_px, std::size_t row, bool select);
    void select_word();
    void undo();
    void redo();

    [[nodiscard]] std::string utf8() const;
    [[nodiscard]] std::string selected_utf8() const;
    [[nodiscard]] std::string shown(const Row& row) const;  // Displayable, a box for what the fonts lack.
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] std::size_t caret() const { return caret_; }
    [[nodiscard]] std::size_t caret_row() const { return row_of(caret_); }
    [[nodiscard]] float x_of(std::size_t position, std::size_t row) const;
    [[nodiscard]] std::size_t selection_first() const { return caret_ < anchor_ ? caret_ : anchor_; }
    [[nodiscard]] std::size_t selection_end() const { return caret_ < anchor_ ? anchor_ : caret_; }

private:
    struct State {
        std::u32string text;
        std::size_t caret = 0;
    };
    void remember(bool typing);
    bool erase_selection();
    void restore(std::vector<State>& from, std::vector<State>& to);
    void add_rows_of_paragraph(std::size_t first, std::size_t end, float width_px);
    [[nodiscard]] std::size_t row_of(std::size_t position) const;
    [[nodiscard]] std::size_t position_at(float x_px, std::size_t row) const;
    [[nodiscard]] std::size_t target(Move which) const;
    [[nodiscard]] std::size_t word_end(std::size_t from) const;
    [[nodiscard]] std::size_t word_start(std::size_t from) const;

    std::u32string text_;
    std::size_t caret_ = 0, anchor_ = 0;
    float wanted_x_ = -1;  // Where Up and Down want to go; -1: where the caret is.
    bool typing_run_ = false;
    Limits limits_;
    Advance advance_;
    std::vector<Row> rows_{Row{}};
    std::vector<State> undo_, redo_;
};

}  // namespace equivox::ui
