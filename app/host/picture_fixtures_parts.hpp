// SPDX-License-Identifier: Apache-2.0
// The pictures' moments come from two files; this is what they share.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/host/picture_fixtures.hpp"
#include "app/host/picture_workshop.hpp"

namespace equivox::host {

using Fixtures = std::vector<PictureFixture>;

// The number of the proposal of that title in the current round; there must be one.
[[nodiscard]] std::uint32_t number_of(const PictureWorkshop& workshop, std::string_view title);

// picture_anonymous.cpp: adds its moments.
void anonymous_moments(Fixtures& out);

}  // namespace equivox::host
