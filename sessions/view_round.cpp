// SPDX-License-Identifier: Apache-2.0
#include "sessions/view_round.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "sessions/text.hpp"
#include "sessions/words.hpp"

namespace equivox {
namespace {

const ProposalState* find_proposal(const RoundState& round, ProposalId id) {
    const auto found = std::find_if(round.proposals.begin(), round.proposals.end(),
                                    [&](const ProposalState& proposal) { return proposal.id == id; });
    return found == round.proposals.end() ? nullptr : &*found;
}

ProposalView proposal_view(const RoundState& round, const ProposalState& proposal) {
    ProposalView view{.id = proposal.id,
                      .number = proposal.number,
                      .title = proposal.current.title,
                      .clauses = clauses_of(proposal.current.text),
                      .no_change = proposal.no_change,
                      .set_aside = proposal.set_aside,
                      .set_aside_reason = proposal.set_aside_reason,
                      .earlier = {}};
    for (const ProposalVersion& version : proposal.earlier)
        view.earlier.push_back({version.title, clauses_of(version.text)});
    for (const MergeState& merge : round.merges)
        if (merge.kept == proposal.id && merge.version < view.earlier.size())
            view.earlier[merge.version].merged_with = merge.merged;
    return view;
}

std::uint32_t planned_minutes(const StageMinutes& minutes, Stage stage) {
    switch (stage) {
        case Stage::proposals:
            return minutes.proposals;
        case Stage::clarification:
            return minutes.clarification;
        case Stage::ranking:
            return minutes.ranking;
        case Stage::objections:
            return minutes.objections;
        case Stage::outcome:
            return minutes.outcome;
    }
    __builtin_unreachable();
}

// "2 1/3"
std::string voices(std::uint64_t parts, std::uint64_t scale) {
    const std::uint64_t whole = parts / scale;
    const std::uint64_t rest = parts % scale;
    if (rest == 0) return std::to_string(whole);
    const std::uint64_t divisor = std::gcd(rest, scale);
    const std::string fraction = std::to_string(rest / divisor) + "/" + std::to_string(scale / divisor);
    return whole == 0 ? fraction : std::to_string(whole) + " " + fraction;
}

OpenFigures open_figures(const OpenRankingRelease& release, const std::vector<ProposalId>& ranked) {
    OpenFigures figures;
    figures.warning = words::open_warning();
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        SupportRow& row = figures.support.emplace_back();
        row.proposal = ranked[i];
        for (const std::uint64_t parts : release.support[i])
            row.voices.push_back(voices(parts, release.scale));
    }
    figures.agreement = words::agreement(release.mean_distance);
    for (const MethodResult& method : release.methods) {
        MethodPlaces& places = figures.methods.emplace_back();
        places.method = method.method;
        for (const auto& place : method.places) places.places.push_back({place});
    }
    return figures;
}

// The ranking to compare the last one with: the last before it that was shown, so that the order in force
// stays in view when a repeat is withheld. Where none was shown, the one before.
const RankingState* earlier_ranking(const RoundState& round) {
    if (round.rankings.size() < 2) return nullptr;
    for (std::size_t i = round.rankings.size() - 1; i-- > 0;)
        if (!std::holds_alternative<RankingWithheld>(round.rankings[i].release)) return &round.rankings[i];
    return &round.rankings[round.rankings.size() - 2];
}

// The last asking about the adopted proposal: what was noted then goes into the outcome.
const AskingState* last_asking(const RoundState& round, ProposalId proposal) {
    const auto found = std::find_if(
        round.askings.rbegin(), round.askings.rend(),
        [&](const AskingState& asking) { return asking.proposal == proposal && asking.release; });
    return found == round.askings.rend() ? nullptr : &*found;
}

}  // namespace

StandingsView standings_view(const Session& session, const RankingState& ranking) {
    StandingsView view;
    view.equal_voice = words::equal_voice();
    if (const auto* withheld = std::get_if<RankingWithheld>(&ranking.release)) {
        view.not_shown_because = words::withheld(session, *withheld);
        view.organisations = withheld->organisations;
        view.ballots = withheld->ballots;
        return view;
    }
    const auto show = [&](const auto& release) {
        view.shown = true;
        view.organisations = release.organisations;
        view.ballots = release.ballots;
        for (const std::vector<ProposalId>& place : release.places) view.places.push_back({place});
        view.steps = release.steps;
        for (const Step step : release.steps) view.step_words.push_back(words::step(step));
    };
    if (const auto* open = std::get_if<OpenRankingRelease>(&ranking.release)) {
        show(*open);
        view.thresholds = words::thresholds(Level::l2, open->organisations);
        view.figures = open_figures(*open, ranking.ranked);
        return view;
    }
    const auto& release = std::get<RankingRelease>(ranking.release);
    show(release);
    view.thresholds = words::thresholds(release.level, release.organisations);
    view.why_no_figures = words::why_no_figures();
    if (release.outsiders_only) view.warning = words::outsiders_warning();
    return view;
}

OutcomeView outcome_view(const Session&, const RoundState& round) {
    assert(round.outcome);
    const OutcomeText& outcome = *round.outcome;
    OutcomeView view{.kind = outcome.kind,
                     .kind_words = words::outcome_kind(outcome.kind),
                     .proposal = outcome.proposal,
                     .proposal_title = {},
                     .text = outcome.text,
                     .reasons = outcome.reasons,
                     .owner = outcome.owner,
                     .review_date = outcome.review_date,
                     .worries = {},
                     .standing_objections = {},
                     .dissent = outcome.dissent,
                     .declared = round.declared};
    if (!outcome.proposal) return view;
    if (const ProposalState* proposal = find_proposal(round, *outcome.proposal))
        view.proposal_title = proposal->current.title;
    if (outcome.kind != OutcomeKind::adopted) return view;
    if (const AskingState* asking = last_asking(round, *outcome.proposal)) {
        for (const ReleasedWorry& worry : asking->release->worries) view.worries.push_back(worry.reason);
        for (const ReleasedObjection& objection : asking->release->objections)
            view.standing_objections.push_back(objection.reason);
    }
    return view;
}

ShortlistView shortlist_view(const Session& session, const ShortlistState& shortlist) {
    ShortlistView view;
    if (const auto* withheld = std::get_if<ShortlistWithheld>(&shortlist.release)) {
        view.not_shown_because = words::withheld(session, *withheld);
        return view;
    }
    view.shown = true;
    view.chosen = std::get<ShortlistRelease>(shortlist.release).chosen;
    view.words = words::shortlist(!view.chosen.empty());
    return view;
}

std::vector<ConsentView> consent_views(const Session& session, const RoundState& round) {
    std::vector<ConsentView> views;
    for (const AskingState& asking : round.askings) {
        ConsentView view{
            .proposal = asking.proposal,
            .asking = 1,
            .open = !asking.release && !asking.withheld,
            .not_shown_because = asking.withheld ? words::withheld(session, *asking.withheld) : std::string(),
            .objections = {},
            .worries = {},
            .text_changed_since = false};
        for (const ConsentView& earlier : views)
            if (earlier.proposal == asking.proposal) ++view.asking;
        if (asking.release) {
            view.objections = asking.release->objections;
            view.worries = asking.release->worries;
        }
        const ProposalState* proposal = find_proposal(round, asking.proposal);
        view.text_changed_since = proposal && proposal->earlier.size() != asking.version;
        views.push_back(std::move(view));
    }
    return views;
}

RoundView round_view(const Session& session, const RoundState& round, const Live& live) {
    const RoundPlan& plan = *session.plan(round.id);
    RoundView view;
    view.id = round.id;
    view.number = round.id.value;
    view.question = plan.question;
    view.context = plan.context;
    view.stage = round.stage;
    view.how_decided = words::how_decided(plan, round.stage);
    view.planned_minutes = planned_minutes(plan.minutes, round.stage);
    view.stage_seconds = live.stage_seconds;
    view.practice = plan.practice;
    view.open_results = plan.results == Results::open;
    view.proposals_shown = round.proposals_shown;
    for (const ProposalState& proposal : round.proposals)
        if (round.proposals_shown) view.proposals.push_back(proposal_view(round, proposal));
    for (const QuestionState& question : round.questions)
        view.questions.push_back(
            {question.question.id, question.question.about, question.question.text, question.answers});
    if (!round.shortlists.empty()) view.shortlist = shortlist_view(session, round.shortlists.back());
    if (!round.rankings.empty()) view.standings = standings_view(session, round.rankings.back());
    if (const RankingState* earlier = earlier_ranking(round))
        view.earlier_standings = standings_view(session, *earlier);
    const Leading leading = leading_proposal(session, round);
    view.leading = leading.next;
    view.leading_because = words::leading_because(leading.because);
    view.askings = consent_views(session, round);
    if (round.outcome) view.outcome = outcome_view(session, round);
    return view;
}

}  // namespace equivox
