// SPDX-License-Identifier: Apache-2.0
// The typefaces, and the texture of glyphs that one window draws from.
//
// Inter for text and figures, Vollkorn for headings, DejaVu Sans for symbols the others lack; all three
// embedded in the program when it is built, so that it looks the same on every machine. Rasterised by
// FreeType with light hinting, at the very sizes the theme names: a new theme, scale or window height needs a
// new FontSet.
//
// Which glyphs: Latin with its extensions (Welsh, all European languages), punctuation, arrows and our
// symbols from the start; any other page of 256 characters (Greek, Cyrillic, ...) when a text first needs it.
// `require` notes such a page; `needs_rebuild` then says that a FontSet made with `pages()` would show more.
// That keeps the texture small enough for a 4K projector and the start fast. Hostile text can ask for at most
// 256 pages. `Type::code` has digits, Latin capitals and punctuation only.
//
// One FontSet per window: the room wants other sizes, and a texture belongs to one OpenGL context.
#pragma once

#include <imgui.h>

#include <array>
#include <bitset>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "app/ui/theme.hpp"

namespace equivox::ui {

// The embedded files by name: "Inter-Regular.otf", "Inter-SemiBold.otf", "InterDisplay-SemiBold.otf",
// "Vollkorn-Medium.ttf", "DejaVuSans.ttf". Empty for any other name.
[[nodiscard]] std::span<const std::byte> embedded_font(std::string_view name);

using GlyphPages = std::bitset<256>;  // Page n holds the characters from 256 * n.

enum class FontSource : std::uint8_t {
    embedded,  // The real ones.
    built_in   // ImGui's small bitmap font in the theme's sizes: for tests that do not look at pictures.
};

class FontSet {
public:
    FontSet(const Theme& theme, FontSource source, const GlyphPages& pages = {});
    FontSet(const FontSet&) = delete;
    FontSet& operator=(const FontSet&) = delete;

    [[nodiscard]] ImFontAtlas& atlas() { return atlas_; }
    [[nodiscard]] ImFont& font(Type type) { return *fonts_[static_cast<std::size_t>(type)]; }

    // Notes what this text (displayable, see text.hpp) needs.
    void require(Type type, std::string_view text);
    [[nodiscard]] bool needs_rebuild() const { return wanted_.any(); }
    // All pages a FontSet should have now: those of this one and those noted since.
    [[nodiscard]] GlyphPages pages() const { return pages_ | wanted_; }

private:
    [[nodiscard]] static const ImWchar* base_of(const TypeStyle& style);
    void collect(std::size_t index, const TypeStyle& style);
    void add_embedded(const Theme& theme);
    void add_built_in(const Theme& theme);

    ImFontAtlas atlas_;
    std::array<ImFont*, type_count> fonts_{};
    GlyphPages pages_, wanted_;
    FontSource source_;
    std::array<ImVector<ImWchar>, type_count> ranges_,
        fallback_ranges_;  // The atlas keeps pointers into them.
};

}  // namespace equivox::ui
