// SPDX-License-Identifier: Apache-2.0
// What may be put into a box: what a device says before it seals, and the host before it knows what is
// inside.
#include <array>
#include <catch2/catch.hpp>

#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/digest.hpp"
#include "sessions/text.hpp"
#include "tests/support/expect.hpp"
#include "tests/support/notation.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

constexpr std::array every_kind{BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::ranking,
                                BoxKind::consent,   BoxKind::shortlist, BoxKind::safety};

// A room of five organisations in which a box of this kind is open.
struct Box : Room {
    explicit Box(BoxKind kind, std::uint32_t proposals_per_seat = 1)
        : Room({.seats = {2, 1, 1, 1, 1}, .proposals_per_seat = proposals_per_seat}) {
        if (kind == BoxKind::proposals) {
            reach(Stage::proposals);
        } else if (kind == BoxKind::consent) {
            reach(Stage::ranking);
        } else {
            reach(Stage::clarification);
            ask_questions({"Who pays?"});
        }
        if (kind == BoxKind::shortlist) more_proposals();
        open(kind, kind == BoxKind::consent ? std::optional(called("Hub")) : std::nullopt);
    }
    // What the device says that holds it against the rules, and the host where it does not refuse.
    std::string put_in(const DepositContent& content) {
        const auto checked = check_deposit(deposit_rules(session()), content);
        if (const auto* refusal = std::get_if<Refusal>(&checked)) return std::string(name_of(*refusal));
        return said(delegate(1, sealed(1, ++sequence, content)));
    }
    std::uint64_t sequence = 0;

private:
    void more_proposals() {
        open(BoxKind::proposals);
        for (std::uint32_t seat = 1; seat <= 6; ++seat) put(seat, proposal("P" + std::to_string(seat)));
        close();
        clarify();
    }
};

TEST_CASE("Nothing from me is a deposit like any other") {
    for (const BoxKind kind : every_kind) CHECK(Box(kind).put_in(empty_deposit(kind)) == "done");
}

TEST_CASE("wrong_kind: what belongs into another box does not go into this one") {
    for (const BoxKind kind : every_kind) {
        Box box(kind);
        for (const BoxKind other : every_kind)
            CHECK(box.put_in(empty_deposit(other)) == (other == kind ? "done" : "wrong_kind"));
    }
}

TEST_CASE("deposit_not_valid: what is not of the size of its box does not go in") {
    Box box(BoxKind::ranking);
    const BoxId id = box.session().box->id;
    for (const std::string& blob :
         {std::string(), std::string("not base64!"), to_base64(std::string(559, 'x')),
          to_base64(std::string(561, 'x')), to_base64(std::string(16 * 1024, 'x'))})
        CHECK(said(box.delegate(1, PutDeposit{id, 1, blob})) == "deposit_not_valid");
    CHECK(box.live().turnout == 0);
    CHECK(said(box.delegate(1, PutDeposit{id, 1, to_base64(std::string(560, 'x'))})) == "done");
}

TEST_CASE("too_many_entries: at most four are ticked and each once") {
    Box box(BoxKind::shortlist);
    const std::vector<ProposalId> all = box.session().box->ranked;
    const auto first = [&](std::ptrdiff_t count) {
        return ShortlistDeposit{{all.begin(), all.begin() + count}};
    };
    CHECK(box.put_in(first(4)) == "done");
    CHECK(box.put_in(first(5)) == "too_many_entries");
    CHECK(box.put_in(ShortlistDeposit{{all[0], all[0]}}) == "ranking_not_valid");
    CHECK(box.put_in(ShortlistDeposit{{ProposalId{99}}}) == "unknown_proposal");
}

TEST_CASE("unknown_proposal: no change is not ticked because it stays anyway") {
    Box box(BoxKind::shortlist);
    CHECK(box.put_in(ShortlistDeposit{{box.called("No change")}}) == "unknown_proposal");
}

TEST_CASE("too_many_entries: a seat puts in as many proposals as the agenda says") {
    const ProposalEntry entry{"Hub", ""};
    Box one(BoxKind::proposals, 1);
    CHECK(one.put_in(ProposalsDeposit{{entry}}) == "done");
    CHECK(one.put_in(ProposalsDeposit{{entry, entry}}) == "too_many_entries");
    Box three(BoxKind::proposals, 3);
    CHECK(three.put_in(ProposalsDeposit{{entry, entry, entry}}) == "done");
    CHECK(three.put_in(ProposalsDeposit{{entry, entry, entry, entry}}) == "too_many_entries");
}

TEST_CASE("too_many_entries: at most three questions and three answers") {
    const QuestionEntry question{std::nullopt, "Why?"};
    Box questions(BoxKind::questions);
    CHECK(questions.put_in(QuestionsDeposit{{question, question, question}}) == "done");
    CHECK(questions.put_in(QuestionsDeposit{{question, question, question, question}}) == "too_many_entries");
    Box answers(BoxKind::answers);
    const AnswerEntry answer{answers.round().questions[0].question.id, "Because."};
    CHECK(answers.put_in(AnswersDeposit{{answer, answer, answer}}) == "done");
    CHECK(answers.put_in(AnswersDeposit{{answer, answer, answer, answer}}) == "too_many_entries");
}

TEST_CASE("text_empty: an entry that is there says something") {
    CHECK(Box(BoxKind::proposals).put_in(proposal(" ", "text")) == "text_empty");
    CHECK(Box(BoxKind::questions).put_in(QuestionsDeposit{{{std::nullopt, "\xE2\x80\x8B"}}}) == "text_empty");
    Box answers(BoxKind::answers);
    CHECK(answers.put_in(AnswersDeposit{{{answers.round().questions[0].question.id, ""}}}) == "text_empty");
    CHECK(Box(BoxKind::proposals).put_in(proposal("Hub", "")) == "done");
}

TEST_CASE("text_too_long: every text of a deposit has its limit") {
    CHECK(Box(BoxKind::proposals).put_in(proposal(std::string(80, 'x'), std::string(2000, 'x'))) == "done");
    CHECK(Box(BoxKind::proposals).put_in(proposal(std::string(81, 'x'))) == "text_too_long");
    CHECK(Box(BoxKind::proposals).put_in(proposal("x", std::string(2001, 'x'))) == "text_too_long");
    CHECK(Box(BoxKind::questions).put_in(QuestionsDeposit{{{std::nullopt, std::string(1001, 'x')}}}) ==
          "text_too_long");
    Box answers(BoxKind::answers);
    CHECK(answers.put_in(AnswersDeposit{
              {{answers.round().questions[0].question.id, std::string(1001, 'x')}}}) == "text_too_long");
    CHECK(Box(BoxKind::consent).put_in(objection(std::string(1001, 'x'))) == "text_too_long");
    CHECK(Box(BoxKind::consent).put_in(objection(std::string(10'000, 'x'))) == "text_too_long");
}

TEST_CASE("text_not_valid: a deposit of bytes that are no text is refused") {
    CHECK(Box(BoxKind::proposals).put_in(proposal("\xFF")) == "text_not_valid");
    CHECK(Box(BoxKind::proposals).put_in(proposal("x", "\xC3\x28")) == "text_not_valid");
    CHECK(Box(BoxKind::consent).put_in(worry("\xED\xA0\x80")) == "text_not_valid");
}

// Quotation marks and backslashes take two bytes in JSON, smilies four in UTF-8. Whatever is accepted fits
// the constant size of the slot; what does not fit is refused and trips no assertion.
TEST_CASE("The slot is large enough or the deposit is refused whatever the characters") {
    for (const std::string_view piece : {"x", "\"", "\\", "\xF0\x9F\x99\x82", "\n", "x\n", "\xE5\x8C\xBB"}) {
        Box box(BoxKind::proposals, 3);
        box.put_nothing_from_the_others();
        box.sequence = 1;
        for (const std::size_t length : {1U, 500U, 1000U, 1300U, 1336U, 2000U}) {
            const std::string text = repeated(piece, length);
            const ProposalsDeposit deposit{{{"a", text}, {"b", text}, {"c", text}}};
            const auto checked = check_deposit(deposit_rules(box.session()), deposit);
            if (const auto* content = std::get_if<DepositContent>(&checked)) {
                CHECK(encode_deposit(*content).size() <= deposit_json_size(BoxKind::proposals));
                CHECK(box.put_in(deposit) == "done");
            } else {
                CHECK(std::get<Refusal>(checked) == Refusal::text_too_long);
            }
        }
        box.close();
    }
}

TEST_CASE("A deposit that fills its slot to the last byte comes out whole") {
    const std::size_t largest = deposit_json_size(BoxKind::proposals);
    Box box(BoxKind::proposals, 3);
    ProposalsDeposit deposit{
        {{"a", std::string(2000, 'x')}, {"b", "x"}, {"c", repeated("\xF0\x9F\x99\x82", 2000)}}};
    const std::size_t size = encode_deposit(deposit).size();
    deposit.entries[1].text = repeated("\xF0\x9F\x99\x82", (largest - size) / 4);
    while (encode_deposit(deposit).size() < largest) deposit.entries[1].text += 'y';
    REQUIRE(encode_deposit(deposit).size() == largest);
    box.put_nothing_from_the_others();
    box.sequence = 1;
    CHECK(box.put_in(deposit) == "done");
    box.close();
    CHECK(box.round().proposals.size() == 4);
    box.open(BoxKind::proposals);
    deposit.entries[1].text += 'y';
    CHECK(box.put_in(deposit) == "text_too_long");
}

TEST_CASE("unknown_question: answers are to questions of this round") {
    CHECK(Box(BoxKind::answers).put_in(AnswersDeposit{{{QuestionId{99}, "x"}}}) == "unknown_question");
}

TEST_CASE("A question may be about a proposal of this round or about the whole") {
    Box box(BoxKind::questions);
    CHECK(box.put_in(QuestionsDeposit{{{box.called("Hub"), "Where?"}}}) == "done");
    CHECK(box.put_in(QuestionsDeposit{{{ProposalId{99}, "Where?"}}}) == "unknown_proposal");
}

TEST_CASE("ranking_not_valid: a ballot names proposals of the box and each once") {
    Box box(BoxKind::ranking);
    const ProposalId hub = box.called("Hub");
    const ProposalId beds = box.called("Beds");
    CHECK(box.put_in(RankingDeposit{{{hub}, {beds}}}) == "done");
    CHECK(box.put_in(RankingDeposit{{{hub, beds}}}) == "done");
    CHECK(box.put_in(RankingDeposit{{{beds}}}) == "done");
    CHECK(box.put_in(RankingDeposit{{{hub}, {hub}}}) == "ranking_not_valid");
    CHECK(box.put_in(RankingDeposit{{{hub, hub}}}) == "ranking_not_valid");
    CHECK(box.put_in(RankingDeposit{{{ProposalId{99}}}}) == "ranking_not_valid");
    CHECK(box.put_in(RankingDeposit{{{}}}) == "ranking_not_valid");
    CHECK(box.put_in(RankingDeposit{{{hub}, {}}}) == "ranking_not_valid");
}

TEST_CASE("ranking_not_valid: what is set aside is not ranked") {
    Room room({.seats = {2, 1, 1}});
    room.reach(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    room.must(SetProposalAside{hub, "Part of Beds"});
    room.open(BoxKind::ranking);
    CHECK(std::get<Refusal>(check_deposit(deposit_rules(room.session()), RankingDeposit{{{hub}}})) ==
          Refusal::ranking_not_valid);
}

TEST_CASE("reason_missing: an objection and a worry say why") {
    CHECK(Box(BoxKind::consent).put_in(objection("")) == "reason_missing");
    CHECK(Box(BoxKind::consent).put_in(worry(" \n ")) == "reason_missing");
}

TEST_CASE("reason_not_expected: any other answer comes without reason and clause") {
    for (ConsentDeposit answer : {yes(), stand_aside(), nothing()}) {
        answer.reason = "because";
        CHECK(Box(BoxKind::consent).put_in(answer) == "reason_not_expected");
        answer.reason.clear();
        answer.clause = 1;
        CHECK(Box(BoxKind::consent).put_in(answer) == "reason_not_expected");
    }
}

TEST_CASE("unknown_clause: a reason names a clause that the text has") {
    Box box(BoxKind::consent);
    CHECK(box.put_in(objection("why", 1)) == "done");
    CHECK(box.put_in(objection("why", 2)) == "done");
    CHECK(box.put_in(objection("why", 0)) == "unknown_clause");
    CHECK(box.put_in(objection("why", 3)) == "unknown_clause");
}

TEST_CASE("What goes into a box is clean text") {
    Box box(BoxKind::proposals);
    box.put_nothing_from_the_others();
    box.sequence = 1;
    CHECK(box.put_in(proposal("  Hub\xE2\x80\xAE  ", "one\r\n\r\n\r\ntwo")) == "done");
    box.close();
    const ProposalState& hub = *box.session().proposal(box.called("Hub"));
    CHECK(hub.current.text == "one\n\ntwo");
}

}  // namespace
}  // namespace equivox
