// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/election_format.hpp"

#include <catch2/catch.hpp>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox::tally;

namespace {

struct ReadBallot {
    std::string tags;
    std::vector<std::uint8_t> code;
    Count weight;
    Count count;
};

struct ReadFile {
    ElectionHeader header;
    std::vector<ReadBallot> ballots;
};

ReadFile read(const std::string& text, std::size_t block_bytes = 1 << 16) {
    ReadFile file;
    file.header =
        read_election_lines(reader_of(text, block_bytes), [&](const BallotLine& line, const ElectionHeader&) {
            file.ballots.push_back(
                {std::string(line.tags), {line.code.begin(), line.code.end()}, line.weight, line.count});
        });
    return file;
}

std::string error_of(const std::string& text) {
    try {
        read(text);
    } catch (const ElectionFormatError& error) {
        return error.what();
    }
    return "no error";
}

using Code = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("a ballot line has tags, a ranking, a weight and a number", "[format]") {
    const ReadFile file =
        read("#/Candidates: A ; B ; C\n#/Weight Allowed: true\n\norg 1 , x || B > C = A ^6 * 2\n");
    REQUIRE(file.ballots.size() == 1);
    CHECK(file.ballots[0].tags == "org 1 , x");
    CHECK(file.ballots[0].code == Code{1, 0, level_mark, 2});
    CHECK(file.ballots[0].weight == 6);
    CHECK(file.ballots[0].count == 2);
}

TEST_CASE("spaces around the signs do not matter", "[format]") {
    const ReadFile file =
        read("#/candidates:A;B;C D\n#/WEIGHT ALLOWED:  TRUE\n t||C D>A=B^6*2\n\tC D > A  =  B\t^ 6 * 2 \n");
    REQUIRE(file.ballots.size() == 2);
    CHECK(file.ballots[0].code == Code{2, 0, level_mark, 1});
    CHECK(file.ballots[1].code == file.ballots[0].code);
    CHECK(file.ballots[1].weight == 6);
    CHECK(file.ballots[1].count == 2);
}

TEST_CASE("options may be implied, numbered as they appear", "[format]") {
    const ReadFile file = read("B > A\nC\n12 > A\n");
    CHECK(file.header.options == std::vector<std::string>{"B", "A", "C", "12"});
    CHECK_FALSE(file.header.options_declared);
    CHECK(file.ballots[2].code == Code{3, 1});
}

TEST_CASE("names may be numbers and letters of any alphabet", "[format]") {
    const ReadFile file =
        read("#/Candidates: 1 ; 2 ; 12 ; Łódź ; Öffnung jetzt\n12 > 1 * 3\nŁódź = Öffnung jetzt\n");
    CHECK(file.ballots[0].code == Code{2, 0});
    CHECK(file.ballots[0].count == 3);
    CHECK(file.ballots[1].code == Code{3, level_mark, 4});
}

TEST_CASE("names that agree at both ends are told apart", "[format]") {
    const ReadFile file = read("#/Candidates: Option 1 beginning ; Option 2 beginning\nOption 2 beginning\n");
    CHECK(file.ballots[0].code == Code{1});
}

TEST_CASE("comments, empty lines, CRLF and a byte order mark are taken", "[format]") {
    const ReadFile file = read(
        "\xef\xbb\xbf# title\r\n#/Candidates: A ; B\r\n\r\n  # note || B\r\nA > B # a || note\r\n#end\r\n");
    REQUIRE(file.ballots.size() == 1);
    CHECK(file.ballots[0].code == Code{0, 1});
    CHECK(file.ballots[0].tags.empty());
}

TEST_CASE("an empty ranking ranks nothing", "[format]") {
    const ReadFile file = read("#/Candidates: A ; B\norg 1 || /EMPTY_RANKING/\n/EMPTY/ * 2\n");
    CHECK(file.ballots[0].code.empty());
    CHECK(file.ballots[1].count == 2);
}

TEST_CASE("a weight that is not allowed is checked and ignored", "[format]") {
    CHECK(read("A > B ^7\n").ballots[0].weight == 1);
    CHECK(error_of("A > B ^0\n") == "line 1: 0 after ^ is not a whole number above 0");
}

TEST_CASE("parameters are read in any case and others are ignored", "[format]") {
    const ReadFile file = read("#/implicit ranking: False\n#/Number of Seats: 3\n#/Voting Methods: x\nA\n");
    CHECK_FALSE(file.header.implicit_ranking);
    CHECK_FALSE(file.header.weight_allowed);
    CHECK(read("A\n").header.implicit_ranking);
}

TEST_CASE("the size of the blocks does not matter", "[format]") {
    const std::string text = "#/Candidates: A ; B ; Łódź\r\norg 1 || A > Łódź * 2\n\nB\n";
    for (std::size_t block = 1; block < 12; ++block) {
        const ReadFile file = read(text, block);
        REQUIRE(file.ballots.size() == 2);
        CHECK(file.ballots[0].code == Code{0, 2});
    }
}

TEST_CASE("every error is one sentence with its line", "[format]") {
    const std::string candidates = "#/Candidates: A ; B\n";
    CHECK(error_of(candidates + "A > C\n") == "line 2: the option \"C\" is not among the candidates");
    CHECK(error_of(candidates + "A > B\nA > A\n") == "line 3: the option \"A\" stands twice in the ballot");
    CHECK(error_of("A = B > A\n") == "line 1: the option \"A\" stands twice in the ballot");
    CHECK(error_of("A >\n") == "line 1: a rank is empty");
    CHECK(error_of("> A\n") == "line 1: a rank is empty");
    CHECK(error_of("A > > B\n") == "line 1: a rank is empty");
    CHECK(error_of("org 1 ||\n") == "line 1: a rank is empty");
    CHECK(error_of("* 2\n") == "line 1: a rank is empty");
    CHECK(error_of("A * 0\n") == "line 1: 0 after * is not a whole number above 0");
    CHECK(error_of("A * -3\n") == "line 1: \"-3\" after * is not a whole number above 0");
    CHECK(error_of("A * 1.5\n") == "line 1: \"1.5\" after * is not a whole number above 0");
    CHECK(error_of("A * many\n") == "line 1: \"many\" after * is not a whole number above 0");
    CHECK(error_of("A *\n") == "line 1: there is no number after *");
    CHECK(error_of("A ^\n") == "line 1: there is no number after ^");
    CHECK(error_of("A * 2 ^ 3\n") == "line 1: ^ must stand before *");
    CHECK(error_of("A ^2 ^3\n") == "line 1: \"2 ^3\" after ^ is not a whole number above 0");
    CHECK(error_of("A * 99999999999999999999999999999999999999999999\n").ends_with("after * is too large"));
    CHECK(error_of("#/Weight Allowed: true\nA ^1267650600228229401496703205376 * 2\n") ==
          "line 2: the weight of the line is too large");
    CHECK(error_of("A < B\n") == "line 1: the sign < has no meaning here");
    CHECK(error_of("A | B\n") == "line 1: a single | has no meaning here");
    CHECK(error_of("A > /EMPTY/\n") == "line 1: \"/EMPTY/\" must stand alone");
    CHECK(error_of("A > B") ==
          "line 1: the last line is not ended by a line break, so the file may be cut short");
    CHECK(error_of("") == "line 1: the file has no ballots");
    CHECK(error_of("\n# nothing\n") == "line 2: the file has no ballots");
}

TEST_CASE("parameters that are wrong, repeated or late are errors", "[format]") {
    CHECK(error_of("#/Candidates: A ; B ; A\nA\n") == "line 1: the candidate \"A\" stands twice");
    CHECK(error_of("#/Candidates: A ; ; B\nA\n") == "line 1: a candidate has no name");
    CHECK(error_of("#/Candidates:\nA\n") == "line 1: a candidate has no name");
    CHECK(error_of("#/Candidates: A > B\nA\n") ==
          "line 1: the option \"A > B\" holds one of the signs > = ; # ^ * < |");
    CHECK(error_of("#/Candidates: A\n#/Candidates: A\n") ==
          "line 2: the parameter \"Candidates\" stands twice");
    CHECK(error_of("A\n#/Candidates: A\n") ==
          "line 2: the parameter \"Candidates\" must stand before the first ballot");
    CHECK(error_of("#/Implicit Ranking: maybe\n") ==
          "line 1: the parameter \"Implicit Ranking\" must be true or false, not \"maybe\"");
    CHECK(error_of("#/Candidates A\n") == "line 1: a parameter has the form #/Name: value");
    CHECK(error_of(" #/Candidates: A\n") == "line 1: a parameter must begin at the start of its line");
}

TEST_CASE("more than 250 options are an error, declared or implied", "[format]") {
    std::string declared = "#/Candidates: 0";
    std::string implied;
    for (int i = 1; i < 1000; ++i) declared += " ; " + std::to_string(i);
    for (int i = 0; i < 1000; ++i) implied += std::to_string(i) + "\n";
    CHECK(error_of(declared + "\n0\n") == "line 1: there are more than 250 options");
    CHECK(error_of(implied) == "line 251: there are more than 250 options");
}

TEST_CASE("text that is not UTF-8 and bytes that are no text are errors", "[format]") {
    CHECK(error_of("A > \xff\n") == "line 1: the line is not UTF-8 text");
    CHECK(error_of("# \xc3\nA\n") == "line 1: the line is not UTF-8 text");
    CHECK(error_of("\xed\xa0\x80\n") == "line 1: the line is not UTF-8 text");
    CHECK(error_of(std::string("\x7f"
                               "ELF\x01\0\0\n",
                               8)) ==
          "line 1: the line holds a control character, so this is not an election file");
    CHECK(error_of(std::string("A\0B\n", 4)) ==
          "line 1: the line holds a control character, so this is not an election file");
    CHECK(error_of("org \x01 || A\n") ==
          "line 1: the line holds a control character, so this is not an election file");
}

TEST_CASE("a line without end is refused without being kept", "[format]") {
    std::size_t handed_out = 0;
    const ByteReader endless = [&](std::span<char> block) {
        std::fill(block.begin(), block.end(), 'A');
        handed_out += block.size();
        return block.size();
    };
    CHECK_THROWS_WITH(read_election_lines(endless, [](const auto&, const auto&) {}),
                      "line 1: the line is longer than 256 KiB");
    CHECK(handed_out < 2 * longest_line_bytes);
}

TEST_CASE("what a sentence quotes is short, whole and printable", "[format]") {
    CHECK(quoted("A") == "\"A\"");
    CHECK(quoted("\x1b[2J") == "\"?[2J\"");
    CHECK(quoted("\xff") == "(not UTF-8)");
    const std::string shown = quoted(std::string(59, 'x') + "łłł");
    CHECK(shown == "\"" + std::string(59, 'x') + "...\"");
}
