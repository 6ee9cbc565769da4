// SPDX-License-Identifier: Apache-2.0
#include "net/answer_memory.hpp"

#include <catch2/catch.hpp>

using namespace equivox;
using namespace equivox::net;

namespace {

bool is_first(const AnswerMemory::Recall& recall) {
    return std::holds_alternative<AnswerMemory::FirstTime>(recall);
}

bool is_known(const AnswerMemory::Recall& recall, const Answer& answer) {
    const auto* known = std::get_if<Answer>(&recall);
    return known && known->index() == answer.index();
}

}  // namespace

TEST_CASE("a command is new once, then waits, then is answered from memory") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK(std::holds_alternative<AnswerMemory::AskedBefore>(memory.ask("anna", 1, "take 3", 11)));
    CHECK(memory.answer("anna", 1, Accepted{}) == std::vector<PeerId>{10, 11});
    CHECK(is_known(memory.ask("anna", 1, "take 3", 12), Accepted{}));
}

TEST_CASE("a refusal is remembered as well as a success") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK(memory.answer("anna", 1, Refusal::organisation_full).size() == 1);
    const AnswerMemory::Recall recall = memory.ask("anna", 1, "take 3", 10);
    REQUIRE(is_known(recall, Refusal::organisation_full));
    CHECK(std::get<Refusal>(std::get<Answer>(recall)) == Refusal::organisation_full);
}

TEST_CASE("a peer that asks the same twice is answered once") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK_FALSE(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK(memory.answer("anna", 1, Accepted{}) == std::vector<PeerId>{10});
    CHECK(memory.answer("anna", 1, Accepted{}).empty());
}

TEST_CASE("the same id of two owners is two commands") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK(is_first(memory.ask("ben", 1, "take 3", 11)));
    CHECK(memory.answer("ben", 1, Accepted{}) == std::vector<PeerId>{11});
}

TEST_CASE("an id that was another command's is told apart, before and after its answer") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 1, "take 3", 10)));
    CHECK(std::holds_alternative<AnswerMemory::OtherCommand>(memory.ask("anna", 1, "take 4", 10)));
    CHECK(memory.answer("anna", 1, Accepted{}).size() == 1);
    CHECK(std::holds_alternative<AnswerMemory::OtherCommand>(memory.ask("anna", 1, "take 4", 10)));
}

TEST_CASE("of each owner the last answers are kept, and what waits is never forgotten") {
    AnswerMemory memory({3, 10});
    CHECK(is_first(memory.ask("anna", 1, "waits", 10)));
    for (std::uint64_t id = 2; id <= 6; ++id) {
        CHECK(is_first(memory.ask("anna", id, "done", 10)));
        CHECK(memory.answer("anna", id, Accepted{}).size() == 1);
    }
    CHECK(std::holds_alternative<AnswerMemory::AskedBefore>(memory.ask("anna", 1, "waits", 10)));
    CHECK(is_known(memory.ask("anna", 6, "done", 10), Accepted{}));
    // What is forgotten is old: it is not done a second time.
    CHECK(std::holds_alternative<AnswerMemory::TooOld>(memory.ask("anna", 2, "done", 10)));
}

TEST_CASE("ids only go up: one that was left out is too old as soon as a higher one has come") {
    AnswerMemory memory;
    CHECK(is_first(memory.ask("anna", 5, "take 3", 10)));
    CHECK(std::holds_alternative<AnswerMemory::TooOld>(memory.ask("anna", 4, "take 4", 10)));
    CHECK(is_first(memory.ask("anna", 9, "take 5", 10)));
    CHECK(std::holds_alternative<AnswerMemory::TooOld>(memory.ask("anna", 8, "take 6", 10)));
    CHECK(is_first(memory.ask("ben", 1, "take 3", 10)));
}

TEST_CASE("of too many owners the one that has been silent longest is forgotten, unless it waits") {
    AnswerMemory memory({64, 2});
    CHECK(is_first(memory.ask("anna", 1, "waits", 10)));
    CHECK(is_first(memory.ask("ben", 1, "done", 11)));
    CHECK(memory.answer("ben", 1, Accepted{}).size() == 1);
    CHECK(is_first(memory.ask("cara", 1, "done", 12)));
    CHECK(memory.owners() == 2);
    CHECK_FALSE(is_first(memory.ask("anna", 1, "waits", 10)));
    CHECK(memory.answer("cara", 1, Accepted{}).size() == 1);
    CHECK(is_first(memory.ask("ben", 1, "done", 11)));
}

TEST_CASE("an answer that nobody waits for disturbs nothing") {
    AnswerMemory memory;
    CHECK(memory.answer("nobody", 1, Accepted{}).empty());
    CHECK(memory.owners() == 0);
}
