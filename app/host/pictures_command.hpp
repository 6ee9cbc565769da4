// SPDX-License-Identifier: Apache-2.0
// `equivox pictures FOLDER`: a picture of every screen of both windows, from sample sessions. Needs a
// display.
#pragma once

#include <CLI/App.hpp>

namespace equivox {

void add_pictures_command(CLI::App&, int& exit_code);

}  // namespace equivox
