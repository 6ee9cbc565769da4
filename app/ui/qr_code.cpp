// SPDX-License-Identifier: Apache-2.0
#include "app/ui/qr_code.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/qr_text.hpp"

namespace equivox::ui {

void qr_code(Ui& ui, std::string_view text, float side_units, Align align) {
    constexpr float quiet = 4;
    const QrModules modules = qr_modules(text);
    const float available = ui.available_width();
    const float wanted = std::min(available, side_units * ui.theme().unit);
    const auto squares = static_cast<float>(modules.side) + 2 * quiet;
    const float square = std::max(1.0F, std::floor(wanted / squares));
    const float side = square * squares;
    const Ui::Box box = ui.place(align == Align::left ? side : available, side);
    const float free = box.width - side;
    const float shift = align == Align::left ? 0 : align == Align::centre ? std::floor(free / 2) : free;
    const Ui::Box code{std::floor(box.left + shift), std::floor(box.top), side, side};
    const Colour white{255, 255, 255, 255};
    const Colour black{0, 0, 0, 255};
    ui.fill_box(code, white, square * 2);
    for (std::size_t row = 0; row < modules.side; ++row) {
        for (std::size_t column = 0; column < modules.side; ++column) {
            if (!modules.is_dark(column, row)) continue;
            const Ui::Box one{code.left + (quiet + static_cast<float>(column)) * square,
                              code.top + (quiet + static_cast<float>(row)) * square, square, square};
            ui.fill_box(one, black, 0);
        }
    }
    ui.note({.role = Role::picture,
             .name = displayable(text),
             .value = {},
             .place = {code.left, code.top, code.left + side, code.top + side},
             .seen = {},
             .ink = black,
             .ground = white});
}

}  // namespace equivox::ui
