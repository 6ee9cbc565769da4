// SPDX-License-Identifier: Apache-2.0
#include "app/host/agenda_file.hpp"

#include <fstream>
#include <string>

namespace equivox {

Agenda read_agenda_file(const std::filesystem::path& path) {
    constexpr std::size_t more_than_any_agenda = (std::size_t{1} << 20U) + 1;
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored))
        throw AgendaError("The agenda " + path.string() + " could not be read. Check its name.");
    std::string text(more_than_any_agenda, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    try {
        return parse_agenda(text);
    } catch (const AgendaError& error) {
        throw AgendaError(path.filename().string() + ", " + error.what());
    }
}

}  // namespace equivox
