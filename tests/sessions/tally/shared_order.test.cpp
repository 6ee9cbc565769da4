// SPDX-License-Identifier: Apache-2.0
// The order rule against vectors of an independent program. They are not part of the repository:
// EQUIVOX_ORDER names their folder, without it ../shared/order beside the checkout is tried, and where
// there is none the program says so and ends with 4, which CTest shows as skipped.
#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "sessions/tally/order.hpp"

using namespace equivox::tally;
namespace json = boost::json;

namespace {

// These files use a small part of the election format; reading it here keeps the check independent.
struct File {
    std::vector<std::string> options;
    std::vector<OrganisationBallot> ballots;
};

std::vector<std::string> split(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(separator, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = to + separator.size();
    }
    return parts;
}

Ranking ranking_from(const std::string& text, const std::vector<std::string>& options) {
    Ranking ranking;
    if (text == "/EMPTY_RANKING/") return ranking;
    for (const auto& rank : split(text, " > ")) {
        ranking.emplace_back();
        for (const auto& name : split(rank, " = ")) {
            const auto found = std::find(options.begin(), options.end(), name);
            if (found == options.end()) throw std::runtime_error("unknown option " + name);
            ranking.back().push_back(static_cast<std::uint32_t>(found - options.begin()));
        }
    }
    return ranking;
}

File read_file(const std::filesystem::path& path) {
    File file;
    std::map<std::string, std::uint32_t> organisations;
    std::ifstream stream(path);
    const std::string candidates = "#/Candidates: ";
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(candidates)) file.options = split(line.substr(candidates.size()), " ; ");
        if (line.empty() || line.front() == '#') continue;
        const auto parts = split(line, " || ");
        const auto organisation = organisations.emplace(parts.at(0), organisations.size()).first->second;
        file.ballots.push_back({organisation, ranking_from(parts.at(1), file.options)});
    }
    return file;
}

json::array steps_as_json(const Margins& margins, const Order& order, Level level) {
    json::array result;
    for (const Step step : steps(margins, order, level)) result.push_back(json::value(name_of(step)));
    return result;
}

json::object result_of(const File& file) {
    const auto options = static_cast<std::uint32_t>(file.options.size());
    const Margins margins = count_margins(options, file.ballots);
    const Order order = order_from(margins);
    json::object result;
    result["k"] = order.organisations;
    result["n"] = order.ballots;
    result["relations"] = json::value_from(order.relations);
    result["ranking"] = json::value_from(order.places);
    for (const Level level : {Level::l1, Level::l2, Level::l3}) {
        result[name_of(level)] = steps_as_json(margins, order, level);
    }
    return result;
}

bool agrees(const std::string& name, const json::object& expected, const json::object& found) {
    for (const auto& [key, value] : found) {
        const json::value& wanted =
            expected.contains(key) ? expected.at(key) : expected.at("steps").as_object().at(key);
        if (wanted == json::parse(json::serialize(value))) continue;
        std::cout << name << ": " << key << " should be\n  " << wanted << "\nbut is\n  " << value << "\n";
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
    for (const auto& [name, entry] : expected.as_object()) {
        const std::string file_name(name);
        if (!agrees(file_name, entry.as_object(), result_of(read_file(folder / file_name)))) return 1;
    }
    std::cout << expected.as_object().size() << " files agree\n";
    return expected.as_object().empty() ? 1 : 0;
}
