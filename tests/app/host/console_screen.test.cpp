// SPDX-License-Identifier: Apache-2.0
#include "app/host/console_screen.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "tests/app/host/screens.hpp"

using namespace equivox;
using host::ConsoleUnderTest;
using host::picture_fixture;
using host::PictureFixture;
using ui::Key;

namespace {

const Offer& primary_of(const HostFrame& frame) {
    return *std::ranges::find(frame.facilitator.offers, true, &Offer::primary);
}

bool has_form(const Offer& offer) {
    return std::holds_alternative<AmendProposal>(offer.command) ||
           std::holds_alternative<SetProposalAside>(offer.command) ||
           std::holds_alternative<RestoreProposal>(offer.command) ||
           std::holds_alternative<DraftOutcome>(offer.command);
}

// Says yes, if it was asked.
void confirm(ConsoleUnderTest& console) {
    if (!console.state.pending) return;
    const std::string yes = console.state.pending->confirm;
    for (const auto* button : console.headless.record().all("button", yes)) {
        if (!button->enabled) continue;
        console.headless.click_at((button->seen.left + button->seen.right) / 2,
                                  (button->seen.top + button->seen.bottom) / 2);
        return;
    }
}

}  // namespace

TEST_CASE("The primary offer is one large button") {
    ConsoleUnderTest console(picture_fixture("box-proposals"));
    console.click("button", "Last call");
    const auto* asked = console.only<GiveLastCall>();
    REQUIRE(asked != nullptr);
    CHECK(asked->box == console.frame.room.box->id);
}

TEST_CASE("F5 does the next step, also while a text is being written") {
    ConsoleUnderTest console(picture_fixture("question"));
    console.headless.key(Key::f5);
    const auto* asked = console.only<OpenBox>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kind == BoxKind::proposals);

    ConsoleUnderTest writing(picture_fixture("objections"));
    writing.state.tab = ConsoleTab::proposals;
    writing.draw();
    writing.headless.click_nth("button", "Amend", 0);
    writing.headless.key(Key::f5);
    CHECK(writing.only<OpenBox>() != nullptr);
}

TEST_CASE("A key pressed twice does one step") {
    ConsoleUnderTest console(picture_fixture("box-proposals"));
    console.headless.key(Key::f5);
    console.headless.key(Key::f5);
    CHECK(console.asked.size() == 1);
    // When the answer has come, the next step can be done.
    console.frame = picture_fixture("box-proposals-last-call");
    console.state.seconds_since_view = 60;
    console.draw();
    console.headless.key(Key::f5);
    REQUIRE(console.asked.size() == 2);
    CHECK(std::holds_alternative<CloseBox>(console.asked.back()));
}

TEST_CASE("Every offer of every moment can be taken, and asks its command") {
    for (const PictureFixture& fixture : host::picture_fixtures()) {
        if (fixture.name.starts_with("hostile") || fixture.name.starts_with("crowd")) continue;
        std::size_t index = 0;
        for (const Offer& offer : fixture.frame.facilitator.offers) {
            ++index;
            if (has_form(offer)) continue;
            INFO(fixture.name << ": " << offer.label);
            ConsoleUnderTest console(fixture.frame, {1366, 1400});
            console.click("button", offer.label);
            confirm(console);
            REQUIRE(console.asked.size() == 1);
            CHECK(console.asked.front().index() == offer.command.index());
        }
        CHECK((index > 0 || fixture.frame.room.closed));
    }
}

TEST_CASE("Asking about a proposal names that proposal") {
    ConsoleUnderTest console(picture_fixture("standings"));
    const Offer& offer = primary_of(console.frame);
    console.click("button", offer.label);
    const auto* asked = console.only<OpenBox>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kind == BoxKind::consent);
    CHECK(asked->proposal == console.frame.room.round->leading);
}

TEST_CASE("Closing a box before its last call is over asks first") {
    ConsoleUnderTest console(picture_fixture("box-proposals-last-call"));
    console.click("button", "Close now");
    CHECK(console.asked.empty());
    CHECK(console.shows("17 of 23 are in. Of the last call there are 48 seconds left."));
    console.click("button", "Not yet");
    CHECK(console.asked.empty());
    CHECK_FALSE(console.state.pending);
    console.state.seconds_since_view = 48;
    console.click("button", "Close now");
    CHECK(console.only<CloseBox>() != nullptr);
}

TEST_CASE("What cannot be undone asks first, and Escape is no") {
    ConsoleUnderTest console(picture_fixture("joining-busy"));
    console.click("button", "Close the session");
    CHECK(console.asked.empty());
    console.headless.key(Key::escape);
    CHECK(console.asked.empty());
    CHECK_FALSE(console.state.pending);
    console.click("button", "Close the session");
    confirm(console);
    CHECK(console.only<CloseSession>() != nullptr);

    ConsoleUnderTest box(picture_fixture("box-ranking"));
    box.click("button", "Stop without opening");
    CHECK(box.asked.empty());
    box.click("button", "Throw it away");
    CHECK(box.only<VoidBox>() != nullptr);
}

TEST_CASE("A seat is freed after a question") {
    ConsoleUnderTest console(picture_fixture("joining-busy"));
    const auto taken = std::ranges::find(console.frame.facilitator.seats, true, &SeatRow::taken);
    console.headless.click_nth("button", "Free this seat", 0);
    CHECK(console.asked.empty());
    CHECK(console.shows("Free the seat \"" + taken->label + "\"?"));
    console.click("button", "Free the seat");
    const auto* asked = console.only<FreeSeat>();
    REQUIRE(asked != nullptr);
    CHECK(asked->seat == taken->seat);
}

TEST_CASE("People shows for each organisation how many seats are taken and connected") {
    ConsoleUnderTest console(picture_fixture("joining-busy"));
    CHECK(console.shows("Westmere University Hospitals"));
    CHECK(console.shows("3 of 5 taken, 3 connected"));
    CHECK(console.shows("taken, device away"));
    CHECK(console.shows("KWTM RHAP"));
    CHECK(console.shows("192.168.1.20:8477"));
}

TEST_CASE("A proposal is amended with title and text") {
    ConsoleUnderTest console(picture_fixture("amendment"), {1366, 1200});
    console.click("tab", "Proposals");
    const auto& offers = console.frame.facilitator.offers;
    const auto offer = std::ranges::find_if(
        offers, [](const Offer& each) { return std::holds_alternative<AmendProposal>(each.command); });
    REQUIRE(offer != offers.end());
    console.headless.click_nth("button", "Amend", 0);
    REQUIRE(console.state.amending);
    const ProposalId id = *console.state.amending;
    console.headless.fill("Title", "Home first, seven days a week");
    console.headless.fill("Text, one clause a line", "One clause.\nAnother.");
    console.click("button", "Publish the amendment");
    const auto* asked = console.only<AmendProposal>();
    REQUIRE(asked != nullptr);
    CHECK(asked->proposal == id);
    CHECK(asked->title == "Home first, seven days a week");
    CHECK(asked->text == "One clause.\nAnother.");
    CHECK_FALSE(console.state.amending);
}

TEST_CASE("An amendment begins with the text as it is, and nothing is published unchanged") {
    ConsoleUnderTest console(picture_fixture("amendment"), {1366, 1200});
    console.click("tab", "Proposals");
    console.headless.click_nth("button", "Amend", 0);
    const auto* publish = console.headless.record().find("button", "Publish the amendment");
    REQUIRE(publish != nullptr);
    CHECK_FALSE(publish->enabled);
    CHECK(console.shows("Nothing is changed yet."));
}

TEST_CASE("What the facilitator is writing survives a new view") {
    ConsoleUnderTest console(picture_fixture("amendment"), {1366, 1200});
    console.click("tab", "Proposals");
    console.headless.click_nth("button", "Amend", 0);
    console.headless.fill("Text, one clause a line", "A text in the making");
    console.frame.room.seats_taken += 1;
    console.frame.room.round->stage_seconds += 60;
    console.draw();
    CHECK(console.headless.record().only("text area", "Text, one clause a line").value ==
          "A text in the making");
    console.click("button", "Keep for later");
    console.draw();
    console.click("button", "Go on amending");
    CHECK(console.headless.record().only("text area", "Text, one clause a line").value ==
          "A text in the making");
}

TEST_CASE("A proposal is set aside with a reason, and brought back") {
    ConsoleUnderTest console(picture_fixture("clarification-empty"), {1366, 1600});
    console.click("tab", "Proposals");
    console.headless.click_nth("button", "Set aside", 0);
    REQUIRE(console.state.setting_aside);
    const ProposalId id = *console.state.setting_aside;
    CHECK_FALSE(console.headless.record().only("button", "Set it aside").enabled);
    console.headless.fill("Reason", "Its authors ask for it.");
    console.click("button", "Set it aside");
    const auto* asked = console.only<SetProposalAside>();
    REQUIRE(asked != nullptr);
    CHECK(asked->proposal == id);
    CHECK(asked->reason == "Its authors ask for it.");

    ConsoleUnderTest back(picture_fixture("clarification-empty"), {1366, 1600});
    back.click("tab", "Proposals");
    back.click("button", "Bring back");
    CHECK(back.only<RestoreProposal>() != nullptr);
}

TEST_CASE("An outcome is written, with the proposal's text to begin with, and read back") {
    ConsoleUnderTest console(picture_fixture("nobody-objected"), {1366, 1400});
    console.click("button", primary_of(console.frame).label);
    CHECK(console.asked.empty());
    CHECK(console.state.tab == ConsoleTab::outcome);
    console.draw();
    CHECK(console.headless.record()
              .only("text area", "What was decided")
              .value.starts_with("Nobody is assessed"));
    const auto* read_back = console.headless.record().find("button", "Read it back to the room");
    REQUIRE(read_back != nullptr);
    CHECK_FALSE(read_back->enabled);
    console.headless.fill("Reasons", "It led the ranking.");
    console.headless.fill("Owner, who accepts it", "Director of Integration");
    console.headless.fill("Review date", "2027-02-26");
    console.headless.fill("Dissent, as its authors wish it recorded", "None.");
    console.click("button", "Read it back to the room");
    const auto* asked = console.only<DraftOutcome>();
    REQUIRE(asked != nullptr);
    CHECK(asked->outcome.kind == OutcomeKind::adopted);
    CHECK(asked->outcome.proposal == console.frame.room.round->leading);
    CHECK(asked->outcome.text.starts_with("Nobody is assessed"));
    CHECK(asked->outcome.reasons == "It led the ranking.");
    CHECK(asked->outcome.owner == "Director of Integration");
    CHECK(asked->outcome.review_date == "2027-02-26");
    CHECK(asked->outcome.dissent == "None.");
}

TEST_CASE("A date that is none is said to be none") {
    ConsoleUnderTest console(picture_fixture("nobody-objected"), {1366, 1400});
    console.click("tab", "Outcome");
    console.click("choice", "Defer");
    console.headless.fill("What is deferred, and what is missing", "Everything.");
    console.headless.fill("Who finds out", "The council");
    console.headless.fill("By when", "soon");
    CHECK(console.shows("Year-month-day: 2027-02-26"));
    CHECK_FALSE(console.headless.record().only("button", "Read it back to the room").enabled);
    console.headless.fill("By when", "2027-01-15");
    console.click("button", "Read it back to the room");
    const auto* asked = console.only<DraftOutcome>();
    REQUIRE(asked != nullptr);
    CHECK(asked->outcome.kind == OutcomeKind::deferred);
    CHECK_FALSE(asked->outcome.proposal.has_value());
}

TEST_CASE("A text somebody wrote is not lost when another outcome is chosen") {
    ConsoleUnderTest console(picture_fixture("nobody-objected"), {1366, 1400});
    console.click("tab", "Outcome");
    console.click("choice", "Defer");
    console.headless.fill("What is deferred, and what is missing", "My own words.");
    console.click("choice", "No decision");
    CHECK(console.headless.record().only("text area", "What was decided").value == "My own words.");
}

TEST_CASE("A draft that is read back can be changed, dropped or recorded") {
    ConsoleUnderTest record(picture_fixture("outcome-read-back"));
    record.headless.key(Key::f5);
    CHECK(record.only<DeclareOutcome>() != nullptr);

    ConsoleUnderTest drop(picture_fixture("outcome-read-back"));
    drop.click("button", "Back to work");
    CHECK(drop.only<WithdrawDraft>() != nullptr);

    ConsoleUnderTest change(picture_fixture("outcome-read-back"), {1366, 1400});
    change.click("button", "Change the text");
    change.draw();
    change.headless.fill("Owner, who accepts it", "Somebody else");
    change.click("button", "Read it back to the room");
    const auto* asked = change.only<DraftOutcome>();
    REQUIRE(asked != nullptr);
    CHECK(asked->outcome.owner == "Somebody else");
    CHECK(asked->outcome.review_date == "2027-02-26");
}

TEST_CASE("The room screen is turned and called up from the console") {
    ConsoleUnderTest console(picture_fixture("crowd-proposals"));
    console.state.room.pages = 3;
    console.draw();
    CHECK_FALSE(console.headless.record().only("button", "Back").enabled);
    console.headless.key(Key::f9);
    console.headless.key(Key::f9);
    CHECK(console.state.room.page == 2);
    console.headless.key(Key::f9);
    CHECK(console.state.room.page == 2);
    console.headless.key(Key::f8);
    CHECK(console.state.room.page == 1);
    console.click("tab", "Room");
    console.click("choice", "The purpose");
    CHECK(console.state.room.show == RoomShow::purpose);
    CHECK(console.state.room.page == 0);
    console.draw();
    console.click("button", "Follow the session");
    CHECK(console.state.room.show == RoomShow::moment);
    CHECK(console.asked.empty());
}

TEST_CASE("Each result can be put on the room screen from where it stands") {
    ConsoleUnderTest console(picture_fixture("objections"));
    const std::vector<std::pair<std::string, RoomShow>> places{{"Proposals", RoomShow::proposals},
                                                               {"Questions", RoomShow::questions},
                                                               {"Standings", RoomShow::standings},
                                                               {"Objections", RoomShow::objections}};
    for (const auto& [tab, what] : places) {
        INFO(tab);
        console.click("tab", tab);
        console.draw();
        console.click("button", "Show on the room screen");
        CHECK(console.state.room.show == what);
    }
    console.click("tab", "Proposals");
    console.headless.click_nth("button", "Show", 1);
    CHECK(console.state.room.show == RoomShow::one_proposal);
    CHECK(console.state.room.proposal.has_value());
}

TEST_CASE("A refusal is shown as a sentence until it is dismissed, and again if it comes again") {
    ConsoleUnderTest console(picture_fixture("trouble"));
    CHECK(console.shows("Not saving: the disk is full."));
    CHECK(console.shows("That was not done: What was asked can not be saved at the moment."));
    console.click("button", "Dismiss");
    CHECK_FALSE(console.shows("That was not done"));
    console.frame.refused_count = 2;
    console.draw();
    CHECK(console.shows("That was not done"));
}

TEST_CASE("Closing the console asks first") {
    ConsoleUnderTest console(picture_fixture("box-ranking"));
    console.state.closing = true;
    console.draw();
    console.click("button", "Go on");
    CHECK_FALSE(console.state.closing);
    CHECK_FALSE(console.state.close_confirmed);
    console.state.closing = true;
    console.draw();
    console.click("button", "Stop the host");
    CHECK(console.state.close_confirmed);
    CHECK(console.asked.empty());
}

TEST_CASE("The console follows the session to the tab of its stage") {
    ConsoleUnderTest console(picture_fixture("joining-busy"));
    CHECK(console.state.tab == ConsoleTab::people);
    console.frame = picture_fixture("proposals");
    console.draw();
    CHECK(console.state.tab == ConsoleTab::proposals);
    console.state.tab = ConsoleTab::people;
    console.frame.room.round->stage_seconds += 5;
    console.draw();
    CHECK(console.state.tab == ConsoleTab::people);
    console.frame = picture_fixture("standings");
    console.draw();
    CHECK(console.state.tab == ConsoleTab::standings);
}

TEST_CASE("What now, what to say and where it is saved are always in view") {
    ConsoleUnderTest console(picture_fixture("clarification"));
    CHECK(console.shows(console.frame.facilitator.prompt));
    CHECK(console.shows(console.frame.facilitator.before_opening));
    CHECK(console.shows("winter-discharge.equivox"));
    CHECK(console.shows("17 of 20 minutes used"));
}

TEST_CASE("Every control is reached with the Tab key") {
    for (const std::string_view name :
         {"joining-busy", "clarification", "nobody-objected", "box-ranking-last-call"}) {
        INFO(name);
        ConsoleUnderTest console(picture_fixture(name));
        console.state.tab = name == "nobody-objected" ? ConsoleTab::outcome : console.state.tab;
        console.draw();
        std::set<std::uint32_t> wanted, reached;
        for (const ui::RecordedWidget& widget : console.headless.record().widgets())
            if (widget.id != 0 && widget.enabled) wanted.insert(widget.id);
        for (std::size_t press = 0; press < wanted.size() + 2; ++press) {
            console.headless.key(Key::tab);
            if (const auto* focused = console.headless.focused()) reached.insert(focused->id);
        }
        CHECK(reached == wanted);
        CHECK(wanted.size() > 5);
    }
}
