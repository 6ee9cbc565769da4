// SPDX-License-Identifier: Apache-2.0
#include "sessions/agenda.hpp"

#include <catch2/catch.hpp>

#include "sessions/text.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using Catch::Matchers::Contains;

const std::string head = "name = \"Winter\"\npurpose = \"Nobody waits.\"\n";
const std::string bodies =
    "[[organisations]]\nname = \"A\"\n[[organisations]]\nname = \"B\"\n[[organisations]]\nname = \"C\"\n";
const std::string round = "[[rounds]]\nquestion = \"What first?\"\n";

std::string error_of(const std::string& text) {
    try {
        (void)parse_agenda(text);
    } catch (const AgendaError& error) {
        return error.what();
    }
    return "(accepted)";
}

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

TEST_CASE("The smallest agenda has a name and a purpose and three organisations and one round") {
    const Agenda agenda = parse_agenda(head + bodies + round);
    CHECK(agenda.name == "Winter");
    CHECK(agenda.purpose == "Nobody waits.");
    CHECK(agenda.group_name.empty());
    CHECK(agenda.agreements.empty());
    REQUIRE(agenda.organisations.size() == 3);
    CHECK(agenda.organisations[2].id == OrganisationId{3});
    CHECK(agenda.organisations[2].name == "C");
    CHECK(agenda.organisations[2].seats == 1);
    REQUIRE(agenda.rounds.size() == 1);
    const RoundPlan& plan = agenda.rounds[0];
    CHECK(plan.id == RoundId{1});
    CHECK(plan.question == "What first?");
    CHECK(plan.context.empty());
    CHECK(plan.consent == ConsentRule::no_objection);
    CHECK(plan.tie == TieRule::lot);
    CHECK(plan.no_change);
    CHECK(plan.proposals_per_seat == 1);
    CHECK(plan.results == Results::anonymous);
    CHECK(plan.most == Level::l2);
    CHECK(plan.given.empty());
    CHECK_FALSE(plan.practice);
    CHECK(plan.minutes.ranking == 0);
}

TEST_CASE("Every key of an agenda is read") {
    const Agenda agenda = parse_agenda(
        "name = \"Winter\"\npurpose = \"Nobody\\nwaits.\"\ngroup_name = \"Board\"\n"
        "agreements = [\"One voice.\", \"Listen.\"]\n"
        "[[organisations]]\nname = \"A\"\nseats = 10\n[[organisations]]\nname = \"B\"\n"
        "[[organisations]]\nname = \"C\"\n"
        "[[rounds]]\nquestion = \"What?\"\ncontext = \"Some\\ncontext\"\nconsent = \"objections_may_stand\"\n"
        "tie = \"discuss\"\nno_change = false\nproposals_per_seat = 3\n"
        "results = \"open\"\nsteps = \"fine\"\npractice = true\n"
        "given = [ { title = \"Tea\", text = \"Hot\\nand strong\" }, { title = \"Coffee\" } ]\n"
        "minutes = { proposals = 1, clarification = 2, ranking = 3, objections = 4, outcome = 1440 }\n"
        "[rounds.examples]\nproposals = [ { title = \"T\", text = \"X\" }, { title = \"U\" } ]\n"
        "questions = [\"q\"]\nanswers = [\"a\"]\nworries = [\"w\"]\nobjections = [\"o\"]\namendments = "
        "[\"m\"]\n"
        "outcome_reasons = \"r\"\noutcome_owner = \"n\"\noutcome_review_date = \"2027-03-31\"\n");
    CHECK(agenda.purpose == "Nobody\nwaits.");
    CHECK(agenda.group_name == "Board");
    CHECK(agenda.agreements == std::vector<std::string>{"One voice.", "Listen."});
    CHECK(agenda.organisations[0].seats == 10);
    const RoundPlan& plan = agenda.rounds[0];
    CHECK(plan.context == "Some\ncontext");
    CHECK(plan.consent == ConsentRule::objections_may_stand);
    CHECK(plan.tie == TieRule::discuss);
    CHECK_FALSE(plan.no_change);
    CHECK(plan.proposals_per_seat == 3);
    CHECK(plan.results == Results::open);
    CHECK(plan.most == Level::l3);
    CHECK(plan.practice);
    REQUIRE(plan.given.size() == 2);
    CHECK(plan.given[0].text == "Hot\nand strong");
    CHECK(plan.given[1].title == "Coffee");
    CHECK(plan.minutes.proposals == 1);
    CHECK(plan.minutes.clarification == 2);
    CHECK(plan.minutes.ranking == 3);
    CHECK(plan.minutes.objections == 4);
    CHECK(plan.minutes.outcome == 1440);
    const Examples& examples = plan.examples;
    REQUIRE(examples.proposals.size() == 2);
    CHECK(examples.proposals[0].text == "X");
    CHECK(examples.proposals[1].title == "U");
    CHECK(examples.questions == std::vector<std::string>{"q"});
    CHECK(examples.answers == std::vector<std::string>{"a"});
    CHECK(examples.worries == std::vector<std::string>{"w"});
    CHECK(examples.objections == std::vector<std::string>{"o"});
    CHECK(examples.amendments == std::vector<std::string>{"m"});
    CHECK(examples.outcome_reasons == "r");
    CHECK(examples.outcome_owner == "n");
    CHECK(examples.outcome_review_date == "2027-03-31");
}

TEST_CASE("How much of an order is shown is one of three words") {
    const auto most = [](const std::string& word) {
        return parse_agenda(head + bodies + round + "steps = \"" + word + "\"\n").rounds[0].most;
    };
    CHECK(most("plain") == Level::l1);
    CHECK(most("clear") == Level::l2);
    CHECK(most("fine") == Level::l3);
    CHECK_THAT(error_of(head + bodies + round + "steps = \"l3\"\n"),
               Contains("line 11: rounds.steps: expected \"clear\" or \"plain\" or \"fine\""));
    CHECK_THAT(error_of(head + bodies + round + "results = \"exact\"\n"),
               Contains("line 11: rounds.results: expected \"anonymous\" or \"open\""));
}

TEST_CASE("A round for practice needs two proposals that are given") {
    const std::string practice = head + bodies + round + "practice = true\n";
    const std::string problem = "rounds.given: expected at least two proposals to practise with";
    CHECK_THAT(error_of(practice), Contains("line 9: " + problem));
    CHECK_THAT(error_of(practice + "given = [ { title = \"Tea\" } ]\n"), Contains("line 9: " + problem));
    CHECK(error_of(practice + "given = [ { title = \"Tea\" }, { title = \"Coffee\" } ]\n") == "(accepted)");
    Agenda agenda = parse_agenda(practice + "given = [ { title = \"Tea\" }, { title = \"Coffee\" } ]\n");
    agenda.rounds[0].given.pop_back();
    CHECK_THROWS_AS(check_agenda(agenda), AgendaError);
}

TEST_CASE("Given proposals are held to the limits of all proposals") {
    const auto with = [](const std::string& given) { return error_of(head + bodies + round + given); };
    CHECK_THAT(with("given = [ { title = \"" + std::string(81, 'x') + "\" } ]\n"),
               Contains("rounds.given.title: expected at most 80 characters"));
    CHECK_THAT(with("given = [ { text = \"x\" } ]\n"), Contains("rounds.given.title: is missing"));
    CHECK_THAT(with("given = [ { title = \"x\", by = \"me\" } ]\n"),
               Contains("rounds.given.by: is not a key"));
    std::string many = "given = [";
    for (int i = 0; i <= 60; ++i) many += " { title = \"T" + std::to_string(i) + "\" },";
    CHECK_THAT(with(many + " ]\n"), Contains("rounds.given") && Contains("60"));
    Agenda agenda = parse_agenda(head + bodies + round);
    agenda.rounds[0].given.push_back({"", ""});
    CHECK_THROWS_AS(check_agenda(agenda), AgendaError);
}

TEST_CASE("A missing key is named with the line of its table and what is expected") {
    CHECK(error_of("purpose = \"p\"\n" + bodies + round) == "line 1: name: is missing; expected a text");
    CHECK(error_of("name = \"n\"\n" + bodies + round) == "line 1: purpose: is missing; expected a text");
    CHECK(error_of(head + bodies + "[[organisations]]\nseats = 2\n" + round) ==
          "line 9: organisations.name: is missing; expected a text");
    CHECK(error_of(head + bodies + "[[rounds]]\ncontext = \"c\"\n") ==
          "line 9: rounds.question: is missing; expected a text");
    CHECK(error_of(head + bodies + round + "[[rounds.examples.proposals]]\ntext = \"x\"\n") ==
          "line 11: rounds.examples.proposals.title: is missing; expected a text");
}

TEST_CASE("Organisations or rounds that are missing are asked for with a line") {
    CHECK_THAT(error_of(head + round), Contains("line 1: organisations: ") && Contains("3 to 40"));
    CHECK_THAT(error_of(head + bodies), Contains("line 1: rounds: ") && Contains("1 to 20"));
    CHECK_THAT(error_of(""), Contains("line 1: name: is missing"));
}

TEST_CASE("A key that an agenda does not have is named with its line wherever it stands") {
    CHECK(error_of(head + "colour = 1\n" + bodies + round) ==
          "line 3: colour: is not a key that an agenda has here");
    CHECK(error_of(head + bodies + "seat = 2\n" + round) ==
          "line 9: organisations.seat: is not a key that an agenda has here");
    CHECK(error_of(head + bodies + round + "questions = \"\"\n") ==
          "line 11: rounds.questions: is not a key that an agenda has here");
    CHECK(error_of(head + bodies + round + "[rounds.minutes]\nrank = 5\n") ==
          "line 12: rounds.minutes.rank: is not a key that an agenda has here");
    CHECK(error_of(head + bodies + round + "[rounds.examples]\nproposal = 5\n") ==
          "line 12: rounds.examples.proposal: is not a key that an agenda has here");
    CHECK(error_of(head + bodies + round + "[[rounds.examples.proposals]]\ntitle = \"t\"\nby = \"x\"\n") ==
          "line 13: rounds.examples.proposals.by: is not a key that an agenda has here");
}

// Key, a wrong value for it, and what is expected there.
struct Wrong {
    const char* key;
    const char* value;
    const char* expected;
};

TEST_CASE("A wrong value at the top is named with line and key and what is expected") {
    for (const Wrong& wrong : {Wrong{"group_name", "1", "expected a text in quotation marks"},
                               Wrong{"group_name", "[\"a\"]", "expected a text in quotation marks"},
                               Wrong{"agreements", "\"a\"", "expected a list of texts"},
                               Wrong{"agreements", "[1]", "expected a text in quotation marks"},
                               Wrong{"agreements", "[\"\"]", "expected a text that is not empty"}})
        CHECK(error_of(head + wrong.key + " = " + wrong.value + "\n" + bodies + round) ==
              "line 3: " + std::string(wrong.key) + ": " + wrong.expected);
    CHECK(error_of("name = 1\npurpose = \"p\"\n" + bodies + round) ==
          "line 1: name: expected a text in quotation marks");
    CHECK(error_of("name = \" \"\npurpose = \"p\"\n" + bodies + round) ==
          "line 1: name: expected a text that is not empty");
    CHECK(error_of("organisations = 3\n" + head + round) ==
          "line 1: organisations: expected a list of tables");
    CHECK(error_of("organisations = [3, 3, 3]\n" + head + round) ==
          "line 1: organisations: expected a table");
    CHECK(error_of("rounds = \"3\"\n" + head + bodies) == "line 1: rounds: expected a list of tables");
}

TEST_CASE("A wrong number of seats is named with line and key and what is expected") {
    for (const char* value : {"0", "-1", "11", "1.5", "\"2\"", "true", "9223372036854775807", "2027-03-31"})
        CHECK(error_of(head + bodies + "seats = " + value + "\n" + round) ==
              "line 9: organisations.seats: expected a whole number from 1 to 10");
}

TEST_CASE("A wrong value in a round is named with line and key and what is expected") {
    const std::string prefix = head + bodies + round;
    for (const Wrong& wrong :
         {Wrong{"context", "5", "expected a text in quotation marks"},
          Wrong{"consent", "\"majority\"", "expected \"no_objection\" or \"objections_may_stand\""},
          Wrong{"consent", "1", "expected \"no_objection\" or \"objections_may_stand\""},
          Wrong{"tie", "\"coin\"", "expected \"lot\" or \"discuss\""},
          Wrong{"no_change", "\"yes\"", "expected true or false"},
          Wrong{"no_change", "1", "expected true or false"},
          Wrong{"proposals_per_seat", "0", "expected a whole number from 1 to 3"},
          Wrong{"proposals_per_seat", "4", "expected a whole number from 1 to 3"},
          Wrong{"minutes", "20", "expected a table"}, Wrong{"examples", "\"x\"", "expected a table"}})
        CHECK(error_of(prefix + wrong.key + " = " + wrong.value + "\n") ==
              "line 11: rounds." + std::string(wrong.key) + ": " + wrong.expected);
    for (const char* stage : {"proposals", "clarification", "ranking", "objections", "outcome"})
        for (const char* value : {"-1", "1441", "\"5\"", "2.5"})
            CHECK(error_of(prefix + "[rounds.minutes]\n" + stage + " = " + value + "\n") ==
                  "line 12: rounds.minutes." + std::string(stage) +
                      ": expected a whole number from 0 to 1440");
}

TEST_CASE("A wrong value in the examples is named with line and key and what is expected") {
    const std::string prefix = head + bodies + round + "[rounds.examples]\n";
    for (const char* key : {"questions", "answers", "worries", "objections", "amendments"}) {
        CHECK(error_of(prefix + key + " = \"x\"\n") ==
              "line 12: rounds.examples." + std::string(key) + ": expected a list of texts");
        CHECK(error_of(prefix + key + " = [\"x\", 2]\n") ==
              "line 12: rounds.examples." + std::string(key) + ": expected a text in quotation marks");
    }
    for (const char* date : {"\"2027-02-29\"", "\"31.3.2027\"", "\"\"", "\"2027-13-01\""})
        CHECK_THAT(error_of(prefix + "outcome_review_date = " + date + "\n"),
                   Contains("line 12: rounds.examples.outcome_review_date: expected"));
    CHECK_THAT(error_of(prefix + "proposals = [\"x\"]\n"),
               Contains("rounds.examples.proposals: expected a table"));
}

TEST_CASE("Two organisations of one name are refused whatever the case and width") {
    const auto with = [](const std::string& name) {
        return error_of(head + "[[organisations]]\nname = \"St Mary's\"\n[[organisations]]\nname = \"B\"\n" +
                        "[[organisations]]\nname = " + quoted(name) + "\n" + round);
    };
    for (const char* name : {"St Mary's", "ST MARY'S", "st mary's", " St  Mary's ", "St Mary\xE2\x80\x8B's",
                             "\xEF\xBC\xB3t Mary's"}) {
        const std::string error = with(name);
        CHECK_THAT(error, Contains("organisations.name: expected a name of its own"));
        CHECK_THAT(error, Contains("line 7: "));
        CHECK_THAT(error, Contains("St Mary's"));
    }
    CHECK(with("St Marys") == "(accepted)");
}

TEST_CASE("Organisations whose seats would have one label are refused") {
    CHECK_THAT(error_of(head + bodies + "[[organisations]]\nname = \"D\"\nseats = 2\n" +
                        "[[organisations]]\nname = \"D 1\"\n" + round),
               Contains("organisations.name: ") && Contains("D 1"));
}

TEST_CASE("More of anything than the product can carry is refused") {
    std::string organisations;
    for (int i = 1; i <= 40; ++i)
        organisations += "[[organisations]]\nname = \"O" + std::to_string(i) + "\"\n";
    CHECK(error_of(head + organisations + round) == "(accepted)");
    CHECK_THAT(error_of(head + organisations + "[[organisations]]\nname = \"P\"\n" + round),
               Contains("line ") && Contains("organisations: expected") && Contains("40"));
    std::string rounds;
    for (int i = 0; i < 20; ++i) rounds += round;
    CHECK(error_of(head + bodies + rounds) == "(accepted)");
    CHECK_THAT(error_of(head + bodies + rounds + round),
               Contains("line ") && Contains("rounds: expected") && Contains("20"));
    std::string agreements = "agreements = [";
    for (int i = 0; i < 61; ++i) agreements += "\"a\", ";
    CHECK(error_of(head + agreements + "]\n" + bodies + round) ==
          "line 3: agreements: expected at most 60 of them");
}

TEST_CASE("Fewer than three organisations are refused") {
    CHECK_THAT(error_of(head + "[[organisations]]\nname = \"A\"\n[[organisations]]\nname = \"B\"\n" + round),
               Contains("line ") && Contains("organisations: expected 3 to 40"));
}

// A text for every place of an agenda that takes one, put there alone.
std::vector<std::string> agendas_with(const std::string& text) {
    const std::string t = quoted(text);
    return {"name = " + t + "\npurpose = \"p\"\n" + bodies + round,
            "name = \"n\"\npurpose = " + t + "\n" + bodies + round,
            head + "group_name = " + t + "\n" + bodies + round,
            head + "agreements = [" + t + "]\n" + bodies + round,
            head + bodies + "[[organisations]]\nname = " + t + "\n" + round,
            head + bodies + "[[rounds]]\nquestion = " + t + "\n",
            head + bodies + round + "context = " + t + "\n",
            head + bodies + round + "[rounds.examples]\nquestions = [" + t + "]\n",
            head + bodies + round + "[rounds.examples]\noutcome_owner = " + t + "\n",
            head + bodies + round + "[rounds.examples]\noutcome_reasons = " + t + "\n",
            head + bodies + round + "[[rounds.examples.proposals]]\ntitle = " + t + "\n"};
}

TEST_CASE("Ten thousand characters in any field are refused with line and key") {
    for (const std::string& agenda : agendas_with(std::string(10'000, 'x')))
        CHECK_THAT(error_of(agenda),
                   Contains("line ") && Contains("expected at most") && Contains("characters"));
}

TEST_CASE("Invalid UTF-8 in any field is refused with its line") {
    for (const std::string& agenda : agendas_with("a\xC3\x28"))
        CHECK_THAT(error_of(agenda), Contains("line ") && Contains("not TOML"));
}

TEST_CASE("Markup and format directives in any field are kept literally") {
    const std::string hostile = "<b>%s%n</b> ##x ${y} {{z}}";
    for (const std::string& agenda : agendas_with(hostile)) {
        REQUIRE(error_of(agenda) == "(accepted)");
        CHECK_THAT(testing::state_text(parse_agenda(agenda)), Contains(hostile));
    }
}

TEST_CASE("Direction marks and zero-width characters in any field are taken out") {
    for (const std::string& agenda : agendas_with("ab\xE2\x80\xAE\xE2\x80\x8B"
                                                  "cd")) {
        REQUIRE(error_of(agenda) == "(accepted)");
        CHECK_THAT(testing::state_text(parse_agenda(agenda)), Contains("abcd"));
    }
}

TEST_CASE("What is no TOML is refused with the line") {
    for (const char* text :
         {"name = ", "name \"x\"", "[[organisations]", "a = 1\na = 2\n", "\"\"\"", "a = 'x",
          "a.b = 1\na = 2\n", "= 1", "a = [1,", "a = 0x", "\x01", "%PDF-1.4", "{\"a\":1}"})
        CHECK_THAT(error_of(text), Contains("line ") && Contains("not TOML"));
    CHECK_THAT(error_of(head + "group_name = \"a\n" + bodies), Contains("line 3"));
    std::string binary;
    for (int i = 0; i < 4096; ++i) binary += static_cast<char>((i * 131) % 256);
    CHECK_THAT(error_of(binary), Contains("line 1: not TOML"));
}

TEST_CASE("An error is one line that can be printed whatever the file says") {
    for (const std::string& agenda :
         {head + "\"col\\nour\\u001b[31m\" = 1\n" + bodies + round,
          head + bodies + "\"a\\u0007\\u202e\" = 1\n" + round,
          "\"" + std::string(5000, 'k') + "\" = 1\n" + head + bodies + round, std::string("\x1B[31m = 1")}) {
        const std::string error = error_of(agenda);
        CHECK(error != "(accepted)");
        CHECK(error.size() < 400);
        CHECK(clean_text(error, 400, Lines::one) == error);
    }
}

TEST_CASE("A deeply nested file is refused and not followed") {
    CHECK_THAT(error_of("a = " + std::string(200'000, '[')), Contains("not TOML"));
    std::string tables = "a = ";
    for (int i = 0; i < 50'000; ++i) tables += "{a=";
    CHECK_THAT(error_of(tables), Contains("not TOML"));
}

TEST_CASE("A file of more than a mebibyte is refused unread") {
    const std::string good = head + bodies + round;
    CHECK(error_of(good + std::string((1U << 20U) - good.size(), '\n')) == "(accepted)");
    CHECK(error_of(good + std::string((1U << 20U) + 1 - good.size(), '\n')) ==
          "line 1: expected an agenda of at most 1 MiB");
}

TEST_CASE("Comments and a byte order mark and Windows line ends are accepted") {
    std::string windows;
    for (const char c : "# A plan\n" + head + bodies + round)
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(error_of("\xEF\xBB\xBF" + windows) == "(accepted)");
}

TEST_CASE("An agenda from a record passes the same checks") {
    const Agenda good = testing::agenda_of({.seats = {2, 1, 1}});
    CHECK_NOTHROW(check_agenda(good));
    const auto fails = [&](auto change) {
        Agenda agenda = good;
        change(agenda);
        CHECK_THROWS_AS(check_agenda(agenda), AgendaError);
    };
    fails([](Agenda& a) { a.name = ""; });
    fails([](Agenda& a) { a.name = "a\xE2\x80\x8B"; });
    fails([](Agenda& a) { a.name = std::string(81, 'x'); });
    fails([](Agenda& a) { a.purpose = ""; });
    fails([](Agenda& a) { a.group_name = " x"; });
    fails([](Agenda& a) { a.agreements = {"a\xE2\x80\xAE"}; });
    fails([](Agenda& a) { a.agreements = {""}; });
    fails([](Agenda& a) { a.agreements.assign(61, "x"); });
    fails([](Agenda& a) { a.organisations[1].name = "ORG A"; });
    fails([](Agenda& a) { a.organisations[1].name = "Org\nB"; });
    fails([](Agenda& a) { a.organisations[1].id = OrganisationId{7}; });
    fails([](Agenda& a) { a.organisations[1].seats = 0; });
    fails([](Agenda& a) { a.organisations[1].seats = 11; });
    fails([](Agenda& a) { a.organisations.resize(2); });
    fails([](Agenda& a) { a.rounds.clear(); });
    fails([](Agenda& a) { a.rounds[0].id = RoundId{2}; });
    fails([](Agenda& a) { a.rounds[0].question = ""; });
    fails([](Agenda& a) { a.rounds[0].context = "a\x01"; });
    fails([](Agenda& a) { a.rounds[0].proposals_per_seat = 4; });
    fails([](Agenda& a) { a.rounds[0].minutes.ranking = 1441; });
    fails([](Agenda& a) { a.rounds[0].examples.worries = {"a\xE2\x80\xAE"}; });
    fails([](Agenda& a) { a.rounds[0].examples.proposals = {{"", ""}}; });
    fails([](Agenda& a) { a.rounds[0].examples.outcome_review_date = "soon"; });
}

}  // namespace
}  // namespace equivox
