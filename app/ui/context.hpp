// SPDX-License-Identifier: Apache-2.0
// One window's ImGui context with its theme, fonts, input queue and Ui, and nothing of any window toolkit.
//
// Used by the GLFW windows (window_glfw.hpp), by the native participant (SDL2), and by tests (headless.hpp).
// Whoever owns it pushes input into `input()`, says how large the window is, calls `draw_frame`, and draws
// `draw_data` with whatever renderer it has; when `glyphs_version` has changed, it uploads `fonts().atlas()`
// again before drawing. Draw on, frame after frame, while `wants_frames()`.
//
// Several contexts may live on one thread; each makes itself current in its own calls and leaves no other
// current.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/ui/fonts.hpp"
#include "app/ui/input_queue.hpp"
#include "app/ui/widgets.hpp"

struct ImGuiContext;
struct ImDrawData;

namespace equivox::ui {

using Screen = std::function<void(Ui&)>;

// The window system's clipboard. Both may be empty: then copying stays inside the window.
struct Clipboard {
    std::function<std::string()> read;
    std::function<void(const std::string&)> write;
};

class Context {
public:
    Context(const ThemeChoice& choice, FontSource fonts);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    InputQueue& input() { return input_; }
    [[nodiscard]] Ui& ui() { return ui_; }
    [[nodiscard]] FontSet& fonts() { return *fonts_; }
    [[nodiscard]] const Theme& theme() const { return theme_; }
    [[nodiscard]] const WidgetRecord& record() const { return ui_.record(); }

    void set_size(float width_px, float height_px);
    void set_theme(
        const ThemeChoice& choice);  // Costs a new texture of glyphs if sizes change; else nothing.
    void set_clipboard(Clipboard clipboard);

    // Makes the texture of glyphs anew if a text needed more than it has.
    void refresh_glyphs();
    // Shows the next part of the input to the screen and lets it draw. `seconds` since the last frame.
    void draw_frame(float seconds, const Screen& screen);
    [[nodiscard]] ImDrawData* draw_data() const;  // Of the last frame, valid until the next.

    [[nodiscard]] bool wants_frames() const { return !input_.empty() || fonts_->needs_rebuild(); }
    [[nodiscard]] bool typing() const { return ui_.typing(); }
    [[nodiscard]] int cursor() const;  // An ImGuiMouseCursor.
    [[nodiscard]] std::uint64_t glyphs_version() const { return glyphs_version_; }
    [[nodiscard]] ImGuiContext* imgui() const { return imgui_; }

private:
    void rebuild_fonts();

    ThemeChoice choice_;
    Theme theme_;
    FontSource source_;
    std::unique_ptr<FontSet> fonts_;
    ImGuiContext* imgui_ = nullptr;
    InputQueue input_;
    Ui ui_;
    Clipboard clipboard_;
    std::string clipboard_text_;
    float width_px_ = 0, height_px_ = 0;
    std::uint64_t glyphs_version_ = 1;
};

}  // namespace equivox::ui
