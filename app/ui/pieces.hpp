// SPDX-License-Identifier: Apache-2.0
// Larger pieces that several screens share: the stages of a round, how many are in, places and the steps
// between them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/widgets.hpp"

namespace equivox::ui {

enum class StageState : std::uint8_t { done, now, later };

struct StageMark {
    std::string_view name;
    StageState state = StageState::later;
};

// All stages from left to right, the present one standing out. As wide as there is room.
void stage_bar(Ui& ui, std::span<const StageMark> stages);

// "17 of 23 in" and a bar that fills. Never what was given, only how much.
void meter(Ui& ui, std::size_t done, std::size_t total, std::string_view caption);

// One place of the standings: what shares it, best first.
struct PlaceMark {
    std::string label;                   // "1st", "2nd", "3rd to 5th".
    std::vector<std::string> proposals;  // As people wrote them.
    bool has_no_change = false;          // "No change" is in this place: drawn as a line through the list.
    std::string step_below;  // To the next place: "clearly ahead", "about equal". Empty for the last.
};

struct PlaceListText {
    std::string no_change = "No change";
};

// The places from first to last with their steps between them, and where "no change" lies.
void place_list(Ui& ui, std::span<const PlaceMark> places, const PlaceListText& text = {});

}  // namespace equivox::ui
