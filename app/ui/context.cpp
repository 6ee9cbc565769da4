// SPDX-License-Identifier: Apache-2.0
#include "app/ui/context.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <utility>

namespace equivox::ui {
namespace {

class InputWriter {
public:
    explicit InputWriter(ImGuiIO& io) : io_(io) {}

    void operator()(const PointerMoved& moved) { io_.MousePos = {moved.x_px, moved.y_px}; }
    void operator()(const ButtonChanged& change) {
        if (change.button >= 0 && change.button < 5) io_.MouseDown[change.button] = change.down;
    }
    void operator()(const KeyChanged& change) {
        any_key_ = true;
        io_.KeysDown[static_cast<std::size_t>(change.key)] = change.down;
        io_.KeyCtrl = down(Key::control);
        io_.KeyShift = down(Key::shift);
        io_.KeyAlt = down(Key::alt);
        io_.KeySuper = down(Key::super);
    }
    void operator()(const TextTyped& typed) {
        text_.push_back(typed.character);
        any_key_ = true;
    }
    void operator()(const WheelTurned& turned) {
        io_.MouseWheelH += turned.x;
        io_.MouseWheel += turned.y;
    }
    void operator()(const FocusChanged& change) {
        io_.AddFocusEvent(change.focused);
        if (change.focused) return;
        std::fill(std::begin(io_.KeysDown), std::end(io_.KeysDown), false);
        std::fill(std::begin(io_.MouseDown), std::end(io_.MouseDown), false);
        io_.KeyCtrl = io_.KeyShift = io_.KeyAlt = io_.KeySuper = false;
    }

    std::u32string text() { return std::move(text_); }
    [[nodiscard]] bool any_key() const { return any_key_; }

private:
    bool down(Key key) const { return io_.KeysDown[static_cast<std::size_t>(key)]; }
    ImGuiIO& io_;
    std::u32string text_;
    bool any_key_ = false;
};

}  // namespace

Context::Context(const ThemeChoice& choice, FontSource fonts)
    : choice_(choice),
      theme_(make_theme(choice)),
      source_(fonts),
      fonts_(std::make_unique<FontSet>(theme_, fonts)),
      imgui_(ImGui::CreateContext(&fonts_->atlas())) {
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.MousePos = {-FLT_MAX, -FLT_MAX};
    // ImGui listens to no key: the focus and the fields are ours (focus.cpp, fields.cpp).
    std::fill(std::begin(io.KeyMap), std::end(io.KeyMap), -1);
    apply_theme(theme_, ImGui::GetStyle());
    ImGui::SetCurrentContext(nullptr);
}

Context::~Context() {
    ImGui::DestroyContext(imgui_);
}

void Context::set_size(float width_px, float height_px) {
    width_px_ = width_px;
    height_px_ = height_px;
}

void Context::set_theme(const ThemeChoice& choice) {
    if (choice == choice_) return;
    const Theme before = std::exchange(theme_, make_theme(choice));
    choice_ = choice;
    const auto same_size = [](const TypeStyle& one, const TypeStyle& other) {
        return one.height_px == other.height_px && one.face == other.face;
    };
    if (!std::ranges::equal(before.types, theme_.types, same_size)) rebuild_fonts();
    ImGui::SetCurrentContext(imgui_);
    apply_theme(theme_, ImGui::GetStyle());
    ImGui::SetCurrentContext(nullptr);
}

void Context::set_clipboard(Clipboard clipboard) {
    clipboard_ = std::move(clipboard);
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = this;
    io.GetClipboardTextFn = [](void* self) -> const char* {
        auto& context = *static_cast<Context*>(self);
        if (context.clipboard_.read) context.clipboard_text_ = context.clipboard_.read();
        return context.clipboard_text_.c_str();
    };
    io.SetClipboardTextFn = [](void* self, const char* text) {
        auto& context = *static_cast<Context*>(self);
        context.clipboard_text_ = text;
        if (context.clipboard_.write) context.clipboard_.write(context.clipboard_text_);
    };
    ImGui::SetCurrentContext(nullptr);
}

void Context::rebuild_fonts() {
    auto fonts = std::make_unique<FontSet>(theme_, source_, fonts_->pages());
    ImGui::SetCurrentContext(imgui_);
    ImGui::GetIO().Fonts = &fonts->atlas();
    fonts_ = std::move(fonts);
    ++glyphs_version_;
    ImGui::SetCurrentContext(nullptr);
}

void Context::refresh_glyphs() {
    if (fonts_->needs_rebuild()) rebuild_fonts();
}

void Context::draw_frame(float seconds, const Screen& screen) {
    refresh_glyphs();
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width_px_, height_px_};
    io.DeltaTime = std::max(seconds, 1.0e-4F);
    InputWriter writer(io);
    for (const InputEvent& event : input_.take_frame()) std::visit(writer, event);
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    constexpr int flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                          ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin("screen", nullptr, flags);
    ui_.begin_frame(theme_, *fonts_, width_px_, height_px_, writer.text(), writer.any_key());
    if (screen) screen(ui_);
    ui_.end_frame();
    ImGui::End();
    ImGui::Render();
    ImGui::SetCurrentContext(nullptr);
}

ImDrawData* Context::draw_data() const {
    ImGui::SetCurrentContext(imgui_);
    ImDrawData* data = ImGui::GetDrawData();
    ImGui::SetCurrentContext(nullptr);
    return data;
}

int Context::cursor() const {
    ImGui::SetCurrentContext(imgui_);
    const int cursor = ImGui::GetMouseCursor();
    ImGui::SetCurrentContext(nullptr);
    return cursor;
}

}  // namespace equivox::ui
