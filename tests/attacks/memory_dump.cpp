// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/memory_dump.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tests/attacks/workshop.hpp"

namespace equivox::testing {
namespace {

struct Area {
    off_t from = 0;
    std::size_t size = 0;
    bool dumped = true;  // into a core file
};

// The private, writable areas of a process, from /proc/ID/smaps.
std::vector<Area> areas_of(pid_t process) {
    std::vector<Area> areas;
    std::ifstream maps("/proc/" + std::to_string(process) + "/smaps");
    bool wanted = false;
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        std::string first;
        words >> first;
        const std::size_t dash = first.find('-');
        if (first.back() != ':' && dash != std::string::npos) {
            std::string rights;
            words >> rights;
            const std::uint64_t from = std::stoull(first.substr(0, dash), nullptr, 16);
            const std::uint64_t to = std::stoull(first.substr(dash + 1), nullptr, 16);
            wanted = rights.substr(0, 2) == "rw";
            if (wanted) areas.push_back({static_cast<off_t>(from), to - from, true});
        } else if (wanted && first == "VmFlags:") {
            for (std::string flag; words >> flag;)
                if (flag == "dd") areas.back().dumped = false;
        }
    }
    return areas;
}

}  // namespace

std::optional<Dump> dump_of(pid_t process) {
    const int memory = open(("/proc/" + std::to_string(process) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) return std::nullopt;
    Dump dump;
    for (const Area& area : areas_of(process)) {
        std::string bytes(area.size, '\0');
        const ssize_t got = pread(memory, bytes.data(), bytes.size(), area.from);
        if (got <= 0) continue;
        bytes.resize(static_cast<std::size_t>(got));
        dump.memory += bytes;
        if (area.dumped) dump.core += bytes;
    }
    close(memory);
    if (dump.memory.empty()) return std::nullopt;
    return dump;
}

std::set<std::string> found_in(const std::string& bytes, const Canaries& canaries) {
    std::set<std::string> found;
    for (const auto& [name, canary] : canaries)
        if (bytes.find(canary) != std::string::npos) found.insert(name);
    return found;
}

std::set<std::string> found_below(const std::filesystem::path& folder, const Canaries& canaries) {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        for (const std::string& name : found_in(bytes_of_file(entry.path()), canaries))
            found.insert(name + " in " + entry.path().filename().string());
    }
    return found;
}

}  // namespace equivox::testing
