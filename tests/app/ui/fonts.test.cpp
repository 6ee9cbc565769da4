// SPDX-License-Identifier: Apache-2.0
#include "app/ui/fonts.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox::ui;

namespace {

bool has(ImFont& font, char32_t character) {
    return font.FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr;
}

}  // namespace

TEST_CASE("the fonts are embedded in the program, under their names only") {
    for (const auto* name : {"Inter-Regular.otf", "Inter-SemiBold.otf", "InterDisplay-SemiBold.otf",
                             "Vollkorn-Medium.ttf", "DejaVuSans.ttf"}) {
        CHECK(embedded_font(name).size() > 100'000);
    }
    CHECK(embedded_font("Inter-Regular.otf")[0] == std::byte{'O'});
    CHECK(embedded_font("../Inter-Regular.otf").empty());
    CHECK(embedded_font("").empty());
}

TEST_CASE("every type of text has Welsh, dashes, arrows, our symbols, and the box") {
    FontSet fonts(make_theme({}), FontSource::embedded);
    for (std::size_t index = 0; index < type_count; ++index) {
        const auto type = static_cast<Type>(index);
        CHECK(has(fonts.font(type), U'K'));
        CHECK(has(fonts.font(type), U'\u25A1'));
        if (make_theme({}).type(type).face == Face::figures) continue;
        for (const char32_t character : std::u32string_view(
                 U"\u0175\u0177\u1E81\u1E85\u2013\u2014\u2019\u2192\u2713\u2265\u22EE\u26A0\uFFFD")) {
            CAPTURE(index, static_cast<std::uint32_t>(character));
            CHECK(has(fonts.font(type), character));
        }
    }
}

TEST_CASE("a character that no font has is drawn as a box") {
    FontSet fonts(make_theme({}), FontSource::embedded);
    ImFont& body = fonts.font(Type::body);
    CHECK(body.FallbackChar == 0x25A1);
    CHECK(body.FindGlyph(0x4E2D) == body.FindGlyph(0x25A1));
    CHECK(body.FindGlyph(0x25A1)->Visible);
}

TEST_CASE("Greek and Cyrillic come when a text first needs them") {
    HeadlessUi headless({800, 600}, {.fonts = FontSource::embedded});
    CHECK_FALSE(has(headless.context().fonts().font(Type::heading), U'\u03A9'));
    const auto version = headless.context().glyphs_version();
    headless.frame([](Ui& ui) {
        ui.heading("\u03A9\u03BC\u03AD\u03B3\u03B1");
        ui.text("\u0416\u0438\u0437\u043D\u044C");
    });
    CHECK(has(headless.context().fonts().font(Type::heading), U'\u03A9'));
    CHECK(has(headless.context().fonts().font(Type::body), U'\u0436'));
    CHECK(headless.context().glyphs_version() == version + 1);
    headless.step(5);
    CHECK(headless.context().glyphs_version() == version + 1);
}

TEST_CASE("the texture of a 4K projector is not larger than graphics cards allow") {
    const Theme theme = make_theme({.audience = Audience::room, .window_height_px = 2160});
    FontSet fonts(theme, FontSource::embedded);
    CHECK(fonts.atlas().TexWidth <= 8192);
    CHECK(fonts.atlas().TexHeight <= 8192);
}
