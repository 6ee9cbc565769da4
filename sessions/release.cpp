// SPDX-License-Identifier: Apache-2.0
#include "sessions/release.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "sessions/audit.hpp"
#include "sessions/digest.hpp"
#include "sessions/json.hpp"
#include "sessions/open_ranking.hpp"
#include "sessions/shortlist.hpp"
#include "sessions/tally/order.hpp"

namespace equivox {
namespace {

// The smallest number of organisations for each level, with one colluding organisation (anonymity.md 3.2:
// sharp).
constexpr std::uint32_t organisations_for_l1 = 5;
constexpr std::uint32_t organisations_for_l2 = 6;
constexpr std::uint32_t organisations_for_l3 = 10;
// "Outsiders only": fewer can never be shown.
constexpr std::uint32_t organisations_for_outsiders = 3;
// D7: from this many organisations with a changed attendance on, a repeated result may be shown, at L1.
constexpr std::size_t changed_enough = 3;

std::map<OrganisationId, std::set<SeatId>> attendance(const ReleaseParameters& parameters,
                                                      std::span<const SeatId> seats) {
    std::map<OrganisationId, std::set<SeatId>> result;
    for (const auto& [seat, organisation] : parameters.seats)
        if (std::find(seats.begin(), seats.end(), seat) != seats.end()) result[organisation].insert(seat);
    return result;
}

tally::Ranking as_indices(const Ranking& ranking, std::span<const ProposalId> proposals) {
    tally::Ranking result;
    for (const std::vector<ProposalId>& group : ranking) {
        std::vector<std::uint32_t>& out = result.emplace_back();
        for (const ProposalId proposal : group) {
            const auto found = std::lower_bound(proposals.begin(), proposals.end(), proposal);
            assert(found != proposals.end() && *found == proposal);
            out.push_back(static_cast<std::uint32_t>(found - proposals.begin()));
        }
    }
    return result;
}

Step as_step(tally::Step step) {
    switch (step) {
        case tally::Step::level:
            return Step::level;
        case tally::Step::ahead:
            return Step::ahead;
        case tally::Step::clearly_ahead:
            return Step::clearly_ahead;
        case tally::Step::ahead_20:
            return Step::fifth;
        case tally::Step::ahead_40:
            return Step::two_fifths;
        case tally::Step::ahead_60:
            return Step::three_fifths;
    }
    __builtin_unreachable();
}

tally::Level as_tally_level(Level level) {
    switch (level) {
        case Level::l1:
            return tally::Level::l1;
        case Level::l2:
            return tally::Level::l2;
        case Level::l3:
            return tally::Level::l3;
    }
    __builtin_unreachable();
}

std::uint32_t organisations_of(const ReleaseParameters& parameters, std::span<const SeatId> seats) {
    return static_cast<std::uint32_t>(attendance(parameters, seats).size());
}

// Rule D7: whose attendance changed, for the earlier result that forbids showing this one, or else nobody's.
// `changed` says whether any earlier result saw another attendance at all.
std::vector<OrganisationId> forbidden_by(const ReleaseParameters& parameters,
                                         std::span<const SeatId> attended, bool& changed) {
    for (const EarlierResult& earlier : parameters.earlier) {
        auto difference = attendance_difference(parameters, earlier.attended, attended);
        if (difference.empty()) continue;
        if (difference.size() < changed_enough) return difference;
        changed = true;
    }
    return {};
}

Permission permission_for_ranking(const ReleaseParameters& parameters, std::span<const SeatId> counted) {
    const auto present = attendance(parameters, counted);
    const auto k = static_cast<std::uint32_t>(present.size());
    const bool outsiders =
        parameters.outsiders_only && k >= organisations_for_outsiders && k < organisations_for_l1;
    if (k < organisations_for_l1 && !outsiders) return {};
    Level level = Level::l1;
    if (k >= organisations_for_l2) level = Level::l2;
    if (k >= organisations_for_l3) level = Level::l3;
    level = std::min(level, parameters.most);
    bool changed = false;
    if (auto forbidden = forbidden_by(parameters, counted, changed); !forbidden.empty())
        return {std::nullopt, WithheldReason::attendance_changed, std::move(forbidden)};
    if (changed) level = Level::l1;
    if (outsiders) return {Level::l1, {}, {}};
    std::vector<std::uint32_t> sizes;
    for (const auto& [organisation, seats] : present)
        sizes.push_back(static_cast<std::uint32_t>(seats.size()));
    if (!audit_passes(sizes, as_tally_level(level))) return {std::nullopt, WithheldReason::sizes, {}};
    return {level, {}, {}};
}

// Sorts by a hash keyed with the box key. `describe` gives the text that is hashed; equal texts are
// interchangeable.
template <class Item, class Describe>
void put_in_keyed_order(std::vector<Item>& items, const BoxKey& key, Describe describe) {
    std::vector<std::pair<Digest, Item>> keyed;
    for (Item& item : items) {
        const std::string text = describe(item);
        const std::array<std::string_view, 2> parts{"equivox/text-order/1", text};
        keyed.emplace_back(blake2b(parts, key), std::move(item));
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    items.clear();
    for (auto& [digest, item] : keyed) items.push_back(std::move(item));
}

template <class DepositType>
auto entries_of(const std::vector<OpenedDeposit>& deposits) {
    decltype(DepositType::entries) entries;
    for (const OpenedDeposit& deposit : deposits)
        for (const auto& entry : std::get<DepositType>(deposit.content).entries) entries.push_back(entry);
    return entries;
}

const auto as_text = [](const auto& item) { return to_json_text(item); };

Release proposals_release(const ReleaseParameters& parameters, const BoxKey& key,
                          const std::vector<OpenedDeposit>& deposits) {
    std::vector<ProposalEntry> entries = entries_of<ProposalsDeposit>(deposits);
    put_in_keyed_order(entries, key, as_text);
    ProposalsRelease release;
    std::uint32_t id = parameters.next_proposal;
    for (ProposalEntry& entry : entries)
        release.proposals.push_back({ProposalId{id++}, std::move(entry.title), std::move(entry.text)});
    return release;
}

Release questions_release(const ReleaseParameters& parameters, const BoxKey& key,
                          const std::vector<OpenedDeposit>& deposits) {
    std::vector<QuestionEntry> entries = entries_of<QuestionsDeposit>(deposits);
    put_in_keyed_order(entries, key, as_text);
    QuestionsRelease release;
    std::uint32_t id = parameters.next_question;
    for (QuestionEntry& entry : entries)
        release.questions.push_back({QuestionId{id++}, entry.about, std::move(entry.text)});
    return release;
}

Release answers_release(const BoxKey& key, const std::vector<OpenedDeposit>& deposits) {
    std::vector<AnswerEntry> entries = entries_of<AnswersDeposit>(deposits);
    put_in_keyed_order(entries, key, as_text);
    AnswersRelease release;
    for (AnswerEntry& entry : entries) release.answers.push_back({entry.question, std::move(entry.text)});
    return release;
}

// `yes`, `stand_aside` and `nothing` leave no trace.
Release consent_release(const ReleaseParameters& parameters, const BoxKey& key,
                        const std::vector<OpenedDeposit>& deposits) {
    bool changed = false;
    if (auto forbidden = forbidden_by(parameters, parameters.held, changed); !forbidden.empty())
        return ConsentWithheld{std::move(forbidden)};
    std::vector<ConsentDeposit> answers;
    for (const OpenedDeposit& deposit : deposits)
        answers.push_back(std::get<ConsentDeposit>(deposit.content));
    put_in_keyed_order(answers, key, as_text);
    ConsentRelease release;
    std::uint32_t id = parameters.next_objection;
    for (ConsentDeposit& answer : answers) {
        if (answer.answer == ConsentAnswer::objection)
            release.objections.push_back({ObjectionId{id++}, answer.clause, std::move(answer.reason)});
        else if (answer.answer == ConsentAnswer::worry)
            release.worries.push_back({answer.clause, std::move(answer.reason)});
    }
    return release;
}

Release ranking_release(const ReleaseParameters& parameters, std::span<const SeatId> counted,
                        const std::vector<OpenedDeposit>& deposits) {
    const std::vector<ProposalId>& proposals = parameters.rules.proposals;
    std::vector<tally::OrganisationBallot> ballots;
    for (const OpenedDeposit& deposit : deposits)
        ballots.push_back({deposit.organisation.value,
                           as_indices(std::get<RankingDeposit>(deposit.content).ranking, proposals)});
    if (parameters.open_result) return make_open_ranking(proposals, ballots);
    const std::uint32_t k = organisations_of(parameters, counted);
    const auto n = static_cast<std::uint32_t>(counted.size());
    const Permission allowed = permission(parameters, counted);
    if (!allowed.level)
        return RankingWithheld{
            .reason = allowed.reason, .organisations = k, .ballots = n, .changed = allowed.changed};
    const tally::Margins margins =
        tally::count_margins(static_cast<std::uint32_t>(proposals.size()), ballots);
    const tally::Order order = tally::order_from(margins);
    RankingRelease release{.organisations = k,
                           .ballots = n,
                           .level = *allowed.level,
                           .outsiders_only = k < organisations_for_l1,
                           .places = {},
                           .steps = {}};
    for (const std::vector<std::uint32_t>& place : order.places) {
        std::vector<ProposalId>& out = release.places.emplace_back();
        for (const std::uint32_t option : place) out.push_back(proposals[option]);
    }
    for (const tally::Step step : tally::steps(margins, order, as_tally_level(*allowed.level)))
        release.steps.push_back(as_step(step));
    return release;
}

Release shortlist_release(const ReleaseParameters& parameters, std::span<const SeatId> counted,
                          const std::vector<OpenedDeposit>& deposits) {
    const std::uint32_t k = organisations_of(parameters, counted);
    const auto n = static_cast<std::uint32_t>(counted.size());
    const Permission allowed = permission(parameters, counted);
    if (!allowed.level)
        return ShortlistWithheld{
            .reason = allowed.reason, .organisations = k, .ballots = n, .changed = allowed.changed};
    const std::vector<ProposalId>& proposals = parameters.rules.proposals;
    std::vector<TickBallot> ticked;
    for (const OpenedDeposit& deposit : deposits) {
        TickBallot ticks{deposit.organisation.value, {}};
        for (const ProposalId id : std::get<ShortlistDeposit>(deposit.content).ticks)
            ticks.options.push_back(static_cast<std::uint32_t>(
                std::lower_bound(proposals.begin(), proposals.end(), id) - proposals.begin()));
        ticked.push_back(std::move(ticks));
    }
    ShortlistRelease release{.organisations = k, .ballots = n, .chosen = {}};
    if (const auto chosen = shortlist_of(static_cast<std::uint32_t>(proposals.size()), ticked))
        for (const std::uint32_t option : *chosen) release.chosen.push_back(proposals[option]);
    return release;
}

Release safety_release(const ReleaseParameters& parameters, std::span<const SeatId> counted,
                       const std::vector<OpenedDeposit>& deposits) {
    const Permission allowed = permission(parameters, counted);
    if (!allowed.level) return SafetyWithheld{allowed.reason, allowed.changed};
    std::vector<tally::OrganisationBallot> ballots;
    for (const OpenedDeposit& deposit : deposits) {
        tally::Ranking ranking;
        const SafetyAnswer answer = std::get<SafetyDeposit>(deposit.content).answer;
        if (answer == SafetyAnswer::safe) ranking = {{0}, {1}};
        if (answer == SafetyAnswer::not_safe) ranking = {{1}, {0}};
        ballots.push_back({deposit.organisation.value, std::move(ranking)});
    }
    switch (tally::order_of(2, ballots).relations[0][1]) {
        case 1:
            return SafetyRelease{SafetyBand::safe};
        case -1:
            return SafetyRelease{SafetyBand::not_safe};
        default:
            return SafetyRelease{SafetyBand::divided};
    }
}

}  // namespace

DepositContent empty_deposit(BoxKind kind) {
    switch (kind) {
        case BoxKind::proposals:
            return ProposalsDeposit{};
        case BoxKind::questions:
            return QuestionsDeposit{};
        case BoxKind::answers:
            return AnswersDeposit{};
        case BoxKind::ranking:
            return RankingDeposit{};
        case BoxKind::consent:
            return ConsentDeposit{};
        case BoxKind::shortlist:
            return ShortlistDeposit{};
        case BoxKind::safety:
            return SafetyDeposit{};
    }
    __builtin_unreachable();
}

std::vector<OrganisationId> attendance_difference(const ReleaseParameters& parameters,
                                                  std::span<const SeatId> before,
                                                  std::span<const SeatId> now) {
    const auto then = attendance(parameters, before);
    const auto today = attendance(parameters, now);
    std::set<OrganisationId> organisations;
    for (const auto& [seat, organisation] : parameters.seats) organisations.insert(organisation);
    std::vector<OrganisationId> changed;
    for (const OrganisationId organisation : organisations) {
        const auto a = then.find(organisation);
        const auto b = today.find(organisation);
        const std::set<SeatId> none;
        if ((a == then.end() ? none : a->second) != (b == today.end() ? none : b->second))
            changed.push_back(organisation);
    }
    return changed;
}

Permission permission(const ReleaseParameters& parameters, std::span<const SeatId> attended) {
    switch (parameters.rules.kind) {
        case BoxKind::ranking:
            if (parameters.open_result) return {Level::l3, {}, {}};
            return permission_for_ranking(parameters, attended);
        case BoxKind::shortlist:
        case BoxKind::safety: {
            if (organisations_of(parameters, attended) < organisations_for_l1) return {};
            // Who answered about safety is recorded nowhere: there, as for consent, seats held stand for it.
            const bool recorded = parameters.rules.kind == BoxKind::shortlist;
            bool changed = false;
            auto forbidden = forbidden_by(
                parameters, recorded ? attended : std::span<const SeatId>(parameters.held), changed);
            if (!forbidden.empty())
                return {std::nullopt, WithheldReason::attendance_changed, std::move(forbidden)};
            return {Level::l1, {}, {}};
        }
        case BoxKind::consent: {
            bool changed = false;
            auto forbidden = forbidden_by(parameters, parameters.held, changed);
            if (!forbidden.empty())
                return {std::nullopt, WithheldReason::attendance_changed, std::move(forbidden)};
            return {Level::l1, {}, {}};
        }
        case BoxKind::proposals:
        case BoxKind::questions:
        case BoxKind::answers:
            return {Level::l1, {}, {}};
    }
    __builtin_unreachable();
}

Release make_release(const ReleaseParameters& parameters, const BoxKey& key, std::span<const SeatId> counted,
                     std::vector<OpenedDeposit> deposits) {
    assert(counted.size() == deposits.size());
    for (OpenedDeposit& deposit : deposits) {
        auto checked = check_deposit(parameters.rules, deposit.content);
        auto* content = std::get_if<DepositContent>(&checked);
        deposit.content = content ? std::move(*content) : empty_deposit(parameters.rules.kind);
    }
    switch (parameters.rules.kind) {
        case BoxKind::proposals:
            return proposals_release(parameters, key, deposits);
        case BoxKind::questions:
            return questions_release(parameters, key, deposits);
        case BoxKind::answers:
            return answers_release(key, deposits);
        case BoxKind::ranking:
            return ranking_release(parameters, counted, deposits);
        case BoxKind::consent:
            return consent_release(parameters, key, deposits);
        case BoxKind::shortlist:
            return shortlist_release(parameters, counted, deposits);
        case BoxKind::safety:
            return safety_release(parameters, counted, deposits);
    }
    __builtin_unreachable();
}

}  // namespace equivox
