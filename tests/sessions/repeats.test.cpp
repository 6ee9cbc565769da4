// SPDX-License-Identifier: Apache-2.0
// Rule D7 in whole rooms: two results of nearly the same people could be subtracted from one another. Nine
// organisations; d of them change their attendance between a result that was shown and its repeat.
#include <catch2/catch.hpp>

#include "sessions/decide.hpp"
#include "sessions/view.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;
using Catch::Matchers::Contains;

const std::vector<std::string> ten{"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10"};

// Nine sole delegates, all seated; the first round is in clarification.
struct Nine : Room {
    explicit Nine(std::vector<std::string> given = {"Hub", "Beds"})
        : Room({.seats = std::vector<std::uint32_t>(9, 1), .given = std::move(given)}) {
        seat_everybody();
        round_begins();
        clarify();
    }
    // The first d delegates go home.
    void leave(std::uint32_t d) {
        for (std::uint32_t seat = 1; seat <= d; ++seat) must(FreeSeat{SeatId{seat}});
    }
    void come_back(std::uint32_t d) {
        for (std::uint32_t number = 1; number <= d; ++number)
            if (said(newcomer(TakeSeat{OrganisationId{number}, key_of(100 + number)})) != "done")
                throw std::logic_error("the seat is taken");
    }
    // Everybody seated ranks: the first that was given, then the second.
    void everybody_ranks() {
        open(BoxKind::ranking);
        const std::vector<ExampleProposal>& given = session().plan(round().id)->given;
        for (const SeatId seat : session().seats_held())
            put(seat.value,
                RankingDeposit{parse_ranking(session(), given[0].title + " > " + given[1].title)});
        close();
    }
    void everybody_is_asked(std::string_view title) { ask(title, {}); }
    void everybody_ticks() {
        open(BoxKind::shortlist);
        for (const SeatId seat : session().seats_held())
            put(seat.value, ShortlistDeposit{parse_ticks(session(), "P1, P2")});
        close();
        for (const ProposalState& proposal : round().proposals)
            if (proposal.set_aside) restored.push_back(proposal.id);
        for (const ProposalId id : restored) must(RestoreProposal{id});
        restored.clear();
    }
    void everybody_says_how_safe() {
        open(BoxKind::safety);
        for (const SeatId seat : session().seats_held()) put(seat.value, SafetyDeposit{SafetyAnswer::safe});
        close();
    }
    [[nodiscard]] std::string before_closing() const {
        return view_for_facilitator(session(), live()).before_closing;
    }
    [[nodiscard]] const AskingState& last_asking() const { return round().askings.back(); }
    std::vector<ProposalId> restored;
};

std::vector<OrganisationId> first(std::uint32_t d) {
    std::vector<OrganisationId> organisations;
    for (std::uint32_t i = 1; i <= d; ++i) organisations.push_back(OrganisationId{i});
    return organisations;
}

TEST_CASE("D7: a repeated shortlist is withheld where one or two organisations' attendance changed") {
    for (std::uint32_t d = 0; d <= 3; ++d) {
        INFO("d = " << d);
        Nine room(ten);
        room.everybody_ticks();
        REQUIRE(std::holds_alternative<ShortlistRelease>(room.round().shortlists.back().release));
        room.leave(d);
        room.everybody_ticks();
        const Release& release = room.round().shortlists.back().release;
        const bool withheld = d == 1 || d == 2;
        CHECK(std::holds_alternative<ShortlistWithheld>(release) == withheld);
        if (!withheld) continue;
        CHECK(std::get<ShortlistWithheld>(release).reason == WithheldReason::attendance_changed);
        CHECK(std::get<ShortlistWithheld>(release).changed == first(d));
    }
}

TEST_CASE("D7: answers to a repeated question of consent are withheld where one or two held seats changed") {
    for (std::uint32_t d = 0; d <= 3; ++d) {
        INFO("d = " << d);
        Nine room;
        room.everybody_ranks();
        room.must(OpenBox{BoxKind::consent, room.called("Hub")});
        room.put_nothing_from_the_others();
        room.close();
        REQUIRE(room.last_asking().release);
        room.leave(d);
        room.open(BoxKind::consent, room.called("Hub"));
        room.put(9, objection("Canary"));
        room.put_nothing_from_the_others();
        room.close();
        const bool withheld = d == 1 || d == 2;
        CHECK(room.last_asking().release.has_value() == !withheld);
        CHECK(room.last_asking().withheld.has_value() == withheld);
        CHECK((room.journal_text().find("Canary") == std::string::npos) == withheld);
        if (withheld) CHECK(room.last_asking().withheld->changed == first(d));
    }
}

TEST_CASE("D7: how safe it is to speak is withheld where one or two held seats changed") {
    for (std::uint32_t d = 0; d <= 3; ++d) {
        INFO("d = " << d);
        Nine room;
        room.everybody_says_how_safe();
        REQUIRE(std::holds_alternative<SafetyRelease>(room.session().safety.back().release));
        room.leave(d);
        room.everybody_says_how_safe();
        const Release& release = room.session().safety.back().release;
        const bool withheld = d == 1 || d == 2;
        CHECK(std::holds_alternative<SafetyWithheld>(release) == withheld);
        if (withheld) CHECK(std::get<SafetyWithheld>(release).changed == first(d));
    }
}

TEST_CASE("D7: for consent and safety it is held seats that count and not who answered") {
    Nine room;
    room.everybody_ranks();
    for (const std::uint32_t silent : {1U, 2U, 3U}) {
        room.open(BoxKind::consent, room.called("Hub"));
        for (std::uint32_t seat = 1; seat <= 9; ++seat)
            if (seat != silent) room.put(seat, yes());
        room.close();
        CHECK(room.last_asking().release);
    }
    for (const std::uint32_t silent : {1U, 2U, 3U}) {
        room.open(BoxKind::safety);
        for (std::uint32_t seat = 1; seat <= 9; ++seat)
            if (seat != silent) room.put(seat, SafetyDeposit{SafetyAnswer::safe});
        room.close();
        CHECK(std::holds_alternative<SafetyRelease>(room.session().safety.back().release));
    }
}

TEST_CASE("D7: a deputy in the same seat leaves its attendance as it was") {
    Nine room(ten);
    room.everybody_ticks();
    room.everybody_says_how_safe();
    room.must(SetProposalAside{room.called("P10"), "Too many"});
    room.everybody_ranks();
    room.everybody_is_asked("P1");
    room.clarify();
    room.leave(2);
    room.come_back(2);  // other devices
    room.everybody_ticks();
    CHECK(std::holds_alternative<ShortlistRelease>(room.round().shortlists.back().release));
    room.everybody_says_how_safe();
    CHECK(std::holds_alternative<SafetyRelease>(room.session().safety.back().release));
    room.must(SetProposalAside{room.called("P10"), "Too many"});
    room.everybody_ranks();
    CHECK(room.shown_ranking());
    room.everybody_is_asked("P1");
    CHECK(room.last_asking().release);
}

TEST_CASE("D7: a repeat is held against every result that was shown and not against the last alone") {
    Nine room;
    room.everybody_ranks();
    room.leave(3);
    room.everybody_ranks();
    REQUIRE(room.shown_ranking());  // d = 3
    CHECK(room.shown_ranking()->level == Level::l1);
    room.come_back(2);
    room.everybody_ranks();  // two differ from the second, one from the first
    REQUIRE(room.withheld_ranking());
    CHECK(room.withheld_ranking()->changed == std::vector<OrganisationId>{OrganisationId{3}});
}

TEST_CASE("D7: what was withheld is nothing to compare with") {
    Nine room;
    room.everybody_ranks();
    room.ask("Hub", {});
    room.leave(1);
    room.ask("Hub", {});
    REQUIRE(room.last_asking().withheld);
    room.ask("Hub", {});  // as the one before, which nobody saw
    REQUIRE(room.last_asking().withheld);
    room.come_back(1);
    room.ask("Hub", {});
    CHECK(room.last_asking().release);
}

TEST_CASE("D7: another proposal is another question and an amended one is the same") {
    Nine room;
    room.everybody_ranks();
    room.must(OpenBox{BoxKind::consent, leading_proposal(room.session(), room.round()).next});
    const ProposalId asked = *room.session().box->proposal;
    room.put(1, objection("Not like this."));
    room.put_nothing_from_the_others();
    room.close();
    room.leave(1);
    room.must(OpenBox{BoxKind::consent, leading_proposal(room.session(), room.round()).next});
    REQUIRE(room.session().box->proposal != asked);
    room.put_nothing_from_the_others();
    room.close();
    CHECK(room.last_asking().release);
    room.must(AmendProposal{asked, "Another text", "Another clause"});
    room.must(OpenBox{BoxKind::consent, asked});
    room.put_nothing_from_the_others();
    room.close();
    CHECK(room.last_asking().withheld);
}

TEST_CASE("D7: rankings of two rounds have no proposal in common") {
    Nine room;
    room.everybody_ranks();
    room.defer();
    room.leave(1);
    room.round_begins();
    room.clarify();
    room.everybody_ranks();
    CHECK(room.shown_ranking());
}

TEST_CASE("D7: how safe it is to speak is one question in all rounds") {
    Nine room;
    room.everybody_says_how_safe();
    room.defer();
    room.leave(1);
    room.round_begins();
    room.everybody_says_how_safe();
    CHECK(std::holds_alternative<SafetyWithheld>(room.session().safety.back().release));
}

TEST_CASE("A withheld answer of the room is no answer: the room is asked again before it adopts") {
    Nine room;
    room.everybody_ranks();
    room.ask("Hub", {});
    room.leave(1);
    room.ask("Hub", {});
    REQUIRE(room.last_asking().withheld);
    const Leading leading = leading_proposal(room.session(), room.round());
    CHECK(leading.because == Leading::Because::asking_withheld);
    CHECK(leading.next == room.called("Hub"));
    CHECK(said(room.facilitator(DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")})) == "not_asked");
    const RoundView view = *view_for_room(room.session(), room.live()).round;
    CHECK_FALSE(view.askings.back().open);
    CHECK_THAT(view.askings.back().not_shown_because, Contains("Org A"));
    CHECK(view.askings.back().asking == 2);
    room.come_back(1);
    room.ask("Hub", {yes()});
    CHECK(said(room.facilitator(DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")})) == "done");
}

// --- what the console says before closing

TEST_CASE(
    "D7: before closing the console says whether a repeated ranking could be shown and who is missing") {
    Nine room;
    room.open(BoxKind::ranking);
    CHECK(room.before_closing().empty());  // nothing to compare with
    room.put_nothing_from_the_others();
    room.close();
    room.open(BoxKind::ranking);
    for (std::uint32_t seat = 1; seat <= 4; ++seat) room.put(seat, RankingDeposit{});
    CHECK(room.before_closing() ==
          "Closed now, the result could not be shown: too few organisations have taken part.");
    room.put(5, RankingDeposit{});
    room.put(6, RankingDeposit{});
    CHECK(room.before_closing() == "Closed now, the result could be shown.");  // three are missing
    room.put(7, RankingDeposit{});
    CHECK_THAT(room.before_closing(), Contains("only Org H and Org I changed who takes part"));
    room.put(8, RankingDeposit{});
    CHECK_THAT(room.before_closing(), Contains("only Org I's attendance has changed") && Contains("deputy"));
    room.close();
    CHECK(room.withheld_ranking());
    room.open(BoxKind::ranking);
    room.put_nothing_from_the_others();
    CHECK(room.before_closing() == "Closed now, the result could be shown.");
}

TEST_CASE("D7: before closing the console looks at held seats for consent and at answers for safety's five") {
    Nine room;
    room.everybody_ranks();
    room.ask("Hub", {});
    room.everybody_says_how_safe();
    room.leave(1);
    room.open(BoxKind::consent, room.called("Hub"));
    room.put_nothing_from_the_others();
    CHECK_THAT(room.before_closing(), Contains("Org A's attendance"));
    room.come_back(1);
    CHECK(room.before_closing() == "Closed now, the result could be shown.");
    room.put_nothing_from_the_others();
    room.close();
    room.open(BoxKind::safety);
    CHECK_THAT(room.before_closing(), Contains("too few organisations"));
    for (std::uint32_t seat = 1; seat <= 5; ++seat) room.put(seat, SafetyDeposit{});
    CHECK(room.before_closing() == "Closed now, the result could be shown.");
}

TEST_CASE("Before closing the console says that too few have been heard and then closing is not offered") {
    Nine room;
    room.open(BoxKind::questions);
    CHECK(room.before_closing().empty());
    room.must(GiveLastCall{room.session().box->id});
    const auto closing_is_offered = [&] {
        for (const Offer& offer : view_for_facilitator(room.session(), room.live()).offers)
            if (std::holds_alternative<CloseBox>(offer.command)) return true;
        return false;
    };
    CHECK_THAT(room.before_closing(), Contains("fewer than three organisations"));
    CHECK_FALSE(closing_is_offered());
    for (std::uint32_t seat = 1; seat <= 3; ++seat) room.put(seat, QuestionsDeposit{});
    CHECK(room.before_closing().empty());
    CHECK(closing_is_offered());
}

}  // namespace
}  // namespace equivox
