// SPDX-License-Identifier: Apache-2.0
// The order rule against vectors of an independent program. They are not part of the repository:
// EQUIVOX_ORDER names their folder, without it ../shared/order beside the checkout is tried, and where
// there is none the program says so and ends with 4, which CTest shows as skipped.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

#include "app/tally/tally_command.hpp"

namespace json = boost::json;

namespace {

bool agrees(const std::filesystem::path& folder, const std::string& file, const json::object& expected) {
    equivox::TallyCommand command;
    command.file = folder / file;
    command.json = true;
    command.by_organisation = true;
    std::ostringstream output;
    if (equivox::run_tally(command, output, std::cout) != 0) return false;
    const json::value found = json::parse(output.str());
    const json::object& order = found.at("methods").at("order").as_object();
    for (const char* const key : {"relations", "ranking", "steps"}) {
        if (order.at(key) == expected.at(key)) continue;
        std::cout << file << ": " << key << " should be\n  " << expected.at(key) << "\nbut is\n  "
                  << order.at(key) << "\n";
        return false;
    }
    return true;
}

}  // namespace

int main() {
    const char* named = std::getenv("EQUIVOX_ORDER");
    const std::filesystem::path folder = named ? named : EQUIVOX_CHECKOUT "/../shared/order";
    if (!std::filesystem::exists(folder / "expected.json")) {
        std::cout << "SKIP: no expected.json in " << folder << "; set EQUIVOX_ORDER to the folder\n";
        return 4;
    }
    std::ifstream stream(folder / "expected.json");
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const json::value expected = json::parse(text);
    for (const auto& [file, entry] : expected.as_object()) {
        if (!agrees(folder, std::string(file), entry.as_object())) return 1;
    }
    std::cout << expected.as_object().size() << " files agree\n";
    return expected.as_object().empty() ? 1 : 0;
}
