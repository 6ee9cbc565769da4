// SPDX-License-Identifier: Apache-2.0
#include "tests/net/running_host.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <future>
#include <stdexcept>

namespace equivox::net::testing {
namespace {

constexpr int patience_seconds = 60;

}  // namespace

RunningHost::RunningHost(ServerLimits limits, std::string bind_address) {
    ServerSettings settings;
    settings.bind_address = std::move(bind_address);
    settings.files = {{"/", "text/html; charset=utf-8", "zipped page", "\"page1\""}};
    settings.limits = limits;
    server = std::make_unique<Server>(io_, std::move(settings));
    hub = std::make_unique<Hub>(room, *server, HubSettings{.host = host_words()});
    room.changed = [this] { hub->room_changed(); };
    server->serve(*hub, host_identity);
    port_ = server->port();
    thread_ = std::thread([this] {
        const auto guard = boost::asio::make_work_guard(io_);
        io_.run();
    });
}

RunningHost::~RunningHost() {
    on_host([this] {
        server.reset();
        hub.reset();
    });
    io_.stop();
    thread_.join();
}

void RunningHost::on_host(const std::function<void()>& work) {
    std::promise<void> finished;
    boost::asio::post(io_, [&] {
        work();
        finished.set_value();
    });
    finished.get_future().wait();
}

bool RunningHost::comes_to(std::size_t connections) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(patience_seconds);
    while (std::chrono::steady_clock::now() < until) {
        std::size_t now = 0;
        on_host([&] { now = server->connections(); });
        if (now == connections) return true;
        std::this_thread::yield();
    }
    return false;
}

RawPeer::RawPeer(std::uint16_t port, int receive_buffer_bytes) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{patience_seconds, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (receive_buffer_bytes > 0)
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the host does not accept connections");
}

RawPeer::~RawPeer() {
    ::close(socket_);
}

bool RawPeer::send(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t now = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += static_cast<std::size_t>(now);
    }
    return true;
}

void RawPeer::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

std::string RawPeer::receive(std::size_t bytes) {
    std::string result(bytes, '\0');
    std::size_t received = 0;
    while (received < bytes) {
        const ssize_t now = ::recv(socket_, result.data() + received, bytes - received, 0);
        if (now < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("the host neither answered nor closed");
        if (now <= 0) break;
        received += static_cast<std::size_t>(now);
    }
    result.resize(received);
    return result;
}

std::string RawPeer::receive_all() {
    std::string result;
    for (;;) {
        const std::string piece = receive(1);
        if (piece.empty()) return result;
        result += piece;
    }
}

std::string RawPeer::receive_until(const std::string& text) {
    std::string result;
    while (result.size() < text.size() ||
           result.compare(result.size() - text.size(), text.size(), text) != 0) {
        const std::string piece = receive(1);
        if (piece.empty()) break;
        result += piece;
    }
    return result;
}

unsigned RawPeer::upgrade(const std::string& further_headers, const std::string& host) {
    send("GET /ws HTTP/1.1\r\nHost: " + host +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
         further_headers + "\r\n");
    return status_of(receive_until("\r\n\r\n"));
}

bool RawPeer::open_channel() {
    SystemChance chance;
    ClientHandshake handshake(chance);
    if (!send(frame(0x81, handshake.first_message()))) return false;
    const Frame answer = receive_frame();
    if (answer.opcode != 1) return false;
    auto finished = handshake.finish(answer.payload, limits::message_to_peer);
    if (std::holds_alternative<ChannelFailed>(finished)) return false;
    channel_.emplace(std::move(std::get<ClientChannel>(finished).channel));
    return true;
}

bool RawPeer::send_text(const std::string& text) {
    return send(channel_ ? frame(0x82, seal(text)) : frame(0x81, text));
}

RawPeer::Frame RawPeer::receive_frame() {
    const std::string head = receive(2);
    if (head.size() < 2) return {};
    std::size_t length = static_cast<unsigned char>(head[1]) & 0x7fU;
    const std::size_t length_bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (length_bytes > 0) {
        length = 0;
        for (const char byte : receive(length_bytes))
            length = length << 8U | static_cast<unsigned char>(byte);
    }
    Frame result;
    result.opcode = static_cast<unsigned char>(head[0]) & 0x0f;
    result.payload = receive(length);
    return result;
}

unsigned RawPeer::close_code() {
    for (;;) {
        const Frame next = receive_frame();
        if (next.opcode == -1) return 0;
        if (next.opcode != 8) continue;
        if (next.payload.size() < 2) return 1005;
        return static_cast<unsigned>(static_cast<unsigned char>(next.payload[0])) << 8U |
               static_cast<unsigned char>(next.payload[1]);
    }
}

std::string RawPeer::receive_text_with(const std::string& piece) {
    for (;;) {
        Frame next = receive_frame();
        if (next.opcode == -1) return "";
        if (next.opcode != 1 && next.opcode != 2) continue;
        if ((next.opcode == 2) != channel_.has_value()) return "";
        std::optional<std::string> text =
            channel_ ? channel_->open(next.payload) : std::optional(std::move(next.payload));
        if (!text) return "";
        if (text->find(piece) != std::string::npos) return std::move(*text);
    }
}

std::string delegate_hello(const RawPeer& peer) {
    Hello hello;
    hello.role = Role::delegate;
    hello.client = client_a;
    hello.room_code = room_code_words;
    hello.seat_key = key_a;
    return print(proved(hello, peer.binding()));
}

void connect(RawPeer& peer) {
    REQUIRE(peer.upgrade() == 101);
    REQUIRE(peer.open_channel());
}

void join(RawPeer& peer) {
    connect(peer);
    REQUIRE(peer.send_text(observer_hello));
    REQUIRE_FALSE(peer.receive_text_with(R"("welcome")").empty());
}

std::string frame(unsigned char first_byte, const std::string& payload, bool masked) {
    const unsigned char mask_bit = masked ? 0x80 : 0;
    std::string result(1, static_cast<char>(first_byte));
    if (payload.size() < 126) {
        result += static_cast<char>(mask_bit | payload.size());
    } else if (payload.size() < 65536) {
        result += static_cast<char>(mask_bit | 126U);
        for (int shift = 8; shift >= 0; shift -= 8)
            result += static_cast<char>(payload.size() >> shift & 0xffU);
    } else {
        result += static_cast<char>(mask_bit | 127U);
        for (int shift = 56; shift >= 0; shift -= 8)
            result += static_cast<char>(payload.size() >> shift & 0xffU);
    }
    if (!masked) return result + payload;
    const std::string mask = "\x11\x22\x33\x44";
    result += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) result += static_cast<char>(payload[i] ^ mask[i % 4]);
    return result;
}

unsigned status_of(const std::string& response) {
    if (response.substr(0, 9) != "HTTP/1.1 ") return 0;
    return static_cast<unsigned>(std::strtoul(response.c_str() + 9, nullptr, 10));
}

}  // namespace equivox::net::testing
