// SPDX-License-Identifier: Apache-2.0
// The command over small files of its own: what it prints and how it fails.
#include "app/tally/tally_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/sessions/tally/election_text.hpp"

using namespace equivox;
namespace json = boost::json;

namespace {

// A file in a folder of its own that goes away with it.
class ElectionFile {
public:
    explicit ElectionFile(const std::string& text) {
        std::string pattern = (std::filesystem::temp_directory_path() / "equivox-tally-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        std::ofstream(path(), std::ios::binary) << text;
    }
    ElectionFile(const ElectionFile&) = delete;
    ElectionFile& operator=(const ElectionFile&) = delete;
    ~ElectionFile() { std::filesystem::remove_all(folder_); }

    std::string path() const { return folder_ / "election.cvotes"; }

private:
    std::filesystem::path folder_;
};

struct Ran {
    int exit_code = 0;
    std::string output;
    std::string errors;
};

Ran run(const std::string& text, TallyCommand command = {}) {
    const ElectionFile file(text);
    command.file = file.path();
    std::ostringstream output;
    std::ostringstream errors;
    Ran ran;
    ran.exit_code = run_tally(command, output, errors);
    ran.output = output.str();
    ran.errors = errors.str();
    return ran;
}

json::object json_of(const std::string& text, TallyCommand command = {}) {
    command.json = true;
    const Ran ran = run(text, command);
    REQUIRE(ran.exit_code == 0);
    REQUIRE(ran.errors.empty());
    return json::parse(ran.output).as_object();
}

std::vector<std::string> keys_of(const json::object& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object) keys.emplace_back(key);
    return keys;
}

}  // namespace

TEST_CASE("the JSON has the parts of an entry and an explanation", "[command]") {
    const json::object result = json_of(tally::example::tennessee);
    CHECK(keys_of(result) == std::vector<std::string>{"options", "total", "pairwise", "condorcet_winner",
                                                      "smith_set", "methods", "explained"});
    CHECK(keys_of(result.at("methods").as_object()) ==
          std::vector<std::string>{"borda", "copeland", "minimax_margins", "minimax_winning",
                                   "schulze_winning", "schulze_margins", "ranked_pairs_winning",
                                   "ranked_pairs_margins", "kemeny", "irv"});
    CHECK(result.at("total") == 100);
    CHECK(result.at("condorcet_winner") == 1);
    CHECK(result.at("methods").at("kemeny").at("agreement") == 393);
    CHECK(result.at("methods").at("irv").at("rounds").as_array().size() == 3);
    CHECK(json_of(tally::example::paradox).at("condorcet_winner").is_null());
}

TEST_CASE("vote counts are strings where ballots are weighted, and numbers elsewhere", "[command]") {
    const std::string text = "#/Weight Allowed: true\nA > B ^3\n";
    CHECK(json_of(text).at("total") == "3");
    CHECK(json_of(text).at("pairwise").at(0).at(0) == "0");
    CHECK(json_of(text).at("methods").at("copeland").at("wins_minus_losses").at(0) == 1);
    CHECK(json_of("A > B * 3\n").at("total") == 3);
    CHECK(json_of("A > B * 9007199254740993\n").at("total") == "9007199254740993");
    TallyCommand command;
    command.by_organisation = true;
    CHECK(json_of("x || A > B\ny || B > A * 2\n", command).at("total") == "4");
}

TEST_CASE("without opinion there is no Borda and no instant-runoff", "[command]") {
    TallyCommand command;
    command.unranked = tally::Unranked::no_opinion;
    const json::object methods = json_of("A > B\nC\n", command).at("methods").as_object();
    CHECK_FALSE(methods.contains("borda"));
    CHECK_FALSE(methods.contains("irv"));
    CHECK(methods.contains("kemeny"));
    CHECK(keys_of(json_of("#/Implicit Ranking: false\nA > B\n").at("methods").as_object()) ==
          keys_of(methods));
}

TEST_CASE("the order is there where organisations are counted, with all levels of steps", "[command]") {
    TallyCommand command;
    command.by_organisation = true;
    const json::object result = json_of("x || A > B\ny || A > B\nz || A > B * 4\n", command);
    const json::object& order = result.at("methods").at("order").as_object();
    CHECK(order.at("ranking") == json::parse("[[0],[1]]"));
    CHECK(order.at("relations") == json::parse("[[0,1],[-1,0]]"));
    CHECK(order.at("steps") == json::parse(R"({"L1":["ahead"],"L2":["clearly"],"L3":["60"]})"));
    CHECK_FALSE(json_of("x || A > B\n").at("methods").as_object().contains("order"));
}

TEST_CASE("instant-runoff gives no rounds where ties or equal ranks make them a matter of reading",
          "[command]") {
    const json::object tie = json_of(tally::example::paradox).at("methods").at("irv").as_object();
    CHECK(tie.at("tie") == true);
    CHECK_FALSE(tie.contains("rounds"));
    const json::object equal = json_of("A = B > C\nA * 3\n").at("methods").at("irv").as_object();
    CHECK(equal.at("equal_ranks") == "same winner however equal first places are read");
    CHECK_FALSE(equal.contains("rounds"));
}

TEST_CASE("what was too much work is undetermined and not a guess", "[command]") {
    // Twenty-one options that two opposite ballots leave all level.
    std::string forward = "o0";
    std::string backward = "o20";
    for (int i = 1; i < 21; ++i) forward += " > o" + std::to_string(i);
    for (int i = 19; i >= 0; --i) backward += " > o" + std::to_string(i);
    const json::object result = json_of(forward + "\n" + backward + "\n");
    CHECK(result.at("methods").at("kemeny") == json::parse(R"({"winners":"undetermined"})"));
    CHECK(result.at("explained").at("kemeny").at("largest_layer") == 21);
}

TEST_CASE("the table says in words what won and why", "[command]") {
    const std::string table = run(tally::example::tennessee).output;
    CHECK(table.find("4 options, 100 ballots; options left out count as last\n") == 0);
    CHECK(table.find("Kemeny-Young            Nashville, then Chattanooga, then Knoxville, then Memphis\n") !=
          std::string::npos);
    CHECK(table.find("Nashville beats every other option one to one.\n") != std::string::npos);
    CHECK(table.find("Memphis has most (42); Chattanooga goes out with 15.\n") != std::string::npos);
    const std::string cycle = run("A > B > C * 4\nB > C > A * 3\nC > A > B * 2\n").output;
    CHECK(cycle.find("C over A (5) is dropped, because A > B > C is locked already.\n") != std::string::npos);
    CHECK(
        cycle.find("C beats A, but the path A > B > C is 6 strong and no path back is stronger than 5.\n") !=
        std::string::npos);
}

TEST_CASE("a file that cannot be counted gives one sentence, 1 and no output", "[command]") {
    const Ran ran = run("#/Candidates: A ; B\nA > C\n");
    CHECK(ran.exit_code == 1);
    CHECK(ran.output.empty());
    CHECK(ran.errors.ends_with("line 2: the option \"C\" is not among the candidates\n"));
    std::ostringstream output;
    std::ostringstream errors;
    CHECK(run_tally({"/nowhere/election.cvotes", false, false, std::nullopt}, output, errors) == 1);
    CHECK(errors.str() == "cannot open /nowhere/election.cvotes: No such file or directory\n");
}

TEST_CASE("the command line takes its options and refuses others", "[command]") {
    const auto parse = [](std::vector<std::string> arguments) {
        CLI::App app;
        int exit_code = -1;
        add_tally_command(app, exit_code);
        std::reverse(arguments.begin(), arguments.end());
        app.parse(arguments);
        return exit_code;
    };
    CHECK(parse({"tally", "/nowhere/election.cvotes", "--json", "--organisations", "tags", "--unranked",
                 "last"}) == 1);
    CHECK_THROWS_AS(parse({"tally"}), CLI::ParseError);
    CHECK_THROWS_AS(parse({"tally", "x", "--organisations", "names"}), CLI::ParseError);
    CHECK_THROWS_AS(parse({"tally", "x", "--unranked", "first"}), CLI::ParseError);
}
