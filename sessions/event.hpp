// SPDX-License-Identifier: Apache-2.0
// Everything that can have happened. Past tense; never refused. The journal holds these and nothing else.
//
// No event holds an anonymous input. What came out of a box is in BoxReleased; BoxReleased of a ranking or a
// shortlist also names the counted seats, in seat order (rule D9), and that of any other box names none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sessions/agenda.hpp"
#include "sessions/command.hpp"
#include "sessions/release.hpp"
#include "sessions/round.hpp"

namespace equivox {

// Where anonymous inputs wait (anonymity.md sections 4 to 6). Named on every device.
enum class CustodyKind : std::uint8_t {
    memory,  // in the memory of the host's program
    shared,  // the key is held by the organisations' devices
};

struct SessionOpened {
    std::uint32_t format = 1;
    std::string session_id;   // 16 random bytes, hexadecimal
    std::string public_seed;  // 32 random bytes, hexadecimal; serves lots, never anything secret
    std::string room_code;    // 8 letters
    KeyText host_key;         // signs what the host says in this session
    bool rehearsal = false;   // for ever
    CustodyKind custody = CustodyKind::memory;
    std::string software;
    Agenda agenda;
};
// The host was started again on this file. Where its custody was in memory, or the open box was not ready
// yet, that box is opened anew under this id, and what was in it is gone.
struct SessionResumed {
    std::optional<BoxId> reopened;
};
struct SeatTaken {
    SeatId seat;
    KeyText device_key;
};
struct SeatFreed {
    SeatId seat;
    bool by_facilitator = false;
};
struct RoundBegun {
    RoundId round;
};
struct BoxOpened {
    BoxId box;
    RoundId round;  // 0: before the first round (safety only)
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;  // consent: what is asked about
    std::vector<ProposalId> ranked;      // ranking: what is ranked; shortlist: what is ticked; ascending
    bool outsiders_only = false;         // ranking
};
// Its keys are made and shared; from here on it takes deposits.
struct BoxReady {
    BoxId box;
    KeyText public_key;           // X25519, 32 bytes in hexadecimal: what deposits are sealed to
    std::string token;            // 16 bytes in hexadecimal: names the box inside every deposit
    std::uint32_t holders = 0;    // organisations whose devices keep a part of the key; 0: none is given out
    std::uint32_t threshold = 0;  // how many of them it takes to open it
};
struct LastCallGiven {
    BoxId box;
};
// From here on nothing goes in. Durable before the first deposit is opened.
struct BoxClosing {
    BoxId box;
};
struct BoxReleased {
    BoxId box;
    Release release;
    std::vector<SeatId> counted;  // rankings and shortlists only
};
enum class VoidReason : std::uint8_t {
    cancelled,      // the facilitator stopped it
    parts_missing,  // the key that opens it did not come back
};
struct BoxVoided {
    BoxId box;
    VoidReason reason = VoidReason::cancelled;
};
// Its keys and what was in it are gone for good.
struct BoxDestroyed {
    BoxId box;
};
struct ClarificationBegun {
    RoundId round;
};
struct ProposalSetAside {
    ProposalId proposal;
    std::string reason;
};
struct ProposalRestored {
    ProposalId proposal;
};
struct ProposalAmended {
    ProposalId proposal;
    std::string title;
    std::string text;
};
struct ProposalsMerged {
    ProposalId kept;
    ProposalId merged;
    std::string title;
    std::string text;
};
struct OutcomeDrafted {
    RoundId round;
    OutcomeText outcome;
};
struct DraftWithdrawn {
    RoundId round;
};
struct OutcomeDeclared {
    RoundId round;
};
struct PracticeEnded {
    RoundId round;
};
struct SessionClosed {};

using Event =
    std::variant<SessionOpened, SessionResumed, SeatTaken, SeatFreed, RoundBegun, BoxOpened, BoxReady,
                 LastCallGiven, BoxClosing, BoxReleased, BoxVoided, BoxDestroyed, ClarificationBegun,
                 ProposalSetAside, ProposalRestored, ProposalsMerged, ProposalAmended, OutcomeDrafted,
                 DraftWithdrawn, OutcomeDeclared, PracticeEnded, SessionClosed>;

}  // namespace equivox
