// SPDX-License-Identifier: Apache-2.0
// Reads an agenda from a file. Throws AgendaError, with the file's name before the line.
#pragma once

#include <filesystem>

#include "sessions/agenda.hpp"

namespace equivox {

[[nodiscard]] Agenda read_agenda_file(const std::filesystem::path&);

}  // namespace equivox
