// SPDX-License-Identifier: Apache-2.0
// The whole state of a session as one value. It is what the journal's events fold to, and nothing else: the
// deposits in an open box, the turnout and the clock are not in it. Replaying the journal gives exactly this
// value again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sessions/event.hpp"

namespace equivox {

struct SeatState {
    SeatId id;
    OrganisationId organisation;
    std::uint32_t number = 1;           // within its organisation
    std::string label;                  // "St Mary's 2"; the organisation's name where it has one seat
    std::optional<KeyText> device_key;  // of the device that holds it; nothing: free
};

struct ProposalVersion {
    std::string title;
    std::string text;
    friend bool operator==(const ProposalVersion&, const ProposalVersion&) = default;
};

struct ProposalState {
    ProposalId id;
    std::uint32_t number = 0;  // within its round, from 1; 0 for "No change"
    ProposalVersion current;
    std::vector<ProposalVersion> earlier;  // oldest first
    bool no_change = false;
    bool set_aside = false;
    std::string set_aside_reason;
};

struct QuestionState {
    ReleasedQuestion question;
    std::vector<std::string> answers;
};

struct RankingState {
    BoxId box;
    std::vector<ProposalId> ranked;
    Release release;  // RankingRelease or RankingWithheld
    std::vector<SeatId> counted;
};

struct AskingState {
    BoxId box;
    ProposalId proposal;
    std::size_t version = 0;                // how many earlier texts the proposal had when asked
    std::optional<ConsentRelease> release;  // nothing while its box is open
};

struct BoxState {
    BoxId id;
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;
    std::vector<ProposalId> ranked;
    bool last_call = false;
    bool closing = false;
};

struct RoundState {
    RoundId id;
    Stage stage = Stage::proposals;
    std::vector<ProposalState> proposals;
    bool proposals_shown = false;
    std::vector<QuestionState> questions;
    std::vector<RankingState> rankings;
    std::vector<AskingState> askings;
    std::optional<OutcomeText> outcome;  // drafted, or declared
    Stage drafted_in = Stage::objections;
    bool declared = false;
};

struct Session {
    SessionOpened opened;
    std::vector<SeatState> seats;    // every seat there is, in seat order
    std::vector<RoundState> rounds;  // those begun, in order; the last is the current one
    std::optional<BoxState> box;     // at most one is open
    bool closed = false;
    std::uint32_t next_box = 1;
    std::uint32_t next_proposal = 1;
    std::uint32_t next_question = 1;
    std::uint32_t next_objection = 1;

    // Look-ups. The pointers live as long as the session is not changed; nullptr where there is none.
    [[nodiscard]] const SeatState* seat(SeatId) const;
    [[nodiscard]] const SeatState* seat_with_key(const KeyText&) const;
    [[nodiscard]] const Organisation* organisation(OrganisationId) const;
    [[nodiscard]] const RoundState* round() const;  // the current one
    [[nodiscard]] const RoundPlan* plan(RoundId) const;
    [[nodiscard]] const ProposalState* proposal(ProposalId) const;  // of the current round
    [[nodiscard]] std::uint32_t seats_taken() const;
    [[nodiscard]] std::uint32_t organisations_seated() const;  // with at least one seat taken
};

// Every seat of an agenda, none taken.
[[nodiscard]] std::vector<SeatState> seats_of(const Agenda&);

}  // namespace equivox
