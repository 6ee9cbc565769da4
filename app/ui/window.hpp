// SPDX-License-Identifier: Apache-2.0
// Windows on a screen, whatever toolkit makes them (window_glfw.hpp for the host).
//
//     auto windows = open_glfw_windows();                 // throws NoDisplay
//     Window& console = windows->open({.title = "Equivox"});
//     Window& room = windows->open({.title = "Room", .audience = Audience::room, .on_second_monitor = true});
//     console.show([&](Ui& ui) { console_screen(ui, ...); });
//     room.show([&](Ui& ui) { room_screen(ui, ...); });
//     windows->run([&] { take_new_views(); if (done) windows->stop(); });
//
// Drawing costs nothing while nothing happens: three frames after any event or `wake`, then one frame a
// second (so that clocks go on), or four while a text field shows its caret. All functions are for the thread
// that opened the windows, except `wake`.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "app/ui/context.hpp"

namespace equivox::ui {

// There is no display, or it cannot draw. `what()` is a sentence that says what to do.
class NoDisplay : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct WindowSettings {
    std::string title;
    Audience audience = Audience::console;
    Scheme scheme = Scheme::light;
    std::array<int, 2> size_px{1366, 820};  // While it does not fill a monitor.
    bool on_second_monitor = false;         // Fills it, if there is one.
    float text_scale = 1;                   // What the person chose, on top of the monitor's own scale.
};

class Window {
public:
    virtual ~Window() = default;

    // What it shows from now on.
    virtual void show(Screen screen) = 0;
    virtual void set_look(Scheme scheme, float text_scale) = 0;
    // The person asked to close it (and `ask_again` was not called since). The caller decides.
    [[nodiscard]] virtual bool close_asked() const = 0;
    virtual void ask_again() = 0;
    // F11 toggles it, too. A window `on_second_monitor` goes there if it can.
    virtual void fill_monitor(bool fill) = 0;
    [[nodiscard]] virtual bool fills_monitor() const = 0;
    // It should be on a second monitor, there is one, and it is not there: offer `fill_monitor(true)`.
    [[nodiscard]] virtual bool could_fill_second_monitor() const = 0;
    // Draws its screen until it has settled and writes it as PNG. Throws std::runtime_error.
    virtual void save_picture(const std::filesystem::path& file) = 0;
    // From now on keeps the record of the last frame in this file, as JSON, always complete. For driving the
    // real program from a script; empty: no longer.
    virtual void keep_record_at(const std::filesystem::path& file) = 0;
    [[nodiscard]] virtual Context& context() = 0;
};

class Windows {
public:
    virtual ~Windows() = default;

    // Lives as long as this.
    virtual Window& open(const WindowSettings& settings) = 0;
    // Until `stop`, or until no window is left that was not asked to close. Calls `before_frames` before any
    // drawing.
    virtual void run(const std::function<void()>& before_frames) = 0;
    virtual void stop() = 0;
    // Something changed: draw. From any thread, as long as this lives.
    virtual void wake() = 0;
};

}  // namespace equivox::ui
