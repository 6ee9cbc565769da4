// SPDX-License-Identifier: Apache-2.0
// equivox: one program, its commands in their own files. Every failure is one sentence on standard error; bad
// usage ends with 2, a failure with 1.
#include <CLI/CLI.hpp>
#include <iostream>

#include "app/host/host_command.hpp"
#include "app/host/pictures_command.hpp"
#include "app/record/export_command.hpp"
#include "app/record/verify_command.hpp"
#include "app/rehearse/rehearse_command.hpp"
#include "app/rehearse/simulate_command.hpp"
#include "app/tally/tally_command.hpp"
#include "sessions/version.hpp"

int main(int argc, char** argv) {
    CLI::App app("Equivox: decide together, with an equal voice for every organisation.");
    app.name("equivox");
    app.set_version_flag("--version", std::string(equivox::software_name));
    app.require_subcommand(1);
    int exit_code = 0;
    equivox::add_host_command(app, exit_code);
    equivox::add_rehearse_command(app, exit_code);
    equivox::add_simulate_command(app, exit_code);
    equivox::add_verify_command(app, exit_code);
    equivox::add_export_command(app, exit_code);
    equivox::add_tally_command(app, exit_code);
    equivox::add_pictures_command(app, exit_code);
    try {
        app.parse(argc, argv);
        return exit_code;
    } catch (const CLI::Success& asked_for_help) {
        return app.exit(asked_for_help);
    } catch (const CLI::ParseError& error) {
        std::cerr << error.what() << " See: equivox --help\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
