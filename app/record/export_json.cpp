// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "app/record/export_record.hpp"
#include "sessions/describe.hpp"
#include "sessions/view_round.hpp"

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
        for (const EarlierText& text : proposal.earlier)
            earlier.push_back(json::object{{"title", text.title}, {"clauses", as_array(text.clauses)}});
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

// The last ranking: places of proposal ids, best first, or null with the reason why it was not shown.
void add_standings(json::object& out, const RoundView& round) {
    out["standings"] = nullptr;
    out["steps"] = json::array();
    if (!round.standings) return;
    // The order in force is that of the last ranking that was shown.
    const bool withheld = !round.standings->shown;
    if (withheld) out["standings_withheld"] = round.standings->not_shown_because;
    if (withheld && (!round.earlier_standings || !round.earlier_standings->shown)) return;
    const StandingsView& standings = withheld ? *round.earlier_standings : *round.standings;
    json::array places;
    for (const StandingsPlace& place : standings.places) {
        json::array ids;
        for (const ProposalId id : place.proposals) ids.push_back(id.value);
        places.push_back(std::move(ids));
    }
    out["standings"] = std::move(places);
    json::array steps;
    for (const Step step : standings.steps) steps.emplace_back(boost::describe::enum_to_string(step, ""));
    out["steps"] = std::move(steps);
    out["organisations_ranked"] = standings.organisations;
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
    object["kind"] = boost::describe::enum_to_string(outcome.kind, "");
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
        object["proposals"] = proposals_json(round);
        object["questions"] = questions_json(round);
        add_standings(object, round);
        object["objections"] = askings_json(round, false);
        object["worries"] = askings_json(round, true);
        object["outcome"] = outcome_json(round);
        rounds.push_back(std::move(object));
    }
    out["rounds"] = std::move(rounds);
    out["check_words"] = check_words(replay.chain.digest);
    out["digest"] = to_hex(replay.chain.digest);
    return json::serialize(out) + "\n";
}

}  // namespace equivox
