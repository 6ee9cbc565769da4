// SPDX-License-Identifier: Apache-2.0
// The stages of a round as one transition table. What is not in the table can not happen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "sessions/deposit.hpp"

namespace equivox {

// One passage through the stages for one question.
enum class Stage : std::uint8_t { proposals, clarification, ranking, objections, outcome };

// What the facilitator can do to move a round. (GiveLastCall, CloseBox and VoidBox act on an open box and
// never change the stage; they are not moves.)
enum class Move : std::uint8_t {
    open_proposals,
    begin_clarification,
    open_questions,
    open_answers,
    open_shortlist,
    open_ranking,  // also "rank again"
    open_consent,  // also "ask again" after an amendment, and "the next proposal"
    set_aside,     // also restore
    amend,
    draft_outcome,  // also "defer"
    withdraw_draft,
    declare_outcome,
};

// A row: in stage `from`, with no box open, `move` is allowed and leads to stage `to`.
struct Transition {
    Stage from;
    Move move;
    std::optional<Stage> to;  // nothing: back to the stage in which the outcome was drafted
};

// Every row there is, in stage order. No move is possible while a box is open.
[[nodiscard]] std::span<const Transition> transitions();

// The row for `move` in stage `from`, or nullptr where the move is not allowed.
[[nodiscard]] const Transition* find_transition(Stage from, Move move);

// The move that opens a box of this kind. Not for safety, which belongs to no stage.
[[nodiscard]] Move move_that_opens(BoxKind);

}  // namespace equivox
