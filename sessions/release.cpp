// SPDX-License-Identifier: Apache-2.0
#include "sessions/release.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "sessions/digest.hpp"
#include "sessions/json.hpp"
#include "sessions/tally/order.hpp"

namespace equivox {
namespace {

// The smallest number of organisations for each level, with one colluding organisation (anonymity.md 3.2:
// sharp).
constexpr std::uint32_t organisations_for_l1 = 5;
constexpr std::uint32_t organisations_for_l2 = 6;
// D7: from this many organisations with a changed attendance on, a repeated ranking may be shown at L1.
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
        default:
            assert(!"levels 1 and 2 have three steps");
            __builtin_unreachable();
    }
}

// What public data say about showing this ranking. No ballot is looked at (rule D2).
struct Permission {
    std::optional<Level> level;
    WithheldReason reason = WithheldReason::too_few_organisations;
    std::vector<OrganisationId> changed;
};

Permission permission(const ReleaseParameters& parameters, std::span<const SeatId> counted,
                      std::uint32_t organisations) {
    if (organisations < organisations_for_l1) return {};
    Permission result;
    result.level = organisations < organisations_for_l2 ? Level::l1 : Level::l2;
    for (const EarlierRanking& earlier : parameters.earlier) {
        const auto changed = attendance_difference(parameters, earlier.counted, counted);
        if (changed.empty()) continue;
        if (changed.size() < changed_enough)
            return {std::nullopt, WithheldReason::attendance_changed, changed};
        result.level = Level::l1;
    }
    return result;
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

template <class Wanted>
std::vector<Wanted> contents_of(std::span<const DepositContent> deposits) {
    std::vector<Wanted> result;
    for (const DepositContent& deposit : deposits)
        if (const auto* wanted = std::get_if<Wanted>(&deposit)) result.push_back(*wanted);
    return result;
}

template <class DepositType>
auto entries_of(std::span<const DepositContent> deposits) {
    decltype(DepositType::entries) entries;
    for (DepositType& deposit : contents_of<DepositType>(deposits))
        for (auto& entry : deposit.entries) entries.push_back(std::move(entry));
    return entries;
}

}  // namespace

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

Release make_ranking_release(const ReleaseParameters& parameters, std::span<const SeatId> counted,
                             std::span<const Ballot> ballots) {
    assert(parameters.kind == BoxKind::ranking && counted.size() == ballots.size());
    std::vector<tally::OrganisationBallot> tagged;
    std::set<OrganisationId> organisations;
    for (const Ballot& ballot : ballots) {
        organisations.insert(ballot.organisation);
        tagged.push_back({ballot.organisation.value, as_indices(ballot.ranking, parameters.proposals)});
    }
    const auto k = static_cast<std::uint32_t>(organisations.size());
    const auto n = static_cast<std::uint32_t>(ballots.size());
    const Permission allowed = permission(parameters, counted, k);
    if (!allowed.level)
        return RankingWithheld{
            .reason = allowed.reason, .organisations = k, .ballots = n, .changed = allowed.changed};
    const auto options = static_cast<std::uint32_t>(parameters.proposals.size());
    const tally::Margins margins = tally::count_margins(options, tagged);
    const tally::Order order = tally::order_from(margins);
    RankingRelease release{
        .organisations = k, .ballots = n, .level = *allowed.level, .places = {}, .steps = {}};
    for (const std::vector<std::uint32_t>& place : order.places) {
        std::vector<ProposalId>& out = release.places.emplace_back();
        for (const std::uint32_t option : place) out.push_back(parameters.proposals[option]);
    }
    const tally::Level level = *allowed.level == Level::l2 ? tally::Level::l2 : tally::Level::l1;
    for (const tally::Step step : tally::steps(margins, order, level)) release.steps.push_back(as_step(step));
    return release;
}

Release make_texts_release(const ReleaseParameters& parameters, const BoxKey& key,
                           std::span<const DepositContent> deposits) {
    const auto as_text = [](const auto& item) { return to_json_text(item); };
    switch (parameters.kind) {
        case BoxKind::proposals: {
            std::vector<ProposalEntry> entries = entries_of<ProposalsDeposit>(deposits);
            put_in_keyed_order(entries, key, as_text);
            ProposalsRelease release;
            std::uint32_t id = parameters.next_proposal;
            for (ProposalEntry& entry : entries)
                release.proposals.push_back(
                    {ProposalId{id++}, std::move(entry.title), std::move(entry.text)});
            return release;
        }
        case BoxKind::questions: {
            std::vector<QuestionEntry> entries = entries_of<QuestionsDeposit>(deposits);
            put_in_keyed_order(entries, key, as_text);
            QuestionsRelease release;
            std::uint32_t id = parameters.next_question;
            for (QuestionEntry& entry : entries)
                release.questions.push_back({QuestionId{id++}, entry.about, std::move(entry.text)});
            return release;
        }
        case BoxKind::answers: {
            std::vector<AnswerEntry> entries = entries_of<AnswersDeposit>(deposits);
            put_in_keyed_order(entries, key, as_text);
            AnswersRelease release;
            for (AnswerEntry& entry : entries)
                release.answers.push_back({entry.question, std::move(entry.text)});
            return release;
        }
        default:
            break;
    }
    assert(!"rankings and consent have their own release");
    __builtin_unreachable();
}

Release make_consent_release(const ReleaseParameters& parameters, const BoxKey& key,
                             std::span<const DepositContent> deposits) {
    assert(parameters.kind == BoxKind::consent);
    std::vector<ConsentDeposit> answers = contents_of<ConsentDeposit>(deposits);
    put_in_keyed_order(answers, key, [](const ConsentDeposit& answer) { return to_json_text(answer); });
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

}  // namespace equivox
