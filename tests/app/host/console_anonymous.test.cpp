// SPDX-License-Identifier: Apache-2.0
// The console where it is about anonymity: what a decision will make possible, signals, merging, practice,
// and the console itself on the projector.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/app/host/screens.hpp"

using namespace equivox;
using host::ConsoleUnderTest;
using host::picture_fixture;
using ui::Key;

namespace {

// Goes there with the Tab key, as somebody without a mouse would.
void reach(ConsoleUnderTest& console, std::string_view role, std::string_view name) {
    for (std::size_t press = 0; press < console.headless.record().size() + 2; ++press) {
        const ui::RecordedWidget* focused = console.headless.focused();
        if (focused != nullptr && ui::role_name(focused->role) == role && focused->name == name) return;
        console.headless.key(Key::tab);
    }
    FAIL("no Tab leads to the " << role << " " << name);
}

void use_with_keys(ConsoleUnderTest& console, std::string_view role, std::string_view name) {
    reach(console, role, name);
    console.headless.key(Key::space);
}

const ProposalView& proposal_called(const HostFrame& frame, std::string_view title) {
    return *std::ranges::find(frame.room.round->proposals, title, &ProposalView::title);
}

std::string title_of(const ProposalView& proposal) {
    return std::to_string(proposal.number) + "  " + proposal.title;
}

}  // namespace

TEST_CASE("Two proposals are merged with the mouse: the two, the text, before and after") {
    ConsoleUnderTest console(picture_fixture("clarification"), {1366, 1400});
    const ProposalView& hub = proposal_called(console.frame, "One discharge hub for all three hospitals");
    const ProposalView& beds = proposal_called(console.frame, "Thirty step-down beds in care homes");
    console.click("tab", "Proposals");
    console.click("button", "Merge two proposals");
    console.click("checkbox", title_of(beds));
    CHECK(console.shows("Which two?"));
    console.click("checkbox", title_of(hub));
    // Both texts to begin with.
    const auto& text = console.headless.record().only("text area", "Text, one clause a line");
    for (const ProposalView* each : {&hub, &beds})
        for (const std::string& clause : each->clauses) CHECK(text.value.find(clause) != std::string::npos);
    console.headless.fill("Title", "One hub that also finds beds");
    console.headless.fill("Text, one clause a line", hub.clauses.front() + "\nThe hub knows every free bed.");
    CHECK(console.shows("Before"));
    CHECK(console.shows("After"));
    CHECK(console.shows("2.  The hub knows every free bed."));
    CHECK(console.shows("Taken out: " + hub.clauses[2]));
    console.click("button", "Merge them");
    const auto* asked = console.only<MergeProposals>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kept ==
          std::min(hub, beds, [](const auto& a, const auto& b) { return a.number < b.number; }).id);
    CHECK((asked->merged == hub.id || asked->merged == beds.id));
    CHECK(asked->merged != asked->kept);
    CHECK(asked->title == "One hub that also finds beds");
    CHECK(asked->text == hub.clauses.front() + "\nThe hub knows every free bed.");
    CHECK_FALSE(console.state.merging);
}

TEST_CASE("Two proposals are merged without a mouse, and the second keeps its number") {
    ConsoleUnderTest console(picture_fixture("clarification"));
    const ProposalView& hub = proposal_called(console.frame, "One discharge hub for all three hospitals");
    const ProposalView& beds = proposal_called(console.frame, "Thirty step-down beds in care homes");
    const ProposalView& later = hub.number < beds.number ? beds : hub;
    use_with_keys(console, "tab", "Proposals");
    use_with_keys(console, "button", "Merge two proposals");
    use_with_keys(console, "checkbox", title_of(hub));
    use_with_keys(console, "checkbox", title_of(beds));
    reach(console, "text field", "Title");
    console.headless.key(Key::end);
    console.headless.type(", together");
    use_with_keys(console, "choice", std::to_string(later.number));
    use_with_keys(console, "button", "Merge them");
    const auto* asked = console.only<MergeProposals>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kept == later.id);
    CHECK(asked->title.ends_with(", together"));
}

TEST_CASE("A merge in the making survives a new view, can be kept for later, and waits while a box is open") {
    ConsoleUnderTest console(picture_fixture("clarification"), {1366, 1400});
    const auto& proposals = console.frame.room.round->proposals;
    console.click("tab", "Proposals");
    console.click("button", "Merge two proposals");
    std::size_t chosen = 0;
    for (const ProposalView& each : proposals)
        if (!each.no_change && !each.set_aside && chosen < 2) {
            console.click("checkbox", title_of(each));
            ++chosen;
        }
    console.headless.fill("Title", "In the making");
    console.frame.room.seats_taken += 1;
    console.draw();
    CHECK(console.headless.record().only("text field", "Title").value == "In the making");
    console.click("button", "Keep for later");
    console.draw();
    console.click("button", "Go on merging two");
    CHECK(console.headless.record().only("text field", "Title").value == "In the making");
    std::erase_if(console.frame.facilitator.offers,
                  [](const Offer& offer) { return std::holds_alternative<SetProposalAside>(offer.command); });
    console.draw();
    CHECK_FALSE(console.headless.record().only("button", "Merge them").enabled);
    CHECK(console.shows("They cannot be merged now"));
    console.click("button", "Discard");
    CHECK(console.state.merge.chosen.empty());
    CHECK(console.asked.empty());
}

TEST_CASE("A merge is taken back in one go: both proposals are as they were") {
    ConsoleUnderTest console(picture_fixture("merge"), {1366, 2000});
    console.click("tab", "Proposals");
    console.click("button", "Take the merge back");
    REQUIRE(console.asked.size() == 2);
    const auto* restored = std::get_if<RestoreProposal>(&console.asked[0]);
    const auto* amended = std::get_if<AmendProposal>(&console.asked[1]);
    REQUIRE(restored != nullptr);
    REQUIRE(amended != nullptr);
    CHECK(restored->proposal == proposal_called(console.frame, "A welcome-home call from a volunteer").id);
    CHECK(amended->title == "Home first: assess at home, not on the ward");
    CHECK(amended->text.starts_with("Nobody is assessed for long-term care in a hospital bed.\n"));
    CHECK(amended->text.find("next morning") == std::string::npos);
}

TEST_CASE("Before closing, the console says whether what comes out could be shown") {
    const HostFrame frame = picture_fixture("box-ranking-again");
    const std::string& sentence = frame.facilitator.before_closing;
    REQUIRE(sentence.find("could not be shown") != std::string::npos);
    CHECK(ConsoleUnderTest(frame).shows(sentence));
    // Everybody is in, and still it asks.
    ConsoleUnderTest closing(picture_fixture("box-ranking-again-last-call"));
    closing.headless.key(Key::f5);
    CHECK(closing.asked.empty());
    REQUIRE(closing.state.pending);
    CHECK(closing.state.pending->explanation.find(sentence) == 0);
    closing.click("button", "Not yet");
    CHECK(closing.asked.empty());
    CHECK_FALSE(ConsoleUnderTest(picture_fixture("box-ranking")).shows("Before you close"));
}

TEST_CASE("Before opening, the console says what a ranking would show, beside the offer") {
    for (const std::string_view name : {"clarification", "before-ranking-again", "small-room"}) {
        INFO(name);
        ConsoleUnderTest console(picture_fixture(name), {1366, 1400});
        REQUIRE_FALSE(console.frame.facilitator.before_opening.empty());
        CHECK(console.shows("Before you ask"));
        CHECK(console.headless.record().all("text", console.frame.facilitator.before_opening).size() == 1);
    }
    // Where nobody can be asked to rank it says why.
    ConsoleUnderTest too_many(picture_fixture("too-many-to-rank"));
    CHECK(too_many.shows("At most twelve proposals can be ranked."));
}

TEST_CASE("What somebody asks for without a name stands above everything until it is noted") {
    ConsoleUnderTest console(picture_fixture("signals"));
    const auto top_of = [&](std::string_view sentence) {
        return console.headless.record().only("heading", "\u25CF " + std::string(sentence)).seen.top;
    };
    CHECK(top_of("Somebody asks for a pause.") < 768 / 4);
    CHECK(console.shows("Somebody asks to keep the merged proposals apart."));
    console.headless.click_nth("button", "Noted", 0);
    CHECK_FALSE(console.shows("Somebody asks for a pause."));
    CHECK(console.shows("Somebody asks to keep the merged proposals apart."));
    use_with_keys(console, "button", "Noted");
    CHECK_FALSE(console.shows("Somebody asks"));
    // When it has gone and comes again, it is a new one.
    const std::vector<std::string> signals = console.frame.facilitator.signals;
    console.frame.facilitator.signals.clear();
    console.draw();
    console.frame.facilitator.signals = signals;
    console.draw();
    CHECK(console.shows("Somebody asks for a pause."));
    CHECK(console.asked.empty());
}

TEST_CASE("A practice round is ended in one step") {
    ConsoleUnderTest console(picture_fixture("practice-standings"));
    CHECK(console.shows("practice, decides nothing"));
    console.headless.key(Key::f5);
    CHECK(console.only<EndPractice>() != nullptr);
    ConsoleUnderTest over(picture_fixture("practice-over"));
    over.headless.key(Key::f5);
    const auto* begun = over.only<BeginRound>();
    REQUIRE(begun != nullptr);
    CHECK(begun->round == RoundId{2});
}

TEST_CASE("How safe it is to speak can be asked before the first round") {
    ConsoleUnderTest console(picture_fixture("joining-busy"));
    use_with_keys(console, "button", "Ask how safe it is to speak");
    const auto* asked = console.only<OpenBox>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kind == BoxKind::safety);
    ConsoleUnderTest open(picture_fixture("box-safety"));
    CHECK(open.shows("How safe is it to speak here?"));
    CHECK(open.shows("14 of 23 in"));
    CHECK_FALSE(open.shows("People are joining"));
    CHECK(ConsoleUnderTest(picture_fixture("safety")).shows("this room says that it is safe to speak here"));
}

TEST_CASE("A ranking for outsiders only is asked for after a warning") {
    ConsoleUnderTest console(picture_fixture("small-room"), {1366, 1400});
    console.click("button", "Ask for rankings, outsiders only");
    CHECK(console.asked.empty());
    CHECK(console.shows("in so small a room people may work out who ranked how"));
    console.click("button", "Not yet");
    CHECK(console.asked.empty());
    console.click("button", "Ask for rankings, outsiders only");
    REQUIRE(console.state.pending);
    console.headless.key(Key::enter);
    const auto* asked = console.only<OpenBox>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kind == BoxKind::ranking);
    CHECK(asked->outsiders_only);
    CHECK(ConsoleUnderTest(picture_fixture("standings-outsiders")).shows("Outsiders only"));
}

TEST_CASE("Too many proposals lead to a shortlist, and the console to where it stands") {
    ConsoleUnderTest console(picture_fixture("too-many-to-rank"));
    console.headless.key(Key::f5);
    const auto* asked = console.only<OpenBox>();
    REQUIRE(asked != nullptr);
    CHECK(asked->kind == BoxKind::shortlist);
    console.frame = picture_fixture("box-shortlist");
    console.draw();
    console.frame = picture_fixture("shortlist");
    console.draw();
    CHECK(console.state.tab == ConsoleTab::proposals);
    CHECK(console.shows("They are in no order."));
    console.headless.click_nth("button", "Show on the room screen", 1);
    CHECK(console.state.room.show == RoomShow::shortlist);
}

TEST_CASE("While a box waits, the console says for what, and there is no number to watch") {
    for (const std::string_view name : {"box-opening", "box-restarted", "box-key-missing", "box-closing"}) {
        INFO(name);
        ConsoleUnderTest console(picture_fixture(name));
        CHECK(console.shows(console.frame.room.box->waiting));
        CHECK(console.headless.record().all("figure").size() <= 1);  // The room code, among the people.
        CHECK_FALSE(console.shows(" in\n"));
        CHECK_FALSE(console.shows("several ways on"));
        CHECK(console.headless.record().find("button", "Stop without opening") != nullptr);
    }
    CHECK(ConsoleUnderTest(picture_fixture("box-more-time")).shows("Somebody asked for more time"));
}

TEST_CASE("F3 shows this screen to the room, says so, and takes it back") {
    ConsoleUnderTest console(picture_fixture("practice-standings"));
    CHECK(console.headless.record().find("button", "Show this screen to the room") != nullptr);
    console.headless.key(Key::f3);
    CHECK(console.state.shown_to_room);
    CHECK(console.shows("The room sees this screen now, all of it."));
    CHECK(console.shows("Room screen: this screen"));
    console.headless.key(Key::f3);
    CHECK_FALSE(console.state.shown_to_room);
    use_with_keys(console, "button", "Show this screen to the room");
    CHECK(console.state.shown_to_room);
    console.click("button", "Back to the room screen");
    CHECK_FALSE(console.state.shown_to_room);
    CHECK(console.asked.empty());
}

TEST_CASE("The room's copy of the console shows the same and does nothing") {
    ConsoleUnderTest console(picture_fixture("clarification"));
    console.state.shown_to_room = true;
    console.state.tab = ConsoleTab::proposals;
    console.draw();
    ui::HeadlessUi room({1920, 1080}, {.audience = ui::Audience::room});
    std::size_t pages = 0;
    room.frame([&](ui::Ui& ui) { pages = console_for_room(ui, console.frame, console.state); });
    const auto named = [](const ui::WidgetRecord& record) {
        std::set<std::string> names;
        for (const ui::RecordedWidget& widget : record.widgets())
            if (widget.role != ui::Role::scroll_area) names.insert(widget.name + " " + widget.value);
        return names;
    };
    // How many pages there are depends on the sizes; all else is the same.
    std::set<std::string> shown = named(room.record()), own = named(console.headless.record());
    for (std::set<std::string>* names : {&shown, &own})
        std::erase_if(*names, [](const std::string& name) { return name.starts_with("Page "); });
    CHECK(shown == own);
    CHECK(pages > 1);
    const ConsoleState before = console.state;
    room.click("button", "Back to the room screen");
    room.key(Key::f5);
    room.key(Key::f3);
    CHECK(console.state.shown_to_room == before.shown_to_room);
    CHECK(console.asked.empty());
}

TEST_CASE("All of the console can be shown to the room, page by page, from the console") {
    ConsoleUnderTest console(picture_fixture("crowd-clarification"));
    console.state.shown_to_room = true;
    ui::HeadlessUi room({1280, 720}, {.audience = ui::Audience::room});
    std::set<std::string> seen;
    for (std::size_t presses = 0;; ++presses) {
        REQUIRE(presses < 60);
        room.frame([&](ui::Ui& ui) {
            console.state.shown_pages = console_for_room(ui, console.frame, console.state);
        });
        for (const ui::RecordedWidget& widget : room.record().widgets())
            if (widget.visible()) seen.insert(widget.name);
        if (console.state.shown_page + 1 >= console.state.shown_pages) break;
        console.draw();
        console.headless.key(Key::f9);
        REQUIRE(console.state.shown_page == presses + 1);
    }
    for (const QuestionView& question : console.frame.room.round->questions)
        CHECK(seen.contains(question.text));
    for (const Offer& offer : console.frame.facilitator.offers) {
        const bool own_button = std::holds_alternative<OpenBox>(offer.command);
        if (own_button) CHECK(seen.contains(offer.label));
    }
    console.headless.key(Key::f8);
    CHECK(console.state.shown_page + 2 == console.state.shown_pages);
}

TEST_CASE("Everything that can be called up stands on one list, for mouse and keys") {
    ConsoleUnderTest console(picture_fixture("standings"), {1366, 1200});
    console.click("tab", "Room");
    const std::vector<std::pair<std::string, RoomShow>> all{{"How is this anonymous?", RoomShow::anonymous},
                                                            {"The purpose", RoomShow::purpose},
                                                            {"How to join", RoomShow::joining},
                                                            {"The question", RoomShow::question},
                                                            {"All proposals", RoomShow::proposals},
                                                            {"The standings", RoomShow::standings}};
    for (const auto& [name, what] : all) {
        INFO(name);
        console.click("choice", name);
        CHECK(console.state.room.show == what);
    }
    CHECK(console.headless.record().find("choice", "The shortlist") == nullptr);
    CHECK(console.headless.record().find("choice", "How safe it is to speak") == nullptr);
    use_with_keys(console, "choice", "How is this anonymous?");
    CHECK(console.state.room.show == RoomShow::anonymous);
    console.headless.key(Key::up);
    console.headless.key(Key::space);
    CHECK(console.state.room.show == RoomShow::joining);
    CHECK(console.asked.empty());
}

TEST_CASE("An asking whose answers are not shown is not taken for one without objections") {
    ConsoleUnderTest console(picture_fixture("consent-not-shown"), {1366, 1400});
    console.click("tab", "Objections");
    CHECK(console.shows(console.frame.room.round->askings.back().not_shown_because));
    CHECK_FALSE(console.shows("Nobody objected."));
}

TEST_CASE("Exact figures stand on the console, with their warning") {
    ConsoleUnderTest console(picture_fixture("open-standings"), {1366, 1600});
    CHECK(console.shows("open, exact figures"));
    const OpenFigures& figures = *console.frame.room.round->standings->figures;
    CHECK(console.shows(figures.warning));
    CHECK(console.shows(figures.agreement));
    for (const SupportRow& row : figures.support)
        for (std::size_t index = 0; index < row.voices.size(); ++index)
            if (figures.support[index].proposal != row.proposal)
                CHECK_FALSE(console.headless.record().all("text", row.voices[index]).empty());
}
