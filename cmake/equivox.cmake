# SPDX-License-Identifier: Apache-2.0
# What every target of this project shares: warnings as errors, includes from the repository root.
include_guard()

add_library(equivox_options INTERFACE)
target_include_directories(equivox_options INTERFACE ${CMAKE_CURRENT_LIST_DIR}/..)
target_compile_options(equivox_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Werror)
if(EQUIVOX_SANITIZE)
  target_compile_options(equivox_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(equivox_options INTERFACE -fsanitize=address,undefined)
endif()

# equivox_library(name SOURCES ... LINKS ...): a static library with the shared options.
function(equivox_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC equivox_options ${ARG_LINKS})
endfunction()

# equivox_test(name SOURCES ... LINKS ...): a Catch2 program, each test case a CTest test.
function(equivox_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE equivox_options Catch2::Catch2WithMain ${ARG_LINKS})
  catch_discover_tests(${name} PROPERTIES SKIP_RETURN_CODE 4)
endfunction()
