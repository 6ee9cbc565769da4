// SPDX-License-Identifier: Apache-2.0
// The enumerator: everything that can have happened, given what was published and what an attacker knows.
//
// A room is described by sums. Every organisation adds a row of whole numbers to a row of totals; what is
// published is a function of the totals. Two profiles with the same totals look the same to everybody, so
// the enumerator goes through sums and not through profiles, and misses nothing by it.
//
// An attack: the attacker knows exactly what `known` adds, does not know what the target and the others
// add, and sees what is published. A finding is a case (what the attacker knows, what was published, one
// column of the target's row) in which the target's number in that column cannot have been positive, or
// cannot have been negative: a direction is excluded. Where only one direction is left the target is certain.
//
// Exact and exhaustive: nothing found means that there is nothing to find, for these rows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

namespace equivox::anonymity {

// What somebody adds to the totals, one number for each column.
using Row = std::vector<int>;

// All rows that somebody can add, each once, ascending.
using Rows = std::vector<Row>;

[[nodiscard]] Rows without_repeats(Rows rows);

// Every sum of one row of each.
[[nodiscard]] Rows sums_of(const Rows& one, const Rows& other);

// What is published, as numbers: equal numbers are the same publication. A pure function of the totals.
using Published = std::vector<int>;
using Publish = std::function<Published(std::span<const int> totals)>;

// What has to remain possible about a column of the target's row.
enum class Promise : std::uint8_t {
    both_directions,    // some positive and some negative number
    present_and_absent  // zero and some other number
};

struct Attack {
    std::vector<Rows> others;          // unknown to the attacker
    Rows target;                       // unknown
    Rows known;                        // each row is a case of its own
    std::vector<std::size_t> columns;  // of the target that must stay in doubt
    Promise promise = Promise::both_directions;
};

struct Finding {
    Row known;
    Published published;
    std::size_t column = 0;
    std::vector<int> possible;  // signs of the target's number, ascending
};

struct Report {
    std::size_t cases = 0;          // what the attacker knows x what was published x columns
    std::size_t excluded = 0;       // cases that break the promise
    std::size_t certain = 0;        // of those, cases where one direction alone is left
    std::vector<Finding> findings;  // the first of the excluded cases, certain ones before others

    Report& operator+=(const Report&);
};

// Keeps what was computed about publications between attacks on the same room.
class Enumerator {
public:
    // What the totals of each column lie between.
    struct Range {
        int lowest;
        int highest;
    };
    Enumerator(std::vector<Range> ranges, Publish publish);

    [[nodiscard]] Report run(const Attack& attack);

private:
    using Cell = std::int64_t;

    [[nodiscard]] Cell cell_of(const Row& row) const;  // of the origin: sums of cells are cells of sums
    [[nodiscard]] std::vector<Cell> cells_of(const Rows& rows) const;
    [[nodiscard]] std::vector<Cell> sums(const std::vector<Cell>& one, const std::vector<Cell>& other) const;
    [[nodiscard]] std::uint32_t published_at(Cell cell);

    std::vector<Range> ranges_;
    Publish publish_;
    std::vector<std::int64_t> stride_;
    Cell origin_ = 0;
    std::int64_t cells_ = 1;
    std::vector<std::uint32_t> published_of_cell_;  // 0: not yet computed
    std::vector<Published> publications_;           // number i + 1 is publications_[i]
    std::map<Published, std::uint32_t> numbers_;
    std::vector<std::uint32_t> marks_;  // by number: the last pass that met it
    std::uint32_t mark_ = 1;
};

}  // namespace equivox::anonymity
