// SPDX-License-Identifier: Apache-2.0
// One TCP connection on the host's side, from accept to its end: first HTTP (one request, one answer,
// closed), or an upgrade and then a WebSocket for as long as it lasts: two texts make the channel
// (channel.hpp), and after them there are only its frames. Read by server.cpp and connection.cpp only.
//
// What waits to be sent is sealed in the moment in which it leaves, so that a view which is replaced by a
// newer one has used up no frame.
//
// Everything is a plain completion handler; a handler holds the connection alive. There is at most one read
// and one write under way, and two timers: `deadline` for what the peer owes (the handshake, the rest of a
// message, the close), `send_deadline` for a peer that does not take what it is sent.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>

#include "net/channel.hpp"
#include "net/gate.hpp"
#include "net/lines.hpp"
#include "net/outbox.hpp"
#include "net/server_limits.hpp"
#include "net/time.hpp"

namespace equivox::net {

// Called from completion handlers only, never from inside a function of Connection.
class ConnectionOwner {
public:
    virtual ~ConnectionOwner() = default;
    [[nodiscard]] virtual Verdict judge(const Request&) = 0;
    [[nodiscard]] virtual std::variant<ChannelAnswer, ChannelRefused> answer_channel(
        std::string_view first_message) = 0;
    virtual void channel_stands(PeerId, const Digest& binding) = 0;
    virtual void said(PeerId, std::string_view text) = 0;
    virtual void ended(PeerId) = 0;  // exactly once, unless abandoned
};

class Connection {
public:
    virtual ~Connection() = default;
    // Begins to read. The handshake limit counts from make_connection, also while nobody reads yet.
    virtual void start() = 0;
    virtual void greeted() = 0;
    virtual void send(Parcel, ParcelKind) = 0;
    // Sends what waits, then `goodbye`, then closes. Before the upgrade, and when nothing moves: closes at
    // once.
    virtual void close(std::uint16_t code, Parcel goodbye) = 0;
    // The owner is going away: closes the socket and calls nobody again.
    virtual void abandon() = 0;
};

[[nodiscard]] std::shared_ptr<Connection> make_connection(boost::asio::ip::tcp::socket, PeerId,
                                                          ConnectionOwner&, const ServerLimits&);

}  // namespace equivox::net
