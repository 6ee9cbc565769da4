// SPDX-License-Identifier: Apache-2.0
#include "app/ui/fonts.hpp"

#include <ft2build.h>
#include <imgui_freetype.h>
#include FT_FREETYPE_H

#include <cmath>
#include <stdexcept>
#include <string>

#include "app/ui/text.hpp"

namespace equivox::ui {
namespace {

// Latin and its extensions, Welsh among them, combining marks, punctuation, currency, letter-like signs,
// arrows.
constexpr std::array<ImWchar, 15> base_ranges{0x0020, 0x007E, 0x00A1, 0x024F, 0x0300, 0x036F, 0x1E00, 0x1EFF,
                                              0x2010, 0x2027, 0x2030, 0x205E, 0x20A0, 0x20BF, 0};
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

void FontSet::add_embedded(const Theme& theme) {
    ImFontGlyphRangesBuilder own;
    ImFontGlyphRangesBuilder fallback;
    own.AddRanges(base_ranges.data());
    own.AddText(symbols);
    fallback.AddText(symbols);
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        if (!pages_.test(page)) continue;
        const std::array<ImWchar, 3> range{static_cast<ImWchar>(page == 0 ? 1 : page * 256),
                                           static_cast<ImWchar>(page * 256 + 255), 0};
        own.AddRanges(range.data());
        fallback.AddRanges(range.data());
    }
    own.BuildRanges(&ranges_);
    fallback.BuildRanges(&fallback_ranges_);
    ImFontGlyphRangesBuilder code;
    code.AddRanges(code_characters.data());
    code.AddText("\u2013\u2014\u2212\u00B7\u2026\u00D7\u2713\u2192\u25A1");
    code.BuildRanges(&code_ranges_);

    atlas_.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas_.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas_.TexDesiredWidth = theme.type(Type::display).height_px > 60 ? 4096 : 2048;
    for (std::size_t index = 0; index < type_count; ++index) {
        const TypeStyle& style = theme.types[index];
        const bool is_code = static_cast<Type>(index) == Type::code;
        fonts_[index] =
            add_face(atlas_, file_of(style.face), style.height_px, is_code ? code_ranges_ : ranges_, false);
        const auto& rest = is_code ? code_ranges_ : fallback_ranges_;
        if (style.face == Face::serif) add_face(atlas_, file_of(Face::text), style.height_px, rest, true);
        add_face(atlas_, "DejaVuSans.ttf", style.height_px, rest, true);
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
