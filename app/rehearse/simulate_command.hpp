// SPDX-License-Identifier: Apache-2.0
// `equivox simulate --port N --room-code CODE --agenda A.toml --delegates N [--seed S]`: simulated delegates
// for a host that runs already, on this machine. They stay, and come back after the host was restarted, until
// they are stopped. For trying out the room and for tests, with a host that was started with --rehearsal.
#pragma once

#include <CLI/App.hpp>

namespace equivox {

void add_simulate_command(CLI::App&, int& exit_code);

}  // namespace equivox
