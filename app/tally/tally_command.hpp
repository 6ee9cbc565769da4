// SPDX-License-Identifier: Apache-2.0
// `equivox tally FILE.cvotes [--json] [--organisations tags] [--unranked last|no-opinion]`: counts an
// election file by every method and says why. See README.md here.
#pragma once

#include <CLI/App.hpp>
#include <iosfwd>
#include <optional>
#include <string>

#include "sessions/tally/pairwise.hpp"

namespace equivox {

struct TallyCommand {
    std::string file;
    bool json = false;
    bool by_organisation = false;
    std::optional<tally::Unranked> unranked;
};

// 0, or 1 with one sentence on `errors` where the file cannot be read or counted; then `output` is untouched.
int run_tally(const TallyCommand& command, std::ostream& output, std::ostream& errors);

// Adds the subcommand `tally`. When it is parsed it runs, on standard output and standard error, and sets
// exit_code, which must outlive the parsing. Bad usage is reported by CLI11 as a CLI::ParseError; the program
// ends with 2 then.
void add_tally_command(CLI::App& app, int& exit_code);

}  // namespace equivox
