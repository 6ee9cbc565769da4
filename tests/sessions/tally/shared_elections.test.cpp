// SPDX-License-Identifier: Apache-2.0
// The command against what at least two independent programs make of real elections. The files are not part
// of the repository: EQUIVOX_ELECTIONS names their folder, without it ../shared/elections beside the checkout
// is tried, and where there is none the program says so and ends with 4, which CTest shows as skipped.
// It stops at the first difference and prints it.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "app/tally/tally_command.hpp"

namespace json = boost::json;

namespace {

// Where an answer comes from, which a count cannot know.
bool is_provenance(const std::string& key) {
    static const std::set<std::string> keys = {"by",   "sha256",        "dropped", "notes",          "base",
                                               "rule", "organisations", "sizes",   "ballot_weights", "scale"};
    return keys.contains(key) || key.ends_with("_by");
}

// The first place where `found` lacks or contradicts something of `expected`, in words; empty where none.
std::string difference(const std::string& where, const json::value& expected, const json::value& found) {
    if (!expected.is_object()) {
        if (expected == found) return {};
        return where + " should be\n  " + json::serialize(expected) + "\nbut is\n  " + json::serialize(found);
    }
    if (!found.is_object()) return where + " should be an object but is " + json::serialize(found);
    for (const auto& [key, value] : expected.get_object()) {
        const std::string name(key);
        if (is_provenance(name)) continue;
        const json::value* const other = found.get_object().if_contains(key);
        if (other == nullptr) return where + " should have " + name + ", but it is missing";
        const std::string deeper = difference(where + "." + name, value, *other);
        if (!deeper.empty()) return deeper;
    }
    return {};
}

struct Group {
    std::string name;
    bool by_organisation = false;
    std::optional<equivox::tally::Unranked> unranked;
};

bool agrees(const std::filesystem::path& folder, const Group& group, const std::string& file,
            const json::value& expected) {
    equivox::TallyCommand command;
    command.file = folder / file;
    command.json = true;
    command.by_organisation = group.by_organisation;
    command.unranked = group.unranked;
    std::ostringstream output;
    if (equivox::run_tally(command, output, std::cout) != 0) return false;
    const std::string found = difference(group.name + " " + file, expected, json::parse(output.str()));
    if (found.empty()) return true;
    std::cout << found << "\n";
    return false;
}

}  // namespace

int main() {
    const char* const named = std::getenv("EQUIVOX_ELECTIONS");
    const std::filesystem::path folder = named != nullptr ? named : EQUIVOX_CHECKOUT "/../shared/elections";
    if (!std::filesystem::exists(folder / "expected.json")) {
        std::cout << "SKIP: no expected.json in " << folder << "; set EQUIVOX_ELECTIONS to the folder\n";
        return 4;
    }
    std::ifstream stream(folder / "expected.json");
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const json::value expected = json::parse(text);
    using equivox::tally::Unranked;
    // Weighted files twice: as they are, and with equal voice applied here instead of by their weights.
    const std::vector<Group> groups = {{"elections", false, std::nullopt},
                                       {"no_opinion", false, Unranked::no_opinion},
                                       {"equal_voice", false, std::nullopt},
                                       {"equal_voice", true, std::nullopt}};
    std::size_t files = 0;
    for (const Group& group : groups) {
        for (const auto& [file, entry] : expected.at(group.name).as_object()) {
            if (!agrees(folder, group, std::string(file), entry)) return 1;
            ++files;
        }
    }
    std::cout << files << " counts agree\n";
    return files == 0 ? 1 : 0;
}
