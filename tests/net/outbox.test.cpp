// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace equivox::net;

namespace {

Parcel text(const std::string& own) {
    return {nullptr, own};
}

std::vector<std::string> everything_in(Outbox& outbox) {
    std::vector<std::string> result;
    while (std::optional<Parcel> parcel = outbox.take()) result.push_back(parcel->own);
    return result;
}

}  // namespace

TEST_CASE("an outbox gives messages out in the order in which they came in") {
    Outbox outbox;
    REQUIRE(outbox.put(text("one"), ParcelKind::message));
    REQUIRE(outbox.put(text("two"), ParcelKind::message));
    CHECK(everything_in(outbox) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a newer view replaces an unsent older one and leaves after what was answered before it") {
    Outbox outbox;
    REQUIRE(outbox.put(text("old view"), ParcelKind::view));
    REQUIRE(outbox.put(text("done"), ParcelKind::message));
    REQUIRE(outbox.put(text("new view"), ParcelKind::view));
    CHECK(everything_in(outbox) == std::vector<std::string>{"done", "new view"});
}

TEST_CASE("a view that is on its way already is not replaced") {
    Outbox outbox;
    REQUIRE(outbox.put(text("first view"), ParcelKind::view));
    CHECK(outbox.take()->own == "first view");
    REQUIRE(outbox.put(text("second view"), ParcelKind::view));
    CHECK(everything_in(outbox) == std::vector<std::string>{"second view"});
}

TEST_CASE("an outbox that holds as many messages as it may refuses the next and keeps the others") {
    Outbox outbox({3, 1000});
    for (const char* message : {"a", "b", "c"}) REQUIRE(outbox.put(text(message), ParcelKind::message));
    CHECK_FALSE(outbox.put(text("d"), ParcelKind::message));
    CHECK(everything_in(outbox) == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("an outbox counts bytes, and counts them down again as messages leave") {
    Outbox outbox({64, 10});
    REQUIRE(outbox.put(text("12345678"), ParcelKind::message));
    CHECK_FALSE(outbox.put(text("123"), ParcelKind::message));
    CHECK(outbox.waiting_bytes() == 8);
    CHECK(outbox.take());
    CHECK(outbox.waiting_bytes() == 0);
    CHECK(outbox.put(text("1234567890"), ParcelKind::message));
}

TEST_CASE("the shared part of a parcel counts, and a replaced view gives its bytes back") {
    Outbox outbox({64, 10});
    const auto shared = std::make_shared<const std::string>("12345678");
    REQUIRE(outbox.put({shared, "9"}, ParcelKind::view));
    CHECK(outbox.waiting_bytes() == 9);
    REQUIRE(outbox.put({shared, "90"}, ParcelKind::view));
    CHECK(outbox.waiting_bytes() == 10);
    CHECK(outbox.waiting() == 1);
}

TEST_CASE("a view larger than the whole outbox is taken when nothing else waits, and only then") {
    Outbox outbox({64, 10});
    REQUIRE(outbox.put(text("a very long view"), ParcelKind::view));
    REQUIRE(outbox.put(text("a very long view, made anew"), ParcelKind::view));
    CHECK(outbox.take()->own == "a very long view, made anew");
    REQUIRE(outbox.put(text("done"), ParcelKind::message));
    CHECK_FALSE(outbox.put(text("a very long view"), ParcelKind::view));
}

TEST_CASE("a cleared outbox is empty and takes messages again") {
    Outbox outbox({1, 10});
    REQUIRE(outbox.put(text("one"), ParcelKind::message));
    outbox.clear();
    CHECK(outbox.waiting() == 0);
    CHECK(outbox.put(text("two"), ParcelKind::message));
}
