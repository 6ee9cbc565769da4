// SPDX-License-Identifier: Apache-2.0
#include "app/ui/qr_text.hpp"

#include <qrcodegen/qrcodegen.hpp>

#include <array>

namespace equivox::ui {

QrModules qr_modules(std::string_view text) {
    const auto code =
        qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    QrModules modules;
    modules.side = static_cast<std::size_t>(code.getSize());
    modules.dark.reserve(modules.side * modules.side);
    for (int row = 0; row < code.getSize(); ++row) {
        for (int column = 0; column < code.getSize(); ++column)
            modules.dark.push_back(code.getModule(column, row));
    }
    return modules;
}

std::string qr_as_terminal_text(std::string_view text, bool dark_on_light) {
    constexpr std::size_t quiet = 4;
    constexpr std::array<std::string_view, 4> blocks{" ", "\u2580", "\u2584",
                                                     "\u2588"};  // None, upper, lower, both.
    const QrModules modules = qr_modules(text);
    const std::size_t side = modules.side + 2 * quiet;
    const auto drawn = [&](std::size_t column, std::size_t row) {
        const bool inside = column >= quiet && row >= quiet && column < side - quiet && row < side - quiet;
        if (row >= side) return false;
        const bool dark = inside && modules.is_dark(column - quiet, row - quiet);
        return dark == dark_on_light;
    };
    std::string out;
    for (std::size_t row = 0; row < side; row += 2) {
        for (std::size_t column = 0; column < side; ++column) {
            const std::size_t upper = drawn(column, row) ? 1 : 0;
            const std::size_t lower = drawn(column, row + 1) ? 2 : 0;
            out += blocks[upper + lower];
        }
        out += '\n';
    }
    return out;
}

}  // namespace equivox::ui
