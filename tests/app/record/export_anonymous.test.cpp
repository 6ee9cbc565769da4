// SPDX-License-Identifier: Apache-2.0
// What both exports say of anonymous inputs: everything that the room was shown is named, with why anything
// was not; what decided nothing is kept apart.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "app/record/export_record.hpp"
#include "app/record/order_in_force.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

using namespace equivox;
using equivox::testing::key_of;
using equivox::testing::Room;
using equivox::testing::RoomPlan;

namespace {

using Seats = std::vector<std::uint32_t>;

Replay replayed(const Room& room) {
    auto result = replay(room.entries());
    REQUIRE(std::holds_alternative<Replay>(result));
    return std::get<Replay>(std::move(result));
}

boost::json::object exported(const Room& room) {
    return boost::json::parse(export_json(replayed(room))).as_object();
}
boost::json::object round_of(const Room& room, std::size_t index = 0) {
    return exported(room).at("rounds").at(index).as_object();
}
std::string markdown(const Room& room) {
    return export_markdown(replayed(room));
}
bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
std::string text_of(const boost::json::value& value) {
    return std::string(value.as_string());
}

// Everybody seated, these proposals shown, in clarification.
void clarify_with(Room& room, const std::vector<std::string>& titles) {
    room.seat_everybody();
    room.round_begins();
    room.propose(titles);
    room.clarify();
}

std::vector<std::string> ballots(std::size_t count, const std::string& ballot) {
    return std::vector<std::string>(count, ballot);
}

void put_from_everybody(Room& room, const DepositContent& content) {
    for (const SeatState& seat : room.session().seats)
        if (seat.device_key) room.put(seat.id.value, content);
}

const std::vector<std::string> ten{"One", "Two",   "Three", "Four", "Five",
                                   "Six", "Seven", "Eight", "Nine", "Ten"};

}  // namespace

TEST_CASE("a shortlist is exported as a set, and so is that there is none") {
    Room room(RoomPlan{.seats = Seats(6, 1), .given = ten});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.open(BoxKind::shortlist);
    put_from_everybody(room, ShortlistDeposit{{room.called("Two"), room.called("Nine")}});
    room.close();
    const boost::json::object round = round_of(room);
    const boost::json::object& shortlist = round.at("shortlist").as_object();
    CHECK(shortlist.at("shown").as_bool());
    CHECK(shortlist.at("chosen").as_array().size() == 2);
    const std::string text = markdown(room);
    CHECK(says(text, "#### Shortlist"));
    CHECK(says(text, "They are in no order."));
    CHECK(says(text, "- Two\n- Nine\n"));

    Room undecided(RoomPlan{.seats = Seats(6, 1), .given = ten});
    undecided.seat_everybody();
    undecided.round_begins();
    undecided.clarify();
    undecided.open(BoxKind::shortlist);
    put_from_everybody(undecided, ShortlistDeposit{});
    undecided.close();
    CHECK(round_of(undecided).at("shortlist").at("chosen").as_array().empty());
    CHECK(says(markdown(undecided), "No shortlist"));
}

TEST_CASE("a shortlist that was not shown is exported with its public reason") {
    Room room(RoomPlan{.seats = Seats(4, 1), .given = ten});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.open(BoxKind::shortlist);
    put_from_everybody(room, ShortlistDeposit{{room.called("Two")}});
    room.close();
    const boost::json::object round = round_of(room);
    CHECK_FALSE(round.at("shortlist").at("shown").as_bool());
    CHECK_FALSE(round.at("shortlist").as_object().contains("chosen"));
    CHECK(says(text_of(round.at("shortlist").at("withheld")), "4 organisations ticked"));
    CHECK(says(markdown(room), "4 organisations ticked"));
}

TEST_CASE("how safe it was to speak is exported as a band, or with why it was not shown") {
    Room room(RoomPlan{.seats = Seats(6, 1)});
    room.seat_everybody();
    room.open(BoxKind::safety);
    put_from_everybody(room, SafetyDeposit{SafetyAnswer::not_safe});
    room.close();
    const boost::json::array safety = exported(room).at("safety").as_array();
    REQUIRE(safety.size() == 1);
    CHECK(text_of(safety.at(0).at("band")) == "not_safe");
    CHECK(safety.at(0).at("rounds_begun").as_int64() == 0);
    CHECK(says(markdown(room), "Before the first round: On the whole this room says that it is not safe"));

    Room few(RoomPlan{.seats = Seats(4, 1)});
    few.seat_everybody();
    few.open(BoxKind::safety);
    put_from_everybody(few, SafetyDeposit{SafetyAnswer::safe});
    few.close();
    CHECK(says(text_of(exported(few).at("safety").at(0).at("withheld")), "fewer than five organisations"));
    CHECK(says(markdown(few), "fewer than five organisations answered"));
}

TEST_CASE("exact figures are exported in an open round, with their warning, and in no other") {
    for (const Results results : {Results::open, Results::anonymous}) {
        Room room(RoomPlan{.seats = Seats(6, 1), .results = results});
        clarify_with(room, {"Hub", "Beds"});
        room.rank({"Hub > Beds > No change", "Hub > Beds > No change", "Hub > Beds > No change",
                   "Beds > Hub > No change", "Hub > Beds > No change", "Beds > Hub > No change"});
        const boost::json::object round = round_of(room);
        const bool open = results == Results::open;
        CHECK(round.at("open_results").as_bool() == open);
        CHECK(round.contains("figures") == open);
        CHECK(says(markdown(room), "They can reveal how an organisation ranked.") == open);
        CHECK(says(markdown(room), "| Hub |") == open);
        if (!open) continue;
        const boost::json::object& figures = round.at("figures").as_object();
        CHECK(says(text_of(figures.at("warning")), "Open result"));
        bool found = false;
        for (const boost::json::value& row : figures.at("support").as_array())
            for (const boost::json::value& voices : row.at("voices").as_array())
                found = found || text_of(voices) == "4";
        CHECK(found);
        CHECK(figures.at("methods").as_array().size() >= 3);
        CHECK(says(markdown(room), "- Schulze: Hub, then Beds, then No change"));
    }
}

TEST_CASE("the exported order names its level in words and what they mean") {
    Room room(RoomPlan{.seats = Seats(6, 1), .most = Level::l1});
    clarify_with(room, {"Hub", "Beds"});
    room.rank(ballots(6, "Hub > Beds > No change"));
    const boost::json::object round = round_of(room);
    CHECK(text_of(round.at("level")) == "l1");
    CHECK(says(text_of(round.at("thresholds")), "Ahead: by one organisation's voice or more."));
    CHECK_FALSE(round.at("outsiders_only").as_bool());
    CHECK(says(markdown(room), "Ahead: by one organisation's voice or more."));
}

TEST_CASE("an order that was shown to outsiders only is labelled so in both exports") {
    Room room(RoomPlan{.seats = Seats(4, 1)});
    clarify_with(room, {"Hub", "Beds"});
    room.must(OpenBox{.kind = BoxKind::ranking, .proposal = {}, .outsiders_only = true});
    put_from_everybody(room,
                       RankingDeposit{testing::parse_ranking(room.session(), "Hub > Beds > No change")});
    room.close();
    const boost::json::object round = round_of(room);
    CHECK(round.at("outsiders_only").as_bool());
    CHECK(says(text_of(round.at("warning")), "may work out"));
    CHECK(says(markdown(room), "#### Ranking, outsiders only"));
    CHECK(says(markdown(room), "colleagues in this room may work out"));
}

TEST_CASE("a lot between proposals that share a place is exported, as anybody can draw it again") {
    Room room(RoomPlan{.seats = Seats(6, 1)});
    clarify_with(room, {"Hub", "Beds", "Vans"});
    room.rank(ballots(6, "Hub = Beds = Vans > No change"));
    const Replay record = replayed(room);
    const OrderInForce order = order_in_force(record.session, record.session.rounds.front());
    REQUIRE(order.lots.size() == 1);
    CHECK(order.lots.front().size() == 3);
    // The room is asked about what the lot put first.
    CHECK(order.lots.front().front() == leading_proposal(record.session, record.session.rounds.front()).next);
    const boost::json::array lots = round_of(room).at("lots").as_array();
    REQUIRE(lots.size() == 1);
    CHECK(lots.at(0).at(0).as_int64() == order.lots.front().front().value);
    CHECK(says(markdown(room), "They share a place; the lot"));

    Room discussing(RoomPlan{.seats = Seats(6, 1), .tie = TieRule::discuss});
    clarify_with(discussing, {"Hub", "Beds", "Vans"});
    discussing.rank(ballots(6, "Hub = Beds = Vans > No change"));
    CHECK(round_of(discussing).at("lots").as_array().empty());
}

TEST_CASE("a repeated ranking that was withheld leaves the order before it in force, in both exports") {
    Room room(RoomPlan{.seats = Seats(7, 1)});
    clarify_with(room, {"Hub", "Beds"});
    room.rank(ballots(7, "Hub > Beds > No change"));
    room.must(FreeSeat{SeatId{7}});
    room.rank(ballots(6, "Beds > Hub > No change"));
    const boost::json::object round = round_of(room);
    CHECK(says(text_of(round.at("standings_withheld")), "Org G"));
    CHECK(round.at("standings").at(0).at(0).as_int64() == room.called("Hub").value);
    CHECK(says(markdown(room), "The order in force is the one before it:\n\n1. Hub"));
}

TEST_CASE("merged proposals are exported with both texts and into which they went") {
    Room room(RoomPlan{.seats = Seats(6, 1)});
    clarify_with(room, {"Hub", "Beds"});
    const ProposalId hub = room.called("Hub"), beds = room.called("Beds");
    room.must(MergeProposals{hub, beds, "Hub with beds", "One telephone number.\nIt knows every bed."});
    bool found = false;
    const boost::json::object merged = round_of(room);
    for (const boost::json::value& proposal : merged.at("proposals").as_array()) {
        if (proposal.at("id").as_int64() != hub.value) continue;
        const boost::json::object& earlier = proposal.at("earlier").at(0).as_object();
        CHECK(text_of(earlier.at("title")) == "Hub");
        CHECK(earlier.at("merged_with").as_int64() == beds.value);
        found = true;
    }
    CHECK(found);
    CHECK(says(markdown(room), "Before it was merged with \"Beds\": Hub. First clause Second clause"));
    CHECK(says(markdown(room), "Merged into proposal"));
    // An amendment afterwards is one, and no merge.
    room.must(AmendProposal{hub, "Hub with beds", "Another text."});
    CHECK(says(markdown(room), "Before it was amended: Hub with beds."));
}

TEST_CASE("an asking whose answers were withheld is exported as such, never as nobody objecting") {
    Room room(RoomPlan{.seats = Seats(6, 1)});
    clarify_with(room, {"Hub", "Beds"});
    room.rank(ballots(6, "Hub > Beds > No change"));
    room.ask("Hub", {testing::objection("Nobody would pay for it")});
    room.must(FreeSeat{SeatId{6}});
    room.ask("Hub", {testing::yes()});
    const boost::json::object round = round_of(room);
    const boost::json::array& withheld = round.at("consent_withheld").as_array();
    REQUIRE(withheld.size() == 1);
    CHECK(withheld.at(0).at("asking").as_int64() == 2);
    CHECK(text_of(withheld.at(0).at("proposal_title")) == "Hub");
    CHECK(says(text_of(withheld.at(0).at("withheld")), "Org F"));
    const std::string text = markdown(room);
    CHECK(says(text, "Hub (time 2): Not shown, because"));
    CHECK_FALSE(says(text, "nobody objected"));
}

TEST_CASE("a practice round stands apart from the decisions, and is named as deciding nothing") {
    Room room(RoomPlan{.seats = Seats(6, 1), .given = {"Cake", "Fruit"}, .practice = true});
    room.seat_everybody();
    room.round_begins();
    room.rank(ballots(6, "Cake > Fruit"));
    room.must(EndPractice{});
    room.round_begins();
    room.defer();
    CHECK(round_of(room, 0).at("practice").as_bool());
    CHECK(round_of(room, 0).at("outcome").is_null());
    CHECK_FALSE(round_of(room, 1).at("practice").as_bool());
    const std::string text = markdown(room);
    const std::size_t decided = text.find("## What we decided"), how = text.find("## How it was decided"),
                      practised = text.find("## For practice");
    REQUIRE(practised != std::string::npos);
    CHECK(text.substr(decided, how - decided).find("(1)") == std::string::npos);
    CHECK(text.substr(how, practised - how).find("### Round 1") == std::string::npos);
    CHECK(says(text.substr(practised), "This decided nothing."));
    CHECK(says(text.substr(practised), "### Round 1"));
}

TEST_CASE("the record says what it holds and how to delete it") {
    Room room(RoomPlan{.seats = Seats(3, 1)});
    const std::string text = markdown(room);
    CHECK(says(text, "## What is kept"));
    CHECK(says(text, "It does not hold how anybody ranked, ticked or answered, nor who wrote anything."));
    CHECK(says(text, "To delete it, delete the session file"));
    CHECK(text_of(exported(room).at("session").at("custody")) == "memory");
}
