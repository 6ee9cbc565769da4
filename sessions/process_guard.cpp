// SPDX-License-Identifier: Apache-2.0
#include "sessions/process_guard.hpp"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "sessions/locked.hpp"
#include "sessions/wiped_heap.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define EQUIVOX_INSTRUMENTED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EQUIVOX_INSTRUMENTED 1
#endif

namespace equivox {
namespace {

#ifdef EQUIVOX_INSTRUMENTED
constexpr bool instrumented_build = true;
#else
constexpr bool instrumented_build = false;
#endif

// All secrets of a room of 400 seats at once, generously: each takes a few pages of its own.
constexpr std::size_t locked_bytes_needed = 1024 * 1024;

bool memory_can_be_locked() {
    // Not LockedBytes: that is used where locking fails as well, and this is to tell the difference.
    void* pages = sodium_malloc(locked_bytes_needed);
    if (!pages) return false;
    const bool locked = sodium_mlock(pages, locked_bytes_needed) == 0;
    sodium_free(pages);
    return locked;
}

}  // namespace

ProcessGuard guard_process() {
    start_cryptography();
    ProcessGuard guard;
    guard.instrumented = instrumented_build;
    guard.heap_wiped = heap_is_wiped();
    const rlimit none{0, 0};
    rlimit now{1, 1};
    guard.no_core_files = setrlimit(RLIMIT_CORE, &none) == 0 && getrlimit(RLIMIT_CORE, &now) == 0 &&
                          now.rlim_cur == 0 && now.rlim_max == 0;
    if (!instrumented_build)
        guard.not_inspectable =
            prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    guard.memory_locked = memory_can_be_locked();
    return guard;
}

std::vector<std::string> warnings_of(const ProcessGuard& guard) {
    std::vector<std::string> warnings;
    if (!guard.no_core_files)
        warnings.emplace_back("If this program crashes, the system may save what was in its memory.");
    if (!guard.not_inspectable)
        warnings.emplace_back("Other programs on this computer may look into this program's memory.");
    if (!guard.memory_locked)
        warnings.emplace_back(
            "Keys may be written to this computer's swap space: the system locks too little memory.");
    if (guard.instrumented)
        warnings.emplace_back(
            "This is a build with sanitizers, made for finding mistakes. Do not use it with real delegates.");
    return warnings;
}

}  // namespace equivox
