// SPDX-License-Identifier: Apache-2.0
#include "app/tally/tally_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>

#include "app/tally/tally_json.hpp"
#include "app/tally/tally_table.hpp"

namespace equivox {

namespace {

using tally::ByteReader;
using tally::TallyError;

// Reads a file from its beginning, in blocks as large as the reader asks for.
ByteReader open_file(const std::string& path) {
    std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rb"), [](std::FILE* opened) {
        if (opened != nullptr) std::fclose(opened);
    });
    if (!file) throw TallyError("cannot open " + path + ": " + std::strerror(errno));
    std::setvbuf(file.get(), nullptr, _IONBF, 0);
    return [file, path](std::span<char> block) {
        errno = 0;
        const std::size_t got = std::fread(block.data(), 1, block.size(), file.get());
        if (got == 0 && std::ferror(file.get()) != 0) {
            throw TallyError("cannot read " + path + ": " + std::strerror(errno));
        }
        return got;
    };
}

}  // namespace

int run_tally(const TallyCommand& command, std::ostream& output, std::ostream& errors) {
    try {
        tally::ElectionSettings settings;
        settings.by_organisation = command.by_organisation;
        settings.unranked = command.unranked;
        const tally::Election election([&] { return open_file(command.file); }, settings);
        const tally::Tally result = tally::tally_of(election);
        const std::string text = command.json
                                     ? boost::json::serialize(tally::json_of(election, result)) + "\n"
                                     : tally::table_of(election, result);
        output << text << std::flush;
        if (!output) throw TallyError("the result could not be written");
        return 0;
    } catch (const tally::ElectionFormatError& error) {
        errors << command.file << ": " << error.what() << "\n";
    } catch (const TallyError& error) {
        errors << error.what() << "\n";
    } catch (const std::bad_alloc&) {
        errors << "there is not enough memory to count " << command.file << "\n";
    }
    return 1;
}

void add_tally_command(CLI::App& app, int& exit_code) {
    const auto command = std::make_shared<TallyCommand>();
    const auto organisations = std::make_shared<std::string>();
    const auto unranked = std::make_shared<std::string>();
    CLI::App* const subcommand = app.add_subcommand("tally", "Count an election file by every method");
    subcommand->add_option("file", command->file, "Election file in the Condorcet Election Format (.cvotes)")
        ->required();
    subcommand->add_flag("--json", command->json, "Print JSON instead of a table for people");
    subcommand
        ->add_option("--organisations", *organisations,
                     "tags: the tag of a ballot is its organisation, and each organisation counts as one")
        ->check(CLI::IsMember({"tags"}));
    subcommand
        ->add_option("--unranked", *unranked,
                     "What options mean that a ballot leaves out, instead of what the file says")
        ->check(CLI::IsMember({"last", "no-opinion"}));
    subcommand->callback([=, &exit_code] {
        command->by_organisation = !organisations->empty();
        if (*unranked == "last") command->unranked = tally::Unranked::last;
        if (*unranked == "no-opinion") command->unranked = tally::Unranked::no_opinion;
        exit_code = run_tally(*command, std::cout, std::cerr);
    });
}

}  // namespace equivox
