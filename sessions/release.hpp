// SPDX-License-Identifier: Apache-2.0
// Releases: the only things computed from anonymous inputs that ever leave a box. Everything on any screen,
// wire, file or export about anonymous inputs is a function of these values and of public data (anonymity.md
// section 3).
//
// make_ranking_release, make_texts_release and make_consent_release are pure and deterministic (rule D6): the
// same deposits, parameters and box key give the same bytes. They see deposits without seats.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "sessions/deposit.hpp"
#include "sessions/ids.hpp"

namespace equivox {

// How much of an order is shown (anonymity.md 3.2). Decided by public data only (rule D2).
enum class Level : std::uint8_t { l1, l2 };

// How strong a step between two neighbouring places is.
enum class Step : std::uint8_t { level, ahead, clearly_ahead };

// Why a result is not shown. Public reasons only (rule D12).
enum class WithheldReason : std::uint8_t {
    too_few_organisations,  // D1: fewer than five organisations ranked
    attendance_changed,     // D7: since an overlapping ranking one or two organisations' attendance changed
};

struct RankingRelease {
    std::uint32_t rule_version = 1;
    std::uint32_t organisations = 0;  // k: organisations with at least one counted ballot
    std::uint32_t ballots = 0;        // n
    Level level = Level::l1;
    std::vector<std::vector<ProposalId>> places;  // best first; ids ascending within a place
    std::vector<Step> steps;                      // places.size() - 1 of them
};

struct RankingWithheld {
    std::uint32_t rule_version = 1;
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::vector<OrganisationId> changed;  // attendance_changed: whose attendance changed, ascending
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

using Release = std::variant<ProposalsRelease, QuestionsRelease, AnswersRelease, RankingRelease,
                             RankingWithheld, ConsentRelease>;

// 32 random bytes, made when a box opens, kept only in custody, destroyed with the box.
using BoxKey = std::array<std::byte, 32>;

// An earlier ranking whose result was shown, as far as rule D7 needs it.
struct EarlierRanking {
    std::vector<ProposalId> proposals;
    std::vector<SeatId> counted;  // ascending
};

// Public facts that decide what may be shown. Fixed before the first deposit is opened.
struct ReleaseParameters {
    BoxKind kind = BoxKind::ranking;
    std::vector<ProposalId> proposals;                     // ranking: the proposals being ranked, ascending
    std::vector<std::pair<SeatId, OrganisationId>> seats;  // the whole roster, in seat order
    std::vector<EarlierRanking> earlier;                   // published rankings sharing two or more proposals
    std::uint32_t next_proposal = 1;                       // first id to give
    std::uint32_t next_question = 1;
    std::uint32_t next_objection = 1;
};

// A counted ballot without its seat: only the organisation, which the weight needs.
struct Ballot {
    OrganisationId organisation;
    Ranking ranking;
};

// The release of a ranking by rule D5 with exact equal voice, or why it is withheld.
[[nodiscard]] Release make_ranking_release(const ReleaseParameters&, std::span<const SeatId> counted,
                                           std::span<const Ballot>);

// The release of texts, in the order of BLAKE2b keyed with the box key: since the key is destroyed, nobody
// can find the order of arrival or of seats again. Two identical texts are both kept.
[[nodiscard]] Release make_texts_release(const ReleaseParameters&, const BoxKey&,
                                         std::span<const DepositContent>);

// Objections and worries, ordered like texts. `yes`, `stand_aside` and `nothing` leave no trace.
[[nodiscard]] Release make_consent_release(const ReleaseParameters&, const BoxKey&,
                                           std::span<const DepositContent>);

// Organisations whose set of counted seats differs between two rankings (rule D7), ascending.
[[nodiscard]] std::vector<OrganisationId> attendance_difference(const ReleaseParameters&,
                                                                std::span<const SeatId> before,
                                                                std::span<const SeatId> now);

}  // namespace equivox
