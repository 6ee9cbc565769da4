// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal.hpp"

#include <sodium.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <functional>
#include <set>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;

std::vector<Entry> a_record() {
    Room room({.seats = {2, 1, 1, 1, 1}, .rounds = 1});
    room.reach(Stage::outcome);
    room.must(DeclareOutcome{});
    room.close_session();
    return room.entries();
}

// The same events with a chain that fits them: what a forger would write.
std::vector<Entry> chained_anew(const std::vector<Entry>& entries) {
    Chain chain;
    std::vector<Entry> result;
    for (const Entry& entry : entries) result.push_back(chain.append(entry.at, entry.event));
    return result;
}

// 0 where the record is sound.
std::uint64_t first_broken(const std::vector<Entry>& entries) {
    const auto replayed = replay(entries);
    const auto* broken = std::get_if<Broken>(&replayed);
    return broken ? broken->entry : 0;
}
std::string problem_of(const std::vector<Entry>& entries) {
    const auto replayed = replay(entries);
    const auto* broken = std::get_if<Broken>(&replayed);
    return broken ? broken->problem : "(sound)";
}

TEST_CASE("A record that was written is sound") {
    const std::vector<Entry> record = a_record();
    const auto replayed = std::get<Replay>(replay(record));
    CHECK(replayed.entries == record.size());
    CHECK(replayed.chain.number == record.size());
    CHECK(replayed.chain.digest == record.back().digest);
    CHECK(replayed.session.closed);
    CHECK(record.size() > 20);
}

// Written out once more from the specification in sessions/README.md, with the hash library alone.
TEST_CASE("The digest of an entry is what the specification says") {
    const std::vector<Entry> record = a_record();
    std::array<unsigned char, 32> previous{};
    for (const Entry& entry : record) {
        std::string bytes = "equivox/entry/1";
        bytes.append(reinterpret_cast<const char*>(previous.data()), previous.size());
        const auto minutes = static_cast<std::uint64_t>(entry.at.time_since_epoch().count());
        for (const std::uint64_t number : {entry.number, minutes})
            for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
        bytes += entry.event;
        crypto_generichash(previous.data(), previous.size(),
                           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
        REQUIRE(std::memcmp(previous.data(), entry.digest.data(), previous.size()) == 0);
    }
}

TEST_CASE("Times before 1970 are chained like any other") {
    Chain chain;
    const Entry entry = chain.append(Minute(std::chrono::minutes(-5)), "x");
    CHECK(entry.digest == entry_digest(Digest{}, 1, Minute(std::chrono::minutes(-5)), "x"));
    CHECK(entry.digest != entry_digest(Digest{}, 1, Minute(std::chrono::minutes(5)), "x"));
}

TEST_CASE("Entries are numbered from one") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i < record.size(); ++i) CHECK(record[i].number == i + 1);
}

TEST_CASE("A changed byte of any entry is found at that entry") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i < record.size(); ++i) {
        std::vector<Entry> damaged = record;
        damaged[i].event[damaged[i].event.size() / 2] ^= 1;
        CHECK(first_broken(damaged) == i + 1);
    }
}

TEST_CASE("A changed digest or minute or number is found at its entry") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i < record.size(); ++i) {
        std::vector<Entry> digest = record;
        digest[i].digest[31] ^= std::byte{1};
        CHECK(first_broken(digest) == i + 1);
        std::vector<Entry> minute = record;
        minute[i].at += std::chrono::minutes(1);
        CHECK(first_broken(minute) == i + 1);
        std::vector<Entry> number = record;
        number[i].number += 1;
        CHECK(first_broken(number) == i + 1);
    }
}

TEST_CASE("A missing entry is found at its number and a cut end is not") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i + 1 < record.size(); ++i) {
        std::vector<Entry> damaged = record;
        damaged.erase(damaged.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(first_broken(damaged) == i + 1);
    }
    std::vector<Entry> cut = record;
    cut.pop_back();
    CHECK(first_broken(cut) == 0);  // the check words tell, and the devices that kept the last digest
    CHECK(std::get<Replay>(replay(cut)).chain.digest != record.back().digest);
}

TEST_CASE("Entries that changed places or stand twice are found") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i + 1 < record.size(); ++i) {
        std::vector<Entry> swapped = record;
        std::swap(swapped[i], swapped[i + 1]);
        CHECK(first_broken(swapped) == i + 1);
        std::vector<Entry> doubled = record;
        doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), record[i]);
        CHECK(first_broken(doubled) == i + 2);
    }
}

TEST_CASE("An empty record is broken at its first entry") {
    CHECK(first_broken({}) == 1);
    CHECK(problem_of({}) == "the record is empty");
}

TEST_CASE("What is written after the closing is found") {
    std::vector<Entry> record = a_record();
    record.push_back(record.back());
    record.back().event = encode_event(SessionResumed{});
    record = chained_anew(record);
    CHECK(first_broken(record) == record.size());
    CHECK(problem_of(record) == "it comes after the closing of the session");
}

TEST_CASE("With a chain that fits an event of another version or form is found") {
    const std::vector<Entry> record = a_record();
    for (const char* bytes :
         {"", "{}", "{\"type\":\"vote_cast\"}", "{\"type\":\"session_closed\" }", "\xFF"}) {
        std::vector<Entry> forged = record;
        forged[9].event = bytes;
        forged = chained_anew(forged);
        CHECK(first_broken(forged) == 10);
        CHECK(problem_of(forged).starts_with("it is no event that this version knows"));
    }
}

TEST_CASE("With a chain that fits an event that can not have happened is found where it stands") {
    const std::vector<Entry> record = a_record();
    for (std::size_t i = 0; i < record.size(); ++i) {
        std::vector<Entry> forged = record;
        forged[i].event = encode_event(SessionOpened{});
        CHECK(first_broken(chained_anew(forged)) == i + 1);
    }
    for (std::size_t i = 0; i + 1 < record.size(); ++i) {
        std::vector<Entry> forged = record;
        forged[i].event = encode_event(BoxReleased{BoxId{77}, ProposalsRelease{}, {}});
        CHECK(first_broken(chained_anew(forged)) == i + 1);
    }
}

// --- the guard by itself: each line of it

std::string cannot(const Session& session, const Event& event) {
    return cannot_apply(session, event, false).value_or("(can)");
}

struct Guard : Room {
    explicit Guard(Stage stage, std::vector<std::uint32_t> seats = {1, 1, 1, 1, 1}) : Room({.seats = seats}) {
        reach(stage);
    }
    std::string says(const Event& event) { return cannot(session(), event); }
};

TEST_CASE("A record begins with a sound opening and holds no second one") {
    SeededChance chance(1);
    const SessionOpened good =
        make_opening(agenda_of({}), true, CustodyKind::memory, test_host_key(), chance);
    const auto first = [](const Event& event) {
        return cannot_apply(Session{}, event, true).value_or("(can)");
    };
    CHECK(first(good) == "(can)");
    CHECK(first(SessionClosed{}) == "a record begins with the opening of its session");
    const auto with = [&](const std::function<void(SessionOpened&)>& change) {
        SessionOpened opened = good;
        change(opened);
        return first(opened);
    };
    CHECK(with([](SessionOpened& o) { o.format = 2; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.session_id = "00"; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.public_seed[0] = 'G'; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.room_code = "ABC"; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.room_code = "ABC\nDEFG"; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.software = "x\xE2\x80\xAE"; }) != "(can)");
    CHECK(with([](SessionOpened& o) { o.agenda.organisations.pop_back(); }) != "(can)");
    Guard room(Stage::proposals);
    CHECK(room.says(good) == "a session is opened only once");
}

TEST_CASE("Seats are taken once by one key and freed when taken") {
    Guard room(Stage::proposals);
    CHECK(room.says(SeatTaken{SeatId{1}, key_of(70)}) == "the seat is taken already");
    CHECK(room.says(SeatTaken{SeatId{9}, key_of(70)}) == "there is no such seat");
    CHECK(room.says(SeatFreed{SeatId{9}, true}) == "nobody holds the seat");
    room.must(FreeSeat{SeatId{1}});
    CHECK(room.says(SeatFreed{SeatId{1}, true}) == "nobody holds the seat");
    CHECK(room.says(SeatTaken{SeatId{1}, "x"}) == "the seat's device key is not one");
    CHECK(room.says(SeatTaken{SeatId{1}, key_of(2)}) == "one key takes two seats");
    CHECK(room.says(SeatTaken{SeatId{1}, key_of(70)}) == "(can)");
}

TEST_CASE("A ranking that shows more than the rules allow can not have happened") {
    Guard room(Stage::clarification);
    const std::vector<ProposalId> all{room.called("Hub"), room.called("Beds"), room.called("No change")};
    room.open(BoxKind::ranking);
    Session session = room.session();
    session.box->closing = true;
    std::vector<std::vector<ProposalId>> places;
    for (const ProposalId id : session.box->ranked) places.push_back({id});
    const std::vector<SeatId> five{SeatId{1}, SeatId{2}, SeatId{3}, SeatId{4}, SeatId{5}};
    RankingRelease good;
    good.organisations = 5;
    good.ballots = 5;
    good.places = places;
    good.steps = {Step::ahead, Step::level};
    const auto says = [&](const std::function<void(RankingRelease&, std::vector<SeatId>&)>& change) {
        RankingRelease release = good;
        std::vector<SeatId> counted = five;
        change(release, counted);
        return cannot(session, BoxReleased{session.box->id, release, counted});
    };
    CHECK(says([](auto&, auto&) {}) == "(can)");
    CHECK(says([](auto& r, auto& c) {
              r.ballots = r.organisations = 4;
              c.pop_back();
          }) == "a ranking is shown that must be withheld (rules D1, D7)");
    CHECK(says([](auto& r, auto&) { r.level = Level::l2; }) == "too much or too little is shown (rule D2)");
    CHECK(says([](auto& r, auto&) { r.steps[0] = Step::clearly_ahead; }) ==
          "a step is not of its level (rule D2)");
    CHECK(says([](auto& r, auto&) { r.ballots = 6; }) == "the numbers do not fit the counted seats");
    CHECK(says([](auto&, auto& c) { std::swap(c[0], c[1]); }) ==
          "the counted seats are not in seat order (rule D9)");
    CHECK(says([](auto&, auto& c) { c[4] = SeatId{9}; }) == "there is no such seat");
    CHECK(says([](auto& r, auto&) { r.places[1] = r.places[0]; }) ==
          "the places do not hold every ranked proposal once");
    CHECK(says([](auto& r, auto&) { r.places.pop_back(); }) ==
          "the places do not hold every ranked proposal once");
    CHECK(says([](auto& r, auto&) { r.places.emplace_back(); }) == "a place is not in order");
    CHECK(says([](auto& r, auto&) { r.steps.pop_back(); }) == "the steps do not fit the places");
    CHECK(cannot(session, BoxReleased{session.box->id, ConsentRelease{}, {}}) ==
          "the release is of another kind than its box");
    session.box->closing = false;
    CHECK(says([](auto&, auto&) {}) == "this box is not closing");
}

// Whatever passes the guard can be applied: events of one session, at every point of another.
TEST_CASE("No event that passes the guard trips over the state it meets") {
    std::vector<Event> events;
    for (const Entry& entry : a_record()) events.push_back(decode_event(entry.event));
    Room objecting({.seats = {2, 1, 1, 1, 1}, .seed = 4});
    objecting.reach(Stage::ranking);
    objecting.ask("Hub", {objection("why"), worry("how")});
    objecting.clarify();
    objecting.ask_questions({"Who?"});
    objecting.answer({"We."});
    for (const Entry& entry : objecting.entries()) events.push_back(decode_event(entry.event));
    int passed = 0;
    for (const auto& record : {a_record(), objecting.entries()}) {
        Session session;
        for (const Entry& entry : record) {
            for (const Event& event : events) {
                if (cannot_apply(session, event, entry.number == 1)) continue;
                const Session after = apply(session, event);
                CHECK(after.next_box >= session.next_box);
                ++passed;
            }
            apply_in_place(session, decode_event(entry.event));
        }
    }
    CHECK(passed > 100);
}

TEST_CASE("Check words are the first sixty-six bits of a digest, six words of one list") {
    CHECK(check_words(Digest{}) == [] {
        std::string words;
        for (int i = 0; i < 6; ++i) words += (i ? " " : "") + std::string(check_word_list[0]);
        return words;
    }());
    Digest digest{};
    digest[0] = std::byte{0x00};
    digest[1] = std::byte{0x3F};  // bits 10 and 11 to 15: first word 1, second begins with 11111
    digest[2] = std::byte{0xFF};
    digest[8] = std::byte{0x40};  // bit 65, the last of the sixth word
    const std::string words = check_words(digest);
    CHECK(words == std::string(check_word_list[1]) + " " + std::string(check_word_list[0x7FF]) + " " +
                       std::string(check_word_list[0x600]) + " " + std::string(check_word_list[0]) + " " +
                       std::string(check_word_list[0]) + " " + std::string(check_word_list[1]));
}

TEST_CASE("No two check words are alike and all are plain letters") {
    std::set<std::string_view> seen;
    for (const std::string_view word : check_word_list) {
        CHECK(seen.insert(word).second);
        CHECK(word.size() >= 2);
        CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
    }
}

TEST_CASE("Hexadecimal is lower case and of whole bytes") {
    CHECK(bytes_from_hex("00ff7a") == std::string("\0\xFF\x7A", 3));
    CHECK(bytes_from_hex("") == "");
    for (const char* text : {"0", "0g", "FF", " 00", "0x00"}) CHECK_FALSE(bytes_from_hex(text));
}

TEST_CASE("A seeded chance gives the same stream for the same seed and another for another") {
    SeededChance one(1);
    SeededChance same(1);
    SeededChance other(2);
    const std::string drawn = random_hex(one, 100);
    CHECK(drawn == random_hex(same, 100));
    CHECK(drawn != random_hex(other, 100));
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 200; ++i) {
        const std::uint32_t number = one.below(7);
        CHECK(number < 7);
        seen.insert(number);
    }
    CHECK(seen.size() == 7);
}

TEST_CASE("An opening draws a new identity and a code of eight clear letters") {
    SystemChance chance;
    const SessionOpened one =
        make_opening(agenda_of({}), false, CustodyKind::memory, test_host_key(), chance);
    const SessionOpened two = make_opening(agenda_of({}), true, CustodyKind::memory, test_host_key(), chance);
    CHECK(one.session_id != two.session_id);
    CHECK(one.public_seed != two.public_seed);
    CHECK(one.session_id.size() == 32);
    CHECK(one.public_seed.size() == 64);
    CHECK(one.room_code.size() == 8);
    CHECK(one.room_code.find_first_not_of("ACDEFGHJKLMNPQRTUVWXY") == std::string::npos);
    CHECK(two.rehearsal);
    CHECK_FALSE(one.rehearsal);
}

}  // namespace
}  // namespace equivox
