// SPDX-License-Identifier: Apache-2.0
// `equivox host [FILE] [--agenda A.toml] [--port N] [--bind ADDRESS] [--headless] [--facilitator-secret-file
// F]`.
#pragma once

#include <CLI/App.hpp>

namespace equivox {

void add_host_command(CLI::App&, int& exit_code);

}  // namespace equivox
