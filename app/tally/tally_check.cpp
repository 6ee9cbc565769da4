// SPDX-License-Identifier: Apache-2.0
// The subcommand `tally` as a program of its own, for tests and measurements: no windows, no network.
#include <CLI/CLI.hpp>

#include "app/tally/tally_command.hpp"

int main(int argc, char** argv) {
    CLI::App app("Counts election files by every method", "equivox-tally-check");
    app.require_subcommand(1);
    int exit_code = 0;
    equivox::add_tally_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
}
