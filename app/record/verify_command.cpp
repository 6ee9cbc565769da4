// SPDX-License-Identifier: Apache-2.0
#include "app/record/verify_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <memory>
#include <sstream>

#include "sessions/journal.hpp"
#include "sessions/journal_sqlite.hpp"

namespace equivox {
namespace {

constexpr int sound = 0;
constexpr int broken = 1;
constexpr int unreadable = 2;

struct Findings {
    std::uint64_t entries = 0;
    std::string words;
    std::string digest;
    bool closed = false;
    bool rehearsal = false;
    std::optional<Broken> broken;
    std::string mismatch;  // of --words or --head, a sentence
    bool compared = false;
};

// Lower case, one blank between words: as people type what was read out.
std::string normal_words(const std::string& words) {
    std::istringstream in(words);
    std::string result;
    for (std::string word; in >> word;) {
        std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
            return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        });
        result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

void compare(Findings& findings, const VerifyCommand& command, const std::vector<Entry>& entries) {
    if (!command.words.empty()) {
        findings.compared = true;
        if (normal_words(command.words) != findings.words)
            findings.mismatch = "The check words do not fit: this file's are \"" + findings.words + "\".";
    }
    if (!command.head.empty() && findings.mismatch.empty()) {
        findings.compared = true;
        const auto holds = [&](const Entry& entry) {
            return to_hex(entry.digest) == normal_words(command.head);
        };
        if (std::none_of(entries.begin(), entries.end(), holds))
            findings.mismatch =
                "The record does not contain the head that was given: it was changed or cut since.";
    }
}

Findings examine(const VerifyCommand& command) {
    const SqliteJournal journal(command.file, SqliteJournal::Mode::read_only);
    const std::vector<Entry> entries = journal.read_all();
    Findings findings;
    const auto replayed = replay(entries);
    if (const auto* first = std::get_if<Broken>(&replayed)) {
        findings.broken = *first;
        return findings;
    }
    const auto& good = std::get<Replay>(replayed);
    findings.entries = good.entries;
    findings.words = check_words(good.chain.digest);
    findings.digest = to_hex(good.chain.digest);
    findings.closed = good.session.closed;
    findings.rehearsal = good.session.opened.rehearsal;
    compare(findings, command, entries);
    return findings;
}

void print_json(const Findings& findings, std::ostream& output) {
    boost::json::object json;
    json["sound"] = !findings.broken && findings.mismatch.empty();
    if (findings.broken) {
        json["broken_entry"] = findings.broken->entry;
        json["problem"] = findings.broken->problem;
    } else {
        json["entries"] = findings.entries;
        json["check_words"] = findings.words;
        json["digest"] = findings.digest;
        json["closed"] = findings.closed;
        json["rehearsal"] = findings.rehearsal;
        if (findings.compared) json["matches"] = findings.mismatch.empty();
        if (!findings.mismatch.empty()) json["problem"] = findings.mismatch;
    }
    output << boost::json::serialize(json) << '\n';
}

void print_text(const Findings& findings, std::ostream& output) {
    if (findings.broken) {
        output << "BROKEN at entry " << findings.broken->entry << ": " << findings.broken->problem << ".\n";
        return;
    }
    output << findings.entries << " entries: each follows from the one before it, and all of them replay.\n";
    if (findings.rehearsal) output << "This is a rehearsal, not a real session.\n";
    if (!findings.closed) output << "The session was not closed.\n";
    output << "Check words: " << findings.words << "\nDigest: " << findings.digest << '\n';
    if (!findings.mismatch.empty())
        output << findings.mismatch << '\n';
    else if (findings.compared)
        output << "They are the same as those given: the record is unchanged since they were written down.\n";
    else
        output << "This shows that the file is consistent in itself. To know that it is unchanged, compare "
                  "the check "
                  "words\nwith those written down when the session closed. Nothing here can show that a "
                  "count was "
                  "right: the rankings\nwere destroyed, as was promised.\n";
}

}  // namespace

int run_verify(const VerifyCommand& command, std::ostream& output, std::ostream& errors) {
    try {
        const Findings findings = examine(command);
        command.json ? print_json(findings, output) : print_text(findings, output);
        return findings.broken || !findings.mismatch.empty() ? broken : sound;
    } catch (const JournalError& error) {
        errors << error.what() << '\n';
        return unreadable;
    }
}

void add_verify_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<VerifyCommand>();
    CLI::App* verify = app.add_subcommand("verify", "Check a session file and print its check words");
    verify->add_option("FILE", command->file, "the session file")->required();
    verify->add_option("--words", command->words, "the six check words that were written down");
    verify->add_option("--head", command->head, "a digest that a participant's device kept");
    verify->add_flag("--json", command->json, "for machines");
    verify->callback([command, &exit_code] { exit_code = run_verify(*command, std::cout, std::cerr); });
}

}  // namespace equivox
