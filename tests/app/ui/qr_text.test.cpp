// SPDX-License-Identifier: Apache-2.0
#include "app/ui/qr_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/ui/headless.hpp"
#include "app/ui/qr_code.hpp"

using namespace equivox::ui;

TEST_CASE("a code has its three finders") {
    const QrModules modules = qr_modules("http://192.168.1.20:8477/#K7PX");
    REQUIRE(modules.side >= 21);
    REQUIRE(modules.dark.size() == modules.side * modules.side);
    const std::size_t far = modules.side - 7;
    for (const auto& [left, top] : {std::pair<std::size_t, std::size_t>{0, 0}, {far, 0}, {0, far}}) {
        CHECK(modules.is_dark(left, top));
        CHECK_FALSE(modules.is_dark(left + 1, top + 1));
        CHECK(modules.is_dark(left + 3, top + 3));
    }
}

TEST_CASE("a text too long for any code is an error") {
    CHECK_THROWS_AS(qr_modules(std::string(5'000, 'x')), std::length_error);
}

TEST_CASE("the terminal's code has half as many lines as rows, all of one width, with its quiet zone") {
    const QrModules modules = qr_modules("HELLO");
    const std::string text = qr_as_terminal_text("HELLO");
    const std::size_t side = modules.side + 8;
    CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) == (side + 1) / 2);
    // The first two lines are quiet: light, so all drawn.
    std::string light;
    for (std::size_t column = 0; column < side; ++column) light += "\u2588";
    CHECK(text.starts_with(light + "\n" + light + "\n"));
    CHECK(qr_as_terminal_text("HELLO", true).starts_with(std::string(side, ' ') + "\n"));
}

TEST_CASE("a code on a screen is a picture that names its text") {
    HeadlessUi headless({800, 600});
    headless.frame([](Ui& ui) { qr_code(ui, "http://10.0.0.2:8477", 40); });
    const RecordedWidget& picture = headless.record().only("picture", "http://10.0.0.2:8477");
    CHECK(picture.place.width() == picture.place.height());
    CHECK(picture.place.width() > 200);
}
