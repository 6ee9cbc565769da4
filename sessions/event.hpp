// SPDX-License-Identifier: Apache-2.0
// Everything that can have happened. Past tense; never refused. The journal holds these and nothing else.
//
// No event holds an anonymous input. What came out of a box is in BoxReleased; BoxReleased of a ranking also
// names the counted seats, in seat order (rule D9), and that of any other box names none.
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
enum class CustodyKind : std::uint8_t { memory };

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
// The host was started again on this file. An open box lost its deposits and was opened anew under this id.
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
    RoundId round;
    BoxKind kind = BoxKind::proposals;
    std::optional<ProposalId> proposal;  // consent: what is asked about
    std::vector<ProposalId> ranked;      // ranking: what is ranked, ascending
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
    std::vector<SeatId> counted;  // rankings only
};
struct BoxVoided {
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
struct SessionClosed {};

using Event =
    std::variant<SessionOpened, SessionResumed, SeatTaken, SeatFreed, RoundBegun, BoxOpened, LastCallGiven,
                 BoxClosing, BoxReleased, BoxVoided, ClarificationBegun, ProposalSetAside, ProposalRestored,
                 ProposalAmended, OutcomeDrafted, DraftWithdrawn, OutcomeDeclared, SessionClosed>;

}  // namespace equivox
