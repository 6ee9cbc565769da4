// SPDX-License-Identifier: Apache-2.0
// The host's door to the network: listens, serves the web client, upgrades /ws and carries messages between
// peers and their handler. All of it happens on the one thread that runs the io_context; Beast does not show
// here.
//
//     Server server(io, settings);        // listens, or throws ServerError
//     Hub hub(room, server, hub_settings);
//     server.serve(hub, identity);
//     io.run();
//
// To stop: hub.stop(), server.stop(callback), and io.run() ends when nothing else is under way.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "net/gate.hpp"
#include "net/lines.hpp"
#include "net/server_limits.hpp"
#include "net/signing.hpp"

namespace boost::asio {
class io_context;
}

namespace equivox::net {

struct ServerSettings {
    std::string bind_address = "0.0.0.0";
    std::uint16_t port = 0;          // 0: the system picks a free one
    std::vector<std::string> names;  // further names under which browsers may call this host
    std::vector<StaticFile> files;   // the web client
    ServerLimits limits;
};

// A sentence that says what to do: "Port 8477 is in use. Close the other program or choose another port."
struct ServerError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Server : public Lines {
public:
    // Raises this process' limit of open files as far as the system lets it. `io` outlives the server.
    Server(boost::asio::io_context& io, ServerSettings settings);
    // Closes every connection without a word; the handler is not called again.
    ~Server() override;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    // Begins to accept, as the host whose key this is. `handler` outlives the server or its stop.
    void serve(PeerHandler& handler, std::shared_ptr<const SigningKey> identity);

    // No new connections; those there are get goodbyes in their handler's words, or are closed with 1001.
    // `stopped` is called when the last is gone, after ServerLimits::closing at the latest.
    void stop(std::function<void()> stopped);

    [[nodiscard]] std::size_t connections() const;

    [[nodiscard]] Instant now() const override;
    void greeted(PeerId) override;
    void send(PeerId, Parcel, ParcelKind) override;
    void close(PeerId, std::uint16_t code, Parcel goodbye) override;
    void wake_at(Instant) override;

private:
    class Machinery;
    std::shared_ptr<Machinery> machinery_;
};

}  // namespace equivox::net
