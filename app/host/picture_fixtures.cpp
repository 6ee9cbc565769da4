// SPDX-License-Identifier: Apache-2.0
#include "app/host/picture_fixtures.hpp"

#include <algorithm>
#include <cassert>

#include "app/host/picture_fixtures_parts.hpp"
#include "app/host/picture_texts.hpp"

namespace equivox::host {
std::uint32_t number_of(const PictureWorkshop& workshop, std::string_view title) {
    const auto& proposals = workshop.session().round()->proposals;
    return std::ranges::find(proposals, title, [](const ProposalState& each) { return each.current.title; })
        ->number;
}

namespace {

DepositContent consent(ConsentAnswer answer, std::optional<std::uint32_t> clause, std::string reason) {
    return ConsentDeposit{answer, clause, std::move(reason)};
}

std::vector<ProposalId> numbers(const PictureWorkshop& workshop, std::initializer_list<std::uint32_t> order) {
    std::vector<ProposalId> ids;
    for (const std::uint32_t number : order) ids.push_back(workshop.proposal(number));
    return ids;
}

std::vector<QuestionId> question_ids(const PictureWorkshop& workshop) {
    std::vector<QuestionId> ids;
    for (const QuestionState& question : workshop.session().round()->questions)
        ids.push_back(question.question.id);
    return ids;
}

void before_the_round(Fixtures& out, PictureWorkshop& workshop) {
    HostFrame alone = workshop.frame();
    alone.room.join_url.clear();
    out.push_back({"joining-no-address", alone});
    out.push_back({"joining-empty", workshop.frame()});
    workshop.take_seats(23);
    out.push_back({"joining-busy", workshop.frame()});
}

void proposals_stage(Fixtures& out, PictureWorkshop& workshop) {
    workshop.ask(BeginRound{RoundId{1}});
    workshop.live().stage_seconds = 40;
    out.push_back({"question", workshop.frame()});
    workshop.open(BoxKind::proposals, 0);
    out.push_back({"box-proposals-empty", workshop.frame()});
    workshop.live().turnout = 17;
    out.push_back({"box-proposals", workshop.frame()});
    workshop.last_call(48);
    out.push_back({"box-proposals-last-call", workshop.frame()});
    workshop.close(picture_proposals());
    workshop.live().stage_seconds = 9 * 60 + 5;
    out.push_back({"proposals", workshop.frame()});
}

void clarification_stage(Fixtures& out, PictureWorkshop& workshop) {
    workshop.ask(MoveToClarification{});
    workshop.live().stage_seconds = 65;
    workshop.ask(SetProposalAside{workshop.proposal(number_of(workshop, "Pay carers a winter rate")),
                                  "The pay round belongs to another table; its authors agree."});
    out.push_back({"clarification-empty", workshop.frame()});
    workshop.open(BoxKind::questions, 12);
    out.push_back({"box-questions", workshop.frame()});
    const std::vector<ProposalId> about{
        workshop.proposal(number_of(workshop, "One discharge hub for all three hospitals")),
        workshop.proposal(number_of(workshop, "Home first: assess at home, not on the ward")),
        workshop.proposal(number_of(workshop, "A welcome-home call from a volunteer")),
        workshop.proposal(number_of(workshop, "Thirty step-down beds in care homes"))};
    workshop.close(picture_questions(about));
    workshop.open(BoxKind::answers, 3);
    out.push_back({"box-answers", workshop.frame()});
    workshop.close(picture_answers(question_ids(workshop)));
    workshop.live().stage_seconds = 17 * 60;
    out.push_back({"clarification", workshop.frame()});
}

void ranking_stage(Fixtures& out, PictureWorkshop& workshop) {
    workshop.open(BoxKind::ranking, 17);
    out.push_back({"box-ranking", workshop.frame()});
    workshop.last_call(9);
    workshop.live().turnout = 22;
    out.push_back({"box-ranking-last-call", workshop.frame()});
    workshop.close_ranking(
        numbers(workshop, {number_of(workshop, "Home first: assess at home, not on the ward"),
                           number_of(workshop, "One discharge hub for all three hospitals"),
                           number_of(workshop, "Medicines ready the evening before"),
                           number_of(workshop, "Thirty step-down beds in care homes"), 0,
                           number_of(workshop, "A welcome-home call from a volunteer")}));
    workshop.live().stage_seconds = 5 * 60 + 30;
    out.push_back({"standings", workshop.frame()});
}

void objections_stage(Fixtures& out, PictureWorkshop& workshop) {
    const ProposalId leading = *workshop.frame().room.round->leading;
    workshop.open(BoxKind::consent, 20, leading);
    out.push_back({"box-consent", workshop.frame()});
    workshop.close(
        {consent(ConsentAnswer::objection, 2,
                 "A therapist within two hours is not there at the weekend. People would be sent home to an "
                 "empty house on a Saturday night."),
         consent(ConsentAnswer::objection, {}, "Unpaid carers are not asked whether they can."),
         consent(ConsentAnswer::worry, 3, "Please tell GPs on the day, not a week later."),
         consent(ConsentAnswer::yes, {}, "")});
    workshop.live().stage_seconds = 6 * 60;
    out.push_back({"objections", workshop.frame()});
    const ProposalState* proposal = workshop.session().proposal(leading);
    workshop.ask(AmendProposal{
        leading, proposal->current.title,
        "Nobody is assessed for long-term care in a hospital bed.\nA therapist visits within two "
        "hours of coming home; at weekends nobody goes home after three o'clock.\nCare for the "
        "first five days is paid from the winter money.\nThe ward asks unpaid carers whether they "
        "can, before a date is set."});
    out.push_back({"amendment", workshop.frame()});
    workshop.open(BoxKind::consent, 5, leading);
    workshop.close({consent(ConsentAnswer::worry, 1, "We will need a plan for snow days."),
                    consent(ConsentAnswer::yes, {}, "")});
    workshop.live().stage_seconds = 28 * 60;
    out.push_back({"nobody-objected-worries", workshop.frame()});
    HostFrame none = workshop.frame();
    none.room.round->askings.back().worries.clear();
    out.push_back({"nobody-objected", none});
}

OutcomeText picture_outcome(const PictureWorkshop& workshop) {
    OutcomeText outcome;
    outcome.kind = OutcomeKind::adopted;
    outcome.proposal = *workshop.frame().room.round->leading;
    outcome.text =
        "From 1 December nobody is assessed for long-term care in a hospital bed. A therapist visits within "
        "two hours "
        "of coming home; care for the first five days is paid from the winter money.";
    outcome.reasons =
        "It led the ranking and meets the reason why half of our people wait. Both objections were met by "
        "new clauses.";
    outcome.owner = "Director of Integration, Westmere Community Health";
    outcome.review_date = "2027-02-26";
    return outcome;
}

void outcome_stage(Fixtures& out, PictureWorkshop& workshop) {
    workshop.ask(DraftOutcome{picture_outcome(workshop)});
    workshop.live().stage_seconds = 70;
    out.push_back({"outcome-read-back", workshop.frame()});
    workshop.ask(DeclareOutcome{});
    out.push_back({"outcome-recorded", workshop.frame()});
    workshop.ask(BeginRound{RoundId{2}});
    workshop.open(BoxKind::proposals, 23);
    workshop.close(
        {ProposalsDeposit{{{"Three figures on one page, every Monday", "People ready to leave."}}}});
    workshop.ask(MoveToClarification{});
    OutcomeText later;
    later.kind = OutcomeKind::deferred;
    later.text = "Which three figures all hospitals can count in the same way.";
    later.owner = "Westmere County Council";
    later.review_date = "2026-12-04";
    workshop.ask(DraftOutcome{later});
    out.push_back({"outcome-deferred", workshop.frame()});
    workshop.ask(DeclareOutcome{});
    workshop.ask(CloseSession{});
    out.push_back({"closed", workshop.frame()});
}

// Only the four smallest organisations came.
void few_organisations(Fixtures& out) {
    PictureWorkshop workshop(picture_agenda(), false);
    workshop.take_seats(4);
    workshop.ask(BeginRound{RoundId{1}});
    workshop.open(BoxKind::proposals, 4);
    std::vector<DepositContent> proposals = picture_proposals();
    proposals.resize(4);
    workshop.close(proposals);
    workshop.ask(MoveToClarification{});
    workshop.open(BoxKind::ranking, 4);
    workshop.close_ranking(numbers(workshop, {1, 2, 3, 0}));
    out.push_back({"standings-not-shown", workshop.frame()});
}

void crowd(Fixtures& out) {
    PictureWorkshop workshop(crowded_agenda(), true);
    out.push_back({"crowd-joining-empty", workshop.frame()});
    workshop.take_seats(150);
    out.push_back({"crowd-joining", workshop.frame()});
    workshop.ask(BeginRound{RoundId{1}});
    out.push_back({"crowd-question", workshop.frame()});
    workshop.open(BoxKind::proposals, 149);
    out.push_back({"crowd-box-proposals", workshop.frame()});
    workshop.close(crowded_proposals());
    out.push_back({"crowd-proposals", workshop.frame()});
    workshop.ask(MoveToClarification{});
    for (std::uint32_t number = 12; number <= 26; ++number)
        workshop.ask(SetProposalAside{workshop.proposal(number), "The room kept eleven of the proposals."});
    std::vector<ProposalId> about;
    for (std::uint32_t number = 1; number <= 11; ++number) about.push_back(workshop.proposal(number));
    workshop.open(BoxKind::questions, 3);
    workshop.close(picture_questions(about));
    workshop.open(BoxKind::answers, 3);
    std::vector<QuestionId> asked = question_ids(workshop);
    asked.insert(asked.end(), asked.begin(), asked.end());
    workshop.close(picture_answers(asked));
    out.push_back({"crowd-clarification", workshop.frame()});
    workshop.open(BoxKind::ranking, 140);
    out.push_back({"crowd-box-ranking", workshop.frame()});
    about.insert(about.begin() + 6, workshop.proposal(0));
    workshop.close_ranking(about);
    out.push_back({"crowd-standings", workshop.frame()});
}

// What the core would not let through in one go: one picture of everything broken at once.
void broken(Fixtures& out) {
    const auto frame_of = [&](std::string_view name) {
        return std::ranges::find(out, name, &PictureFixture::name)->frame;
    };
    HostFrame trouble = frame_of("box-ranking");
    trouble.room.trouble =
        "Not saving: the disk is full. Free some space, then start the host again with the same file.";
    trouble.refused = "What was asked can not be saved at the moment.";
    trouble.refused_count = 1;
    Fixtures more{{"trouble", trouble}};
    for (const std::string_view name :
         {"joining-busy", "question", "box-consent", "proposals", "clarification", "standings", "objections",
          "amendment", "outcome-read-back", "closed", "crowd-proposals", "merge", "shortlist",
          "open-standings"}) {
        more.push_back({"hostile-" + std::string(name), frame_of(name)});
        make_hostile(more.back().frame);
    }
    out.insert(out.end(), more.begin(), more.end());
}

}  // namespace

Fixtures picture_fixtures() {
    Fixtures fixtures;
    PictureWorkshop workshop(picture_agenda(), false);
    before_the_round(fixtures, workshop);
    proposals_stage(fixtures, workshop);
    clarification_stage(fixtures, workshop);
    ranking_stage(fixtures, workshop);
    objections_stage(fixtures, workshop);
    outcome_stage(fixtures, workshop);
    few_organisations(fixtures);
    crowd(fixtures);
    anonymous_moments(fixtures);
    broken(fixtures);
    return fixtures;
}

HostFrame picture_fixture(std::string_view name) {
    static const Fixtures fixtures = picture_fixtures();
    const auto found = std::ranges::find(fixtures, name, &PictureFixture::name);
    assert(found != fixtures.end());
    return found->frame;
}

}  // namespace equivox::host
