// SPDX-License-Identifier: Apache-2.0
// Keeps what is in this program's memory out of core files and away from other programs of the same person.
// Called once, at the start of the host, before any key is drawn.
#pragma once

#include <string>
#include <vector>

namespace equivox {

struct ProcessGuard {
    bool no_core_files = false;    // RLIMIT_CORE is 0
    bool not_inspectable = false;  // PR_SET_DUMPABLE is 0: no debugger of the same user, no core
    bool memory_locked = false;    // as many locked pages as the largest opening of a box needs can be had
    bool heap_wiped = false;       // what is given back to the heap is overwritten (wiped_heap.hpp)
    bool instrumented = false;     // a build with sanitizers: it keeps copies of memory; never for real rooms
};

// Sets the limits and says what holds. A sanitizer needs to inspect its own process, so such a build stays
// inspectable.
[[nodiscard]] ProcessGuard guard_process();

// One sentence for each thing that does not hold, for people; empty: all is well.
[[nodiscard]] std::vector<std::string> warnings_of(const ProcessGuard&);

}  // namespace equivox
