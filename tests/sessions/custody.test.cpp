// SPDX-License-Identifier: Apache-2.0
// One contract for every custody: a new one is a line in the list of kinds below.
#include "sessions/custody.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/custody_memory.hpp"
#include "sessions/json.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

struct Maker {
    const char* name;
    std::function<std::unique_ptr<Custody>(Chance&)> make;
};

const std::vector<Maker>& makers() {
    static const std::vector<Maker> list{
        {"memory", [](Chance& chance) { return std::make_unique<MemoryCustody>(chance); }}};
    return list;
}

// Runs `story` against every custody.
struct Boxes {
    SeededChance chance{5};
    std::unique_ptr<Custody> custody;
    std::vector<SeatId> roster;

    void open(std::uint32_t box, BoxKind kind, std::uint32_t seats = 6) {
        roster.clear();
        for (std::uint32_t i = 1; i <= seats; ++i) roster.push_back(SeatId{i});
        custody->open({BoxId{box}, kind, roster});
    }
    PutResult put(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                  const DepositContent& content) {
        std::optional<PutResult> result;
        custody->put(BoxId{box}, SeatId{seat}, sequence, encode_deposit(kind_of(content), content),
                     [&](PutResult given) { result = given; });
        REQUIRE(result);
        return *result;
    }
    ClosedBox close(std::uint32_t box, BoxKind kind, std::vector<ProposalId> proposals = {}) {
        ReleaseParameters parameters;
        parameters.kind = kind;
        parameters.proposals = std::move(proposals);
        for (const SeatId seat : roster) parameters.seats.emplace_back(seat, OrganisationId{seat.value});
        std::optional<ClosedBox> closed;
        custody->close(BoxId{box}, parameters, [&](ClosedBox given) { closed = std::move(given); });
        REQUIRE(closed);
        return *closed;
    }
};

void for_every_custody(const std::function<void(Boxes&)>& story) {
    for (const Maker& maker : makers()) {
        INFO(maker.name);
        Boxes boxes;
        boxes.custody = maker.make(boxes.chance);
        story(boxes);
    }
}

std::vector<std::string> titles_of(const ClosedBox& closed) {
    std::vector<std::string> titles;
    for (const ReleasedProposal& proposal : std::get<ProposalsRelease>(closed.release).proposals)
        titles.push_back(proposal.title);
    std::sort(titles.begin(), titles.end());
    return titles;
}

TEST_CASE("A custody keeps what is put in and counts each seat once") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals);
        CHECK(boxes.put(1, 1, 1, proposal("A")) == PutResult::kept);
        CHECK(boxes.put(1, 4, 1, proposal("B")) == PutResult::kept);
        CHECK(boxes.custody->progress(BoxId{1}).sequences ==
              std::map<SeatId, std::uint64_t>{{SeatId{1}, 1}, {SeatId{4}, 1}});
        CHECK(titles_of(boxes.close(1, BoxKind::proposals)) == std::vector<std::string>{"A", "B"});
    });
}

TEST_CASE("In a custody a later deposit of a seat takes the place of an earlier one") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals);
        boxes.put(1, 1, 1, proposal("A much longer title than the next"));
        CHECK(boxes.put(1, 1, 7, proposal("B")) == PutResult::kept);
        CHECK(boxes.custody->progress(BoxId{1}).sequences.at(SeatId{1}) == 7);
        CHECK(titles_of(boxes.close(1, BoxKind::proposals)) == std::vector<std::string>{"B"});
    });
}

TEST_CASE("In a custody a retry is kept once and changes nothing") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals);
        CHECK(boxes.put(1, 1, 2, proposal("A")) == PutResult::kept);
        CHECK(boxes.put(1, 1, 2, proposal("A")) == PutResult::kept);
        CHECK(titles_of(boxes.close(1, BoxKind::proposals)) == std::vector<std::string>{"A"});
    });
}

TEST_CASE("In a custody a stale deposit is told so and changes nothing") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals);
        boxes.put(1, 1, 3, proposal("A"));
        CHECK(boxes.put(1, 1, 2, proposal("B")) == PutResult::stale);
        CHECK(titles_of(boxes.close(1, BoxKind::proposals)) == std::vector<std::string>{"A"});
    });
}

TEST_CASE("A custody has no box that was not opened or was destroyed") {
    for_every_custody([](Boxes& boxes) {
        CHECK(boxes.put(1, 1, 1, proposal("A")) == PutResult::no_box);
        boxes.open(1, BoxKind::proposals);
        boxes.put(1, 1, 1, proposal("A"));
        boxes.custody->destroy(BoxId{1});
        CHECK(boxes.put(1, 1, 2, proposal("A")) == PutResult::no_box);
        CHECK(boxes.custody->progress(BoxId{1}).sequences.empty());
        boxes.custody->destroy(BoxId{1});
        boxes.custody->destroy(BoxId{99});
    });
}

TEST_CASE("A box that is closed takes nothing and gives the same release again") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals);
        for (std::uint32_t seat = 1; seat <= 6; ++seat)
            boxes.put(1, seat, 1, proposal("Proposal " + std::to_string(seat)));
        const std::string first = to_json_text(boxes.close(1, BoxKind::proposals).release);
        CHECK(boxes.put(1, 2, 2, proposal("late")) == PutResult::no_box);
        CHECK(to_json_text(boxes.close(1, BoxKind::proposals).release) == first);
    });
}

TEST_CASE("An empty box gives an empty release") {
    for_every_custody([](Boxes& boxes) {
        for (const BoxKind kind :
             {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::consent}) {
            boxes.open(1, kind);
            const ClosedBox closed = boxes.close(1, kind);
            CHECK(closed.counted.empty());
            CHECK(to_json_text(closed.release).size() < 60);
        }
        boxes.open(2, BoxKind::ranking);
        CHECK(std::holds_alternative<RankingWithheld>(boxes.close(2, BoxKind::ranking).release));
    });
}

TEST_CASE("Only a ranking says which seats were counted") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::ranking);
        for (const std::uint32_t seat : {6U, 2U, 5U, 1U, 3U})
            boxes.put(1, seat, 1, RankingDeposit{{{ProposalId{1}}, {ProposalId{2}}}});
        const ClosedBox ranked = boxes.close(1, BoxKind::ranking, {ProposalId{1}, ProposalId{2}});
        CHECK(ranked.counted == std::vector<SeatId>{SeatId{1}, SeatId{2}, SeatId{3}, SeatId{5}, SeatId{6}});
        CHECK(std::get<RankingRelease>(ranked.release).ballots == 5);
        boxes.open(2, BoxKind::consent);
        boxes.put(2, 1, 1, objection("why"));
        CHECK(boxes.close(2, BoxKind::consent).counted.empty());
    });
}

TEST_CASE("Boxes have keys of their own, so that one order says nothing about another") {
    for_every_custody([](Boxes& boxes) {
        std::set<std::string> orders;
        for (std::uint32_t box = 1; box <= 8; ++box) {
            boxes.open(box, BoxKind::proposals);
            for (std::uint32_t seat = 1; seat <= 6; ++seat)
                boxes.put(box, seat, 1, proposal("Proposal " + std::to_string(seat)));
            orders.insert(to_json_text(boxes.close(box, BoxKind::proposals).release));
        }
        CHECK(orders.size() >= 7);
    });
}

TEST_CASE("A custody carries the largest room there can be") {
    for_every_custody([](Boxes& boxes) {
        boxes.open(1, BoxKind::proposals, 400);
        for (std::uint32_t seat = 1; seat <= 400; ++seat)
            CHECK(boxes.put(1, seat, 1, proposal("P" + std::to_string(seat), std::string(2000, 'x'))) ==
                  PutResult::kept);
        CHECK(titles_of(boxes.close(1, BoxKind::proposals)).size() == 400);
    });
}

}  // namespace
}  // namespace equivox
