// SPDX-License-Identifier: Apache-2.0
#include "app/host/clause_changes.hpp"

#include <catch2/catch.hpp>

using equivox::host::clause_changes;
using equivox::host::ClauseChange;
using Kind = ClauseChange::Kind;

namespace {

std::vector<Kind> kinds(const std::vector<ClauseChange>& changes) {
    std::vector<Kind> result;
    for (const ClauseChange& change : changes) result.push_back(change.kind);
    return result;
}

}  // namespace

TEST_CASE("A clause that stayed word for word is the same, wherever it is now") {
    const auto changes = clause_changes({"a", "b"}, {"new", "a", "b"});
    CHECK(kinds(changes) == std::vector{Kind::added, Kind::same, Kind::same});
    CHECK(changes[2].before == 1);
    CHECK(changes[2].after == 2);
}

TEST_CASE("A clause in the place of another was changed") {
    const auto changes = clause_changes({"a", "b", "c"}, {"a", "B", "c"});
    REQUIRE(kinds(changes) == std::vector{Kind::same, Kind::changed, Kind::same});
    CHECK(changes[1].before_text == "b");
    CHECK(changes[1].after_text == "B");
}

TEST_CASE("Clauses can be taken out, down to none") {
    CHECK(kinds(clause_changes({"a", "b"}, {"b"})) == std::vector{Kind::removed, Kind::same});
    CHECK(kinds(clause_changes({"a", "b"}, {})) == std::vector{Kind::removed, Kind::removed});
    CHECK(clause_changes({}, {}).empty());
}

TEST_CASE("Every clause of both texts appears exactly once") {
    const std::vector<std::string> before{"a", "b", "c", "d", "b"};
    const std::vector<std::string> after{"b", "x", "d", "a", "b", "y"};
    std::vector<std::string> left, right;
    for (const ClauseChange& change : clause_changes(before, after)) {
        if (change.before) left.push_back(change.before_text);
        if (change.after) right.push_back(change.after_text);
    }
    CHECK(left == before);
    CHECK(right == after);
}
