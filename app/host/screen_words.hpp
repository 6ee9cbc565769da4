// SPDX-License-Identifier: Apache-2.0
// Small pieces of language that both windows use: times, places, names of things. No numbers of seats or
// answers are computed here: whatever counts people comes ready from the view.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sessions/view.hpp"

namespace equivox::words {

[[nodiscard]] std::string_view stage_name(Stage stage);
// "7 minutes left", "Less than a minute left", "3 minutes over"; without a plan "12 minutes so far".
[[nodiscard]] std::string stage_time(std::uint32_t planned_minutes, std::uint32_t used_seconds);
// "12 of 20 minutes used".
[[nodiscard]] std::string stage_time_used(std::uint32_t planned_minutes, std::uint32_t used_seconds);
// "48 seconds left"; "Time is up".
[[nodiscard]] std::string last_call(std::uint32_t seconds_left);
// "1st", "2nd", "3rd", "11th"; a place shared by several is "3rd to 5th".
[[nodiscard]] std::string ordinal(std::size_t number);
[[nodiscard]] std::string place(std::size_t first, std::size_t count);
// "ABCDEFGH" -> "ABCD EFGH".
[[nodiscard]] std::string grouped(std::string_view code, std::size_t group);
// "http://192.168.1.20:8477/" -> "192.168.1.20:8477".
[[nodiscard]] std::string plain_address(std::string_view url);
// What the QR code on the room screen holds.
[[nodiscard]] std::string join_link(const RoomView& view);
// The first sentence of a text of several; more of them until they are that long.
[[nodiscard]] std::string first_sentences(std::string_view text, std::size_t characters_least = 0);
// Why nothing can go into this box at the moment, in a sentence; empty while it takes deposits.
[[nodiscard]] std::string what_is_waited_for(const BoxView& box);
// "2027-02-26" -> "26 February 2027"; anything else stays as it is.
[[nodiscard]] std::string date(std::string_view iso);
// "3  Medicines ready the evening before", "No change", or "proposal 3" if the round has none of that id.
[[nodiscard]] std::string numbered_title(const RoundView& round, ProposalId id);
// "3 \u2192 1 = 4 \u2192 No change": places by the numbers of their proposals.
[[nodiscard]] std::string order(const RoundView& round, const std::vector<StandingsPlace>& places);
[[nodiscard]] const ProposalView* find_proposal(const RoundView& round, ProposalId id);

}  // namespace equivox::words
