// SPDX-License-Identifier: Apache-2.0
// `equivox export FILE --format json|md --output PATH`: writes the decision record. Exit 0; 1 with one
// sentence.
#pragma once

#include <CLI/App.hpp>
#include <iosfwd>
#include <string>

namespace equivox {

struct ExportCommand {
    std::string file;
    std::string format;  // "json" or "md"
    std::string output;
};

int run_export(const ExportCommand&, std::ostream& errors);

void add_export_command(CLI::App&, int& exit_code);

}  // namespace equivox
