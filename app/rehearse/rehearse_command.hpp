// SPDX-License-Identifier: Apache-2.0
// `equivox rehearse --agenda A.toml --delegates N [--seed S] [--output FILE] [--windows] [--with-guests]`.
#pragma once

#include <CLI/App.hpp>

namespace equivox {

void add_rehearse_command(CLI::App&, int& exit_code);

}  // namespace equivox
