// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/two_worlds.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "tests/attacks/seeded_randomness.hpp"

namespace equivox::testing {
namespace {

const std::string agenda = R"(
name = "Two worlds"
purpose = "To look alike."
[[organisations]]
name = "Alder"
seats = 2
[[organisations]]
name = "Birch"
[[organisations]]
name = "Cedar"
[[organisations]]
name = "Elder"
[[organisations]]
name = "Hazel"
[[organisations]]
name = "Rowan"
[[rounds]]
question = "What first?"
given = [
  { title = "First", text = "One clause." },
  { title = "Second" },
  { title = "Third" },
  { title = "Fourth" },
  { title = "Fifth" },
  { title = "Sixth" },
]
)";

// The script.
class Player {
public:
    Player(const std::filesystem::path& folder, const Inputs& inputs, std::chrono::milliseconds calm)
        : inputs_(inputs), workshop_(folder, {.agenda = agenda, .seed = 7, .still = true, .calm = calm}) {
        workshop_.on_step([this] { note_sizes(); });
    }

    Evidence play() {
        workshop_.join({1, 1, 2, 3, 4, 5, 6});
        everybody(BoxKind::safety, [&](std::size_t i) { return SafetyDeposit{inputs_.safety[i]}; });
        workshop_.asks(BeginRound{RoundId{1}});
        everybody(BoxKind::proposals, [&](std::size_t i) {
            return inputs_.proposals[i].empty() ? ProposalsDeposit{} : written(inputs_.proposals[i]);
        });
        workshop_.asks(MoveToClarification{});
        everybody(BoxKind::questions, [&](std::size_t i) {
            QuestionsDeposit deposit;
            if (!inputs_.questions[i].empty()) deposit.entries.push_back({{}, inputs_.questions[i]});
            return deposit;
        });
        everybody(BoxKind::answers, [&](std::size_t i) {
            AnswersDeposit deposit;
            const auto& asked = workshop_.room().round->questions;
            if (!inputs_.answers[i].empty()) deposit.entries.push_back({asked.at(0).id, inputs_.answers[i]});
            return deposit;
        });
        everybody(BoxKind::shortlist, [&](std::size_t i) {
            ShortlistDeposit deposit;
            for (const std::uint32_t id : inputs_.ticks[i]) deposit.ticks.push_back(called(id));
            return deposit;
        });
        everybody(BoxKind::ranking, [&](std::size_t i) {
            RankingDeposit deposit;
            for (const auto& place : inputs_.rankings[i]) {
                auto& group = deposit.ranking.emplace_back();
                for (const std::uint32_t id : place) group.push_back(called(id));
            }
            return deposit;
        });
        everybody(
            BoxKind::consent, [&](std::size_t i) { return inputs_.consent[i]; }, called(1));
        OutcomeText outcome;
        outcome.kind = OutcomeKind::deferred;
        outcome.text = "Another day.";
        outcome.owner = "Ash";
        outcome.review_date = "2027-01-01";
        workshop_.asks(DraftOutcome{outcome});
        workshop_.asks(DeclareOutcome{});
        workshop_.finish();
        return collect();
    }

private:
    // The n-th given proposal.
    ProposalId called(std::uint32_t number) const {
        static const std::vector<std::string> titles{"First", "Second", "Third", "Fourth", "Fifth", "Sixth"};
        for (const ProposalView& proposal : workshop_.facilitator().room().round->proposals)
            if (proposal.title == titles.at(number - 1)) return proposal.id;
        throw std::logic_error("no such proposal");
    }

    template <class Content>
    void everybody(BoxKind kind, const Content& content, std::optional<ProposalId> proposal = {}) {
        workshop_.open(kind, proposal);
        if (inputs_.second_thoughts) workshop_.put(inputs_.order[0], content(inputs_.order[1]));
        for (const std::size_t i : inputs_.order) workshop_.put(i, content(i));
        workshop_.last_call();
        // As every device does at the last call, where there are texts.
        if (kind != BoxKind::ranking && kind != BoxKind::shortlist)
            for (const std::size_t i : inputs_.order) workshop_.put(i, content(i));
        workshop_.close();
    }

    void note_sizes() {
        std::string& line = evidence_.sizes["step " + std::to_string(workshop_.wire().step())];
        for (const auto& [name, size] : workshop_.file_sizes())
            line += " " + name + "=" + std::to_string(size);
    }

    Evidence collect() {
        static const std::regex counted(
            R"re(("sequence|"stage_seconds|"last_call_seconds_left|127\.0\.0\.1)"?:[0-9]+)re");
        for (const WireMessage& message : open_wire(workshop_.wire().frames(), SeededRandomness::drawn())) {
            if (message.kind == "ping" || message.kind == "pong") continue;
            ++evidence_.messages;
            ++evidence_.sizes_of_kind[message.kind][message.size];
            const bool out = message.direction == Direction::to_device;
            const std::string where =
                "step " + std::to_string(message.step) + ", connection " + std::to_string(message.connection);
            std::string& frames = evidence_.frames[where];
            frames += (out ? " <- " : " -> ") + message.kind;
            for (const std::size_t size : message.frames) frames += " " + std::to_string(size);
            if (out) evidence_.said[where] += std::regex_replace(message.text, counted, "$1") + "\n";
        }
        evidence_.session_file["session file"] = bytes_of_file(workshop_.file());
        return evidence_;
    }

    const Inputs& inputs_;
    mutable Workshop workshop_;
    Evidence evidence_;
};

}  // namespace

Evidence play(const std::filesystem::path& folder, const Inputs& inputs, std::chrono::milliseconds calm) {
    return Player(folder, inputs, calm).play();
}

namespace {

std::string piece(const std::string& bytes, std::size_t from) {
    std::string text;
    for (const char c : bytes.substr(std::min(from, bytes.size()), 200))
        text += c >= ' ' && c <= '~' ? c : '.';
    return text + " (" + std::to_string(bytes.size()) + " bytes)";
}

std::set<std::string> seen_at(const std::string& where, const std::vector<Seen>& runs) {
    std::set<std::string> all;
    for (const Seen& run : runs) {
        const auto found = run.find(where);
        all.insert(found == run.end() ? "" : found->second);
    }
    return all;
}

}  // namespace

std::string difference(const std::vector<Seen>& one, const std::vector<Seen>& other) {
    std::set<std::string> places;
    for (const auto* runs : {&one, &other})
        for (const Seen& run : *runs)
            for (const auto& [where, what] : run) places.insert(where);
    for (const std::string& where : places) {
        const std::set<std::string> here = seen_at(where, one);
        const std::set<std::string> there = seen_at(where, other);
        if (std::any_of(here.begin(), here.end(), [&](const auto& what) { return there.contains(what); }))
            continue;
        const std::string& a = *here.begin();
        const std::string& b = *there.begin();
        std::size_t at = 0;
        while (at < std::min(a.size(), b.size()) && a[at] == b[at]) ++at;
        const std::size_t from = at < 80 ? 0 : at - 80;
        return where + ", from byte " + std::to_string(at) + ":\n  " + piece(a, from) + "\n  " +
               piece(b, from);
    }
    return "";
}

Inputs one_world() {
    Inputs inputs;
    inputs.safety.assign(players, SafetyAnswer::safe);
    inputs.proposals = {"A telephone number", "Beds at home", "Call the day before", "", "", "", ""};
    inputs.questions = {"Who pays for it?", "", "Since when?", "", "", "", ""};
    inputs.answers = {"", "The fund.", "", "Nobody yet.", "", "", ""};
    inputs.ticks.assign(players, {1, 2, 3, 4});
    inputs.rankings.assign(players, {{1}, {2}, {3}, {4}});
    inputs.consent.assign(players, consent(ConsentAnswer::yes));
    inputs.consent[0] = consent(ConsentAnswer::objection, "Nobody covers the weekend.");
    inputs.consent[2] = consent(ConsentAnswer::worry, "Evenings are thin.");
    inputs.order = {0, 1, 2, 3, 4, 5, 6};
    return inputs;
}

// Other people wrote the same texts; one organisation ranks the other way round, one has no opinion, and the
// release is the same: all steps stay far above a third of the voices.
Inputs other_world() {
    Inputs inputs = one_world();
    inputs.safety = {SafetyAnswer::safe,    SafetyAnswer::not_safe,   SafetyAnswer::safe,
                     SafetyAnswer::nothing, SafetyAnswer::in_between, SafetyAnswer::safe,
                     SafetyAnswer::safe};
    inputs.proposals = {"", "", "", "Call the day before", "", "A telephone number", "Beds at home"};
    inputs.questions = {"", "Since when?", "", "", "", "Who pays for it?", ""};
    inputs.answers = {"Nobody yet.", "", "", "", "", "", "The fund."};
    inputs.ticks[3] = {1, 4};
    inputs.ticks[5] = {4, 3, 2, 1};
    inputs.rankings[2] = {{4}, {3}, {2}, {1}};
    inputs.rankings[4] = {};
    inputs.rankings[6] = {{1, 2}, {3, 4}};
    inputs.consent.assign(players, consent(ConsentAnswer::yes));
    inputs.consent[1] = consent(ConsentAnswer::nothing);
    inputs.consent[3] = consent(ConsentAnswer::stand_aside);
    inputs.consent[4] = consent(ConsentAnswer::worry, "Evenings are thin.");
    inputs.consent[6] = consent(ConsentAnswer::objection, "Nobody covers the weekend.");
    return inputs;
}

}  // namespace equivox::testing
