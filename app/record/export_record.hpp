// SPDX-License-Identifier: Apache-2.0
// The decision record of a session, as a function of its journal: nothing that the live screens did not show.
#pragma once

#include <string>

#include "sessions/journal.hpp"

namespace equivox {

// The schema is in sessions/README.md ("The export").
[[nodiscard]] std::string export_json(const Replay&);
// For people: the decisions first, then how each was made. People's text is escaped.
[[nodiscard]] std::string export_markdown(const Replay&);

}  // namespace equivox
