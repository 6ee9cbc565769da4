// SPDX-License-Identifier: Apache-2.0
// What may be put into a box: checked and cleaned.
#include <algorithm>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/release.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

using Checked = std::variant<DepositContent, Refusal>;

std::optional<Refusal> clean(std::string& text, std::size_t limit, Lines lines, bool required) {
    TextProblem problem{};
    auto cleaned = clean_text(text, limit, lines, &problem);
    if (!cleaned) return problem == TextProblem::too_long ? Refusal::text_too_long : Refusal::text_not_valid;
    if (required && cleaned->empty()) return Refusal::text_empty;
    text = std::move(*cleaned);
    return std::nullopt;
}

Checked checked(BoxKind kind, DepositContent content) {
    if (encode_deposit(content).size() > deposit_json_size(kind)) return Refusal::text_too_long;
    return content;
}

bool contains(const auto& ascending, auto id) {
    return std::binary_search(ascending.begin(), ascending.end(), id);
}

struct CheckDeposit {
    const DepositRules& rules;

    Checked operator()(ProposalsDeposit deposit) const {
        if (deposit.entries.size() > rules.entries_allowed) return Refusal::too_many_entries;
        for (ProposalEntry& entry : deposit.entries) {
            if (const auto refusal = clean(entry.title, limits::title, Lines::one, true)) return *refusal;
            if (const auto refusal = clean(entry.text, limits::text, Lines::many, false)) return *refusal;
        }
        return checked(rules.kind, std::move(deposit));
    }
    Checked operator()(QuestionsDeposit deposit) const {
        if (deposit.entries.size() > rules.entries_allowed) return Refusal::too_many_entries;
        for (QuestionEntry& entry : deposit.entries) {
            if (entry.about && !contains(rules.proposals, *entry.about)) return Refusal::unknown_proposal;
            if (const auto refusal = clean(entry.text, limits::reason, Lines::many, true)) return *refusal;
        }
        return checked(rules.kind, std::move(deposit));
    }
    Checked operator()(AnswersDeposit deposit) const {
        if (deposit.entries.size() > rules.entries_allowed) return Refusal::too_many_entries;
        for (AnswerEntry& entry : deposit.entries) {
            if (!contains(rules.questions, entry.question)) return Refusal::unknown_question;
            if (const auto refusal = clean(entry.text, limits::reason, Lines::many, true)) return *refusal;
        }
        return checked(rules.kind, std::move(deposit));
    }
    Checked operator()(const RankingDeposit& deposit) const {
        std::set<ProposalId> seen;
        for (const std::vector<ProposalId>& group : deposit.ranking) {
            if (group.empty()) return Refusal::ranking_not_valid;
            for (const ProposalId id : group)
                if (!contains(rules.proposals, id) || !seen.insert(id).second)
                    return Refusal::ranking_not_valid;
        }
        return deposit;
    }
    Checked operator()(ConsentDeposit deposit) const {
        const bool speaks =
            deposit.answer == ConsentAnswer::worry || deposit.answer == ConsentAnswer::objection;
        if (const auto refusal = clean(deposit.reason, limits::reason, Lines::many, false)) return *refusal;
        if (speaks && deposit.reason.empty()) return Refusal::reason_missing;
        if (!speaks && (!deposit.reason.empty() || deposit.clause)) return Refusal::reason_not_expected;
        if (deposit.clause && (*deposit.clause < 1 || *deposit.clause > rules.clauses))
            return Refusal::unknown_clause;
        return checked(rules.kind, std::move(deposit));
    }
    Checked operator()(const ShortlistDeposit& deposit) const {
        if (deposit.ticks.size() > rules.entries_allowed) return Refusal::too_many_entries;
        std::set<ProposalId> seen;
        for (const ProposalId id : deposit.ticks) {
            if (!contains(rules.proposals, id)) return Refusal::unknown_proposal;
            if (!seen.insert(id).second) return Refusal::ranking_not_valid;
        }
        return deposit;
    }
    Checked operator()(const SafetyDeposit& deposit) const { return deposit; }
};

}  // namespace

std::variant<DepositContent, Refusal> check_deposit(const DepositRules& rules,
                                                    const DepositContent& content) {
    if (kind_of(content) != rules.kind) return Refusal::wrong_kind;
    return std::visit(CheckDeposit{rules}, content);
}

}  // namespace equivox
