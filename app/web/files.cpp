// SPDX-License-Identifier: Apache-2.0
#include "app/web/files.hpp"

#include <array>
#include <cassert>
#include <cstdint>
#include <string>

namespace equivox {

// Defined by cmake/embed.cmake.
std::span<const std::byte> embedded_web_file(std::string_view name);

namespace {

struct Row {
    std::string_view path;
    std::string_view content_type;
    std::string_view embedded_as;
};

constexpr std::array rows{
    Row{"/", "text/html; charset=utf-8", "index.html.gz"},
    Row{"/app.js", "text/javascript; charset=utf-8", "app.js.gz"},
    Row{"/app.css", "text/css; charset=utf-8", "app.css.gz"},
    Row{"/icon.svg", "image/svg+xml", "icon.svg.gz"},
};

// FNV-1a, 64 bits (Fowler, Noll, Vo). It tells builds apart; it protects nothing.
std::string etag_of(std::span<const std::byte> bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::byte byte : bytes) {
        hash ^= std::to_integer<std::uint64_t>(byte);
        hash *= 0x100000001b3U;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string etag = "\"";
    for (int shift = 60; shift >= 0; shift -= 4) etag += digits[(hash >> shift) & 0xfU];
    return etag + "\"";
}

struct Files {
    std::array<std::string, rows.size()> etags;
    std::array<WebFile, rows.size()> files;

    Files() {
        for (std::size_t index = 0; index < rows.size(); ++index) {
            const Row& row = rows[index];
            const std::span<const std::byte> bytes = embedded_web_file(row.embedded_as);
            assert(!bytes.empty());
            etags[index] = etag_of(bytes);
            files[index] = {row.path, row.content_type, bytes, etags[index]};
        }
    }
    Files(const Files&) = delete;  // The files look into the etags beside them.
    Files& operator=(const Files&) = delete;
};

}  // namespace

std::span<const WebFile> web_files() {
    static const Files files;
    return files.files;
}

}  // namespace equivox
