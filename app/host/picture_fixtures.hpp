// SPDX-License-Identifier: Apache-2.0
// Moments of invented workshops, made by the real core, for pictures of both windows and for the tests of the
// screens.
//
// They cover every screen, empty and busy: a dozen organisations as in real life; a crowd at every limit (40
// organisations, 26 proposals, 2,000 characters); and the same with texts that mean harm.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/host/host_link.hpp"

namespace equivox::host {

struct PictureFixture {
    std::string name;  // Part of a file name: lower case, hyphens.
    HostFrame frame;
};

// In the order of a workshop. The same every time.
[[nodiscard]] std::vector<PictureFixture> picture_fixtures();
// The one of that name; asserts that there is one.
[[nodiscard]] HostFrame picture_fixture(std::string_view name);

}  // namespace equivox::host
