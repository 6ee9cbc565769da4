// SPDX-License-Identifier: Apache-2.0
#include "app/record/export_record.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/support/room.hpp"

using namespace equivox;
using equivox::testing::objection;
using equivox::testing::Room;
using equivox::testing::worry;

namespace {

Replay replayed(const Room& room) {
    auto result = replay(room.entries());
    REQUIRE(std::holds_alternative<Replay>(result));
    return std::get<Replay>(std::move(result));
}

// Six organisations, a ranking, an objection that is met, an outcome.
void hold_a_round(Room& room, const std::vector<ProposalEntry>& proposals) {
    room.seat_everybody();
    room.round_begins();
    room.propose(proposals);
    room.clarify();
    const std::string first = proposals.front().title;
    room.rank({first, first, first, first, first, first});
    room.ask(first, {objection("Nobody would pay for it", 1), worry("Snow")});
    room.must(AmendProposal{room.called(first), first, "It is paid from the winter money."});
    room.ask(first, {worry("Snow")});
    room.adopt(first);
}

}  // namespace

TEST_CASE("the JSON record has every key that its schema promises") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    hold_a_round(room, {{"Hub", "One telephone number."}, {"Beds", "Thirty of them."}});
    const boost::json::value record = boost::json::parse(export_json(replayed(room)));
    for (const char* key :
         {"format", "session", "organisations", "rounds", "safety", "check_words", "digest"})
        CHECK(record.as_object().contains(key));
    const boost::json::object& round = record.at("rounds").at(0).as_object();
    for (const char* key : {"question", "practice", "open_results", "proposals", "questions", "shortlist",
                            "standings", "steps", "level", "thresholds", "outsiders_only", "lots",
                            "objections", "worries", "consent_withheld", "outcome"})
        CHECK(round.contains(key));
    CHECK(round.at("outcome").at("kind").as_string() == "adopted");
    CHECK(round.at("outcome").at("proposal_title").as_string() == "Hub");
    CHECK(round.at("objections").at(0).at("reason").as_string() == "Nobody would pay for it");
    CHECK(round.at("objections").at(0).at("asking").as_int64() == 1);
    CHECK(round.at("standings").as_array().size() == round.at("steps").as_array().size() + 1);
}

TEST_CASE("a ranking that was withheld is exported as withheld, with its public reason") {
    Room room({.seats = {1, 1, 1, 1}});
    room.seat_everybody();
    room.round_begins();
    room.propose(std::vector<std::string>{"Hub", "Beds"});
    room.clarify();
    room.rank({"Hub", "Hub", "Beds", "Hub"});
    const boost::json::value record = boost::json::parse(export_json(replayed(room)));
    const boost::json::object& round = record.at("rounds").at(0).as_object();
    CHECK(round.at("standings").is_null());
    CHECK(std::string(round.at("standings_withheld").as_string()).find("4 organisations") !=
          std::string::npos);
}

TEST_CASE("no export says which seats ranked or who wrote anything") {
    Room room({.seats = {2, 1, 1, 1, 1, 1}});
    hold_a_round(room, {{"Hub", "One telephone number."}});
    const Replay record = replayed(room);
    for (const std::string& text : {export_json(record), export_markdown(record)}) {
        CHECK(text.find("counted") == std::string::npos);
        CHECK(text.find("device_key") == std::string::npos);
        for (const SeatState& seat : record.session.seats)
            if (seat.number > 1) CHECK(text.find(seat.label) == std::string::npos);
    }
}

TEST_CASE("people's text in the Markdown record means only itself") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    hold_a_round(room, {{"Hub", "- not a list\n1. nor this\n[nor](a link)"},
                        {"# Not a heading <script>alert(1)</script>", "| a | table |"}});
    const std::string text = export_markdown(replayed(room));
    CHECK(text.find("<script>") == std::string::npos);
    CHECK(text.find("\\<script\\>") != std::string::npos);
    CHECK(text.find("[nor](") == std::string::npos);
    CHECK(text.find("\\# Not a heading") != std::string::npos);
    CHECK(text.find("\n# Not") == std::string::npos);
}

TEST_CASE("the decisions stand before how they were made") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    hold_a_round(room, {{"Hub", "One telephone number."}});
    const std::string text = export_markdown(replayed(room));
    CHECK(text.find("## What we decided") < text.find("## How it was decided"));
    CHECK(text.find("Before it was amended") != std::string::npos);
}
