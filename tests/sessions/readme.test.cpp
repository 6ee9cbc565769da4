// SPDX-License-Identifier: Apache-2.0
// sessions/README.md is held against the code: every name of a closed set stands in it, and its example is an
// agenda.
#include <boost/mp11.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "sessions/agenda.hpp"
#include "sessions/describe.hpp"
#include "sessions/refusal.hpp"
#include "sessions/round.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

const std::string& page() {
    static const std::string text = [] {
        std::stringstream content;
        content << std::ifstream(EQUIVOX_ROOT "/sessions/README.md").rdbuf();
        return content.str();
    }();
    return text;
}

// The part of the page under a heading, up to the next heading of that level.
std::string section(const std::string& heading) {
    const std::size_t begin = page().find("\n" + heading + "\n");
    if (begin == std::string::npos) return "";
    const std::string level = "\n" + heading.substr(0, heading.find(' ') + 1);
    const std::size_t end = page().find(level, begin + heading.size());
    return page().substr(begin, end == std::string::npos ? end : end - begin);
}

void expect_name(const std::string& part, std::string_view name) {
    INFO(name);
    CHECK(part.find("`" + std::string(name) + "`") != std::string::npos);
}

template <class Enum>
void expect_every(const std::string& part) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
        [&](auto enumerator) { expect_name(part, enumerator.name); });
}

template <class Variant, class Check>
void for_each_alternative(Check check) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>(
        [&](auto identity) { check(typename decltype(identity)::type{}); });
}

// The row of a table that begins with `name`.
std::string row_of(const std::string& part, const std::string& name) {
    const std::size_t begin = part.find("\n| " + name);
    if (begin == std::string::npos) return "";
    return part.substr(begin + 1, part.find('\n', begin + 1) - begin - 1);
}

TEST_CASE("Every command stands on the page with its members") {
    const std::string part = section("## Commands");
    for_each_alternative<Command>([&](const auto& command) {
        using T = std::remove_cvref_t<decltype(command)>;
        const std::string row = row_of(part, "`" + std::string(tag_of(command)) + "`");
        INFO(tag_of(command));
        REQUIRE_FALSE(row.empty());
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto member) { CHECK(row.find(member.name) != std::string::npos); });
    });
}

TEST_CASE("Every event and release stands on the page with its members in their order") {
    const std::string part = section("## The session file, format 1");
    const auto check = [&](const auto& value, const std::string& name) {
        using T = std::remove_cvref_t<decltype(value)>;
        const std::string row = row_of(part, name);
        INFO(name);
        REQUIRE_FALSE(row.empty());
        std::size_t from = row.find('|', 2);
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto member) {
                INFO(member.name);
                from = row.find(member.name, from);
                REQUIRE(from != std::string::npos);
            });
    };
    for_each_alternative<Event>(
        [&](const auto& event) { check(event, "`" + std::string(tag_of(event)) + "`"); });
    for_each_alternative<Release>(
        [&](const auto& release) { check(release, "release `" + std::string(tag_of(release)) + "`"); });
    check(Agenda{}, "agenda");
    check(Organisation{}, "organisation");
    check(RoundPlan{}, "round of the agenda");
    check(StageMinutes{}, "minutes");
    check(Examples{}, "examples");
    check(OutcomeText{}, "outcome");
}

TEST_CASE("Every deposit and answer stands on the page") {
    const std::string part = section("## Deposits");
    for_each_alternative<DepositContent>([&](const auto& deposit) { expect_name(part, tag_of(deposit)); });
    expect_every<ConsentAnswer>(part);
    expect_every<SafetyAnswer>(part);
}

TEST_CASE("Every name of a closed set that the record or a command can hold stands on the page") {
    expect_every<KeyPart>(section("## Commands"));
    expect_every<Signal>(section("## Commands"));
    const std::string releases = section("## What leaves a box");
    expect_every<WithheldReason>(releases);
    expect_every<Step>(releases);
    expect_every<Level>(releases);
    expect_every<SafetyBand>(releases);
    const std::string file = section("## The session file, format 1");
    expect_every<BoxKind>(file);
    expect_every<CustodyKind>(file);
    expect_every<VoidReason>(file);
    expect_every<OutcomeKind>(file);
    expect_every<Results>(file);
    expect_every<CustodyKind>(section("## Custody"));
}

TEST_CASE("Every disclosure rule stands on the page with the tests that name it") {
    const std::string part = section("## What leaves a box");
    for (int rule = 1; rule <= 12; ++rule) {
        const std::string row = row_of(part, "D" + std::to_string(rule) + " ");
        INFO(rule);
        REQUIRE_FALSE(row.empty());
        const std::string name = "D" + std::to_string(rule) + ":";
        std::size_t tests = 0;
        for (const auto& test : Catch::getRegistryHub().getTestCaseRegistry().getAllTests())
            tests += test.name.starts_with(name);
        CHECK(tests > 0);
    }
}

TEST_CASE("Every refusal stands on the page") {
    const std::string part = section("## Refusals");
    for (int i = 0; i <= static_cast<int>(Refusal::not_understood); ++i)
        expect_name(part, name_of(static_cast<Refusal>(i)));
}

TEST_CASE("The table of stages on the page is the table of the code") {
    const std::string part = section("## Stages and moves");
    const std::map<Move, std::string> moves{{Move::open_proposals, "open_proposals"},
                                            {Move::begin_clarification, "begin_clarification"},
                                            {Move::open_questions, "open_questions"},
                                            {Move::open_answers, "open_answers"},
                                            {Move::open_shortlist, "open_shortlist"},
                                            {Move::open_ranking, "open_ranking"},
                                            {Move::open_consent, "open_consent"},
                                            {Move::set_aside, "set_aside"},
                                            {Move::amend, "amend"},
                                            {Move::draft_outcome, "draft_outcome"},
                                            {Move::withdraw_draft, "withdraw_draft"},
                                            {Move::declare_outcome, "declare_outcome"}};
    const auto name = [](Stage stage) {
        return "`" + std::string(boost::describe::enum_to_string(stage, "?")) + "`";
    };
    std::string rows;
    for (const Transition& row : transitions())
        rows += "| " + name(row.from) + " | `" + moves.at(row.move) + "` | " +
                (row.to ? name(*row.to) : "back to where it was drafted") + " |\n";
    CHECK(part.find("|---|---|---|\n" + rows + "\n") != std::string::npos);
}

TEST_CASE("The example on the page is an agenda that uses every key") {
    const std::string part = section("## The agenda");
    const std::size_t begin = part.find("```toml\n") + 8;
    const std::string example = part.substr(begin, part.find("```", begin) - begin);
    const Agenda agenda = parse_agenda(example);
    CHECK(agenda.organisations.size() == 3);
    CHECK(agenda.rounds.at(0).examples.proposals.size() == 2);
    for (const char* key : {"name",
                            "purpose",
                            "group_name",
                            "agreements",
                            "[[organisations]]",
                            "seats",
                            "[[rounds]]",
                            "question",
                            "context",
                            "consent",
                            "tie",
                            "no_change",
                            "proposals_per_seat",
                            "results",
                            "steps",
                            "given",
                            "practice",
                            "minutes",
                            "examples",
                            "outcome_review_date"})
        CHECK(example.find(key) != std::string::npos);
}

TEST_CASE("Every sample agenda that ships is read") {
    // Named by the page of the project and by its commands.
    std::ifstream file(EQUIVOX_ROOT "/assets/agendas/winter-discharge.toml");
    std::stringstream text;
    text << file.rdbuf();
    const Agenda agenda = parse_agenda(text.str());
    std::vector<std::uint32_t> seats;
    for (const Organisation& organisation : agenda.organisations) seats.push_back(organisation.seats);
    CHECK(seats == std::vector<std::uint32_t>{5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1});
    REQUIRE(agenda.rounds.size() == 3);
    CHECK(agenda.rounds[0].practice);
    CHECK_FALSE(agenda.rounds[1].practice);
}

TEST_CASE("The limits on the page are those of the code") {
    const std::string deposits = section("## Deposits");
    CHECK(limits::title == 80);
    CHECK(limits::text == 2000);
    CHECK(limits::reason == 1000);
    CHECK(deposits.find("80 and 2,000 characters") != std::string::npos);
    CHECK(deposits.find("1,000 characters") != std::string::npos);
    CHECK(deposits.find(std::to_string(limits::deposit_bytes / 1024) + " KiB") != std::string::npos);
    CHECK(deposits.find(std::to_string(limits::ranked_proposals) + " proposals") != std::string::npos);
    CHECK(deposits.find(std::to_string(limits::ticks) + " ticks") != std::string::npos);
    CHECK(deposits.find("in 512 bytes for the others") != std::string::npos);
}

}  // namespace
}  // namespace equivox
