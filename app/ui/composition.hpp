// SPDX-License-Identifier: Apache-2.0
// One letter from a letter and a combining mark ("w" and a circumflex give "ŵ"): Welsh typed on some
// keyboards and names copied from some files come apart like that, and our fonts place loose marks badly.
#pragma once

namespace equivox::ui {

// The composed character, or 0 if there is none.
[[nodiscard]] char32_t composed(char32_t letter, char32_t mark);

}  // namespace equivox::ui
