// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/wire.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace equivox::testing {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// One direction of a connection, cut into frames.
class Cutter {
public:
    void take(std::string_view bytes) { waiting_ += bytes; }
    // The next whole frame; false where there is none yet.
    bool next(WireFrame& frame) {
        if (!upgraded_) {
            const std::size_t end = waiting_.find("\r\n\r\n");
            if (end == std::string::npos) return false;
            waiting_.erase(0, end + 4);
            upgraded_ = true;
        }
        std::size_t at = 2;
        if (waiting_.size() < at) return false;
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(waiting_[i]); };
        const bool masked = (byte(1) & 0x80U) != 0;
        std::uint64_t size = byte(1) & 0x7fU;
        const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
        if (waiting_.size() < at + more + (masked ? 4 : 0)) return false;
        if (more > 0) size = 0;
        for (std::size_t i = 0; i < more; ++i) size = size << 8U | byte(at++);
        const std::size_t mask = at;
        if (masked) at += 4;
        if (waiting_.size() < at + size) return false;
        frame.opcode = byte(0) & 0x0fU;
        frame.last = (byte(0) & 0x80U) != 0;
        frame.payload = waiting_.substr(at, size);
        if (masked)
            for (std::size_t i = 0; i < size; ++i)
                frame.payload[i] = static_cast<char>(frame.payload[i] ^ waiting_[mask + i % 4]);
        waiting_.erase(0, at + size);
        return true;
    }

private:
    std::string waiting_;
    bool upgraded_ = false;
};

}  // namespace

// One connection of a device and the one to the host that belongs to it.
class Wire::Pair : public std::enable_shared_from_this<Wire::Pair> {
public:
    Pair(Wire& wire, std::size_t number, tcp::socket device)
        : wire_(&wire), number_(number), device_(std::move(device)), host_(device_.get_executor()) {}

    void start(std::uint16_t host_port) {
        const tcp::endpoint host(boost::asio::ip::address_v4::loopback(), host_port);
        host_.async_connect(host, [self = shared_from_this()](error_code error) {
            if (error) return self->close();
            error_code ignored;
            self->host_.set_option(tcp::no_delay(true), ignored);
            self->device_.set_option(tcp::no_delay(true), ignored);
            self->read(self->device_, self->host_, Direction::to_host);
            self->read(self->host_, self->device_, Direction::to_device);
        });
    }
    void let_go() {
        wire_ = nullptr;
        close();
    }
    Cutter cutter[2];

private:
    void read(tcp::socket& from, tcp::socket& to, Direction direction) {
        auto& buffer = buffer_[static_cast<std::size_t>(direction)];
        from.async_read_some(boost::asio::buffer(buffer), [this, self = shared_from_this(), &from, &to,
                                                           direction](error_code error, std::size_t size) {
            if (error || !wire_) return close();
            const auto& bytes = buffer_[static_cast<std::size_t>(direction)];
            wire_->heard(number_, direction, {bytes.data(), size});
            boost::asio::async_write(to, boost::asio::buffer(bytes, size),
                                     [this, self, &from, &to, direction](error_code failed, std::size_t) {
                                         if (failed) return close();
                                         read(from, to, direction);
                                     });
        });
    }
    void close() {
        error_code ignored;
        device_.close(ignored);
        host_.close(ignored);
    }

    Wire* wire_;
    std::size_t number_;
    tcp::socket device_;
    tcp::socket host_;
    std::array<char, 65536> buffer_[2];
};

Wire::Wire(boost::asio::io_context& io)
    : io_(io), acceptor_(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {
    accept();
}

Wire::~Wire() {
    error_code ignored;
    acceptor_.close(ignored);
    for (const auto& pair : pairs_) pair->let_go();
}

std::uint16_t Wire::port() const {
    return acceptor_.local_endpoint().port();
}

void Wire::accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
        if (error == boost::asio::error::operation_aborted || !acceptor_.is_open()) return;
        if (!error) {
            pairs_.push_back(std::make_shared<Pair>(*this, pairs_.size(), std::move(socket)));
            pairs_.back()->start(host_port_);
        }
        accept();
    });
}

void Wire::heard(std::size_t connection, Direction direction, std::string_view bytes) {
    last_heard_ = std::chrono::steady_clock::now();
    bytes_ += bytes;
    Cutter& cutter = pairs_[connection]->cutter[static_cast<std::size_t>(direction)];
    cutter.take(bytes);
    WireFrame frame;
    while (cutter.next(frame)) {
        frame.step = step_;
        frame.connection = connection;
        frame.direction = direction;
        frames_.push_back(std::move(frame));
        frame = {};
    }
}

}  // namespace equivox::testing
