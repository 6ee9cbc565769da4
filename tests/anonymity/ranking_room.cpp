// SPDX-License-Identifier: Apache-2.0
#include "tests/anonymity/ranking_room.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>

namespace equivox::anonymity {
namespace {

int sign_of(int number) {
    return (number > 0) - (number < 0);
}

// Places of the options: 0 is no opinion, equal places are level.
Row signs_of(const std::vector<int>& places) {
    Row signs;
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = a + 1; b < places.size(); ++b)
            signs.push_back(places[a] == 0 || places[b] == 0 ? 0 : sign_of(places[b] - places[a]));
    return signs;
}

Row weighted(const Row& ballot, const RankingRoom::Seat& seat) {
    Row row;
    for (const int weight : seat)
        for (const int sign : ballot) row.push_back(sign * weight);
    return row;
}

Rows rows_of_seat(const Rows& ballots, const RankingRoom::Seat& seat) {
    Rows rows;
    for (const Row& ballot : ballots) rows.push_back(weighted(ballot, seat));
    return without_repeats(std::move(rows));
}

Rows rows_of_seats(const Rows& ballots, const std::vector<RankingRoom::Seat>& seats, std::size_t columns) {
    Rows rows{Row(columns, 0)};
    for (const RankingRoom::Seat& seat : seats) rows = sums_of(rows, rows_of_seat(ballots, seat));
    return rows;
}

std::vector<tally::Margins> margins_from(const RankingRoom& room, std::span<const int> totals) {
    std::vector<tally::Margins> views;
    std::size_t column = 0;
    for (const RankingRoom::Voice& voice : room.views) {
        tally::Margins& margins = views.emplace_back();
        margins.options = room.options;
        margins.organisations = voice.organisations;
        margins.scale = voice.scale;
        margins.values.assign(std::size_t{room.options} * room.options, 0);
        for (std::uint32_t a = 0; a < room.options; ++a) {
            for (std::uint32_t b = a + 1; b < room.options; ++b) {
                margins.values[a * room.options + b] = totals[column];
                margins.values[b * room.options + a] = -totals[column];
                ++column;
            }
        }
    }
    return views;
}

std::vector<RankingRoom::Seat> sorted(std::vector<RankingRoom::Seat> seats) {
    std::sort(seats.begin(), seats.end());
    return seats;
}

}  // namespace

Rows ranking_ballots(std::uint32_t options) {
    Rows ballots;
    std::vector<int> places(options, 0);
    for (;;) {
        ballots.push_back(signs_of(places));
        std::size_t option = 0;
        while (option < options && places[option] == static_cast<int>(options)) places[option++] = 0;
        if (option == options) return without_repeats(std::move(ballots));
        ++places[option];
    }
}

RankingRoom equal_voice(std::uint32_t options, const std::vector<std::uint32_t>& sizes) {
    RankingRoom room;
    room.options = options;
    int scale = 1;
    for (const std::uint32_t size : sizes) scale = std::lcm(scale, static_cast<int>(size));
    room.views.push_back({scale, static_cast<std::uint32_t>(sizes.size())});
    for (const std::uint32_t size : sizes)
        room.organisations.emplace_back(size, RankingRoom::Seat{scale / static_cast<int>(size)});
    return room;
}

RankingRoom with_heads(RankingRoom room) {
    std::size_t heads = 0;
    for (auto& seats : room.organisations) {
        heads += seats.size();
        for (RankingRoom::Seat& seat : seats) seat.push_back(1);
    }
    room.views.push_back({1, static_cast<std::uint32_t>(heads)});
    return room;
}

RankingRoom repeated(std::uint32_t options, const std::vector<std::vector<Attendance>>& organisations) {
    RankingRoom room;
    room.options = options;
    for (const auto& seats : organisations) room.organisations.emplace_back(seats.size());
    for (const auto counted : {&Attendance::first, &Attendance::second}) {
        std::vector<int> sizes;
        RankingRoom::Voice voice;
        for (const auto& seats : organisations) {
            sizes.push_back(static_cast<int>(std::count_if(
                seats.begin(), seats.end(), [&](const Attendance& seat) { return seat.*counted; })));
            if (sizes.back() == 0) continue;
            voice.scale = std::lcm(voice.scale, sizes.back());
            ++voice.organisations;
        }
        room.views.push_back(voice);
        for (std::size_t i = 0; i < organisations.size(); ++i)
            for (std::size_t seat = 0; seat < organisations[i].size(); ++seat)
                room.organisations[i][seat].push_back(organisations[i][seat].*counted ? voice.scale / sizes[i]
                                                                                      : 0);
    }
    return room;
}

std::vector<Who> attacks_on(const RankingRoom& room, Target target, Insider insider) {
    std::vector<Who> attacks;
    using Shape = std::vector<RankingRoom::Seat>;
    std::set<std::tuple<Shape, RankingRoom::Seat, Shape>> seen;
    const auto add = [&](const Who& who) {
        const auto& seats = room.organisations[who.target];
        const Shape insiders = who.insider ? sorted(room.organisations[*who.insider]) : Shape{};
        if (seen.emplace(sorted(seats), who.seat ? seats[*who.seat] : RankingRoom::Seat{}, insiders).second)
            attacks.push_back(who);
    };
    for (std::size_t i = 0; i < room.organisations.size(); ++i) {
        std::vector<std::optional<std::size_t>> seats{std::nullopt};
        if (target == Target::delegate) {
            seats.clear();
            for (std::size_t seat = 0; seat < room.organisations[i].size(); ++seat) seats.emplace_back(seat);
        }
        for (const auto& seat : seats) {
            if (insider == Insider::none) add({i, seat, std::nullopt});
            for (std::size_t j = 0; insider == Insider::one && j < room.organisations.size(); ++j)
                if (j != i) add({i, seat, j});
        }
    }
    return attacks;
}

Report enumerate(const RankingRoom& room, const PublishMargins& publish, const std::vector<Who>& attacks) {
    const Rows ballots = ranking_ballots(room.options);
    const std::size_t pairs = ballots.front().size();
    const std::size_t columns = pairs * room.views.size();
    std::vector<Enumerator::Range> ranges(columns, {0, 0});
    std::vector<Rows> rows;
    for (const auto& seats : room.organisations) {
        rows.push_back(rows_of_seats(ballots, seats, columns));
        for (const RankingRoom::Seat& seat : seats)
            for (std::size_t column = 0; column < columns; ++column) {
                ranges[column].lowest -= seat[column / pairs];
                ranges[column].highest += seat[column / pairs];
            }
    }
    Enumerator enumerator(ranges,
                          [&](std::span<const int> totals) { return publish(margins_from(room, totals)); });
    Report report;
    for (const Who& who : attacks) {
        Attack attack;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (i != who.target && i != who.insider) attack.others.push_back(rows[i]);
        attack.target = rows[who.target];
        attack.known = {Row(columns, 0)};
        if (who.insider) attack.known = rows[*who.insider];
        if (who.seat) {
            std::vector<RankingRoom::Seat> colleagues = room.organisations[who.target];
            attack.target = rows_of_seat(ballots, colleagues[*who.seat]);
            colleagues.erase(colleagues.begin() + static_cast<std::ptrdiff_t>(*who.seat));
            attack.known = sums_of(attack.known, rows_of_seats(ballots, colleagues, columns));
        }
        for (std::size_t column = 0; column < columns; ++column)
            if (std::any_of(attack.target.begin(), attack.target.end(),
                            [&](const Row& row) { return row[column] != 0; }))
                attack.columns.push_back(column);
        report += enumerator.run(attack);
    }
    return report;
}

Report enumerate(const RankingRoom& room, const PublishMargins& publish, Target target, Insider insider) {
    return enumerate(room, publish, attacks_on(room, target, insider));
}

}  // namespace equivox::anonymity
