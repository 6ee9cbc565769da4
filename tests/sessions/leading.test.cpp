// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <set>

#include "sessions/decide.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Because = Leading::Because;

// Five organisations of one seat each, so that rankings are shown.
struct Ranked : Room {
    explicit Ranked(const std::string& ballot, TieRule tie = TieRule::lot, std::uint64_t seed = 1,
                    ConsentRule consent = ConsentRule::no_objection)
        : Room({.seats = {1, 1, 1, 1, 1}, .seed = seed, .consent = consent, .tie = tie}) {
        seat_everybody();
        round_begins();
        propose(std::vector<std::string>{"Hub", "Beds", "Vans"});
        clarify();
        rank(std::vector<std::string>(5, ballot));
    }
    [[nodiscard]] Leading leading() const { return leading_proposal(session(), round()); }
    [[nodiscard]] std::set<std::string> allowed() const {
        std::set<std::string> titles;
        for (const ProposalId id : leading().allowed) titles.insert(session().proposal(id)->current.title);
        return titles;
    }
    [[nodiscard]] std::string next() const {
        const auto id = leading().next;
        return id ? session().proposal(*id)->current.title : "";
    }
};

TEST_CASE("The proposal in the highest place leads") {
    const Ranked room("Vans > Hub > Beds > No change");
    CHECK(room.next() == "Vans");
    CHECK(room.allowed() == std::set<std::string>{"Vans"});
    CHECK(room.leading().because == Because::ranking);
}

TEST_CASE("No change can lead as well") {
    CHECK(Ranked("No change > Vans > Hub > Beds").next() == "No change");
}

TEST_CASE("A tie at the top is settled by a lot that follows from the public seed alone") {
    std::set<std::string> drawn;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Ranked room("Hub = Beds = Vans > No change", TieRule::lot, seed);
        CHECK(room.leading().because == Because::lot);
        REQUIRE(room.allowed().size() == 1);
        CHECK(room.next() == *room.allowed().begin());
        CHECK(room.next() == Ranked("Hub = Beds = Vans > No change", TieRule::lot, seed).next());
        drawn.insert(room.next());
    }
    CHECK(drawn == std::set<std::string>{"Hub", "Beds", "Vans"});
}

TEST_CASE("Where the agenda says discuss the room chooses among the tied") {
    const Ranked room("Hub = Beds > Vans > No change", TieRule::discuss);
    CHECK(room.leading().because == Because::discuss);
    CHECK(room.next().empty());
    CHECK(room.allowed() == std::set<std::string>{"Hub", "Beds"});
}

TEST_CASE("Without a ranking nothing leads") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::clarification);
    const Leading leading = leading_proposal(room.session(), room.round());
    CHECK(leading.allowed.empty());
    CHECK_FALSE(leading.next);
    CHECK(leading.because == Because::none);
}

TEST_CASE("When no ranking could be shown the room chooses among all") {
    Room room({.seats = {1, 1, 1, 1}});
    room.reach(Stage::ranking);
    REQUIRE(room.withheld_ranking());
    const Leading leading = leading_proposal(room.session(), room.round());
    CHECK(leading.allowed.size() == 3);
    CHECK_FALSE(leading.next);
    CHECK(leading.because == Because::no_ranking);
}

TEST_CASE("A withheld repeat leaves the proposal leading that led before") {
    Ranked room("Vans > Hub > Beds > No change");
    room.rank({"Hub", "Hub", "Hub", "Hub"});
    REQUIRE(room.withheld_ranking());
    CHECK(room.next() == "Vans");
}

TEST_CASE("When nobody objects the room has agreed and the text can be adopted") {
    Ranked room("Vans > Hub > Beds > No change");
    room.ask("Vans", {yes(), worry("cost")});
    CHECK(room.leading().because == Because::agreed);
    CHECK(room.next() == "Vans");
}

TEST_CASE("After an objection the next proposal of the order follows and the one asked about stays open") {
    Ranked room("Vans > Hub = Beds > No change", TieRule::discuss);
    room.ask("Vans", {objection("They stand in traffic.")});
    CHECK(room.leading().because == Because::discuss);
    CHECK(room.allowed() == std::set<std::string>{"Vans", "Hub", "Beds"});
    room.ask("Hub", {objection("No.")});
    CHECK(room.next() == "Beds");
    room.ask("Beds", {objection("No.")});
    CHECK(room.next() == "No change");
    room.ask("No change", {objection("No.")});
    CHECK(room.next().empty());
    CHECK(room.allowed().size() == 4);
}

TEST_CASE("An amended text is asked about again before anything else") {
    Ranked room("Vans > Hub > Beds > No change");
    room.ask("Vans", {objection("They stand in traffic.")});
    room.must(AmendProposal{room.called("Vans"), "Vans", "Bicycles where there is traffic"});
    CHECK(room.leading().because == Because::asked_again);
    CHECK(room.next() == "Vans");
    room.ask("Vans", {yes()});
    CHECK(room.leading().because == Because::agreed);
}

TEST_CASE("Where objections may stand the room has answered with them") {
    Ranked room("Vans > Hub > Beds > No change", TieRule::lot, 1, ConsentRule::objections_may_stand);
    room.ask("Vans", {objection("They stand in traffic.")});
    CHECK(room.leading().because == Because::agreed);
    CHECK(room.next() == "Vans");
}

TEST_CASE("What is set aside does not lead") {
    Ranked room("Vans > Hub > Beds > No change");
    room.clarify();
    room.must(SetProposalAside{room.called("Vans"), "Too dear"});
    CHECK(room.next() == "Hub");
    room.must(RestoreProposal{room.called("Vans")});
    CHECK(room.next() == "Vans");
}

TEST_CASE("While the room is being asked the proposal asked about leads and not the one after it") {
    Ranked room("Vans > Hub > Beds > No change");
    room.open(BoxKind::consent, room.called("Vans"));
    CHECK(room.next() == "Vans");
    CHECK(room.leading().because == Because::ranking);
    room.must(VoidBox{room.session().box->id});
    CHECK(room.next() == "Vans");
}

TEST_CASE("A question that is stopped unread counts as not asked") {
    Ranked room("Vans > Hub > Beds > No change");
    room.open(BoxKind::consent, room.called("Vans"));
    room.must(VoidBox{room.session().box->id});
    CHECK(said(room.facilitator(DraftOutcome{room.outcome(OutcomeKind::adopted, "Vans")})) == "not_asked");
    CHECK(room.round().askings.empty());
}

}  // namespace
}  // namespace equivox
