// SPDX-License-Identifier: Apache-2.0
// Everything that passes between devices and the host: a proxy on loopback that hands on every byte and
// writes down every WebSocket frame, as somebody would who owns the network.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace equivox::testing {

enum class Direction : std::uint8_t { to_host, to_device };

struct WireFrame {
    std::size_t step = 0;        // of the script, while it passed
    std::size_t connection = 0;  // from 0, in the order in which they were made
    Direction direction = Direction::to_host;
    int opcode = 0;  // of RFC 6455: 1 text, 2 binary, 0 the rest of a message
    bool last = false;
    std::string payload;  // without the mask
};

class Wire {
public:
    // `io` outlives the wire.
    explicit Wire(boost::asio::io_context& io);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // Where devices connect to.
    [[nodiscard]] std::uint16_t port() const;
    // Connections made from here on are handed on to this port.
    void lead_to(std::uint16_t host_port) { host_port_ = host_port; }
    // Counts on; frames are written down under the newest step.
    void next_step() { ++step_; }
    [[nodiscard]] std::size_t step() const { return step_; }

    [[nodiscard]] const std::vector<WireFrame>& frames() const { return frames_; }
    // Everything that passed, bytes as they were.
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::chrono::steady_clock::time_point last_heard() const { return last_heard_; }

private:
    class Pair;
    void accept();
    void heard(std::size_t connection, Direction, std::string_view bytes);

    boost::asio::io_context& io_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t host_port_ = 0;
    std::vector<std::shared_ptr<Pair>> pairs_;
    std::vector<WireFrame> frames_;
    std::string bytes_;
    std::size_t step_ = 0;
    std::chrono::steady_clock::time_point last_heard_ = std::chrono::steady_clock::now();
};

}  // namespace equivox::testing
