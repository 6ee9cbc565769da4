// SPDX-License-Identifier: Apache-2.0
// QR codes as data and as text for a terminal. No window, no ImGui: a host without a display prints its
// address so. Error correction level medium: a corner of the projector's picture may be lost in glare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace equivox::ui {

// The squares of a code, without the quiet zone of four squares that must surround it.
struct QrModules {
    std::size_t side = 0;
    std::vector<bool> dark;  // Row by row.
    [[nodiscard]] bool is_dark(std::size_t column, std::size_t row) const {
        return dark[row * side + column];
    }
};

// Throws std::length_error if the text is too long for any code (about 2,300 bytes).
[[nodiscard]] QrModules qr_modules(std::string_view text);

// Lines of half blocks with their quiet zone, ending in a new line. Light squares are drawn, dark ones are
// left blank, for terminals with light text on dark; `dark_on_light` is for the others. Phones read both.
[[nodiscard]] std::string qr_as_terminal_text(std::string_view text, bool dark_on_light = false);

}  // namespace equivox::ui
