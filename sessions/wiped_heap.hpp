// SPDX-License-Identifier: Apache-2.0
// Whatever this program gives back to the heap is overwritten first.
//
// Why: while a box is opened, deposits become lists and texts like any others, and lists and texts live on
// the heap. What is on the heap stays there after it was given back, until something else happens to need the
// place: long after the box was destroyed, whoever reads this program's memory would find who ranked how.
//
// Policy: a program that holds a custody replaces operator new and operator delete by those of
// wiped_heap.cpp. Linking this file is enough. What C code takes by malloc (SQLite, the window toolkit) is
// not covered; no deposit ever gets there.
#pragma once

namespace equivox {

// False in builds with sanitizers, which keep the heap to themselves.
[[nodiscard]] bool heap_is_wiped();

}  // namespace equivox
