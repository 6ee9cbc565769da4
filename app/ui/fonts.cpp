// SPDX-License-Identifier: Apache-2.0
#include "app/ui/fonts.hpp"

#include <ft2build.h>
#include <imgui_freetype.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "app/ui/text.hpp"

namespace equivox::ui {
namespace {

// Latin with all extensions, combining marks, punctuation, currency.
constexpr std::array<ImWchar, 15> base_ranges{0x0020, 0x007E, 0x00A1, 0x024F, 0x0300, 0x036F, 0x1E00, 0x1EFF,
                                              0x2010, 0x2027, 0x2030, 0x205E, 0x20A0, 0x20BF, 0};
// For large sizes: the letters of European languages, Welsh among them. The others come when they are needed.
constexpr std::array<ImWchar, 17> large_ranges{0x0020, 0x007E, 0x00A1, 0x017F, 0x0218, 0x021B,
                                               0x1E80, 0x1E85, 0x1EF2, 0x1EF3, 0x2010, 0x2027,
                                               0x2030, 0x205E, 0x20AC, 0x20AC, 0};
constexpr std::array<ImWchar, 7> figure_ranges{0x0020, 0x007E, 0x00A1, 0x00FF, 0x2010, 0x2027, 0};
constexpr float large_from_px = 40;
constexpr std::array<ImWchar, 3> code_characters{0x0020, 0x005F, 0};
// Our own symbols, wherever a face has them.
constexpr const char* symbols =
    "\u2190\u2191\u2192\u2193\u2194\u2195\u21B5\u21E7\u2122\u2116\u00BD\u2153\u2260\u2264\u2265\u2212\u00D7"
    "\u2248"
    "\u2460\u2461\u2462\u2463\u2464\u25A0\u25A1\u25B2\u25B6\u25BC\u25C0\u25CF\u25CB\u25C6\u2605\u2606\u2610"
    "\u2611"
    "\u2630\u26A0\u2713\u2717\u22EE\u22EF\u283F\uFFFD";

std::string_view file_of(Face face) {
    switch (face) {
        case Face::text:
            return "Inter-Regular.otf";
        case Face::text_strong:
            return "Inter-SemiBold.otf";
        case Face::serif:
            return "Vollkorn-Medium.ttf";
        case Face::figures:
            return "InterDisplay-SemiBold.otf";
    }
    return {};
}

// ImGui sizes a face by the height of its line box; we by its em, as everybody else does. This is the ratio.
float box_per_em(std::string_view file) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    const auto bytes = embedded_font(file);
    if (FT_Init_FreeType(&library) != 0) throw std::runtime_error("FreeType does not start");
    const bool opened = FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(bytes.data()),
                                           static_cast<FT_Long>(bytes.size()), 0, &face) == 0;
    float ratio = 0;
    if (opened) {
        ratio = static_cast<float>(face->ascender - face->descender) / static_cast<float>(face->units_per_EM);
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    if (!opened) throw std::runtime_error("the embedded font " + std::string(file) + " cannot be read");
    return ratio;
}

// ImGui 1.86's FreeType builder writes beyond its buffer when one glyph has more than 65,536 pixels (chunks
// of 256 KiB, four bytes a pixel). The widest glyphs are one and a half em wide; this em keeps them well
// below.
constexpr float em_max_px = 180;

ImFont* add_face(ImFontAtlas& atlas, std::string_view file, float em_px, const ImVector<ImWchar>& ranges,
                 bool merge) {
    const auto bytes = embedded_font(file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merge;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = false;
    config.EllipsisChar = 0x2026;
    // ImGui only reads the data, though it asks for a pointer to non-const.
    void* data = const_cast<std::byte*>(bytes.data());
    return atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()),
                                      std::round(em_px * box_per_em(file)), &config, ranges.Data);
}

void show_missing_as_box(ImFont& font) {
    if (font.FindGlyphNoFallback(static_cast<ImWchar>(box_character)) == nullptr) return;
    font.FallbackChar = static_cast<ImWchar>(box_character);
    font.BuildLookupTable();
}

}  // namespace

FontSet::FontSet(const Theme& theme, FontSource source, const GlyphPages& pages)
    : pages_(pages), source_(source) {
    if (source == FontSource::embedded) {
        add_embedded(theme);
    } else {
        add_built_in(theme);
    }
    atlas_.Build();
    for (ImFont* font : fonts_) show_missing_as_box(*font);
}

const ImWchar* FontSet::base_of(const TypeStyle& style) {
    if (style.face == Face::figures) return figure_ranges.data();
    return style.height_px > large_from_px ? large_ranges.data() : base_ranges.data();
}

// Fills the ranges of one type: its own, our symbols, and the pages that were asked for.
void FontSet::collect(std::size_t index, const TypeStyle& style) {
    ImFontGlyphRangesBuilder own;
    ImFontGlyphRangesBuilder fallback;
    if (static_cast<Type>(index) == Type::code) {
        own.AddRanges(code_characters.data());
        own.AddText("\u2013\u2014\u2212\u00B7\u2026\u00D7\u2713\u2192\u25A1");
        fallback = own;
    } else {
        own.AddRanges(base_of(style));
        own.AddText(symbols);
        fallback.AddText(symbols);
        for (std::size_t page = 0; page < pages_.size(); ++page) {
            if (!pages_.test(page)) continue;
            const std::array<ImWchar, 3> range{static_cast<ImWchar>(page == 0 ? 1 : page * 256),
                                               static_cast<ImWchar>(page * 256 + 255), 0};
            own.AddRanges(range.data());
            fallback.AddRanges(range.data());
        }
    }
    own.BuildRanges(&ranges_[index]);
    fallback.BuildRanges(&fallback_ranges_[index]);
}

void FontSet::add_embedded(const Theme& theme) {
    atlas_.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas_.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas_.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    atlas_.TexDesiredWidth = theme.type(Type::display).height_px > 60 ? 4096 : 2048;
    for (std::size_t index = 0; index < type_count; ++index) {
        const TypeStyle& style = theme.types[index];
        collect(index, style);
        const float em_px = std::min(style.height_px, em_max_px);
        fonts_[index] = add_face(atlas_, file_of(style.face), em_px, ranges_[index], false);
        fonts_[index]->Scale = style.height_px / em_px;
        const auto& rest = fallback_ranges_[index];
        if (style.face == Face::serif) add_face(atlas_, file_of(Face::text), em_px, rest, true);
        add_face(atlas_, "DejaVuSans.ttf", em_px, rest, true);
    }
}

void FontSet::add_built_in(const Theme& theme) {
    for (std::size_t index = 0; index < type_count; ++index) {
        ImFontConfig config;
        config.SizePixels = theme.types[index].height_px;
        config.OversampleH = config.OversampleV = 1;
        fonts_[index] = atlas_.AddFontDefault(&config);
    }
}

void FontSet::require(Type type, std::string_view text) {
    if (source_ == FontSource::built_in || type == Type::code) return;
    const ImFont& own = font(type);
    while (!text.empty()) {
        const Decoded next = decode_first(text);
        text.remove_prefix(next.bytes);
        const std::size_t page = next.character >> 8U;
        if (next.character < 0x80 || page >= pages_.size() || pages_.test(page)) continue;
        if (own.FindGlyphNoFallback(static_cast<ImWchar>(next.character)) == nullptr) wanted_.set(page);
    }
}

}  // namespace equivox::ui
