// SPDX-License-Identifier: Apache-2.0
// X5. A ranking asked for again while a few are away: whoever is missing could be worked out from the
// difference. Through the running program, and looked for everywhere: in the file, and in everything that was
// said to anybody.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/attacks/workshop.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;
namespace json = boost::json;

const std::vector<const char*> organisations{"Alder", "Birch", "Cedar", "Elder",
                                             "Hazel", "Maple", "Rowan", "Willow"};

std::string agenda() {
    std::string text = "name = \"Again\"\npurpose = \"To be asked again.\"\n";
    for (const char* name : organisations)
        text += "[[organisations]]\nname = \"" + std::string(name) + "\"\n";
    return text +
           "[[rounds]]\nquestion = \"What first?\"\nno_change = false\n"
           "given = [{ title = \"A\" }, { title = \"B\" }, { title = \"C\" }]\n";
}

// Everybody who is in the room ranks.
void rank(Workshop& workshop) {
    workshop.open(BoxKind::ranking);
    for (std::size_t i = 0; i < workshop.devices(); ++i)
        if (workshop.device(i).seat()) workshop.put(i, ranking({{1}, {2}, {3}}));
    workshop.close();
}

json::object last_release(const Workshop& workshop) {
    // The host still holds the file: its entries are read from a copy.
    const std::filesystem::path copy = workshop.folder() / "copy.equivox";
    for (const char* end : {"", "-wal"}) {
        std::filesystem::remove(copy.string() + end);
        if (std::filesystem::exists(workshop.file().string() + end))
            std::filesystem::copy_file(workshop.file().string() + end, copy.string() + end);
    }
    json::object last;
    for (const Entry& entry : entries_of(copy)) {
        const json::object event = json::parse(entry.event).as_object();
        if (event.at("type").as_string() == "box_released") last = event;
    }
    return last;
}

TEST_CASE("X5, D7: with one or two organisations away a repeat is withheld everywhere; with three it is L1",
          "[x5]") {
    const TemporaryFolder folder;
    Workshop workshop(folder / "session", {.agenda = agenda()});
    workshop.join({1, 2, 3, 4, 5, 6, 7, 8});
    workshop.asks(BeginRound{RoundId{1}});
    workshop.asks(MoveToClarification{});
    rank(workshop);
    const json::object first = last_release(workshop).at("release").as_object();
    CHECK(first.at("type").as_string() == "ranking");
    CHECK(first.at("level").as_string() == "l2");
    CHECK(first.at("organisations").to_number<int>() == 8);

    std::vector<std::string> away;
    for (const std::size_t leaver : {7U, 6U}) {
        workshop.leave(leaver);
        away.insert(away.begin(), organisations[leaver]);
        INFO(away.size() << " away");
        rank(workshop);
        const json::object event = last_release(workshop);
        const json::object release = event.at("release").as_object();
        CHECK(release.at("type").as_string() == "ranking_withheld");
        CHECK(release.at("reason").as_string() == "attendance_changed");
        CHECK(release.at("changed").as_array().size() == away.size());
        CHECK_FALSE(release.contains("places"));
        CHECK_FALSE(release.contains("steps"));
        // What people see: why it is not shown, and nothing of an order.
        for (std::size_t i = 0; i < workshop.devices(); ++i) {
            const StandingsView& shown = workshop.device(i).room().round->standings.value();
            if (!workshop.device(i).seat()) continue;
            CHECK_FALSE(shown.shown);
            CHECK(shown.places.empty());
            CHECK(shown.steps.empty());
            for (const std::string& name : away)
                CHECK(shown.not_shown_because.find(name) != std::string::npos);
        }
    }
    workshop.leave(5);
    rank(workshop);
    const json::object third = last_release(workshop).at("release").as_object();
    CHECK(third.at("type").as_string() == "ranking");
    CHECK(third.at("level").as_string() == "l1");
    for (const json::value& step : third.at("steps").as_array())
        CHECK((step.as_string() == "ahead" || step.as_string() == "level"));
    const StandingsView& shown = workshop.device(0).room().round->standings.value();
    CHECK(shown.shown);
    for (const Step step : shown.steps) CHECK(step != Step::clearly_ahead);
}

TEST_CASE("X5, D7: a repeat with everybody back is shown as ever, and one with another seat is not", "[x5]") {
    const TemporaryFolder folder;
    Workshop workshop(folder / "session", {.agenda = agenda()});
    workshop.join({1, 2, 3, 4, 5, 6, 7, 8});
    workshop.asks(BeginRound{RoundId{1}});
    workshop.asks(MoveToClarification{});
    rank(workshop);
    // Somebody leaves and comes back with another device: the same seat, so the same attendance.
    workshop.leave(3);
    static_cast<void>(workshop.join(4));
    rank(workshop);
    CHECK(last_release(workshop).at("release").at("type").as_string() == "ranking");
    CHECK(last_release(workshop).at("release").at("level").as_string() == "l2");
    // Somebody stays in the room and puts nothing in: that organisation is not counted.
    workshop.open(BoxKind::ranking);
    for (std::size_t i = 0; i < workshop.devices(); ++i)
        if (workshop.device(i).seat() && i != 2) workshop.put(i, ranking({{1}, {2}, {3}}));
    workshop.close();
    CHECK(last_release(workshop).at("release").at("type").as_string() == "ranking_withheld");
}

}  // namespace
}  // namespace equivox
