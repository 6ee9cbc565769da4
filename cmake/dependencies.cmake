# SPDX-License-Identifier: Apache-2.0
# Every library the project uses, all from Debian 12. Nothing is vendored.
include_guard()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(SQLite3 REQUIRED)
find_package(Freetype REQUIRED)
find_package(OpenGL REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(SDL2 REQUIRED)
find_package(Catch2 2.13 REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(QRCODEGEN REQUIRED IMPORTED_TARGET qrcodegencpp)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
include(Catch)

# Debian's imgui.pc links the shared libstb and puts FreeType before libimgui.a; this target puts them in order.
find_library(IMGUI_LIBRARY NAMES libimgui.a REQUIRED)
find_library(STB_LIBRARY NAMES libstb.a REQUIRED)
find_path(IMGUI_INCLUDE imgui.h PATH_SUFFIXES imgui REQUIRED)
add_library(imgui::imgui STATIC IMPORTED)
set_target_properties(imgui::imgui PROPERTIES
  IMPORTED_LOCATION ${IMGUI_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${IMGUI_INCLUDE}
  INTERFACE_LINK_LIBRARIES "${STB_LIBRARY};Freetype::Freetype;${CMAKE_DL_LIBS};m")
