// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/opened_wire.hpp"

#include <sodium.h>

#include <boost/json.hpp>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>

#include "net/channel.hpp"
#include "net/message.hpp"

namespace equivox::testing {
namespace {

namespace json = boost::json;

// Gives what was drawn once more.
class Again final : public Chance {
public:
    Again(const std::vector<std::string>& drawn, std::size_t first) : drawn_(drawn), next_(first) {}
    void fill(std::span<std::byte> bytes) override {
        const std::string& text = drawn_.at(next_++);
        if (text.size() != bytes.size()) throw std::logic_error("something else was drawn here");
        std::memcpy(bytes.data(), text.data(), text.size());
    }

private:
    const std::vector<std::string>& drawn_;
    std::size_t next_;
};

// Both directions of a channel as the device's end can read them.
class Reader {
public:
    Reader(const std::vector<std::string>& drawn, std::string first_message)
        : drawn_(drawn), first_message_(std::move(first_message)) {}

    void answered(const std::string& answer) { answer_ = answer; }

    // What the device was told opens as it opened there.
    std::string told(const std::string& frame) {
        if (!inward_) inward_.emplace(make());
        const std::optional<std::string> text = inward_->open(frame);
        if (!text) throw std::runtime_error("a frame of the host does not open");
        return *text;
    }
    // What the device said: the stream is the same at both ends, so it is opened with the key it was sealed
    // with.
    std::string said(const std::string& frame) {
        if (!outward_) outward_.emplace(sending_key());
        return outward_->open(frame);
    }

private:
    class Outward {
    public:
        explicit Outward(const std::string& key) : key_(key) {}
        std::string open(std::string_view frame) {
            const auto* bytes = reinterpret_cast<const unsigned char*>(frame.data());
            if (!begun_) {
                crypto_secretstream_xchacha20poly1305_init_pull(
                    &state_, bytes, reinterpret_cast<const unsigned char*>(key_.data()));
                begun_ = true;
                frame.remove_prefix(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
                bytes = reinterpret_cast<const unsigned char*>(frame.data());
            }
            std::string plain(frame.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
            unsigned char tag = 0;
            if (crypto_secretstream_xchacha20poly1305_pull(
                    &state_, reinterpret_cast<unsigned char*>(plain.data()), nullptr, &tag, bytes,
                    frame.size(), nullptr, 0) != 0)
                throw std::runtime_error("a frame of a device does not open");
            std::size_t length = 0;
            for (std::size_t i = 0; i < 4; ++i)
                length |= static_cast<std::size_t>(static_cast<unsigned char>(plain[i])) << (8 * i);
            return plain.substr(4, length);
        }

    private:
        std::string key_;
        crypto_secretstream_xchacha20poly1305_state state_{};
        bool begun_ = false;
    };

    // Where in what was drawn this connection's key pair is: 32 bytes, and then the 24 of its header.
    std::size_t place() const {
        for (std::size_t i = 0; i + 1 < drawn_.size(); ++i) {
            if (drawn_[i].size() != 32 || drawn_[i + 1].size() != 24) continue;
            Again again(drawn_, i);
            if (net::ClientHandshake(again).first_message() == first_message_) return i;
        }
        throw std::runtime_error("this connection was made by nobody here");
    }
    net::Channel make() const {
        Again again(drawn_, place());
        net::ClientHandshake handshake(again);
        auto made = handshake.finish(answer_, net::limits::message_to_peer);
        return std::move(std::get<net::ClientChannel>(made).channel);
    }
    std::string sending_key() const {
        unsigned char own_public[crypto_kx_PUBLICKEYBYTES];
        unsigned char own_secret[crypto_kx_SECRETKEYBYTES];
        crypto_kx_seed_keypair(own_public, own_secret,
                               reinterpret_cast<const unsigned char*>(drawn_[place()].data()));
        const std::string host =
            bytes_from_hex(std::string(json::parse(answer_).at("channel_key").as_string())).value();
        unsigned char receiving[crypto_kx_SESSIONKEYBYTES];
        unsigned char sending[crypto_kx_SESSIONKEYBYTES];
        if (crypto_kx_client_session_keys(receiving, sending, own_public, own_secret,
                                          reinterpret_cast<const unsigned char*>(host.data())) != 0)
            throw std::runtime_error("no key can be agreed on");
        return {reinterpret_cast<const char*>(sending), sizeof sending};
    }

    const std::vector<std::string>& drawn_;
    std::string first_message_;
    std::string answer_;
    std::optional<net::Channel> inward_;
    std::optional<Outward> outward_;
};

std::string kind_of_message(const std::string& text) {
    const json::value parsed = json::parse(text);
    const std::string type(parsed.at("type").as_string());
    if (type != "command") return type;
    return std::string(json::parse(std::string(parsed.at("command").as_string())).at("type").as_string());
}

}  // namespace

std::vector<WireMessage> open_wire(const std::vector<WireFrame>& frames,
                                   const std::vector<std::string>& drawn) {
    std::vector<WireMessage> messages;
    std::map<std::size_t, Reader> readers;
    struct Begun {
        WireMessage message;
        std::string payload;
        bool text = false;
    };
    std::map<std::pair<std::size_t, Direction>, Begun> begun;
    for (const WireFrame& frame : frames) {
        if (frame.opcode > 2) continue;  // closing; WebSocket's own pings are not used
        auto& [message, payload, text] = begun[{frame.connection, frame.direction}];
        if (message.frames.empty()) text = frame.opcode == 1;
        payload += frame.payload;
        message.frames.push_back(frame.payload.size());
        if (!frame.last) continue;
        message.step = frame.step;
        message.connection = frame.connection;
        message.direction = frame.direction;
        message.size = payload.size();
        const auto reader = readers.find(frame.connection);
        if (text && frame.direction == Direction::to_host) {
            readers.emplace(frame.connection, Reader(drawn, payload));
            message.text = payload;
        } else if (text) {
            reader->second.answered(payload);
            message.text = payload;
        } else {
            message.text = frame.direction == Direction::to_host ? reader->second.said(payload)
                                                                 : reader->second.told(payload);
        }
        message.kind = kind_of_message(message.text);
        messages.push_back(std::exchange(message, {}));
        payload.clear();
    }
    return messages;
}

}  // namespace equivox::testing
