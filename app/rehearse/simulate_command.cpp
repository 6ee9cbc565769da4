// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/simulate_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <memory>

#include "app/host/agenda_file.hpp"
#include "app/rehearse/rehearsal.hpp"
#include "app/rehearse/simulated_delegate.hpp"

namespace equivox {
namespace {

struct SimulateCommand {
    std::string agenda;
    std::string room_code;
    std::string host_fingerprint;
    std::uint32_t delegates = 0;
    std::uint64_t seed = 1;
    std::uint16_t port = 0;
};

int run(const SimulateCommand& command) {
    const Agenda agenda = read_agenda_file(command.agenda);
    boost::asio::io_context io;
    SeededChance chance(command.seed);
    Pace pace(io, chance, {}, {});
    std::vector<std::unique_ptr<SimulatedDelegate>> delegates;
    std::uint32_t number = 0;
    for (const OrganisationId organisation : seating(agenda, command.delegates)) {
        delegates.push_back(std::make_unique<SimulatedDelegate>(
            io, agenda,
            SimulatedDelegate::Settings{.number = number++,
                                        .organisation = organisation,
                                        .seed = command.seed,
                                        .host = "127.0.0.1",
                                        .port = command.port,
                                        .room_code = command.room_code,
                                        .host_fingerprint = command.host_fingerprint},
            pace));
        delegates.back()->start();
    }
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
    io.run();
    for (const auto& delegate : delegates)
        if (!delegate->problem().empty())
            throw RehearsalError("A simulated delegate was stopped: " + delegate->problem());
    return 0;
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<SimulateCommand>();
    CLI::App* sub =
        app.add_subcommand("simulate", "Simulated delegates for a host that runs on this machine");
    sub->add_option("--agenda", command->agenda, "the host's agenda, a TOML file")->required();
    sub->add_option("--port", command->port, "the host's port")->required();
    sub->add_option("--room-code", command->room_code, "the host's room code")->required();
    sub->add_option("--host-fingerprint", command->host_fingerprint,
                    "the host's fingerprint; without it any host is believed");
    sub->add_option("--delegates", command->delegates, "how many, one per organisation first")
        ->required()
        ->check(CLI::Range(1U, 400U));
    sub->add_option("--seed", command->seed, "the same seed gives the same delegates");
    sub->callback([command, &exit_code] { exit_code = run(*command); });
}

}  // namespace equivox
