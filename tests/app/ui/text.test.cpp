// SPDX-License-Identifier: Apache-2.0
#include "app/ui/text.hpp"

#include <catch2/catch.hpp>

#include "app/ui/composition.hpp"
#include "app/ui/headless.hpp"

using namespace equivox::ui;
using namespace std::string_literals;

namespace {

// A font to measure with.
ImFont& some_font() {
    static FontSet fonts(make_theme({}), FontSource::built_in);
    return fonts.font(Type::body);
}

// Every widget with that text; how often its button was used.
int everything(Ui& ui, const std::string& text, std::string& value, bool& on) {
    ui.heading(text);
    ui.text(text);
    ui.badge(text);
    ui.notice(text, text);
    ui.figure(text, text);
    ui.fitted_heading(text, 10);
    const int uses = ui.button(text) ? 1 : 0;
    ui.text_field(text, value, {.hint = text});
    ui.text_area(text, value, {.problem = text});
    ui.checkbox(text, on, {.detail = text});
    ui.row_item(text, {.detail = text, .value = text});
    ui.row([&] {
        ui.text(text);
        ui.spring();
        ui.text(text);
    });
    const std::vector<TableColumn> columns{{text}, {text}};
    const std::vector<std::vector<std::string>> cells{{text, text}, {text}};
    ui.table(columns, cells);
    return uses;
}

}  // namespace

TEST_CASE("ordinary text is shown as it is, format signs and ImGui's id marks too") {
    for (const auto* text :
         {"", "St Mary\u2019s 2", "%s %n %100000d", "a##b", "###", "T\u0177 \u1E81\u1E83", "\u03A9 \u0416"}) {
        CHECK(displayable(text) == text);
    }
}

TEST_CASE("bytes that are not UTF-8 become one replacement character for each broken sequence") {
    CHECK(displayable("a\xFFz") == "a\uFFFDz");
    CHECK(displayable("\xC3") == "\uFFFD");
    CHECK(displayable("\xE2\x82z") == "\uFFFDz");
    CHECK(displayable("\xC0\xAF") == "\uFFFD\uFFFD");              // Overlong.
    CHECK(displayable("\xED\xA0\x80").starts_with("\uFFFD"));      // A surrogate.
    CHECK(displayable("\xF4\x90\x80\x80").starts_with("\uFFFD"));  // Beyond Unicode.
}

TEST_CASE("bidirectional controls and characters without width are taken out") {
    CHECK(displayable("pay\u202Egnp.\u202C now") == "paygnp. now");
    CHECK(displayable("\u2066a\u2069\u200B\u200Db\uFEFF\u00AD\u2060") == "ab");
    CHECK(displayable("\U000E0041x") == "x");
}

TEST_CASE("a control character is a box, a tab a space, and all ends of line are one") {
    CHECK(displayable("a\x1B[31m") == "a\u25A1[31m");
    CHECK(displayable("a\0b"s) == "a\u25A1b");
    CHECK(displayable("a\tb\r\nc\rd\ne") == "a b\nc\nd\ne");
}

TEST_CASE("an emoji is one box, however many characters it is made of") {
    CHECK(displayable("\U0001F600") == "\u25A1");
    CHECK(displayable("a\U0001F468\u200D\U0001F469\u200D\U0001F467b") == "a\u25A1b");
    CHECK(displayable("\U0001F44D\U0001F3FD") == "\u25A1");
    CHECK(displayable("\U0001F1EC\U0001F1E7\U0001F1EB\U0001F1F7") == "\u25A1\u25A1");
    CHECK(displayable("\U0001F600\U0001F600") == "\u25A1\u25A1");
}

TEST_CASE("letters and marks that came apart are put together, and piles of marks are cut") {
    CHECK(displayable("Tw\u0302r") == "T\u0175r");
    CHECK(displayable("u\u0308\u0301") == "\u01D8");
    CHECK(displayable("x\u0489\u0489\u0489\u0489\u0489y") == "x\u0489\u0489y");
    CHECK(composed(U'e', 0x301) == U'\u00E9');
    CHECK(composed(U'q', 0x301) == 0);
}

TEST_CASE("what was made displayable stays as it is") {
    for (const auto* text :
         {"a\xFFz", "x\u0489\u0489\u0489", "\U0001F600\u200Bq", "w\u0302\u202E", "\x01\t\r\n"}) {
        const std::string once = displayable(text);
        CHECK(displayable(once) == once);
    }
}

TEST_CASE("lines break at spaces and hold every character once") {
    const std::string text = "one two three four five six seven eight nine ten";
    const float width = text_width(some_font(), "one two three ");
    const TextBlock block = break_lines(some_font(), text, width);
    CHECK(block.lines.size() > 2);
    std::string all;
    for (const TextLine& line : block.lines) {
        CHECK(line.width_px <= width + 1);
        all += text.substr(line.first, line.length);
    }
    CHECK(all == text);
}

TEST_CASE("a word of ten thousand characters is broken inside, in a fitting number of lines") {
    const std::string word(10'000, 'm');
    const float width = text_width(some_font(), std::string(100, 'm'));
    const TextBlock block = break_lines(some_font(), word, width);
    CHECK(block.lines.size() == 100);
    CHECK(break_lines(some_font(), word, width, 3).lines.size() == 3);
    CHECK(break_lines(some_font(), word, width, 3).shortened);
    CHECK(break_lines(some_font(), word, 0).lines.size() == 10'000);
}

TEST_CASE("empty lines count, and an empty text is one line") {
    CHECK(break_lines(some_font(), "", 100).lines.size() == 1);
    CHECK(break_lines(some_font(), "a\n\nb\n", 100).lines.size() == 4);
}

TEST_CASE("a shortened text ends in an ellipsis and fits") {
    const float width = text_width(some_font(), "Northern Amb");
    const std::string shown = shortened(some_font(), "Northern Ambulance", width);
    CHECK(shown.ends_with("\u2026"));
    CHECK(text_width(some_font(), shown) <= width);
    CHECK(shortened(some_font(), "North", width) == "North");
    CHECK(shortened(some_font(), "a\nb", width) == "a\u2026");
}

TEST_CASE("hostile texts are drawn by every widget, recorded whole, and break nothing") {
    const std::vector<std::string> hostile{"%s%n%s",
                                           "##",
                                           "###hidden",
                                           "Save##1",
                                           std::string(10'000, 'W'),
                                           std::string(2'000, ' '),
                                           "\u202Eevil\u2066",
                                           "\u200B\u200D",
                                           "\xFF\xFE\x80",
                                           "\U0001F600\U0001F1EC\U0001F1E7",
                                           "<b>&amp;</b>",
                                           "line\nline\n\n\n",
                                           std::string("nul\0nul", 7),
                                           ""};
    for (const FontSource fonts : {FontSource::built_in, FontSource::embedded}) {
        for (const std::string& text : hostile) {
            HeadlessUi headless({1366, 768}, {.fonts = fonts});
            std::string value = text;
            bool on = false;
            int uses = 0;
            headless.frame([&](Ui& ui) {
                ui.page(
                    nullptr, [&] { uses += everything(ui, text, value, on); },
                    [&] { ui.text(text, {.lines_max = 1}); });
            });
            CAPTURE(displayable(text).substr(0, 40));
            CHECK(headless.record().only("button", displayable(text)).enabled);
            headless.click("button", displayable(text));
            CHECK(uses == 1);
            CHECK(value == text);
        }
    }
}
