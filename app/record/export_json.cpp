// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "app/record/export_record.hpp"
#include "app/record/order_in_force.hpp"
#include "sessions/describe.hpp"
#include "sessions/view_round.hpp"
#include "sessions/words.hpp"

namespace equivox {
namespace {

namespace json = boost::json;

json::array as_array(const std::vector<std::string>& texts) {
    json::array array;
    for (const std::string& text : texts) array.emplace_back(text);
    return array;
}

std::string title_of(const RoundView& round, ProposalId id) {
    for (const ProposalView& proposal : round.proposals)
        if (proposal.id == id) return proposal.title;
    return {};
}

json::array as_array(const std::vector<ProposalId>& ids) {
    json::array array;
    for (const ProposalId id : ids) array.emplace_back(id.value);
    return array;
}

json::array as_array(const std::vector<StandingsPlace>& places) {
    json::array array;
    for (const StandingsPlace& place : places) array.push_back(as_array(place.proposals));
    return array;
}

template <typename Enumeration>
std::string name_of(Enumeration value) {
    return boost::describe::enum_to_string(value, "");
}

json::object earlier_json(const EarlierText& text) {
    json::object object{{"title", text.title}, {"clauses", as_array(text.clauses)}};
    if (text.merged_with) object["merged_with"] = text.merged_with->value;
    return object;
}

json::array proposals_json(const RoundView& round) {
    json::array array;
    for (const ProposalView& proposal : round.proposals) {
        json::object object;
        object["id"] = proposal.id.value;
        object["number"] = proposal.number;
        object["title"] = proposal.title;
        object["clauses"] = as_array(proposal.clauses);
        object["no_change"] = proposal.no_change;
        object["set_aside"] = proposal.set_aside;
        if (proposal.set_aside) object["set_aside_reason"] = proposal.set_aside_reason;
        json::array earlier;
        for (const EarlierText& text : proposal.earlier) earlier.push_back(earlier_json(text));
        object["earlier"] = std::move(earlier);
        array.push_back(std::move(object));
    }
    return array;
}

json::array questions_json(const RoundView& round) {
    json::array array;
    for (const QuestionView& question : round.questions) {
        json::object object;
        if (question.about) object["proposal"] = question.about->value;
        object["text"] = question.text;
        object["answers"] = as_array(question.answers);
        array.push_back(std::move(object));
    }
    return array;
}

// Exact figures, in rounds that were declared open only.
json::object figures_json(const OpenFigures& figures, const std::string& mean_distance) {
    json::array support;
    for (const SupportRow& row : figures.support)
        support.push_back(json::object{{"proposal", row.proposal.value}, {"voices", as_array(row.voices)}});
    json::array methods;
    for (const MethodPlaces& method : figures.methods)
        methods.push_back(json::object{{"method", method.method}, {"places", as_array(method.places)}});
    return {{"warning", figures.warning},
            {"support", std::move(support)},
            {"agreement", figures.agreement},
            {"mean_distance", mean_distance},
            {"methods", std::move(methods)}};
}

// The order in force is that of the last ranking that was shown; nothing where none was.
void add_standings(json::object& out, const OrderInForce& order) {
    out["standings"] = nullptr;
    out["steps"] = json::array();
    if (!order.withheld_because.empty()) out["standings_withheld"] = order.withheld_because;
    if (!order.standings) return;
    const StandingsView& standings = *order.standings;
    out["standings"] = as_array(standings.places);
    json::array steps;
    for (const Step step : standings.steps) steps.emplace_back(name_of(step));
    out["steps"] = std::move(steps);
    out["organisations_ranked"] = standings.organisations;
    out["level"] = name_of(order.level);
    out["thresholds"] = standings.thresholds;
    out["outsiders_only"] = order.outsiders_only;
    if (!standings.warning.empty()) out["warning"] = standings.warning;
    if (standings.figures) out["figures"] = figures_json(*standings.figures, order.mean_distance);
    json::array lots;
    for (const std::vector<ProposalId>& lot : order.lots) lots.push_back(as_array(lot));
    out["lots"] = std::move(lots);
}

json::value shortlist_json(const RoundView& round) {
    if (!round.shortlist) return nullptr;
    json::object object{{"shown", round.shortlist->shown}};
    if (round.shortlist->shown)
        object["chosen"] = as_array(round.shortlist->chosen);
    else
        object["withheld"] = round.shortlist->not_shown_because;
    return object;
}

// The askings whose answers could not be shown, with the public reason.
json::array withheld_askings_json(const RoundView& round) {
    json::array array;
    for (const ConsentView& asking : round.askings)
        if (!asking.not_shown_because.empty())
            array.push_back(json::object{{"proposal", asking.proposal.value},
                                         {"proposal_title", title_of(round, asking.proposal)},
                                         {"asking", asking.asking},
                                         {"withheld", asking.not_shown_because}});
    return array;
}

// "How safe is it to speak here?"
json::array safety_json(const Session& session) {
    json::array array;
    for (const SafetyState& safety : session.safety) {
        json::object object{{"rounds_begun", safety.rounds_begun}};
        if (const auto* release = std::get_if<SafetyRelease>(&safety.release))
            object["band"] = name_of(release->band);
        else
            object["withheld"] = words::withheld(session, std::get<SafetyWithheld>(safety.release));
        array.push_back(std::move(object));
    }
    return array;
}

json::array askings_json(const RoundView& round, bool worries) {
    json::array array;
    for (const ConsentView& asking : round.askings) {
        const auto add = [&](const auto& released) {
            json::object object;
            object["proposal"] = asking.proposal.value;
            object["proposal_title"] = title_of(round, asking.proposal);
            object["asking"] = asking.asking;
            if (released.clause) object["clause"] = *released.clause;
            object["reason"] = released.reason;
            array.push_back(std::move(object));
        };
        if (worries)
            for (const ReleasedWorry& worry : asking.worries) add(worry);
        else
            for (const ReleasedObjection& objection : asking.objections) add(objection);
    }
    return array;
}

json::value outcome_json(const RoundView& round) {
    if (!round.outcome || !round.outcome->declared) return nullptr;
    const OutcomeView& outcome = *round.outcome;
    json::object object;
    object["kind"] = name_of(outcome.kind);
    if (outcome.proposal) {
        object["proposal"] = outcome.proposal->value;
        object["proposal_title"] = outcome.proposal_title;
    }
    object["text"] = outcome.text;
    object["reasons"] = outcome.reasons;
    object["owner"] = outcome.owner;
    object["review_date"] = outcome.review_date;
    object["worries"] = as_array(outcome.worries);
    object["standing_objections"] = as_array(outcome.standing_objections);
    object["dissent"] = outcome.dissent;
    return object;
}

}  // namespace

std::string export_json(const Replay& replay) {
    const Session& session = replay.session;
    const Agenda& agenda = session.opened.agenda;
    json::object out;
    out["format"] = 1;
    out["session"] = json::object{{"name", agenda.name},
                                  {"purpose", agenda.purpose},
                                  {"group_name", agenda.group_name},
                                  {"agreements", as_array(agenda.agreements)},
                                  {"rehearsal", session.opened.rehearsal},
                                  {"closed", session.closed},
                                  {"custody", name_of(session.opened.custody)},
                                  {"public_seed", session.opened.public_seed},
                                  {"software", session.opened.software}};
    json::array organisations;
    for (const Organisation& organisation : agenda.organisations)
        organisations.push_back(json::object{{"name", organisation.name}, {"seats", organisation.seats}});
    out["organisations"] = std::move(organisations);
    json::array rounds;
    for (const RoundState& state : session.rounds) {
        const RoundView round = round_view(session, state, Live{});
        json::object object;
        object["question"] = round.question;
        object["practice"] = round.practice;
        object["open_results"] = round.open_results;
        object["proposals"] = proposals_json(round);
        object["questions"] = questions_json(round);
        object["shortlist"] = shortlist_json(round);
        add_standings(object, order_in_force(session, state));
        object["objections"] = askings_json(round, false);
        object["worries"] = askings_json(round, true);
        object["consent_withheld"] = withheld_askings_json(round);
        object["outcome"] = outcome_json(round);
        rounds.push_back(std::move(object));
    }
    out["rounds"] = std::move(rounds);
    out["safety"] = safety_json(session);
    out["check_words"] = check_words(replay.chain.digest);
    out["digest"] = to_hex(replay.chain.digest);
    return json::serialize(out) + "\n";
}

}  // namespace equivox
