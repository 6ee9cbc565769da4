// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "app/record/export_record.hpp"
#include "app/record/order_in_force.hpp"
#include "sessions/view_round.hpp"
#include "sessions/words.hpp"

namespace equivox {
namespace {

// People's text as Markdown that means only itself: marks that work anywhere in a line, and those that work
// at its start.
std::string escaped_line(std::string_view line) {
    std::string result;
    const std::size_t figures = std::min(line.find_first_not_of("0123456789"), line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool starts_a_list = (i == 0 && (c == '-' || c == '+' || c == '=')) ||
                                   (i == figures && figures > 0 && (c == '.' || c == ')'));
        if (starts_a_list || std::string_view("\\`*_[]<>#|~&").find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

// Line by line, as it was written.
std::string escaped(std::string_view text) {
    std::string result;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (!result.empty()) result += end > begin ? "  \n" : "\n";
        result += escaped_line(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

// All on one line.
std::string inline_text(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return escaped_line(line);
}

const ProposalView* find(const RoundView& round, ProposalId id) {
    for (const ProposalView& proposal : round.proposals)
        if (proposal.id == id) return &proposal;
    return nullptr;
}

std::string name(const RoundView& round, ProposalId id) {
    const ProposalView* proposal = find(round, id);
    return proposal ? inline_text(proposal->title) : "";
}

void write_outcome(std::ostream& out, const RoundView& round) {
    out << "### Round " << round.number << ": " << inline_text(round.question) << "\n\n";
    if (!round.outcome || !round.outcome->declared) {
        out << "No outcome was recorded.\n\n";
        return;
    }
    const OutcomeView& outcome = *round.outcome;
    out << "**" << outcome.kind_words << (outcome.proposal_title.empty() ? "" : ": ")
        << inline_text(outcome.proposal_title) << "**\n\n";
    for (const std::string& text : {outcome.text, outcome.reasons})
        if (!text.empty()) out << escaped(text) << "\n\n";
    if (!outcome.owner.empty()) out << "- Owner: " << inline_text(outcome.owner) << "\n";
    if (!outcome.review_date.empty()) out << "- To be reviewed on " << outcome.review_date << "\n";
    for (const std::string& worry : outcome.worries)
        out << "- A worry to note: " << inline_text(worry) << "\n";
    for (const std::string& objection : outcome.standing_objections)
        out << "- Objection left standing: " << inline_text(objection) << "\n";
    if (!outcome.dissent.empty()) out << "- Dissent: " << inline_text(outcome.dissent) << "\n";
    out << "\n";
}

void write_proposals(std::ostream& out, const RoundView& round) {
    out << "#### Proposals\n\n";
    if (round.proposals.empty()) out << "None were shown.\n\n";
    for (const ProposalView& proposal : round.proposals) {
        out << "- **" << (proposal.no_change ? "" : std::to_string(proposal.number) + ". ")
            << inline_text(proposal.title) << "**";
        if (proposal.set_aside) out << " (set aside: " << inline_text(proposal.set_aside_reason) << ")";
        out << "\n";
        for (std::size_t i = 0; i < proposal.clauses.size(); ++i)
            out << "  - (" << i + 1 << ") " << inline_text(proposal.clauses[i]) << "\n";
        for (const EarlierText& earlier : proposal.earlier) {
            if (earlier.merged_with)
                out << "  - Before it was merged with \"" << name(round, *earlier.merged_with) << "\": ";
            else
                out << "  - Before it was amended: ";
            out << inline_text(earlier.title) << ".";
            for (const std::string& clause : earlier.clauses) out << " " << inline_text(clause);
            out << "\n";
        }
    }
    out << "\n";
}

void write_questions(std::ostream& out, const RoundView& round) {
    if (round.questions.empty()) return;
    out << "#### Questions\n\n";
    for (const QuestionView& question : round.questions) {
        out << "- " << inline_text(question.text);
        if (question.about) out << " (about " << name(round, *question.about) << ")";
        out << "\n";
        for (const std::string& answer : question.answers) out << "  - " << inline_text(answer) << "\n";
    }
    out << "\n";
}

void write_shortlist(std::ostream& out, const RoundView& round) {
    if (!round.shortlist) return;
    out << "#### Shortlist\n\n";
    const ShortlistView& shortlist = *round.shortlist;
    out << (shortlist.shown ? shortlist.words : shortlist.not_shown_because) << "\n\n";
    for (const ProposalId id : shortlist.chosen) out << "- " << name(round, id) << "\n";
    if (!shortlist.chosen.empty()) out << "\n";
}

std::string joined(const RoundView& round, const std::vector<ProposalId>& ids, const char* between) {
    std::string text;
    for (const ProposalId id : ids) text += (text.empty() ? "" : between) + name(round, id);
    return text;
}

// Exact figures, where the round was declared open: for each proposal the voices for it over each other.
void write_figures(std::ostream& out, const RoundView& round, const OpenFigures& figures) {
    out << figures.warning << "\n\n| voices for | over |";
    for (std::size_t i = 1; i < figures.support.size(); ++i) out << " |";
    out << "\n|---|";
    for (std::size_t i = 0; i < figures.support.size(); ++i) out << "---|";
    out << "\n| |";
    for (const SupportRow& column : figures.support) out << " " << name(round, column.proposal) << " |";
    out << "\n";
    for (std::size_t i = 0; i < figures.support.size(); ++i) {
        out << "| " << name(round, figures.support[i].proposal) << " |";
        for (std::size_t j = 0; j < figures.support[i].voices.size(); ++j)
            out << " " << (i == j ? "" : figures.support[i].voices[j]) << " |";
        out << "\n";
    }
    out << "\n" << figures.agreement << "\n\nOther ways of counting the same rankings, best first:\n\n";
    for (const MethodPlaces& method : figures.methods) {
        out << "- " << method.method << ": ";
        for (std::size_t i = 0; i < method.places.size(); ++i)
            out << (i > 0 ? ", then " : "") << joined(round, method.places[i].proposals, " = ");
        out << "\n";
    }
    out << "\n";
}

void write_standings(std::ostream& out, const RoundView& round, const OrderInForce& order) {
    if (!round.standings) return;
    out << "#### Ranking" << (order.outsiders_only ? ", outsiders only" : "") << "\n\n";
    if (!order.withheld_because.empty()) out << "The last ranking: " << order.withheld_because << "\n\n";
    if (!order.standings) return;
    if (!order.withheld_because.empty()) out << "The order in force is the one before it:\n\n";
    const StandingsView& standings = *order.standings;
    for (std::size_t i = 0; i < standings.places.size(); ++i) {
        out << i + 1 << ". " << joined(round, standings.places[i].proposals, " = ");
        if (i < standings.step_words.size()) out << " (" << standings.step_words[i] << ")";
        out << "\n";
    }
    out << "\n" << standings.organisations << " organisations ranked.";
    for (const std::string* note :
         {&standings.equal_voice, &standings.thresholds, &standings.why_no_figures, &standings.warning})
        if (!note->empty()) out << " " << *note;
    out << "\n\n";
    for (const std::vector<ProposalId>& lot : order.lots)
        out << "They share a place; the lot, fixed before anybody ranked, puts them in this order: "
            << joined(round, lot, ", ") << ".\n\n";
    if (standings.figures) write_figures(out, round, *standings.figures);
}

void write_askings(std::ostream& out, const RoundView& round) {
    if (round.askings.empty()) return;
    out << "#### \"Can you live with this?\"\n\n";
    for (const ConsentView& asking : round.askings) {
        if (asking.open) continue;
        out << "- " << name(round, asking.proposal)
            << (asking.asking > 1 ? " (time " + std::to_string(asking.asking) + ")" : "") << ": "
            << (!asking.not_shown_because.empty() ? asking.not_shown_because
                : asking.objections.empty()       ? "nobody objected."
                                                  : "")
            << "\n";
        const auto clause = [](const auto& released) {
            return released.clause ? " (clause " + std::to_string(*released.clause) + ")" : std::string();
        };
        for (const ReleasedObjection& objection : asking.objections)
            out << "  - Objection" << clause(objection) << ": " << inline_text(objection.reason) << "\n";
        for (const ReleasedWorry& worry : asking.worries)
            out << "  - A worry to note" << clause(worry) << ": " << inline_text(worry.reason) << "\n";
    }
    out << "\n";
}

void write_round(std::ostream& out, const Session& session, const RoundState& state, const RoundView& round) {
    out << "### Round " << round.number << (round.open_results ? ", open: exact figures were shown" : "")
        << "\n\n";
    write_proposals(out, round);
    write_questions(out, round);
    write_shortlist(out, round);
    write_standings(out, round, order_in_force(session, state));
    write_askings(out, round);
}

void write_safety(std::ostream& out, const Session& session) {
    if (session.safety.empty()) return;
    out << "### How safe is it to speak here?\n\n";
    for (const SafetyState& safety : session.safety) {
        out << "- "
            << (safety.rounds_begun == 0 ? "Before the first round"
                                         : "When round " + std::to_string(safety.rounds_begun) + " had begun")
            << ": ";
        if (const auto* release = std::get_if<SafetyRelease>(&safety.release))
            out << words::safety(release->band);
        else
            out << words::withheld(session, std::get<SafetyWithheld>(safety.release));
        out << "\n";
    }
    out << "\n";
}

void write_retention(std::ostream& out) {
    out << "## What is kept\n\nThe session file holds the agenda, the texts that everybody saw, the orders, "
           "the outcomes, which seats were taken and when, by devices with which public keys, and which "
           "seats "
           "ranked or ticked a shortlist, to the minute. It does not hold how anybody ranked, ticked or "
           "answered, nor who wrote anything. "
           "Names are in it only where somebody wrote them: an owner, a dissent, a text. To delete it, "
           "delete the session file and every copy of it and of this record. Participants' devices "
           "keep the last digest that they saw, and nothing else.\n\n";
}

}  // namespace

std::string export_markdown(const Replay& replay) {
    const Session& session = replay.session;
    const Agenda& agenda = session.opened.agenda;
    std::vector<RoundView> rounds;
    for (const RoundState& state : session.rounds) rounds.push_back(round_view(session, state, Live{}));
    std::ostringstream out;
    out << "# " << inline_text(agenda.name) << "\n\n";
    if (session.opened.rehearsal) out << "**A rehearsal: nothing here was decided by anybody.**\n\n";
    if (!agenda.group_name.empty()) out << inline_text(agenda.group_name) << "\n\n";
    out << "Our purpose: " << escaped(agenda.purpose) << "\n\n## What we decided\n\n";
    if (std::ranges::all_of(rounds, &RoundView::practice)) out << "No round was held.\n\n";
    for (const RoundView& round : rounds)
        if (!round.practice) write_outcome(out, round);
    out << "## Who was represented\n\n";
    for (const Organisation& organisation : agenda.organisations)
        out << "- " << inline_text(organisation.name) << " (" << organisation.seats
            << (organisation.seats == 1 ? " seat" : " seats") << ")\n";
    out << "\n" << words::equal_voice() << "\n\n## How it was decided\n\n";
    for (std::size_t i = 0; i < rounds.size(); ++i)
        if (!rounds[i].practice) write_round(out, session, session.rounds[i], rounds[i]);
    write_safety(out, session);
    if (std::ranges::any_of(rounds, &RoundView::practice)) {
        out << "## For practice\n\nThis decided nothing.\n\n";
        for (std::size_t i = 0; i < rounds.size(); ++i)
            if (rounds[i].practice) write_round(out, session, session.rounds[i], rounds[i]);
    }
    write_retention(out);
    out << "## Checking this record\n\nCheck words: **" << check_words(replay.chain.digest)
        << "**\n\nDigest: `" << to_hex(replay.chain.digest) << "`\n";
    if (!session.closed) out << "\nThe session was not closed when this was written.\n";
    return out.str();
}

}  // namespace equivox
