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
    Release release;  // RankingRelease, OpenRankingRelease or RankingWithheld
    std::vector<SeatId> counted;
};

struct ShortlistState {
    BoxId box;
    std::vector<ProposalId> ticked;  // what could be ticked, ascending
    Release release;                 // ShortlistRelease or ShortlistWithheld
    std::vector<SeatId> counted;
};

struct AskingState {
    BoxId box;
    ProposalId proposal;
    std::size_t version = 0;                // how many earlier texts the proposal had when asked
    std::optional<ConsentRelease> release;  // nothing while its box is open, and where it was withheld
    std::optional<ConsentWithheld> withheld;
    std::vector<SeatId> held;  // seats held when its box closed, ascending (rule D7)
};

// "How safe is it to speak here?"
struct SafetyState {
    BoxId box;
    Release release;           // SafetyRelease or SafetyWithheld
    std::vector<SeatId> held;  // when its box closed, ascending (rule D7)
    std::size_t rounds_begun = 0;
};

struct MergeState {
    ProposalId kept;
    ProposalId merged;
    std::size_t version = 0;  // how many earlier texts the kept one had before
};

struct BoxState {
    BoxId id;
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;
    std::vector<ProposalId> ranked;  // ranking: what is ranked; shortlist: what may be ticked
    bool outsiders_only = false;
    std::optional<BoxReady> ready;  // nothing: its keys are still being shared
    bool last_call = false;
    bool closing = false;
    std::vector<SeatId> held;  // once closing: the seats held then, ascending
};

struct RoundState {
    RoundId id;
    Stage stage = Stage::proposals;
    std::vector<ProposalState> proposals;
    bool proposals_shown = false;
    std::vector<QuestionState> questions;
    std::vector<MergeState> merges;
    std::vector<ShortlistState> shortlists;
    std::vector<RankingState> rankings;
    std::vector<AskingState> askings;
    std::optional<OutcomeText> outcome;  // drafted, or declared
    Stage drafted_in = Stage::objections;
    bool declared = false;  // it has its outcome, or was for practice and is over
};

struct Session {
    SessionOpened opened;
    std::vector<SeatState> seats;      // every seat there is, in seat order
    std::vector<RoundState> rounds;    // those begun, in order; the last is the current one
    std::optional<BoxState> box;       // at most one is open
    std::vector<BoxId> not_destroyed;  // boxes that have ended, whose keys and files may still be there
    std::vector<SafetyState> safety;
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
    [[nodiscard]] std::vector<SeatId> seats_held() const;           // ascending
    [[nodiscard]] std::vector<OrganisationId> seated() const;  // organisations with a seat held, ascending
    [[nodiscard]] std::uint32_t seats_taken() const;
    [[nodiscard]] std::uint32_t organisations_seated() const;  // with at least one seat taken
};

// Every seat of an agenda, none taken.
[[nodiscard]] std::vector<SeatState> seats_of(const Agenda&);

}  // namespace equivox
