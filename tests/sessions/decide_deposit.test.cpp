// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/json.hpp"
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

// A room in which a box of this kind is open.
struct Box : Room {
    explicit Box(BoxKind kind, std::uint32_t proposals_per_seat = 1)
        : Room({.seats = {2, 1, 1}, .proposals_per_seat = proposals_per_seat}) {
        if (kind == BoxKind::proposals) {
            reach(Stage::proposals);
        } else if (kind == BoxKind::consent) {
            reach(Stage::ranking);
        } else {
            reach(Stage::clarification);
            ask_questions({"Who pays?"});
        }
        open(kind, kind == BoxKind::consent ? std::optional(called("Hub")) : std::nullopt);
    }
    std::string put_in(DepositContent content) {
        return said(delegate(1, PutDeposit{session().box->id, ++sequence, std::move(content)}));
    }
    std::uint64_t sequence = 0;
};

TEST_CASE("Nothing from me is a deposit like any other") {
    CHECK(Box(BoxKind::proposals).put_in(ProposalsDeposit{}) == "done");
    CHECK(Box(BoxKind::questions).put_in(QuestionsDeposit{}) == "done");
    CHECK(Box(BoxKind::answers).put_in(AnswersDeposit{}) == "done");
    CHECK(Box(BoxKind::ranking).put_in(RankingDeposit{}) == "done");
    CHECK(Box(BoxKind::consent).put_in(ConsentDeposit{}) == "done");
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
        for (const std::size_t length : {1U, 500U, 1000U, 1300U, 1336U, 2000U}) {
            const std::string text = repeated(piece, length);
            const ProposalsDeposit deposit{{{"a", text}, {"b", text}, {"c", text}}};
            const auto checked = check_deposit(box.session(), deposit);
            if (const auto* content = std::get_if<DepositContent>(&checked)) {
                CHECK(to_json_text(*content).size() <= limits::deposit_bytes);
                CHECK(box.put_in(deposit) == "done");
            } else {
                CHECK(std::get<Refusal>(checked) == Refusal::text_too_long);
                CHECK(box.put_in(deposit) == "text_too_long");
            }
        }
        box.close();
    }
}

TEST_CASE("A deposit that fills its slot to the last byte comes out whole") {
    Box box(BoxKind::proposals, 3);
    ProposalsDeposit deposit{
        {{"a", std::string(2000, 'x')}, {"b", "x"}, {"c", repeated("\xF0\x9F\x99\x82", 2000)}}};
    const std::size_t size = to_json_text(DepositContent(deposit)).size();
    deposit.entries[1].text = repeated("\xF0\x9F\x99\x82", (limits::deposit_bytes - size) / 4);
    while (to_json_text(DepositContent(deposit)).size() < limits::deposit_bytes)
        deposit.entries[1].text += 'y';
    REQUIRE(to_json_text(DepositContent(deposit)).size() == limits::deposit_bytes);
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
    const BoxId box = room.open(BoxKind::ranking);
    CHECK(said(room.delegate(1, PutDeposit{box, 1, RankingDeposit{{{hub}}}})) == "ranking_not_valid");
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
    CHECK(box.put_in(proposal("  Hub\xE2\x80\xAE  ", "one\r\n\r\n\r\ntwo")) == "done");
    box.close();
    const ProposalState& hub = *box.session().proposal(box.called("Hub"));
    CHECK(hub.current.text == "one\n\ntwo");
}

}  // namespace
}  // namespace equivox
