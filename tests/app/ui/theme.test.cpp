// SPDX-License-Identifier: Apache-2.0
#include "app/ui/theme.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"
#include "tests/app/ui/gallery.hpp"

using namespace equivox::ui;

TEST_CASE("contrast is that of WCAG: black on white is 21, a colour on itself 1") {
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == Approx(21));
    CHECK(contrast({12, 34, 56}, {12, 34, 56}) == Approx(1));
    CHECK(contrast({119, 119, 119}, {255, 255, 255}) == Approx(4.48).epsilon(0.01));
}

TEST_CASE("every text role has a contrast of 7 or more on every ground it is written on") {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const Theme theme = make_theme({.audience = Audience::room, .scheme = scheme});
        for (const TextPair& pair : text_pairs(theme)) {
            CAPTURE(pair.name, static_cast<int>(scheme), int{pair.ink.red}, int{pair.ink.green},
                    int{pair.ink.blue});
            CHECK(contrast(pair.ink, pair.ground) >= 7.0);
        }
    }
}

TEST_CASE("the focus ring and the frames of controls stand out from every ground") {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const Colours colours = make_theme({.scheme = scheme}).colours;
        for (const Colour ground : {colours.page, colours.card, colours.raised}) {
            CHECK(contrast(colours.focus, ground) >= 3.0);
            CHECK(contrast(colours.accent, ground) >= 3.0);
        }
        CHECK(contrast(colours.line_strong, colours.field) >= 3.0);
        CHECK(contrast(colours.line_strong, colours.card) >= 3.0);
    }
}

TEST_CASE("no text in the room is lower than a fortieth of the window") {
    for (const float height : {600.0F, 768.0F, 1080.0F, 2160.0F}) {
        const Theme theme = make_theme({.audience = Audience::room, .window_height_px = height});
        for (const TypeStyle& style : theme.types) CHECK(style.height_px >= height / 40);
        CHECK(theme.type(Type::heading).height_px > theme.type(Type::body).height_px);
        CHECK(theme.type(Type::title).height_px > theme.type(Type::heading).height_px);
    }
}

TEST_CASE("the console's body text is 18 pixels, times the scale") {
    CHECK(make_theme({}).type(Type::body).height_px == 18);
    CHECK(make_theme({.scale = 1.5F}).type(Type::body).height_px == 27);
}

TEST_CASE("every text that the gallery really draws is dark and large enough") {
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        for (const std::string_view page : gallery_pages()) {
            const Audience audience = page.starts_with("room") ? Audience::room : Audience::console;
            HeadlessUi headless({1366, 768}, {.audience = audience, .scheme = scheme});
            GalleryState state;
            headless.frame([&](Ui& ui) { gallery_page(ui, page, state); });
            REQUIRE(headless.record().size() > 5);
            for (const RecordedWidget& widget : headless.record().widgets()) {
                if (widget.text_height_px == 0 || widget.role == Role::scroll_area) continue;
                CAPTURE(page, widget.name, static_cast<int>(scheme));
                CHECK(contrast(widget.ink, widget.ground) >= 7.0);
                CHECK(widget.text_height_px >= (audience == Audience::room ? 768.0F / 40 : 15.0F));
            }
        }
    }
}
