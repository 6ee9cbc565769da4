// SPDX-License-Identifier: Apache-2.0
// Lines of a byte stream, in one buffer that never grows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "sessions/tally/election_format.hpp"

namespace equivox::tally {

class TextLines {
public:
    explicit TextLines(const ByteReader& bytes);

    // The next line without its line break (LF or CRLF) and without a byte order mark at the beginning of
    // the stream; valid until the next call. Nothing at the end. Throws ElectionFormatError where a line is
    // longer than longest_line_bytes or, unless it is empty, not ended by a line break.
    std::optional<std::string_view> next();

    // Of the line last returned, from 1; 0 before the first.
    std::uint64_t number() const { return number_; }

private:
    bool fill();

    const ByteReader& bytes_;
    std::unique_ptr<char[]> buffer_;  // not filled with zeros first, as a vector would be
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool ended_ = false;
    std::uint64_t number_ = 0;
};

}  // namespace equivox::tally
