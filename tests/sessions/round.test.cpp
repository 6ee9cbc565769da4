// SPDX-License-Identifier: Apache-2.0
#include "sessions/round.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

constexpr std::array every_stage{Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections,
                                 Stage::outcome};
constexpr std::array every_move{Move::open_proposals, Move::begin_clarification, Move::open_questions,
                                Move::open_answers,   Move::open_shortlist,      Move::open_ranking,
                                Move::open_consent,   Move::set_aside,           Move::amend,
                                Move::draft_outcome,  Move::withdraw_draft,      Move::declare_outcome};

const RoomPlan three_organisations{.seats = {2, 1, 1}};

// A command that makes `move` and would be allowed in every other respect.
Command command_for(const Room& room, Move move) {
    const ProposalId hub = room.round().proposals_shown ? room.called("Hub") : ProposalId{1};
    switch (move) {
        case Move::open_proposals:
            return OpenBox{BoxKind::proposals, {}};
        case Move::begin_clarification:
            return MoveToClarification{};
        case Move::open_questions:
            return OpenBox{BoxKind::questions, {}};
        case Move::open_answers:
            return OpenBox{BoxKind::answers, {}};
        case Move::open_shortlist:
            return OpenBox{BoxKind::shortlist, {}};
        case Move::open_ranking:
            return OpenBox{BoxKind::ranking, {}};
        case Move::open_consent:
            return OpenBox{BoxKind::consent, hub};
        case Move::set_aside:
            return SetProposalAside{hub, "Part of another"};
        case Move::amend:
            return AmendProposal{hub, "Hub", "Another clause"};
        case Move::draft_outcome:
            return DraftOutcome{room.outcome(OutcomeKind::deferred)};
        case Move::withdraw_draft:
            return WithdrawDraft{};
        case Move::declare_outcome:
            return DeclareOutcome{};
    }
    return CloseSession{};
}

// A room in `stage` with everything there that a move could need.
void prepare(Room& room, Stage stage) {
    room.seat_everybody();
    room.round_begins();
    if (stage == Stage::proposals) return;
    room.propose(std::vector<std::string>{"Hub", "Beds"});
    room.clarify();
    room.ask_questions({"Who pays?"});
    if (stage == Stage::clarification) return;
    room.rank({"Hub > Beds", "Hub", "Hub"});
    if (stage == Stage::ranking) return;
    room.ask("Hub", {objection("Evenings are not covered.")});
    if (stage == Stage::objections) return;
    room.must(DraftOutcome{room.outcome(OutcomeKind::deferred)});
}

Stage stage_after(Stage from, Move move) {
    Room room(three_organisations);
    prepare(room, from);
    REQUIRE(room.round().stage == from);
    REQUIRE(said(room.facilitator(command_for(room, move))) == "done");
    return room.round().stage;
}

// --- every row of the table, by name

TEST_CASE("In proposals a box for proposals can be opened") {
    CHECK(stage_after(Stage::proposals, Move::open_proposals) == Stage::proposals);
}
TEST_CASE("From proposals the round goes to clarification") {
    CHECK(stage_after(Stage::proposals, Move::begin_clarification) == Stage::clarification);
}
TEST_CASE("In proposals an outcome can be drafted") {
    CHECK(stage_after(Stage::proposals, Move::draft_outcome) == Stage::outcome);
}
TEST_CASE("From clarification more proposals can be asked for") {
    CHECK(stage_after(Stage::clarification, Move::open_proposals) == Stage::proposals);
}
TEST_CASE("In clarification questions can be asked for") {
    CHECK(stage_after(Stage::clarification, Move::open_questions) == Stage::clarification);
}
TEST_CASE("In clarification answers can be asked for") {
    CHECK(stage_after(Stage::clarification, Move::open_answers) == Stage::clarification);
}
TEST_CASE("In clarification a proposal can be set aside") {
    CHECK(stage_after(Stage::clarification, Move::set_aside) == Stage::clarification);
}
TEST_CASE("In clarification a proposal can be amended") {
    CHECK(stage_after(Stage::clarification, Move::amend) == Stage::clarification);
}
TEST_CASE("In clarification a shortlist can be asked for") {
    Room room({.seats = {2, 1, 1}, .given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.open(BoxKind::shortlist);
    CHECK(room.round().stage == Stage::clarification);
}
TEST_CASE("From clarification the only proposal there is goes to objections") {
    Room room({.seats = {2, 1, 1}, .no_change = false, .given = {"Hub"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.open(BoxKind::consent, room.called("Hub"));
    CHECK(room.round().stage == Stage::objections);
}
TEST_CASE("From clarification the round goes to ranking") {
    CHECK(stage_after(Stage::clarification, Move::open_ranking) == Stage::ranking);
}
TEST_CASE("In clarification an outcome can be drafted") {
    CHECK(stage_after(Stage::clarification, Move::draft_outcome) == Stage::outcome);
}
TEST_CASE("From ranking the round can go back to clarification") {
    CHECK(stage_after(Stage::ranking, Move::begin_clarification) == Stage::clarification);
}
TEST_CASE("In ranking the room can rank again") {
    CHECK(stage_after(Stage::ranking, Move::open_ranking) == Stage::ranking);
}
TEST_CASE("From ranking the round goes to objections") {
    CHECK(stage_after(Stage::ranking, Move::open_consent) == Stage::objections);
}
TEST_CASE("In ranking an outcome can be drafted") {
    CHECK(stage_after(Stage::ranking, Move::draft_outcome) == Stage::outcome);
}
TEST_CASE("From objections the round can go back to clarification") {
    CHECK(stage_after(Stage::objections, Move::begin_clarification) == Stage::clarification);
}
TEST_CASE("From objections the room can rank again") {
    CHECK(stage_after(Stage::objections, Move::open_ranking) == Stage::ranking);
}
TEST_CASE("In objections the room can be asked again") {
    CHECK(stage_after(Stage::objections, Move::open_consent) == Stage::objections);
}
TEST_CASE("In objections a proposal can be amended") {
    CHECK(stage_after(Stage::objections, Move::amend) == Stage::objections);
}
TEST_CASE("In objections an outcome can be drafted") {
    CHECK(stage_after(Stage::objections, Move::draft_outcome) == Stage::outcome);
}
TEST_CASE("In outcome the draft can be written anew") {
    CHECK(stage_after(Stage::outcome, Move::draft_outcome) == Stage::outcome);
}
TEST_CASE("A withdrawn draft leads back to the stage in which it was drafted") {
    for (const Stage from : {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections}) {
        Room room(three_organisations);
        prepare(room, from);
        room.must(DraftOutcome{room.outcome(OutcomeKind::deferred)});
        room.must(DraftOutcome{room.outcome(OutcomeKind::no_decision)});
        room.must(WithdrawDraft{});
        CHECK(room.round().stage == from);
        CHECK_FALSE(room.round().outcome);
    }
}
TEST_CASE("A declared outcome ends the round") {
    CHECK(stage_after(Stage::outcome, Move::declare_outcome) == Stage::outcome);
    Room room(three_organisations);
    prepare(room, Stage::outcome);
    room.must(DeclareOutcome{});
    CHECK(room.round().declared);
}

TEST_CASE("The table has the rows that are tested by name and no others") {
    std::set<std::pair<Stage, Move>> rows;
    for (const Transition& row : transitions()) {
        CHECK(rows.emplace(row.from, row.move).second);
        CHECK(find_transition(row.from, row.move) == &row);
    }
    CHECK(rows.size() == 24);
}

TEST_CASE("Every move that the table does not have is refused at its stage") {
    int refused_moves = 0;
    for (const Stage stage : every_stage) {
        Room room(three_organisations);
        prepare(room, stage);
        for (const Move move : every_move) {
            if (find_transition(stage, move)) continue;
            INFO("stage " << static_cast<int>(stage) << " move " << static_cast<int>(move));
            const std::size_t entries = room.entries().size();
            CHECK(said(room.facilitator(command_for(room, move))) == "wrong_stage");
            CHECK(room.entries().size() == entries);
            ++refused_moves;
        }
    }
    CHECK(refused_moves == 5 * 12 - 24);
}

TEST_CASE("While a box is open every move is refused") {
    for (const Stage stage : every_stage) {
        if (stage == Stage::outcome) continue;
        for (const Move move : every_move) {
            Room room(three_organisations);
            prepare(room, stage);
            const Move opens = stage == Stage::proposals || stage == Stage::clarification
                                   ? Move::open_proposals
                                   : Move::open_ranking;
            room.must(command_for(room, opens));
            CHECK(said(room.facilitator(command_for(room, move))) == "box_is_open");
        }
    }
}

TEST_CASE("After its outcome every move in a round is refused") {
    Room room(three_organisations);
    prepare(room, Stage::outcome);
    room.must(DeclareOutcome{});
    for (const Move move : every_move)
        CHECK(said(room.facilitator(command_for(room, move))) == "round_decided");
}

TEST_CASE("Before the first round every move is refused") {
    Room room(three_organisations);
    room.seat_everybody();
    for (const Command& command :
         {Command(OpenBox{BoxKind::proposals, {}}), Command(MoveToClarification{}), Command(WithdrawDraft{}),
          Command(DeclareOutcome{}), Command(SetProposalAside{ProposalId{1}, "x"}),
          Command(DraftOutcome{room.outcome(OutcomeKind::deferred)})})
        CHECK(said(room.facilitator(command)) == "no_round");
}

TEST_CASE("Each kind of box has the move that opens it") {
    CHECK(move_that_opens(BoxKind::proposals) == Move::open_proposals);
    CHECK(move_that_opens(BoxKind::questions) == Move::open_questions);
    CHECK(move_that_opens(BoxKind::answers) == Move::open_answers);
    CHECK(move_that_opens(BoxKind::ranking) == Move::open_ranking);
    CHECK(move_that_opens(BoxKind::consent) == Move::open_consent);
    CHECK(move_that_opens(BoxKind::shortlist) == Move::open_shortlist);
}

}  // namespace
}  // namespace equivox
