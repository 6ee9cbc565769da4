// SPDX-License-Identifier: Apache-2.0
#include "app/ui/window_glfw.hpp"

#include <catch2/catch.hpp>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstdlib>

#include "app/ui/glfw_input.hpp"

using namespace equivox::ui;

TEST_CASE("without a display, opening windows is an error that says what to do") {
    unsetenv("DISPLAY");
    CHECK_THROWS_AS(open_glfw_windows(), NoDisplay);
    CHECK_THROWS_WITH(open_glfw_windows(), Catch::Contains("graphical session"));
}

TEST_CASE("GLFW's keys are ours, both sides of the keyboard alike, and unknown ones are none") {
    CHECK(key_from_glfw(GLFW_KEY_A) == Key::a);
    CHECK(key_from_glfw(GLFW_KEY_Z) == Key::z);
    CHECK(key_from_glfw(GLFW_KEY_F1) == Key::f1);
    CHECK(key_from_glfw(GLFW_KEY_F12) == Key::f12);
    CHECK(key_from_glfw(GLFW_KEY_LEFT_CONTROL) == Key::control);
    CHECK(key_from_glfw(GLFW_KEY_RIGHT_CONTROL) == Key::control);
    CHECK(key_from_glfw(GLFW_KEY_KP_ENTER) == Key::keypad_enter);
    CHECK(key_from_glfw(GLFW_KEY_WORLD_1) == Key::none);
    CHECK(key_from_glfw(GLFW_KEY_UNKNOWN) == Key::none);
}
