// SPDX-License-Identifier: Apache-2.0
// A window that is not there, for tests of screens: fixed size, fixed time (1/60 s a frame), no renderer, fed
// by the same input queue as a real window.
//
//     HeadlessUi headless({1366, 768});
//     headless.frame([&](Ui& ui) { ranking_screen(ui, view, state, asked); });
//     headless.click("button", "Close ranking");
//     CHECK(asked.size() == 1);
//
// `click`, `type`, `key` and `step` draw the screen that was given last, so what it refers to must still
// live. Each draws frames until all input was seen and the sizes settled.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "app/ui/context.hpp"

namespace equivox::ui {

struct HeadlessOptions {
    Audience audience = Audience::console;
    Scheme scheme = Scheme::light;
    FontSource fonts = FontSource::built_in;
    float scale = 1;
};

class HeadlessUi {
public:
    explicit HeadlessUi(std::array<float, 2> size_px, const HeadlessOptions& options = {});

    // From now on this is the screen; draws it.
    void frame(Screen screen);
    // Draws the screen again, several times.
    void step(int frames = 1);

    // On the one control of that role and name; scrolls there first if it is out of sight. Throws
    // std::runtime_error if there is none or several (use `click_nth`), or it is off.
    void click(std::string_view role, std::string_view name);
    void click_nth(std::string_view role, std::string_view name, std::size_t index);
    void click_at(float x_px, float y_px);
    void type(std::string_view text);  // Into what has the focus. "\n" is Enter.
    void key(Key which, bool control = false, bool shift = false);
    void wheel(float x_px, float y_px, float notches);
    // Clicks into the field, removes what it holds, types.
    void fill(std::string_view name, std::string_view text);

    [[nodiscard]] const WidgetRecord& record() const { return context_.record(); }
    // The control that has the keyboard's focus, or null.
    [[nodiscard]] const RecordedWidget* focused() const;
    [[nodiscard]] Context& context() { return context_; }

private:
    void use(const RecordedWidget& widget);
    void settle();

    Context context_;
    Screen screen_;
};

}  // namespace equivox::ui
