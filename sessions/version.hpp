// SPDX-License-Identifier: Apache-2.0
// What this program calls itself in records and messages.
#pragma once

#include <string_view>

namespace equivox {

inline constexpr std::string_view software_name = "equivox 0.1.0";

}  // namespace equivox
