// SPDX-License-Identifier: Apache-2.0
// What may be put into a box: checked and cleaned before it leaves the hands of whoever put it in.
#include <algorithm>
#include <set>

#include "sessions/decide.hpp"
#include "sessions/json.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

using Checked = std::variant<DepositContent, Refusal>;

// Leaves room for JSON's own marks within the constant size of a text deposit.
constexpr std::size_t deposit_json_bytes = limits::deposit_bytes;

std::optional<Refusal> clean(std::string& text, std::size_t limit, Lines lines, bool required) {
    TextProblem problem{};
    auto cleaned = clean_text(text, limit, lines, &problem);
    if (!cleaned) return problem == TextProblem::too_long ? Refusal::text_too_long : Refusal::text_not_valid;
    if (required && cleaned->empty()) return Refusal::text_empty;
    text = std::move(*cleaned);
    return std::nullopt;
}

Checked checked(DepositContent content) {
    if (to_json_text(content).size() > deposit_json_bytes) return Refusal::text_too_long;
    return content;
}

struct CheckDeposit {
    const Session& session;
    const BoxState& box;

    Checked operator()(ProposalsDeposit deposit) const {
        if (box.kind != BoxKind::proposals) return Refusal::wrong_kind;
        if (deposit.entries.size() > session.plan(session.round()->id)->proposals_per_seat)
            return Refusal::too_many_entries;
        for (ProposalEntry& entry : deposit.entries) {
            if (const auto refusal = clean(entry.title, limits::title, Lines::one, true)) return *refusal;
            if (const auto refusal = clean(entry.text, limits::text, Lines::many, false)) return *refusal;
        }
        return checked(std::move(deposit));
    }
    Checked operator()(QuestionsDeposit deposit) const {
        if (box.kind != BoxKind::questions) return Refusal::wrong_kind;
        if (deposit.entries.size() > limits::entries_per_deposit) return Refusal::too_many_entries;
        for (QuestionEntry& entry : deposit.entries) {
            if (entry.about && !session.proposal(*entry.about)) return Refusal::unknown_proposal;
            if (const auto refusal = clean(entry.text, limits::reason, Lines::many, true)) return *refusal;
        }
        return checked(std::move(deposit));
    }
    Checked operator()(AnswersDeposit deposit) const {
        if (box.kind != BoxKind::answers) return Refusal::wrong_kind;
        if (deposit.entries.size() > limits::entries_per_deposit) return Refusal::too_many_entries;
        for (AnswerEntry& entry : deposit.entries) {
            const auto& questions = session.round()->questions;
            if (std::none_of(questions.begin(), questions.end(),
                             [&](const QuestionState& q) { return q.question.id == entry.question; }))
                return Refusal::unknown_question;
            if (const auto refusal = clean(entry.text, limits::reason, Lines::many, true)) return *refusal;
        }
        return checked(std::move(deposit));
    }
    Checked operator()(const RankingDeposit& deposit) const {
        if (box.kind != BoxKind::ranking) return Refusal::wrong_kind;
        std::set<ProposalId> seen;
        for (const std::vector<ProposalId>& group : deposit.ranking) {
            if (group.empty()) return Refusal::ranking_not_valid;
            for (const ProposalId id : group)
                if (!std::binary_search(box.ranked.begin(), box.ranked.end(), id) || !seen.insert(id).second)
                    return Refusal::ranking_not_valid;
        }
        return deposit;
    }
    Checked operator()(ConsentDeposit deposit) const {
        if (box.kind != BoxKind::consent) return Refusal::wrong_kind;
        const bool speaks =
            deposit.answer == ConsentAnswer::worry || deposit.answer == ConsentAnswer::objection;
        if (const auto refusal = clean(deposit.reason, limits::reason, Lines::many, false)) return *refusal;
        if (speaks && deposit.reason.empty()) return Refusal::reason_missing;
        if (!speaks && (!deposit.reason.empty() || deposit.clause)) return Refusal::reason_not_expected;
        const ProposalState& proposal = *session.proposal(*box.proposal);
        if (deposit.clause &&
            (*deposit.clause < 1 || *deposit.clause > clauses_of(proposal.current.text).size()))
            return Refusal::unknown_clause;
        return checked(std::move(deposit));
    }
};

}  // namespace

std::variant<DepositContent, Refusal> check_deposit(const Session& session, const DepositContent& content) {
    if (!session.box) return Refusal::box_not_open;
    return std::visit(CheckDeposit{session, *session.box}, content);
}

}  // namespace equivox
