// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/simulated_delegate.hpp"

#include <algorithm>
#include <utility>

#include "sessions/digest.hpp"
#include "sessions/seal.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

std::string to_string(KeyPart part) {
    return part == KeyPart::room ? " room " : " ballot ";
}

// The examples of a rehearsal are spread over the delegates so that no two speak for the same one.
template <class Item>
const Item* own_example(const std::vector<Item>& items, std::uint32_t number, std::uint32_t stride) {
    // Numbers 0, stride, 2 * stride ... get one example each.
    if (number % stride != 0 || number / stride >= items.size()) return nullptr;
    return &items[number / stride];
}

DepositContent simulated_ranking(const RoundPlan& plan, const RoundView& round, SeededChance& chance) {
    // Everybody leans towards the agenda's order of examples, each with their own view of it.
    std::vector<std::pair<std::uint32_t, ProposalId>> liking;
    for (const ProposalView& proposal : round.proposals) {
        if (proposal.set_aside || chance.below(12) == 0) continue;  // left out: no opinion
        std::uint32_t place = static_cast<std::uint32_t>(plan.examples.proposals.size());
        for (std::uint32_t i = 0; i < plan.examples.proposals.size(); ++i)
            if (plan.examples.proposals[i].title == proposal.title) place = i;
        liking.emplace_back(place * 3 + chance.below(8), proposal.id);
    }
    std::sort(liking.begin(), liking.end());
    RankingDeposit deposit;
    std::optional<std::uint32_t> last;
    for (const auto& [value, id] : liking) {
        if (last == value)
            deposit.ranking.back().push_back(id);
        else
            deposit.ranking.push_back({id});
        last = value;
    }
    return deposit;
}

DepositContent simulated_consent(const RoundPlan& plan, const RoundView& round, std::uint32_t number,
                                 SeededChance& chance) {
    const ConsentView& asking = round.askings.back();
    const Examples& examples = plan.examples;
    const auto proposal = std::find_if(round.proposals.begin(), round.proposals.end(),
                                       [&](const ProposalView& p) { return p.id == asking.proposal; });
    const bool first = asking.asking == 1 && proposal != round.proposals.end() && proposal->earlier.empty();
    ConsentDeposit deposit;
    if (const std::string* reason = own_example(examples.objections, number, 3); reason && first) {
        deposit.answer = ConsentAnswer::objection;
        deposit.reason = *reason;
        if (!proposal->clauses.empty()) deposit.clause = static_cast<std::uint32_t>(proposal->clauses.size());
    } else if (const std::string* worry = own_example(examples.worries, number + 1, 4); worry && number > 0) {
        deposit.answer = ConsentAnswer::worry;
        deposit.reason = *worry;
    } else {
        deposit.answer = chance.below(8) == 0 ? ConsentAnswer::stand_aside : ConsentAnswer::yes;
    }
    return deposit;
}

}  // namespace

DepositContent simulated_deposit(const Agenda& agenda, const RoomView& room, std::uint32_t number,
                                 SeededChance& chance) {
    const BoxKind kind = room.box->kind;
    if (kind == BoxKind::safety)
        return SafetyDeposit{chance.below(4) == 0 ? SafetyAnswer::in_between : SafetyAnswer::safe};
    const RoundView& round = *room.round;
    const RoundPlan& plan = agenda.rounds[round.id.value - 1];
    switch (kind) {
        case BoxKind::proposals: {
            ProposalsDeposit deposit;
            if (const ExampleProposal* example = own_example(plan.examples.proposals, number, 1);
                example && !round.proposals_shown)
                deposit.entries.push_back({example->title, example->text});
            return deposit;
        }
        case BoxKind::questions: {
            QuestionsDeposit deposit;
            if (const std::string* question = own_example(plan.examples.questions, number, 2))
                deposit.entries.push_back({std::nullopt, *question});
            return deposit;
        }
        case BoxKind::answers: {
            AnswersDeposit deposit;
            const std::string* answer = own_example(plan.examples.answers, number, 2);
            if (!answer) return deposit;
            const auto index = static_cast<std::size_t>(answer - plan.examples.answers.data());
            for (const QuestionView& question : round.questions)
                if (index < plan.examples.questions.size() && question.text == plan.examples.questions[index])
                    deposit.entries.push_back({question.id, *answer});
            return deposit;
        }
        case BoxKind::ranking:
            return simulated_ranking(plan, round, chance);
        case BoxKind::consent:
            return simulated_consent(plan, round, number, chance);
        case BoxKind::shortlist: {
            ShortlistDeposit deposit;
            for (const ProposalId id : room.box->ranked)
                if (deposit.ticks.size() < limits::ticks && chance.below(3) == 0) deposit.ticks.push_back(id);
            return deposit;
        }
        case BoxKind::safety:
            break;
    }
    __builtin_unreachable();
}

DepositRules rules_of(const RoomView& room, const BoxView& box, std::uint32_t entries_allowed) {
    DepositRules rules{.kind = box.kind,
                       .proposals = box.ranked,
                       .questions = {},
                       .entries_allowed = entries_allowed,
                       .clauses = box.clauses};
    if (!room.round) return rules;
    if (box.kind == BoxKind::questions)
        for (const ProposalView& proposal : room.round->proposals) rules.proposals.push_back(proposal.id);
    std::sort(rules.proposals.begin(), rules.proposals.end());
    for (const QuestionView& question : room.round->questions) rules.questions.push_back(question.id);
    return rules;
}

SimulatedDelegate::SimulatedDelegate(boost::asio::io_context& io, const Agenda& agenda, Settings settings,
                                     Pace& pace, std::function<void()> failed)
    : agenda_(agenda),
      settings_(std::move(settings)),
      chance_(settings_.seed * 1'000 + settings_.number),
      pace_(pace),
      seed_(random_hex(chance_, 32)),
      keeper_(*bytes_from_hex(seed_)),
      client_(io,
              {.host = settings_.host,
               .port = settings_.port,
               .role = net::Role::delegate,
               .client = random_hex(chance_, 16),
               .room_code = settings_.room_code,
               .seat_seed = seed_,
               .facilitator_secret = {},
               .host_fingerprint = settings_.host_fingerprint,
               .random = [this] { return chance_.below(UINT32_MAX); }},
              *this),
      failed_(std::move(failed)) {}

void SimulatedDelegate::client_state(net::ClientState state, const std::optional<net::Goodbye>& goodbye) {
    if (state == net::ClientState::ended && goodbye) fail(goodbye->sentence);
}

void SimulatedDelegate::client_view(const net::ViewMessage& view, std::string_view) {
    if (!view.seat) {
        if (!asked_for_seat_) client_.ask(TakeSeat{settings_.organisation, {}});
        asked_for_seat_ = true;
        return;
    }
    view_ = view;
    keep_keys(view);
    answer_box(view);
}

// The device's part in the keys of a box: what a person never notices.
void SimulatedDelegate::keep_keys(const net::ViewMessage& view) {
    if (!view.room.box && box_) keeper_.forget(*box_);
    if (!view.seat->task || !view.room.box) return;
    if (const auto* take = std::get_if<TakeParts>(&*view.seat->task)) {
        const std::string name = "take " + std::to_string(take->box.value);
        if (name == std::exchange(task_done_, name)) return;
        if (keeper_.take(*take))
            client_.ask(KeepParts{take->box});
        else
            fail("The host gave out a part of a key that is not for this device.");
        return;
    }
    const GivePart& give = std::get<GivePart>(*view.seat->task);
    const std::string name = "give " + std::to_string(give.box.value) + to_string(give.part) + give.to;
    if (name == std::exchange(task_done_, name)) return;
    if (const auto sealed = keeper_.give(give, view.room.box->state == BoxStage::closing))
        client_.ask(ReturnPart{give.box, give.part, *sealed});
}

void SimulatedDelegate::answer_box(const net::ViewMessage& view) {
    if (!view.room.box) {
        box_.reset();
        return;
    }
    const BoxView& box = *view.room.box;
    if (box.state != BoxStage::open || !box.waiting.empty()) return;
    if (box_ != box.id) {
        box_ = box.id;
        repeated_ = false;
        put_off_ = false;
        sequence_ = view.seat->sequence;
        content_ = simulated_deposit(agenda_, view.room, settings_.number, chance_);
        pace_.after_a_while([this, id = box.id] { put(id); });
    } else if (put_off_) {
        put_off_ = false;
        put(box.id);
    } else if (box.last_call && !repeated_ && box.kind != BoxKind::ranking &&
               box.kind != BoxKind::shortlist) {
        repeated_ = true;
        put(box.id);
    }
}

void SimulatedDelegate::put(BoxId id) {
    if (box_ != id || !view_->room.box || view_->room.box->id != id) return;
    const BoxView& box = *view_->room.box;
    const DepositPlace place{.token = box.token, .seat = view_->seat->seat, .sequence = ++sequence_};
    const DepositRules rules = rules_of(view_->room, box, view_->seat->entries_allowed);
    client_.ask(
        PutDeposit{id, place.sequence, to_base64(seal_deposit(box.key, place, rules, *content_, chance_))});
}

void SimulatedDelegate::client_answer(std::uint64_t, const net::ClientAnswer& answer) {
    if (answer.done) return;
    // The host has just been started again: this device's deposit goes in when the box takes it.
    if (answer.refusal == "box_waiting" || answer.refusal == "box_opening") {
        put_off_ = true;
        return;
    }
    // A box that closed a moment ago is no problem: what this device had put in before counts. Nor is a part
    // of a key that others had given back first.
    if (answer.refusal != "box_not_open" && answer.refusal != "box_closing" &&
        answer.refusal != "part_not_wanted")
        fail(answer.sentence);
}

void SimulatedDelegate::fail(std::string problem) {
    problem_ = std::move(problem);
    if (failed_) failed_();
}

void SimulatedDelegate::client_problem(std::string_view what) {
    fail(std::string(what));
}

}  // namespace equivox
