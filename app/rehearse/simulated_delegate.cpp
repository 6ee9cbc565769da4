// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/simulated_delegate.hpp"

#include <algorithm>

namespace equivox {
namespace {

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

DepositContent simulated_deposit(const RoundPlan& plan, const RoundView& round, std::uint32_t number,
                                 SeededChance& chance) {
    switch (round.box->kind) {
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
    }
    __builtin_unreachable();
}

SimulatedDelegate::SimulatedDelegate(boost::asio::io_context& io, const Agenda& agenda, Settings settings,
                                     Pace& pace)
    : agenda_(agenda),
      settings_(std::move(settings)),
      chance_(settings_.seed * 1'000 + settings_.number),
      pace_(pace),
      client_(io,
              {.host = settings_.host,
               .port = settings_.port,
               .role = net::Role::delegate,
               .client = random_hex(chance_, 16),
               .room_code = settings_.room_code,
               .seat_seed = random_hex(chance_, 32),
               .facilitator_secret = {},
               .host_fingerprint = settings_.host_fingerprint,
               .random = [this] { return chance_.below(UINT32_MAX); }},
              *this) {}

void SimulatedDelegate::client_state(net::ClientState state, const std::optional<net::Goodbye>& goodbye) {
    if (state == net::ClientState::ended && goodbye) problem_ = goodbye->sentence;
}

void SimulatedDelegate::client_view(const net::ViewMessage& view, std::string_view) {
    if (!view.seat) {
        if (!asked_for_seat_) client_.ask(TakeSeat{settings_.organisation, {}});
        asked_for_seat_ = true;
        return;
    }
    answer_box(view);
}

void SimulatedDelegate::answer_box(const net::ViewMessage& view) {
    if (!view.room.round || !view.room.round->box) {
        box_.reset();
        return;
    }
    const RoundView& round = *view.room.round;
    const BoxView& box = *round.box;
    if (box_ != box.id) {
        box_ = box.id;
        repeated_ = false;
        sequence_ = view.seat->sequence;
        content_ = simulated_deposit(agenda_.rounds[round.id.value - 1], round, settings_.number, chance_);
        pace_.after_a_while([this, id = box.id] { put(id); });
    } else if (box.last_call && !repeated_ && box.kind != BoxKind::ranking) {
        repeated_ = true;
        put(box.id);
    }
}

void SimulatedDelegate::put(BoxId box) {
    if (box_ == box) client_.ask(PutDeposit{box, ++sequence_, *content_});
}

void SimulatedDelegate::client_answer(std::uint64_t, const net::ClientAnswer& answer) {
    // A box that closed a moment ago is no problem: what this device had put in before counts.
    if (!answer.done && answer.refusal != "box_not_open" && answer.refusal != "box_closing")
        problem_ = answer.sentence;
}

void SimulatedDelegate::client_problem(std::string_view what) {
    problem_ = what;
}

}  // namespace equivox
