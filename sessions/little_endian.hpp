// SPDX-License-Identifier: Apache-2.0
// Whole numbers as bytes, lowest first: how deposits, parts of keys, and the files of a box are laid out.
#pragma once

#include <cstddef>
#include <type_traits>

namespace equivox {

template <class Number>
void store_little(unsigned char* out, Number number) {
    static_assert(std::is_unsigned_v<Number>);
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out[i] = static_cast<unsigned char>((number >> (8 * i)) & 0xFFU);
}

template <class Number>
[[nodiscard]] Number load_little(const unsigned char* bytes) {
    static_assert(std::is_unsigned_v<Number>);
    Number number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number = static_cast<Number>(number | static_cast<Number>(Number{bytes[i]} << (8 * i)));
    return number;
}

}  // namespace equivox
