// SPDX-License-Identifier: Apache-2.0
// Everything that can be asked of a session. Imperative; any of it may be refused. The closed set, with who
// may ask what and when, is documented in sessions/README.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/deposit.hpp"
#include "sessions/ids.hpp"

namespace equivox {

// An Ed25519 public key, 32 bytes in lower-case hexadecimal: who a device or a host is.
using KeyText = std::string;

// --- asked by a delegate
// -------------------------------------------------------------------------------------------

// Seats this device in the organisation's first free seat. Asking again with the same key gives the same
// seat.
struct TakeSeat {
    OrganisationId organisation;
    KeyText device_key;
};
struct LeaveSeat {};
// Puts a deposit in the open box, in place of this seat's earlier one. A retry repeats box, sequence and
// content.
struct PutDeposit {
    BoxId box;
    std::uint64_t sequence = 0;  // 1 and up, counted by the device for each box
    DepositContent content;
};

// --- asked by the facilitator
// --------------------------------------------------------------------------------------

// Frees a seat so that it can be taken from another device.
struct FreeSeat {
    SeatId seat;
};
struct BeginRound {
    RoundId round;
};
// Opens a box of this kind in the current round; the stage follows (see round.hpp). Only consent names a
// proposal.
struct OpenBox {
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;
};
// Announces the closing of the open box. Devices of people who gave nothing then deposit nothing, like the
// others.
struct GiveLastCall {
    BoxId box;
};
struct CloseBox {
    BoxId box;
};
// Ends the open box without opening a single deposit.
struct VoidBox {
    BoxId box;
};
struct MoveToClarification {};
struct SetProposalAside {
    ProposalId proposal;
    std::string reason;
};
struct RestoreProposal {
    ProposalId proposal;
};
// Gives a proposal a new text. Everybody sees before and after; the earlier texts are kept.
struct AmendProposal {
    ProposalId proposal;
    std::string title;
    std::string text;
};

enum class OutcomeKind : std::uint8_t { adopted, deferred, no_decision };

// What the facilitator reads back: "Is this what we decided?"
struct OutcomeText {
    OutcomeKind kind = OutcomeKind::no_decision;
    std::optional<ProposalId> proposal;  // required for adopted
    std::string text;                    // what was decided, or what is deferred
    std::string reasons;
    std::string owner;        // who accepts it; required unless no_decision
    std::string review_date;  // YYYY-MM-DD; required unless no_decision
    std::string dissent;      // as its authors wish it recorded; may be empty
};
struct DraftOutcome {
    OutcomeText outcome;
};
struct WithdrawDraft {};
struct DeclareOutcome {};
struct CloseSession {};

using Command = std::variant<TakeSeat, LeaveSeat, PutDeposit, FreeSeat, BeginRound, OpenBox, GiveLastCall,
                             CloseBox, VoidBox, MoveToClarification, SetProposalAside, RestoreProposal,
                             AmendProposal, DraftOutcome, WithdrawDraft, DeclareOutcome, CloseSession>;

}  // namespace equivox
