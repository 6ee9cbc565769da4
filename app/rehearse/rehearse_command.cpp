// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/rehearse_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/host/agenda_file.hpp"
#include "app/record/record.hpp"
#include "app/rehearse/rehearsal.hpp"
#include "app/ui/qr_text.hpp"

namespace equivox {
namespace {

struct RehearseCommand {
    std::string agenda;
    std::uint32_t delegates = 0;
    std::uint64_t seed = 1;
    std::string output;
    std::uint16_t port = 0;
    bool windows = false;
    bool with_guests = false;
};

void invite(const HostReady& ready, bool with_guests) {
    if (!with_guests) return;
    const std::string link = ready.url + "/#code=" + ready.room_code;
    std::cout << ui::qr_as_terminal_text(link) << "\nOpen " << link
              << "\non this machine or another one on the same network, and take the seat that is left.\n"
              << std::flush;
}

// 0, or 2 for what was asked wrongly; other failures are thrown.
int run(const RehearseCommand& command) {
    RehearsalOptions options;
    options.agenda = read_agenda_file(command.agenda);
    try {
        (void)seating(options.agenda, command.delegates);
    } catch (const RehearsalError& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
    options.delegates = command.delegates;
    options.seed = command.seed;
    options.output = command.output.empty()
                         ? default_session_file(options.agenda.name + " rehearsal").string()
                         : command.output;
    options.port = command.port;
    options.windows = command.windows;
    options.with_guests = command.with_guests;
    if (options.windows || options.with_guests) options.bind = "0.0.0.0";
    run_rehearsal(options,
                  [&](const HostReady& ready) { invite(ready, options.with_guests || options.windows); });
    const auto record = read_record(options.output);
    if (const auto* broken = std::get_if<Broken>(&record)) {
        std::cerr << "The session file is damaged: entry " << broken->entry << ": " << broken->problem
                  << ".\n";
        return 1;
    }
    std::cout << "Session file: " << options.output.string()
              << "\nCheck words: " << check_words(std::get<Replay>(record).chain.digest) << '\n';
    return 0;
}

}  // namespace

void add_rehearse_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<RehearseCommand>();
    CLI::App* sub = app.add_subcommand("rehearse", "Run a whole workshop with simulated delegates");
    sub->add_option("--agenda", command->agenda, "the agenda, a TOML file")->required();
    sub->add_option("--delegates", command->delegates,
                    "how many simulated delegates, one per organisation first")
        ->required()
        ->check(CLI::Range(0U, 400U));
    sub->add_option("--seed", command->seed, "the same seed gives the same rehearsal");
    sub->add_option("--output", command->output, "the session file to write");
    sub->add_option("--port", command->port, "the port to listen on; 0 picks a free one");
    sub->add_flag("--windows", command->windows,
                  "show the console and the room screen, and facilitate yourself");
    sub->add_flag("--with-guests", command->with_guests,
                  "leave the other seats to real people and wait for them");
    sub->callback([command, &exit_code] { exit_code = run(*command); });
}

}  // namespace equivox
