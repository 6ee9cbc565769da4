// SPDX-License-Identifier: Apache-2.0
#include "sessions/round.hpp"

#include <array>
#include <cassert>

namespace equivox {
namespace {

using enum Move;

constexpr std::array table{
    Transition{Stage::proposals, open_proposals, Stage::proposals},
    Transition{Stage::proposals, begin_clarification, Stage::clarification},
    Transition{Stage::proposals, draft_outcome, Stage::outcome},

    Transition{Stage::clarification, open_proposals, Stage::proposals},
    Transition{Stage::clarification, open_questions, Stage::clarification},
    Transition{Stage::clarification, open_answers, Stage::clarification},
    Transition{Stage::clarification, set_aside, Stage::clarification},
    Transition{Stage::clarification, amend, Stage::clarification},
    Transition{Stage::clarification, open_shortlist, Stage::clarification},
    Transition{Stage::clarification, open_ranking, Stage::ranking},
    Transition{Stage::clarification, open_consent, Stage::objections},
    Transition{Stage::clarification, draft_outcome, Stage::outcome},

    Transition{Stage::ranking, begin_clarification, Stage::clarification},
    Transition{Stage::ranking, open_ranking, Stage::ranking},
    Transition{Stage::ranking, open_consent, Stage::objections},
    Transition{Stage::ranking, draft_outcome, Stage::outcome},

    Transition{Stage::objections, begin_clarification, Stage::clarification},
    Transition{Stage::objections, open_ranking, Stage::ranking},
    Transition{Stage::objections, open_consent, Stage::objections},
    Transition{Stage::objections, amend, Stage::objections},
    Transition{Stage::objections, draft_outcome, Stage::outcome},

    Transition{Stage::outcome, draft_outcome, Stage::outcome},
    Transition{Stage::outcome, withdraw_draft, std::nullopt},
    Transition{Stage::outcome, declare_outcome, Stage::outcome},
};

}  // namespace

std::span<const Transition> transitions() {
    return table;
}

const Transition* find_transition(Stage from, Move move) {
    for (const Transition& row : table)
        if (row.from == from && row.move == move) return &row;
    return nullptr;
}

Move move_that_opens(BoxKind kind) {
    switch (kind) {
        case BoxKind::proposals:
            return open_proposals;
        case BoxKind::questions:
            return open_questions;
        case BoxKind::answers:
            return open_answers;
        case BoxKind::ranking:
            return open_ranking;
        case BoxKind::consent:
            return open_consent;
        case BoxKind::shortlist:
            return open_shortlist;
        case BoxKind::safety:
            break;
    }
    assert(!"safety is asked at any stage and moves none");
    __builtin_unreachable();
}

}  // namespace equivox
