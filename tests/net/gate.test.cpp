// SPDX-License-Identifier: Apache-2.0
#include "net/gate.hpp"

#include <catch2/catch.hpp>

using namespace equivox::net;

namespace {

GateSettings settings() {
    GateSettings result;
    result.names = {"room.local"};
    result.files = {{"/", "text/html; charset=utf-8", "zipped page", "\"page1\""},
                    {"/app.js", "text/javascript; charset=utf-8", "zipped script", "\"script1\""}};
    result.is_own_address = [](std::string_view address) { return address == "10.0.0.7"; };
    return result;
}

Request get(const std::string& target) {
    Request request;
    request.method = "GET";
    request.target = target;
    request.hosts = {"192.168.1.20:8477"};
    request.local_address = "192.168.1.20";
    return request;
}

Request handshake() {
    Request request = get("/ws");
    request.asks_for_upgrade = true;
    return request;
}

unsigned status_of(const Request& request) {
    const Verdict verdict = judge(request, settings());
    return std::holds_alternative<Upgrade>(verdict) ? 101 : std::get<Response>(verdict).status;
}

std::string text_of(const Request& request) {
    return std::get<Response>(judge(request, settings())).text;
}

bool contains(const std::string& text, const std::string& piece) {
    return text.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a handshake is let in under the address that was reached, other own addresses, loopback and given "
    "names") {
    for (const char* host : {"192.168.1.20:8477", "192.168.1.20", "10.0.0.7:8477", "localhost:9000",
                             "127.0.0.1:8477", "127.8.9.10", "[::1]:8477", "room.local:8477", "ROOM.local"}) {
        Request request = handshake();
        request.hosts = {host};
        INFO(host);
        CHECK(status_of(request) == 101);
    }
}

TEST_CASE("a name that is not ours is refused before anything else is looked at") {
    for (const char* host : {"evil.example", "evil.example:8477", "10.0.0.8", "192.168.1.20.evil.example",
                             "room.local.", "localhost.evil.example", "127.0.0.1.evil.example", "",
                             "192.168.1.20:0", "a b", "user@192.168.1.20", "[fe80::1]"}) {
        Request request = handshake();
        request.hosts = {host};
        INFO(host);
        CHECK(status_of(request) == 403);
        request.target = "/";
        CHECK(status_of(request) == 403);
    }
}

TEST_CASE("with no given names only addresses and loopback names are ours") {
    GateSettings none = settings();
    none.names.clear();
    Request request = handshake();
    request.hosts = {"room.local:8477"};
    const Verdict verdict = judge(request, none);
    REQUIRE(std::holds_alternative<Response>(verdict));
    CHECK(std::get<Response>(verdict).status == 403);
}

TEST_CASE("none, two equal and two different Host headers are each a bad request") {
    Request request = handshake();
    request.hosts = {};
    CHECK(status_of(request) == 400);
    request.hosts = {"192.168.1.20:8477", "192.168.1.20:8477"};
    CHECK(status_of(request) == 400);
    request.hosts = {"192.168.1.20:8477", "evil.example"};
    CHECK(status_of(request) == 400);
}

TEST_CASE("an Origin must be the authority of Host, with the default port of its scheme") {
    Request request = handshake();
    for (const char* origin : {"http://192.168.1.20:8477", "https://192.168.1.20:8477", "null"}) {
        request.origins = {origin};
        INFO(origin);
        CHECK(status_of(request) == 101);
    }
    for (const char* origin :
         {"http://evil.example", "http://192.168.1.20", "http://192.168.1.20:8478", "", "NULL", " null",
          "null,null", "http://evil.example:8477", "192.168.1.20:8477", "file://", "http://10.0.0.7:8477",
          "http://192.168.1.20:8477/", "http://192.168.1.20:8477.evil.example"}) {
        request.origins = {origin};
        INFO(origin);
        CHECK(status_of(request) == 403);
    }
    request.hosts = {"room.local"};
    request.origins = {"http://room.local:80"};
    CHECK(status_of(request) == 101);
    request.origins = {"http://room.local", "http://room.local"};
    CHECK(status_of(request) == 400);
}

TEST_CASE("a file is served gzipped, by its exact name, with its headers") {
    const std::string text = text_of(get("/app.js"));
    CHECK(text.substr(0, 17) == "HTTP/1.1 200 OK\r\n");
    CHECK(contains(text, "Content-Type: text/javascript; charset=utf-8\r\n"));
    CHECK(contains(text, "Content-Encoding: gzip\r\n"));
    CHECK(contains(text, "Content-Length: 13\r\n"));
    CHECK(contains(text, "ETag: \"script1\"\r\n"));
    CHECK(contains(text, "Cache-Control: no-cache\r\n"));
    CHECK(contains(text, "X-Content-Type-Options: nosniff\r\n"));
    CHECK(contains(text, "Referrer-Policy: no-referrer\r\n"));
    CHECK(contains(text, "\r\n\r\nzipped script"));
}

TEST_CASE("the content security policy begins with nothing and allows what the client needs") {
    CHECK(contains(text_of(get("/")),
                   "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
                   "style-src 'self'; "
                   "connect-src 'self' ws://192.168.1.20:8477; img-src 'self'; base-uri 'none'; "
                   "form-action 'none'; frame-ancestors 'none'\r\n"));
    CHECK(contains(text_of(get("/nothing")), "Content-Security-Policy: default-src 'none'"));
}

TEST_CASE("HEAD tells what GET would send and sends none of it") {
    Request request = get("/app.js");
    request.method = "HEAD";
    const std::string text = text_of(request);
    CHECK(contains(text, "Content-Length: 13\r\n"));
    CHECK(text.substr(text.size() - 4) == "\r\n\r\n");
}

TEST_CASE("a file that the browser has already is not sent again") {
    Request request = get("/app.js");
    for (const char* tags : {"\"script1\"", "W/\"script1\"", "\"old\", \"script1\"", "*"}) {
        request.if_none_match = tags;
        INFO(tags);
        CHECK(status_of(request) == 304);
        CHECK_FALSE(contains(text_of(request), "zipped script"));
    }
    for (const char* tags : {"\"script2\"", "script1", "\"page1\"", ","}) {
        request.if_none_match = tags;
        INFO(tags);
        CHECK(status_of(request) == 200);
    }
}

TEST_CASE("nothing but the exact names is ever found") {
    for (const char* target : {"/../app.js", "/..%2fapp.js", "/./app.js", "//app.js", "/app.js/", "/app.js?x",
                               "/App.js", "/app.js%00", "app.js", "/etc/passwd", "/%2e%2e/etc/passwd", "*",
                               "", "http://192.168.1.20:8477/app.js", "/ws/", "/ws?x"}) {
        INFO(target);
        CHECK(status_of(get(target)) == 404);
    }
}

TEST_CASE("only GET and HEAD are answered, and never with a body in the request") {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", ""}) {
        Request request = get("/");
        request.method = method;
        INFO(method);
        CHECK(status_of(request) == 405);
        CHECK(contains(text_of(request), "Allow: GET, HEAD\r\n"));
    }
    Request smuggler = get("/");
    smuggler.has_body = true;
    CHECK(status_of(smuggler) == 400);
    smuggler = handshake();
    smuggler.has_body = true;
    CHECK(status_of(smuggler) == 400);
}

TEST_CASE("/ws without a handshake is told to upgrade, and a handshake elsewhere finds nothing") {
    CHECK(status_of(get("/ws")) == 426);
    Request head = handshake();
    head.method = "HEAD";
    CHECK(status_of(head) == 426);
    Request elsewhere = handshake();
    elsewhere.target = "/other";
    CHECK(status_of(elsewhere) == 404);
}
