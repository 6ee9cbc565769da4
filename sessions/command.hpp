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

// Which of the two secrets of a box that are shared among the organisations (custody.hpp).
enum class KeyPart : std::uint8_t {
    room,    // with the host's own half it opens the slots of the box file
    ballot,  // opens the deposits themselves; given back only once the box is closing
};

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
// blob.
struct PutDeposit {
    BoxId box;
    std::uint64_t sequence = 0;  // 1 and up, counted by the device for each box
    std::string blob;            // sealed on the device (seal.hpp), base64
};
// This device keeps its organisation's parts of the box's keys (custody.hpp).
struct KeepParts {
    BoxId box;
};
// This device gives one of them back, sealed to the key that the host asked for. Base64.
struct ReturnPart {
    BoxId box;
    KeyPart part = KeyPart::room;
    std::string sealed;
};

// What any seat can say at any time without anybody learning who did.
enum class Signal : std::uint8_t {
    more_time,     // before the last call runs out: it is given another minute
    please_pause,  // reaches the facilitator at a randomised later minute
    keep_apart,    // within a minute after two proposals were merged: please do not
};
struct RaiseSignal {
    Signal signal = Signal::please_pause;
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
// proposal. `outsiders_only` is for rankings in a room of three or four organisations: the order is shown
// although the people in the room may work out who ranked how; every device says so before anybody ranks.
// Safety may be asked at any time, also before the first round.
struct OpenBox {
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;
    bool outsiders_only = false;
};
// Announces the closing of the open box. Devices of people who gave nothing then deposit nothing, like the
// others.
struct GiveLastCall {
    BoxId box;
};
struct CloseBox {
    BoxId box;
};
// Ends the open box without opening a single deposit; also one that is closing and waits for parts of its key
// that do not come back.
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
// Makes one proposal of two: `kept` gets this text, `merged` is set aside. Everybody sees both; any seat may
// ask within a minute to keep them apart, and RestoreProposal and AmendProposal undo it.
struct MergeProposals {
    ProposalId kept;
    ProposalId merged;
    std::string title;
    std::string text;
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
// Ends a practice round: it needs no outcome.
struct EndPractice {};
struct CloseSession {};

using Command = std::variant<TakeSeat, LeaveSeat, PutDeposit, KeepParts, ReturnPart, RaiseSignal, FreeSeat,
                             BeginRound, OpenBox, GiveLastCall, CloseBox, VoidBox, MoveToClarification,
                             SetProposalAside, RestoreProposal, MergeProposals, AmendProposal, DraftOutcome,
                             WithdrawDraft, DeclareOutcome, EndPractice, CloseSession>;

}  // namespace equivox
