// SPDX-License-Identifier: Apache-2.0
#include "app/record/export_command.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/record/export_record.hpp"
#include "app/record/record.hpp"
#include "sessions/journal_store.hpp"

namespace equivox {

int run_export(const ExportCommand& command, std::ostream& errors) {
    try {
        const auto record = read_record(command.file);
        if (const auto* broken = std::get_if<Broken>(&record)) {
            errors << "This session file is damaged: entry " << broken->entry << ": " << broken->problem
                   << ".\n";
            return 1;
        }
        const auto& replay = std::get<Replay>(record);
        const std::string text = command.format == "json" ? export_json(replay) : export_markdown(replay);
        std::error_code ignored;
        if (std::filesystem::equivalent(command.file, command.output, ignored)) {
            errors << "The record can not be written over the session file. Name another output.\n";
            return 1;
        }
        std::ofstream file(command.output, std::ios::binary | std::ios::trunc);
        file << text;
        file.close();
        if (file) return 0;
        errors << "The record could not be written to " << command.output << ".\n";
        return 1;
    } catch (const JournalError& error) {
        errors << error.what() << '\n';
        return 1;
    }
}

void add_export_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<ExportCommand>();
    CLI::App* sub = app.add_subcommand("export", "Write the decision record of a session");
    sub->add_option("FILE", command->file, "the session file")->required();
    sub->add_option("--format", command->format, "json or md")
        ->required()
        ->check(CLI::IsMember({"json", "md"}));
    sub->add_option("--output", command->output, "where to write it")->required();
    sub->callback([command, &exit_code] { exit_code = run_export(*command, std::cerr); });
}

}  // namespace equivox
