// SPDX-License-Identifier: Apache-2.0
#include "sessions/refusal.hpp"

#include <array>
#include <cassert>

namespace equivox {
namespace {

struct Row {
    Refusal refusal;
    std::string_view name;
    std::string_view sentence;
};

constexpr std::array rows{
    Row{Refusal::not_facilitator, "not_facilitator", "Only the facilitator can do this."},
    Row{Refusal::not_seated, "not_seated", "Take a seat for your organisation first."},
    Row{Refusal::already_seated, "already_seated", "This device already has a seat."},
    Row{Refusal::unknown_organisation, "unknown_organisation", "This organisation is not on the list."},
    Row{Refusal::organisation_full, "organisation_full",
        "Every seat of this organisation is taken. Please tell the facilitator."},
    Row{Refusal::key_not_valid, "key_not_valid",
        "This device could not be recognised. Please load the page again."},
    Row{Refusal::unknown_seat, "unknown_seat", "There is no such seat."},
    Row{Refusal::seat_not_taken, "seat_not_taken", "Nobody holds this seat."},
    Row{Refusal::session_closed, "session_closed", "This session is closed. Nothing more can be changed."},
    Row{Refusal::unknown_round, "unknown_round", "There is no such round on the agenda."},
    Row{Refusal::round_not_next, "round_not_next", "Rounds follow the agenda, and each is held once."},
    Row{Refusal::no_round, "no_round", "No round has begun yet."},
    Row{Refusal::round_decided, "round_decided", "This round has its outcome."},
    Row{Refusal::wrong_stage, "wrong_stage", "This can not be done at this stage of the round."},
    Row{Refusal::box_is_open, "box_is_open", "People are still putting things in. Close that first."},
    Row{Refusal::box_not_open, "box_not_open", "This is no longer open, so nothing was put in."},
    Row{Refusal::box_closing, "box_closing", "This has just closed, so nothing was put in."},
    Row{Refusal::no_last_call, "no_last_call", "Give a last call first, so that nobody is cut off."},
    Row{Refusal::wrong_kind, "wrong_kind", "Something else is being asked for now."},
    Row{Refusal::stale_sequence, "stale_sequence", "A newer version of this is already in."},
    Row{Refusal::too_few_organisations, "too_few_organisations",
        "At least three organisations must take part. With fewer, nothing here could be anonymous."},
    Row{Refusal::too_few_heard, "too_few_heard",
        "Fewer than three organisations have been heard. Wait for their devices, or stop without opening."},
    Row{Refusal::deposit_not_valid, "deposit_not_valid",
        "What this device sent could not be taken. Please load the page again."},
    Row{Refusal::box_opening, "box_opening", "This is still being made ready. Please try again in a moment."},
    Row{Refusal::box_waiting, "box_waiting",
        "The organiser's laptop was restarted and waits for other devices. Please try again in a moment."},
    Row{Refusal::part_not_wanted, "part_not_wanted", "This part of the key is not needed now."},
    Row{Refusal::part_not_valid, "part_not_valid", "This part of the key is not the one that was given out."},
    Row{Refusal::not_for_this_room, "not_for_this_room",
        "\"Outsiders only\" is for rankings in a room of three or four organisations."},
    Row{Refusal::nothing_to_shorten, "nothing_to_shorten",
        "A shortlist is for more than eight proposals; these can be ranked as they are."},
    Row{Refusal::more_time_asked, "more_time_asked",
        "Somebody asked for more time. Wait until the last call runs out."},
    Row{Refusal::practice_round, "practice_round", "This round is for practice. It decides nothing."},
    Row{Refusal::too_few_proposals, "too_few_proposals", "There must be at least two proposals to rank."},
    Row{Refusal::too_many_proposals, "too_many_proposals",
        "At most twelve proposals can be ranked. Set some aside first."},
    Row{Refusal::no_questions, "no_questions", "There are no questions to answer."},
    Row{Refusal::text_empty, "text_empty", "Please write something first."},
    Row{Refusal::text_too_long, "text_too_long", "This text is too long. Please shorten it."},
    Row{Refusal::text_not_valid, "text_not_valid", "This text could not be read. Please type it again."},
    Row{Refusal::too_many_entries, "too_many_entries", "That is more than one person can put in here."},
    Row{Refusal::unknown_proposal, "unknown_proposal", "This proposal is not part of the round."},
    Row{Refusal::unknown_question, "unknown_question", "This question is not part of the round."},
    Row{Refusal::proposal_set_aside, "proposal_set_aside", "This proposal has been set aside."},
    Row{Refusal::no_change_is_fixed, "no_change_is_fixed", "\"No change\" stays as it is."},
    Row{Refusal::nothing_changed, "nothing_changed", "Nothing was changed."},
    Row{Refusal::ranking_not_valid, "ranking_not_valid",
        "This ranking names a proposal twice, or one that is not being ranked."},
    Row{Refusal::reason_missing, "reason_missing", "Please say why in a few words."},
    Row{Refusal::reason_not_expected, "reason_not_expected", "This answer comes without a reason."},
    Row{Refusal::unknown_clause, "unknown_clause", "This proposal has no clause of that number."},
    Row{Refusal::not_leading, "not_leading",
        "Ask about the proposal that leads first. That is the order the room has given."},
    Row{Refusal::outcome_incomplete, "outcome_incomplete",
        "An outcome needs its text, and unless there is no decision an owner and a review date."},
    Row{Refusal::date_not_valid, "date_not_valid",
        "Please give the date as year-month-day, like 2027-03-31."},
    Row{Refusal::not_asked, "not_asked",
        "Ask the room \"Can you live with this?\" about this text before adopting it."},
    Row{Refusal::objections_remain, "objections_remain",
        "There is an objection to this text. Work on it, then ask again."},
    Row{Refusal::no_draft, "no_draft", "Read an outcome back to the room first."},
    Row{Refusal::not_saving, "not_saving",
        "The organiser's laptop can not save the session at the moment, so nothing was changed."},
    Row{Refusal::too_fast, "too_fast", "That was too much at once. Please wait a moment."},
    Row{Refusal::not_understood, "not_understood", "The host did not understand this message."},
};

const Row& row_of(Refusal refusal) {
    for (const Row& row : rows)
        if (row.refusal == refusal) return row;
    assert(!"every refusal has its row");
    __builtin_unreachable();
}

}  // namespace

std::string_view name_of(Refusal refusal) {
    return row_of(refusal).name;
}

std::string_view explain(Refusal refusal) {
    return row_of(refusal).sentence;
}

}  // namespace equivox
