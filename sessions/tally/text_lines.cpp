// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/text_lines.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace equivox::tally {

namespace {

constexpr std::size_t buffer_bytes = longest_line_bytes + 1;
// Small enough to stay in a processor's cache; only very long lines use the whole buffer.
constexpr std::size_t block_bytes = std::size_t{64} * 1024;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

TextLines::TextLines(const ByteReader& bytes) : bytes_(bytes), buffer_(new char[buffer_bytes]) {}

bool TextLines::fill() {
    if (ended_) return false;
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    const std::size_t room = std::min(buffer_bytes - end_, block_bytes);
    const std::size_t got = bytes_(std::span<char>(buffer_.get() + end_, room));
    assert(got <= room);
    if (got == 0) ended_ = true;
    end_ += got;
    return got != 0;
}

std::optional<std::string_view> TextLines::next() {
    std::size_t searched = 0;
    const char* found = nullptr;
    while (true) {
        const std::size_t from = begin_ + searched;
        if (from < end_) {
            found = static_cast<const char*>(std::memchr(buffer_.get() + from, '\n', end_ - from));
        }
        if (found != nullptr) break;
        searched = end_ - begin_;
        if (searched > longest_line_bytes) {
            throw ElectionFormatError(number_ + 1, "the line is longer than 256 KiB");
        }
        if (!fill()) {
            if (searched == 0) return std::nullopt;
            throw ElectionFormatError(
                number_ + 1, "the last line is not ended by a line break, so the file may be cut short");
        }
    }
    std::string_view line(buffer_.get() + begin_, static_cast<std::size_t>(found - buffer_.get()) - begin_);
    begin_ += line.size() + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (++number_ == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    return line;
}

}  // namespace equivox::tally
