// SPDX-License-Identifier: Apache-2.0
#include "app/host/room_screen.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/host/screen_words.hpp"
#include "tests/app/host/screens.hpp"

using namespace equivox;
using host::all_pages;
using host::picture_fixture;
using host::RoomUnderTest;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("People joining see the address, the code and who is here") {
    RoomUnderTest room(picture_fixture("joining-busy"));
    CHECK(room.shows("192.168.1.20:8477"));
    CHECK(room.shows("KWTM RHAP"));
    CHECK(room.headless.record().find("picture", "http://192.168.1.20:8477/#code=KWTMRHAP") != nullptr);
    CHECK(room.shows("23 of 26 seats taken"));
    CHECK(room.shows("St Oswald's Hospice"));
    CHECK(room.shows("3 of 5"));
    CHECK(room.shows("Nobody in Westmere stays in a hospital bed"));
}

TEST_CASE("Without a network the room is told so, and no code leads nowhere") {
    RoomUnderTest room(picture_fixture("joining-no-address"));
    CHECK(room.shows("The address is not known yet"));
    CHECK(room.headless.record().all("picture").empty());
}

TEST_CASE("Forty organisations are all on some page") {
    RoomUnderTest room(picture_fixture("crowd-joining"));
    const std::string text = all_pages(room);
    for (const OrganisationView& organisation : room.frame.room.organisations)
        CHECK(contains(text, organisation.name));
}

TEST_CASE("A question fills the room before its box is open") {
    RoomUnderTest room(picture_fixture("question"));
    const auto& question = room.frame.room.round->question;
    CHECK(room.headless.record().find("heading", question) != nullptr);
    CHECK(room.headless.record().find("heading", question)->text_height_px > 720 / 20);
}

TEST_CASE("An open box shows how many are in, as one number, and nothing of what is in it") {
    RoomUnderTest room(picture_fixture("box-ranking"));
    CHECK(room.headless.record().find("figure", "17 of 23 in") != nullptr);
    CHECK(room.shows("Put the proposals in your order, the best first."));
    CHECK(room.shows("Nobody will see how you or your organisation ranked"));
    CHECK_FALSE(room.shows("Last call"));
}

TEST_CASE("The last call counts on by the screen's own clock, and stops at nothing") {
    RoomUnderTest room(picture_fixture("box-proposals-last-call"));
    CHECK(room.shows("48 seconds left"));
    room.state.seconds_since_view = 47;
    room.draw();
    CHECK(room.shows("1 second left"));
    room.state.seconds_since_view = 500;
    room.draw();
    CHECK(room.shows("Time is up"));
}

TEST_CASE("The time of the stage counts on by the screen's own clock") {
    RoomUnderTest room(picture_fixture("question"));
    CHECK(room.shows("7 minutes left"));
    room.state.seconds_since_view = 10 * 60;
    room.draw();
    CHECK(room.shows("2 minutes over"));
}

TEST_CASE("Everybody sees at which stage the round is") {
    RoomUnderTest room(picture_fixture("box-ranking"));
    const auto stages = room.headless.record().all("stage");
    REQUIRE(stages.size() == 5);
    CHECK(stages[0]->value == "done");
    CHECK(stages[2]->name == "Ranking");
    CHECK(stages[2]->value == "now");
    CHECK(stages[4]->value == "later");
}

TEST_CASE("All proposals are shown, no change apart at the end, what was set aside with its reason") {
    RoomUnderTest room(picture_fixture("clarification-empty"));
    std::vector<std::string> titles;
    for (const ui::RecordedWidget& widget : room.headless.record().widgets()) {
        for (const ProposalView& proposal : room.frame.room.round->proposals)
            if (widget.name == proposal.title) titles.push_back(widget.name);
    }
    REQUIRE(titles.size() == 7);
    CHECK(titles[5] == "No change");
    CHECK(titles[6] == "Pay carers a winter rate");
    CHECK(room.shows("Set aside: The pay round belongs to another table"));
}

TEST_CASE("Twenty-six proposals are all on some page") {
    RoomUnderTest room(picture_fixture("crowd-proposals"));
    const std::string text = all_pages(room);
    CHECK(room.state.pages > 1);
    for (const ProposalView& proposal : room.frame.room.round->proposals)
        CHECK(contains(text, proposal.title));
}

TEST_CASE("A proposal of two thousand characters is on the screen to its last word") {
    RoomUnderTest room(picture_fixture("crowd-proposals"));
    const auto& proposals = room.frame.room.round->proposals;
    const auto longest =
        std::ranges::find(proposals, "One clause of two thousand characters", &ProposalView::title);
    REQUIRE(longest != proposals.end());
    room.state.show = RoomShow::one_proposal;
    room.state.proposal = longest->id;
    std::string shown = all_pages(room);
    std::erase_if(shown, [](char each) { return each == '\n' || each == ' '; });
    CHECK(room.state.pages > 1);
    std::size_t sentences = 0;
    for (std::size_t at = shown.find("cometoanend"); at != std::string::npos;
         at = shown.find("cometoanend", at + 1))
        ++sentences;
    std::size_t expected = 0;
    const std::string& clause = longest->clauses.front();
    for (std::size_t at = clause.find("come to an end"); at != std::string::npos;
         at = clause.find("come to an end", at + 1))
        ++expected;
    CHECK(expected > 20);
    CHECK(sentences == expected);
}

TEST_CASE("Questions are shown with their answers, each with its proposal") {
    RoomUnderTest room(picture_fixture("clarification"));
    const std::string text = all_pages(room);
    CHECK(contains(text, "Who employs the people in the hub?"));
    CHECK(contains(text, "About the question"));
    for (const QuestionView& question : room.frame.room.round->questions) {
        CHECK(contains(text, question.text));
        for (const std::string& answer : question.answers) CHECK(contains(text, answer));
    }
}

TEST_CASE("Standings are places with one step between neighbours, and say how they came about") {
    RoomUnderTest room(picture_fixture("standings"));
    const StandingsView& standings = *room.frame.room.round->standings;
    REQUIRE(standings.shown);
    const std::string text = all_pages(room);
    CHECK(contains(text, "1st"));
    for (const std::string& step : standings.step_words) CHECK(contains(text, step));
    CHECK(contains(text, "No change"));
    CHECK(contains(text, standings.equal_voice));
    CHECK(contains(text, standings.thresholds));
    CHECK(contains(text, standings.why_no_figures));
}

TEST_CASE("Twelve proposals with long titles keep their order over the pages of the standings") {
    RoomUnderTest room(picture_fixture("crowd-standings"));
    const std::string text = all_pages(room);
    std::size_t position = 0;
    for (const StandingsPlace& place : room.frame.room.round->standings->places) {
        const ProposalView* proposal = words::find_proposal(*room.frame.room.round, place.proposals.front());
        const std::size_t found = text.find(proposal->title, position);
        CHECK(found != std::string::npos);
        position = found == std::string::npos ? position : found;
    }
}

TEST_CASE("What is not shown says why") {
    RoomUnderTest room(picture_fixture("standings-not-shown"));
    CHECK(room.shows("The order is not shown"));
    CHECK(room.shows(room.frame.room.round->standings->not_shown_because));
}

TEST_CASE("While the room is asked, the proposal stands there with its numbered clauses") {
    RoomUnderTest room(picture_fixture("box-consent"));
    CHECK(room.shows("Can you live with this?"));
    CHECK(room.shows("20 of 23 in"));
    CHECK(room.shows("Home first: assess at home, not on the ward"));
    CHECK(room.shows("A therapist visits within two hours of coming home."));
}

TEST_CASE("Objections and worries are shown by clause, and never counted") {
    RoomUnderTest room(picture_fixture("objections"));
    CHECK(room.shows("Objections to work on together"));
    CHECK(room.shows("Clause 2: A therapist visits within two hours of coming home."));
    CHECK(room.shows("About the whole proposal"));
    CHECK(room.shows("Unpaid carers are not asked whether they can."));
    CHECK(room.shows("Worries to note"));
    CHECK_FALSE(room.shows("2 objections"));
    CHECK_FALSE(room.shows("1 worry"));
}

TEST_CASE("If nobody objected, the screen says so in large letters") {
    RoomUnderTest room(picture_fixture("nobody-objected"));
    const auto* heading = room.headless.record().find("heading", "Nobody objected.");
    REQUIRE(heading != nullptr);
    CHECK(heading->text_height_px > 720 / 20);
    CHECK_FALSE(room.shows("Worries"));
}

TEST_CASE("An amendment is shown before and after, and says what changed") {
    RoomUnderTest room(picture_fixture("amendment"));
    CHECK(room.shows("Before"));
    CHECK(room.shows("Now"));
    CHECK(room.shows("changed"));
    CHECK(room.shows("new"));
    CHECK(room.shows("The ward asks unpaid carers whether they can, before a date is set."));
}

TEST_CASE("A proposal that is amended during clarification comes on the screen by itself") {
    RoomUnderTest room(picture_fixture("clarification"));
    CHECK_FALSE(room.shows("Before"));
    ProposalView& proposal = room.frame.room.round->proposals[1];
    proposal.earlier.push_back({proposal.title, proposal.clauses});
    proposal.clauses.push_back("And a clause about the weekend.");
    room.draw();
    CHECK(room.shows("Before"));
    CHECK(room.shows("And a clause about the weekend."));
}

TEST_CASE("An outcome is read back as a question, then recorded") {
    RoomUnderTest room(picture_fixture("outcome-read-back"));
    CHECK(room.shows("Is this what we decided?"));
    CHECK(room.shows("Adopted: Home first: assess at home, not on the ward"));
    CHECK(room.shows("26 February 2027"));
    CHECK(room.shows("Director of Integration, Westmere Community Health"));
    CHECK(room.shows("We will need a plan for snow days."));
    RoomUnderTest recorded(picture_fixture("outcome-recorded"));
    CHECK(recorded.shows("Our outcome"));
    CHECK_FALSE(recorded.shows("Is this what we decided?"));
    RoomUnderTest deferred(picture_fixture("outcome-deferred"));
    CHECK(deferred.shows("Deferred"));
    CHECK(deferred.shows("Who finds out"));
}

TEST_CASE("At the end the room sees what it decided, and the check words") {
    RoomUnderTest room(picture_fixture("closed"));
    CHECK(room.shows("amber lantern orchard velvet thimble harbour"));
    CHECK(room.shows("6f1c0a9b e2d74385"));
    CHECK(room.shows("Adopted: Home first: assess at home, not on the ward"));
    CHECK(room.shows("Deferred"));
    CHECK(room.headless.record().all("stage").empty());
}

TEST_CASE("What was called up makes way when something new happens") {
    RoomUnderTest room(picture_fixture("box-ranking"));
    room.state.show = RoomShow::purpose;
    room.draw();
    CHECK(room.shows("How we work together"));
    room.frame = picture_fixture("standings");
    room.draw();
    CHECK(room.state.show == RoomShow::moment);
    CHECK(room.shows("1st"));
}

TEST_CASE("What was called up stays while only the turnout changes") {
    RoomUnderTest room(picture_fixture("box-ranking"));
    room.state.show = RoomShow::purpose;
    room.draw();
    room.frame.room.box->turnout = 18;
    room.draw();
    CHECK(room.state.show == RoomShow::purpose);
}

TEST_CASE("What is not there can not be called up") {
    const HostFrame frame = picture_fixture("question");
    CHECK_FALSE(can_show(frame.room, RoomShow::standings));
    CHECK_FALSE(can_show(frame.room, RoomShow::proposals));
    CHECK_FALSE(can_show(frame.room, RoomShow::objections));
    CHECK(can_show(frame.room, RoomShow::joining));
    RoomUnderTest room(frame);
    room.state.show = RoomShow::standings;
    room.draw();
    CHECK(room.state.show == RoomShow::moment);
    CHECK(can_show(picture_fixture("standings").room, RoomShow::standings));
}

TEST_CASE("Hostile texts are shown literally and hide nothing") {
    RoomUnderTest room(picture_fixture("hostile-objections"));
    const std::string text = all_pages(room);
    CHECK_FALSE(contains(text, "\u202E"));
    CHECK_FALSE(contains(text, "\u200B"));
    RoomUnderTest proposals(picture_fixture("hostile-proposals"));
    CHECK(contains(all_pages(proposals), "%s%n##id <b>bold</b> &amp; sdrawkcab"));
}
