// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/simulated_facilitator.hpp"

#include <algorithm>

namespace equivox {
namespace {

const Offer* find_offer(const FacilitatorView& view, const auto& wanted) {
    const auto found = std::find_if(view.offers.begin(), view.offers.end(),
                                    [&](const Offer& offer) { return wanted(offer.command); });
    return found == view.offers.end() ? nullptr : &*found;
}

template <class CommandType>
const Offer* find_offer(const FacilitatorView& view) {
    return find_offer(view,
                      [](const Command& command) { return std::holds_alternative<CommandType>(command); });
}

const Offer* find_box_offer(const FacilitatorView& view, BoxKind kind) {
    return find_offer(view, [&](const Command& command) {
        const auto* open = std::get_if<OpenBox>(&command);
        return open && open->kind == kind;
    });
}

std::optional<Command> command_of(const Offer* offer) {
    return offer ? std::optional(offer->command) : std::nullopt;
}

std::optional<Command> draft(const FacilitatorView& view, const RoundPlan& plan, OutcomeKind kind,
                             std::string text, std::optional<ProposalId> proposal) {
    const Offer* offer = find_offer(view, [&](const Command& command) {
        const auto* asked = std::get_if<DraftOutcome>(&command);
        return asked && asked->outcome.kind == kind && asked->outcome.proposal == proposal;
    });
    if (!offer) return std::nullopt;
    OutcomeText outcome = std::get<DraftOutcome>(offer->command).outcome;
    const Examples& examples = plan.examples;
    outcome.text = std::move(text);
    outcome.reasons = examples.outcome_reasons;
    outcome.owner = examples.outcome_owner.empty() ? "The facilitator" : examples.outcome_owner;
    outcome.review_date = examples.outcome_review_date.empty() ? "2027-12-31" : examples.outcome_review_date;
    return DraftOutcome{std::move(outcome)};
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

// The current round has its outcome, or was for practice and is over.
bool is_over(const RoomView& room) {
    return room.rounds[room.round->id.value - 1].status == RoundStatus::decided;
}

std::optional<Command> box_command(const BoxView& box, const FacilitatorPolicy& policy) {
    if (box.state != BoxStage::open || !box.waiting.empty()) return std::nullopt;
    const bool all_in = box.turnout >= box.seats_taken;
    if (!box.last_call) return all_in ? std::optional<Command>(GiveLastCall{box.id}) : std::nullopt;
    if (policy.patient)
        return std::nullopt;  // the last call's minute is for real people; the host closes by itself
    return all_in ? std::optional<Command>(CloseBox{box.id}) : std::nullopt;
}

std::optional<Command> objections_command(const RoundPlan& plan, const RoundView& round,
                                          const FacilitatorView& view) {
    const ConsentView& asking = round.askings.back();
    const auto proposal = std::find_if(round.proposals.begin(), round.proposals.end(),
                                       [&](const ProposalView& p) { return p.id == asking.proposal; });
    if (proposal == round.proposals.end()) return std::nullopt;
    if (asking.text_changed_since)
        return command_of(find_offer(view, [&](const Command& command) {
            const auto* open = std::get_if<OpenBox>(&command);
            return open && open->proposal == asking.proposal;
        }));
    if (asking.objections.empty())
        return draft(view, plan, OutcomeKind::adopted, proposal->title + "\n" + joined(proposal->clauses),
                     proposal->id);
    if (!plan.examples.amendments.empty() && proposal->earlier.empty() && !proposal->no_change) {
        std::vector<std::string> clauses = proposal->clauses;
        clauses.insert(clauses.end(), plan.examples.amendments.begin(), plan.examples.amendments.end());
        return AmendProposal{proposal->id, proposal->title, joined(clauses)};
    }
    // The next proposal; where none is left, the question goes to another day.
    const Offer* next = find_offer(view, [&](const Command& command) {
        const auto* open = std::get_if<OpenBox>(&command);
        return open && open->proposal &&
               std::none_of(round.askings.begin(), round.askings.end(),
                            [&](const auto& a) { return a.proposal == *open->proposal; });
    });
    if (next) return next->command;
    return draft(view, plan, OutcomeKind::deferred, "No proposal without an objection was found today.",
                 std::nullopt);
}

std::optional<Command> clarification_command(const RoundView& round, const FacilitatorView& view,
                                             const RoundPlan& plan) {
    const bool answered = std::any_of(round.questions.begin(), round.questions.end(),
                                      [](const QuestionView& question) { return !question.answers.empty(); });
    if (round.questions.empty() && !plan.examples.questions.empty() && !round.standings)
        return command_of(find_box_offer(view, BoxKind::questions));
    if (!round.questions.empty() && !answered && !plan.examples.answers.empty())
        return command_of(find_box_offer(view, BoxKind::answers));
    if (!round.shortlist)
        if (const Offer* shortlist = find_box_offer(view, BoxKind::shortlist)) return shortlist->command;
    return command_of(find_box_offer(view, BoxKind::ranking));
}

// What is different between two moments at which a facilitator might act. The same situation is acted on
// once.
std::string situation(const net::ViewMessage& view) {
    std::string text = std::to_string(view.room.closed) + "/" + std::to_string(view.room.rounds.size());
    if (view.room.box)
        text += "/box " + std::to_string(view.room.box->id.value) + "/" +
                std::to_string(static_cast<int>(view.room.box->state)) + "/" +
                std::to_string(view.room.box->last_call) + "/" +
                std::to_string(view.room.box->turnout >= view.room.box->seats_taken);
    if (!view.room.round) return text;
    const RoundView& round = *view.room.round;
    const bool declared = is_over(view.room);
    text += "/" + std::to_string(round.id.value) + "/" + std::to_string(static_cast<int>(round.stage)) + "/" +
            std::to_string(round.proposals_shown) + "/" + std::to_string(round.proposals.size()) + "/" +
            std::to_string(round.questions.size()) + "/" + std::to_string(round.askings.size()) + "/" +
            std::to_string(round.outcome.has_value()) + "/" + std::to_string(declared) + "/" +
            std::to_string(round.standings.has_value());
    for (const QuestionView& question : round.questions)
        text += "," + std::to_string(question.answers.size());
    for (const ProposalView& proposal : round.proposals)
        text += "," + std::to_string(proposal.earlier.size());
    return text;
}

}  // namespace

std::optional<Command> next_command(const Agenda& agenda, const net::ViewMessage& message,
                                    const FacilitatorPolicy& policy) {
    const RoomView& room = message.room;
    const FacilitatorView& view = *message.facilitator;
    if (room.closed) return std::nullopt;
    if (room.box) return box_command(*room.box, policy);
    const bool declared = room.round && is_over(room);
    if (!room.round || declared) {
        if (room.seats_taken < policy.seats_to_wait_for) return std::nullopt;
        if (const Offer* begin = find_offer<BeginRound>(view)) return begin->command;
        return command_of(find_offer<CloseSession>(view));
    }
    const RoundView& round = *room.round;
    const RoundPlan& plan = agenda.rounds[round.id.value - 1];
    if (plan.practice && round.standings) return command_of(find_offer<EndPractice>(view));
    switch (round.stage) {
        case Stage::proposals:
            return round.proposals_shown ? command_of(find_offer<MoveToClarification>(view))
                                         : command_of(find_box_offer(view, BoxKind::proposals));
        case Stage::clarification:
            return clarification_command(round, view, plan);
        case Stage::ranking:
            if (const Offer* ask = find_box_offer(view, BoxKind::consent)) return ask->command;
            return draft(view, plan, OutcomeKind::deferred, "Nothing could be asked about today.",
                         std::nullopt);
        case Stage::objections:
            return objections_command(plan, round, view);
        case Stage::outcome:
            return command_of(find_offer<DeclareOutcome>(view));
    }
    __builtin_unreachable();
}

SimulatedFacilitator::SimulatedFacilitator(boost::asio::io_context& io, const Agenda& agenda,
                                           FacilitatorPolicy policy, Pace& pace, std::uint16_t port,
                                           std::string secret, std::uint64_t seed,
                                           std::function<void()> finished)
    : agenda_(agenda),
      policy_(policy),
      pace_(pace),
      chance_(seed),
      client_(io,
              {.host = "127.0.0.1",
               .port = port,
               .role = net::Role::facilitator,
               .client = random_hex(chance_, 16),
               .room_code = {},
               .seat_seed = {},
               .facilitator_secret = std::move(secret),
               .random = [this] { return chance_.below(UINT32_MAX); }},
              *this),
      finished_(std::move(finished)) {}

void SimulatedFacilitator::client_state(net::ClientState state, const std::optional<net::Goodbye>& goodbye) {
    if (state == net::ClientState::ended) finish(goodbye ? goodbye->sentence : "The host said goodbye.");
}

void SimulatedFacilitator::client_view(const net::ViewMessage& view, std::string_view) {
    view_ = view;
    if (view.room.closed) return finish({});
    if (!asking_) go_on();
}

void SimulatedFacilitator::go_on() {
    const std::string now = situation(*view_);
    if (now == last_done_ || !next_command(agenda_, *view_, policy_)) return;
    asking_ = true;
    pace_.after_a_while([this] {
        // The room may have moved on in between.
        const auto command = next_command(agenda_, *view_, policy_);
        if (!command) {
            asking_ = false;
            return;
        }
        last_done_ = situation(*view_);
        client_.ask(*command);
    });
}

void SimulatedFacilitator::client_answer(std::uint64_t, const net::ClientAnswer& answer) {
    asking_ = false;
    if (!answer.done) return finish(answer.sentence + (answer.detail.empty() ? "" : " " + answer.detail));
    if (view_) go_on();
}

void SimulatedFacilitator::client_problem(std::string_view what) {
    finish(std::string(what));
}

void SimulatedFacilitator::finish(std::string problem) {
    if (!finished_) return;
    problem_ = std::move(problem);
    std::exchange(finished_, nullptr)();
}

}  // namespace equivox
