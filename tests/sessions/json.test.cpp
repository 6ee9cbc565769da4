// SPDX-License-Identifier: Apache-2.0
#include "sessions/json.hpp"

#include <catch2/catch.hpp>

#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using Catch::Matchers::Contains;

template <class T = Command>
std::string error_of(std::string_view text, const JsonLimits& limits = {}) {
    try {
        (void)from_json_text<T>(text, limits);
    } catch (const JsonError& error) {
        return error.what();
    }
    return "(accepted)";
}

TEST_CASE("An error names the place of what is wrong") {
    CHECK(error_of(R"({"type":"close_box","box":"1"})") == "$.box: expected a whole number");
    CHECK(error_of(R"({"type":"close_box"})") == "$.box: missing");
    CHECK(error_of(R"({"type":"open_box","kind":"votes"})") == "$.kind: is not one of the known words");
    CHECK(error_of<Event>(
              R"({"type":"box_released","box":1,"counted":[],"release":{"type":"answers","answers":[)"
              R"({"question":1,"text":""},{"question":"2","text":""}]}})") ==
          "$.release.answers[1].question: expected a whole number");
    CHECK(error_of(R"({"type":"vote"})") == "$.type: is not one of the known types");
    CHECK(error_of(R"({"box":1})") == "$.type: missing");
    CHECK(error_of("[]") == "$: expected an object");
}

TEST_CASE("A member that does not belong is refused and so is one that stands twice") {
    CHECK(error_of(R"({"type":"close_box","box":1,"seat":3})") ==
          "$: has a member that does not belong here");
    CHECK(error_of(R"({"type":"close_box","box":1,"box":2})") == "$: the member \"box\" stands there twice");
    CHECK(error_of(R"({"type":"close_box","box":1,"b\u006fx":2})") ==
          "$: the member \"box\" stands there twice");
    CHECK(error_of(R"({"type":"close_box","type":"close_box","box":1})") ==
          "$: the member \"type\" stands there twice");
}

TEST_CASE("The same member in two objects is no fault") {
    CHECK(error_of<std::vector<ProposalEntry>>(R"([{"title":"a","text":""},{"title":"b","text":""}])") ==
          "(accepted)");
}

TEST_CASE("Numbers are whole and within range") {
    for (const char* number : {"1.0", "1.5", "1e0", "1E2", "-0.0", "0.1", "1e400"})
        CHECK_THAT(error_of(R"({"type":"close_box","box":)" + std::string(number) + "}"), Contains("$"));
    for (const char* number : {"-1", "4294967296", "9223372036854775808", "18446744073709551615"})
        CHECK(error_of(R"({"type":"close_box","box":)" + std::string(number) + "}") ==
              "$.box: the number is out of range");
    for (const char* number : {"18446744073709551616", "NaN", "Infinity", "-Infinity", "+1", "01", "0x1",
                               ".5", "1.", "-", "1_000", "true", "null", "[1]"})
        CHECK(error_of(R"({"type":"close_box","box":)" + std::string(number) + "}") != "(accepted)");
    CHECK(error_of(R"({"type":"close_box","box":4294967295})") == "(accepted)");
}

TEST_CASE("What follows the message is refused") {
    CHECK(error_of(R"({"type":"leave_seat"})"
                   " \r\n\t ") == "(accepted)");
    for (const char* trailing : {"x", "{}", ",", "]", "\0"})
        CHECK(error_of(R"({"type":"leave_seat"})" + std::string(trailing, 1)) ==
              "$: something follows the end of the message");
}

TEST_CASE("Incomplete and malformed messages are refused") {
    const std::string whole =
        R"({"type":"draft_outcome","outcome":{"kind":"deferred","text":"x","reasons":"","owner":"",)"
        R"("review_date":"","dissent":""}})";
    REQUIRE(error_of(whole) == "(accepted)");
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(error_of(std::string_view(whole).substr(0, length)) != "(accepted)");
    for (const char* text : {"{'type':'leave_seat'}", "{type:\"leave_seat\"}", "{\"type\":\"leave_seat\",}",
                             "// c\n{\"type\":\"leave_seat\"}", "{\"type\":\"leave\tseat\"}"})
        CHECK(error_of(text) != "(accepted)");
}

TEST_CASE("Texts are UTF-8 and surrogates come in pairs") {
    const auto text = [](const std::string& value) {
        return error_of<ProposalEntry>("{\"title\":\"" + value + "\",\"text\":\"\"}");
    };
    CHECK(text("\\ud83d\\ude42") == "(accepted)");
    CHECK(from_json_text<ProposalEntry>("{\"title\":\"\\ud83d\\ude42\",\"text\":\"\"}").title ==
          "\xF0\x9F\x99\x82");
    for (const char* value : {"\\ud83d", "\\ude42", "\\ud83d\\ud83d", "\\ud83dx", "\\u12", "\\x41", "\xFF",
                              "\xC3\x28", "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "\x01"})
        CHECK(text(value) != "(accepted)");
}

TEST_CASE("A known word is the whole word") {
    CHECK(error_of(R"({"type":"open_box","kind":"ranking","outsiders_only":false})") == "(accepted)");
    for (const char* word : {"Ranking", "ranking ", "rank", "", "ranking\\u0000", "ranking\\u0000x", "3"})
        CHECK(error_of(R"({"type":"open_box","kind":")" + std::string(word) + "\"}") ==
              "$.kind: is not one of the known words");
    CHECK(error_of(R"({"type":"leave_seat\u0000"})") == "$.type: is not one of the known types");
}

TEST_CASE("Depth and length have limits") {
    const JsonLimits limits{.bytes = 100, .depth = 4};
    CHECK(error_of<Ranking>("[[1],[2]]", limits) == "(accepted)");
    CHECK(error_of<Ranking>("[[[[1]]]]", limits) == "$[0][0]: expected a whole number");
    CHECK_THAT(error_of<Ranking>("[[[[[1]]]]]", limits), Contains("not JSON that is accepted here"));
    CHECK_THAT(error_of<Ranking>(std::string(1'000'000, '['), {.bytes = 2'000'000, .depth = 8}),
               Contains("not JSON that is accepted here"));
    CHECK(error_of<Ranking>("[" + std::string(99, ' ') + "]", limits) == "$: longer than 100 bytes");
    CHECK(error_of<Ranking>("[" + std::string(98, ' ') + "]", limits) == "(accepted)");
}

TEST_CASE("A key of any length is no more than an unknown member") {
    for (const std::size_t length : {60U, 64U, 65U, 10'000U})
        CHECK(error_of("{\"type\":\"leave_seat\",\"" + std::string(length, 'k') + "\":1}") != "(accepted)");
}

TEST_CASE("An absent optional is left out and null is not absence") {
    CHECK(to_json_text(Command(OpenBox{BoxKind::ranking, {}})) ==
          R"({"type":"open_box","kind":"ranking","outsiders_only":false})");
    CHECK(error_of(R"({"type":"open_box","kind":"ranking","proposal":null})") ==
          "$.proposal: expected a whole number");
}

TEST_CASE("Texts keep every character and the zero character too") {
    const ProposalEntry entry{std::string("a\0b\"\\/\x01", 7), "\xE2\x80\xA8<script>\n"};
    CHECK(testing::state_text(from_json_text<ProposalEntry>(to_json_text(entry))) ==
          testing::state_text(entry));
}

}  // namespace
}  // namespace equivox
