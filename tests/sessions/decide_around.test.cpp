// SPDX-License-Identifier: Apache-2.0
// What decide() says about what happens around the stages: practice, safety, signals, merging.
#include <catch2/catch.hpp>

#include "sessions/decide.hpp"
#include "sessions/text.hpp"
#include "tests/support/at_stage.hpp"
#include "tests/support/notation.hpp"

namespace equivox {
namespace {

using namespace testing;

// --- practice

TEST_CASE("practice_round: a round for practice has no outcome and ends without one") {
    Room room({.seats = {1, 1, 1, 1, 1}, .given = {"Tea", "Coffee"}, .practice = true});
    room.seat_everybody();
    room.round_begins();
    CHECK(room.round().stage == Stage::clarification);
    CHECK(room.round().proposals_shown);
    CHECK(room.round().proposals.size() == 2);  // no "No change"
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::no_decision)}) == "practice_round");
    room.rank({"Tea > Coffee", "Tea", "Coffee", "Tea", "Tea"});
    CHECK(room.order() == "Tea > Coffee");
    room.ask("Tea", {yes()});
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Tea")}) == "practice_round");
    CHECK(said_to(room, CloseSession{}) == "wrong_stage");
    room.must(EndPractice{});
    CHECK(room.round().declared);
    CHECK_FALSE(room.round().outcome);
    CHECK(said_to(room, EndPractice{}) == "round_decided");
    room.round_begins();
    CHECK(room.round().id == RoundId{2});
}

TEST_CASE("Only a round for practice is ended so and not while people put something in") {
    At room(Stage::proposals);
    CHECK(said_to(room, EndPractice{}) == "wrong_stage");
    Room before(small);
    CHECK(said_to(before, EndPractice{}) == "no_round");
    Room practice({.seats = {2, 1, 1}, .given = {"Tea", "Coffee"}, .practice = true});
    practice.seat_everybody();
    practice.round_begins();
    practice.open(BoxKind::ranking);
    CHECK(said_to(practice, EndPractice{}) == "box_is_open");
    practice.close();
    CHECK(said_to(practice, EndPractice{}) == "done");
}

// --- safety

TEST_CASE(
    "How safe it is to speak can be asked before the first round and at every stage and between rounds") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.seat_everybody();
    room.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::safe));
    CHECK(room.session().safety.back().rounds_begun == 0);
    for (const Stage stage :
         {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections, Stage::outcome}) {
        At at(stage, {.seats = {1, 1, 1, 1, 1}});
        CHECK(said_to(at, OpenBox{BoxKind::safety, at.called("No change")}) == "wrong_kind");
        at.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::safe));
        CHECK(at.round().stage == stage);
        CHECK(at.session().safety.size() == 1);
    }
    At over(Stage::outcome, {.seats = {1, 1, 1, 1, 1}});
    over.must(DeclareOutcome{});
    over.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::safe));
    CHECK(over.session().safety.size() == 1);
    CHECK(said_to(over, OpenBox{BoxKind::safety, {}}) == "done");
    CHECK(said_to(over, OpenBox{BoxKind::safety, {}}) == "box_is_open");
    CHECK(said_to(over, BeginRound{RoundId{2}}) == "box_is_open");
}

// --- signals

TEST_CASE("What a seat signals reaches the console without saying which seat it was") {
    At room(Stage::proposals);
    std::vector<Signal> heard;
    room.recorder().on_signal([&](Signal signal) { heard.push_back(signal); });
    const std::string before = state_text(room.session()) + room.journal_text();
    for (const std::uint32_t seat : {1U, 3U}) {
        const Decision decision =
            decide(room.session(), RaiseSignal{Signal::please_pause}, Given{Delegate{SeatId{seat}}});
        CHECK(state_text(std::get<AcceptedSignal>(decision)) == state_text(AcceptedSignal{}));
        CHECK(said_to_seat(room, seat, RaiseSignal{Signal::please_pause}) == "done");
    }
    CHECK(heard == std::vector<Signal>{Signal::please_pause, Signal::please_pause});
    CHECK(state_text(room.session()) + room.journal_text() == before);
}

TEST_CASE("More time can be asked for once the last call was given and until the box closes") {
    At room(Stage::proposals);
    CHECK(said_to_seat(room, 1, RaiseSignal{Signal::more_time}) == "box_not_open");
    const BoxId box = room.open(BoxKind::proposals);
    CHECK(said_to_seat(room, 1, RaiseSignal{Signal::more_time}) == "box_not_open");
    room.must(GiveLastCall{box});
    CHECK(said_to_seat(room, 1, RaiseSignal{Signal::more_time}) == "done");
    Session closing = room.session();
    closing.box->closing = true;
    CHECK(std::get<Refusal>(decide(closing, RaiseSignal{Signal::more_time}, Given{Delegate{SeatId{1}}})) ==
          Refusal::box_closing);
}

TEST_CASE("nothing_changed: only what was merged can be asked to be kept apart") {
    At room(Stage::clarification);
    CHECK(said_to_seat(room, 1, RaiseSignal{Signal::keep_apart}) == "nothing_changed");
    room.must(MergeProposals{room.called("Hub"), room.called("Beds"), "Both", "Together"});
    CHECK(said_to_seat(room, 1, RaiseSignal{Signal::keep_apart}) == "done");
}

// --- merging

TEST_CASE("Merging keeps one proposal with the new text and sets the other aside") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    const ProposalId beds = room.called("Beds");
    room.must(MergeProposals{hub, beds, "Hub with beds", "One clause\nThe other"});
    const ProposalState& kept = *room.session().proposal(hub);
    const ProposalState& merged = *room.session().proposal(beds);
    CHECK(kept.current == ProposalVersion{"Hub with beds", "One clause\nThe other"});
    REQUIRE(kept.earlier.size() == 1);
    CHECK(kept.earlier[0].title == "Hub");
    CHECK(merged.set_aside);
    CHECK(merged.set_aside_reason == "Merged into proposal " + std::to_string(kept.number) + ".");
    CHECK(merged.current.title == "Beds");
    CHECK(proposals_in_play(room.round()).size() == 2);
}

TEST_CASE("A merge is undone by bringing one back and giving the other its text back") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    const ProposalVersion text = room.session().proposal(hub)->current;
    room.must(MergeProposals{hub, room.called("Beds"), "Hub with beds", ""});
    room.must(RestoreProposal{room.called("Beds")});
    room.must(AmendProposal{hub, text.title, text.text});
    CHECK(room.session().proposal(hub)->current == text);
    CHECK(room.session().proposal(hub)->earlier.size() == 2);  // nothing is forgotten
    CHECK_FALSE(room.session().proposal(room.called("Beds"))->set_aside);
    CHECK(room.session().proposal(room.called("Beds"))->set_aside_reason.empty());
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "done");
    CHECK(room.session().box->ranked.size() == 3);
}

TEST_CASE("Merging into a text that stays as it is adds no version") {
    At room(Stage::clarification);
    const ProposalVersion hub = room.session().proposal(room.called("Hub"))->current;
    room.must(MergeProposals{room.called("Hub"), room.called("Beds"), hub.title, hub.text});
    CHECK(room.session().proposal(room.called("Hub"))->earlier.empty());
}

TEST_CASE("Only two proposals in play that can be changed are merged and only in clarification") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    const ProposalId beds = room.called("Beds");
    const ProposalId no_change = room.called("No change");
    CHECK(said_to(room, MergeProposals{hub, hub, "x", ""}) == "unknown_proposal");
    CHECK(said_to(room, MergeProposals{hub, ProposalId{99}, "x", ""}) == "unknown_proposal");
    CHECK(said_to(room, MergeProposals{ProposalId{99}, hub, "x", ""}) == "unknown_proposal");
    CHECK(said_to(room, MergeProposals{hub, no_change, "x", ""}) == "no_change_is_fixed");
    CHECK(said_to(room, MergeProposals{no_change, hub, "x", ""}) == "no_change_is_fixed");
    CHECK(said_to(room, MergeProposals{hub, beds, " ", ""}) == "text_empty");
    CHECK(said_to(room, MergeProposals{hub, beds, std::string(81, 'x'), ""}) == "text_too_long");
    CHECK(said_to(room, MergeProposals{hub, beds, "x", "\xFF"}) == "text_not_valid");
    room.must(SetProposalAside{beds, "Part of Hub"});
    CHECK(said_to(room, MergeProposals{hub, beds, "x", ""}) == "proposal_set_aside");
    CHECK(said_to(room, MergeProposals{beds, hub, "x", ""}) == "proposal_set_aside");
    At ranked(Stage::ranking);
    CHECK(said_to(ranked, MergeProposals{ranked.called("Hub"), ranked.called("Beds"), "x", ""}) ==
          "wrong_stage");
}

}  // namespace
}  // namespace equivox
