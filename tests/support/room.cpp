// SPDX-License-Identifier: Apache-2.0
#include "tests/support/room.hpp"

#include <stdexcept>

#include "sessions/digest.hpp"
#include "sessions/seal.hpp"
#include "tests/support/notation.hpp"

namespace equivox::testing {

PutDeposit sealed_for(const Session& session, SeatId seat, std::uint64_t sequence,
                      const DepositContent& content, Chance& chance) {
    const BoxState& box = *session.box;
    const std::string blob = seal_deposit(box.ready->public_key, {box.ready->token, seat, sequence},
                                          deposit_rules(session), content, chance);
    return {box.id, sequence, to_base64(blob)};
}

Agenda agenda_of(const RoomPlan& plan) {
    Agenda agenda;
    agenda.name = "Winter discharge";
    agenda.purpose = "Nobody waits in hospital who could be at home.";
    agenda.group_name = "Discharge board";
    agenda.agreements = {"One voice at a time."};
    for (std::uint32_t i = 0; i < plan.seats.size(); ++i) {
        std::string name = "Org ";
        if (i >= 26) name += static_cast<char>('A' + i / 26 - 1);
        name += static_cast<char>('A' + i % 26);
        agenda.organisations.push_back({OrganisationId{i + 1}, std::move(name), plan.seats[i]});
    }
    for (std::uint32_t i = 1; i <= plan.rounds; ++i) {
        RoundPlan round;
        round.id = RoundId{i};
        round.question = "What do we do first? (" + std::to_string(i) + ")";
        round.consent = plan.consent;
        round.tie = plan.tie;
        round.no_change = plan.no_change;
        round.proposals_per_seat = plan.proposals_per_seat;
        round.results = plan.results;
        round.most = plan.most;
        for (const std::string& title : plan.given)
            round.given.push_back({title, "First clause\nSecond clause"});
        round.practice = plan.practice && i == 1;
        agenda.rounds.push_back(std::move(round));
    }
    return agenda;
}

KeyText key_of(std::uint32_t number) {
    const std::string digits = std::to_string(number);
    return std::string(64 - digits.size(), '0') + digits;
}

Minute a_minute() {
    return Minute(std::chrono::minutes(29'000'000));
}

ConsentDeposit yes() {
    return {ConsentAnswer::yes, std::nullopt, ""};
}
ConsentDeposit stand_aside() {
    return {ConsentAnswer::stand_aside, std::nullopt, ""};
}
ConsentDeposit nothing() {
    return {ConsentAnswer::nothing, std::nullopt, ""};
}
ConsentDeposit worry(std::string reason, std::optional<std::uint32_t> clause) {
    return {ConsentAnswer::worry, clause, std::move(reason)};
}
ConsentDeposit objection(std::string reason, std::optional<std::uint32_t> clause) {
    return {ConsentAnswer::objection, clause, std::move(reason)};
}
ProposalsDeposit proposal(std::string title, std::string text) {
    return {{{std::move(title), std::move(text)}}};
}

Room::Room(const RoomPlan& plan)
    : chance_(plan.seed), custody_(chance_), recorder_(writer_, custody_, [] { return a_minute(); }) {
    recorder_.open(make_opening(agenda_of(plan), false, CustodyKind::memory, test_host_key(), chance_));
}

Answer Room::submit(const Command& command, const Actor& by) {
    std::optional<Answer> answer;
    recorder_.submit(command, by, [&](Answer given) { answer = given; });
    if (!answer) throw std::logic_error("the recorder did not answer at once");
    return *answer;
}

Answer Room::facilitator(const Command& command) {
    return submit(command, Facilitator{});
}
Answer Room::delegate(std::uint32_t seat, const Command& command) {
    return submit(command, Delegate{SeatId{seat}});
}
Answer Room::newcomer(const Command& command) {
    return submit(command, Delegate{});
}

namespace {
void expect_done(const Answer& answer) {
    if (const auto* refusal = std::get_if<Refusal>(&answer))
        throw std::logic_error("refused: " + std::string(name_of(*refusal)));
}
}  // namespace

void Room::must(const Command& command) {
    expect_done(facilitator(command));
}

void Room::seat_everybody() {
    for (const SeatState& seat : session().seats)
        if (!seat.device_key) expect_done(newcomer(TakeSeat{seat.organisation, key_of(seat.id.value)}));
}

void Room::seat(std::uint32_t organisation, std::uint32_t how_many) {
    for (const SeatState& seat : session().seats) {
        if (how_many == 0) return;
        if (seat.organisation.value != organisation || seat.device_key) continue;
        expect_done(newcomer(TakeSeat{seat.organisation, key_of(seat.id.value)}));
        --how_many;
    }
}

void Room::round_begins() {
    must(BeginRound{RoundId{static_cast<std::uint32_t>(session().rounds.size()) + 1}});
}

BoxId Room::open(BoxKind kind, std::optional<ProposalId> about, bool outsiders_only) {
    must(OpenBox{kind, about, outsiders_only});
    return session().box->id;
}

void Room::put(std::uint32_t seat, DepositContent content) {
    const BoxId box = session().box->id;
    const std::uint64_t sequence = ++sequences_[{box, seat}];
    expect_done(delegate(seat, sealed(seat, sequence, content)));
}

PutDeposit Room::sealed(std::uint32_t seat, std::uint64_t sequence, const DepositContent& content) {
    return sealed_for(session(), SeatId{seat}, sequence, content, chance_);
}

void Room::put_nothing_from_the_others() {
    const auto in = custody_.progress(session().box->id).sequences;
    for (const SeatState& seat : session().seats)
        if (seat.device_key && !in.contains(seat.id)) put(seat.id.value, empty_deposit(session().box->kind));
}

void Room::close() {
    const BoxId box = session().box->id;
    if (!session().box->last_call) must(GiveLastCall{box});
    must(CloseBox{box});
}

void Room::propose(const std::vector<std::string>& titles) {
    std::vector<ProposalEntry> entries;
    for (const std::string& title : titles) entries.push_back({title, "First clause\nSecond clause"});
    propose(entries);
}

void Room::propose(const std::vector<ProposalEntry>& entries) {
    open(BoxKind::proposals);
    std::size_t next = 0;
    for (const SeatState& seat : session().seats) {
        if (!seat.device_key) continue;
        ProposalsDeposit deposit;
        const std::size_t allowed = session().plan(round().id)->proposals_per_seat;
        while (next < entries.size() && deposit.entries.size() < allowed)
            deposit.entries.push_back(entries[next++]);
        put(seat.id.value, std::move(deposit));
    }
    if (next != entries.size()) throw std::logic_error("more proposals than seats may make");
    close();
}

void Room::clarify() {
    must(MoveToClarification{});
}

void Room::ask_questions(const std::vector<std::string>& questions) {
    open(BoxKind::questions);
    for (std::uint32_t i = 0; i < questions.size(); ++i)
        put(i + 1, QuestionsDeposit{{{std::nullopt, questions[i]}}});
    put_nothing_from_the_others();
    close();
}

void Room::answer(const std::vector<std::string>& answers) {
    open(BoxKind::answers);
    const QuestionId first = round().questions.front().question.id;
    for (std::uint32_t i = 0; i < answers.size(); ++i) put(i + 1, AnswersDeposit{{{first, answers[i]}}});
    put_nothing_from_the_others();
    close();
}

void Room::open_ranking_with(const std::vector<std::string>& ballots) {
    open(BoxKind::ranking);
    for (std::uint32_t i = 0; i < ballots.size(); ++i)
        put(i + 1, RankingDeposit{parse_ranking(session(), ballots[i])});
}

void Room::rank(const std::vector<std::string>& ballots) {
    open_ranking_with(ballots);
    close();
}

void Room::tick(const std::vector<std::string>& ticks) {
    open(BoxKind::shortlist);
    for (std::uint32_t i = 0; i < ticks.size(); ++i)
        put(i + 1, ShortlistDeposit{parse_ticks(session(), ticks[i])});
    close();
}

void Room::ask_safety(const std::vector<SafetyAnswer>& answers) {
    open(BoxKind::safety);
    for (std::uint32_t i = 0; i < answers.size(); ++i) put(i + 1, SafetyDeposit{answers[i]});
    close();
}

void Room::ask(std::string_view title, const std::vector<ConsentDeposit>& answers) {
    open(BoxKind::consent, called(title));
    for (std::uint32_t i = 0; i < answers.size(); ++i) put(i + 1, answers[i]);
    put_nothing_from_the_others();
    close();
}

OutcomeText Room::outcome(OutcomeKind kind, std::optional<std::string_view> title) const {
    OutcomeText text{.kind = kind,
                     .proposal = {},
                     .text = "We do this.",
                     .reasons = "It led.",
                     .owner = "The director",
                     .review_date = "2027-03-31",
                     .dissent = ""};
    if (title) text.proposal = called(*title);
    return text;
}

void Room::adopt(std::string_view title) {
    must(DraftOutcome{outcome(OutcomeKind::adopted, title)});
    must(DeclareOutcome{});
}

void Room::defer() {
    must(DraftOutcome{outcome(OutcomeKind::deferred)});
    must(DeclareOutcome{});
}

void Room::close_session() {
    must(CloseSession{});
}

void Room::reach(Stage stage) {
    seat_everybody();
    round_begins();
    if (stage == Stage::proposals) return;
    propose(std::vector<std::string>{"Hub", "Beds"});
    clarify();
    if (stage == Stage::clarification) return;
    rank(std::vector<std::string>(session().seats.size(), "Hub > Beds > No change"));
    if (stage == Stage::ranking) return;
    ask("Hub", {yes()});
    if (stage == Stage::objections) return;
    must(DraftOutcome{outcome(OutcomeKind::adopted, "Hub")});
}

ProposalId Room::called(std::string_view title) const {
    return proposal_called(session(), title);
}

const RankingRelease* Room::shown_ranking() const {
    return std::get_if<RankingRelease>(&round().rankings.back().release);
}

const RankingWithheld* Room::withheld_ranking() const {
    return std::get_if<RankingWithheld>(&round().rankings.back().release);
}

std::string Room::order() const {
    const RankingRelease* release = shown_ranking();
    return release ? as_text(session(), release->places) : "not shown";
}

std::string Room::journal_text() const {
    std::string text;
    for (const Entry& entry : entries()) text += entry.event + '\n';
    return text;
}

Live Room::live() const {
    Live live;
    recorder_.fill_live(live);
    return live;
}

}  // namespace equivox::testing
