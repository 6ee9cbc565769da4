# SPDX-License-Identifier: Apache-2.0
# Files as part of a program: no data folder to install, nothing to find at run time.
#
# equivox_embed(target function [name=]file ...)
#   adds to `target` the function
#       std::span<const std::byte> function(std::string_view name)
#   written with its namespace: equivox_embed(equivox_web equivox::web_file index.html app.js=out/app.js.gz).
#   `name` is the file's name without its folder unless `name=` is given. An unknown name gives an empty span.
#   The bytes lie in the read-only section of the program. Declare the function in a header of your own.
#   Files may be made by the build; the target is rebuilt exactly when one changes.
# Linux only: the assembler directive names an ELF section.
include_guard()

function(equivox_embed target function)
  set(functions "")
  set(table "")
  set(assembly "")
  set(paths "")
  set(index 0)
  string(REGEX REPLACE "::[^:]*$" "" namespace "${function}")
  string(REGEX REPLACE "^.*::" "" plain_name "${function}")
  string(MAKE_C_IDENTIFIER "${target}_${plain_name}" stem)
  foreach(entry IN LISTS ARGN)
    if(entry MATCHES "^([^=]+)=(.+)$")
      set(name "${CMAKE_MATCH_1}")
      set(path "${CMAKE_MATCH_2}")
    else()
      set(path "${entry}")
      get_filename_component(name "${path}" NAME)
    endif()
    get_filename_component(path "${path}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND paths "${path}")
    set(symbol "${stem}_${index}")
    string(APPEND assembly
      "    \"${symbol}_first: .incbin \\\"${path}\\\"\\n\"\n"
      "    \"${symbol}_last: .byte 0\\n\"\n")
    string(APPEND functions
      "extern const std::byte ${symbol}_first[] __asm__(\"${symbol}_first\");\n"
      "extern const std::byte ${symbol}_last[] __asm__(\"${symbol}_last\");\n")
    string(APPEND table "    if (name == \"${name}\") return {${symbol}_first, ${symbol}_last};\n")
    math(EXPR index "${index} + 1")
  endforeach()

  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${stem}.cpp")
  file(CONFIGURE OUTPUT "${generated}" @ONLY CONTENT
"// SPDX-License-Identifier: Apache-2.0
// Written by cmake/embed.cmake.
#include <cstddef>
#include <span>
#include <string_view>

__asm__(
    \".section .rodata\\n.balign 16\\n\"
${assembly}    \".previous\\n\");

extern \"C\" {
${functions}}

namespace ${namespace} {
std::span<const std::byte> ${plain_name}(std::string_view name);
std::span<const std::byte> ${plain_name}(std::string_view name) {
${table}    return {};
}
}
")
  set_source_files_properties("${generated}" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${generated}")
endfunction()
