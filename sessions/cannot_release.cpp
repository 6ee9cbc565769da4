// SPDX-License-Identifier: Apache-2.0
#include "sessions/cannot_release.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sessions/decide.hpp"
#include "sessions/tally/order.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

using Problem = std::optional<std::string>;

bool is_clean(const std::string& text, std::size_t limit) {
    const auto clean = clean_text(text, limit, Lines::many);
    return clean && *clean == text;
}

bool ascending(const auto& ids) {
    return std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) == ids.end();
}

// Ids of a release go on from where the session stands.
bool follow(const auto& items, std::uint32_t next) {
    return std::all_of(items.begin(), items.end(), [&](const auto& item) { return item.id.value == next++; });
}

bool texts_clean(const auto& items) {
    return std::all_of(items.begin(), items.end(), [](const auto& item) {
        return is_clean(item.reason, limits::reason) && !item.reason.empty();
    });
}

// One overload for each release: what in it contradicts the rules, the box or the public facts.
class Unfit {
public:
    Unfit(const Session& session, const BoxReleased& event) : session_(session), event_(event) {}

    Problem operator()(const ProposalsRelease& release) const {
        if (const auto problem = kind_is(BoxKind::proposals)) return problem;
        if (!follow(release.proposals, session_.next_proposal)) return "the proposals' numbers do not follow";
        for (const ReleasedProposal& proposal : release.proposals)
            if (!is_clean(proposal.title, limits::title) || proposal.title.empty() ||
                !is_clean(proposal.text, limits::text))
                return "a text is not clean";
        return {};
    }
    Problem operator()(const QuestionsRelease& release) const {
        if (const auto problem = kind_is(BoxKind::questions)) return problem;
        if (!follow(release.questions, session_.next_question)) return "the questions' numbers do not follow";
        for (const ReleasedQuestion& question : release.questions) {
            if (question.about && !session_.proposal(*question.about))
                return "a question is about no proposal";
            if (!is_clean(question.text, limits::reason)) return "a text is not clean";
        }
        return {};
    }
    Problem operator()(const AnswersRelease& release) const {
        if (const auto problem = kind_is(BoxKind::answers)) return problem;
        for (const ReleasedAnswer& answer : release.answers) {
            const auto& questions = session_.round()->questions;
            if (std::none_of(questions.begin(), questions.end(),
                             [&](const QuestionState& q) { return q.question.id == answer.question; }))
                return "an answer is to no question";
            if (!is_clean(answer.text, limits::reason)) return "a text is not clean";
        }
        return {};
    }
    Problem operator()(const ConsentRelease& release) const {
        if (const auto problem = kind_is(BoxKind::consent)) return problem;
        if (!follow(release.objections, session_.next_objection))
            return "the objections' numbers do not follow";
        if (!permission(release_parameters(session_), {}).level)
            return "answers are shown that must be withheld (rule D7)";
        return texts_clean(release.objections) && texts_clean(release.worries) ? Problem{}
                                                                               : "a text is not clean";
    }
    Problem operator()(const ConsentWithheld& release) const {
        if (const auto problem = kind_is(BoxKind::consent)) return problem;
        const Permission allowed = permission(release_parameters(session_), {});
        return !allowed.level && allowed.changed == release.changed
                   ? Problem{}
                   : "it was withheld without need (rule D12)";
    }
    Problem operator()(const RankingRelease& release) const {
        if (const auto problem = counted_wrong(BoxKind::ranking, release)) return problem;
        const ReleaseParameters parameters = release_parameters(session_);
        const Permission allowed = permission(parameters, event_.counted);
        if (parameters.open_result) return "the round was declared open (rule D11)";
        if (!allowed.level) return "a ranking is shown that must be withheld (rules D1, D7)";
        if (*allowed.level != release.level) return "too much or too little is shown (rule D2)";
        if (release.outsiders_only != (release.organisations < organisations_for_a_ranking))
            return "its label does not fit (rule D1)";
        for (const Step step : release.steps)
            if (!step_of(release.level, step)) return "a step is not of its level (rule D2)";
        return places_unfit(release.places, release.steps.size());
    }
    Problem operator()(const OpenRankingRelease& release) const {
        if (const auto problem = counted_wrong(BoxKind::ranking, release)) return problem;
        if (!release_parameters(session_).open_result)
            return "exact figures of a round that was not declared open (rule D11)";
        if (const auto problem = places_unfit(release.places, release.steps.size())) return problem;
        if (const auto problem = figures_unfit(release)) return problem;
        for (const MethodResult& method : release.methods) {
            if (!is_clean(method.method, limits::name)) return "a text is not clean";
            if (const auto problem = places_unfit(method.places, method.places.size() - 1)) return problem;
        }
        return is_clean(release.mean_distance, limits::text) ? Problem{} : "a text is not clean";
    }
    Problem operator()(const RankingWithheld& release) const {
        if (const auto problem = counted_wrong(BoxKind::ranking, release)) return problem;
        return withheld_unfit(release, event_.counted);
    }
    Problem operator()(const ShortlistRelease& release) const {
        if (const auto problem = counted_wrong(BoxKind::shortlist, release)) return problem;
        if (!permission(release_parameters(session_), event_.counted).level)
            return "a shortlist is shown that must be withheld (rules D1, D7)";
        const auto& ticked = session_.box->ranked;
        if (!ascending(release.chosen) ||
            !std::includes(ticked.begin(), ticked.end(), release.chosen.begin(), release.chosen.end()))
            return "the shortlist does not hold what could be ticked";
        return release.chosen.size() <= std::min<std::size_t>(limits::shortlisted, release.organisations - 1)
                   ? Problem{}
                   : "the shortlist is too long";
    }
    Problem operator()(const ShortlistWithheld& release) const {
        if (const auto problem = counted_wrong(BoxKind::shortlist, release)) return problem;
        return withheld_unfit(release, event_.counted);
    }
    Problem operator()(const SafetyRelease&) const {
        if (const auto problem = kind_is(BoxKind::safety)) return problem;
        const ReleaseParameters parameters = release_parameters(session_);
        const Permission allowed = permission(parameters, parameters.held);
        return allowed.level ? Problem{} : "an answer is shown that must be withheld (rules D1, D7)";
    }
    // Who answered is recorded nowhere, so that they were too few can not be checked.
    Problem operator()(const SafetyWithheld& release) const {
        if (const auto problem = kind_is(BoxKind::safety)) return problem;
        if (release.reason == WithheldReason::too_few_organisations && release.changed.empty()) return {};
        const ReleaseParameters parameters = release_parameters(session_);
        return withheld_unfit(release, parameters.held);
    }

private:
    [[nodiscard]] Problem kind_is(BoxKind kind) const {
        return session_.box->kind == kind ? Problem{} : "the release is of another kind than its box";
    }
    template <class Withheld>
    [[nodiscard]] Problem withheld_unfit(const Withheld& release, std::span<const SeatId> counted) const {
        const Permission allowed = permission(release_parameters(session_), counted);
        return !allowed.level && allowed.reason == release.reason && allowed.changed == release.changed
                   ? Problem{}
                   : "it was withheld without need (rule D12)";
    }
    // Whether the figures can be those of the counted seats, and the order is the one that follows from them.
    [[nodiscard]] Problem figures_unfit(const OpenRankingRelease& release) const {
        std::map<OrganisationId, tally::Count> sizes;
        for (const SeatId seat : event_.counted) ++sizes[session_.seat(seat)->organisation];
        tally::Margins margins;
        margins.options = static_cast<std::uint32_t>(session_.box->ranked.size());
        margins.organisations = release.organisations;
        for (const auto& [organisation, size] : sizes)
            margins.scale = tally::least_common_multiple(margins.scale, size);
        const auto scale = static_cast<std::uint64_t>(margins.scale);
        if (release.scale != scale || release.support.size() != margins.options)
            return "its figures do not fit";
        const std::uint64_t all = scale * release.organisations;
        for (std::size_t a = 0; a < margins.options; ++a) {
            if (release.support[a].size() != margins.options) return "its figures do not fit";
            for (std::size_t b = 0; b < margins.options; ++b) {
                if (release.support[b].size() != margins.options) return "its figures do not fit";
                const std::uint64_t over = release.support[a][b];
                const std::uint64_t under = release.support[b][a];
                if (over > all || under > all - over || (a == b && over != 0))
                    return "its figures do not fit";
                margins.values.push_back(static_cast<tally::Count>(over) - static_cast<tally::Count>(under));
            }
        }
        return follows(release, margins) ? Problem{} : "its order is not that of its figures (rule D5)";
    }
    [[nodiscard]] bool follows(const OpenRankingRelease& release, const tally::Margins& margins) const {
        const tally::Order order = tally::order_from(margins);
        std::vector<std::vector<ProposalId>> places;
        for (const auto& place : order.places) {
            std::vector<ProposalId>& named = places.emplace_back();
            for (const std::uint32_t option : place) named.push_back(session_.box->ranked[option]);
        }
        std::vector<Step> steps;
        for (const tally::Step step : tally::steps(margins, order, tally::Level::l2))
            steps.push_back(step == tally::Step::level   ? Step::level
                            : step == tally::Step::ahead ? Step::ahead
                                                         : Step::clearly_ahead);
        return places == release.places && steps == release.steps;
    }
    [[nodiscard]] static bool step_of(Level level, Step step) {
        if (step == Step::level || step == Step::ahead) return true;
        return step == Step::clearly_ahead ? level == Level::l2 : level == Level::l3;
    }
    [[nodiscard]] Problem places_unfit(const std::vector<std::vector<ProposalId>>& places,
                                       std::size_t steps) const {
        std::vector<ProposalId> all;
        for (const auto& place : places) {
            if (place.empty() || !ascending(place)) return "a place is not in order";
            all.insert(all.end(), place.begin(), place.end());
        }
        std::sort(all.begin(), all.end());
        if (all != session_.box->ranked) return "the places do not hold every ranked proposal once";
        return steps + 1 == places.size() ? Problem{} : "the steps do not fit the places";
    }
    template <class Counted>
    [[nodiscard]] Problem counted_wrong(BoxKind kind, const Counted& release) const {
        if (const auto problem = kind_is(kind)) return problem;
        if (!ascending(event_.counted)) return "the counted seats are not in seat order (rule D9)";
        std::set<OrganisationId> present;
        for (const SeatId seat : event_.counted) {
            if (!session_.seat(seat)) return "there is no such seat";
            present.insert(session_.seat(seat)->organisation);
        }
        return release.ballots == event_.counted.size() && release.organisations == present.size()
                   ? Problem{}
                   : "the numbers do not fit the counted seats";
    }

    const Session& session_;
    const BoxReleased& event_;
};

}  // namespace

std::optional<std::string> cannot_release(const Session& session, const BoxReleased& event) {
    return std::visit(Unfit(session, event), event.release);
}

}  // namespace equivox
