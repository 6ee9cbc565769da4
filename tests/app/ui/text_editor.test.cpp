// SPDX-License-Identifier: Apache-2.0
#include "app/ui/text_editor.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox::ui;
using Move = TextEditor::Move;

namespace {

// Every character is ten pixels wide.
TextEditor edit(std::string_view text, float width_px = 1000, const TextEditor::Limits& limits = {}) {
    TextEditor editor;
    editor.start(text, limits, false);
    editor.lay_out([](char32_t) { return 10.0F; }, width_px);
    return editor;
}

void lay_out(TextEditor& editor, float width_px) {
    editor.lay_out([](char32_t) { return 10.0F; }, width_px);
}

}  // namespace

TEST_CASE("what is typed goes where the caret is, in place of the selection") {
    TextEditor editor = edit("Hello");
    editor.insert(U" world");
    CHECK(editor.utf8() == "Hello world");
    editor.move(Move::word_left, true);
    CHECK(editor.selected_utf8() == "world");
    editor.insert(U"T\u0177");
    CHECK(editor.utf8() == "Hello T\u0177");
    editor.erase_before();
    CHECK(editor.utf8() == "Hello T");
}

TEST_CASE("rows are broken at spaces, and inside a word that is too long") {
    TextEditor editor = edit("aaa bbb ccccccccccc", 80);
    REQUIRE(editor.rows().size() == 3);
    CHECK(editor.shown(editor.rows()[0]) == "aaa bbb ");
    CHECK(editor.shown(editor.rows()[1]) == "cccccccc");
    CHECK(editor.shown(editor.rows()[2]) == "ccc");
}

TEST_CASE("the caret moves up and down in its column, over rows shorter than that") {
    TextEditor editor = edit("abcdef\nab\nabcdef");
    editor.click(50, 0, false);
    CHECK(editor.caret() == 5);
    editor.move(Move::down, false);
    CHECK(editor.caret() == 9);
    editor.move(Move::down, false);
    CHECK(editor.caret() == 15);
    editor.move(Move::up, false);
    editor.move(Move::up, false);
    CHECK(editor.caret() == 5);
}

TEST_CASE("a row of one line never breaks, and pasted new lines become spaces") {
    TextEditor editor = edit("", 50, {.one_line = true});
    editor.insert(U"one\ntwo\r\nthree\tfour");
    lay_out(editor, 50);
    CHECK(editor.rows().size() == 1);
    CHECK(editor.utf8() == "one two three four");
}

TEST_CASE("nothing invisible can be typed, and an emoji stays what it is") {
    TextEditor editor = edit("");
    editor.insert(U"a\u202E\u200Bb\x07\U0001F600");
    CHECK(editor.utf8() == "ab\U0001F600");
    lay_out(editor, 100);
    CHECK(editor.shown(editor.rows()[0]) == "ab\u25A1");
}

TEST_CASE("no more characters go in than are allowed, and none are lost that were there") {
    TextEditor editor = edit("12345678", 1000, {.characters_max = 10});
    editor.insert(U"abcdef");
    CHECK(editor.utf8() == "12345678ab");
    editor.insert(U"x");
    CHECK(editor.utf8() == "12345678ab");
    TextEditor longer = edit("12345", 1000, {.characters_max = 3});
    longer.insert(U"x");
    CHECK(longer.utf8() == "12345");
}

TEST_CASE("undo takes back a run of letters at once, redo brings it back") {
    TextEditor editor = edit("");
    for (const char32_t letter : std::u32string_view(U"word")) editor.insert(std::u32string(1, letter));
    editor.insert(U" pasted text");
    editor.undo();
    CHECK(editor.utf8() == "word");
    editor.undo();
    CHECK(editor.utf8().empty());
    editor.redo();
    editor.redo();
    CHECK(editor.utf8() == "word pasted text");
    editor.redo();
    CHECK(editor.utf8() == "word pasted text");
}

TEST_CASE("a word is selected by clicking twice, all by asking") {
    TextEditor editor = edit("one two three");
    editor.click(52, 0, false);
    editor.select_word();
    CHECK(editor.selected_utf8() == "two");
    editor.select_all();
    CHECK(editor.selected_utf8() == "one two three");
    editor.erase_after();
    CHECK(editor.utf8().empty());
}

TEST_CASE("moving at the ends of the text stays there") {
    TextEditor editor = edit("ab");
    editor.move(Move::right, false);
    editor.move(Move::down, false);
    CHECK(editor.caret() == 2);
    editor.move(Move::text_start, false);
    editor.move(Move::left, false);
    editor.move(Move::up, false);
    CHECK(editor.caret() == 0);
    editor.erase_before();
    CHECK(editor.utf8() == "ab");
}

TEST_CASE("a field takes text by mouse and keyboard, and Enter submits it") {
    HeadlessUi headless({800, 600});
    std::string name = "old";
    int submitted = 0;
    headless.frame([&](Ui& ui) {
        if (ui.text_field("Name", name).submitted) ++submitted;
    });
    headless.fill("Name", "new \U0001F600");
    CHECK(name == "new \U0001F600");
    headless.key(Key::enter);
    CHECK(submitted == 1);
    CHECK(headless.record().only("text field", "Name").value == "new \u25A1");
}

TEST_CASE("an area keeps new lines and grows, Ctrl+Enter submits, Escape keeps what was typed") {
    HeadlessUi headless({800, 600});
    std::string reasons;
    int submitted = 0;
    headless.frame([&](Ui& ui) {
        if (ui.text_area("Reasons", reasons, {.lines = 2}).submitted) ++submitted;
    });
    const float before = headless.record().only("text area", "Reasons").place.height();
    headless.fill("Reasons", "first\nsecond\nthird\nfourth");
    CHECK(reasons == "first\nsecond\nthird\nfourth");
    CHECK(headless.record().only("text area", "Reasons").place.height() > before);
    headless.key(Key::enter, true);
    CHECK(submitted == 1);
    headless.key(Key::escape);
    CHECK_FALSE(headless.context().typing());
    headless.type("lost");
    CHECK(reasons == "first\nsecond\nthird\nfourth");
}

TEST_CASE("copy, cut and paste go through the clipboard") {
    HeadlessUi headless({800, 600});
    std::string from = "carry me";
    std::string to;
    headless.frame([&](Ui& ui) {
        ui.text_field("From", from);
        ui.text_area("To", to);
    });
    headless.click("text field", "From");
    headless.key(Key::a, true);
    headless.key(Key::x, true);
    headless.click("text area", "To");
    headless.key(Key::v, true);
    headless.key(Key::v, true);
    CHECK(from.empty());
    CHECK(to == "carry mecarry me");
}

TEST_CASE("a screen that empties its field after Enter leaves the field ready for the next text") {
    HeadlessUi headless({800, 600});
    std::string line;
    std::vector<std::string> said;
    headless.frame([&](Ui& ui) {
        if (ui.text_field("Say", line).submitted) {
            said.push_back(line);
            line.clear();
        }
    });
    headless.click("text field", "Say");
    headless.type("one\n");
    headless.type("two\n");
    CHECK(said == std::vector<std::string>{"one", "two"});
    CHECK(line.empty());
}

TEST_CASE("a field stops at its limit, counts near it, and ten thousand pasted characters do no harm") {
    HeadlessUi headless({800, 600});
    std::string limited;
    std::string free;
    headless.frame([&](Ui& ui) {
        ui.text_field("Limited", limited, {.characters_max = 10});
        ui.text_area("Free", free);
    });
    headless.fill("Limited", "123456789012345");
    CHECK(limited == "1234567890");
    CHECK(headless.record().shows("10 of 10"));
    headless.fill("Free", std::string(10'000, 'x'));
    CHECK(free.size() == 10'000);
}
