// SPDX-License-Identifier: Apache-2.0
#include "app/ui/input_queue.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox::ui;

TEST_CASE("twenty clicks between two frames are twenty clicks") {
    HeadlessUi headless({800, 600});
    int clicks = 0;
    headless.frame([&](Ui& ui) {
        if (ui.button("Count")) ++clicks;
    });
    const Rectangle place = headless.record().only("button", "Count").place;
    InputQueue& input = headless.context().input();
    input.push(PointerMoved{place.left + 5, place.top + 5});
    for (int count = 0; count < 20; ++count) {
        input.push(ButtonChanged{0, true});
        input.push(ButtonChanged{0, false});
    }
    while (!input.empty()) headless.step();
    CHECK(clicks == 20);
}
