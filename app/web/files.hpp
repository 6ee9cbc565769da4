// SPDX-License-Identifier: Apache-2.0
// The browser client as part of the program: the four files that `vite build` makes, gzipped, in read-only
// memory. Valid for as long as the program runs; safe from every thread. Every browser takes gzip over plain
// http, so no other form is kept.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace equivox {

struct WebFile {
    std::string_view path;          // "/", "/app.js", "/app.css", "/icon.svg"
    std::string_view content_type;  // "text/javascript; charset=utf-8"
    std::span<const std::byte> gzip;
    std::string_view etag;  // with its quotes; another one whenever the bytes are others
};

[[nodiscard]] std::span<const WebFile> web_files();

}  // namespace equivox
