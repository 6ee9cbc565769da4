// SPDX-License-Identifier: Apache-2.0
// Windows made by GLFW 3.3 and drawn with OpenGL 3.2. One set of windows in a process at a time.
//
// Each window has its own ImGui context, input queue and texture of glyphs; GLFW's callbacks are ours. The
// first window waits for the monitor when it swaps, the others do not, or the waits would add up. When a
// monitor is unplugged GLFW leaves the window that filled it at a nonsense place: it becomes an ordinary
// window in the middle of the primary monitor, and `could_fill_second_monitor` says when it can go back.
#pragma once

#include <memory>

#include "app/ui/window.hpp"

namespace equivox::ui {

// Throws NoDisplay.
[[nodiscard]] std::unique_ptr<Windows> open_glfw_windows();

}  // namespace equivox::ui
