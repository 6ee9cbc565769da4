// SPDX-License-Identifier: Apache-2.0
// What decide() says about consent and the outcome.
#include <catch2/catch.hpp>

#include "sessions/decide.hpp"
#include "tests/support/at_stage.hpp"

namespace equivox {
namespace {

using namespace testing;

TEST_CASE("not_leading: the proposal that leads is asked about first") {
    At room(Stage::ranking);
    CHECK(said_to(room, OpenBox{BoxKind::consent, room.called("Beds")}) == "done");  // not shown: any may be
    At shown(Stage::ranking, {.seats = {1, 1, 1, 1, 1}});
    CHECK(said_to(shown, OpenBox{BoxKind::consent, shown.called("Beds")}) == "not_leading");
    CHECK(said_to(shown, OpenBox{BoxKind::consent, shown.called("Hub")}) == "done");
}

TEST_CASE("outcome_incomplete: an outcome has a text and who and when") {
    At room(Stage::objections);
    const auto without = [&](OutcomeKind kind, auto change) {
        OutcomeText outcome = room.outcome(kind, "Hub");
        change(outcome);
        return said_to(room, DraftOutcome{outcome});
    };
    for (const OutcomeKind kind : {OutcomeKind::adopted, OutcomeKind::deferred}) {
        CHECK(without(kind, [](OutcomeText& o) { o.text = " "; }) == "outcome_incomplete");
        CHECK(without(kind, [](OutcomeText& o) { o.owner = ""; }) == "outcome_incomplete");
        CHECK(without(kind, [](OutcomeText& o) { o.review_date = ""; }) == "outcome_incomplete");
    }
    CHECK(without(OutcomeKind::adopted, [](OutcomeText& o) { o.proposal.reset(); }) == "outcome_incomplete");
    CHECK(without(OutcomeKind::no_decision, [](OutcomeText& o) { o.text = ""; }) == "outcome_incomplete");
    CHECK(without(OutcomeKind::no_decision, [](OutcomeText& o) { o.owner = o.review_date = ""; }) == "done");
}

TEST_CASE("date_not_valid: a review date is a day that exists") {
    At room(Stage::objections);
    for (const char* date :
         {"31.3.2027", "2027-02-29", "2027-3-31", "tomorrow", "2027-00-10", "0000-01-01"}) {
        OutcomeText outcome = room.outcome(OutcomeKind::deferred);
        outcome.review_date = date;
        CHECK(said_to(room, DraftOutcome{outcome}) == "date_not_valid");
    }
    OutcomeText leap = room.outcome(OutcomeKind::deferred);
    leap.review_date = "2028-02-29";
    CHECK(said_to(room, DraftOutcome{leap}) == "done");
}

TEST_CASE("not_asked: nothing is adopted before the room was asked about its text as it stands") {
    At room(Stage::ranking);
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "not_asked");
    room.ask("Hub", {yes()});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Beds")}) == "not_asked");
    room.must(AmendProposal{room.called("Hub"), "Hub", "Another text"});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "not_asked");
    room.ask("Hub", {yes()});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "done");
}

TEST_CASE("objections_remain: with an objection to the text it is not adopted") {
    At room(Stage::ranking);
    room.ask("Hub", {objection("Evenings are not covered.")});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "objections_remain");
    room.ask("Hub", {worry("Watch the evenings.")});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "done");
}

TEST_CASE("Where the agenda lets objections stand a text can be adopted with them") {
    At room(Stage::ranking, {.seats = {2, 1, 1}, .consent = ConsentRule::objections_may_stand});
    room.ask("Hub", {objection("Evenings are not covered.")});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "done");
}

TEST_CASE("no_draft: an outcome is read back before it is declared or withdrawn") {
    At room(Stage::outcome);
    Session session = room.session();
    session.rounds.back().outcome.reset();
    const Given facilitator{Facilitator{}};
    CHECK(std::get<Refusal>(decide(session, DeclareOutcome{}, facilitator)) == Refusal::no_draft);
    CHECK(std::get<Refusal>(decide(session, WithdrawDraft{}, facilitator)) == Refusal::no_draft);
}

}  // namespace
}  // namespace equivox
