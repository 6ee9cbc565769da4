// SPDX-License-Identifier: Apache-2.0
#include "app/ui/headless.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace equivox::ui {
namespace {

// Enough of a name to know it by.
std::string brief(const std::string& name) {
    return "\"" + name.substr(0, 60) + "\"";
}

}  // namespace

HeadlessUi::HeadlessUi(std::array<float, 2> size_px, const HeadlessOptions& options)
    : context_({options.audience, options.scheme, size_px[1], options.scale}, options.fonts) {
    context_.set_size(size_px[0], size_px[1]);
    context_.set_clipboard({});
}

void HeadlessUi::frame(Screen screen) {
    screen_ = std::move(screen);
    settle();
}

void HeadlessUi::step(int frames) {
    for (int count = 0; count < frames; ++count) context_.draw_frame(1.0F / 60, screen_);
}

void HeadlessUi::settle() {
    do step();
    while (context_.wants_frames());
    step(2);
}

void HeadlessUi::use(const RecordedWidget& widget) {
    if (!widget.enabled) throw std::runtime_error(brief(widget.name) + " is off:\n" + record().inventory());
    RecordedWidget target = widget;
    if (!target.visible()) {
        context_.ui().focus(target.id);
        settle();
        for (const RecordedWidget& now : record().widgets()) {
            if (now.id == widget.id) target = now;
        }
    }
    if (!target.visible()) throw std::runtime_error(brief(widget.name) + " is out of sight");
    click_at((target.seen.left + target.seen.right) / 2, (target.seen.top + target.seen.bottom) / 2);
}

void HeadlessUi::click(std::string_view role, std::string_view name) {
    const RecordedWidget widget = record().only(role, name);
    use(widget);
}

void HeadlessUi::click_nth(std::string_view role, std::string_view name, std::size_t index) {
    const auto found = record().all(role, name);
    if (index >= found.size()) throw std::runtime_error("not so many:\n" + record().inventory());
    const RecordedWidget widget = *found[index];
    use(widget);
}

void HeadlessUi::click_at(float x_px, float y_px) {
    context_.input().push(PointerMoved{x_px, y_px});
    context_.input().push(ButtonChanged{0, true});
    context_.input().push(ButtonChanged{0, false});
    settle();
}

void HeadlessUi::type(std::string_view text) {
    while (!text.empty()) {
        const Decoded next = decode_first(text);
        text.remove_prefix(next.bytes);
        if (next.character == U'\n') {
            key(Key::enter);
        } else {
            context_.input().push(TextTyped{next.character});
        }
    }
    settle();
}

void HeadlessUi::key(Key which, bool control, bool shift) {
    InputQueue& input = context_.input();
    if (control) input.push(KeyChanged{Key::control, true});
    if (shift) input.push(KeyChanged{Key::shift, true});
    input.push(KeyChanged{which, true});
    input.push(KeyChanged{which, false});
    if (shift) input.push(KeyChanged{Key::shift, false});
    if (control) input.push(KeyChanged{Key::control, false});
    settle();
}

void HeadlessUi::wheel(float x_px, float y_px, float notches) {
    context_.input().push(PointerMoved{x_px, y_px});
    context_.input().push(WheelTurned{0, notches});
    settle();
}

void HeadlessUi::fill(std::string_view name, std::string_view text) {
    const bool area = record().find("text area", name) != nullptr;
    click(area ? "text area" : "text field", name);
    key(Key::a, true);
    key(Key::backspace);
    type(text);
}

const RecordedWidget* HeadlessUi::focused() const {
    for (const RecordedWidget& widget : record().widgets()) {
        if (widget.focused) return &widget;
    }
    return nullptr;
}

}  // namespace equivox::ui
