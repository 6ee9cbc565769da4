// SPDX-License-Identifier: Apache-2.0
#include "sessions/agenda.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>

#include "sessions/calendar.hpp"
#include "sessions/session.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{1} << 20U;
constexpr std::size_t rounds_max = 20;
constexpr std::size_t list_max = 60;
constexpr std::size_t organisations_min = 3;
constexpr std::size_t question_limit = 300;
constexpr std::size_t agreement_limit = 200;
constexpr std::uint32_t minutes_max = 24 * 60;
constexpr const char* too_few_to_practise = "expected at least two proposals to practise with";

// The file may say anything, also in its keys: what is printed is one line of clean text.
[[noreturn]] void fail(const std::string& place, const std::string& what) {
    throw AgendaError(
        clean_text(place + ": " + what, limits::text, Lines::one).value_or("the agenda is not text"));
}

std::string shown_key(std::string_view key) {
    constexpr std::size_t limit = 40;
    const auto clean = clean_text(key, limit, Lines::one);
    return clean ? *clean : "(a key of more than 40 characters)";
}

// A table of the file, read key by key. Whatever has not been read in the end is an unknown key.
class Reader {
public:
    Reader(const toml::table& table, std::string path) : table_(table), path_(std::move(path)) {}

    [[nodiscard]] std::string where(const toml::node& node, std::string_view key) const {
        return "line " + std::to_string(node.source().begin.line) + ": " + name(key);
    }
    [[nodiscard]] std::string name(std::string_view key) const {
        return path_.empty() ? shown_key(key) : path_ + "." + shown_key(key);
    }
    [[nodiscard]] std::string here() const {
        const auto line = table_.source().begin.line;
        return "line " + std::to_string(line == 0 ? 1 : line);
    }

    const toml::node* take(std::string_view key) {
        read_.insert(std::string(key));
        return table_.get(key);
    }

    std::string text(std::string_view key, std::size_t limit, Lines lines, bool required) {
        const toml::node* node = take(key);
        if (!node) {
            if (required) fail(here() + ": " + name(key), "is missing; expected a text");
            return {};
        }
        return text_of(*node, key, limit, lines, required);
    }

    std::string text_of(const toml::node& node, std::string_view key, std::size_t limit, Lines lines,
                        bool required) const {
        if (!node.is_string()) fail(where(node, key), "expected a text in quotation marks");
        TextProblem problem{};
        const auto clean = clean_text(node.as_string()->get(), limit, lines, &problem);
        if (!clean && problem == TextProblem::too_long)
            fail(where(node, key), "expected at most " + std::to_string(limit) + " characters");
        if (!clean) fail(where(node, key), "expected text in UTF-8");
        if (required && clean->empty()) fail(where(node, key), "expected a text that is not empty");
        return *clean;
    }

    std::uint32_t number(std::string_view key, std::uint32_t low, std::uint32_t high,
                         std::uint32_t otherwise) {
        const toml::node* node = take(key);
        if (!node) return otherwise;
        const auto* integer = node->as_integer();
        if (!integer || integer->get() < low || integer->get() > high)
            fail(where(*node, key),
                 "expected a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return static_cast<std::uint32_t>(integer->get());
    }

    bool truth(std::string_view key, bool otherwise) {
        const toml::node* node = take(key);
        if (!node) return otherwise;
        if (!node->is_boolean()) fail(where(*node, key), "expected true or false");
        return node->as_boolean()->get();
    }

    std::size_t choice(std::string_view key, std::initializer_list<std::string_view> words) {
        const toml::node* node = take(key);
        if (!node) return 0;
        const auto found =
            node->is_string() ? std::find(words.begin(), words.end(), node->as_string()->get()) : words.end();
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        std::string list;
        for (const std::string_view word : words)
            list += (list.empty() ? "\"" : " or \"") + std::string(word) + "\"";
        fail(where(*node, key), "expected " + list);
    }

    std::vector<std::string> texts(std::string_view key, std::size_t limit) {
        std::vector<std::string> result;
        for_each(key, "a list of texts", [&](const toml::node& item) {
            result.push_back(text_of(item, key, limit, Lines::many, true));
        });
        return result;
    }

    // Calls `read` for every table in a list of `low` to `high` tables; `why` is said where there are fewer.
    template <class Read>
    void tables(std::string_view key, std::size_t low, std::size_t high, const char* why, Read read) {
        const toml::node* node = table_.get(key);
        const std::size_t count = node && node->is_array() ? node->as_array()->size() : 0;
        if ((!node && low > 0) || (node && node->is_array() && (count < low || count > high)))
            fail(node ? where(*node, key) : here() + ": " + name(key),
                 "expected " + std::to_string(low) + " to " + std::to_string(high) + " of them" +
                     (count < low ? why : ""));
        for_each(key, "a list of tables", [&](const toml::node& item) {
            if (!item.is_table()) fail(where(item, key), "expected a table");
            Reader inner(*item.as_table(), name(key));
            read(inner);
            inner.finish();
        });
    }

    template <class Read>
    void table(std::string_view key, Read read) {
        const toml::node* node = take(key);
        if (!node) return;
        if (!node->is_table()) fail(where(*node, key), "expected a table");
        Reader inner(*node->as_table(), name(key));
        read(inner);
        inner.finish();
    }

    void finish() const {
        for (const auto& [key, node] : table_)
            if (!read_.contains(std::string(key.str())))
                fail(where(node, key.str()), "is not a key that an agenda has here");
    }

private:
    template <class Each>
    void for_each(std::string_view key, const std::string& expected, Each each) {
        const toml::node* node = take(key);
        if (!node) return;
        if (!node->is_array()) fail(where(*node, key), "expected " + expected);
        if (node->as_array()->size() > list_max)
            fail(where(*node, key), "expected at most " + std::to_string(list_max) + " of them");
        for (const toml::node& item : *node->as_array()) each(item);
    }

    const toml::table& table_;
    std::string path_;
    std::set<std::string> read_;
};

Organisation read_organisation(Reader& in, std::uint32_t number) {
    Organisation organisation{.id = OrganisationId{number}, .name = {}, .seats = 1};
    organisation.name = in.text("name", limits::name, Lines::one, true);
    organisation.seats = in.number("seats", 1, limits::seats_per_organisation, 1);
    return organisation;
}

Examples read_examples(Reader& in) {
    Examples examples;
    in.tables("proposals", 0, list_max, "", [&](Reader& one) {
        std::string title = one.text("title", limits::title, Lines::one, true);
        examples.proposals.push_back({std::move(title), one.text("text", limits::text, Lines::many, false)});
    });
    examples.questions = in.texts("questions", limits::reason);
    examples.answers = in.texts("answers", limits::reason);
    examples.worries = in.texts("worries", limits::reason);
    examples.objections = in.texts("objections", limits::reason);
    examples.amendments = in.texts("amendments", limits::reason);
    examples.outcome_reasons = in.text("outcome_reasons", limits::text, Lines::many, false);
    examples.outcome_owner = in.text("outcome_owner", limits::name, Lines::one, false);
    const toml::node* date = in.take("outcome_review_date");
    if (date) {
        examples.outcome_review_date =
            in.text_of(*date, "outcome_review_date", limits::name, Lines::one, true);
        if (!is_calendar_date(examples.outcome_review_date))
            fail(in.where(*date, "outcome_review_date"), "expected a date like \"2027-03-31\"");
    }
    return examples;
}

RoundPlan read_round(Reader& in, std::uint32_t number) {
    RoundPlan round;
    round.id = RoundId{number};
    round.question = in.text("question", question_limit, Lines::one, true);
    round.context = in.text("context", limits::text, Lines::many, false);
    round.consent = static_cast<ConsentRule>(in.choice("consent", {"no_objection", "objections_may_stand"}));
    round.tie = static_cast<TieRule>(in.choice("tie", {"lot", "discuss"}));
    round.no_change = in.truth("no_change", true);
    round.proposals_per_seat = in.number("proposals_per_seat", 1, limits::entries_per_deposit, 1);
    round.results = static_cast<Results>(in.choice("results", {"anonymous", "open"}));
    constexpr std::array levels{Level::l2, Level::l1, Level::l3};
    round.most = levels[in.choice("steps", {"clear", "plain", "fine"})];
    in.tables("given", 0, limits::proposals_in_play, "", [&](Reader& one) {
        std::string title = one.text("title", limits::title, Lines::one, true);
        round.given.push_back({std::move(title), one.text("text", limits::text, Lines::many, false)});
    });
    round.practice = in.truth("practice", false);
    if (round.practice && round.given.size() < 2) fail(in.here() + ": rounds.given", too_few_to_practise);
    in.table("minutes", [&](Reader& minutes) {
        round.minutes.proposals = minutes.number("proposals", 0, minutes_max, 0);
        round.minutes.clarification = minutes.number("clarification", 0, minutes_max, 0);
        round.minutes.ranking = minutes.number("ranking", 0, minutes_max, 0);
        round.minutes.objections = minutes.number("objections", 0, minutes_max, 0);
        round.minutes.outcome = minutes.number("outcome", 0, minutes_max, 0);
    });
    in.table("examples", [&](Reader& examples) { round.examples = read_examples(examples); });
    return round;
}

constexpr const char* too_few = ": with fewer than three, nothing that people put in could be anonymous";

Agenda read_agenda(Reader& in) {
    Agenda agenda;
    agenda.name = in.text("name", limits::title, Lines::one, true);
    agenda.purpose = in.text("purpose", limits::text, Lines::many, true);
    agenda.group_name = in.text("group_name", limits::name, Lines::one, false);
    agenda.agreements = in.texts("agreements", agreement_limit);
    std::map<std::string, std::string> names;
    in.tables("organisations", organisations_min, limits::organisations, too_few, [&](Reader& one) {
        agenda.organisations.push_back(
            read_organisation(one, static_cast<std::uint32_t>(agenda.organisations.size()) + 1));
        const std::string& name = agenda.organisations.back().name;
        const auto [earlier, is_new] = names.emplace(name_key(name), name);
        if (!is_new)
            fail(one.here() + ": organisations.name",
                 "expected a name of its own, but \"" + earlier->second + "\" stands there already");
    });
    in.tables("rounds", 1, rounds_max, "", [&](Reader& one) {
        agenda.rounds.push_back(read_round(one, static_cast<std::uint32_t>(agenda.rounds.size()) + 1));
    });
    return agenda;
}

// A text that cleaning would change did not come through cleaning.
void expect_clean(const std::string& text, std::size_t limit, Lines lines, const char* key,
                  bool required = false) {
    const auto clean = clean_text(text, limit, lines);
    if (!clean || *clean != text || (required && text.empty()))
        fail(key, "is not a clean text of the allowed length");
}

void expect_clean_list(const std::vector<std::string>& texts, std::size_t limit, const char* key) {
    if (texts.size() > list_max) fail(key, "expected at most " + std::to_string(list_max) + " of them");
    for (const std::string& text : texts) expect_clean(text, limit, Lines::many, key, true);
}

void check_examples(const Examples& examples) {
    if (examples.proposals.size() > list_max)
        fail("rounds.examples.proposals", "expected at most 60 of them");
    for (const ExampleProposal& proposal : examples.proposals) {
        expect_clean(proposal.title, limits::title, Lines::one, "rounds.examples.proposals.title", true);
        expect_clean(proposal.text, limits::text, Lines::many, "rounds.examples.proposals.text");
    }
    for (const auto* texts : {&examples.questions, &examples.answers, &examples.worries, &examples.objections,
                              &examples.amendments})
        expect_clean_list(*texts, limits::reason, "rounds.examples");
    expect_clean(examples.outcome_reasons, limits::text, Lines::many, "rounds.examples.outcome_reasons");
    expect_clean(examples.outcome_owner, limits::name, Lines::one, "rounds.examples.outcome_owner");
    if (!examples.outcome_review_date.empty() && !is_calendar_date(examples.outcome_review_date))
        fail("rounds.examples.outcome_review_date", "expected a date like \"2027-03-31\"");
}

void check_round(const RoundPlan& round) {
    expect_clean(round.question, question_limit, Lines::one, "rounds.question", true);
    expect_clean(round.context, limits::text, Lines::many, "rounds.context");
    if (round.proposals_per_seat < 1 || round.proposals_per_seat > limits::entries_per_deposit)
        fail("rounds.proposals_per_seat", "expected a whole number from 1 to 3");
    const StageMinutes& minutes = round.minutes;
    for (const std::uint32_t planned :
         {minutes.proposals, minutes.clarification, minutes.ranking, minutes.objections, minutes.outcome})
        if (planned > minutes_max) fail("rounds.minutes", "expected whole numbers from 0 to 1440");
    if (round.given.size() > limits::proposals_in_play) fail("rounds.given", "expected at most 60 of them");
    for (const ExampleProposal& given : round.given) {
        expect_clean(given.title, limits::title, Lines::one, "rounds.given.title", true);
        expect_clean(given.text, limits::text, Lines::many, "rounds.given.text");
    }
    if (round.practice && round.given.size() < 2) fail("rounds.given", too_few_to_practise);
    check_examples(round.examples);
}

}  // namespace

Agenda parse_agenda(std::string_view text) {
    if (text.size() > file_bytes_max) fail("line 1", "expected an agenda of at most 1 MiB");
    toml::table table;
    try {
        table = toml::parse(text);
    } catch (const toml::parse_error& error) {
        fail("line " + std::to_string(error.source().begin.line),
             "not TOML: " + std::string(error.description()));
    }
    Reader in(table, "");
    Agenda agenda = read_agenda(in);
    in.finish();
    check_agenda(agenda);
    return agenda;
}

void check_agenda(const Agenda& agenda) {
    expect_clean(agenda.name, limits::title, Lines::one, "name", true);
    expect_clean(agenda.purpose, limits::text, Lines::many, "purpose", true);
    expect_clean(agenda.group_name, limits::name, Lines::one, "group_name");
    expect_clean_list(agenda.agreements, agreement_limit, "agreements");
    if (agenda.organisations.size() < organisations_min ||
        agenda.organisations.size() > limits::organisations)
        fail("organisations", std::string("expected 3 to 40 of them") + too_few);
    if (agenda.rounds.empty() || agenda.rounds.size() > rounds_max)
        fail("rounds", "expected 1 to 20 of them");
    std::set<std::string> names;
    for (std::size_t i = 0; i < agenda.organisations.size(); ++i) {
        const Organisation& organisation = agenda.organisations[i];
        expect_clean(organisation.name, limits::name, Lines::one, "organisations.name", true);
        if (organisation.id.value != i + 1) fail("organisations.id", "expected numbers from 1");
        if (organisation.seats < 1 || organisation.seats > limits::seats_per_organisation)
            fail("organisations.seats", "expected a whole number from 1 to 10");
        if (!names.insert(name_key(organisation.name)).second)
            fail("organisations.name", "two organisations have the name \"" + organisation.name + "\"");
    }
    std::set<std::string> labels;
    for (const SeatState& seat : seats_of(agenda))
        if (!labels.insert(name_key(seat.label)).second)
            fail("organisations.name", "two seats would both be called \"" + seat.label + "\"");
    for (std::size_t i = 0; i < agenda.rounds.size(); ++i) {
        if (agenda.rounds[i].id.value != i + 1) fail("rounds.id", "expected numbers from 1");
        check_round(agenda.rounds[i]);
    }
}

}  // namespace equivox
