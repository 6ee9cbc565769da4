// SPDX-License-Identifier: Apache-2.0
// The disclosure rules of anonymity.md section 3, each by its number.
#include "sessions/release.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/json.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;

// --- rankings as pure functions

// Proposals 1, 2, 3; one ballot for each seat that ranked.
struct Counted {
    std::uint32_t seat;
    Ranking ranking;
};

ReleaseParameters parameters_for(const std::vector<std::uint32_t>& seats) {
    ReleaseParameters parameters;
    parameters.rules.kind = BoxKind::ranking;
    parameters.rules.proposals = {ProposalId{1}, ProposalId{2}, ProposalId{3}};
    std::uint32_t seat = 1;
    for (std::uint32_t organisation = 1; organisation <= seats.size(); ++organisation)
        for (std::uint32_t i = 0; i < seats[organisation - 1]; ++i)
            parameters.seats.emplace_back(SeatId{seat++}, OrganisationId{organisation});
    return parameters;
}

BoxKey key_number(unsigned number) {
    BoxKey key{};
    key[0] = static_cast<std::byte>(number);
    return key;
}

Release release_of(const ReleaseParameters& parameters, const std::vector<Counted>& cast) {
    std::vector<SeatId> counted;
    std::vector<OpenedDeposit> deposits;
    for (const Counted& one : cast) {
        counted.push_back(SeatId{one.seat});
        deposits.push_back({parameters.seats[one.seat - 1].second, RankingDeposit{one.ranking}});
    }
    return make_release(parameters, key_number(1), counted, std::move(deposits));
}

// Three texts or answers for each seat may go in; questions may be about proposal 1, answers to question 1.
ReleaseParameters of_kind(BoxKind kind) {
    ReleaseParameters parameters = parameters_for({1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    parameters.rules = {.kind = kind,
                        .proposals = {ProposalId{1}, ProposalId{2}},
                        .questions = {QuestionId{1}, QuestionId{3}},
                        .entries_allowed = 3,
                        .clauses = 2};
    return parameters;
}

// One deposit for each of the first seats.
Release release_of_texts(const ReleaseParameters& parameters, const BoxKey& key,
                         const std::vector<DepositContent>& contents) {
    std::vector<SeatId> counted;
    std::vector<OpenedDeposit> deposits;
    for (const DepositContent& content : contents) {
        counted.push_back(parameters.seats[deposits.size()].first);
        deposits.push_back({parameters.seats[deposits.size()].second, content});
    }
    return make_release(parameters, key, counted, std::move(deposits));
}

const Ranking abc{{ProposalId{1}}, {ProposalId{2}}, {ProposalId{3}}};
const Ranking cba{{ProposalId{3}}, {ProposalId{2}}, {ProposalId{1}}};

std::vector<Counted> everybody(std::uint32_t seats, const Ranking& ranking) {
    std::vector<Counted> cast;
    for (std::uint32_t seat = 1; seat <= seats; ++seat) cast.push_back({seat, ranking});
    return cast;
}

TEST_CASE("D1: with four organisations a ranking is not shown and the reason is their number") {
    const Release release = release_of(parameters_for({3, 2, 1, 1}), everybody(7, abc));
    const auto& withheld = std::get<RankingWithheld>(release);
    CHECK(withheld.reason == WithheldReason::too_few_organisations);
    CHECK(withheld.organisations == 4);
    CHECK(withheld.ballots == 7);
    CHECK(withheld.changed.empty());
}

TEST_CASE("D1: what counts is how many organisations ranked and not how many there are") {
    const ReleaseParameters parameters = parameters_for({5, 1, 1, 1, 1, 1, 1});
    CHECK(std::holds_alternative<RankingWithheld>(release_of(parameters, everybody(8, abc))));
    CHECK(std::holds_alternative<RankingRelease>(release_of(parameters, everybody(9, abc))));
    CHECK(std::holds_alternative<RankingWithheld>(release_of(parameters, {})));
}

TEST_CASE("D1: a ballot without an opinion makes its organisation take part") {
    const Release release = release_of(parameters_for({1, 1, 1, 1, 1}), everybody(5, {}));
    const auto& shown = std::get<RankingRelease>(release);
    CHECK(shown.organisations == 5);
    REQUIRE(shown.places.size() == 1);
    CHECK(shown.places[0].size() == 3);
    CHECK(shown.steps.empty());
}

TEST_CASE("D2: the level follows from the number of organisations alone") {
    for (const Ranking& ballot : {abc, cba, Ranking{}}) {
        CHECK(std::get<RankingRelease>(release_of(parameters_for({1, 1, 1, 1, 1}), everybody(5, ballot)))
                  .level == Level::l1);
        CHECK(std::get<RankingRelease>(release_of(parameters_for({1, 1, 1, 1, 1, 1}), everybody(6, ballot)))
                  .level == Level::l2);
    }
}

TEST_CASE("At five organisations a step is level or ahead and never clearly ahead") {
    const Release five = release_of(parameters_for({1, 1, 1, 1, 1}), everybody(5, abc));
    CHECK(std::get<RankingRelease>(five).steps == std::vector<Step>{Step::ahead, Step::ahead});
    const Release six = release_of(parameters_for({1, 1, 1, 1, 1, 1}), everybody(6, abc));
    CHECK(std::get<RankingRelease>(six).steps == std::vector<Step>{Step::clearly_ahead, Step::clearly_ahead});
}

TEST_CASE("D5: each organisation counts as one however many delegates it has") {
    // Organisation 1 has four delegates for A; five others with one each are three for C and two for A.
    std::vector<Counted> cast = everybody(4, abc);
    for (const std::uint32_t seat : {5U, 6U, 7U}) cast.push_back({seat, cba});
    for (const std::uint32_t seat : {8U, 9U}) cast.push_back({seat, abc});
    const auto shown = std::get<RankingRelease>(release_of(parameters_for({4, 1, 1, 1, 1, 1}), cast));
    CHECK(shown.places.size() == 1);  // three against three, where heads would be six against three
}

TEST_CASE("D5: an organisation whose delegates differ splits its one voice") {
    // Two of three delegates of organisation 1 for A, one for C: a third of a voice for A. Others even.
    std::vector<Counted> cast{{1, abc}, {2, abc}, {3, cba}, {4, abc}, {5, cba}, {6, abc}, {7, cba}};
    const auto parameters = parameters_for({3, 1, 1, 1, 1});
    CHECK(std::get<RankingRelease>(release_of(parameters, cast)).places.size() == 1);
    cast[6].ranking = {};  // now more than one voice for A
    const auto shown = std::get<RankingRelease>(release_of(parameters, cast));
    CHECK(shown.places.size() == 3);
    CHECK(shown.places[0] == std::vector<ProposalId>{ProposalId{1}});
}

TEST_CASE("D5: a cycle is one place") {
    const Ranking bca{{ProposalId{2}}, {ProposalId{3}}, {ProposalId{1}}};
    const Ranking cab{{ProposalId{3}}, {ProposalId{1}}, {ProposalId{2}}};
    const auto shown = std::get<RankingRelease>(release_of(
        parameters_for({1, 1, 1, 1, 1, 1}), {{1, abc}, {2, abc}, {3, bca}, {4, bca}, {5, cab}, {6, cab}}));
    CHECK(shown.places.size() == 1);
    CHECK(shown.places[0] == std::vector<ProposalId>{ProposalId{1}, ProposalId{2}, ProposalId{3}});
}

TEST_CASE("D4: a release of a ranking holds order and steps and two numbers and nothing else") {
    const Release release = release_of(parameters_for({1, 1, 1, 1, 1}), everybody(5, abc));
    CHECK(to_json_text(release) ==
          R"({"type":"ranking","rule_version":1,"organisations":5,"ballots":5,"level":"l1",)"
          R"("outsiders_only":false,"places":[[1],[2],[3]],"steps":["ahead","ahead"]})");
}

TEST_CASE("D6: the same ballots give the same bytes in whatever order they are taken within a room") {
    const auto parameters = parameters_for({2, 1, 1, 1, 1});
    const std::vector<Counted> one{{1, abc}, {2, cba}, {3, abc}, {4, abc}, {5, cba}, {6, abc}};
    const std::vector<Counted> swapped{{1, cba}, {2, abc}, {3, abc}, {4, cba}, {5, abc}, {6, abc}};
    CHECK(to_json_text(release_of(parameters, one)) == to_json_text(release_of(parameters, one)));
    CHECK(to_json_text(release_of(parameters, one)) == to_json_text(release_of(parameters, swapped)));
}

// --- D7

std::vector<SeatId> seats(std::initializer_list<std::uint32_t> numbers) {
    std::vector<SeatId> ids;
    for (const std::uint32_t number : numbers) ids.push_back(SeatId{number});
    return ids;
}

Release repeated(std::vector<SeatId> before, std::initializer_list<std::uint32_t> now) {
    ReleaseParameters parameters = parameters_for({2, 1, 1, 1, 1, 1, 1, 1, 1});
    parameters.earlier.push_back({std::move(before)});
    std::vector<Counted> cast;
    for (const std::uint32_t seat : now) cast.push_back({seat, abc});
    return release_of(parameters, cast);
}

TEST_CASE("D7: with nobody's attendance changed a repeated ranking is shown as before") {
    const Release release = repeated(seats({1, 2, 3, 4, 5, 6, 7}), {1, 2, 3, 4, 5, 6, 7});
    CHECK(std::get<RankingRelease>(release).level == Level::l2);
}

TEST_CASE("D7: with one organisation's attendance changed it is not shown") {
    const Release release = repeated(seats({1, 2, 3, 4, 5, 6, 7}), {1, 2, 3, 4, 5, 6});
    const auto& withheld = std::get<RankingWithheld>(release);
    CHECK(withheld.reason == WithheldReason::attendance_changed);
    CHECK(withheld.changed == std::vector<OrganisationId>{OrganisationId{6}});
}

TEST_CASE("D7: one colleague fewer is a change as much as an organisation fewer") {
    const Release release = repeated(seats({1, 2, 3, 4, 5, 6, 7}), {2, 3, 4, 5, 6, 7});
    CHECK(std::get<RankingWithheld>(release).changed == std::vector<OrganisationId>{OrganisationId{1}});
    const Release other = repeated(seats({1, 3, 4, 5, 6, 7}), {2, 3, 4, 5, 6, 7});
    CHECK(std::get<RankingWithheld>(other).changed == std::vector<OrganisationId>{OrganisationId{1}});
}

TEST_CASE("D7: with two organisations' attendance changed it is not shown") {
    const Release release = repeated(seats({1, 2, 3, 4, 5, 6, 7}), {1, 2, 3, 4, 5, 6, 8});
    CHECK(std::get<RankingWithheld>(release).changed ==
          std::vector<OrganisationId>{OrganisationId{6}, OrganisationId{7}});
}

TEST_CASE("D7: with three organisations' attendance changed it is shown with less detail") {
    const Release release = repeated(seats({1, 2, 3, 4, 5, 6, 7}), {1, 2, 3, 4, 5, 6, 8, 9});
    CHECK(std::get<RankingRelease>(release).level == Level::l1);
}

TEST_CASE("D7: the strictest of several earlier rankings decides") {
    ReleaseParameters parameters = parameters_for({1, 1, 1, 1, 1, 1, 1, 1});
    parameters.earlier.push_back({seats({1, 2, 3, 4, 5, 6})});
    parameters.earlier.push_back({seats({1, 2, 3, 4, 5})});
    CHECK(std::holds_alternative<RankingWithheld>(release_of(parameters, everybody(6, abc))));
    parameters.earlier.pop_back();
    CHECK(std::holds_alternative<RankingRelease>(release_of(parameters, everybody(6, abc))));
}

TEST_CASE("D7: too few organisations is said before a changed attendance") {
    ReleaseParameters parameters = parameters_for({1, 1, 1, 1, 1});
    parameters.earlier.push_back({seats({1, 2, 3, 4, 5})});
    CHECK(std::get<RankingWithheld>(release_of(parameters, everybody(4, abc))).reason ==
          WithheldReason::too_few_organisations);
}

TEST_CASE("D7: a withheld ranking is nothing to compare with and one over other proposals neither") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    room.reach(Stage::clarification);
    room.rank({"Hub", "Hub", "Hub", "Hub"});  // four organisations: withheld
    REQUIRE(room.withheld_ranking());
    room.rank({"Hub", "Hub", "Hub", "Hub", "Hub"});
    CHECK(room.shown_ranking());

    room.clarify();
    room.must(SetProposalAside{room.called("Hub"), "Part of Beds"});
    room.propose(std::vector<std::string>{"Vans"});
    room.clarify();
    room.must(SetProposalAside{room.called("Beds"), "Part of Vans"});
    room.rank({"Vans", "Vans", "Vans", "Vans", "Vans", "Vans"});  // shares only "No change" with the last
    CHECK(room.shown_ranking());
}

// --- texts

std::vector<std::string> titles_in_order(const Release& release) {
    std::vector<std::string> titles;
    for (const ReleasedProposal& proposal : std::get<ProposalsRelease>(release).proposals)
        titles.push_back(proposal.title);
    return titles;
}

std::vector<DepositContent> ten_proposals(bool backwards) {
    std::vector<DepositContent> deposits;
    for (int i = 0; i < 10; ++i)
        deposits.push_back(proposal("Proposal " + std::to_string(backwards ? 9 - i : i)));
    return deposits;
}

TEST_CASE("Texts come out in an order that does not depend on how they went in") {
    const ReleaseParameters parameters = of_kind(BoxKind::proposals);
    CHECK(titles_in_order(release_of_texts(parameters, key_number(1), ten_proposals(false))) ==
          titles_in_order(release_of_texts(parameters, key_number(1), ten_proposals(true))));
}

TEST_CASE("The order of texts depends on the key of the box") {
    const ReleaseParameters parameters = of_kind(BoxKind::proposals);
    std::set<std::vector<std::string>> orders;
    std::set<std::string> first;
    for (unsigned number = 0; number < 60; ++number) {
        const auto order =
            titles_in_order(release_of_texts(parameters, key_number(number), ten_proposals(false)));
        orders.insert(order);
        first.insert(order.front());
    }
    CHECK(orders.size() == 60);
    CHECK(first.size() >= 8);
}

TEST_CASE("Texts get their numbers in the order of the release and two equal texts are both kept") {
    ReleaseParameters parameters = of_kind(BoxKind::proposals);
    parameters.next_proposal = 5;
    const auto release = std::get<ProposalsRelease>(release_of_texts(
        parameters, key_number(1), std::vector<DepositContent>{proposal("A"), proposal("A"), proposal("B")}));
    REQUIRE(release.proposals.size() == 3);
    for (std::uint32_t i = 0; i < 3; ++i) CHECK(release.proposals[i].id == ProposalId{5 + i});
}

TEST_CASE("Deposits with nothing in them leave no trace in a release of texts") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::answers}) {
        const ReleaseParameters parameters = of_kind(kind);
        const std::vector<DepositContent> nothing_in(3, empty_deposit(kind));
        CHECK(to_json_text(release_of_texts(parameters, key_number(1), nothing_in)) ==
              to_json_text(release_of_texts(parameters, key_number(1), {})));
    }
}

TEST_CASE("Questions and answers come out with what they are about") {
    ReleaseParameters parameters = of_kind(BoxKind::questions);
    parameters.next_question = 3;
    const std::vector<DepositContent> asked{QuestionsDeposit{{{ProposalId{2}, "Where?"}}}};
    const auto questions = std::get<QuestionsRelease>(release_of_texts(parameters, key_number(1), asked));
    REQUIRE(questions.questions.size() == 1);
    CHECK(questions.questions[0].id == QuestionId{3});
    CHECK(questions.questions[0].about == ProposalId{2});
    const std::vector<DepositContent> answered{AnswersDeposit{{{QuestionId{3}, "There."}}}};
    const auto answers =
        std::get<AnswersRelease>(release_of_texts(of_kind(BoxKind::answers), key_number(1), answered));
    REQUIRE(answers.answers.size() == 1);
    CHECK(answers.answers[0].question == QuestionId{3});
}

// --- consent

std::string consent_of(const std::vector<DepositContent>& deposits) {
    return to_json_text(release_of_texts(of_kind(BoxKind::consent), key_number(1), deposits));
}

TEST_CASE("Yes and leave it to the others and no answer leave no trace at all") {
    const std::string none = R"({"type":"consent","objections":[],"worries":[]})";
    CHECK(consent_of({}) == none);
    CHECK(consent_of({yes(), yes(), stand_aside(), nothing()}) == none);
    const std::string one = consent_of({objection("why", 2)});
    CHECK(one == R"({"type":"consent","objections":[{"id":1,"clause":2,"reason":"why"}],"worries":[]})");
    CHECK(consent_of({yes(), objection("why", 2), nothing(), stand_aside()}) == one);
}

TEST_CASE("Objections and worries come out in an order that does not depend on how they went in") {
    const std::vector<DepositContent> answers{objection("a"), objection("b"), objection("c"),
                                              worry("d"),     worry("e"),     yes()};
    CHECK(consent_of(answers) == consent_of({answers.rbegin(), answers.rend()}));
}

// --- what a whole room gives away

TEST_CASE("D9: the counted seats of a ranking are recorded in seat order and those of no other box") {
    Room room({.seats = {2, 1, 1, 1, 1}});
    room.reach(Stage::clarification);
    room.ask_questions({"Who pays?"});
    room.answer({"We do."});
    const BoxId box = room.open(BoxKind::ranking);
    for (const std::uint32_t seat : {6U, 2U, 4U}) room.put(seat, RankingDeposit{});
    room.close();
    room.ask("Hub", {objection("no")});
    int releases = 0;
    for (const Entry& entry : room.entries()) {
        const Event event = decode_event(entry.event);
        const auto* released = std::get_if<BoxReleased>(&event);
        if (!released) continue;
        ++releases;
        CHECK(released->counted == (released->box == box ? seats({2, 4, 6}) : seats({})));
    }
    CHECK(releases == 5);
}

TEST_CASE("D12: what is withheld is recorded with a public reason and without any order") {
    Room room({.seats = {1, 1, 1, 1}});
    room.reach(Stage::ranking);
    const std::string released = room.entries()[room.entries().size() - 2].event;
    CHECK(released.find("places") == std::string::npos);
    CHECK(released.find("too_few_organisations") != std::string::npos);
}

TEST_CASE("D3: a box is released once and its number is never used again") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::ranking);
    std::set<std::uint32_t> opened;
    std::set<std::uint32_t> released;
    room.rank({"Hub", "Hub", "Hub", "Hub", "Hub"});
    for (const Entry& entry : room.entries()) {
        const Event event = decode_event(entry.event);
        if (const auto* box = std::get_if<BoxOpened>(&event)) CHECK(opened.insert(box->box.value).second);
        if (const auto* box = std::get_if<BoxReleased>(&event)) CHECK(released.insert(box->box.value).second);
    }
    CHECK(opened == released);
}

TEST_CASE("Nothing of an open box is in the journal or the state until it closes") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::proposals);
    room.open(BoxKind::proposals);
    const std::string before = room.journal_text() + state_text(room.session());
    for (std::uint32_t seat = 1; seat <= 5; ++seat)
        room.put(seat, proposal("Canary " + std::to_string(seat)));
    CHECK(room.journal_text() + state_text(room.session()) == before);
    room.must(VoidBox{room.session().box->id});
    CHECK(room.journal_text().find("Canary") == std::string::npos);
}

}  // namespace
}  // namespace equivox
