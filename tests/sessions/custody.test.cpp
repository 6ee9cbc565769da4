// SPDX-License-Identifier: Apache-2.0
// One contract for every custody: a new one is a type in the list below.
#include "sessions/custody.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sessions/codec.hpp"
#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

// Rooms with a custody of each kind.
struct InMemory : BoxRoom {
    explicit InMemory(std::vector<std::uint32_t> seats = {1, 1, 1, 1, 1, 1}) : BoxRoom(std::move(seats)) {
        start(memory_custody());
    }
};
struct Shared : private TemporaryFolder, public BoxRoom {
    explicit Shared(std::vector<std::uint32_t> seats = {1, 1, 1, 1, 1, 1}) : BoxRoom(std::move(seats)) {
        start(shared_custody(path()));
    }
};

#define EVERY_CUSTODY "[custody]", InMemory, Shared

TEMPLATE_TEST_CASE("A custody keeps what is put in and counts each seat once", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    CHECK(room.put(1, 1, proposal_titled("A")) == PutResult::kept);
    CHECK(room.put(1, 4, proposal_titled("B")) == PutResult::kept);
    CHECK(room.custody().progress(BoxId{1}).sequences ==
          std::map<SeatId, std::uint64_t>{{SeatId{1}, 1}, {SeatId{4}, 1}});
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"A", "B"});
}

TEMPLATE_TEST_CASE("In a custody a later deposit of a seat takes the place of an earlier one",
                   EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    CHECK(room.put_as(1, 1, 1, proposal_titled("A much longer title than the next")) == PutResult::kept);
    CHECK(room.put_as(1, 1, 7, proposal_titled("B")) == PutResult::kept);
    CHECK(room.custody().progress(BoxId{1}).sequences.at(SeatId{1}) == 7);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"B"});
}

TEMPLATE_TEST_CASE("In a custody a retry is kept once and changes nothing", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    const std::string blob = room.sealed(1, 1, 2, proposal_titled("A"));
    CHECK(room.put_blob(1, 1, 2, blob) == PutResult::kept);
    CHECK(room.put_blob(1, 1, 2, blob) == PutResult::kept);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"A"});
}

TEMPLATE_TEST_CASE("In a custody a stale deposit is told so and changes nothing", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    room.put_as(1, 1, 3, proposal_titled("A"));
    CHECK(room.put_as(1, 1, 2, proposal_titled("B")) == PutResult::stale);
    // The same sequence with other bytes is no retry, even where the content is the same.
    CHECK(room.put_as(1, 1, 3, proposal_titled("A")) == PutResult::stale);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"A"});
}

TEMPLATE_TEST_CASE("Deposits under way at the same time are each answered once", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    std::vector<PutResult> results;
    const auto put = [&](std::uint32_t seat, std::uint64_t sequence, const std::string& blob) {
        room.custody().put(BoxId{1}, SeatId{seat}, sequence, blob,
                           [&](PutResult result) { results.push_back(result); });
    };
    std::string last;
    for (std::uint64_t sequence = 1; sequence <= 20; ++sequence)
        for (std::uint32_t seat = 1; seat <= 6; ++seat) {
            last = room.sealed(1, seat, sequence, proposal_titled("P" + std::to_string(sequence)));
            put(seat, sequence, last);
        }
    put(6, 20, last);
    room.loop().run_until([&] { return results.size() == 121; });
    CHECK(results == std::vector<PutResult>(121, PutResult::kept));
    CHECK(titles_of(room.close(1)) == std::vector<std::string>(6, "P20"));
}

TEMPLATE_TEST_CASE("A custody has no box that was not opened or was destroyed", EVERY_CUSTODY) {
    TestType room;
    const std::string blob(deposit_blob_size(BoxKind::proposals), 'x');
    CHECK(room.put_blob(1, 1, 1, blob) == PutResult::no_box);
    room.open(1, BoxKind::proposals);
    room.put(1, 1, proposal_titled("A"));
    CHECK(room.destroy(1));
    CHECK(room.put_blob(1, 1, 2, blob) == PutResult::no_box);
    CHECK(room.custody().progress(BoxId{1}).sequences.empty());
    CHECK_FALSE(room.custody().waiting(BoxId{1}));
    CHECK_FALSE(room.task(1, 1));
    CHECK(room.destroy(1));
    CHECK(room.destroy(99));
    room.custody().forget(BoxId{99}, SeatId{1});
}

TEMPLATE_TEST_CASE("A box may be opened anew under the same number, and is empty then", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    const std::string token = room.ready(1).token;
    room.put(1, 1, proposal_titled("A"));
    CHECK(room.destroy(1));
    room.open(1, BoxKind::proposals);
    CHECK(room.ready(1).token != token);
    CHECK(room.put(1, 2, proposal_titled("B")) == PutResult::kept);
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"B"});
}

TEMPLATE_TEST_CASE("A box that is closed takes nothing and gives the same release again", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    for (std::uint32_t seat = 1; seat <= 6; ++seat)
        room.put(1, seat, proposal_titled("Proposal " + std::to_string(seat)));
    const std::string first = text_of(room.close(1));
    CHECK(room.put(1, 2, proposal_titled("late")) == PutResult::no_box);
    room.custody().forget(BoxId{1}, SeatId{3});
    CHECK(text_of(room.close(1)) == first);
}

TEMPLATE_TEST_CASE("A box that is destroyed while it closes is not called back", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    int calls = 0;
    room.custody().close(BoxId{1}, room.parameters(BoxKind::proposals), [&](const ClosedBox&) { ++calls; });
    const int before = calls;  // custody in memory waits for nobody
    CHECK(room.destroy(1));
    room.loop().run_posted();
    CHECK(calls == before);
}

TEMPLATE_TEST_CASE("An empty box gives an empty release", EVERY_CUSTODY) {
    TestType room;
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::consent}) {
        room.open(1, kind);
        const ClosedBox closed = room.close(1);
        CHECK(closed.counted.empty());
        CHECK(text_of(closed).size() < 60);
        room.destroy(1);
    }
    room.open(2, BoxKind::ranking);
    CHECK(std::holds_alternative<RankingWithheld>(room.close(2).release));
}

TEMPLATE_TEST_CASE("Only a ranking and a shortlist say which seats were counted", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::ranking);
    for (const std::uint32_t seat : {6U, 2U, 5U, 1U, 3U}) room.put(1, seat, ranking_of({1, 2}));
    const ClosedBox ranked = room.close(1);
    const std::vector<SeatId> counted{SeatId{1}, SeatId{2}, SeatId{3}, SeatId{5}, SeatId{6}};
    CHECK(ranked.counted == counted);
    CHECK(std::get<RankingRelease>(ranked.release).ballots == 5);

    room.open(2, BoxKind::shortlist);
    for (const std::uint32_t seat : {6U, 2U, 5U, 1U, 3U})
        room.put(2, seat, ShortlistDeposit{{ProposalId{1}, ProposalId{2}}});
    CHECK(room.close(2).counted == counted);

    room.open(3, BoxKind::consent);
    room.put(3, 1, ConsentDeposit{ConsentAnswer::objection, std::nullopt, "why"});
    CHECK(room.close(3).counted.empty());
    room.open(4, BoxKind::safety);
    room.put(4, 1, SafetyDeposit{SafetyAnswer::safe});
    CHECK(room.close(4).counted.empty());
}

TEMPLATE_TEST_CASE("A freed seat's deposit is gone, and whoever takes the seat starts anew", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    room.put_as(1, 1, 5, proposal_titled("the earlier delegate's"));
    room.put_as(1, 2, 1, proposal_titled("a colleague's"));
    room.custody().forget(BoxId{1}, SeatId{1});
    CHECK_FALSE(room.custody().progress(BoxId{1}).sequences.contains(SeatId{1}));
    CHECK(room.put_as(1, 1, 1, proposal_titled("the next delegate's")) == PutResult::kept);
    room.put_as(1, 3, 1, proposal_titled("taken back"));
    room.custody().forget(BoxId{1}, SeatId{3});
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"a colleague's", "the next delegate's"});
}

TEMPLATE_TEST_CASE("A deposit under way when its seat is freed does not come back", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    int answered = 0;
    const auto put = [&](std::uint64_t sequence, const char* title) {
        room.custody().put(BoxId{1}, SeatId{1}, sequence, room.sealed(1, 1, sequence, proposal_titled(title)),
                           [&](PutResult) { ++answered; });
    };
    put(5, "one");
    room.custody().forget(BoxId{1}, SeatId{1});
    room.loop().run_until([&] { return answered == 1; });
    CHECK_FALSE(room.custody().progress(BoxId{1}).sequences.contains(SeatId{1}));
    put(1, "two");
    room.custody().forget(BoxId{1}, SeatId{1});
    put(1, "three");
    room.loop().run_until([&] { return answered == 3; });
    CHECK(titles_of(room.close(1)) == std::vector<std::string>{"three"});
}

TEMPLATE_TEST_CASE("A blob that belongs elsewhere counts as one with nothing in it", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::ranking);
    room.open(2, BoxKind::ranking);
    const RankingDeposit ranking = ranking_of({2, 1});
    for (std::uint32_t seat = 1; seat <= 6; ++seat) room.put_as(1, seat, 1, ranking_of({1, 2}));
    const std::vector<ProposalId> first{ProposalId{1}};
    CHECK(std::get<RankingRelease>(room.close(1).release).places.front() == first);

    for (std::uint32_t seat = 1; seat <= 6; ++seat) room.put_as(2, seat, 1, ranking_of({1, 2}));
    room.put_blob(2, 1, 2, room.sealed(2, 2, 2, ranking));                          // another seat's
    room.put_blob(2, 2, 2, room.sealed(2, 2, 1, ranking));                          // another sequence
    room.put_blob(2, 3, 2, room.sealed(1, 3, 2, ranking));                          // another box
    room.put_blob(2, 4, 2, std::string(deposit_blob_size(BoxKind::ranking), 'x'));  // nothing at all
    const ClosedBox closed = room.close(2);
    const auto& release = std::get<RankingRelease>(closed.release);
    CHECK(release.ballots == 6);  // they count as present, without an opinion
    CHECK(closed.counted.size() == 6);
    CHECK(release.places.front() == first);
}

TEMPLATE_TEST_CASE("Boxes have keys of their own, so that one order says nothing about another",
                   EVERY_CUSTODY) {
    TestType room;
    std::set<std::string> orders;
    std::set<std::string> keys;
    for (std::uint32_t box = 1; box <= 8; ++box) {
        room.open(box, BoxKind::proposals);
        keys.insert(room.ready(box).public_key);
        keys.insert(room.ready(box).token);
        for (std::uint32_t seat = 1; seat <= 6; ++seat)
            room.put(box, seat, proposal_titled("Proposal " + std::to_string(seat)));
        orders.insert(text_of(room.close(box)));
    }
    CHECK(orders.size() >= 7);
    CHECK(keys.size() == 16);
}

TEMPLATE_TEST_CASE("A custody carries the largest room there can be", EVERY_CUSTODY) {
    TestType room(std::vector<std::uint32_t>(40, 10));
    room.open(1, BoxKind::proposals);
    const std::string text(2000, 'x');
    for (std::uint32_t seat = 1; seat <= 400; ++seat)
        CHECK(room.put(1, seat, proposal_titled("P" + std::to_string(seat), text)) == PutResult::kept);
    CHECK(titles_of(room.close(1)).size() == 400);
}

TEMPLATE_TEST_CASE("No part of a key is wanted while a box is open", EVERY_CUSTODY) {
    TestType room;
    room.open(1, BoxKind::proposals);
    CHECK_FALSE(room.custody().waiting(BoxId{1}));
    CHECK_FALSE(room.task(1, 1));
    for (const KeyPart part : {KeyPart::room, KeyPart::ballot}) {
        CHECK(room.custody().give_part(BoxId{1}, SeatId{1}, part, "anything") == Refusal::part_not_wanted);
        CHECK(room.custody().give_part(BoxId{9}, SeatId{1}, part, "anything") == Refusal::part_not_wanted);
    }
}

}  // namespace
}  // namespace equivox
