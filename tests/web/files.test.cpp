// SPDX-License-Identifier: Apache-2.0
#include "app/web/files.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace equivox;

TEST_CASE("the browser client is four files, by the paths that the page asks for") {
    std::set<std::string> paths;
    for (const WebFile& file : web_files()) paths.insert(std::string(file.path));
    CHECK(paths == std::set<std::string>{"/", "/app.js", "/app.css", "/icon.svg"});
}

TEST_CASE("every file of the browser client is gzip, has its type, and a quoted tag of its own") {
    std::set<std::string> tags;
    for (const WebFile& file : web_files()) {
        REQUIRE(file.gzip.size() > 20);
        CHECK(file.gzip[0] == std::byte{0x1f});
        CHECK(file.gzip[1] == std::byte{0x8b});
        CHECK(file.content_type.find('/') != std::string_view::npos);
        CHECK(file.etag.size() == 18);
        CHECK(file.etag.front() == '"');
        CHECK(file.etag.back() == '"');
        tags.insert(std::string(file.etag));
    }
    CHECK(tags.size() == web_files().size());
}

TEST_CASE("the first load of the browser client stays well under 300 kB") {
    std::size_t bytes = 0;
    for (const WebFile& file : web_files()) bytes += file.gzip.size();
    CHECK(bytes < 260'000);  // with the cryptography
}
