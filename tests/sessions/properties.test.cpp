// SPDX-License-Identifier: Apache-2.0
// What holds for every session whatever people ask. Each property runs over seeded random workshops in which
// allowed, forbidden and senseless commands come from everybody; a failure prints its seed.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"
#include "sessions/json.hpp"
#include "sessions/text.hpp"
#include "sessions/view.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/random_workshop.hpp"
#include "tests/support/room.hpp"
#include "tests/support/state_text.hpp"

namespace equivox {
namespace {

using namespace testing;

RoomPlan plan_for(std::uint64_t seed) {
    SeededChance chance(seed * 1000 + 7);
    RoomPlan plan;
    plan.seed = seed;
    plan.seats.clear();
    const std::uint32_t organisations = 3 + chance.below(5);
    for (std::uint32_t i = 0; i < organisations; ++i) plan.seats.push_back(1 + chance.below(3));
    plan.rounds = 1 + chance.below(3);
    plan.consent = static_cast<ConsentRule>(chance.below(2));
    plan.tie = static_cast<TieRule>(chance.below(2));
    plan.no_change = chance.below(4) != 0;
    plan.proposals_per_seat = 1 + chance.below(3);
    if (chance.below(5) == 0) plan.results = Results::open;
    plan.most = static_cast<Level>(chance.below(3));
    for (std::uint32_t i = 0, given = chance.below(3) == 0 ? 10 : chance.below(3); i < given; ++i)
        plan.given.push_back("Given " + std::to_string(i + 1));
    plan.practice = plan.given.size() >= 2 && chance.below(2) == 0;
    return plan;
}

// Runs a random workshop; `after` is called after every command, with what was asked and answered.
struct Workshop {
    explicit Workshop(std::uint64_t seed) : room(plan_for(seed)), chance(seed) {}
    Answer step() {
        last = somebody_asks(room.session(), room.live(), chance);
        if (std::holds_alternative<Facilitator>(last.by)) return room.facilitator(last.command);
        const Delegate& delegate = std::get<Delegate>(last.by);
        return delegate.seat ? room.delegate(delegate.seat->value, last.command)
                             : room.newcomer(last.command);
    }
    Room room;
    SeededChance chance;
    Asked last;
};

constexpr std::uint64_t workshops = 60;
constexpr int commands = 250;

TEST_CASE("Random workshops meet every stage and kind of release and come to outcomes") {
    std::set<std::string> seen;
    std::set<std::string> refusals;
    for (std::uint64_t seed = 1; seed <= workshops; ++seed) {
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            const std::string answer = said(workshop.step());
            if (answer != "done") refusals.insert(answer);
        }
        for (const RoundState& round : workshop.room.session().rounds) {
            for (const AskingState& asking : round.askings) {
                if (asking.release && !asking.release->objections.empty()) seen.insert("an objection");
                if (asking.release && !asking.release->worries.empty()) seen.insert("a worry");
            }
            for (const QuestionState& question : round.questions)
                seen.insert(question.answers.empty() ? "a question" : "an answer");
        }
        for (const Entry& entry : workshop.room.entries()) {
            const Event event = decode_event(entry.event);
            seen.insert(std::string(std::visit([](const auto& e) { return tag_of(e); }, event)));
            if (const auto* released = std::get_if<BoxReleased>(&event))
                seen.insert("release " + std::string(std::visit([](const auto& r) { return tag_of(r); },
                                                                released->release)));
        }
    }
    for (const char* kind : {"session_opened",       "seat_taken",
                             "seat_freed",           "round_begun",
                             "box_opened",           "box_ready",
                             "box_destroyed",        "last_call_given",
                             "box_closing",          "box_released",
                             "box_voided",           "clarification_begun",
                             "proposal_set_aside",   "proposal_restored",
                             "proposal_amended",     "proposals_merged",
                             "practice_ended",       "outcome_drafted",
                             "draft_withdrawn",      "outcome_declared",
                             "session_closed",       "release proposals",
                             "release questions",    "release answers",
                             "release ranking",      "release ranking_withheld",
                             "release open_ranking", "release consent",
                             "release shortlist",    "release shortlist_withheld",
                             "release safety",       "release safety_withheld",
                             "an objection",         "a worry",
                             "a question",           "an answer"}) {
        INFO(kind);
        CHECK(seen.contains(kind));
    }
    CHECK(refusals.size() > 30);
}

TEST_CASE("Replaying the journal gives the live state, boxes and turnout excepted") {
    for (std::uint64_t seed = 1; seed <= workshops; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            if (i % 25 != 0 && i + 1 != commands) continue;
            const auto replayed = replay(workshop.room.entries());
            REQUIRE(std::holds_alternative<Replay>(replayed));
            REQUIRE(state_text(std::get<Replay>(replayed).session) == state_text(workshop.room.session()));
            REQUIRE(std::get<Replay>(replayed).chain.digest == workshop.room.recorder().chain().digest);
        }
    }
}

TEST_CASE("Deciding changes nothing and the same question has the same answer") {
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            const Session& session = workshop.room.session();
            const std::string before = state_text(session);
            for (int j = 0; j < 4; ++j) {
                const Asked asked = somebody_asks(session, workshop.room.live(), workshop.chance);
                const Decision one = decide(session, asked.command, Given{asked.by});
                const Decision two = decide(session, asked.command, Given{asked.by});
                REQUIRE(state_text(one) == state_text(two));
            }
            REQUIRE(state_text(session) == before);
        }
    }
}

TEST_CASE("A refusal leaves no trace in the journal or the state") {
    for (std::uint64_t seed = 100; seed <= 115; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            const std::string before = state_text(workshop.room.session());
            const std::size_t entries = workshop.room.entries().size();
            const auto progress = workshop.room.live().deposited;
            if (said(workshop.step()) == "done") continue;
            REQUIRE(state_text(workshop.room.session()) == before);
            REQUIRE(workshop.room.entries().size() == entries);
            REQUIRE(workshop.room.live().deposited == progress);
        }
    }
}

TEST_CASE("The same commands and the same chance give the same bytes") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        INFO("seed " << seed);
        std::string first;
        for (int run = 0; run < 2; ++run) {
            Workshop workshop(seed);
            for (int i = 0; i < commands; ++i) workshop.step();
            const std::string bytes =
                workshop.room.journal_text() + to_hex(workshop.room.entries().back().digest);
            if (run == 0) first = bytes;
            REQUIRE(bytes == first);
        }
    }
}

TEST_CASE("What the facilitator is offered is never refused") {
    std::size_t offered = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            const Session& session = workshop.room.session();
            int primary = 0;
            for (const Offer& offer : view_for_facilitator(session, workshop.room.live()).offers) {
                INFO(offer.label);
                const Decision decision =
                    decide(session, with_texts(offer.command, session), Given{Facilitator{}});
                REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
                REQUIRE_FALSE(std::get<std::vector<Event>>(decision).empty());
                REQUIRE_FALSE(offer.label.empty());
                primary += offer.primary;
                ++offered;
            }
            REQUIRE(primary <= 1);
        }
    }
    CHECK(offered > 5'000);
}

// The recorder can refuse what decide() allows: it knows who has been heard. One workshop for each offer,
// since taking it changes the rest.
TEST_CASE("What the facilitator is offered is not refused by the recorder either") {
    std::set<std::string> taken;
    for (std::uint64_t seed = 300; seed <= 330; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            const std::vector<Offer> offers =
                view_for_facilitator(workshop.room.session(), workshop.room.live()).offers;
            if (offers.empty()) continue;
            const Offer& offer = offers[workshop.chance.below(static_cast<std::uint32_t>(offers.size()))];
            if (i % 4 != 0 && !std::holds_alternative<CloseBox>(offer.command)) continue;
            INFO(offer.label);
            REQUIRE(said(workshop.room.facilitator(with_texts(offer.command, workshop.room.session()))) ==
                    "done");
            taken.insert(std::string(std::visit([](const auto& c) { return tag_of(c); }, offer.command)));
        }
    }
    CHECK(taken.contains("close_box"));
    CHECK(taken.size() >= 14);
}

TEST_CASE("What is decided can be applied and what is not offered by the table never happens") {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            const Session& session = workshop.room.session();
            const Asked asked = somebody_asks(session, workshop.room.live(), workshop.chance);
            const Decision decision = decide(session, asked.command, Given{asked.by});
            if (const auto* events = std::get_if<std::vector<Event>>(&decision))
                for (const Event& event : *events) {
                    REQUIRE_FALSE(cannot_apply(session, event, false));
                    REQUIRE(encode_event(decode_event(encode_event(event))) == encode_event(event));
                }
        }
    }
}

// The invariants of every state there is.
void check_invariants(const Session& session, std::map<std::string, std::uint32_t>& highest) {
    std::set<std::uint32_t> proposals;
    std::set<std::uint32_t> questions;
    std::set<std::uint32_t> objections;
    std::set<std::uint32_t> boxes;
    for (const RoundState& round : session.rounds) {
        std::set<std::uint32_t> numbers;
        for (const ProposalState& proposal : round.proposals) {
            REQUIRE(proposals.insert(proposal.id.value).second);
            REQUIRE(numbers.insert(proposal.number).second);
            REQUIRE(proposal.id.value < session.next_proposal);
        }
        for (const QuestionState& question : round.questions) {
            REQUIRE(questions.insert(question.question.id.value).second);
            REQUIRE(question.question.id.value < session.next_question);
        }
        for (const RankingState& ranking : round.rankings) {
            REQUIRE(boxes.insert(ranking.box.value).second);
            std::set<OrganisationId> present;
            for (const SeatId seat : ranking.counted) present.insert(session.seat(seat)->organisation);
            const auto* shown = std::get_if<RankingRelease>(&ranking.release);
            if (!shown) continue;
            REQUIRE(shown->organisations == present.size());
            REQUIRE((present.size() >= 5) != shown->outsiders_only);
            REQUIRE(present.size() >= 3);
            REQUIRE(shown->level <= session.plan(round.id)->most);
        }
        for (const ShortlistState& shortlist : round.shortlists) {
            REQUIRE(boxes.insert(shortlist.box.value).second);
            const auto* shown = std::get_if<ShortlistRelease>(&shortlist.release);
            if (!shown) continue;
            REQUIRE(shown->organisations >= 5);
            REQUIRE(shown->chosen.size() < shown->organisations);
            REQUIRE(shown->chosen.size() <= limits::shortlisted);
        }
        for (const AskingState& asking : round.askings) {
            REQUIRE(boxes.insert(asking.box.value).second);
            REQUIRE_FALSE((asking.release && asking.withheld));
            if (!asking.release) continue;
            for (const ReleasedObjection& objection : asking.release->objections) {
                REQUIRE(objections.insert(objection.id.value).second);
                REQUIRE(objection.id.value < session.next_objection);
            }
        }
        const bool practice = session.plan(round.id)->practice;
        REQUIRE((!practice || !round.outcome));
        REQUIRE((!round.declared || practice || round.outcome.has_value()));
        REQUIRE((round.stage == Stage::outcome) == round.outcome.has_value());
        if (&round != &session.rounds.back()) REQUIRE(round.declared);
    }
    std::set<KeyText> keys;
    for (const SeatState& seat : session.seats)
        if (seat.device_key) REQUIRE(keys.insert(*seat.device_key).second);
    for (const SafetyState& safety : session.safety) REQUIRE(boxes.insert(safety.box.value).second);
    if (session.box) {
        REQUIRE(session.box->id.value + 1 == session.next_box);
        REQUIRE((session.box->kind == BoxKind::safety || !session.round()->declared));
        REQUIRE_FALSE(session.closed);
        REQUIRE((session.box->ready || !session.box->last_call));
        REQUIRE((session.box->last_call || !session.box->closing));
        REQUIRE((session.box->closing || session.box->held.empty()));
    }
    REQUIRE(session.not_destroyed.empty());  // in memory everything is destroyed at once
    for (const auto& [name, value] : {std::pair<std::string, std::uint32_t>{"box", session.next_box},
                                      {"proposal", session.next_proposal},
                                      {"question", session.next_question},
                                      {"objection", session.next_objection}}) {
        REQUIRE(value >= highest[name]);
        highest[name] = value;
    }
}

TEST_CASE("Numbers are never given twice and a state is never half one thing and half another") {
    for (std::uint64_t seed = 200; seed <= 230; ++seed) {
        INFO("seed " << seed);
        Workshop workshop(seed);
        std::map<std::string, std::uint32_t> highest;
        for (int i = 0; i < commands; ++i) {
            workshop.step();
            check_invariants(workshop.room.session(), highest);
        }
    }
}

// --- two worlds

// One workshop with ballots, texts and answers given by the seats as `who` says.
std::string world(const std::vector<std::uint32_t>& who) {
    Room room({.seats = {2, 2, 1, 1, 1, 1}, .seed = 9});
    room.seat_everybody();
    room.round_begins();
    room.open(BoxKind::proposals);
    for (std::uint32_t i = 0; i < 8; ++i)
        room.put(who[i], i % 3 == 0 ? proposal("Proposal " + std::to_string(i)) : ProposalsDeposit{});
    room.close();
    room.clarify();
    const std::vector<std::string> ballots{"Proposal 0 > Proposal 3",
                                           "Proposal 3 > Proposal 6",
                                           "Proposal 6",
                                           "Proposal 0 > Proposal 6",
                                           "Proposal 0",
                                           "Proposal 0 = Proposal 3",
                                           "",
                                           "Proposal 0 > Proposal 3 > Proposal 6"};
    room.open(BoxKind::ranking);
    for (std::uint32_t i = 0; i < 8; ++i)
        room.put(who[i], RankingDeposit{parse_ranking(room.session(), ballots[i])});
    room.close();
    room.open(BoxKind::consent, *leading_proposal(room.session(), room.round()).next);
    const std::vector<ConsentDeposit> answers{yes(),         objection("why"), worry("how"),
                                              stand_aside(), nothing(),        yes(),
                                              worry("who"),  objection("when")};
    for (std::uint32_t i = 0; i < 8; ++i) room.put(who[i], answers[i]);
    room.close();
    return room.journal_text() + to_hex(room.entries().back().digest) +
           to_json_text(view_for_room(room.session(), room.live())) +
           to_json_text(view_for_facilitator(room.session(), room.live()));
}

TEST_CASE("Swapping the inputs of two seats of equal weight leaves every byte as it was") {
    const std::string as_is = world({1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(world({2, 1, 3, 4, 5, 6, 7, 8}) == as_is);  // colleagues
    CHECK(world({1, 2, 4, 3, 5, 6, 7, 8}) == as_is);
    CHECK(world({1, 2, 3, 4, 6, 5, 7, 8}) == as_is);  // sole delegates
    CHECK(world({1, 2, 3, 4, 8, 7, 6, 5}) == as_is);
    CHECK(world({3, 4, 1, 2, 5, 6, 7, 8}) == as_is);  // two whole organisations of two
    CHECK(as_is.find("why") != std::string::npos);
}

TEST_CASE("The order in which inputs arrive leaves every byte as it was") {
    Room forwards({.seats = {2, 1, 1, 1, 1}, .seed = 9});
    Room backwards({.seats = {2, 1, 1, 1, 1}, .seed = 9});
    for (Room* room : {&forwards, &backwards}) {
        room->reach(Stage::proposals);
        room->open(BoxKind::proposals);
        for (std::uint32_t i = 0; i < 6; ++i) {
            const std::uint32_t seat = room == &forwards ? i + 1 : 6 - i;
            room->put(seat, proposal("Of seat " + std::to_string(seat)));
        }
        room->close();
    }
    CHECK(forwards.journal_text() == backwards.journal_text());
}

}  // namespace
}  // namespace equivox
