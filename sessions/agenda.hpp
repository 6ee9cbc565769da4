// SPDX-License-Identifier: Apache-2.0
// The agenda: the plan a facilitator prepares before the session. A TOML file on disk, this value in memory
// and, from the first entry on, part of the record. The format is described key by key in sessions/README.md.
//
// Policy: an agenda is either wholly right or refused. Every mistake is reported as one AgendaError that
// names the line, the key and what is expected there; nothing is guessed, unknown keys included.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sessions/ids.hpp"

namespace equivox {

// A body represented in the room. Its voice is exactly 1, whatever its number of seats.
struct Organisation {
    OrganisationId id;
    std::string name;  // clean text, 1 to 64 characters, unlike every other name even when case is ignored
    std::uint32_t seats = 1;  // 1 to 10
};

// What adopting a proposal needs.
enum class ConsentRule : std::uint8_t {
    no_objection,          // adopted only when the last asking of the text as it stands brought no objection
    objections_may_stand,  // may be adopted with objections left; they are recorded as standing
};

// What happens when several proposals share the highest place. Chosen before anybody ranks.
enum class TieRule : std::uint8_t {
    lot,      // the public seed of the session puts them in an order that everybody can check
    discuss,  // the facilitator and the room choose which of them to ask about first
};

// Planned minutes of each stage. 0 means "no plan".
struct StageMinutes {
    std::uint32_t proposals = 0;
    std::uint32_t clarification = 0;
    std::uint32_t ranking = 0;
    std::uint32_t objections = 0;
    std::uint32_t outcome = 0;
};

// How much of an order is shown (anonymity.md 3.2): the order and, for each step between neighbouring places,
// l1: level or ahead. l2: also clearly ahead, by k/3 or more. l3: ahead by one fifth, two fifths or three
// fifths of k or more. Decided by public data only (rule D2).
enum class Level : std::uint8_t { l1, l2, l3 };

struct ExampleProposal {
    std::string title;
    std::string text;
};

// What simulated delegates say in a rehearsal of this round. Never used in a session with real delegates.
struct Examples {
    std::vector<ExampleProposal> proposals;
    std::vector<std::string> questions;
    std::vector<std::string> answers;
    std::vector<std::string> worries;
    std::vector<std::string> objections;
    std::vector<std::string> amendments;  // sentences added as a clause to meet an objection
    std::string outcome_reasons;
    std::string outcome_owner;
    std::string outcome_review_date;  // YYYY-MM-DD
};

// How much of a ranking's result is shown.
enum class Results : std::uint8_t {
    anonymous,  // an order and coarse steps: nobody can work out how anybody ranked
    open,       // exact figures; every device says so before anybody ranks
};

struct RoundPlan {
    RoundId id;
    std::string question;
    std::string context;
    StageMinutes minutes;
    ConsentRule consent = ConsentRule::no_objection;
    TieRule tie = TieRule::lot;
    bool no_change = true;                 // "No change" stands among the proposals from the start
    std::uint32_t proposals_per_seat = 1;  // 1 to 3
    Results results = Results::anonymous;
    Level most = Level::l2;  // anonymous results say no more than this level does
    // Proposals that stand from the start, beside or in place of what people propose.
    std::vector<ExampleProposal> given;
    bool practice = false;  // to try ranking out; it decides nothing and needs given proposals
    Examples examples;
};

struct Agenda {
    std::string name;
    std::string purpose;
    std::string group_name;
    std::vector<std::string> agreements;
    std::vector<Organisation> organisations;  // 3 to 40
    std::vector<RoundPlan> rounds;            // 1 to 20
};

// One sentence a person can act on: "line 12: organisations.seats: expected a whole number from 1 to 10".
struct AgendaError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Reads an agenda. Throws AgendaError. `text` may be anything, of any origin; more than 1 MiB is refused
// unread.
[[nodiscard]] Agenda parse_agenda(std::string_view text);

// The same checks for an agenda that came from a record instead of a file.
void check_agenda(const Agenda&);

}  // namespace equivox
