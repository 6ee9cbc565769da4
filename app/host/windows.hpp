// SPDX-License-Identifier: Apache-2.0
// The host's two windows: the private console and the room screen, which fills a second monitor if there is
// one.
#pragma once

#include <filesystem>
#include <string>

#include "app/host/host_link.hpp"
#include "app/ui/theme.hpp"

namespace equivox {

struct WindowOptions {
    ui::Scheme scheme = ui::Scheme::light;
    float console_text_scale = 1;
    // For driving the program from a script: records of both windows, kept as JSON. Empty: none.
    std::filesystem::path console_record = {};
    std::filesystem::path room_record = {};
};

// Opens both windows and shows the newest frames until the facilitator closes the console and confirms it.
// Asks the link what the facilitator asks. Returns 0; the caller then shuts the host down. Throws
// ui::NoDisplay.
int run_windows(HostLink& link, const WindowOptions& options);

// Writes a picture of every screen and state of both windows into the folder, as "room-<name>.png",
// "room-4x3-<name>.png" and "console-<name>.png"; of those only the ones with `only` in their name. Needs a
// display of 1920x1080 or more. Throws ui::NoDisplay and std::runtime_error.
void write_pictures(const std::filesystem::path& folder, const std::string& only = {});

}  // namespace equivox
