// SPDX-License-Identifier: Apache-2.0
#include "app/ui/glfw_input.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace equivox::ui {
namespace {

Key named_key(int key) {
    switch (key) {
        case GLFW_KEY_TAB:
            return Key::tab;
        case GLFW_KEY_LEFT:
            return Key::left;
        case GLFW_KEY_RIGHT:
            return Key::right;
        case GLFW_KEY_UP:
            return Key::up;
        case GLFW_KEY_DOWN:
            return Key::down;
        case GLFW_KEY_PAGE_UP:
            return Key::page_up;
        case GLFW_KEY_PAGE_DOWN:
            return Key::page_down;
        case GLFW_KEY_HOME:
            return Key::home;
        case GLFW_KEY_END:
            return Key::end;
        case GLFW_KEY_INSERT:
            return Key::insert;
        case GLFW_KEY_DELETE:
            return Key::delete_forward;
        case GLFW_KEY_BACKSPACE:
            return Key::backspace;
        case GLFW_KEY_SPACE:
            return Key::space;
        case GLFW_KEY_ENTER:
            return Key::enter;
        case GLFW_KEY_KP_ENTER:
            return Key::keypad_enter;
        case GLFW_KEY_ESCAPE:
            return Key::escape;
        case GLFW_KEY_LEFT_CONTROL:
        case GLFW_KEY_RIGHT_CONTROL:
            return Key::control;
        case GLFW_KEY_LEFT_SHIFT:
        case GLFW_KEY_RIGHT_SHIFT:
            return Key::shift;
        case GLFW_KEY_LEFT_ALT:
        case GLFW_KEY_RIGHT_ALT:
            return Key::alt;
        case GLFW_KEY_LEFT_SUPER:
        case GLFW_KEY_RIGHT_SUPER:
            return Key::super;
        default:
            return Key::none;
    }
}

Key offset_from(Key first, int places) {
    return static_cast<Key>(static_cast<int>(first) + places);
}

}  // namespace

Key key_from_glfw(int key) {
    if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z) return offset_from(Key::a, key - GLFW_KEY_A);
    if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return offset_from(Key::f1, key - GLFW_KEY_F1);
    return named_key(key);
}

}  // namespace equivox::ui
