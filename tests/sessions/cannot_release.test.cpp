// SPDX-License-Identifier: Apache-2.0
// A record is held to the rules of disclosure without any deposit: what a changed program might have written.
#include "sessions/cannot_release.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/sole.hpp"

namespace equivox {
namespace {

using namespace testing;

// The last box of a room at the moment it was closing, and what came out of it.
struct Closing {
    Session session;
    BoxReleased released;

    explicit Closing(const Room& room) {
        const std::vector<Entry> entries = room.entries();
        std::size_t last = entries.size();
        while (last-- > 0)
            if (std::holds_alternative<BoxReleased>(decode_event(entries[last].event))) break;
        for (std::size_t i = 0; i < last; ++i) apply_in_place(session, decode_event(entries[i].event));
        released = std::get<BoxReleased>(decode_event(entries[last].event));
    }
    // What is said of the release as it was.
    [[nodiscard]] std::string as_it_was() const {
        return cannot_release(session, released).value_or("(can)");
    }
    // What is said of it with a change.
    template <class Kind>
    [[nodiscard]] std::string with(const std::function<void(Kind&)>& change) const {
        BoxReleased other = released;
        change(std::get<Kind>(other.release));
        return cannot_release(session, other).value_or("(can)");
    }
    [[nodiscard]] std::string instead(Release release) const {
        return cannot_release(session, {released.box, std::move(release), released.counted})
            .value_or("(can)");
    }
};

// Withheld because only so many sole delegates took part.
template <class Withheld>
Withheld too_few(std::uint32_t organisations) {
    return {1, WithheldReason::too_few_organisations, organisations, organisations, {}};
}

const std::string no_need = "it was withheld without need (rule D12)";
const std::string no_ranking = "a ranking is shown that must be withheld (rules D1, D7)";

TEST_CASE("Everything that comes out of a box can have come out of it") {
    Sole room(6, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    const auto sound = [&] { return Closing(room).as_it_was(); };
    room.tick(std::vector<std::string>(6, "A"));
    CHECK(sound() == "(can)");
    room.rank(std::vector<std::string>(6, above_all(room.session(), "A")));
    CHECK(sound() == "(can)");
    room.rank(std::vector<std::string>(5, "A"));
    CHECK(sound() == "(can)");
    room.ask("A", {objection("why"), worry("how")});
    CHECK(sound() == "(can)");
    room.ask_safety(std::vector<SafetyAnswer>(6, SafetyAnswer::safe));
    CHECK(sound() == "(can)");
    room.must(FreeSeat{SeatId{6}});
    room.ask_safety(std::vector<SafetyAnswer>(5, SafetyAnswer::safe));
    CHECK(sound() == "(can)");
    room.ask_safety({SafetyAnswer::safe});
    CHECK(sound() == "(can)");
    room.ask("A", {});
    CHECK(sound() == "(can)");
}

TEST_CASE("D1: an order for outsiders that was not chosen, or not said to be one, can not have come out") {
    Sole room(4);
    room.rank_by(4, "Hub > Beds", true);
    const Closing closing(room);
    CHECK(closing.as_it_was() == "(can)");
    CHECK(closing.with<RankingRelease>([](RankingRelease& r) { r.outsiders_only = false; }) ==
          "its label does not fit (rule D1)");
    CHECK(closing.with<RankingRelease>([](RankingRelease& r) { r.level = Level::l2; }) ==
          "too much or too little is shown (rule D2)");
    Closing not_chosen = closing;
    not_chosen.session.box->outsiders_only = false;
    CHECK(not_chosen.as_it_was() == no_ranking);
    CHECK(closing.instead(too_few<RankingWithheld>(4)) == no_need);
}

TEST_CASE("D2: neither more nor less than the level can have been shown") {
    Sole room(10, {.most = Level::l3});
    room.rank_by(10, "Hub > Beds > No change");
    const Closing closing(room);
    CHECK(closing.as_it_was() == "(can)");
    CHECK(closing.with<RankingRelease>([](RankingRelease& r) { r.level = Level::l1; }) ==
          "too much or too little is shown (rule D2)");
    CHECK(closing.with<RankingRelease>([](RankingRelease& r) { r.steps[0] = Step::clearly_ahead; }) ==
          "a step is not of its level (rule D2)");
    Closing plain = closing;
    plain.session.opened.agenda.rounds[0].most = Level::l2;
    CHECK(plain.as_it_was() == "too much or too little is shown (rule D2)");
}

TEST_CASE("D7: what the rule forbids can not have been shown, of any kind") {
    const auto with_one_seat_fewer = [](Closing closing) {
        std::erase(closing.session.box->held, SeatId{1});
        if (!closing.released.counted.empty())
            closing.released.counted.erase(closing.released.counted.begin());
        if (auto* ranking = std::get_if<RankingRelease>(&closing.released.release))
            --ranking->organisations, --ranking->ballots;
        if (auto* shortlist = std::get_if<ShortlistRelease>(&closing.released.release))
            --shortlist->organisations, --shortlist->ballots;
        return closing.as_it_was();
    };
    Sole room(9, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    for (int time = 0; time < 2; ++time) {
        room.tick(std::vector<std::string>(9, "A"));
        CHECK((with_one_seat_fewer(Closing(room)) == "(can)") == (time == 0));
        for (const ProposalState& proposal : std::vector<ProposalState>(room.round().proposals))
            if (proposal.set_aside) room.must(RestoreProposal{proposal.id});
    }
    for (int time = 0; time < 2; ++time) {
        room.rank(std::vector<std::string>(9, above_all(room.session(), "A")));
        CHECK(with_one_seat_fewer(Closing(room)) == (time == 0 ? "(can)" : no_ranking));
    }
    for (int time = 0; time < 2; ++time) {
        room.ask("A", {});
        CHECK(with_one_seat_fewer(Closing(room)) ==
              (time == 0 ? "(can)" : "answers are shown that must be withheld (rule D7)"));
    }
    for (int time = 0; time < 2; ++time) {
        room.ask_safety(std::vector<SafetyAnswer>(9, SafetyAnswer::safe));
        CHECK(with_one_seat_fewer(Closing(room)) ==
              (time == 0 ? "(can)" : "an answer is shown that must be withheld (rules D1, D7)"));
    }
}

TEST_CASE(
    "D11: exact figures can not have come out of a round that was not declared open, nor an order of one "
    "that was") {
    Sole open(6, {.results = Results::open});
    open.rank_by(6, "Hub > Beds > No change");
    const Closing figures(open);
    CHECK(figures.as_it_was() == "(can)");
    Sole closed(6);
    closed.rank_by(6, "Hub > Beds > No change");
    const Closing order(closed);
    CHECK(order.instead(figures.released.release) ==
          "exact figures of a round that was not declared open (rule D11)");
    CHECK(figures.instead(order.released.release) == "the round was declared open (rule D11)");
    CHECK(figures.instead(too_few<RankingWithheld>(6)) == no_need);
}

TEST_CASE("D11: figures that can not be, or say another order than the one recorded, can not have come out") {
    Room room({.seats = {3, 2, 1}, .results = Results::open, .given = {"Hub", "Beds"}});
    room.seat_everybody();
    room.round_begins();
    room.clarify();
    room.rank({"Hub > Beds", "Hub > Beds", "Beds", "Hub", "Hub > Beds", "Hub > Beds > No change"});
    const Closing closing(room);
    REQUIRE(closing.as_it_was() == "(can)");
    const auto with = [&](const std::function<void(OpenRankingRelease&)>& change) {
        return closing.with<OpenRankingRelease>(change);
    };
    const std::string no_figures = "its figures do not fit";
    CHECK(with([](auto& r) { r.scale = 0; }) == no_figures);
    CHECK(with([](auto& r) { r.scale = 12; }) == no_figures);
    CHECK(with([](auto& r) { r.support.pop_back(); }) == no_figures);
    CHECK(with([](auto& r) { r.support[1].pop_back(); }) == no_figures);
    CHECK(with([](auto& r) { r.support[0].push_back(0); }) == no_figures);
    CHECK(with([](auto& r) { r.support[0][0] = 1; }) == no_figures);
    CHECK(with([](auto& r) { r.support[0][1] = 19; }) == no_figures);  // three voices of six parts are 18
    CHECK(with([](auto& r) { r.support[1][0] = ~std::uint64_t{0}; }) == no_figures);
    const std::string another = "its order is not that of its figures (rule D5)";
    CHECK(with([](auto& r) { std::swap(r.support[0][1], r.support[1][0]); }) == another);
    CHECK(with([](auto& r) { r.steps[0] = Step::level; }) == another);
    CHECK(with([](auto& r) { r.methods[0].places.pop_back(); }) != "(can)");
    CHECK(with([](auto& r) { r.methods[0].places.clear(); }) != "(can)");
    CHECK(with([](auto& r) { r.methods[0].method = "\xE2\x80\xAE"; }) == "a text is not clean");
    CHECK(with([](auto& r) { r.mean_distance = "\xE2\x80\xAE"; }) == "a text is not clean");
}

TEST_CASE("D12: what could be shown can not have been withheld, nor for another reason or another's sake") {
    Sole room(6, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    room.tick(std::vector<std::string>(6, "A"));
    CHECK(Closing(room).instead(too_few<ShortlistWithheld>(6)) == no_need);
    room.rank(std::vector<std::string>(6, above_all(room.session(), "A")));
    CHECK(Closing(room).instead(too_few<RankingWithheld>(6)) == no_need);
    room.rank(std::vector<std::string>(5, "A"));
    const Closing ranking(room);
    REQUIRE(ranking.as_it_was() == "(can)");
    const auto withheld = [&](const std::function<void(RankingWithheld&)>& change) {
        return ranking.with<RankingWithheld>(change);
    };
    CHECK(withheld([](auto& r) { r.reason = WithheldReason::sizes; }) == no_need);
    CHECK(withheld([](auto& r) { r.reason = WithheldReason::too_few_organisations; }) == no_need);
    CHECK(withheld([](auto& r) { r.changed = {OrganisationId{1}}; }) == no_need);
    CHECK(withheld([](auto& r) { r.changed.clear(); }) == no_need);
    CHECK(withheld([](auto& r) { r.ballots = 6; }) == "the numbers do not fit the counted seats");

    room.ask("A", {});
    CHECK(Closing(room).instead(ConsentWithheld{}) == no_need);
    CHECK(Closing(room).instead(ConsentWithheld{{OrganisationId{1}}}) == no_need);
    room.ask_safety(std::vector<SafetyAnswer>(6, SafetyAnswer::safe));
    const Closing safety(room);
    CHECK(safety.instead(SafetyWithheld{WithheldReason::attendance_changed, {OrganisationId{1}}}) == no_need);
    CHECK(safety.instead(SafetyWithheld{WithheldReason::sizes, {}}) == no_need);
    CHECK(safety.instead(SafetyWithheld{WithheldReason::too_few_organisations, {OrganisationId{99}}}) ==
          no_need);
    // How many answered is recorded nowhere, so this one can not be told from what is so.
    CHECK(safety.instead(SafetyWithheld{}) == "(can)");
}

TEST_CASE("A shortlist holds what could be ticked, once, and fewer than there were organisations") {
    Sole room(6, {.given = {"A", "B", "C", "D", "E", "F", "G", "H", "I"}});
    room.tick(std::vector<std::string>(6, "A, B"));
    const Closing closing(room);
    const auto with = [&](const std::string& chosen) {
        return closing.with<ShortlistRelease>(
            [&](ShortlistRelease& r) { r.chosen = parse_ticks(closing.session, chosen); });
    };
    CHECK(with("A, B") == "(can)");
    CHECK(with("") == "(can)");
    CHECK(with("A, B, C, D, E") == "(can)");
    CHECK(with("A, B, C, D, E, F") == "the shortlist is too long");
    CHECK(with("B, A") == "the shortlist does not hold what could be ticked");
    CHECK(with("A, A") == "the shortlist does not hold what could be ticked");
    CHECK(with("A, No change") == "the shortlist does not hold what could be ticked");
    CHECK(closing.with<ShortlistRelease>([](ShortlistRelease& r) { r.ballots = 7; }) ==
          "the numbers do not fit the counted seats");
}

TEST_CASE("D9: of texts, consent and safety no seat can have been recorded") {
    Sole room(6);
    room.rank_by(6, above_all(room.session(), "Hub"));
    room.ask("Hub", {worry("how")});
    Closing closing(room);
    closing.released.counted = {SeatId{1}};
    CHECK(cannot_apply(closing.session, closing.released, false) ==
          "only a ranking or a shortlist names its seats");
    room.ask_safety(std::vector<SafetyAnswer>(6, SafetyAnswer::safe));
    Closing safety(room);
    safety.released.counted = {SeatId{1}};
    CHECK(cannot_apply(safety.session, safety.released, false) ==
          "only a ranking or a shortlist names its seats");
}

TEST_CASE("A release is of the kind of its box") {
    Sole room(6);
    room.ask_questions({"Who pays?"});
    const Closing questions(room);
    for (const Release& release :
         {Release(ProposalsRelease{}), Release(AnswersRelease{}), Release(RankingRelease{}),
          Release(RankingWithheld{}), Release(OpenRankingRelease{}), Release(ConsentRelease{}),
          Release(ConsentWithheld{}), Release(ShortlistRelease{}), Release(ShortlistWithheld{}),
          Release(SafetyRelease{}), Release(SafetyWithheld{})})
        CHECK(questions.instead(release) == "the release is of another kind than its box");
    CHECK(questions.with<QuestionsRelease>([](auto& r) { r.questions[0].id = QuestionId{7}; }) ==
          "the questions' numbers do not follow");
    CHECK(questions.with<QuestionsRelease>([](auto& r) { r.questions[0].about = ProposalId{77}; }) ==
          "a question is about no proposal");
}

TEST_CASE("A box is not opened while fewer than three organisations are seated, in a record either") {
    Sole room(3);
    Session session = room.session();
    const BoxOpened questions{BoxId{session.next_box}, RoundId{1}, BoxKind::questions, {}, {}, false};
    const BoxOpened safety{BoxId{session.next_box}, RoundId{1}, BoxKind::safety, {}, {}, false};
    CHECK_FALSE(cannot_apply(session, questions, false));
    CHECK_FALSE(cannot_apply(session, safety, false));
    session.seats[0].device_key.reset();
    CHECK(cannot_apply(session, questions, false) == "fewer than three organisations are seated");
    CHECK(cannot_apply(session, safety, false) == "fewer than three organisations are seated");
}

}  // namespace
}  // namespace equivox
