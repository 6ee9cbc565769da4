// SPDX-License-Identifier: Apache-2.0
// Deposits: anonymous inputs on their way into a box. They are acknowledged by the box and never journalled.
//
// None of these types can hold a seat. The seat travels beside a deposit in exactly two places, both outside
// every screen, file and message: the recorder's call into the custody, and the custody's slots.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/ids.hpp"

namespace equivox {

// What a box collects. The kind decides what may be put in and what may come out.
enum class BoxKind : std::uint8_t { proposals, questions, answers, ranking, consent, shortlist, safety };

// Best first; proposals in one group are level; proposals left out are "no opinion", which is not "worst".
using Ranking = std::vector<std::vector<ProposalId>>;

struct ProposalEntry {
    std::string title;
    std::string text;  // one clause a line
};
struct QuestionEntry {
    std::optional<ProposalId> about;  // absent: about the question as a whole
    std::string text;
};
struct AnswerEntry {
    QuestionId question;
    std::string text;
};

// An empty list is "nothing from me": a deposit like any other.
struct ProposalsDeposit {
    std::vector<ProposalEntry> entries;
};
struct QuestionsDeposit {
    std::vector<QuestionEntry> entries;
};
struct AnswersDeposit {
    std::vector<AnswerEntry> entries;
};
struct RankingDeposit {
    Ranking ranking;
};

// "Can you live with this?"
enum class ConsentAnswer : std::uint8_t {
    nothing,  // the device of somebody who gave no answer
    yes,
    worry,        // noted, does not block
    objection,    // opens work
    stand_aside,  // "leave it to the others"
};
struct ConsentDeposit {
    ConsentAnswer answer = ConsentAnswer::nothing;
    std::optional<std::uint32_t> clause;  // the clause a reason names, from 1; absent: the whole proposal
    std::string reason;                   // required for worry and objection, else empty
};

// Which proposals somebody wants to go on with: up to limits::ticks of them, in any order.
struct ShortlistDeposit {
    std::vector<ProposalId> ticks;
};

// "How safe is it to speak here?"
enum class SafetyAnswer : std::uint8_t {
    nothing,  // no answer; counts like in_between
    safe,
    in_between,
    not_safe,
};
struct SafetyDeposit {
    SafetyAnswer answer = SafetyAnswer::nothing;
};

// In the order of BoxKind.
using DepositContent = std::variant<ProposalsDeposit, QuestionsDeposit, AnswersDeposit, RankingDeposit,
                                    ConsentDeposit, ShortlistDeposit, SafetyDeposit>;

// What may stand in a deposit: public facts of the round, fixed when the box opens. Devices hold what a
// person writes against them before it is put in; the custody does so again when it opens the box, because
// nobody can look into a deposit before.
struct DepositRules {
    BoxKind kind = BoxKind::proposals;
    std::vector<ProposalId> proposals;  // ascending: ranked or ticked; or what questions may be about
    std::vector<QuestionId> questions;  // those that may be answered
    std::uint32_t entries_allowed = 0;  // texts of one deposit
    std::uint32_t clauses = 0;          // consent: of the proposal asked about
};

}  // namespace equivox
