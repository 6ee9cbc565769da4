// SPDX-License-Identifier: Apache-2.0
// equivox_ui_gallery FOLDER [WIDTH HEIGHT]: pictures of the gallery's pages in both schemes.
// equivox_ui_gallery: two windows to play with, until both are closed.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "app/ui/window_glfw.hpp"
#include "tests/app/ui/gallery.hpp"

using namespace equivox::ui;

namespace {

void save_pictures(const std::filesystem::path& folder, std::array<int, 2> size_px) {
    std::filesystem::create_directories(folder);
    for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
        const auto windows = open_glfw_windows();
        Window& console = windows->open({.title = "console", .scheme = scheme, .size_px = size_px});
        Window& room = windows->open(
            {.title = "room", .audience = Audience::room, .scheme = scheme, .size_px = size_px});
        const std::string suffix =
            std::string(scheme == Scheme::light ? " light " : " dark ") + std::to_string(size_px[1]) + ".png";
        for (const std::string_view page : gallery_pages()) {
            GalleryState state;
            Window& window = page.starts_with("room") ? room : console;
            window.show([&](Ui& ui) { gallery_page(ui, page, state); });
            window.save_picture(folder / (std::string(page) + suffix));
            if (page != "console") continue;
            state.asking = true;
            window.save_picture(folder / ("console asking" + suffix));
        }
    }
}

void play() {
    const auto windows = open_glfw_windows();
    GalleryState state;
    Window& console = windows->open({.title = "Gallery"});
    console.show([&](Ui& ui) { gallery_page(ui, "console", state); });
    Window& room = windows->open({.title = "Room", .audience = Audience::room, .on_second_monitor = true});
    room.show([&](Ui& ui) { gallery_page(ui, "room standings", state); });
    if (const char* record = std::getenv("EQUIVOX_RECORD")) console.keep_record_at(record);
    windows->run([] {});
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count == 1) {
            play();
        } else {
            const bool sized = count == 4;
            save_pictures(arguments[1],
                          {sized ? std::stoi(arguments[2]) : 1920, sized ? std::stoi(arguments[3]) : 1080});
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
