// SPDX-License-Identifier: Apache-2.0
#include "app/ui/theme.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace equivox::ui {
namespace {

constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16U), static_cast<std::uint8_t>((hex >> 8U) & 255U),
            static_cast<std::uint8_t>(hex & 255U), 255};
}

constexpr Colour with_alpha(Colour colour, std::uint8_t alpha) {
    colour.alpha = alpha;
    return colour;
}

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

Colours light_colours() {
    Colours colours;
    colours.page = rgb(0xF6F2EA);
    colours.card = rgb(0xFEFCF8);
    colours.raised = rgb(0xFFFFFF);
    colours.field = rgb(0xFFFFFF);
    colours.soft = rgb(0xE3EEEC);
    colours.warning = rgb(0xFBEBCB);
    colours.text = rgb(0x1B262A);
    colours.quiet = rgb(0x3D484D);
    colours.accent_ink = rgb(0x0B4A50);
    colours.danger_ink = rgb(0x8A1C14);
    colours.accent = rgb(0x0E525A);
    colours.accent_hover = rgb(0x0B444B);
    colours.accent_down = rgb(0x08363C);
    colours.on_accent = rgb(0xFFFFFF);
    colours.danger = rgb(0x8E231B);
    colours.danger_hover = rgb(0x7A1C15);
    colours.danger_down = rgb(0x651510);
    colours.on_danger = rgb(0xFFFFFF);
    colours.plain = rgb(0xFFFFFF);
    colours.plain_hover = rgb(0xEFF4F2);
    colours.plain_down = rgb(0xDFE9E7);
    colours.off = rgb(0xECE8E0);
    colours.on_off = rgb(0x3F474B);
    colours.line = rgb(0xE0DACE);
    colours.line_strong = rgb(0x858E91);
    colours.focus = rgb(0xB65B00);
    colours.scrim = with_alpha(rgb(0x101B1E), 140);
    colours.selection = rgb(0xBFDDD9);
    return colours;
}

Colours dark_colours() {
    Colours colours;
    colours.page = rgb(0x10181B);
    colours.card = rgb(0x182226);
    colours.raised = rgb(0x1E2A2F);
    colours.field = rgb(0x0D1416);
    colours.soft = rgb(0x1C363A);
    colours.warning = rgb(0x3B2F14);
    colours.text = rgb(0xF4F0E8);
    colours.quiet = rgb(0xC4CDCD);
    colours.accent_ink = rgb(0x86D6CF);
    colours.danger_ink = rgb(0xFFB4A8);
    colours.accent = rgb(0x86D6CF);
    colours.accent_hover = rgb(0x9DE2DC);
    colours.accent_down = rgb(0x6FC3BC);
    colours.on_accent = rgb(0x06262A);
    colours.danger = rgb(0xFFB4A8);
    colours.danger_hover = rgb(0xFFC8BF);
    colours.danger_down = rgb(0xF39F92);
    colours.on_danger = rgb(0x3D0B06);
    colours.plain = rgb(0x223036);
    colours.plain_hover = rgb(0x2A3A41);
    colours.plain_down = rgb(0x1B282D);
    colours.off = rgb(0x222B2E);
    colours.on_off = rgb(0xB8C0C1);
    colours.line = rgb(0x2D3A3F);
    colours.line_strong = rgb(0x7C898D);
    colours.focus = rgb(0xFFC46B);
    colours.scrim = with_alpha(rgb(0x000000), 165);
    colours.selection = rgb(0x265052);
    return colours;
}

void set_type(Theme& theme, Type which, Face face, float height_px, float leading) {
    // Whole pixels: a glyph drawn at the size it was rasterised for is crisp.
    theme.types[static_cast<std::size_t>(which)] = {face, std::round(height_px), leading};
}

void set_console_sizes(Theme& theme, float scale) {
    set_type(theme, Type::small, Face::text, 15 * scale, 1.4F);
    set_type(theme, Type::body, Face::text, 18 * scale, 1.45F);
    set_type(theme, Type::strong, Face::text_strong, 18 * scale, 1.4F);
    set_type(theme, Type::heading, Face::serif, 24 * scale, 1.2F);
    set_type(theme, Type::title, Face::serif, 34 * scale, 1.15F);
    set_type(theme, Type::number, Face::figures, 30 * scale, 1.15F);
    set_type(theme, Type::display, Face::serif, 44 * scale, 1.15F);
    set_type(theme, Type::figure, Face::figures, 40 * scale, 1.1F);
    set_type(theme, Type::code, Face::figures, 64 * scale, 1.1F);
    theme.unit = 8 * scale;
    theme.gap = 16 * scale;
    theme.padding = 24 * scale;
    theme.margin = 32 * scale;
    theme.radius = 12 * scale;
    theme.control_radius = 8 * scale;
    theme.line = std::max(1.0F, std::round(scale));
    theme.ring = std::round(3 * scale);
    theme.control_height = std::round(44 * scale);
    theme.measure = 760 * scale;
}

void set_room_sizes(Theme& theme, float height_px, float scale) {
    // One step is 1/90 of the window's height: 12 px on a 1080-line projector.
    const float step = height_px / 90 * scale;
    const float least_px = std::ceil(height_px / 40);
    set_type(theme, Type::small, Face::text, std::max(least_px, 2.25F * step), 1.35F);
    set_type(theme, Type::body, Face::text, std::max(least_px, 2.6F * step), 1.4F);
    set_type(theme, Type::strong, Face::text_strong, std::max(least_px, 2.6F * step), 1.35F);
    set_type(theme, Type::heading, Face::serif, 3.6F * step, 1.2F);
    set_type(theme, Type::title, Face::serif, 5.2F * step, 1.15F);
    set_type(theme, Type::number, Face::figures, 4.8F * step, 1.15F);
    set_type(theme, Type::display, Face::serif, 7.4F * step, 1.12F);
    set_type(theme, Type::figure, Face::figures, 9 * step, 1.05F);
    set_type(theme, Type::code, Face::figures, 13 * step, 1.05F);
    theme.unit = step;
    theme.gap = 2 * step;
    theme.padding = 3 * step;
    theme.margin = 5 * step;
    theme.radius = 1.4F * step;
    theme.control_radius = step;
    theme.line = std::max(1.0F, std::round(step / 8));
    theme.ring = std::round(step / 3);
    theme.control_height = std::round(5.2F * step);
    theme.measure = 92 * step;
}

ImVec4 to_imgui(Colour colour) {
    const auto part = [](std::uint8_t channel) { return static_cast<float>(channel) / 255.0F; };
    return {part(colour.red), part(colour.green), part(colour.blue), part(colour.alpha)};
}

}  // namespace

double contrast(Colour one, Colour other) {
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

Colour mixed(Colour under, Colour over, double share) {
    const auto part = [share](std::uint8_t low, std::uint8_t high) {
        return static_cast<std::uint8_t>(std::lround(low + (high - low) * share));
    };
    return {part(under.red, over.red), part(under.green, over.green), part(under.blue, over.blue), 255};
}

Colour Theme::ink(Ink which) const {
    switch (which) {
        case Ink::quiet:
            return colours.quiet;
        case Ink::accent:
            return colours.accent_ink;
        case Ink::danger:
            return colours.danger_ink;
        case Ink::on_accent:
            return colours.on_accent;
        case Ink::normal:
            break;
    }
    return colours.text;
}

Theme make_theme(const ThemeChoice& choice) {
    Theme theme;
    theme.audience = choice.audience;
    theme.scheme = choice.scheme;
    theme.colours = choice.scheme == Scheme::light ? light_colours() : dark_colours();
    if (choice.audience == Audience::console) {
        set_console_sizes(theme, choice.scale);
    } else {
        set_room_sizes(theme, choice.window_height_px, choice.scale);
    }
    return theme;
}

std::vector<TextPair> text_pairs(const Theme& theme) {
    const Colours& c = theme.colours;
    std::vector<TextPair> pairs;
    using Named = std::pair<std::string_view, Colour>;
    const std::array<Named, 5> grounds{Named{"page", c.page}, Named{"card", c.card},
                                       Named{"raised", c.raised}, Named{"soft", c.soft},
                                       Named{"warning", c.warning}};
    for (const auto& [name, ground] : grounds) {
        pairs.push_back({name, c.text, ground});
        pairs.push_back({name, c.quiet, ground});
        pairs.push_back({name, c.accent_ink, ground});
        pairs.push_back({name, c.danger_ink, ground});
    }
    pairs.push_back({"field", c.text, c.field});
    pairs.push_back({"hint in a field", c.quiet, c.field});
    pairs.push_back({"selection", c.text, c.selection});
    for (const Colour ground : {c.accent, c.accent_hover, c.accent_down}) {
        pairs.push_back({"primary button", c.on_accent, ground});
    }
    for (const Colour ground : {c.danger, c.danger_hover, c.danger_down}) {
        pairs.push_back({"danger button", c.on_danger, ground});
    }
    for (const Colour ground : {c.plain, c.plain_hover, c.plain_down}) {
        pairs.push_back({"secondary button", c.text, ground});
        pairs.push_back({"quiet on a secondary button", c.quiet, ground});
    }
    pairs.push_back({"control that is off", c.on_off, c.off});
    return pairs;
}

void apply_theme(const Theme& theme, ImGuiStyle& style) {
    style = ImGuiStyle();
    const Colours& c = theme.colours;
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.WindowRounding = 0;
    style.FramePadding = {theme.unit * 1.5F, theme.unit};
    style.FrameRounding = theme.control_radius;
    style.FrameBorderSize = 0;
    style.ScrollbarSize = std::round(theme.unit * 1.5F);
    style.ScrollbarRounding = theme.unit;
    style.ItemSpacing = {0, 0};
    style.Colors[ImGuiCol_Text] = to_imgui(c.text);
    style.Colors[ImGuiCol_TextDisabled] = to_imgui(c.quiet);
    style.Colors[ImGuiCol_WindowBg] = to_imgui(c.page);
    style.Colors[ImGuiCol_ChildBg] = {0, 0, 0, 0};
    style.Colors[ImGuiCol_FrameBg] = to_imgui(c.field);
    style.Colors[ImGuiCol_FrameBgHovered] = to_imgui(c.field);
    style.Colors[ImGuiCol_FrameBgActive] = to_imgui(c.field);
    style.Colors[ImGuiCol_TextSelectedBg] = to_imgui(c.selection);
    style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    style.Colors[ImGuiCol_ScrollbarGrab] = to_imgui(mixed(c.page, c.line_strong, 0.5));
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = to_imgui(c.line_strong);
    style.Colors[ImGuiCol_ScrollbarGrabActive] = to_imgui(c.line_strong);
    style.Colors[ImGuiCol_NavHighlight] = {0, 0, 0, 0};
}

}  // namespace equivox::ui
