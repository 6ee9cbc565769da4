// SPDX-License-Identifier: Apache-2.0
// How Equivox looks: the only place with colours, sizes, spaces and the choice of typefaces, all named by
// role.
//
// A screen never names a colour or a number of pixels. It says "quiet text", "a card", "two units of space".
//
// Two audiences. The *console* is read from arm's length: body text 18 px at scale 1. The *room* screen is
// read from the back of a room: every size follows the height of the window, and no text is lower than 1/40
// of it. Two schemes: dark on warm off-white, and light on near-black for a dim room or tired eyes. One
// accent, deep teal. Every pair in `text_pairs` has a contrast of at least 7:1 (WCAG 2.2 AAA), in both
// schemes; a test computes it.
//
// No ImGui here, except the last function, which hands the theme to it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

struct ImGuiStyle;

namespace equivox::ui {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};

// WCAG 2.2 contrast ratio, 1 to 21. Both colours are taken as opaque.
[[nodiscard]] double contrast(Colour one, Colour other);
// `over` laid on `under` with the given share (0 to 1) of `over`.
[[nodiscard]] Colour mixed(Colour under, Colour over, double share);

enum class Audience : std::uint8_t { console, room };
enum class Scheme : std::uint8_t { light, dark };

// What a text is for. Sizes grow from `small` to `code`.
enum class Type : std::uint8_t {
    small,    // captions, hints, counters
    body,     // everything people read
    strong,   // the body's size, heavier: labels, buttons
    heading,  // of a card or a section (Vollkorn: its figures have ascenders; for data take `number`)
    title,    // of a page
    number,   // figures in the size of a title: an address, a clock beside a title
    display,  // one sentence that fills a room: the question, the purpose
    figure,   // one number that matters
    code,     // the room code and the clock: digits and Latin capitals only
    count
};
inline constexpr std::size_t type_count = static_cast<std::size_t>(Type::count);

enum class Face : std::uint8_t {
    text,
    text_strong,
    serif,
    figures
};  // Inter, Inter SemiBold, Vollkorn, Inter Display

struct TypeStyle {
    Face face = Face::text;
    float height_px = 0;
    float leading = 1.4F;  // Distance of base lines, as a multiple of the height.
};

// The ink of a text.
// `on_accent` only where the ground is filled with the accent.
enum class Ink : std::uint8_t { normal, quiet, accent, danger, on_accent };

struct Colours {
    // Grounds, from far to near.
    Colour page, card, raised, field;
    Colour soft;     // Selected rows, the present stage, quotations.
    Colour warning;  // Ground of what needs attention.
    // Inks.
    Colour text, quiet, accent_ink, danger_ink;
    // Filled controls and what is written on them.
    Colour accent, accent_hover, accent_down, on_accent;
    Colour danger, danger_hover, danger_down, on_danger;
    Colour plain, plain_hover, plain_down;  // Secondary buttons; `text` is written on them.
    Colour off, on_off;                     // A control that cannot be used now.
    // Lines.
    Colour line, line_strong, focus, scrim, selection;
};

struct Theme {
    Audience audience = Audience::console;
    Scheme scheme = Scheme::light;
    Colours colours;
    std::array<TypeStyle, type_count> types;
    // Lengths in pixels.
    float unit = 8;             // The module of all spaces.
    float gap = 16;             // Between things that follow one another.
    float padding = 24;         // Inside a card.
    float margin = 32;          // Around a page.
    float radius = 10;          // Corners of cards.
    float control_radius = 8;   // Corners of buttons and fields.
    float line = 1;             // Thin lines.
    float ring = 3;             // The focus ring.
    float control_height = 42;  // Least height of anything one can click.
    float measure = 720;        // Widest comfortable line of body text.

    [[nodiscard]] const TypeStyle& type(Type which) const { return types[static_cast<std::size_t>(which)]; }
    [[nodiscard]] Colour ink(Ink which) const;
};

struct ThemeChoice {
    Audience audience = Audience::console;
    Scheme scheme = Scheme::light;
    float window_height_px = 1080;  // Only the room's sizes follow it.
    float scale = 1;                // Of the monitor times what the person chose; both audiences.
    friend bool operator==(const ThemeChoice&, const ThemeChoice&) = default;
};

[[nodiscard]] Theme make_theme(const ThemeChoice& choice);

// Every ink that is ever written on a ground, by name.
struct TextPair {
    std::string_view name;
    Colour ink, ground;
};
[[nodiscard]] std::vector<TextPair> text_pairs(const Theme& theme);

// Hands the theme to what ImGui itself still draws: text fields and scroll bars.
void apply_theme(const Theme& theme, ImGuiStyle& style);

}  // namespace equivox::ui
