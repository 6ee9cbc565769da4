// SPDX-License-Identifier: Apache-2.0
// X2. What somebody finds out who has the saved file, raw and exported, and nothing else: every profile of
// the room that fits what the file says is gone through (tests/anonymity/enumerator.hpp).
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "tests/anonymity/ranking_room.hpp"
#include "tests/attacks/workshop.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;
namespace json = boost::json;
using anonymity::Insider;
using anonymity::Published;
using anonymity::Report;
using anonymity::Target;

using Ballots = std::vector<std::vector<std::vector<std::uint32_t>>>;  // of each organisation, options 1 to 3

// Profiles that people really have, and those in which an exact figure would say most.
struct Profile {
    std::string name;
    Ballots ballots;
};
const std::vector<Profile> profiles{
    {"unanimous", Ballots(6, {{1}, {2}, {3}})},
    {"one dissenter",
     {{{3}, {2}, {1}}, {{1}, {2}, {3}}, {{1}, {2}, {3}}, {{1}, {2}, {3}}, {{1}, {2}, {3}}, {{1}, {2}, {3}}}},
    {"two blocs",
     {{{1}, {2}, {3}}, {{1}, {2}, {3}}, {{1}, {2}, {3}}, {{3}, {2}, {1}}, {{3}, {2}, {1}}, {{3}, {2}, {1}}}},
    {"all level", Ballots(6, {{1, 2, 3}})},
    {"five, one is away", {{{2}, {1}}, {{2}, {1}, {3}}, {{2}}, {{2, 1}}, {{2}, {3}, {1}}}},
};

std::string agenda() {
    std::string text = "name = \"Saved\"\npurpose = \"To be read later.\"\n";
    for (const char* name : {"Alder", "Birch", "Cedar", "Elder", "Hazel", "Rowan"})
        text += "[[organisations]]\nname = \"" + std::string(name) + "\"\n";
    for (const Profile& profile : profiles)
        text += "[[rounds]]\nquestion = \"" + profile.name +
                "\"\nno_change = false\ngiven = [{ title = \"A\" }, { title = \"B\" }, { title = \"C\" }]\n";
    return text;
}

// One ranking, as the file says it.
struct Said {
    json::object event;
    Published published;               // places and steps, as the enumerator writes them
    std::vector<std::uint32_t> sizes;  // of the organisations with counted seats
    tally::Level level = tally::Level::l1;
};

int step_number(std::string_view name) {
    const std::vector<std::string_view> names{"level", "ahead",      "clearly_ahead",
                                              "fifth", "two_fifths", "three_fifths"};
    return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
}

Published as_published(const json::array& places, const json::array& steps) {
    std::map<std::int64_t, int> place_of;
    for (std::size_t i = 0; i < places.size(); ++i)
        for (const json::value& id : places[i].as_array())
            place_of[id.to_number<std::int64_t>()] = static_cast<int>(i);
    std::vector<int> in_order;
    for (const auto& [id, place] : place_of) in_order.push_back(place);
    Published published;
    for (std::size_t a = 0; a < in_order.size(); ++a)
        for (std::size_t b = a + 1; b < in_order.size(); ++b) {
            const int apart = in_order[b] - in_order[a];
            int strength = apart == 0 ? 0 : anonymity::far_apart;
            if (apart == 1 || apart == -1)
                strength =
                    1 + step_number(
                            steps[static_cast<std::size_t>(std::min(in_order[a], in_order[b]))].as_string());
            published.push_back(apart > 0 ? strength : -strength);
        }
    return published;
}

Said read(const json::object& event) {
    Said said;
    said.event = event;
    const json::object& release = event.at("release").as_object();
    said.published = as_published(release.at("places").as_array(), release.at("steps").as_array());
    said.sizes.assign(event.at("counted").as_array().size(), 1);  // organisations of one seat each
    const std::string_view level = release.at("level").as_string();
    said.level = level == "l1" ? tally::Level::l1 : level == "l2" ? tally::Level::l2 : tally::Level::l3;
    return said;
}

// Plays all rounds on the running program.
void make_file(const TemporaryFolder& folder) {
    Workshop workshop(folder / "session", {.agenda = agenda()});
    workshop.join({1, 2, 3, 4, 5, 6});
    for (std::uint32_t round = 1; round <= profiles.size(); ++round) {
        const Ballots& ballots = profiles[round - 1].ballots;
        if (ballots.size() < workshop.devices()) workshop.leave(5);
        workshop.asks(BeginRound{RoundId{round}});
        workshop.asks(MoveToClarification{});
        workshop.open(BoxKind::ranking);
        const std::uint32_t before = (round - 1) * 3;
        for (std::size_t i = 0; i < ballots.size(); ++i) {
            auto places = ballots[i];
            for (auto& place : places)
                for (std::uint32_t& option : place) option += before;
            workshop.put(i, ranking(places));
        }
        workshop.close();
        OutcomeText outcome;
        outcome.kind = OutcomeKind::deferred;
        outcome.text = "Another day.";
        outcome.owner = "Ash";
        outcome.review_date = "2027-01-01";
        workshop.asks(DraftOutcome{outcome});
        workshop.asks(DeclareOutcome{});
    }
    workshop.finish();
}

std::vector<json::object> ranking_events(const std::filesystem::path& file) {
    std::vector<json::object> events;
    for (const Entry& entry : entries_of(file)) {
        const json::object event = json::parse(entry.event).as_object();
        if (event.at("type").as_string() == "box_released") events.push_back(event);
    }
    return events;
}

std::set<std::string> members(const json::object& object) {
    std::set<std::string> names;
    for (const auto& [name, value] : object) names.insert(std::string(name));
    return names;
}

// What really was put in, published as the rules say.
Published truth(const Ballots& ballots, tally::Level level) {
    std::vector<tally::OrganisationBallot> cast;
    for (std::uint32_t i = 0; i < ballots.size(); ++i) {
        tally::Ranking places = ballots[i];
        for (auto& place : places)
            for (std::uint32_t& option : place) --option;
        cast.push_back({i, places});
    }
    return anonymity::order_and_steps(tally::count_margins(3, cast), level);
}

// What an attacker makes of a ranking: everything it says, exact head counts included where it has them.
Report attack(const Said& said) {
    Report report;
    const bool heads = said.event.contains("more") && said.event.at("more").as_object().contains("heads");
    for (const Insider insider : {Insider::none, Insider::one}) {
        const anonymity::RankingRoom room = anonymity::equal_voice(3, said.sizes);
        report += heads ? anonymity::enumerate(anonymity::with_heads(room),
                                               anonymity::release_beside_exact_second_view(said.level),
                                               Target::organisation, insider)
                        : anonymity::enumerate(room, anonymity::release_at(said.level), Target::organisation,
                                               insider);
    }
    return report;
}

TEST_CASE("X2, D2, D4, D9: from the saved file nobody's direction can be told with certainty", "[x2]") {
    const TemporaryFolder folder;
    make_file(folder);
    const std::vector<json::object> events = ranking_events(folder / "session/s.equivox");
    REQUIRE(events.size() == profiles.size());
    std::size_t cases = 0;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        INFO(profiles[i].name << ": " << json::serialize(events[i]));
        const Said said = read(events[i]);
        CHECK(said.sizes.size() == profiles[i].ballots.size());
        CHECK(said.level == (said.sizes.size() == 5 ? tally::Level::l1 : tally::Level::l2));
        CHECK(said.published == truth(profiles[i].ballots, said.level));
        CHECK(members(events[i]) == std::set<std::string>{"type", "box", "release", "counted"});
        CHECK(members(events[i].at("release").as_object()) ==
              std::set<std::string>{"type", "rule_version", "organisations", "ballots", "level",
                                    "outsiders_only", "places", "steps"});
        const Report report = attack(said);
        cases += report.cases;
        CHECK(report.excluded == 0);
        CHECK(report.certain == 0);
    }
    CHECK(cases > 1000);
}

TEST_CASE("X2: the export says of a ranking what the file says, and nothing more", "[x2]") {
    const TemporaryFolder folder;
    make_file(folder);
    const std::filesystem::path file = folder / "session/s.equivox";
    const std::filesystem::path out = folder / "out.json";
    REQUIRE(run_to_end(attacked_program(),
                       {"export", file.string(), "--format", "json", "--output", out.string()})
                .code == 0);
    const json::value exported = json::parse(bytes_of_file(out));
    const std::vector<json::object> events = ranking_events(file);
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        INFO(profiles[i].name);
        const json::object& round = exported.at("rounds").at(i).as_object();
        // Every member is public; none is a count or a figure about what was ranked.
        CHECK(members(round) == std::set<std::string>{"consent_withheld", "level", "lots", "objections",
                                                      "open_results", "organisations_ranked", "outcome",
                                                      "outsiders_only", "practice", "proposals", "question",
                                                      "questions", "shortlist", "standings", "steps",
                                                      "thresholds", "worries"});
        CHECK(as_published(round.at("standings").as_array(), round.at("steps").as_array()) ==
              read(events[i]).published);
        CHECK(round.at("organisations_ranked").to_number<std::size_t>() == profiles[i].ballots.size());
    }
}

}  // namespace
}  // namespace equivox
