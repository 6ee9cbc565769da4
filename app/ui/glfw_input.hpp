// SPDX-License-Identifier: Apache-2.0
// What GLFW's key numbers are in ours.
#pragma once

#include "app/ui/input_queue.hpp"

namespace equivox::ui {

// Key::none for keys that nothing in Equivox listens to.
[[nodiscard]] Key key_from_glfw(int glfw_key);

}  // namespace equivox::ui
