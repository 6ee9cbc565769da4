// SPDX-License-Identifier: Apache-2.0
// A room of sole delegates, ready to rank: most rules of disclosure can be read off it by counting.
#pragma once

#include <string>
#include <vector>

#include "sessions/view.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

namespace equivox::testing {

// `organisations` of one seat each, all seated, the first round in clarification.
struct Sole : Room {
    explicit Sole(std::uint32_t organisations, RoomPlan plan = {})
        : Room(of(organisations, std::move(plan))) {
        seat_everybody();
        round_begins();
        if (!round().proposals_shown) propose(std::vector<std::string>{"Hub", "Beds"});
        if (round().stage == Stage::proposals) clarify();
    }
    static RoomPlan of(std::uint32_t organisations, RoomPlan plan) {
        plan.seats.assign(organisations, 1);
        return plan;
    }
    // The first so many rank.
    void rank_by(std::uint32_t how_many, const std::string& ballot, bool outsiders_only = false) {
        open(BoxKind::ranking, {}, outsiders_only);
        for (std::uint32_t seat = 1; seat <= how_many; ++seat)
            put(seat, RankingDeposit{parse_ranking(session(), ballot)});
        close();
    }
    [[nodiscard]] StandingsView standings() const {
        return *view_for_room(session(), live()).round->standings;
    }
    [[nodiscard]] std::string promise() const { return view_for_room(session(), live()).box->promise; }
    [[nodiscard]] std::string before_opening() const {
        return view_for_facilitator(session(), live()).before_opening;
    }
    // The bytes of the last release.
    [[nodiscard]] std::string released() const {
        const std::vector<Entry> all = entries();
        for (auto entry = all.rbegin(); entry != all.rend(); ++entry)
            if (entry->event.starts_with(R"({"type":"box_released")")) return entry->event;
        return "";
    }
};

}  // namespace equivox::testing
