// SPDX-License-Identifier: Apache-2.0
// Why not. An ordinary answer to a person: a stable name for programs and a sentence that says what to do.
#pragma once

#include <cstdint>
#include <string_view>

namespace equivox {

enum class Refusal : std::uint8_t {
    // who
    not_facilitator,
    not_seated,
    already_seated,
    // joining
    unknown_organisation,
    organisation_full,
    key_not_valid,
    unknown_seat,
    seat_not_taken,
    // rounds and stages
    session_closed,
    unknown_round,
    round_not_next,
    no_round,
    round_decided,
    wrong_stage,
    // boxes
    box_is_open,
    box_not_open,
    box_closing,
    no_last_call,
    wrong_kind,
    stale_sequence,
    too_few_organisations,
    too_few_heard,
    deposit_not_valid,
    box_opening,
    box_waiting,
    part_not_wanted,
    part_not_valid,
    not_for_this_room,
    nothing_to_shorten,
    more_time_asked,
    practice_round,
    too_few_proposals,
    too_many_proposals,
    no_questions,
    // texts
    text_empty,
    text_too_long,
    text_not_valid,
    too_many_entries,
    // proposals, rankings, objections
    unknown_proposal,
    unknown_question,
    proposal_set_aside,
    no_change_is_fixed,
    nothing_changed,
    ranking_not_valid,
    reason_missing,
    reason_not_expected,
    unknown_clause,
    not_leading,
    // outcome
    outcome_incomplete,
    date_not_valid,
    not_asked,
    objections_remain,
    no_draft,
    // the host
    not_saving,
    too_fast,
    not_understood,
};

// "wrong_stage"
[[nodiscard]] std::string_view name_of(Refusal);
// "This can not be done at this stage of the round."
[[nodiscard]] std::string_view explain(Refusal);

}  // namespace equivox
