// SPDX-License-Identifier: Apache-2.0
#include "app/host/screen_words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/host/picture_fixtures.hpp"

using namespace equivox;

TEST_CASE("The time of a stage is said in words, overrun included") {
    CHECK(words::stage_time(8, 0) == "8 minutes left");
    CHECK(words::stage_time(8, 61) == "6 minutes left");
    CHECK(words::stage_time(8, 7 * 60) == "1 minute left");
    CHECK(words::stage_time(8, 7 * 60 + 1) == "Less than a minute left");
    CHECK(words::stage_time(8, 8 * 60) == "Time is up");
    CHECK(words::stage_time(8, 9 * 60) == "1 minute over");
    CHECK(words::stage_time(0, 150) == "2 minutes so far");
    CHECK(words::stage_time_used(8, 150) == "2 of 8 minutes used");
    CHECK(words::stage_time_used(0, 60) == "1 minute used, none planned");
}

TEST_CASE("The last call counts down to nothing") {
    CHECK(words::last_call(48) == "48 seconds left");
    CHECK(words::last_call(1) == "1 second left");
    CHECK(words::last_call(0) == "Time is up");
}

TEST_CASE("Places are counted as people count them") {
    CHECK(words::ordinal(1) == "1st");
    CHECK(words::ordinal(2) == "2nd");
    CHECK(words::ordinal(3) == "3rd");
    CHECK(words::ordinal(4) == "4th");
    CHECK(words::ordinal(11) == "11th");
    CHECK(words::ordinal(12) == "12th");
    CHECK(words::ordinal(13) == "13th");
    CHECK(words::ordinal(21) == "21st");
    CHECK(words::ordinal(30) == "30th");
    CHECK(words::place(3, 1) == "3rd");
    CHECK(words::place(3, 3) == "3rd to 5th");
}

TEST_CASE("An address is shown without what nobody types") {
    CHECK(words::plain_address("http://192.168.1.20:8477/") == "192.168.1.20:8477");
    CHECK(words::plain_address("192.168.1.20") == "192.168.1.20");
    CHECK(words::grouped("KWTMRHAP", 4) == "KWTM RHAP");
    CHECK(words::grouped("", 4).empty());
    RoomView view;
    view.join_url = "http://192.168.1.20:8477";
    view.room_code = "KWTMRHAP";
    CHECK(words::join_link(view) == "http://192.168.1.20:8477/#code=KWTMRHAP");
}

TEST_CASE("A promise is shortened to its first sentence") {
    CHECK(words::first_sentences("Nobody will see it. Until this closes ...") == "Nobody will see it.");
    CHECK(words::first_sentences("Nobody will see it.") == "Nobody will see it.");
    CHECK(words::first_sentences("It is open. All will see it. And more.", 20) ==
          "It is open. All will see it.");
}

TEST_CASE("A date is read out, anything else stays as it is") {
    CHECK(words::date("2027-02-26") == "26 February 2027");
    CHECK(words::date("2027-12-01") == "1 December 2027");
    CHECK(words::date("2027-13-01") == "2027-13-01");
    CHECK(words::date("in spring") == "in spring");
    CHECK(words::date("").empty());
}

TEST_CASE("A proposal is called by its number and title, no change by its title alone") {
    RoundView round;
    ProposalView& third = round.proposals.emplace_back();
    third.id = ProposalId{7};
    third.number = 3;
    third.title = "Pay carers a winter rate";
    ProposalView& none = round.proposals.emplace_back();
    none.id = ProposalId{1};
    none.title = "No change";
    none.no_change = true;
    CHECK(words::numbered_title(round, ProposalId{7}) == "3  Pay carers a winter rate");
    CHECK(words::numbered_title(round, ProposalId{1}) == "No change");
    CHECK(words::find_proposal(round, ProposalId{9}) == nullptr);
}

TEST_CASE("places by number say what shares one") {
    const HostFrame frame = host::picture_fixture("open-standings");
    const RoundView& round = *frame.room.round;
    const auto id_of = [&](std::uint32_t number) {
        return std::ranges::find(round.proposals, number, &ProposalView::number)->id;
    };
    const ProposalId no_change = std::ranges::find(round.proposals, true, &ProposalView::no_change)->id;
    CHECK(words::order(round, {{{id_of(3)}}, {{id_of(1), id_of(4)}}, {{no_change}}}) ==
          "3  \u2192  1 = 4  \u2192  No change");
}

TEST_CASE("a box says what it waits for, and nothing while it takes deposits") {
    BoxView box;
    CHECK(words::what_is_waited_for(box).empty());
    box.state = BoxStage::opening;
    CHECK(words::what_is_waited_for(box) == "Getting ready.");
    box.waiting = "Getting ready: waiting for somebody.";
    CHECK(words::what_is_waited_for(box) == box.waiting);
    box.state = BoxStage::open;
    CHECK(words::what_is_waited_for(box) == box.waiting);
}
