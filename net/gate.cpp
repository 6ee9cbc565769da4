// SPDX-License-Identifier: Apache-2.0
#include "net/gate.hpp"

#include <algorithm>

#include "net/address.hpp"

namespace equivox::net {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::string_view reason_phrase(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 426:
            return "Upgrade Required";
        case 431:
            return "Request Header Fields Too Large";
        default:
            return "Error";
    }
}

// What every answer carries. 'self' covers the WebSocket in browsers that follow CSP level 3; older ones need
// it named.
std::string common_header(unsigned status, std::string_view authority) {
    std::string header = "HTTP/1.1 " + std::to_string(status) + " ";
    header += reason_phrase(status);
    header +=
        "\r\nContent-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src "
        "'self'; "
        "connect-src 'self'";
    if (!authority.empty()) header.append(" ws://").append(authority);
    header +=
        "; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        "\r\nX-Content-Type-Options: nosniff"
        "\r\nReferrer-Policy: no-referrer"
        "\r\nCross-Origin-Resource-Policy: same-origin"
        "\r\nConnection: close\r\n";
    return header;
}

bool is_loopback_name(std::string_view host) {
    return host == "localhost" || host == "::1" ||
           (host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool looks_like_address(std::string_view host) {
    return host.find(':') != std::string_view::npos ||
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_our_host(const Authority& authority, const Request& request, const GateSettings& settings) {
    if (authority.host == request.local_address || is_loopback_name(authority.host)) return true;
    const bool named =
        std::any_of(settings.names.begin(), settings.names.end(), [&](const std::string& name) {
            const std::optional<Authority> ours = parse_authority(name);
            return ours && ours->host == authority.host;
        });
    if (named) return true;
    return looks_like_address(authority.host) && settings.is_own_address &&
           settings.is_own_address(authority.host);
}

// `origin` is "http://host:port" and the same authority as the page's address in the Host header, or it is no
// place at all: a page from a file.
bool may_come_from(std::string_view origin, const Authority& host) {
    if (origin == "null") return true;
    std::uint16_t default_port = 0;
    for (const auto& [scheme, port] :
         {std::pair<std::string_view, std::uint16_t>{"http://", http_port}, {"https://", https_port}}) {
        if (origin.substr(0, scheme.size()) != scheme) continue;
        default_port = port;
        origin.remove_prefix(scheme.size());
        break;
    }
    const std::optional<Authority> authority = parse_authority(origin);
    if (default_port == 0 || !authority) return false;
    return authority->host == host.host &&
           authority->port.value_or(default_port) == host.port.value_or(default_port);
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        const std::size_t comma = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view one = if_none_match.substr(0, comma);
        if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
        if (one.substr(0, 2) == "W/") one.remove_prefix(2);
        if (one == "*" || one == etag) return true;
    }
    return false;
}

Response serve(const StaticFile& file, const Request& request) {
    const bool unchanged = etag_matches(request.if_none_match, file.etag);
    Response response;
    response.status = unchanged ? 304 : 200;
    response.text = common_header(response.status, request.hosts.front());
    response.text += "ETag: " + file.etag + "\r\nCache-Control: no-cache\r\n";
    if (unchanged) {
        response.text += "\r\n";
        return response;
    }
    response.text += "Content-Type: " + file.content_type + "\r\nContent-Encoding: gzip\r\nContent-Length: " +
                     std::to_string(file.gzip_bytes.size()) + "\r\n\r\n";
    if (request.method == "GET") response.text += file.gzip_bytes;
    return response;
}

}  // namespace

Response plain_response(unsigned status, std::string_view sentence, bool with_body) {
    Response response;
    response.status = status;
    response.text = common_header(status, "");
    if (status == 405) response.text += "Allow: GET, HEAD\r\n";
    if (status == 426) response.text += "Upgrade: websocket\r\n";
    response.text +=
        "Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " +
        std::to_string(sentence.size() + 1) + "\r\n\r\n";
    if (with_body) response.text.append(sentence).append("\n");
    return response;
}

Verdict judge(const Request& request, const GateSettings& settings) {
    const bool with_body = request.method != "HEAD";
    if (request.hosts.size() != 1) return plain_response(400, "Send exactly one Host header.", with_body);
    const std::optional<Authority> host = parse_authority(request.hosts.front());
    if (!host || !is_our_host(*host, request, settings))
        return plain_response(403, "This host is not known by that name. Use the address on the room screen.",
                              with_body);
    if (request.origins.size() > 1) return plain_response(400, "Send at most one Origin header.", with_body);
    if (!request.origins.empty() && !may_come_from(request.origins.front(), *host))
        return plain_response(403, "Only the page of this host may connect to it.", with_body);
    if (request.method != "GET" && request.method != "HEAD")
        return plain_response(405, "Only GET and HEAD are answered here.", with_body);
    if (request.has_body) return plain_response(400, "A request must not have a body.", with_body);
    if (request.target == websocket_path) {
        if (request.asks_for_upgrade && request.method == "GET") return Upgrade{};
        return plain_response(426, "This address speaks WebSocket.", with_body);
    }
    const auto file = std::find_if(settings.files.begin(), settings.files.end(),
                                   [&](const StaticFile& one) { return one.path == request.target; });
    if (file == settings.files.end()) return plain_response(404, "There is nothing here.", with_body);
    return serve(*file, request);
}

}  // namespace equivox::net
