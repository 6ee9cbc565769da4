// SPDX-License-Identifier: Apache-2.0
// Bytes on a real socket. Nothing here waits for a time to pass: where a limit is tested the limit is short
// and the test reads until the host closes.
#include "net/server.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "net/message.hpp"
#include "tests/net/running_host.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

std::string get(const std::string& target, const std::string& further_headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + further_headers + "\r\n";
}

std::string answer_to(const RunningHost& host, const std::string& request) {
    RawPeer peer(host.port());
    peer.send(request);
    return peer.receive_all();
}

ServerLimits with_handshake(Milliseconds limit) {
    ServerLimits limits;
    limits.handshake = limit;
    return limits;
}

}  // namespace

TEST_CASE("the page is served to a browser, and not again when it has it") {
    RunningHost host;
    const std::string page = answer_to(host, get("/"));
    CHECK(status_of(page) == 200);
    CHECK(page.find("Content-Encoding: gzip\r\n") != std::string::npos);
    CHECK(page.substr(page.size() - 11) == "zipped page");
    CHECK(status_of(answer_to(host, get("/", "If-None-Match: \"page1\"\r\n"))) == 304);
}

TEST_CASE("paths that are not exactly a file's, odd methods and bodies get a plain no") {
    RunningHost host;
    for (const char* target : {"/../etc/passwd", "/..%2f..%2fetc/passwd", "//", "/index.html", "/?"}) {
        INFO(target);
        CHECK(status_of(answer_to(host, get(target))) == 404);
    }
    CHECK(status_of(answer_to(host, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi")) ==
          405);
    CHECK(status_of(answer_to(host, "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")) == 405);
    CHECK(status_of(answer_to(host, get("/", "Content-Length: 5\r\n") + "smell")) == 400);
    CHECK(status_of(answer_to(host, get("/", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n")) == 400);
}

TEST_CASE("what is no HTTP is a bad request, and a second request behind the first is not answered") {
    RunningHost host;
    CHECK(status_of(answer_to(host, "hello there\r\n\r\n")) == 400);
    CHECK(status_of(answer_to(host, "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n")) == 400);
    CHECK(status_of(answer_to(
              host, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")) ==
          400);
    CHECK(status_of(answer_to(host, get("/") + get("/"))) == 400);
}

TEST_CASE("a header longer than 8 KiB is refused, one just within is read") {
    RunningHost host;
    CHECK(status_of(answer_to(host, get("/", "X: " + std::string(7'900, 'x') + "\r\n"))) == 200);
    CHECK(status_of(answer_to(host, get("/", "X: " + std::string(9'000, 'x') + "\r\n"))) == 431);
}

TEST_CASE("Host and Origin decide about the upgrade before it happens") {
    RunningHost host;
    const auto status = [&](const std::string& host_header, const std::string& further) {
        RawPeer peer(host.port());
        return peer.upgrade(further, host_header);
    };
    const std::string own = "127.0.0.1:" + std::to_string(host.port());
    CHECK(status(own, "") == 101);
    CHECK(status(own, "Origin: http://" + own + "\r\n") == 101);
    CHECK(status("localhost", "Origin: http://localhost\r\n") == 101);
    CHECK(status("evil.example", "") == 403);
    CHECK(status(own, "Origin: http://evil.example\r\n") == 403);
    CHECK(status(own, "Origin: null\r\n") == 101);
    CHECK(status(own, "Host: " + own + "\r\n") == 400);
    CHECK(status(own, "Host: evil.example\r\n") == 400);
    CHECK(status_of(answer_to(
              host,
              "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")) == 400);
}

TEST_CASE("compression is not agreed on") {
    RunningHost host;
    RawPeer peer(host.port());
    peer.send(
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
    const std::string answer = peer.receive_until("\r\n\r\n");
    CHECK(status_of(answer) == 101);
    CHECK(answer.find("Extensions") == std::string::npos);
}

TEST_CASE("an observer joins by hand and sees the room") {
    RunningHost host;
    RawPeer peer(host.port());
    join(peer);
    CHECK(peer.receive_text_with(R"("type":"view")").find("Winter discharge") != std::string::npos);
}

TEST_CASE("a message in several fragments is one message, with control frames between them") {
    RunningHost host;
    RawPeer peer(host.port());
    connect(peer);
    const std::string sealed = peer.seal(observer_hello);
    const std::size_t middle = sealed.size() / 2;
    peer.send(frame(0x02, sealed.substr(0, middle)));
    peer.send(frame(0x89, "are you there"));
    peer.send(frame(0x80, sealed.substr(middle)));
    CHECK_FALSE(peer.receive_text_with(R"("welcome")").empty());
}

TEST_CASE("a message of 64 KiB is read, a longer one is closed, however it is cut") {
    RunningHost host;
    {
        RawPeer peer(host.port());
        join(peer);
        peer.send_text(std::string(64 * 1024, ' '));
        CHECK_FALSE(peer.receive_text_with("not_understood").empty());
    }
    {
        RawPeer peer(host.port());
        join(peer);
        peer.send_text(std::string(64 * 1024 + 1, ' '));  // in a frame of the same size
        CHECK(peer.close_code() == 1002);
    }
    {
        RawPeer peer(host.port());
        join(peer);
        peer.send_text(std::string(66 * 1024, ' '));
        CHECK(peer.close_code() == 1009);
    }
    {
        RawPeer peer(host.port());
        join(peer);
        peer.send(frame(0x02, std::string(40'000, ' ')) + frame(0x80, std::string(40'000, ' ')));
        CHECK(peer.close_code() == 1009);
    }
}

TEST_CASE("a length of nearly 2^63 is refused before any memory is taken") {
    RunningHost host;
    RawPeer peer(host.port());
    join(peer);
    peer.send(std::string("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x11\x22\x33\x44", 14));
    CHECK(peer.close_code() == 1009);
}

TEST_CASE("frames against the rules of WebSocket are closed with the code that says so") {
    struct Case {
        const char* what;
        std::string bytes;
        unsigned code;
    };
    const std::vector<Case> cases{
        {"a frame without a mask", frame(0x82, "text", false), 1002},
        {"a reserved bit", frame(0xc2, "text"), 1002},
        {"another reserved bit", frame(0xa2, "text"), 1002},
        {"the third reserved bit", frame(0x92, "text"), 1002},
        {"a reserved data opcode", frame(0x83, "text"), 1002},
        {"a reserved control opcode", frame(0x8b, "text"), 1002},
        {"a continuation of nothing", frame(0x80, "text"), 1002},
        {"a new message inside an unfinished one", frame(0x02, "text") + frame(0x82, "text"), 1002},
        {"a fragmented ping", frame(0x09, "ping"), 1002},
        {"a ping of 126 bytes", frame(0x89, std::string(126, 'p')), 1002},
        {"a close of one byte", frame(0x88, "x"), 1002},
        {"a close with the code 1005", frame(0x88, std::string("\x03\xed", 2)), 1002},
        {"a length that is longer than it needs to be",
         std::string("\x82\xfe\x00\x05\x11\x22\x33\x44", 8) + "hello", 1002},
    };
    // Texts are only read before there is a channel.
    const std::vector<Case> texts{
        {"text that is not UTF-8", frame(0x81, "\xc3\x28"), 1007},
        {"a surrogate in UTF-8", frame(0x81, "\xed\xa0\x80"), 1007},
        {"a character cut at the end", frame(0x81, "\xe2\x82"), 1007},
    };
    RunningHost host;
    for (const Case& one : cases) {
        RawPeer peer(host.port());
        join(peer);
        peer.send(one.bytes);
        INFO(one.what);
        CHECK(peer.close_code() == one.code);
    }
    for (const Case& one : texts) {
        RawPeer peer(host.port());
        REQUIRE(peer.upgrade() == 101);
        peer.send(one.bytes);
        INFO(one.what);
        CHECK(peer.close_code() == one.code);
    }
}

TEST_CASE("a polite close is answered with the same code, and a peer that then stays is not waited for") {
    ServerLimits limits;
    limits.closing = Milliseconds(50);
    RunningHost host(limits);
    RawPeer peer(host.port());
    join(peer);
    peer.send(frame(0x88, std::string("\x03\xe8", 2)));
    CHECK(peer.close_code() == 1000);
    CHECK(host.comes_to(0));
}

TEST_CASE("garbage of every length does not stop the host") {
    RunningHost host;
    std::uint32_t state = 1;
    for (std::size_t length = 1; length < 60; ++length) {
        std::string garbage;
        for (std::size_t i = 0; i < length; ++i)
            garbage += static_cast<char>((state = state * 1664525 + 1013904223) >> 24U);
        RawPeer before(host.port());
        before.send(garbage);
        RawPeer after(host.port());
        REQUIRE(after.upgrade() == 101);
        after.send(garbage);
    }
    RawPeer honest(host.port());
    join(honest);
}

TEST_CASE("whoever does not finish the handshake is closed at its limit") {
    RunningHost host(with_handshake(Milliseconds(150)));
    RawPeer silent(host.port());
    RawPeer slow(host.port());
    slow.send("GET / HT");
    CHECK(silent.receive_all().empty());
    CHECK(slow.receive_all().empty());

    RawPeer no_hello(host.port());
    no_hello.send(get("/ws",
                      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    REQUIRE(no_hello.receive_until("\r\n\r\n").substr(9, 3) == "101");
    REQUIRE(no_hello.open_channel());
    no_hello.send_text(R"({"type":"pong"})");
    static_cast<void>(no_hello.receive_all());
    CHECK(host.comes_to(0));
}

TEST_CASE("a browser that never takes its leave is closed at the limit as well") {
    RunningHost host(with_handshake(Milliseconds(150)));
    RawPeer peer(host.port());
    peer.send(get("/"));
    static_cast<void>(peer.receive_all());
    CHECK(host.comes_to(0));
}

TEST_CASE("a greeted peer that begins a message and does not end it is closed") {
    ServerLimits limits;
    limits.message = Milliseconds(100);
    RunningHost host(limits);
    RawPeer peer(host.port());
    join(peer);
    peer.send(frame(0x02, "a beginning"));
    static_cast<void>(peer.receive_all());
    CHECK(host.comes_to(0));
}

TEST_CASE("a greeted peer outlives the handshake limit") {
    RunningHost host(with_handshake(Milliseconds(2'000)));
    RawPeer peer(host.port());
    join(peer);
    RawPeer silent(host.port());
    CHECK(silent.receive_all().empty());  // the limit has passed for somebody who came later
    peer.send_text("not JSON");
    CHECK_FALSE(peer.receive_text_with("not_understood").empty());
}

TEST_CASE("a peer that takes nothing of what it is sent is closed, and the others are served") {
    ServerLimits limits;
    limits.outbox = {8, 64 * 1024};
    limits.send_buffer_bytes = 4 * 1024;
    limits.closing = Milliseconds(200);
    RunningHost host(limits);
    host.on_host([&] { host.room.view_padding = 40'000; });
    RawPeer slow(host.port(), 4 * 1024);
    connect(slow);
    slow.send_text(observer_hello);
    RawPeer other(host.port());
    join(other);
    // Every answer to this is kept for the slow one, who reads none.
    for (int i = 0; i < 200 && slow.send_text("not JSON"); ++i) {
    }
    CHECK(host.comes_to(1));
    other.send_text("not JSON");
    CHECK_FALSE(other.receive_text_with("not_understood").empty());
}

TEST_CASE("a message that is not taken in time closes the peer") {
    ServerLimits limits;
    limits.send_buffer_bytes = 4 * 1024;
    limits.sending = Milliseconds(100);
    limits.closing = Milliseconds(100);
    RunningHost host(limits);
    host.on_host([&] { host.room.view_padding = 4'000'000; });
    RawPeer slow(host.port(), 4 * 1024);
    connect(slow);
    slow.send_text(observer_hello);
    CHECK(host.comes_to(0));
}

TEST_CASE(
    "of one address only so many newcomers are listened to, the others wait for their turn or are closed") {
    ServerLimits limits;
    limits.ungreeted_per_address = 3;
    limits.waiting_per_address = 2;
    RunningHost host(limits);
    std::vector<std::unique_ptr<RawPeer>> newcomers;
    for (int i = 0; i < 3; ++i) {
        newcomers.push_back(std::make_unique<RawPeer>(host.port()));
        REQUIRE(newcomers.back()->upgrade() == 101);
    }
    RawPeer waiting(host.port());
    RawPeer waiting_as_well(host.port());
    REQUIRE(host.comes_to(5));
    RawPeer too_many(host.port());
    CHECK(too_many.receive_all().empty());

    // A seat is free as soon as one has said who it is.
    REQUIRE(newcomers[0]->open_channel());
    newcomers[0]->send_text(observer_hello);
    CHECK(waiting.upgrade() == 101);
    newcomers.pop_back();
    CHECK(waiting_as_well.upgrade() == 101);
    CHECK_FALSE(newcomers[0]->receive_text_with(R"("welcome")").empty());
}

TEST_CASE("greeted peers do not count as newcomers, so a whole room behind one address gets in") {
    ServerLimits limits;
    limits.ungreeted_per_address = 1;
    limits.waiting_per_address = 0;
    RunningHost host(limits);
    std::vector<std::unique_ptr<RawPeer>> room;
    for (int i = 0; i < 50; ++i) {
        room.push_back(std::make_unique<RawPeer>(host.port()));
        join(*room.back());
    }
    CHECK(host.comes_to(50));
}

TEST_CASE("a host without descriptors waits and serves again as soon as there are some") {
    ServerLimits limits;
    limits.accept_again = Milliseconds(5);
    RunningHost host(limits);
    std::vector<std::unique_ptr<RawPeer>> greeted;
    greeted.push_back(std::make_unique<RawPeer>(host.port()));
    join(*greeted.back());

    // The next connection needs one descriptor here and one on the host's side: leave exactly one.
    const int next = ::dup(0);
    REQUIRE(next >= 0);
    ::close(next);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit scarce = before;
    scarce.rlim_cur = static_cast<rlim_t>(next) + 1;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &scarce) == 0);
    RawPeer latecomer(host.port());
    latecomer.send(get("/"));
    greeted[0]->send_text("not JSON");
    CHECK_FALSE(greeted[0]->receive_text_with("not_understood").empty());
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(status_of(latecomer.receive_all()) == 200);
}

TEST_CASE("stopping says goodbye, closes with 1001 and tells when it is over") {
    RunningHost host;
    RawPeer peer(host.port());
    join(peer);
    RawPeer newcomer(host.port());
    bool stopped = false;
    host.on_host([&] {
        host.hub->stop();
        host.server->stop([&] { stopped = true; });
    });
    CHECK_FALSE(peer.receive_text_with(R"("reason":"stopping")").empty());
    CHECK(peer.close_code() == 1001);
    peer.finish_sending();
    CHECK(newcomer.receive_all().empty());
    REQUIRE(host.comes_to(0));
    host.on_host([] {});
    host.on_host([&] { CHECK(stopped); });
}

TEST_CASE("a goodbye arrives before the close, with its code") {
    RunningHost host;
    RawPeer peer(host.port());
    connect(peer);
    peer.send_text(R"({"type":"hello","protocol":2,"role":"observer","client":")" + client_b +
                   R"(","room_code":"WRONG"})");
    CHECK_FALSE(peer.receive_text_with(R"("reason":"wrong_code")").empty());
    CHECK(peer.close_code() == 4001);
}

TEST_CASE("a delegate that reloads the page has its seat again, and the older connection hears why it ends") {
    RunningHost host;
    RawPeer first(host.port());
    connect(first);
    first.send_text(delegate_hello(first));
    first.send_text(print(signed_command(1, take_seat(3))));
    CHECK_FALSE(first.receive_text_with(R"("seat":{"seat":31)").empty());
    RawPeer second(host.port());
    connect(second);
    second.send_text(delegate_hello(second));
    CHECK_FALSE(second.receive_text_with(R"("seat":{"seat":31)").empty());
    CHECK_FALSE(first.receive_text_with(R"("reason":"taken_over")").empty());
    CHECK(first.close_code() == 4004);
}

TEST_CASE("a port that is taken and an address that is not ours are errors with a sentence") {
    RunningHost host;
    boost::asio::io_context io;
    ServerSettings settings;
    settings.bind_address = "127.0.0.1";
    settings.port = host.port();
    CHECK_THROWS_WITH(Server(io, settings),
                      "Port " + std::to_string(host.port()) +
                          " is in use. Close the other program or choose another port.");
    settings.bind_address = "not an address";
    CHECK_THROWS_WITH(Server(io, settings), "\"not an address\" is not an address of this machine.");
    settings.bind_address = "192.0.2.1";
    settings.port = 0;
    CHECK_THROWS_AS(Server(io, settings), ServerError);
}

TEST_CASE("a host that listens on IPv6 takes IPv4 peers as what they are") {
    std::unique_ptr<RunningHost> host;
    try {
        host = std::make_unique<RunningHost>(ServerLimits{}, "::");
    } catch (const ServerError& error) {
        WARN("not tried, there is no IPv6 here: " << error.what());
        return;
    }
    RawPeer peer(host->port());
    REQUIRE(peer.upgrade("", "127.0.0.1:" + std::to_string(host->port())) == 101);
    REQUIRE(peer.open_channel());
    peer.send_text(R"({"type":"hello","protocol":2,"role":"facilitator","client":")" + client_b +
                   R"(","facilitator_secret":")" + secret_words + R"("})");
    CHECK_FALSE(peer.receive_text_with(R"("welcome")").empty());
}
