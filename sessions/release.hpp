// SPDX-License-Identifier: Apache-2.0
// Releases: the only things computed from anonymous inputs that ever leave a box. Everything on any screen,
// wire, file or export about anonymous inputs is a function of these values and of public data (anonymity.md
// section 3).
//
// make_release is pure and deterministic (rule D6): the same deposits, parameters and box key give the same
// bytes. It sees deposits without seats.
//
// Texts come out in the order of BLAKE2b keyed with the box key: since that key is destroyed, nobody can find
// the order of arrival or of seats again. Two identical texts are both kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sessions/agenda.hpp"
#include "sessions/deposit.hpp"
#include "sessions/ids.hpp"
#include "sessions/refusal.hpp"

namespace equivox {

// How strong a step between two neighbouring places is.
enum class Step : std::uint8_t { level, ahead, clearly_ahead, fifth, two_fifths, three_fifths };

// Why a result is not shown. Public reasons only (rule D12).
enum class WithheldReason : std::uint8_t {
    too_few_organisations,  // D1
    attendance_changed,     // D7: since an overlapping result one or two organisations' attendance changed
    sizes,                  // audit A: for exactly these numbers of ballots the bands would not hide enough
};

struct RankingRelease {
    std::uint32_t rule_version = 1;
    std::uint32_t organisations = 0;  // k: organisations with at least one counted ballot
    std::uint32_t ballots = 0;        // n
    Level level = Level::l1;
    bool outsiders_only = false;  // three or four organisations: the room itself may work out who ranked how
    std::vector<std::vector<ProposalId>> places;  // best first; ids ascending within a place
    std::vector<Step> steps;                      // places.size() - 1 of them
};

// What another counting method makes of the same ballots. Open results only.
struct MethodResult {
    std::string method;  // "Schulze"
    std::vector<std::vector<ProposalId>> places;
};

// A round that was declared open before anybody ranked (rule D11): exact figures. They can reveal how an
// organisation ranked, and every device said so. Figures are whole numbers of 1/scale of one organisation's
// voice.
struct OpenRankingRelease {
    std::uint32_t rule_version = 1;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::uint64_t scale = 1;
    std::vector<std::vector<ProposalId>> places;      // by rule D5, as in a round that is not open
    std::vector<Step> steps;                          // at level l2
    std::vector<std::vector<std::uint64_t>> support;  // [a][b]: voice for a over b; proposals ascending
    // Mean distance between two rankings drawn by voice (tally/agreement.hpp): 0 alike, 1 opposite. "3/7".
    std::string mean_distance;
    std::vector<MethodResult> methods;
};

struct RankingWithheld {
    std::uint32_t rule_version = 1;
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::vector<OrganisationId> changed;  // attendance_changed: whose attendance changed, ascending
};

// The proposals to go on with, as a set without order. Empty: more proposals share the first place than a
// shortlist holds, so there is none.
struct ShortlistRelease {
    std::uint32_t rule_version = 1;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::vector<ProposalId> chosen;  // ascending
};
struct ShortlistWithheld {
    std::uint32_t rule_version = 1;
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::vector<OrganisationId> changed;
};

// "How safe is it to speak here?", by equal voice: M is the voice for "safe" minus that for "not safe", in
// organisations.
enum class SafetyBand : std::uint8_t {
    safe,      // M >= 1
    divided,   // in between
    not_safe,  // M <= -1
};
// No numbers: who answered is recorded nowhere.
struct SafetyRelease {
    SafetyBand band = SafetyBand::divided;
};
struct SafetyWithheld {
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::vector<OrganisationId> changed;
};

struct ReleasedProposal {
    ProposalId id;
    std::string title;
    std::string text;
};
struct ReleasedQuestion {
    QuestionId id;
    std::optional<ProposalId> about;
    std::string text;
};
struct ReleasedAnswer {
    QuestionId question;
    std::string text;
};
struct ReleasedObjection {
    ObjectionId id;
    std::optional<std::uint32_t> clause;
    std::string reason;
};
struct ReleasedWorry {
    std::optional<std::uint32_t> clause;
    std::string reason;
};

struct ProposalsRelease {
    std::vector<ReleasedProposal> proposals;
};
struct QuestionsRelease {
    std::vector<ReleasedQuestion> questions;
};
struct AnswersRelease {
    std::vector<ReleasedAnswer> answers;
};
// No counts of anything: the texts, or none.
struct ConsentRelease {
    std::vector<ReleasedObjection> objections;
    std::vector<ReleasedWorry> worries;
};
// D7: the same proposal was asked about before, and since then only these organisations' seats have changed
// hands between held and free. What is new could be laid at their door.
struct ConsentWithheld {
    std::vector<OrganisationId> changed;
};

using Release = std::variant<ProposalsRelease, QuestionsRelease, AnswersRelease, RankingRelease,
                             RankingWithheld, OpenRankingRelease, ConsentRelease, ConsentWithheld,
                             ShortlistRelease, ShortlistWithheld, SafetyRelease, SafetyWithheld>;

// 32 random bytes, made when a box opens, kept only in custody, destroyed with the box.
using BoxKey = std::array<std::byte, 32>;

// An earlier result of the same kind that was shown and overlaps with the one at hand, as far as rule D7
// needs it: the seats counted in it (rankings, shortlists) or held when it closed (consent, safety).
struct EarlierResult {
    std::vector<SeatId> attended;  // ascending
};

// Public facts that decide what may be shown. Fixed before the first deposit is opened.
struct ReleaseParameters {
    DepositRules rules;
    std::vector<std::pair<SeatId, OrganisationId>> seats;  // the whole roster, in seat order
    std::vector<SeatId> held;                              // now, ascending
    std::vector<EarlierResult> earlier;
    Level most = Level::l2;           // rankings: the agenda shows no more than this
    bool outsiders_only = false;      // rankings: chosen when the box was opened
    bool open_result = false;         // rankings: declared in the agenda
    std::uint32_t next_proposal = 1;  // first id to give
    std::uint32_t next_question = 1;
    std::uint32_t next_objection = 1;
};

// A deposit without its seat: only the organisation, which the weight needs.
struct OpenedDeposit {
    OrganisationId organisation;
    DepositContent content;
};

// Checks and cleans what somebody put in: the content as it may be used, or why not. A device that refuses
// what this refuses never loses a word.
[[nodiscard]] std::variant<DepositContent, Refusal> check_deposit(const DepositRules&, const DepositContent&);

// A deposit of this kind with nothing in it: what a device puts in for somebody who gave nothing.
[[nodiscard]] DepositContent empty_deposit(BoxKind);

// The only producer of releases. `counted` are the seats with a deposit in the box, ascending, one for each
// of `deposits` though in any order; texts and consent do not look at them. A deposit that check_deposit
// refuses counts as one with nothing in it.
[[nodiscard]] Release make_release(const ReleaseParameters&, const BoxKey&, std::span<const SeatId> counted,
                                   std::vector<OpenedDeposit> deposits);

// What public data say about showing a result (rules D1, D2, D7, audit A). No deposit is looked at.
struct Permission {
    std::optional<Level> level;  // nothing: withheld, because of ...
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::vector<OrganisationId> changed;
};
// `attended`: the seats counted, or expected to be.
[[nodiscard]] Permission permission(const ReleaseParameters&, std::span<const SeatId> attended);

// Organisations whose set of seats differs (rule D7), ascending.
[[nodiscard]] std::vector<OrganisationId> attendance_difference(const ReleaseParameters&,
                                                                std::span<const SeatId> before,
                                                                std::span<const SeatId> now);

}  // namespace equivox
