// SPDX-License-Identifier: Apache-2.0
// Every widget and piece of app/ui on a few pages that look like the product: to look at them, and to test
// that all texts are large and dark enough. The texts are examples.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/widgets.hpp"

namespace equivox::ui {

struct GalleryState {
    std::string outcome = "Adopt a shared discharge desk from 1 February, reviewed in May.";
    std::string owner;
    std::string reasons;
    bool quiet_room = true;
    std::size_t rule = 0, tab = 0, selected = 1;
    bool asking = false;
    int opened = 0;
};

// "console", "room joining", "room question", "room standings", "room proposals".
[[nodiscard]] std::vector<std::string_view> gallery_pages();
void gallery_page(Ui& ui, std::string_view page, GalleryState& state);

}  // namespace equivox::ui
