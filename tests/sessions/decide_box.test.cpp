// SPDX-License-Identifier: Apache-2.0
// What decide() says about boxes: opening, putting in, closing and stopping them.
#include <catch2/catch.hpp>

#include "sessions/decide.hpp"
#include "sessions/text.hpp"
#include "tests/support/at_stage.hpp"
#include "tests/support/notation.hpp"

namespace equivox {
namespace {

using namespace testing;

TEST_CASE("box_is_open: one box at a time and no move meanwhile") {
    At room(Stage::proposals);
    room.open(BoxKind::proposals);
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "box_is_open");
    CHECK(said_to(room, MoveToClarification{}) == "box_is_open");
    CHECK(said_to(room, BeginRound{RoundId{2}}) == "box_is_open");
    CHECK(said_to(room, CloseSession{}) == "box_is_open");
}

TEST_CASE("box_not_open: what concerns another box than the open one changes nothing") {
    At room(Stage::proposals);
    CHECK(said_to_seat(room, 1, PutDeposit{BoxId{1}, 1, ""}) == "box_not_open");
    const BoxId box = room.open(BoxKind::proposals);
    PutDeposit put = room.sealed(1, 1, proposal("Hub"));
    for (const std::uint32_t other : {0U, box.value + 1, box.value + 7}) {
        CHECK(said_to(room, GiveLastCall{BoxId{other}}) == "box_not_open");
        CHECK(said_to(room, CloseBox{BoxId{other}}) == "box_not_open");
        CHECK(said_to(room, VoidBox{BoxId{other}}) == "box_not_open");
        put.box = BoxId{other};
        CHECK(said_to_seat(room, 1, put) == "box_not_open");
    }
    room.must(VoidBox{box});
    put.box = box;
    CHECK(said_to_seat(room, 1, put) == "box_not_open");
}

TEST_CASE("box_closing: once it closes a box takes nothing and can not be stopped") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    Session session = room.session();
    session.box->last_call = true;
    session.box->closing = true;
    const Given facilitator{Facilitator{}};
    CHECK(std::get<Refusal>(decide(session, CloseBox{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, VoidBox{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, GiveLastCall{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, room.sealed(1, 1, proposal("Hub")),
                                   Given{Delegate{SeatId{1}}})) == Refusal::box_closing);
}

TEST_CASE("no_last_call: a box closes after a last call only") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    room.put_nothing_from_the_others();
    CHECK(said_to(room, CloseBox{box}) == "no_last_call");
    room.must(GiveLastCall{box});
    CHECK(said_to(room, CloseBox{box}) == "done");
}

TEST_CASE("A second last call says nothing new and is no fault") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    room.must(GiveLastCall{box});
    const std::size_t entries = room.entries().size();
    CHECK(said_to(room, GiveLastCall{box}) == "done");
    CHECK(room.entries().size() == entries);
}

TEST_CASE("A box can be stopped without opening and nothing of it is kept") {
    At room(Stage::clarification);
    room.open_ranking_with({"Hub", "Beds", "Hub", "Hub"});
    room.must(VoidBox{room.session().box->id});
    CHECK_FALSE(room.session().box);
    CHECK(room.round().rankings.empty());
    CHECK(room.round().stage == Stage::ranking);
}

TEST_CASE("wrong_kind: only the question of consent names a proposal") {
    At room(Stage::clarification);
    CHECK(said_to(room, OpenBox{BoxKind::ranking, room.called("Hub")}) == "wrong_kind");
    CHECK(said_to(room, OpenBox{BoxKind::questions, room.called("Hub")}) == "wrong_kind");
}

TEST_CASE("stale_sequence: an older version never replaces a newer one and one number is one deposit") {
    At room(Stage::clarification);
    room.open(BoxKind::ranking);
    const auto ballot = [&](std::uint64_t sequence, std::string_view text) {
        return room.sealed(1, sequence, RankingDeposit{parse_ranking(room.session(), text)});
    };
    const PutDeposit five = ballot(5, "Hub");
    CHECK(said_to_seat(room, 1, ballot(0, "Hub")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, ballot(1'000'000'001, "Hub")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, five) == "done");
    CHECK(said_to_seat(room, 1, ballot(4, "Beds")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, five) == "done");                        // the same again
    CHECK(said_to_seat(room, 1, ballot(5, "Hub")) == "stale_sequence");  // another under the same number
    CHECK(said_to_seat(room, 1, ballot(6, "Beds")) == "done");
    CHECK(room.live().turnout == 1);
}

TEST_CASE("too_few_organisations: with fewer than three seated nothing could be anonymous") {
    Room room({.seats = {2, 1, 1}});
    room.seat(1, 2);
    room.seat(2);
    room.round_begins();
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "too_few_organisations");
    room.seat(3);
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "done");
}

TEST_CASE("too_few_proposals: one proposal can not be ranked") {
    At room(Stage::proposals);
    room.propose(std::vector<std::string>{});
    room.clarify();
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "too_few_proposals");
    At two(Stage::clarification);
    two.must(SetProposalAside{two.called("Hub"), "Part of Beds"});
    CHECK(said_to(two, OpenBox{BoxKind::ranking, {}}) == "done");
}

TEST_CASE("too_many_proposals: thirteen can not be ranked and twelve can") {
    Room room({.seats = {4, 4, 4}});
    room.seat_everybody();
    room.round_begins();
    std::vector<std::string> titles;
    for (int i = 1; i <= 12; ++i) titles.push_back("Proposal " + std::to_string(i));
    room.propose(titles);
    room.clarify();
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "too_many_proposals");
    room.must(SetProposalAside{room.called("Proposal 3"), "Part of another"});
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "done");
    CHECK(room.session().box->ranked.size() == limits::ranked_proposals);
}

TEST_CASE("no_questions: without questions there is nothing to answer") {
    At room(Stage::clarification);
    CHECK(said_to(room, OpenBox{BoxKind::answers, {}}) == "no_questions");
    room.ask_questions({"Who pays?"});
    CHECK(said_to(room, OpenBox{BoxKind::answers, {}}) == "done");
}

TEST_CASE("too_few_heard: a box for texts or consent is not opened for fewer than three organisations") {
    At room(Stage::proposals);  // organisations of two, one and one
    const BoxId box = room.open(BoxKind::proposals);
    room.must(GiveLastCall{box});
    const auto nothing_is_lost = [&] {
        CHECK(room.session().box);
        CHECK_FALSE(room.session().box->closing);
    };
    CHECK(said_to(room, CloseBox{box}) == "too_few_heard");
    room.put(1, proposal("Hub"));
    room.put(2, ProposalsDeposit{});
    room.put(3, ProposalsDeposit{});
    CHECK(said_to(room, CloseBox{box}) == "too_few_heard");  // three seats of two organisations
    nothing_is_lost();
    room.put(4, ProposalsDeposit{});
    CHECK(said_to(room, CloseBox{box}) == "done");
    CHECK(room.round().proposals.size() == 2);
}

TEST_CASE("too_few_heard: questions, answers and consent have the same rule and what is chosen has not") {
    for (const BoxKind kind :
         {BoxKind::questions, BoxKind::answers, BoxKind::consent, BoxKind::ranking, BoxKind::safety}) {
        At room(kind == BoxKind::consent ? Stage::ranking : Stage::clarification);
        if (kind == BoxKind::answers) room.ask_questions({"Who pays?"});
        const BoxId box =
            room.open(kind, kind == BoxKind::consent ? std::optional(room.called("Hub")) : std::nullopt);
        room.must(GiveLastCall{box});
        const bool withheld_instead = kind == BoxKind::ranking || kind == BoxKind::safety;
        CHECK(said_to(room, CloseBox{box}) == (withheld_instead ? "done" : "too_few_heard"));
    }
}

TEST_CASE("not_for_this_room: outsiders only is for rankings of three or four organisations") {
    At small_room(Stage::clarification);
    CHECK(said_to(small_room, OpenBox{BoxKind::questions, {}, true}) == "not_for_this_room");
    CHECK(said_to(small_room, OpenBox{BoxKind::proposals, {}, true}) == "not_for_this_room");
    CHECK(said_to(small_room, OpenBox{BoxKind::safety, {}, true}) == "not_for_this_room");
    CHECK(said_to(small_room, OpenBox{BoxKind::ranking, {}, true}) == "done");
    At five(Stage::clarification, {.seats = {1, 1, 1, 1, 1}});
    CHECK(said_to(five, OpenBox{BoxKind::ranking, {}, true}) == "not_for_this_room");
    five.must(FreeSeat{SeatId{1}});
    CHECK(said_to(five, OpenBox{BoxKind::ranking, {}, true}) == "done");
    At open(Stage::clarification, {.seats = {2, 1, 1}, .results = Results::open});
    CHECK(said_to(open, OpenBox{BoxKind::ranking, {}, true}) == "not_for_this_room");
}

TEST_CASE("nothing_to_shorten: a shortlist is for more than eight proposals") {
    RoomPlan plan{.seats = {1, 1, 1}, .given = {"A", "B", "C", "D", "E", "F", "G"}};
    Room eight(plan);  // seven and "No change"
    eight.seat_everybody();
    eight.round_begins();
    eight.clarify();
    CHECK(said_to(eight, OpenBox{BoxKind::shortlist, {}}) == "nothing_to_shorten");
    plan.given.emplace_back("H");
    Room nine(plan);
    nine.seat_everybody();
    nine.round_begins();
    nine.clarify();
    CHECK(said_to(nine, OpenBox{BoxKind::shortlist, nine.called("A")}) == "wrong_kind");
    CHECK(said_to(nine, OpenBox{BoxKind::shortlist, {}}) == "done");
    CHECK(nine.session().box->ranked.size() == 8);  // "No change" is not ticked: it stays
}

}  // namespace
}  // namespace equivox
