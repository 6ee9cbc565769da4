// SPDX-License-Identifier: Apache-2.0
#include "app/host/pictures_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/host/windows.hpp"

namespace equivox {

void add_pictures_command(CLI::App& app, int& exit_code) {
    const auto folder = std::make_shared<std::string>();
    CLI::App* sub = app.add_subcommand("pictures", "Write a picture of every screen of the host's windows");
    sub->add_option("FOLDER", *folder, "where to write them")->required();
    sub->callback([folder, &exit_code] {
        std::filesystem::create_directories(*folder);
        write_pictures(*folder);
        exit_code = 0;
    });
}

}  // namespace equivox
