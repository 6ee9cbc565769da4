// SPDX-License-Identifier: Apache-2.0
#include "sessions/text.hpp"

#include <catch2/catch.hpp>

#include "tests/support/random_workshop.hpp"

namespace equivox {
namespace {

std::string many(std::string_view raw, std::size_t limit = limits::text) {
    return clean_text(raw, limit, Lines::many).value_or("(refused)");
}
std::string one(std::string_view raw) {
    return clean_text(raw, limits::title, Lines::one).value_or("(refused)");
}
TextProblem problem_of(std::string_view raw, std::size_t limit) {
    TextProblem problem{};
    REQUIRE_FALSE(clean_text(raw, limit, Lines::many, &problem));
    return problem;
}
std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

TEST_CASE("Plain text is kept as it was typed") {
    CHECK(one("One discharge hub") == "One discharge hub");
    CHECK(one("") == "");
    CHECK(many("First\nSecond") == "First\nSecond");
}

TEST_CASE("Text is stored composed so that equal texts are equal bytes") {
    CHECK(one("Cafe\xCC\x81") == "Caf\xC3\xA9");
    CHECK(one("A\xCC\x8A") == one("\xE2\x84\xAB"));  // A with ring, and the angstrom sign
}

TEST_CASE("Direction marks and other format characters are taken out") {
    CHECK(one("\xE2\x80\xAE"
              "evil\xE2\x80\xAC") == "evil");                      // override, pop
    CHECK(one("\xE2\x81\xA6iso\xE2\x81\xA9lated") == "isolated");  // isolates
    CHECK(one("a\xE2\x80\x8B"
              "b\xE2\x80\x8D"
              "c\xEF\xBB\xBF") == "abc");  // zero-width space, joiner, mark
    CHECK(one("a\xC2\xAD"
              "b") == "ab");  // soft hyphen
    CHECK(one("a\xF3\xA0\x81\x81"
              "b") == "ab");  // tag letters
    CHECK(one("a\xEF\xB8\x8F\xE3\x85\xA4"
              "b") == "ab");  // variation selector, filler
}

TEST_CASE("A text of invisible characters only is empty") {
    CHECK(one("\xE2\x80\x8B\xE2\x80\x8F\xEF\xBB\xBF \t\n") == "");
}

TEST_CASE("Control characters are taken out and the zero character ends nothing") {
    CHECK(one(std::string_view("a\0b\x07"
                               "c\x1B[31m",
                               10)) == "abc[31m");
}

TEST_CASE("Letters of every script stay") {
    for (const std::string_view text :
         {"\xC5\xB4\xC5\xB7n", "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7", "\xE5\x8C\xBB\xE9\x99\xA2",
          "\xF0\x9F\x99\x82", "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80"})
        CHECK(one(text) == text);
}

TEST_CASE("Markup and format directives are kept literally") {
    for (const std::string_view text : {"<script>alert(1)</script>", "&amp;", "%s%n%x", "Name##id", "###",
                                        "{0} ${x} `y`", "=1+1", "a\\nb", "\"quoted\" 'single'"})
        CHECK(one(text) == text);
}

TEST_CASE("Blanks at the ends go and blanks within become one") {
    CHECK(one("  a \t  b\xC2\xA0\xE2\x80\x83 c  ") == "a b c");
    CHECK(many("  a  \n  b  ") == "a\nb");
}

TEST_CASE("Every kind of line end becomes one newline and blank lines become one") {
    CHECK(many("a\r\nb\rc\xE2\x80\xA8"
               "d\xE2\x80\xA9"
               "e\x0B"
               "f\x0C"
               "g\xC2\x85"
               "h") == "a\nb\nc\nd\ne\nf\ng\nh");
    CHECK(many("a\n\n\n \n\t\nb") == "a\n\nb");
    CHECK(many("\n\na\n\n") == "a");
    CHECK(one("a\nb\r\n\r\nc") == "a b c");
}

TEST_CASE("Invalid UTF-8 is no text") {
    for (const std::string_view text : {"\xFF", "a\xC3", "\xC3\x28", "\xE2\x82", "\xED\xA0\x80", "\xC0\xAF",
                                        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80"})
        CHECK(problem_of(text, 80) == TextProblem::not_text);
}

TEST_CASE("A text may be as long as the limit in characters and no longer") {
    CHECK(many(std::string(80, 'x'), 80).size() == 80);
    CHECK(many(repeated("\xF0\x9F\x99\x82", 80), 80).size() == 320);
    CHECK(problem_of(std::string(81, 'x'), 80) == TextProblem::too_long);
    CHECK(problem_of(repeated("\xF0\x9F\x99\x82", 81), 80) == TextProblem::too_long);
}

TEST_CASE("Ten thousand characters are too long for every field") {
    for (const std::size_t limit : {limits::name, limits::title, limits::text, limits::reason})
        CHECK(problem_of(std::string(10'000, 'x'), limit) == TextProblem::too_long);
}

TEST_CASE("What is taken out does not count towards the limit") {
    CHECK(many(repeated("x\xE2\x80\x8B", 80), 80) == std::string(80, 'x'));
    CHECK(many(std::string(70, ' ') + std::string(80, 'x'), 80) == std::string(80, 'x'));
}

TEST_CASE("Combining marks do not pile up") {
    const std::string pile = one("a" + repeated("\xCC\xB8", 60) + "b");
    CHECK(pile == "a" + repeated("\xCC\xB8", 4) + "b");
    CHECK(character_count(one("a" + repeated("\xCD\xA0", 60))) == 5);
}

// What is clean stays as it is when it is cleaned again. The journal relies on it: an event whose text is not
// clean can not have happened.
TEST_CASE("Cleaning a clean text changes nothing") {
    std::vector<std::string> texts{
        "a\xCD\x84\xCD\x84\xCD\x84\xCD\x84",                              // one mark that composing splits
        "\xE0\xA5\x98\xCC\x81\xCC\x81\xCC\x81\xCC\x81",                   // a letter that composing splits
        "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xE3\x80\xAE\xCC\x81\xCC\x81",  // a mark that composing moves
        "a\xCD\x8F\xCC\x81",                                              // a joiner between letter and mark
        "\xE2\x80\x80x\xE2\x80\x81y",
        "\xCD\xBE",
        "\xEF\xA4\x80",
        "\xCC\x81start"};
    const std::vector<std::string> pieces{"a",
                                          " ",
                                          "\n",
                                          "\xCC\x81",
                                          "\xCD\x84",
                                          "\xE0\xA5\x98",
                                          "\xE3\x80\xAE",
                                          "\xCC\xA7",
                                          "\xE1\x84\x80",
                                          "\xE1\x85\xA1",
                                          "\xE1\x86\xA8",
                                          "\xCD\x8F",
                                          "\xE2\x80\x8B",
                                          "\xF0\x9D\x85\x9E",
                                          "\xE0\xBE\xB2",
                                          "\xE0\xBD\xB1",
                                          "\xE0\xBE\x80",
                                          "\t",
                                          "\r"};
    SeededChance chance(7);
    for (int i = 0; i < 4000; ++i) {
        std::string& text = texts.emplace_back();
        const std::uint32_t length = chance.below(14);
        for (std::uint32_t j = 0; j < length; ++j)
            text += pieces[chance.below(static_cast<std::uint32_t>(pieces.size()))];
    }
    for (const std::string& text : texts)
        for (const Lines lines : {Lines::one, Lines::many}) {
            const auto clean = clean_text(text, 200, lines);
            REQUIRE(clean);
            INFO(*clean);
            CHECK(clean_text(*clean, 200, lines) == clean);
            CHECK(clean_text(*clean, 200, Lines::many) == clean);
        }
}

TEST_CASE("Names are one name whatever their case and width and encoding") {
    CHECK(name_key("St Mary's") == name_key("ST MARY'S"));
    CHECK(name_key("Cafe\xCC\x81") == name_key("CAF\xC3\x89"));
    CHECK(name_key("\xEF\xBC\xA1\xEF\xBC\xA2") == name_key("ab"));  // full-width letters
    CHECK(name_key("stra\xC3\x9F"
                   "e") == name_key("STRASSE"));
    CHECK(name_key("St Mary's") != name_key("St Marys"));
}

TEST_CASE("Clauses are the lines that are not empty") {
    CHECK(clauses_of("").empty());
    CHECK(clauses_of("One") == std::vector<std::string>{"One"});
    CHECK(clauses_of("One\n\nTwo\nThree") == std::vector<std::string>{"One", "Two", "Three"});
}

TEST_CASE("Characters are counted and not bytes") {
    CHECK(character_count("") == 0);
    CHECK(character_count("abc") == 3);
    CHECK(character_count("\xC3\xA9\xF0\x9F\x99\x82") == 2);
}

}  // namespace
}  // namespace equivox
