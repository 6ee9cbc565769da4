// SPDX-License-Identifier: Apache-2.0
#include "tests/anonymity/enumerator.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <stdexcept>

namespace equivox::anonymity {
namespace {

constexpr std::size_t findings_kept = 64;
constexpr std::int64_t most_cells = std::int64_t{1} << 25;

int sign_of(int number) {
    return (number > 0) - (number < 0);
}

// Bits of the signs -1, 0 and 1.
unsigned bit_of(int sign) {
    return 1U << (sign + 1);
}

bool keeps(Promise promise, unsigned signs) {
    if (promise == Promise::both_directions) return (signs & 5U) == 5U;
    return (signs & 2U) != 0 && (signs & 5U) != 0;
}

std::vector<int> signs_in(unsigned bits) {
    std::vector<int> signs;
    for (const int sign : {-1, 0, 1})
        if ((bits & bit_of(sign)) != 0) signs.push_back(sign);
    return signs;
}

}  // namespace

Rows without_repeats(Rows rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

Rows sums_of(const Rows& one, const Rows& other) {
    Rows result;
    result.reserve(one.size() * other.size());
    for (const Row& a : one) {
        for (const Row& b : other) {
            Row& sum = result.emplace_back(a);
            for (std::size_t column = 0; column < sum.size(); ++column) sum[column] += b[column];
        }
    }
    return without_repeats(std::move(result));
}

Report& Report::operator+=(const Report& more) {
    cases += more.cases;
    excluded += more.excluded;
    certain += more.certain;
    for (const Finding& finding : more.findings) {
        if (findings.size() == findings_kept && finding.possible.size() >= findings.back().possible.size())
            continue;
        const auto after = std::upper_bound(
            findings.begin(), findings.end(), finding,
            [](const Finding& a, const Finding& b) { return a.possible.size() < b.possible.size(); });
        findings.insert(after, finding);
        if (findings.size() > findings_kept) findings.pop_back();
    }
    return *this;
}

Enumerator::Enumerator(std::vector<Range> ranges, Publish publish)
    : ranges_(std::move(ranges)), publish_(std::move(publish)) {
    for (const Range& range : ranges_) {
        stride_.push_back(cells_);
        origin_ -= range.lowest * cells_;
        cells_ *= std::int64_t{range.highest} - range.lowest + 1;
        if (cells_ > most_cells) throw std::length_error("too many totals to enumerate");
    }
    published_of_cell_.assign(static_cast<std::size_t>(cells_), 0);
}

Enumerator::Cell Enumerator::cell_of(const Row& row) const {
    assert(row.size() == stride_.size());
    Cell cell = 0;
    for (std::size_t column = 0; column < row.size(); ++column) cell += row[column] * stride_[column];
    return cell;
}

std::vector<Enumerator::Cell> Enumerator::cells_of(const Rows& rows) const {
    std::vector<Cell> cells;
    for (const Row& row : rows) cells.push_back(cell_of(row));
    return cells;
}

std::vector<Enumerator::Cell> Enumerator::sums(const std::vector<Cell>& one,
                                               const std::vector<Cell>& other) const {
    std::vector<bool> reached(static_cast<std::size_t>(cells_), false);
    std::vector<Cell> result;
    for (const Cell a : one) {
        for (const Cell b : other) {
            const auto at = static_cast<std::size_t>(origin_ + a + b);
            if (reached[at]) continue;
            reached[at] = true;
            result.push_back(a + b);
        }
    }
    return result;
}

std::uint32_t Enumerator::published_at(Cell cell) {
    std::uint32_t& number = published_of_cell_[static_cast<std::size_t>(origin_ + cell)];
    if (number != 0) return number;
    Row totals;
    std::int64_t rest = origin_ + cell;
    for (const Range& range : ranges_) {
        const std::int64_t width = std::int64_t{range.highest} - range.lowest + 1;
        totals.push_back(static_cast<int>(rest % width) + range.lowest);
        rest /= width;
    }
    const Published published = publish_(totals);
    const auto found = numbers_.emplace(published, static_cast<std::uint32_t>(publications_.size() + 1));
    if (found.second) publications_.push_back(published);
    return number = found.first->second;
}

Report Enumerator::run(const Attack& attack) {
    std::vector<Cell> others{0};
    for (const Rows& rows : attack.others) others = sums(others, cells_of(rows));
    // For each column and sign: everything that is unknown, added up.
    struct Unknown {
        std::size_t column;
        int sign;
        std::vector<Cell> cells;
    };
    std::vector<Unknown> unknowns;
    for (std::size_t column = 0; column < attack.columns.size(); ++column) {
        for (const int sign : {-1, 0, 1}) {
            Rows rows;
            for (const Row& row : attack.target)
                if (sign_of(row[attack.columns[column]]) == sign) rows.push_back(row);
            unknowns.push_back({column, sign, sums(others, cells_of(rows))});
        }
    }
    Report report;
    for (const Row& known : attack.known) {
        const Cell shift = cell_of(known);
        std::map<std::uint32_t, std::vector<unsigned>> signs;  // of a publication, by column
        std::vector<std::uint32_t> seen;
        for (const Unknown& unknown : unknowns) {
            seen.clear();
            for (const Cell cell : unknown.cells) {
                const std::uint32_t number = published_at(shift + cell);
                if (number >= marks_.size()) marks_.resize(2 * number + 1, 0);
                if (marks_[number] == mark_) continue;
                marks_[number] = mark_;
                seen.push_back(number);
            }
            ++mark_;
            for (const std::uint32_t number : seen) {
                std::vector<unsigned>& bits = signs[number];
                bits.resize(attack.columns.size(), 0);
                bits[unknown.column] |= bit_of(unknown.sign);
            }
        }
        for (const auto& [number, bits] : signs) {
            for (std::size_t column = 0; column < bits.size(); ++column) {
                ++report.cases;
                if (keeps(attack.promise, bits[column])) continue;
                Report one;
                one.excluded = 1;
                const bool certain = attack.promise == Promise::present_and_absent ||
                                     bits[column] == bit_of(1) || bits[column] == bit_of(-1);
                one.certain = certain ? 1 : 0;
                one.findings.push_back(
                    {known, publications_[number - 1], attack.columns[column], signs_in(bits[column])});
                report += one;
            }
        }
    }
    return report;
}

}  // namespace equivox::anonymity
