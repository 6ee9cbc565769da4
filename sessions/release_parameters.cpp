// SPDX-License-Identifier: Apache-2.0
// The public facts that bind what may go into a box and what may come out of it.
#include <algorithm>
#include <cassert>
#include <set>

#include "sessions/decide.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

bool overlap(std::span<const ProposalId> before, std::span<const ProposalId> now) {
    std::vector<ProposalId> shared;
    std::set_intersection(before.begin(), before.end(), now.begin(), now.end(), std::back_inserter(shared));
    return shared.size() >= 2;
}

// Rule D7: the results of the same kind that were shown in this round and that this one would be compared
// with. Proposals belong to one round, so no other round's result can overlap.
std::vector<EarlierResult> earlier_results(const Session& session, BoxKind kind,
                                           std::span<const ProposalId> proposals,
                                           std::optional<ProposalId> asked) {
    std::vector<EarlierResult> earlier;
    if (kind == BoxKind::safety) {
        for (const SafetyState& safety : session.safety)
            if (std::holds_alternative<SafetyRelease>(safety.release)) earlier.push_back({safety.held});
        return earlier;
    }
    const RoundState& round = *session.round();
    if (kind == BoxKind::ranking)
        for (const RankingState& ranking : round.rankings)
            if (std::holds_alternative<RankingRelease>(ranking.release) && overlap(ranking.ranked, proposals))
                earlier.push_back({ranking.counted});
    if (kind == BoxKind::shortlist)
        for (const ShortlistState& shortlist : round.shortlists)
            if (std::holds_alternative<ShortlistRelease>(shortlist.release) &&
                overlap(shortlist.ticked, proposals))
                earlier.push_back({shortlist.counted});
    if (kind == BoxKind::consent)
        for (const AskingState& asking : round.askings)
            if (asking.proposal == asked && asking.release) earlier.push_back({asking.held});
    return earlier;
}

DepositRules rules_of(const Session& session, BoxKind kind, const std::vector<ProposalId>& ranked,
                      std::optional<ProposalId> asked) {
    DepositRules rules{.kind = kind, .proposals = ranked, .questions = {}};
    const RoundState* round = session.round();
    switch (kind) {
        case BoxKind::proposals:
            rules.entries_allowed = session.plan(round->id)->proposals_per_seat;
            break;
        case BoxKind::questions:
            rules.entries_allowed = static_cast<std::uint32_t>(limits::entries_per_deposit);
            for (const ProposalState& proposal : round->proposals) rules.proposals.push_back(proposal.id);
            std::sort(rules.proposals.begin(), rules.proposals.end());
            break;
        case BoxKind::answers:
            rules.entries_allowed = static_cast<std::uint32_t>(limits::entries_per_deposit);
            for (const QuestionState& question : round->questions)
                rules.questions.push_back(question.question.id);
            break;
        case BoxKind::consent:
            rules.clauses =
                static_cast<std::uint32_t>(clauses_of(session.proposal(*asked)->current.text).size());
            break;
        case BoxKind::shortlist:
            rules.entries_allowed = static_cast<std::uint32_t>(limits::ticks);
            break;
        case BoxKind::ranking:
        case BoxKind::safety:
            break;
    }
    return rules;
}

ReleaseParameters parameters_of(const Session& session, DepositRules rules, std::optional<ProposalId> asked) {
    ReleaseParameters parameters;
    parameters.earlier = earlier_results(session, rules.kind, rules.proposals, asked);
    parameters.rules = std::move(rules);
    for (const SeatState& seat : session.seats) parameters.seats.emplace_back(seat.id, seat.organisation);
    parameters.next_proposal = session.next_proposal;
    parameters.next_question = session.next_question;
    parameters.next_objection = session.next_objection;
    if (!session.round()) return parameters;
    const RoundPlan& plan = *session.plan(session.round()->id);
    parameters.most = plan.most;
    parameters.open_result = plan.results == Results::open;
    return parameters;
}

}  // namespace

DepositRules deposit_rules(const Session& session) {
    assert(session.box);
    return rules_of(session, session.box->kind, session.box->ranked, session.box->proposal);
}

ReleaseParameters release_parameters(const Session& session) {
    assert(session.box);
    ReleaseParameters parameters = parameters_of(session, deposit_rules(session), session.box->proposal);
    parameters.held = session.box->closing ? session.box->held : session.seats_held();
    parameters.outsiders_only = session.box->outsiders_only;
    return parameters;
}

ReleaseParameters parameters_if_opened(const Session& session, BoxKind kind) {
    assert(session.round() && kind != BoxKind::consent);
    const auto ranked = kind == BoxKind::shortlist ? proposals_to_tick(*session.round())
                                                   : proposals_in_play(*session.round());
    ReleaseParameters parameters =
        parameters_of(session, rules_of(session, kind, ranked, std::nullopt), std::nullopt);
    parameters.held = session.seats_held();
    return parameters;
}

bool too_few_heard(const Session& session, const std::map<SeatId, std::uint64_t>& deposited) {
    assert(session.box);
    switch (session.box->kind) {
        case BoxKind::ranking:
        case BoxKind::shortlist:
        case BoxKind::safety:
            return false;  // these are withheld instead, which is a result as well
        case BoxKind::proposals:
        case BoxKind::questions:
        case BoxKind::answers:
        case BoxKind::consent:
            break;
    }
    std::set<OrganisationId> heard;
    for (const auto& [seat, sequence] : deposited) heard.insert(session.seat(seat)->organisation);
    return heard.size() < organisations_for_anonymity;
}

}  // namespace equivox
