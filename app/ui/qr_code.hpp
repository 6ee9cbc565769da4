// SPDX-License-Identifier: Apache-2.0
// A QR code on a screen: dark squares on white with their quiet zone, in both schemes, because cameras expect
// it.
#pragma once

#include <string_view>

#include "app/ui/widgets.hpp"

namespace equivox::ui {

// A square of that side, or as wide as there is room. Squares are whole pixels. In the record: picture, the
// text.
void qr_code(Ui& ui, std::string_view text, float side_units, Align align = Align::left);

}  // namespace equivox::ui
