// SPDX-License-Identifier: Apache-2.0
// What is in a running process, read from outside with the rights of root, as somebody reads it who seizes
// the machine.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace equivox::testing {

// Bytes looked for, by name. Only names are ever printed.
using Canaries = std::map<std::string, std::string>;

struct Dump {
    std::string memory;  // everything that the process can write
    std::string core;    // as much of it as the system would put into a core file
};
// Nothing where the system does not let this process look into another one.
[[nodiscard]] std::optional<Dump> dump_of(pid_t process);

[[nodiscard]] std::set<std::string> found_in(const std::string& bytes, const Canaries&);
// "canary in file", for every file below `folder`.
[[nodiscard]] std::set<std::string> found_below(const std::filesystem::path& folder, const Canaries&);

}  // namespace equivox::testing
