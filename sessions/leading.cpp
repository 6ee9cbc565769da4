// SPDX-License-Identifier: Apache-2.0
// Which proposal the room is asked about next.
#include <algorithm>
#include <array>

#include "sessions/decide.hpp"
#include "sessions/digest.hpp"

namespace equivox {
namespace {

bool in_play(const RoundState& round, ProposalId id) {
    return std::any_of(round.proposals.begin(), round.proposals.end(),
                       [&](const ProposalState& p) { return p.id == id && !p.set_aside; });
}

bool asked(const RoundState& round, ProposalId id) {
    return std::any_of(round.askings.begin(), round.askings.end(),
                       [&](const AskingState& asking) { return asking.proposal == id; });
}

using Places = std::vector<std::vector<ProposalId>>;

// The places of the last ranking that was shown.
const Places* last_published(const RoundState& round) {
    for (auto ranking = round.rankings.rbegin(); ranking != round.rankings.rend(); ++ranking) {
        if (const auto* release = std::get_if<RankingRelease>(&ranking->release)) return &release->places;
        if (const auto* open = std::get_if<OpenRankingRelease>(&ranking->release)) return &open->places;
    }
    return nullptr;
}

// The only proposal there is, where there is nothing to rank it against and it was not asked about yet.
std::optional<ProposalId> nothing_to_rank(const RoundState& round) {
    const std::vector<ProposalId> in_play = proposals_in_play(round);
    if (in_play.size() != 1 || !round.rankings.empty() || !round.proposals_shown) return std::nullopt;
    if (asked(round, in_play.front())) return std::nullopt;
    return in_play.front();
}

std::vector<ProposalId> first_place_not_asked(const RoundState& round, const Places& places) {
    for (const std::vector<ProposalId>& place : places) {
        std::vector<ProposalId> left;
        for (const ProposalId id : place)
            if (in_play(round, id) && !asked(round, id)) left.push_back(id);
        if (!left.empty()) return left;
    }
    return {};
}

// Proposals that came after the last published ranking and were ranked since, in one that was withheld. No
// order of the room speaks of them, so the room may choose them.
std::vector<ProposalId> ranked_unseen(const RoundState& round) {
    const Places* published = last_published(round);
    std::vector<ProposalId> unseen;
    if (!published || round.rankings.empty()) return unseen;
    for (const ProposalId id : round.rankings.back().ranked) {
        const bool placed = std::any_of(published->begin(), published->end(), [&](const auto& place) {
            return std::find(place.begin(), place.end(), id) != place.end();
        });
        if (!placed && in_play(round, id) && !asked(round, id)) unseen.push_back(id);
    }
    return unseen;
}

// The last asking decides what comes next unless its proposal has been dropped for the next one.
std::optional<Leading::Because> last_asking_says(const RoundState& round, ConsentRule rule) {
    if (round.askings.empty()) return std::nullopt;
    const AskingState& last = round.askings.back();
    const auto proposal = std::find_if(round.proposals.begin(), round.proposals.end(),
                                       [&](const ProposalState& p) { return p.id == last.proposal; });
    if (proposal->earlier.size() != last.version) return Leading::Because::asked_again;
    if (!last.release) return Leading::Because::asking_withheld;
    if (last.release->objections.empty() || rule == ConsentRule::objections_may_stand)
        return Leading::Because::agreed;
    return std::nullopt;
}

}  // namespace

void put_in_lot_order(std::vector<ProposalId>& tied, const Session& session, RoundId round) {
    std::vector<std::pair<Digest, ProposalId>> drawn;
    for (const ProposalId id : tied) {
        const std::string place = std::to_string(round.value) + "/" + std::to_string(id.value);
        const std::array<std::string_view, 3> parts{"equivox/lot/1/", session.opened.public_seed, place};
        drawn.emplace_back(blake2b(parts), id);
    }
    std::sort(drawn.begin(), drawn.end());
    std::transform(drawn.begin(), drawn.end(), tied.begin(), [](const auto& pair) { return pair.second; });
}

Leading leading_proposal(const Session& session, const RoundState& round) {
    using Because = Leading::Because;
    if (!round.askings.empty() && !round.askings.back().release && !round.askings.back().withheld) {
        // While the room is being asked, what it is asked about leads, not what would come after it.
        RoundState before = round;
        const ProposalId at_hand = before.askings.back().proposal;
        before.askings.pop_back();
        Leading result = leading_proposal(session, before);
        if (result.next != at_hand && asked(before, at_hand)) result.because = Because::none;
        result.next = at_hand;
        return result;
    }
    const RoundPlan& plan = *session.plan(round.id);
    Leading result;
    for (const ProposalState& proposal : round.proposals)
        if (!proposal.set_aside && asked(round, proposal.id)) result.allowed.push_back(proposal.id);

    std::vector<ProposalId> fresh;
    Because because = Because::none;
    if (const Places* places = last_published(round)) {
        fresh = first_place_not_asked(round, *places);
        because = Because::ranking;
        if (fresh.size() > 1 && plan.tie == TieRule::lot) {
            put_in_lot_order(fresh, session, round.id);
            fresh.resize(1);
            because = Because::lot;
        } else if (fresh.size() > 1) {
            because = Because::discuss;
        }
    } else if (const auto only = nothing_to_rank(round)) {
        fresh = {*only};
        because = Because::only_one;
    } else if (!round.rankings.empty()) {
        for (const ProposalState& proposal : round.proposals)
            if (!proposal.set_aside && !asked(round, proposal.id)) fresh.push_back(proposal.id);
        because = Because::no_ranking;
    }
    result.allowed.insert(result.allowed.end(), fresh.begin(), fresh.end());
    for (const ProposalId id : ranked_unseen(round)) result.allowed.push_back(id);

    if (const auto said = last_asking_says(round, plan.consent);
        said && in_play(round, round.askings.back().proposal)) {
        result.next = round.askings.back().proposal;
        result.because = *said;
    } else if (!fresh.empty()) {
        result.because = because;
        if (because != Because::discuss && because != Because::no_ranking) result.next = fresh.front();
    }
    return result;
}

}  // namespace equivox
