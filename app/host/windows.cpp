// SPDX-License-Identifier: Apache-2.0
#include "app/host/windows.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "app/host/console_screen.hpp"
#include "app/host/room_screen.hpp"
#include "app/ui/window_glfw.hpp"

namespace equivox {
namespace {

using Clock = std::chrono::steady_clock;

class HostWindows {
public:
    HostWindows(HostLink& link, const WindowOptions& options)
        : link_(link),
          windows_(ui::open_glfw_windows()),
          console_(windows_->open(
              {.title = "Equivox", .scheme = options.scheme, .text_scale = options.console_text_scale})),
          room_(windows_->open({.title = "Equivox room screen",
                                .audience = ui::Audience::room,
                                .scheme = options.scheme,
                                .size_px = {1280, 720},
                                .on_second_monitor = true})) {
        if (!options.console_record.empty()) console_.keep_record_at(options.console_record);
        if (!options.room_record.empty()) room_.keep_record_at(options.room_record);
        take_frame();
        console_.show([this](ui::Ui& ui) { draw_console(ui); });
        room_.show([this](ui::Ui& ui) { draw_room(ui); });
        link_.on_frame([windows = windows_.get()] { windows->wake(); });
    }
    ~HostWindows() { link_.on_frame({}); }
    HostWindows(const HostWindows&) = delete;
    HostWindows& operator=(const HostWindows&) = delete;

    void run() {
        windows_->run([this] { before_frames(); });
    }

private:
    void take_frame() {
        std::shared_ptr<const HostFrame> newest = link_.frame();
        if (newest != frame_) {
            frame_ = std::move(newest);
            frame_since_ = Clock::now();
        }
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - frame_since_);
        state_.seconds_since_view = static_cast<std::uint32_t>(age.count());
        state_.room.seconds_since_view = state_.seconds_since_view;
    }

    void before_frames() {
        take_frame();
        if (console_.close_asked()) {
            console_.ask_again();
            state_.closing = true;
        }
        if (room_.close_asked()) {
            room_.ask_again();
            state_.notice =
                "The room screen stays open while the session runs. Close this window to stop the host.";
        }
        if (state_.close_confirmed) windows_->stop();
    }

    void draw_room(ui::Ui& ui) {
        if (!frame_) return;
        if (!state_.shown_to_room) return room_screen(ui, frame_->room, state_.room);
        state_.shown_pages = console_for_room(ui, *frame_, state_);
        state_.shown_page = std::min(state_.shown_page, state_.shown_pages - 1);
    }

    void draw_console(ui::Ui& ui) {
        if (!frame_) return;
        std::vector<Command> asked;
        console_screen(ui, *frame_, state_, asked);
        for (Command& command : asked) link_.ask(std::move(command));
        // The room screen shows at once what was chosen for it here.
        const std::tuple chosen{state_.room.show, state_.room.page, state_.shown_to_room, state_.shown_page};
        if (chosen != chosen_before_) windows_->wake();
        chosen_before_ = chosen;
    }

    HostLink& link_;
    std::unique_ptr<ui::Windows> windows_;
    ui::Window& console_;
    ui::Window& room_;
    std::shared_ptr<const HostFrame> frame_;
    Clock::time_point frame_since_ = Clock::now();
    ConsoleState state_;
    std::tuple<RoomShow, std::size_t, bool, std::size_t> chosen_before_;
};

}  // namespace

int run_windows(HostLink& link, const WindowOptions& options) {
    HostWindows(link, options).run();
    return 0;
}

}  // namespace equivox
