// SPDX-License-Identifier: Apache-2.0
#include "sessions/codec.hpp"

#include <boost/mp11.hpp>
#include <boost/pfr.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "sessions/decide.hpp"
#include "sessions/json.hpp"
#include "sessions/text.hpp"
#include "tests/support/random_workshop.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;

// A value with something in every member: numbers that differ, optionals present, lists of two.
template <class T>
struct Filled {
    static T of(std::uint32_t& next) {
        T value{};
        if constexpr (std::is_same_v<T, bool>)
            value = true;
        else if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(boost::mp11::mp_size<boost::describe::describe_enumerators<T>>::value - 1);
        else if constexpr (std::is_arithmetic_v<T>)
            value = static_cast<T>(++next);
        else
            boost::pfr::for_each_field(
                value, [&](auto& field) { field = Filled<std::remove_cvref_t<decltype(field)>>::of(next); });
        return value;
    }
};
template <class Kind>
struct Filled<Id<Kind>> {
    static Id<Kind> of(std::uint32_t& next) { return {++next}; }
};
template <>
struct Filled<std::string> {
    static std::string of(std::uint32_t& next) { return "text \"\\\n\xC3\xA9 " + std::to_string(++next); }
};
template <class T>
struct Filled<std::optional<T>> {
    static std::optional<T> of(std::uint32_t& next) { return Filled<T>::of(next); }
};
template <class T>
struct Filled<std::vector<T>> {
    static std::vector<T> of(std::uint32_t& next) { return {Filled<T>::of(next), Filled<T>::of(next)}; }
};
template <class... T>
struct Filled<std::variant<T...>> {
    static std::variant<T...> of(std::uint32_t& next) {
        return Filled<boost::mp11::mp_back<std::variant<T...>>>::of(next);
    }
};

template <class Variant, class Check>
void for_each_alternative(Check check) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>(
        [&](auto identity) {
            using T = typename decltype(identity)::type;
            std::uint32_t next = 0;
            check(Variant(T{}));
            check(Variant(Filled<T>::of(next)));
        });
}

TEST_CASE("Every event comes back from its bytes as it was, empty and full") {
    int count = 0;
    for_each_alternative<Event>([&](const Event& event) {
        const std::string bytes = encode_event(event);
        CHECK(state_text(decode_event(bytes)) == state_text(event));
        CHECK(encode_event(decode_event(bytes)) == bytes);
        ++count;
    });
    CHECK(count == 2 * 22);
}

TEST_CASE("Every kind of release comes back from its bytes as it was") {
    for_each_alternative<Release>([&](const Release& release) {
        const Event event = BoxReleased{BoxId{7}, release, {SeatId{1}, SeatId{3}}};
        CHECK(state_text(decode_event(encode_event(event))) == state_text(event));
    });
}

TEST_CASE("Every command and deposit comes back from its JSON as it was") {
    for_each_alternative<Command>([](const Command& command) {
        CHECK(state_text(from_json_text<Command>(to_json_text(command))) == state_text(command));
    });
    for_each_alternative<DepositContent>([](const DepositContent& content) {
        CHECK(state_text(decode_deposit(encode_deposit(content))) == state_text(content));
    });
}

TEST_CASE("The kind of a deposit is that of its alternative") {
    CHECK(kind_of(ProposalsDeposit{}) == BoxKind::proposals);
    CHECK(kind_of(QuestionsDeposit{}) == BoxKind::questions);
    CHECK(kind_of(AnswersDeposit{}) == BoxKind::answers);
    CHECK(kind_of(RankingDeposit{}) == BoxKind::ranking);
    CHECK(kind_of(ConsentDeposit{}) == BoxKind::consent);
    CHECK(kind_of(ShortlistDeposit{}) == BoxKind::shortlist);
    CHECK(kind_of(SafetyDeposit{}) == BoxKind::safety);
}

TEST_CASE("An event is written in one way only") {
    CHECK(encode_event(SeatTaken{SeatId{3}, "ab"}) == R"({"type":"seat_taken","seat":3,"device_key":"ab"})");
    CHECK(encode_event(SessionResumed{}) == R"({"type":"session_resumed"})");
    CHECK(encode_event(SessionResumed{BoxId{4}}) == R"({"type":"session_resumed","reopened":4})");
    for (const char* other : {R"({"type":"seat_taken","device_key":"ab","seat":3})",
                              R"({"seat":3,"type":"seat_taken","device_key":"ab"})",
                              R"( {"type":"seat_taken","seat":3,"device_key":"ab"})",
                              R"({"type":"seat_taken","seat":3,"device_key":"ab"} )",
                              R"({"type":"seat_taken", "seat":3,"device_key":"ab"})",
                              R"({"type":"seat_taken","seat":3,"device_key":"\u0061b"})",
                              R"({"type":"seat\u005ftaken","seat":3,"device_key":"ab"})",
                              R"({"type":"session_resumed","reopened":-0})"})
        CHECK_THROWS_AS(decode_event(other), CodecError);
}

TEST_CASE("What is no event is refused") {
    for (const std::string_view other :
         {"", "null", "[]", "1", "\"seat_taken\"", "{}", R"({"type":"seat_taken"})",
          R"({"type":"vote_cast","seat":3})", R"({"type":3})",
          R"({"type":"seat_taken","seat":"3","device_key":""})",
          R"({"type":"seat_taken","seat":-1,"device_key":""})",
          R"({"type":"seat_taken","seat":4294967296,"device_key":""})",
          R"({"type":"seat_taken","seat":3.0,"device_key":""})",
          R"({"type":"seat_taken","seat":3,"device_key":null})",
          R"({"type":"seat_taken","seat":3,"device_key":"","by":"x"})", "\xFF\xFE"})
        CHECK_THROWS_AS(decode_event(other), CodecError);
}

TEST_CASE("All deposits of one kind are of one size whatever is in them") {
    SeededChance chance(3);
    Room room({.seats = {2, 1, 1}, .proposals_per_seat = 3});
    room.reach(Stage::proposals);
    room.open(BoxKind::proposals);
    std::set<std::size_t> sizes{room.sealed(1, 1, ProposalsDeposit{}).blob.size()};
    int accepted = 0;
    for (int i = 0; i < 400; ++i) {
        const auto checked = check_deposit(deposit_rules(room.session()),
                                           any_deposit(room.session(), BoxKind::proposals, chance));
        const auto* content = std::get_if<DepositContent>(&checked);
        if (!content) continue;
        ++accepted;
        sizes.insert(room.sealed(1, 1, *content).blob.size());
    }
    CHECK(accepted > 50);
    CHECK(sizes.size() == 1);
}

TEST_CASE("Texts and consent take slots of 16 KiB and what is chosen from a list 512 bytes") {
    for (const BoxKind kind : {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::consent})
        CHECK(deposit_plain_size(kind) == limits::deposit_bytes);
    for (const BoxKind kind : {BoxKind::ranking, BoxKind::shortlist, BoxKind::safety})
        CHECK(deposit_plain_size(kind) == 512);
    for (int kind = 0; kind < 7; ++kind)
        CHECK(deposit_blob_size(static_cast<BoxKind>(kind)) ==
              deposit_plain_size(static_cast<BoxKind>(kind)) + 48);
}

TEST_CASE("Four ticks fit their slot whatever the numbers of the proposals") {
    ShortlistDeposit deposit;
    for (std::uint32_t i = 0; i < limits::ticks; ++i) deposit.ticks.push_back(ProposalId{4'294'967'295U - i});
    CHECK(encode_deposit(deposit).size() <= deposit_json_size(BoxKind::shortlist));
}

TEST_CASE("What is no deposit is refused") {
    for (const std::string& json : {std::string(), std::string(512, '\0'), std::string("{}"),
                                    std::string(R"({"type":"ranking"})"), std::string(512, 'x')})
        CHECK_THROWS_AS(decode_deposit(json), CodecError);
}

// 400 seats that fill their slots are the most that one box can release.
TEST_CASE("The largest release there can be is read back from the record") {
    ProposalsRelease release;
    for (std::uint32_t i = 1; i <= 400; ++i)
        release.proposals.push_back({ProposalId{i}, "x", std::string(limits::deposit_bytes, 'x')});
    const std::string bytes = encode_event(BoxReleased{BoxId{1}, release, {}});
    CHECK(encode_event(decode_event(bytes)) == bytes);
}

}  // namespace
}  // namespace equivox
