// SPDX-License-Identifier: Apache-2.0
// What an HTTP request gets: a file, an upgrade to the session's WebSocket, or a refusal. Pure: a request is
// handed in as the few fields that matter, and the answer is a value.
//
// Two attacks end here, before anything else looks at the request (`Host` must be ours: a name that an
// attacker made point at this machine is refused; `Origin`, where a browser sends it, must be the page that
// we served ourselves, or "null": a client that somebody opened from a file. That one can be anybody, and so
// can a program that sends no Origin at all: what they may do is decided by keys and codes within the
// channel). Nothing is ever looked up in a file system: files are served from a table, by exact name.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace equivox::net {

// One file of the web client.
struct StaticFile {
    std::string path;          // "/app.js": exactly this, nothing else
    std::string content_type;  // "text/javascript; charset=utf-8"
    std::string gzip_bytes;    // the only form that is kept; every browser takes it
    std::string etag;          // with its quotes: "\"3f2a\""
};

// One request, header fields already found. A field that comes twice is in `hosts` or `origins` twice.
struct Request {
    std::string method;
    std::string target;
    std::vector<std::string> hosts;
    std::vector<std::string> origins;
    std::string if_none_match;
    bool has_body = false;          // Content-Length or Transfer-Encoding, or bytes after the header
    bool asks_for_upgrade = false;  // a WebSocket handshake, well-formed in the eyes of the parser
    std::string local_address;      // the address of this machine that the peer reached
};

struct Response {
    unsigned status = 200;
    std::string text;  // status line, header and body, ready to be sent
};
struct Upgrade {};
using Verdict = std::variant<Response, Upgrade>;

struct GateSettings {
    std::vector<std::string> names;  // further names of this machine (`--name`), without ports
    std::vector<StaticFile> files;
    // Says whether this is an address of this machine; asked only about addresses, only after the cheap
    // checks.
    std::function<bool(std::string_view address)> is_own_address;
};

inline constexpr std::string_view websocket_path = "/ws";

[[nodiscard]] Verdict judge(const Request&, const GateSettings&);

// A refusal for a request that could not even be parsed: 400, 408, 431.
[[nodiscard]] Response plain_response(unsigned status, std::string_view sentence, bool with_body = true);

}  // namespace equivox::net
