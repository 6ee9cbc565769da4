// SPDX-License-Identifier: Apache-2.0
#include "app/host/host_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <iostream>
#include <memory>

#include "app/host/agenda_file.hpp"
#include "app/host/host_process.hpp"
#include "app/host/windows.hpp"

namespace equivox {
namespace {

struct HostCommand {
    std::string file;
    std::string agenda;
    std::string bind = "0.0.0.0";
    std::uint16_t port = 8477;
    std::vector<std::string> names;
    std::string secret_file;
    bool headless = false;
    bool rehearsal = false;
    bool memory_custody = false;
    bool new_host_key = false;
};

HostOptions options_of(const HostCommand& command) {
    HostOptions options;
    if (!command.agenda.empty()) options.agenda = read_agenda_file(command.agenda);
    if (command.file.empty() && !options.agenda)
        throw HostError(
            "Give an agenda to begin a session (--agenda AGENDA.toml), or the session file to go on with.");
    options.file = command.file.empty() ? default_session_file(options.agenda->name).string() : command.file;
    options.rehearsal = command.rehearsal;
    if (command.memory_custody && !command.rehearsal)
        throw HostError("Anonymous inputs are kept in memory only in a rehearsal: add --rehearsal.");
    if (command.memory_custody) options.custody = CustodyKind::memory;
    options.new_host_key = command.new_host_key;
    options.bind = command.bind;
    options.port = command.port;
    options.names = command.names;
    options.secret_file = command.secret_file;
    if (command.headless && command.secret_file.empty())
        options.secret_file = options.file.string() + ".facilitator";
    return options;
}

void print_ready(const HostReady& ready) {
    boost::json::object json{{"url", ready.url},
                             {"room_code", ready.room_code},
                             {"port", ready.port},
                             {"file", ready.file},
                             {"host_fingerprint", ready.host_fingerprint}};
    if (!ready.facilitator_secret_file.empty())
        json["facilitator_secret_file"] = ready.facilitator_secret_file;
    std::cout << boost::json::serialize(json) << std::endl;
}

void wait_for_a_signal() {
    boost::asio::io_context io;
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([](const boost::system::error_code&, int) {});
    io.run();
}

int run(const HostCommand& command) {
    HostProcess host(options_of(command));
    print_ready(host.ready());
    int exit_code = 0;
    if (command.headless)
        wait_for_a_signal();
    else
        exit_code = run_windows(host, {});
    host.stop();
    return exit_code;
}

}  // namespace

void add_host_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<HostCommand>();
    CLI::App* sub = app.add_subcommand("host", "Run a workshop, or go on with one");
    sub->add_option("FILE", command->file, "the session file; one that exists is gone on with");
    sub->add_option("--agenda", command->agenda, "the agenda of a new session, a TOML file");
    sub->add_option("--bind", command->bind, "the address to listen on");
    sub->add_option("--port", command->port, "the port to listen on; 0 picks a free one");
    sub->add_option("--name", command->names, "a further name by which browsers reach this machine");
    sub->add_option("--facilitator-secret-file", command->secret_file,
                    "where to write the secret with which a facilitator connects from this machine");
    sub->add_flag("--rehearsal", command->rehearsal, "mark a new session as a rehearsal, for ever");
    sub->add_flag("--memory-custody", command->memory_custody,
                  "rehearsals only: keep what people put in in this program's memory, not in a sealed box");
    sub->add_flag("--new-host-key", command->new_host_key,
                  "go on with a session whose folder of keys is lost, as another host than before");
    sub->add_flag("--headless", command->headless, "no windows: the facilitator connects over the network");
    sub->callback([command, &exit_code] { exit_code = run(*command); });
}

}  // namespace equivox
