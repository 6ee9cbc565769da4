// SPDX-License-Identifier: Apache-2.0
// A workshop in a test: the real recorder over a journal and a custody in memory, a clock that stands still
// and seeded chance. Everything happens at once, in the order of the calls.
//
//   Room room = a_room_of({2, 1, 1});     organisations "Org A", "Org B", "Org C" with so many seats
//   room.seat_everybody();
//   room.round_begins();
//   room.propose({"Hub", "Beds"});        one seat each, in seat order; everybody else puts in nothing
//   room.clarify();
//   room.rank({"Hub > Beds", "Beds"});    one ballot for each seat, in seat order; fewer ballots: fewer cast
//   room.ask("Hub", {objection("why")});  one answer for each seat, in seat order; the others' devices answer
//                                         nothing
//   room.adopt("Hub");
//
// Every step that is a step of the story must be allowed: a refusal throws std::logic_error with its name.
// Steps that may be refused are asked with facilitator(), delegate() and newcomer(), which give the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/custody_memory.hpp"
#include "sessions/journal_memory.hpp"
#include "sessions/recorder.hpp"

namespace equivox::testing {

struct RoomPlan {
    std::vector<std::uint32_t> seats = {1, 1, 1};
    std::uint64_t seed = 1;
    std::uint32_t rounds = 2;
    ConsentRule consent = ConsentRule::no_objection;
    TieRule tie = TieRule::lot;
    bool no_change = true;
    std::uint32_t proposals_per_seat = 1;
    Results results = Results::anonymous;
    Level most = Level::l2;
    std::vector<std::string> given = {};  // titles; stand from the start of every round
    bool practice = false;                // the first round is for practice; needs two that are given
};

[[nodiscard]] Agenda agenda_of(const RoomPlan&);
// 64 hexadecimal digits, another for each number.
[[nodiscard]] KeyText key_of(std::uint32_t number);
[[nodiscard]] inline KeyText test_host_key() {
    return key_of(0);
}
[[nodiscard]] Minute a_minute();

[[nodiscard]] ConsentDeposit yes();
[[nodiscard]] ConsentDeposit stand_aside();
[[nodiscard]] ConsentDeposit nothing();
[[nodiscard]] ConsentDeposit worry(std::string reason, std::optional<std::uint32_t> clause = {});
[[nodiscard]] ConsentDeposit objection(std::string reason, std::optional<std::uint32_t> clause = {});
[[nodiscard]] ProposalsDeposit proposal(std::string title, std::string text = "");

// What the device of this seat sends to put `content` into the open box.
[[nodiscard]] PutDeposit sealed_for(const Session&, SeatId, std::uint64_t sequence, const DepositContent&,
                                    Chance&);

class Room {
public:
    explicit Room(const RoomPlan&);
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    // --- asking, with the answer
    Answer facilitator(const Command&);
    Answer delegate(std::uint32_t seat, const Command&);
    Answer newcomer(const Command&);

    // --- the story
    void must(const Command&);
    void seat_everybody();
    // Fills the first free seats of organisation `number` (from 1).
    void seat(std::uint32_t organisation, std::uint32_t how_many = 1);
    void round_begins();
    BoxId open(BoxKind, std::optional<ProposalId> = {}, bool outsiders_only = false);
    void put(std::uint32_t seat, DepositContent);
    // As this seat's device would seal it.
    [[nodiscard]] PutDeposit sealed(std::uint32_t seat, std::uint64_t sequence, const DepositContent&);
    // What devices do by themselves at the last call.
    void put_nothing_from_the_others();
    void close();
    void propose(const std::vector<std::string>& titles);
    void propose(const std::vector<ProposalEntry>& entries);
    void clarify();
    void ask_questions(const std::vector<std::string>& questions);
    void answer(const std::vector<std::string>& answers);  // to the first question
    void open_ranking_with(const std::vector<std::string>& ballots);
    void rank(const std::vector<std::string>& ballots);
    // Opens a shortlist, puts in the ticks of each seat ("" is none, else "Hub, Beds") and closes it.
    void tick(const std::vector<std::string>& ticks);
    void ask(std::string_view title, const std::vector<ConsentDeposit>& answers);
    void ask_safety(const std::vector<SafetyAnswer>& answers);
    [[nodiscard]] OutcomeText outcome(OutcomeKind, std::optional<std::string_view> title = {}) const;
    void adopt(std::string_view title);
    void defer();
    void close_session();

    // Up to the stage named, with the proposals "Hub" and "Beds" (and "No change").
    void reach(Stage);

    // --- looking
    [[nodiscard]] const Session& session() const { return recorder_.session(); }
    [[nodiscard]] const RoundState& round() const { return *session().round(); }
    [[nodiscard]] ProposalId called(std::string_view title) const;
    [[nodiscard]] const RankingRelease* shown_ranking() const;      // of the last ranking, if it was shown
    [[nodiscard]] const RankingWithheld* withheld_ranking() const;  // of the last ranking, if it was not
    [[nodiscard]] std::string order() const;                        // places of the last ranking as text
    [[nodiscard]] std::vector<Entry> entries() const { return journal_.read_all(); }
    [[nodiscard]] std::string journal_text() const;  // every event's bytes, one a line
    [[nodiscard]] Live live() const;
    [[nodiscard]] Recorder& recorder() { return recorder_; }
    [[nodiscard]] Custody& custody() { return custody_; }

private:
    Answer submit(const Command&, const Actor&);

    SeededChance chance_;
    MemoryCustody custody_;
    MemoryJournal journal_;
    DirectJournalWriter writer_{journal_};
    Recorder recorder_;
    std::map<std::pair<BoxId, std::uint32_t>, std::uint64_t> sequences_;
};

[[nodiscard]] inline Room a_room_of(std::vector<std::uint32_t> seats) {
    return Room(RoomPlan{.seats = std::move(seats)});
}

}  // namespace equivox::testing
