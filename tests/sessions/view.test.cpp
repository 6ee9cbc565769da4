// SPDX-License-Identifier: Apache-2.0
#include "sessions/view.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "sessions/decide.hpp"
#include "sessions/describe.hpp"
#include "sessions/json.hpp"
#include "sessions/text.hpp"
#include "sessions/words.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;

RoomView room_view(const Room& room) {
    return view_for_room(room.session(), room.live());
}
FacilitatorView facilitator_view(const Room& room) {
    return view_for_facilitator(room.session(), room.live());
}
SeatView seat_view(const Room& room, std::uint32_t seat) {
    return view_for_seat(room.session(), room.live(), SeatId{seat});
}

// Everything the room and the facilitator see, as bytes.
std::string seen_by_the_others(const Room& room) {
    return to_json_text(room_view(room)) + to_json_text(facilitator_view(room));
}

TEST_CASE("D8: no view of the room or the facilitator says who has put something in") {
    for (const BoxKind kind :
         {BoxKind::proposals, BoxKind::questions, BoxKind::ranking, BoxKind::consent, BoxKind::safety}) {
        std::string first;
        for (std::uint32_t seat = 1; seat <= 6; ++seat) {
            Room room({.seats = {2, 1, 1, 1, 1}});
            room.reach(kind == BoxKind::consent ? Stage::ranking : Stage::clarification);
            room.open(kind, kind == BoxKind::consent ? std::optional(room.called("Hub")) : std::nullopt);
            room.put(seat, empty_deposit(kind));
            const std::string seen = seen_by_the_others(room);
            if (seat == 1) first = seen;
            CHECK(seen == first);
            for (std::uint32_t other = 1; other <= 6; ++other) {
                CHECK(seat_view(room, other).deposited == (other == seat));
                CHECK(seat_view(room, other).sequence == (other == seat ? 1U : 0U));
            }
        }
    }
}

TEST_CASE("What is put in changes nothing that anybody sees but the turnout") {
    Room room({.seats = {2, 1, 1, 1, 1}});
    room.reach(Stage::clarification);
    room.open(BoxKind::ranking);
    room.put(1, RankingDeposit{parse_ranking(room.session(), "Hub > Beds")});
    const std::string one = seen_by_the_others(room) + to_json_text(seat_view(room, 2));
    CHECK(room_view(room).box->turnout == 1);
    CHECK(room_view(room).box->seats_taken == 6);
    room.put(1, RankingDeposit{parse_ranking(room.session(), "No change > Hub = Beds")});
    CHECK(seen_by_the_others(room) + to_json_text(seat_view(room, 2)) == one);
}

TEST_CASE("D3: while the room ranks again nothing of the new ranking is shown") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::ranking);
    const auto before = room_view(room).round->standings;
    room.open_ranking_with({"Beds", "Beds", "Beds", "Beds", "Beds"});
    CHECK(to_json_text(*room_view(room).round->standings) == to_json_text(*before));
}

TEST_CASE("A seat never sees again what it put in") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::proposals);
    room.open(BoxKind::proposals);
    room.put(1, proposal("Canary", "Canary"));
    CHECK(to_json_text(seat_view(room, 1)).find("Canary") == std::string::npos);
    CHECK(seen_by_the_others(room).find("Canary") == std::string::npos);
}

TEST_CASE("Proposals are shown all at once when their box is released") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::proposals);
    CHECK(room_view(room).round->proposals.empty());
    room.propose(std::vector<std::string>{"Hub", "Beds"});
    REQUIRE(room_view(room).round->proposals.size() == 3);
    CHECK(room_view(room).round->proposals[1].clauses ==
          std::vector<std::string>{"First clause", "Second clause"});
}

TEST_CASE("No view holds a device's key or the public seed or a name of who wrote") {
    Room room({.seats = {2, 1, 1, 1, 1}});
    room.reach(Stage::outcome);
    std::string everything = seen_by_the_others(room);
    for (std::uint32_t seat = 1; seat <= 6; ++seat) everything += to_json_text(seat_view(room, seat));
    CHECK(everything.find(key_of(1)) == std::string::npos);
    CHECK(everything.find(room.session().opened.public_seed) == std::string::npos);
    CHECK(everything.find("counted") == std::string::npos);
}

TEST_CASE("Check words and digest are shown once the session is closed and not before") {
    Room room({.seats = {1, 1, 1}, .rounds = 1});
    room.reach(Stage::outcome);
    CHECK(room_view(room).check_words.empty());
    CHECK(room_view(room).digest.empty());
    room.must(DeclareOutcome{});
    room.close_session();
    CHECK(room_view(room).closed);
    CHECK(room_view(room).check_words == check_words(room.recorder().chain().digest));
    CHECK(room_view(room).digest == to_hex(room.recorder().chain().digest));
}

TEST_CASE("The promise above every input follows the custody in use") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::proposals);
    room.open(BoxKind::proposals);
    CHECK_THAT(room_view(room).box->promise, Contains("memory of the organiser's laptop") &&
                                                 Contains("asked again") && Contains("sent encrypted") &&
                                                 Contains("way you write"));
    for (std::uint32_t seat = 1; seat <= 5; ++seat) room.put(seat, proposal("P" + std::to_string(seat)));
    room.close();
    room.clarify();
    room.open(BoxKind::ranking);
    CHECK_THAT(room_view(room).box->promise, Contains("at least five organisations") &&
                                                 Contains("which seats ranked") &&
                                                 Contains("memory of the organiser's laptop"));
    room.close();
    room.must(OpenBox{BoxKind::ranking, {}});
    for (std::uint32_t seat = 1; seat <= 5; ++seat) room.put(seat, RankingDeposit{});
    room.close();
    room.open(BoxKind::consent, *leading_proposal(room.session(), room.round()).next);
    CHECK_THAT(room_view(room).box->promise,
               Contains("If nobody objects, everyone will know that you did not."));
}

TEST_CASE("Standings are places and words and hold no exact figure") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}});
    room.reach(Stage::ranking);
    const StandingsView standings = *room_view(room).round->standings;
    CHECK(standings.shown);
    CHECK(standings.places.size() == 3);
    CHECK(standings.step_words == std::vector<std::string>{"clearly ahead", "clearly ahead"});
    CHECK_THAT(standings.thresholds, Contains("a third") && Contains("6 organisations"));
    CHECK_THAT(standings.why_no_figures, Contains("not shown or kept"));
}

TEST_CASE("A ranking that is not shown says why in one public sentence") {
    Room few({.seats = {1, 1, 1, 1}});
    few.reach(Stage::ranking);
    const StandingsView standings = *room_view(few).round->standings;
    CHECK_FALSE(standings.shown);
    CHECK(standings.places.empty());
    CHECK(
        standings.not_shown_because ==
        "Not shown, because 4 organisations ranked. With fewer than five, the result would show how somebody "
        "ranked.");
}

// What the console says before a ranking is opened, and what then happens if everybody seated ranks.
TEST_CASE("D7: whether a repeated ranking could be shown is said before it is opened") {
    for (std::uint32_t changed = 0; changed <= 3; ++changed) {
        Room room({.seats = {1, 1, 1, 1, 1, 1, 1, 1, 1}});
        room.reach(Stage::ranking);
        for (std::uint32_t seat = 1; seat <= changed; ++seat) room.must(FreeSeat{SeatId{seat}});
        const std::string said_before = facilitator_view(room).before_opening;
        room.open(BoxKind::ranking);
        for (std::uint32_t seat = changed + 1; seat <= 9; ++seat) room.put(seat, RankingDeposit{});
        room.close();
        INFO("changed " << changed << ": " << said_before);
        const bool could_not = said_before.find("could not be shown") != std::string::npos;
        CHECK(could_not == (room.withheld_ranking() != nullptr));
        if (could_not) {
            CHECK_THAT(said_before, Contains("Org A"));
            CHECK_THAT(room_view(room).round->standings->not_shown_because, Contains("Org A"));
        } else {
            CHECK((said_before.find("clearly") != std::string::npos) ==
                  (room.shown_ranking()->level == Level::l2));
        }
    }
}

TEST_CASE("D7: rankings over other proposals are no reason to warn of") {
    Room room({.seats = {1, 1, 1, 1, 1, 1}, .no_change = false});
    room.reach(Stage::proposals);
    room.propose(std::vector<std::string>{"Hub", "Beds"});
    room.clarify();
    room.rank({"Hub", "Hub", "Hub", "Hub", "Hub", "Hub"});
    room.clarify();
    room.propose(std::vector<std::string>{"Vans", "Bikes"});
    room.clarify();
    room.must(SetProposalAside{room.called("Hub"), "old"});
    room.must(SetProposalAside{room.called("Beds"), "old"});
    room.must(FreeSeat{SeatId{1}});
    CHECK(facilitator_view(room).before_opening.find("could not be shown") == std::string::npos);
}

TEST_CASE("Objections and worries are shown as texts and the asking is counted") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::ranking);
    room.ask("Hub", {objection("Evenings", 2), worry("Cost"), yes(), stand_aside()});
    room.must(AmendProposal{room.called("Hub"), "Hub", "With evenings"});
    CHECK(room_view(room).round->askings[0].text_changed_since);
    room.ask("Hub", {yes()});
    const auto askings = room_view(room).round->askings;
    REQUIRE(askings.size() == 2);
    CHECK(askings[0].objections.at(0).reason == "Evenings");
    CHECK(askings[0].objections.at(0).clause == 2U);
    CHECK(askings[0].worries.at(0).reason == "Cost");
    CHECK(askings[1].asking == 2);
    CHECK(askings[1].objections.empty());
    CHECK(room_view(room).round->proposals[1].earlier.size() +
              room_view(room).round->proposals[2].earlier.size() ==
          1);
}

TEST_CASE("The outcome carries the worries and standing objections of the last asking") {
    Room room({.seats = {1, 1, 1, 1, 1}, .consent = ConsentRule::objections_may_stand});
    room.reach(Stage::ranking);
    room.ask("Hub", {objection("Evenings"), worry("Cost")});
    room.must(DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")});
    const OutcomeView draft = *room_view(room).round->outcome;
    CHECK_FALSE(draft.declared);
    CHECK(draft.kind_words == "Adopted");
    CHECK(draft.proposal_title == "Hub");
    CHECK(draft.worries == std::vector<std::string>{"Cost"});
    CHECK(draft.standing_objections == std::vector<std::string>{"Evenings"});
    CHECK_FALSE(room_view(room).rounds[0].outcome);
    room.must(DeclareOutcome{});
    CHECK(room_view(room).rounds[0].outcome->declared);
    CHECK(room_view(room).rounds[0].status == RoundStatus::decided);
    CHECK(room_view(room).rounds[1].status == RoundStatus::waiting);
}

TEST_CASE("A seat that does not exist sees nothing") {
    Room room({.seats = {1, 1, 1}});
    CHECK(to_json_text(seat_view(room, 99)) == to_json_text(SeatView{}));
}

TEST_CASE("A seat is told what to do and how many proposals it may make") {
    Room room({.seats = {1, 1, 1}, .proposals_per_seat = 2});
    room.reach(Stage::proposals);
    CHECK(seat_view(room, 1).entries_allowed == 0);
    room.open(BoxKind::proposals);
    CHECK(seat_view(room, 1).entries_allowed == 2);
    const std::string before = seat_view(room, 1).now;
    room.put(1, ProposalsDeposit{});
    CHECK(seat_view(room, 1).now != before);
    CHECK(seat_view(room, 1).label == "Org A");
    CHECK_FALSE(seat_view(room, 1).next.empty());
}

TEST_CASE("The console shows which seats are taken and connected and labels every seat once") {
    Room room({.seats = {2, 1, 1}});
    room.seat(1);
    Live live = room.live();
    live.connected.insert(SeatId{1});
    const auto seats = view_for_facilitator(room.session(), live).seats;
    REQUIRE(seats.size() == 4);
    CHECK(seats[0].label == "Org A 1");
    CHECK(seats[0].taken);
    CHECK(seats[0].connected);
    CHECK_FALSE(seats[1].taken);
    CHECK(seats[2].label == "Org B");
}

TEST_CASE("At every stage somebody has something to say and one step is the obvious one") {
    for (const Stage stage :
         {Stage::proposals, Stage::clarification, Stage::ranking, Stage::objections, Stage::outcome}) {
        Room room({.seats = {1, 1, 1, 1, 1}});
        room.reach(stage);
        const FacilitatorView view = facilitator_view(room);
        INFO("stage " << static_cast<int>(stage));
        CHECK_FALSE(view.prompt.empty());
        CHECK(std::count_if(view.offers.begin(), view.offers.end(),
                            [](const Offer& o) { return o.primary; }) == 1);
        CHECK_FALSE(room_view(room).round->how_decided.empty());
    }
}

TEST_CASE("D8: while a ranking is repeated the room and the other seats still learn no name") {
    std::set<std::string> seen;
    for (std::uint32_t seat = 1; seat <= 5; ++seat) {
        Room room({.seats = {1, 1, 1, 1, 1, 1}});
        room.reach(Stage::ranking);
        room.open(BoxKind::ranking);
        for (std::uint32_t other = 1; other <= 5; ++other)
            if (other != seat) room.put(other, RankingDeposit{});
        seen.insert(to_json_text(room_view(room)) + to_json_text(seat_view(room, 6)));
    }
    CHECK(seen.size() == 1);
}

TEST_CASE("The promise above every input of every kind says who can see it and where it waits") {
    Room room({.seats = {1, 1, 1, 1, 1}, .given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    room.seat_everybody();
    room.round_begins();
    const auto promise = [&](BoxKind kind, std::optional<ProposalId> about = {}) {
        room.open(kind, about);
        Session shared = room.session();
        shared.opened.custody = CustodyKind::shared;
        const std::string in_memory = words::promise(room.session(), *room.session().box);
        const std::string among_devices = words::promise(shared, *shared.box);
        CHECK_THAT(in_memory, Contains("only in the memory of the organiser's laptop") &&
                                  !Contains("several organisations together"));
        CHECK_THAT(among_devices, Contains("only devices of several organisations together can open it") &&
                                      Contains("the key is destroyed") && !Contains("in the memory"));
        CHECK(room_view(room).box->promise == in_memory);
        room.put_nothing_from_the_others();
        if (kind == BoxKind::questions) room.put(1, QuestionsDeposit{{{std::nullopt, "Who pays?"}}});
        room.close();
        return in_memory;
    };
    CHECK_THAT(promise(BoxKind::proposals), Contains("nobody will see that it is yours"));
    room.clarify();
    CHECK_THAT(promise(BoxKind::questions), Contains("The way you write can identify you."));
    CHECK_THAT(promise(BoxKind::answers), Contains("The way you write can identify you."));
    CHECK_THAT(promise(BoxKind::shortlist), Contains("in no order") && Contains("which seats did"));
    CHECK_THAT(promise(BoxKind::safety), Contains("The record does not say who did."));
    CHECK_THAT(promise(BoxKind::ranking), Contains("which seats ranked"));
    CHECK_THAT(promise(BoxKind::consent, leading_proposal(room.session(), room.round()).next),
               Contains("If nobody objects, everyone will know that you did not."));
}

TEST_CASE("How is this anonymous? is answered for the custody in use") {
    Room room({.seats = {1, 1, 1}});
    Session shared = room.session();
    shared.opened.custody = CustodyKind::shared;
    const auto page = [](const Session& session) {
        std::string text;
        for (const std::string& paragraph : words::how_anonymous(session)) text += paragraph + "\n";
        return text;
    };
    CHECK_THAT(page(room.session()),
               Contains("meant for trying things out") && !Contains("key to the box is split"));
    CHECK_THAT(page(shared), Contains("key to the box is split") && !Contains("trying things out"));
    for (const std::string& text : {page(room.session()), page(shared)})
        CHECK_THAT(text,
                   Contains("does not protect against") && Contains("not protection against guessing") &&
                       Contains("web browser runs the program that this laptop sends") && !Contains("seal"));
    CHECK(room_view(room).anonymous == words::how_anonymous(room.session()));
}

TEST_CASE("A device learns the key and the token of the box that it seals to, and its limits") {
    Room room({.seats = {1, 1, 1, 1, 1}, .given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.open(BoxKind::shortlist);
    const BoxView box = *room_view(room).box;
    CHECK(box.state == BoxStage::open);
    CHECK(box.key == room.session().box->ready->public_key);
    CHECK(box.token == room.session().box->ready->token);
    CHECK(box.ranked == proposals_to_tick(room.round()));
    CHECK(box.clauses == 0);
    CHECK(seat_view(room, 1).entries_allowed == limits::ticks);
    room.close();
    room.rank(std::vector<std::string>(5, above_all(room.session(), "A")));
    room.open(BoxKind::consent, room.called("A"));
    CHECK(room_view(room).box->clauses == 2);
}

TEST_CASE("Signals are sentences for the console alone and a fresh merge is said to every seat") {
    Room room({.seats = {1, 1, 1}});
    room.reach(Stage::clarification);
    Live live = room.live();
    live.signals = {Signal::please_pause, Signal::keep_apart};
    live.merge_is_fresh = true;
    CHECK(view_for_facilitator(room.session(), live).signals ==
          std::vector<std::string>{"Somebody asks for a pause.",
                                   "Somebody asks to keep the merged proposals apart."});
    CHECK(to_json_text(view_for_room(room.session(), live)).find("Somebody") == std::string::npos);
    for (std::uint32_t seat = 1; seat <= 3; ++seat) {
        const SeatView view = view_for_seat(room.session(), live, SeatId{seat});
        CHECK(view.may_keep_apart);
        CHECK(to_json_text(view).find("Somebody") == std::string::npos);
    }
    CHECK_FALSE(seat_view(room, 1).may_keep_apart);
}

TEST_CASE("A round for practice says so on every screen and is offered to be ended") {
    Room room({.seats = {1, 1, 1, 1, 1}, .given = {"Tea", "Coffee"}, .practice = true});
    room.seat_everybody();
    room.round_begins();
    CHECK(room_view(room).round->practice);
    room.rank({"Tea", "Tea", "Tea", "Tea", "Tea"});
    CHECK(room_view(room).round->how_decided == "This is for practice. It decides nothing.");
    const auto& offers = facilitator_view(room).offers;
    const auto end = std::find_if(offers.begin(), offers.end(), [](const Offer& offer) {
        return std::holds_alternative<EndPractice>(offer.command);
    });
    REQUIRE(end != offers.end());
    CHECK(end->primary);
    CHECK(std::none_of(offers.begin(), offers.end(), [](const Offer& offer) {
        return std::holds_alternative<DraftOutcome>(offer.command);
    }));
    room.must(EndPractice{});
    CHECK(room_view(room).rounds[0].status == RoundStatus::decided);
    CHECK_FALSE(room_view(room).rounds[0].outcome);
    CHECK(seat_view(room, 1).now == "That was for practice.");
}

TEST_CASE("Safety is shown with how many rounds had begun and the last answer counts") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.seat_everybody();
    CHECK_FALSE(room_view(room).safety);
    room.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::not_safe));
    CHECK(room_view(room).safety->since == 0);
    CHECK(room_view(room).safety->words == words::safety(SafetyBand::not_safe));
    room.round_begins();
    room.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::safe));
    CHECK(room_view(room).safety->since == 1);
    CHECK(room_view(room).safety->words == words::safety(SafetyBand::safe));
}

TEST_CASE("No offer stands twice, also where the only proposal was asked about and objected to") {
    Room room({.seats = {1, 1, 1}, .no_change = false, .given = {"Hub"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    const auto labels = [&] {
        std::multiset<std::string> all;
        for (const Offer& offer : facilitator_view(room).offers) all.insert(offer.label);
        return all;
    };
    CHECK(labels().count("Ask about \"Hub\"") == 1);
    CHECK(room_view(room).round->leading == room.called("Hub"));
    room.ask("Hub", {objection("Evenings")});
    CHECK(labels().count("Ask again about \"Hub\"") == 1);
    CHECK_FALSE(room_view(room).round->leading);  // work on the objection first
    room.must(AmendProposal{room.called("Hub"), "Hub", "With evenings"});
    CHECK(room_view(room).round->leading == room.called("Hub"));
    room.ask("Hub", {yes()});
    CHECK(labels().count("Adopt \"Hub\"") == 1);
}

TEST_CASE("No sentence of the product says sealed") {
    Room room({.seats = {1, 1, 1, 1, 1}});
    room.reach(Stage::outcome);
    CHECK(seen_by_the_others(room).find("seal") == std::string::npos);
    for (int i = 0; i <= static_cast<int>(Refusal::not_understood); ++i)
        CHECK(explain(static_cast<Refusal>(i)).find("seal") == std::string_view::npos);
}

}  // namespace
}  // namespace equivox
