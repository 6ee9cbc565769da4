// SPDX-License-Identifier: Apache-2.0
// The room screen where it is about anonymity: boxes that wait, shortlists, what is not shown, small rooms,
// practice and open rounds, merges.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string>

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

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("A box that waits says for what, in a sentence, in the place of the number") {
    for (const std::string_view name : {"box-opening", "box-restarted", "box-key-missing", "box-closing"}) {
        INFO(name);
        RoomUnderTest room(picture_fixture(name));
        CHECK(room.shows(room.frame.room.box->waiting));
        CHECK(room.headless.record().all("figure").empty());
        CHECK(room.shows(room.frame.room.box->task));
    }
    CHECK(RoomUnderTest(picture_fixture("box-opening")).shows("Getting ready: waiting for devices of 3"));
    CHECK(RoomUnderTest(picture_fixture("box-closing")).shows("waiting for the device of one more"));
}

TEST_CASE("A box that is closing and waits for nobody says so") {
    HostFrame frame = picture_fixture("box-closing");
    frame.room.box->waiting.clear();
    RoomUnderTest room(frame);
    CHECK(room.shows("Closing: what came out is shown in a moment."));
    CHECK(room.headless.record().all("figure").empty());
}

TEST_CASE("That somebody asked for more time is seen, and nobody learns who") {
    CHECK(RoomUnderTest(picture_fixture("box-more-time")).shows("Somebody asked for more time"));
    CHECK_FALSE(RoomUnderTest(picture_fixture("box-ranking-last-call")).shows("more time"));
}

TEST_CASE("How safe it is to speak is asked before the first round, with who will see it") {
    RoomUnderTest room(picture_fixture("box-safety"));
    CHECK(room.shows("How safe is it to speak here?"));
    CHECK(room.shows("14 of 23 in"));
    CHECK(room.shows("Nobody will see what you answered."));
    CHECK(room.headless.record().all("stage").empty());
}

TEST_CASE("What the room says of its safety comes on the screen by itself and makes way for the next thing") {
    RoomUnderTest room(picture_fixture("box-safety"));
    room.frame = picture_fixture("safety");
    room.draw();
    CHECK(room.state.show == RoomShow::safety);
    CHECK(room.headless.record().find("heading", room.frame.room.safety->words) != nullptr);
    room.frame = picture_fixture("question");
    room.draw();
    CHECK(room.state.show == RoomShow::moment);
    CHECK_FALSE(room.shows("safe"));

    RoomUnderTest few(picture_fixture("box-safety"));
    few.frame = picture_fixture("safety-not-shown");
    few.draw();
    CHECK(few.shows("Not shown, because fewer than five organisations answered."));
}

TEST_CASE("A shortlist is a set: its proposals by their numbers, without places or steps") {
    RoomUnderTest room(picture_fixture("shortlist"));
    const ShortlistView& shortlist = *room.frame.room.round->shortlist;
    REQUIRE(shortlist.chosen.size() >= 3);
    const std::string text = all_pages(room);
    CHECK(contains(text, "They are in no order."));
    CHECK(contains(text, "\"No change\" stays as well."));
    for (const ProposalView& proposal : room.frame.room.round->proposals) {
        const bool chosen = std::ranges::find(shortlist.chosen, proposal.id) != shortlist.chosen.end();
        CHECK((count_of(text, proposal.title + "\n") > 0) == chosen);
    }
    CHECK_FALSE(contains(text, "1st"));
    CHECK_FALSE(contains(text, "ahead"));
}

TEST_CASE("No shortlist, and one that is not shown, are said in words") {
    CHECK(
        RoomUnderTest(picture_fixture("no-shortlist")).shows("No shortlist: too many proposals were ticked"));
    RoomUnderTest few(picture_fixture("shortlist-not-shown"));
    CHECK(few.shows("The shortlist is not shown"));
    CHECK(few.shows(few.frame.room.round->shortlist->not_shown_because));
}

TEST_CASE("While people tick, everything that can be ticked is on some page") {
    RoomUnderTest room(picture_fixture("box-shortlist"));
    const std::string text = all_pages(room);
    for (const ProposalId id : room.frame.room.box->ranked)
        CHECK(contains(text, words::find_proposal(*room.frame.room.round, id)->title));
    CHECK_FALSE(contains(text, "No change"));
}

TEST_CASE("Of questions and a shortlist the room sees what came last") {
    const HostFrame clarification = picture_fixture("clarification");
    HostFrame both = clarification;
    both.room.round->shortlist = ShortlistView{true, "", "The room goes on with these.", {}};
    CHECK(shown_at_this_moment(both.room) == RoomShow::shortlist);
    HostFrame asking = both;
    asking.room.box = picture_fixture("box-answers").room.box;
    RoomUnderTest room(asking);
    room.frame = both;
    room.draw();
    CHECK(room.shows("Who employs the people in the hub?"));
    room.frame.room.box = picture_fixture("box-shortlist").room.box;
    room.draw();
    room.frame = both;
    room.draw();
    CHECK(room.shows("The shortlist"));
}

TEST_CASE("A practice round is labelled on every screen, and decides nothing") {
    for (const std::string_view name : {"practice", "practice-box", "practice-standings"}) {
        INFO(name);
        CHECK(RoomUnderTest(picture_fixture(name)).shows("Practice  \u00B7  This decides nothing."));
    }
    RoomUnderTest over(picture_fixture("practice-over"));
    CHECK(over.shows("It is over. Nothing was decided."));
    CHECK_FALSE(over.shows("minutes left"));
    CHECK_FALSE(RoomUnderTest(picture_fixture("standings")).shows("Practice"));
}

TEST_CASE("At the end a practice round is not among what we decided") {
    HostFrame frame = picture_fixture("closed");
    RoundSummary practice{RoundId{9}, "Coffee or tea?", RoundStatus::decided, {}};
    RoundSummary left{RoundId{10}, "Who tells the papers?", RoundStatus::waiting, {}};
    frame.room.rounds.push_back(practice);
    frame.room.rounds.push_back(left);
    RoomUnderTest room(frame);
    const std::string text = all_pages(room);
    CHECK_FALSE(contains(text, "Coffee or tea?"));
    CHECK(contains(text, "Who tells the papers?"));
    CHECK(contains(text, "Not taken up"));
}

TEST_CASE("Outsiders only is said before anybody ranks, and beside the order") {
    for (const std::array<float, 2> size_px : {std::array<float, 2>{1280, 720}, {1024, 768}}) {
        RoomUnderTest box(picture_fixture("box-outsiders"), size_px);
        CHECK(box.shows("\u26A0 Outsiders only: nobody outside this room can learn how you ranked"));
        RoomUnderTest room(picture_fixture("standings-outsiders"), size_px);
        CHECK(room.shows("\u26A0 " + room.frame.room.round->standings->warning));
        CHECK(room.shows("1st"));
    }
    CHECK_FALSE(RoomUnderTest(picture_fixture("standings")).shows("Outsiders"));
}

TEST_CASE("An open round says so from its question on") {
    CHECK(RoomUnderTest(picture_fixture("open-question")).shows("Open round: exact figures will be shown"));
    CHECK(RoomUnderTest(picture_fixture("open-box"))
              .shows("\u26A0 This is an open result. Exact figures will be shown and saved"));
    CHECK_FALSE(RoomUnderTest(picture_fixture("box-ranking")).shows("open result"));
}

TEST_CASE("Exact figures: every voice, every method, the warning, and how alike the rankings are") {
    for (const std::string_view name : {"open-standings", "crowd-open-standings"}) {
        INFO(name);
        RoomUnderTest room(picture_fixture(name), {1920, 1080});
        const OpenFigures& figures = *room.frame.room.round->standings->figures;
        const std::string text = "\n" + all_pages(room);
        CHECK(room.state.pages > 1);
        CHECK(contains(text, figures.warning));
        CHECK(contains(text, figures.agreement));
        for (const MethodPlaces& method : figures.methods) CHECK(contains(text, method.method));
        std::map<std::string, std::size_t> wanted;
        for (const SupportRow& row : figures.support)
            for (std::size_t index = 0; index < row.voices.size(); ++index)
                if (figures.support[index].proposal != row.proposal) ++wanted[row.voices[index]];
        // Numbers of proposals look like whole voices: those are there at least as often.
        for (const auto& [voices, times] : wanted) {
            INFO(voices);
            std::size_t found = 0;
            for (std::size_t at = text.find("\n" + voices + "\n"); at != std::string::npos;
                 at = text.find("\n" + voices + "\n", at + 1))
                ++found;
            CHECK(found >= times);
        }
    }
}

TEST_CASE("In the table the larger of two figures is heavier, and the order is that of the standings") {
    RoomUnderTest room(picture_fixture("open-standings"), {1920, 1080});
    const StandingsView& standings = *room.frame.room.round->standings;
    const OpenFigures& figures = *standings.figures;
    const ProposalId first = standings.places[0].proposals[0];
    const ProposalId second = standings.places[1].proposals[0];
    const auto index_of = [&](ProposalId id) {
        return static_cast<std::size_t>(std::ranges::find(figures.support, id, &SupportRow::proposal) -
                                        figures.support.begin());
    };
    const std::string larger = figures.support[index_of(first)].voices[index_of(second)];
    const std::string smaller = figures.support[index_of(second)].voices[index_of(first)];
    REQUIRE(larger != smaller);
    bool found = false;
    for (room.state.page = 0; room.state.page < room.state.pages; ++room.state.page) {
        room.draw();
        const auto heavy = room.headless.record().all("text", larger);
        const auto light = room.headless.record().all("text", smaller);
        for (const ui::RecordedWidget* one : heavy)
            for (const ui::RecordedWidget* other : light)
                found = found || (one->text_height_px > other->text_height_px &&
                                  one->seen.top < other->seen.top && one->seen.left > other->seen.left);
    }
    CHECK(found);
}

TEST_CASE("A repeated ranking that is not shown leaves the order from before in view") {
    RoomUnderTest room(picture_fixture("standings-not-shown-again"));
    const RoundView& round = *room.frame.room.round;
    CHECK(room.shows("The order is not shown"));
    CHECK(room.shows(round.standings->not_shown_because));
    const std::string text = all_pages(room);
    CHECK(contains(text, "The order from before stays"));
    const ProposalId first = round.earlier_standings->places.front().proposals.front();
    CHECK(contains(text, words::find_proposal(round, first)->title));
    CHECK_FALSE(RoomUnderTest(picture_fixture("standings-not-shown")).shows("from before"));
}

TEST_CASE("Answers that are not shown are not taken for no objections") {
    RoomUnderTest room(picture_fixture("consent-not-shown"));
    CHECK(room.shows("The answers are not shown"));
    CHECK(room.shows(room.frame.room.round->askings.back().not_shown_because));
    CHECK_FALSE(room.shows("Nobody objected."));
}

TEST_CASE("Two proposals that become one are shown before and after, as soon as it happens") {
    const HostFrame merged = picture_fixture("merge");
    // The same session a moment earlier: nothing merged yet.
    HostFrame before = merged;
    for (ProposalView& proposal : before.room.round->proposals) {
        if (!proposal.earlier.empty()) proposal.earlier.clear();
        proposal.set_aside = false;
    }
    RoomUnderTest room(before);
    room.frame = merged;
    room.draw();
    CHECK(room.state.show == RoomShow::amendment);
    const std::string text = all_pages(room);
    CHECK(contains(text, "Two proposals"));
    CHECK(contains(text, "Now one"));
    CHECK(contains(text, "Home first: assess at home, not on the ward"));
    CHECK(contains(text, "A welcome-home call from a volunteer"));
    CHECK(contains(text, "Home first, and a call the next morning"));
    CHECK(contains(text, "Who does not answer is visited."));
    CHECK(contains(text, "Volunteers are trained by the hospice and Age and Carers."));
    CHECK(contains(text, "Should they stay apart?"));
}

TEST_CASE("How is this anonymous? stands on the room screen in full, on request") {
    RoomUnderTest room(picture_fixture("box-ranking"));
    room.state.show = RoomShow::anonymous;
    std::string text = all_pages(room);
    std::erase_if(text, [](char each) { return each == '\n' || each == ' '; });
    REQUIRE(room.frame.room.anonymous.size() > 3);
    for (std::string paragraph : room.frame.room.anonymous) {
        std::erase_if(paragraph, [](char each) { return each == '\n' || each == ' '; });
        CHECK(contains(text, paragraph));
    }
    CHECK(can_show(picture_fixture("joining-empty").room, RoomShow::anonymous));
}
