// SPDX-License-Identifier: Apache-2.0
// A real server on a loopback port, on a thread of its own, with a hub and a small room behind it; and a peer
// that speaks bytes to it, so that every mistake can be made. A read that does not end fails the test after a
// long while.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "net/channel.hpp"
#include "net/hub.hpp"
#include "net/server.hpp"
#include "tests/net/fake_room.hpp"

namespace equivox::net::testing {

class RunningHost {
public:
    explicit RunningHost(ServerLimits limits = {}, std::string bind_address = "127.0.0.1");
    ~RunningHost();
    RunningHost(const RunningHost&) = delete;
    RunningHost& operator=(const RunningHost&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    // Runs `work` on the host's thread and waits for it; the room and the hub may be touched only there.
    void on_host(const std::function<void()>& work);
    // Waits until the host has this many connections; false when that does not happen for a long while.
    [[nodiscard]] bool comes_to(std::size_t connections);

    FakeRoom room;
    std::unique_ptr<Server> server;
    std::unique_ptr<Hub> hub;

private:
    boost::asio::io_context io_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// One raw TCP connection with blocking calls.
class RawPeer {
public:
    explicit RawPeer(std::uint16_t port, int receive_buffer_bytes = 0);
    ~RawPeer();
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;

    // False where the other side has closed.
    bool send(const std::string& bytes);
    void finish_sending();
    // Exactly so many bytes, or fewer where the connection ended.
    [[nodiscard]] std::string receive(std::size_t bytes);
    // Everything until the other side closes.
    [[nodiscard]] std::string receive_all();
    // Until and with this text, or the end.
    [[nodiscard]] std::string receive_until(const std::string& text);

    // --- WebSocket, by hand ---
    // The status of the answer: 101 when the upgrade was granted.
    unsigned upgrade(const std::string& further_headers = "", const std::string& host = "localhost");
    // Makes the channel; from then on texts go and come within it.
    [[nodiscard]] bool open_channel();
    [[nodiscard]] const Digest& binding() const { return channel_->binding(); }
    // The next frame around this text, without sending it.
    [[nodiscard]] std::string seal(const std::string& text) { return channel_->seal(text); }
    bool send_text(const std::string& text);
    struct Frame {
        int opcode = -1;  // -1: the connection ended
        std::string payload;
    };
    [[nodiscard]] Frame receive_frame();
    // The close code that the host sends, whatever text comes before it; 0 where the connection ends without
    // one.
    [[nodiscard]] unsigned close_code();
    // Texts until one contains this piece; empty where the connection ended before, or where a frame could
    // not be opened.
    [[nodiscard]] std::string receive_text_with(const std::string& piece);

private:
    int socket_ = -1;
    std::optional<Channel> channel_;
};

inline const std::string observer_hello = R"({"type":"hello","protocol":2,"role":"observer","client":")" +
                                          client_b + R"(","room_code":"KDRTMWPA"})";
// The hello of the first device, proved for this peer's channel.
[[nodiscard]] std::string delegate_hello(const RawPeer&);
// Opens a WebSocket and a channel; then says hello as an observer.
void connect(RawPeer&);
void join(RawPeer&);

// A masked frame as clients send it. `first_byte` holds FIN, reserved bits and the opcode.
[[nodiscard]] std::string frame(unsigned char first_byte, const std::string& payload, bool masked = true);
[[nodiscard]] unsigned status_of(const std::string& response);

}  // namespace equivox::net::testing
