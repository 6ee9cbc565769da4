// SPDX-License-Identifier: Apache-2.0
// The two sides of the wall between what peers mean (hub) and how their bytes travel (server). Everything on
// both sides happens on one thread, so there are no locks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/outbox.hpp"
#include "net/time.hpp"
#include "sessions/digest.hpp"

namespace equivox::net {

// One connection, never given again while the program runs.
using PeerId = std::uint64_t;

struct PeerAddress {
    std::string text;  // "192.168.1.20"; of IPv6 the network ("2001:db8:0:1::"), for hosts there have many
    bool loopback = false;  // the peer is on this machine
};

// Told by the server what happens on its connections.
class PeerHandler {
public:
    virtual ~PeerHandler() = default;
    // A channel stands (channel.hpp), and this is its binding. The peer has until the handshake limit to say
    // a hello that is good enough for `greeted`.
    virtual void peer_opened(PeerId, const PeerAddress&, const Digest& binding) = 0;
    // One whole message out of the channel, no longer than the limit. It may be any bytes.
    virtual void peer_said(PeerId, std::string_view text) = 0;
    // It is gone, for whatever reason; exactly once for each peer_opened, and never from inside a call to
    // Lines.
    virtual void peer_closed(PeerId) = 0;
    // The time asked for by Lines::wake_at has come.
    virtual void woken() = 0;
};

// What the server does for its handler. Calls about peers that are gone do nothing.
class Lines {
public:
    virtual ~Lines() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    // This peer has said who it is: the handshake limit no longer binds it.
    virtual void greeted(PeerId) = 0;
    // Sends when the peer can take it. A peer whose queue is full gets goodbye `too_slow` and is closed.
    virtual void send(PeerId, Parcel, ParcelKind) = 0;
    // Sends what waits and then `goodbye` (which may be empty), then closes with this code.
    virtual void close(PeerId, std::uint16_t code, Parcel goodbye) = 0;
    // Calls PeerHandler::woken at this time, or at once if it has passed; replaces an earlier request.
    virtual void wake_at(Instant) = 0;
};

}  // namespace equivox::net
