// SPDX-License-Identifier: Apache-2.0
#include "app/ui/window_glfw.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <imgui_internal.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <atomic>
#include <cfloat>
#include <fstream>
#include <utility>
#include <vector>

#include "app/ui/glfw_input.hpp"

namespace equivox::ui {
namespace {

constexpr int frames_after_event = 3;
constexpr double resize_settles_s = 0.15;

// Two frames with the same number look the same. Comparing costs a thousandth of what drawing in software
// costs.
std::uint32_t number_of_picture(const ImDrawData& data) {
    ImU32 number = 0;
    for (int index = 0; index < data.CmdListsCount; ++index) {
        const ImDrawList& list = *data.CmdLists[index];
        number =
            ImHashData(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()), number);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            number = ImHashData(&command.ClipRect, sizeof command.ClipRect, number);
        }
    }
    return number;
}

[[noreturn]] void no_display(const std::string& doing) {
    const char* reason = nullptr;
    glfwGetError(&reason);
    throw NoDisplay("there is no display to " + doing + " on (" +
                    (reason == nullptr ? "no reason given" : reason) +
                    "): start the program in a graphical session, or use it without windows (--headless)");
}

GLFWmonitor* second_monitor() {
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    return count > 1 ? monitors[1] : nullptr;
}

// The monitor that shows most of a window.
GLFWmonitor* monitor_under(GLFWwindow* window) {
    int x = 0, y = 0, width = 0, height = 0, count = 0;
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* best = glfwGetPrimaryMonitor();
    int most = 0;
    for (int index = 0; index < count; ++index) {
        int left = 0, top = 0;
        glfwGetMonitorPos(monitors[index], &left, &top);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[index]);
        if (mode == nullptr) continue;
        const int wide = std::min(x + width, left + mode->width) - std::max(x, left);
        const int high = std::min(y + height, top + mode->height) - std::max(y, top);
        if (wide > 0 && high > 0 && wide * high > most) {
            most = wide * high;
            best = monitors[index];
        }
    }
    return best;
}

class GlfwWindow final : public Window {
public:
    GlfwWindow(const WindowSettings& settings, GLFWwindow* share, std::atomic<bool>& happened);
    ~GlfwWindow() override;
    GlfwWindow(const GlfwWindow&) = delete;
    GlfwWindow& operator=(const GlfwWindow&) = delete;

    void show(Screen screen) override;
    void set_look(Scheme scheme, float text_scale) override;
    [[nodiscard]] bool close_asked() const override { return glfwWindowShouldClose(window_) != 0; }
    void ask_again() override { glfwSetWindowShouldClose(window_, GLFW_FALSE); }
    void fill_monitor(bool fill) override;
    [[nodiscard]] bool fills_monitor() const override { return glfwGetWindowMonitor(window_) != nullptr; }
    [[nodiscard]] bool could_fill_second_monitor() const override;
    void save_picture(const std::filesystem::path& file) override;
    void keep_record_at(const std::filesystem::path& file) override { record_file_ = file; }
    [[nodiscard]] Context& context() override { return context_; }

    [[nodiscard]] GLFWwindow* handle() const { return window_; }
    // True if there is something new to present.
    bool draw(double now_s);
    void present() const { glfwSwapBuffers(window_); }
    // The size is still being dragged: the sizes of texts will follow when it rests.
    [[nodiscard]] bool resizing() const { return size_pending_; }
    void leave_lost_monitor();

private:
    static GlfwWindow& of(GLFWwindow* window) {
        return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
    }
    void install_callbacks();
    void push(InputEvent event);
    void key(int glfw_key, int action);
    void follow_size(double now_s);
    void upload_glyphs();
    void write_record();
    void render(int wide, int high);
    void use_cursor();
    void place_in_the_middle();

    WindowSettings settings_;
    std::atomic<bool>& happened_;
    GLFWwindow* window_ = nullptr;
    Context context_;
    Screen screen_;
    std::array<GLFWcursor*, 3> cursors_{};
    int cursor_shown_ = -1;
    std::uint64_t glyphs_uploaded_ = 0;
    double last_frame_s_ = 0, resized_s_ = -1;
    float theme_height_px_ = 0;
    bool size_pending_ = false;
    bool must_render_ = true;     // What is on the screen is lost or old, whatever the picture was.
    std::uint32_t rendered_ = 0;  // Which picture is on the screen.
    std::filesystem::path record_file_;
    std::string record_written_;
};

GLFWwindow* make_window(const WindowSettings& settings, GLFWwindow* share) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, settings.audience == Audience::console ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
    // The console keeps the keyboard when the room's window opens after it.
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, share == nullptr ? GLFW_TRUE : GLFW_FALSE);
    GLFWwindow* window =
        glfwCreateWindow(settings.size_px[0], settings.size_px[1], settings.title.c_str(), nullptr, share);
    if (window == nullptr) no_display("open a window");
    return window;
}

GlfwWindow::GlfwWindow(const WindowSettings& settings, GLFWwindow* share, std::atomic<bool>& happened)
    : settings_(settings),
      happened_(happened),
      window_(make_window(settings, share)),
      context_(
          {settings.audience, settings.scheme, static_cast<float>(settings.size_px[1]), settings.text_scale},
          FontSource::embedded) {
    glfwSetWindowUserPointer(window_, this);
    install_callbacks();
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(share == nullptr ? 1 : 0);
    ImGui::SetCurrentContext(context_.imgui());
    ImGui_ImplOpenGL3_Init("#version 150");
    ImGui::SetCurrentContext(nullptr);
    cursors_ = {glfwCreateStandardCursor(GLFW_ARROW_CURSOR), glfwCreateStandardCursor(GLFW_IBEAM_CURSOR),
                glfwCreateStandardCursor(GLFW_HAND_CURSOR)};
    context_.set_clipboard(
        {[this] {
             const char* text = glfwGetClipboardString(window_);
             return std::string(text == nullptr ? "" : text);
         },
         [this](const std::string& text) { glfwSetClipboardString(window_, text.c_str()); }});
    if (settings.on_second_monitor && second_monitor() != nullptr) fill_monitor(true);
}

GlfwWindow::~GlfwWindow() {
    glfwMakeContextCurrent(window_);
    ImGui::SetCurrentContext(context_.imgui());
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::SetCurrentContext(nullptr);
    for (GLFWcursor* cursor : cursors_) glfwDestroyCursor(cursor);
    glfwDestroyWindow(window_);
}

void GlfwWindow::install_callbacks() {
    glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
        int wide = 1, high = 1, frame_wide = 1, frame_high = 1;
        glfwGetWindowSize(window, &wide, &high);
        glfwGetFramebufferSize(window, &frame_wide, &frame_high);
        of(window).push(PointerMoved{static_cast<float>(x * frame_wide / std::max(wide, 1)),
                                     static_cast<float>(y * frame_high / std::max(high, 1))});
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
        if (entered == 0) of(window).push(PointerMoved{-FLT_MAX, -FLT_MAX});
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int) {
        of(window).push(ButtonChanged{button, action == GLFW_PRESS});
    });
    glfwSetKeyCallback(
        window_, [](GLFWwindow* window, int key, int, int action, int) { of(window).key(key, action); });
    glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned character) {
        of(window).push(TextTyped{static_cast<char32_t>(character)});
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
        of(window).push(WheelTurned{static_cast<float>(x), static_cast<float>(y)});
    });
    glfwSetWindowFocusCallback(
        window_, [](GLFWwindow* window, int focused) { of(window).push(FocusChanged{focused != 0}); });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* window, int, int) {
        of(window).resized_s_ = glfwGetTime();
        of(window).must_render_ = of(window).happened_ = true;
    });
    glfwSetWindowRefreshCallback(
        window_, [](GLFWwindow* window) { of(window).must_render_ = of(window).happened_ = true; });
    glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) { of(window).happened_ = true; });
    glfwSetWindowContentScaleCallback(window_,
                                      [](GLFWwindow* window, float, float) { of(window).happened_ = true; });
}

void GlfwWindow::push(InputEvent event) {
    context_.input().push(event);
    happened_ = true;
}

void GlfwWindow::key(int glfw_key, int action) {
    happened_ = true;
    if (action == GLFW_REPEAT) return;  // ImGui makes its own.
    if (glfw_key == GLFW_KEY_F11 && action == GLFW_PRESS) fill_monitor(!fills_monitor());
    if (const Key ours = key_from_glfw(glfw_key); ours != Key::none)
        push(KeyChanged{ours, action == GLFW_PRESS});
}

void GlfwWindow::show(Screen screen) {
    screen_ = std::move(screen);
    happened_ = true;
}

void GlfwWindow::set_look(Scheme scheme, float text_scale) {
    settings_.scheme = scheme;
    settings_.text_scale = text_scale;
    happened_ = true;
}

bool GlfwWindow::could_fill_second_monitor() const {
    GLFWmonitor* second = second_monitor();
    return settings_.on_second_monitor && second != nullptr && glfwGetWindowMonitor(window_) != second;
}

void GlfwWindow::fill_monitor(bool fill) {
    happened_ = true;
    if (!fill) return place_in_the_middle();
    GLFWmonitor* monitor = settings_.on_second_monitor ? second_monitor() : nullptr;
    if (monitor == nullptr) monitor = monitor_under(window_);
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    if (mode == nullptr) return;
    glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void GlfwWindow::place_in_the_middle() {
    int left = 0, top = 0, wide = 0, high = 0;
    GLFWmonitor* primary = glfwGetPrimaryMonitor();
    if (primary == nullptr) return;
    glfwGetMonitorWorkarea(primary, &left, &top, &wide, &high);
    const int own_wide = std::min(settings_.size_px[0], wide);
    const int own_high = std::min(settings_.size_px[1], high);
    glfwSetWindowMonitor(window_, nullptr, left + (wide - own_wide) / 2, top + (high - own_high) / 2,
                         own_wide, own_high, 0);
}

void GlfwWindow::leave_lost_monitor() {
    int x = 0, y = 0;
    glfwGetWindowPos(window_, &x, &y);
    // GLFW has taken it off the monitor already, and left it anywhere.
    if (settings_.on_second_monitor && glfwGetWindowMonitor(window_) == nullptr) place_in_the_middle();
    happened_ = true;
}

// The room's sizes follow the height of its window, when it rests: each new size costs a new texture of
// glyphs.
void GlfwWindow::follow_size(double now_s) {
    int wide = 0, high = 0;
    glfwGetFramebufferSize(window_, &wide, &high);
    context_.set_size(static_cast<float>(std::max(wide, 1)), static_cast<float>(std::max(high, 1)));
    float monitor_scale = 1, ignored = 1;
    glfwGetWindowContentScale(window_, &monitor_scale, &ignored);
    const bool room = settings_.audience == Audience::room;
    const auto height = static_cast<float>(std::max(high, 200));
    const bool resting = resized_s_ < 0 || now_s - resized_s_ > resize_settles_s;
    size_pending_ = room && height != theme_height_px_ && !resting && theme_height_px_ > 0;
    if (!size_pending_) theme_height_px_ = height;
    context_.set_theme({settings_.audience, settings_.scheme, room ? theme_height_px_ : 0,
                        settings_.text_scale * (room ? 1 : monitor_scale)});
}

void GlfwWindow::upload_glyphs() {
    const bool is_new = glyphs_uploaded_ != context_.glyphs_version();
    ImFontAtlas& atlas = context_.fonts().atlas();
    if (is_new) {
        int largest = 0;
        glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
        if (atlas.TexWidth > largest || atlas.TexHeight > largest) {
            throw std::runtime_error(
                "the text is too large for this graphics card: choose a smaller size of text");
        }
        if (glyphs_uploaded_ != 0) {
            ImGui_ImplOpenGL3_DestroyFontsTexture();
            ImGui_ImplOpenGL3_CreateFontsTexture();
        }
        glyphs_uploaded_ = context_.glyphs_version();
    }
    ImGui_ImplOpenGL3_NewFrame();  // The first one uploads the glyphs by itself.
    if (is_new) {
        atlas.ClearTexData();
        must_render_ = true;
    }
}

bool GlfwWindow::draw(double now_s) {
    glfwMakeContextCurrent(window_);
    follow_size(now_s);
    context_.refresh_glyphs();
    ImGui::SetCurrentContext(context_.imgui());
    upload_glyphs();
    context_.draw_frame(static_cast<float>(std::min(now_s - last_frame_s_, 0.25)), screen_);
    last_frame_s_ = now_s;
    use_cursor();
    write_record();
    int wide = 0, high = 0;
    glfwGetFramebufferSize(window_, &wide, &high);
    const std::uint32_t picture = number_of_picture(*context_.draw_data());
    if (!must_render_ && picture == rendered_) return false;
    must_render_ = false;
    rendered_ = picture;
    render(wide, high);
    return true;
}

void GlfwWindow::render(int wide, int high) {
    glViewport(0, 0, wide, high);
    const Colour page = context_.theme().colours.page;
    glClearColor(static_cast<float>(page.red) / 255, static_cast<float>(page.green) / 255,
                 static_cast<float>(page.blue) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui::SetCurrentContext(context_.imgui());
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ImGui::SetCurrentContext(nullptr);
}

void GlfwWindow::use_cursor() {
    const int wanted = context_.cursor();
    if (wanted == cursor_shown_) return;
    cursor_shown_ = wanted;
    glfwSetCursor(window_, cursors_[wanted == ImGuiMouseCursor_TextInput ? 1
                                    : wanted == ImGuiMouseCursor_Hand    ? 2
                                                                         : 0]);
}

void GlfwWindow::write_record() {
    if (record_file_.empty()) return;
    std::string json = context_.record().json();
    if (json == record_written_) return;
    const std::filesystem::path unfinished = record_file_.string() + ".new";
    std::ofstream(unfinished, std::ios::binary) << json;
    std::error_code ignored;  // A script that does not get its file will notice.
    std::filesystem::rename(unfinished, record_file_, ignored);
    record_written_ = std::move(json);
}

void GlfwWindow::save_picture(const std::filesystem::path& file) {
    do {
        for (int frame = 0; frame < frames_after_event; ++frame) {
            must_render_ = true;
            draw(glfwGetTime());
        }
    } while (context_.wants_frames());
    int wide = 0, high = 0;
    glfwGetFramebufferSize(window_, &wide, &high);
    const auto row = static_cast<std::size_t>(wide) * 3;
    std::vector<unsigned char> upside_down(row * static_cast<std::size_t>(high));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, wide, high, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
    std::vector<unsigned char> picture(upside_down.size());
    for (std::size_t line = 0; line < static_cast<std::size_t>(high); ++line) {
        const std::size_t from = (static_cast<std::size_t>(high) - 1 - line) * row;
        std::copy_n(upside_down.data() + from, row, picture.data() + line * row);
    }
    present();
    if (stbi_write_png(file.c_str(), wide, high, 3, picture.data(), wide * 3) == 0) {
        throw std::runtime_error("cannot write the picture " + file.string() + ": check the folder");
    }
}

class GlfwWindows final : public Windows {
public:
    GlfwWindows() {
        if (glfwInit() == GLFW_FALSE) no_display("open a window");
        current = this;
        glfwSetMonitorCallback([](GLFWmonitor*, int event) { current->monitors_changed(event); });
    }
    ~GlfwWindows() override {
        windows_.clear();
        current = nullptr;
        glfwTerminate();
    }
    GlfwWindows(const GlfwWindows&) = delete;
    GlfwWindows& operator=(const GlfwWindows&) = delete;

    Window& open(const WindowSettings& settings) override {
        GLFWwindow* share = windows_.empty() ? nullptr : windows_.front()->handle();
        windows_.push_back(std::make_unique<GlfwWindow>(settings, share, happened_));
        return *windows_.back();
    }
    void run(const std::function<void()>& before_frames) override;
    void stop() override { stopped_ = true; }
    void wake() override {
        happened_ = true;
        glfwPostEmptyEvent();
    }

private:
    void monitors_changed(int event) {
        happened_ = true;
        if (event != GLFW_DISCONNECTED) return;
        for (const auto& window : windows_) window->leave_lost_monitor();
    }
    [[nodiscard]] double patience_s() const;
    void draw_all();

    // GLFW tells of monitors without saying to whom.
    static inline GlfwWindows* current = nullptr;
    std::vector<std::unique_ptr<GlfwWindow>> windows_;
    std::atomic<bool> happened_ = true;
    bool stopped_ = false;
};

double GlfwWindows::patience_s() const {
    const auto any = [this](auto asks) { return std::ranges::any_of(windows_, asks); };
    if (any([](const auto& window) { return window->resizing(); })) return 0.05;
    return any([](const auto& window) { return window->context().typing(); }) ? 0.25 : 1.0;
}

void GlfwWindows::draw_all() {
    for (const auto& window : windows_) {
        if (window->draw(glfwGetTime())) window->present();
    }
}

void GlfwWindows::run(const std::function<void()>& before_frames) {
    int frames_left = 0;
    while (!stopped_) {
        if (frames_left > 0) {
            glfwPollEvents();
        } else {
            glfwWaitEventsTimeout(patience_s());
        }
        frames_left = happened_.exchange(false) ? frames_after_event : std::max(frames_left, 1);
        if (before_frames) before_frames();
        const bool all_closed =
            std::ranges::all_of(windows_, [](const auto& window) { return window->close_asked(); });
        if (stopped_ || all_closed) break;
        draw_all();
        --frames_left;
        const auto unfinished = [](const auto& window) { return window->context().wants_frames(); };
        if (std::ranges::any_of(windows_, unfinished)) frames_left = frames_after_event;
    }
}

}  // namespace

std::unique_ptr<Windows> open_glfw_windows() {
    return std::make_unique<GlfwWindows>();
}

}  // namespace equivox::ui
