// SPDX-License-Identifier: Apache-2.0
// What the host grants to a connection. The defaults are the protocol's (net/README.md); tests use shorter
// ones.
#pragma once

#include <cstddef>

#include "net/message.hpp"
#include "net/outbox.hpp"
#include "net/time.hpp"

namespace equivox::net {

struct ServerLimits {
    Milliseconds handshake{5'000};   // from accept to a good hello
    Milliseconds message{10'000};    // from the first piece of a message to its last
    Milliseconds sending{20'000};    // for one message to be taken by the peer
    Milliseconds closing{2'000};     // for the goodbye and the closing handshake
    Milliseconds accept_again{100};  // after an accept that failed, for want of descriptors as a rule
    std::size_t header_bytes = 8 * 1024;
    std::size_t message_bytes = limits::message_to_host;  // of what is said in the channel
    // Connections of one address that have not said a good hello: so many are listened to, so many more wait
    // for their turn (within the handshake limit), others are closed at once.
    std::size_t ungreeted_per_address = 64;
    std::size_t waiting_per_address = 512;
    OutboxLimits outbox;
    int send_buffer_bytes = 0;  // of the system; 0: as the system likes
};

}  // namespace equivox::net
