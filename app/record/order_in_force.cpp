// SPDX-License-Identifier: Apache-2.0
#include "app/record/order_in_force.hpp"

#include <algorithm>

#include "sessions/decide.hpp"
#include "sessions/view_round.hpp"

namespace equivox {
namespace {

void add_lots(OrderInForce& order, const Session& session, const RoundState& round) {
    if (session.plan(round.id)->tie != TieRule::lot) return;
    for (const StandingsPlace& place : order.standings->places) {
        if (place.proposals.size() < 2) continue;
        order.lots.push_back(place.proposals);
        put_in_lot_order(order.lots.back(), session, round.id);
    }
}

}  // namespace

OrderInForce order_in_force(const Session& session, const RoundState& round) {
    OrderInForce order;
    if (round.rankings.empty()) return order;
    const StandingsView last = standings_view(session, round.rankings.back());
    if (!last.shown) order.withheld_because = last.not_shown_because;
    for (auto ranking = round.rankings.rbegin(); ranking != round.rankings.rend(); ++ranking) {
        StandingsView view = standings_view(session, *ranking);
        if (!view.shown) continue;
        order.standings = std::move(view);
        if (const auto* release = std::get_if<RankingRelease>(&ranking->release)) {
            order.level = release->level;
            order.outsiders_only = release->outsiders_only;
        } else if (const auto* open = std::get_if<OpenRankingRelease>(&ranking->release)) {
            order.level = Level::l2;  // the steps of exact figures are worded so
            order.mean_distance = open->mean_distance;
        }
        add_lots(order, session, round);
        return order;
    }
    return order;
}

}  // namespace equivox
