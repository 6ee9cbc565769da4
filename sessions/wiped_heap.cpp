// SPDX-License-Identifier: Apache-2.0
#include "sessions/wiped_heap.hpp"

#include <malloc.h>
#include <string.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define EQUIVOX_INSTRUMENTED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EQUIVOX_INSTRUMENTED 1
#endif

namespace equivox {

bool heap_is_wiped() {
#ifdef EQUIVOX_INSTRUMENTED
    return false;
#else
    return true;
#endif
}

}  // namespace equivox

#ifndef EQUIVOX_INSTRUMENTED

namespace {

void* take(std::size_t size, std::size_t alignment) {
    for (;;) {
        void* memory = alignment <= alignof(std::max_align_t)
                           ? std::malloc(size > 0 ? size : 1)
                           : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
        if (memory) return memory;
        const std::new_handler handler = std::get_new_handler();
        if (!handler) throw std::bad_alloc();
        handler();
    }
}

void* take_or_nothing(std::size_t size, std::size_t alignment) noexcept {
    try {
        return take(size, alignment);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void give_back(void* memory) noexcept {
    if (!memory) return;
    explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

constexpr std::size_t usual = alignof(std::max_align_t);

std::size_t number_of(std::align_val_t alignment) {
    return static_cast<std::size_t>(alignment);
}

}  // namespace

// clang-format off
void* operator new(std::size_t size) { return take(size, usual); }
void* operator new[](std::size_t size) { return take(size, usual); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take_or_nothing(size, usual); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return take_or_nothing(size, usual);
}
void* operator new(std::size_t size, std::align_val_t to) { return take(size, number_of(to)); }
void* operator new[](std::size_t size, std::align_val_t to) { return take(size, number_of(to)); }
void* operator new(std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept {
    return take_or_nothing(size, number_of(to));
}
void* operator new[](std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept {
    return take_or_nothing(size, number_of(to));
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
// clang-format on

#endif
