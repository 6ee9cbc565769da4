// SPDX-License-Identifier: Apache-2.0
#include "net/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cassert>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "net/address.hpp"
#include "net/connection.hpp"

namespace equivox::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

void raise_open_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    // Where this is refused the host still runs, with fewer connections.
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
}

bool is_own_address(std::string_view address) {
    const std::vector<InterfaceAddress> ours = interface_addresses();
    return std::any_of(ours.begin(), ours.end(),
                       [&](const InterfaceAddress& one) { return one.text == address; });
}

PeerAddress peer_address(const tcp::socket& socket) {
    error_code error;
    asio::ip::address address = socket.remote_endpoint(error).address();
    if (error) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    const bool loopback = address.is_loopback();
    if (address.is_v6()) {
        // One machine has 2^64 addresses of its network to choose from: they count as one.
        asio::ip::address_v6::bytes_type bytes = address.to_v6().to_bytes();
        std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
        address = asio::ip::address_v6(bytes);
    }
    return {address.to_string(), loopback};
}

}  // namespace

class Server::Machinery : public ConnectionOwner, public std::enable_shared_from_this<Machinery> {
public:
    Machinery(asio::io_context& io, ServerSettings settings)
        : io_(io), limits_(settings.limits), acceptor_(io), accept_again_(io), wake_(io) {
        gate_.names = std::move(settings.names);
        gate_.files = std::move(settings.files);
        gate_.is_own_address = is_own_address;
        listen(settings.bind_address, settings.port);
    }

    void listen(const std::string& bind_address, std::uint16_t port) {
        error_code error;
        const asio::ip::address address = asio::ip::make_address(bind_address, error);
        if (error) throw ServerError("\"" + bind_address + "\" is not an address of this machine.");
        const tcp::endpoint endpoint(address, port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error && address.is_v6()) acceptor_.set_option(asio::ip::v6_only(false), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use)
            throw ServerError("Port " + std::to_string(port) +
                              " is in use. Close the other program or choose another port.");
        if (error)
            throw ServerError("Can not listen on " + bind_address + ", port " + std::to_string(port) + ": " +
                              error.message() + ".");
        port_ = acceptor_.local_endpoint().port();
    }

    void serve(PeerHandler& handler, std::shared_ptr<const SigningKey> identity) {
        assert(identity);
        handler_ = &handler;
        identity_ = std::move(identity);
        accept();
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
            self->on_accept(error, std::move(socket));
        });
    }

    void on_accept(error_code error, tcp::socket socket) {
        if (stopping_ || error == asio::error::operation_aborted) return;
        if (!error) {
            admit(std::move(socket));
            accept();
            return;
        }
        // Out of descriptors as a rule. Waiting lets others go first; giving up would end the session for
        // newcomers.
        accept_again_.expires_after(limits_.accept_again);
        accept_again_.async_wait([self = shared_from_this()](error_code cancelled) {
            if (!cancelled && !self->stopping_) self->accept();
        });
    }

    void admit(tcp::socket socket) {
        PeerAddress address = peer_address(socket);
        if (address.text.empty()) return;  // gone already
        Newcomers& newcomers = newcomers_[address.text];
        const bool must_wait = newcomers.listened_to >= limits_.ungreeted_per_address;
        if (must_wait && newcomers.waiting.size() >= limits_.waiting_per_address) return;
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        if (limits_.send_buffer_bytes > 0)
            socket.set_option(asio::socket_base::send_buffer_size(limits_.send_buffer_bytes), ignored);
        const PeerId id = ++last_id_;
        Peer& peer = peers_[id];
        peer.connection = make_connection(std::move(socket), id, *this, limits_);
        peer.address = std::move(address);
        if (must_wait)
            newcomers.waiting.push_back(id);
        else
            listen_to(peer, newcomers);
    }

    // --- connections that have not said who they are
    // ----------------------------------------------------------------

    struct Newcomers {
        std::size_t listened_to = 0;
        std::deque<PeerId> waiting;
    };
    struct Peer {
        std::shared_ptr<Connection> connection;
        PeerAddress address;
        bool newcomer = false;  // is counted in Newcomers::listened_to
        bool open = false;      // the handler knows it
    };

    static void listen_to(Peer& peer, Newcomers& newcomers) {
        ++newcomers.listened_to;
        peer.newcomer = true;
        peer.connection->start();
    }

    // No newcomer any more, or none that is listened to: the next one has its turn.
    void leave_newcomers(PeerId id, Peer& peer) {
        const auto found = newcomers_.find(peer.address.text);
        if (found == newcomers_.end()) return;
        Newcomers& newcomers = found->second;
        if (peer.newcomer) {
            peer.newcomer = false;
            --newcomers.listened_to;
        } else {
            std::erase(newcomers.waiting, id);
        }
        while (!newcomers.waiting.empty() && newcomers.listened_to < limits_.ungreeted_per_address) {
            const auto next = peers_.find(newcomers.waiting.front());
            newcomers.waiting.pop_front();
            if (next != peers_.end()) listen_to(next->second, newcomers);
        }
        if (newcomers.listened_to == 0 && newcomers.waiting.empty()) newcomers_.erase(found);
    }

    // --- what connections report
    // ------------------------------------------------------------------------------------

    Verdict judge(const Request& request) override { return equivox::net::judge(request, gate_); }

    std::variant<ChannelAnswer, ChannelRefused> answer_channel(std::string_view first_message) override {
        return equivox::net::answer_channel(first_message, *identity_, chance_, limits_.message_bytes);
    }

    void channel_stands(PeerId id, const Digest& binding) override {
        const auto found = peers_.find(id);
        if (found == peers_.end() || !handler_) return;
        found->second.open = true;
        handler_->peer_opened(id, found->second.address, binding);
    }

    void said(PeerId id, std::string_view text) override {
        if (handler_) handler_->peer_said(id, text);
    }

    void ended(PeerId id) override {
        const auto found = peers_.find(id);
        if (found == peers_.end()) return;
        const bool open = found->second.open;
        leave_newcomers(id, found->second);
        peers_.erase(id);
        if (open && handler_) handler_->peer_closed(id);
        if (stopping_) report_stopped();
    }

    // --- what the handler wants
    // -------------------------------------------------------------------------------------

    void greeted(PeerId id) {
        const auto found = peers_.find(id);
        if (found == peers_.end()) return;
        found->second.connection->greeted();
        if (found->second.newcomer) leave_newcomers(id, found->second);
    }

    Connection* connection(PeerId id) {
        const auto found = peers_.find(id);
        return found == peers_.end() ? nullptr : found->second.connection.get();
    }

    void wake_at(Instant instant) {
        if (wake_instant_ && *wake_instant_ == instant) return;
        wake_instant_ = instant;
        wake_.expires_at(instant);
        wake_.async_wait([self = shared_from_this(), instant](error_code error) {
            if (error || self->wake_instant_ != instant) return;
            self->wake_instant_.reset();
            if (self->handler_) self->handler_->woken();
        });
    }

    void stop(std::function<void()> stopped) {
        stopping_ = true;
        stopped_ = std::move(stopped);
        error_code ignored;
        acceptor_.close(ignored);
        accept_again_.cancel();
        for (auto& [id, peer] : peers_) peer.connection->close(1001, {});
        asio::post(io_, [self = shared_from_this()] { self->report_stopped(); });
    }

    void report_stopped() {
        if (!peers_.empty() || !stopped_) return;
        wake_.cancel();
        std::exchange(stopped_, nullptr)();
    }

    void abandon() {
        handler_ = nullptr;
        stopping_ = true;
        stopped_ = nullptr;
        error_code ignored;
        acceptor_.close(ignored);
        accept_again_.cancel();
        wake_.cancel();
        for (auto& [id, peer] : peers_) peer.connection->abandon();
        peers_.clear();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::size_t size() const { return peers_.size(); }

private:
    asio::io_context& io_;
    const ServerLimits limits_;
    GateSettings gate_;
    tcp::acceptor acceptor_;
    asio::steady_timer accept_again_;
    asio::steady_timer wake_;
    std::optional<Instant> wake_instant_;
    std::uint16_t port_ = 0;
    PeerHandler* handler_ = nullptr;
    std::shared_ptr<const SigningKey> identity_;
    SystemChance chance_;  // for the keys of channels
    PeerId last_id_ = 0;
    std::map<PeerId, Peer> peers_;
    std::map<std::string, Newcomers> newcomers_;
    bool stopping_ = false;
    std::function<void()> stopped_;
};

Server::Server(asio::io_context& io, ServerSettings settings) {
    raise_open_file_limit();
    machinery_ = std::make_shared<Machinery>(io, std::move(settings));
}

Server::~Server() {
    machinery_->abandon();
}

std::uint16_t Server::port() const {
    return machinery_->port();
}

void Server::serve(PeerHandler& handler, std::shared_ptr<const SigningKey> identity) {
    machinery_->serve(handler, std::move(identity));
}

void Server::stop(std::function<void()> stopped) {
    machinery_->stop(std::move(stopped));
}

std::size_t Server::connections() const {
    return machinery_->size();
}

Instant Server::now() const {
    return std::chrono::steady_clock::now();
}

void Server::greeted(PeerId id) {
    machinery_->greeted(id);
}

void Server::send(PeerId id, Parcel parcel, ParcelKind kind) {
    if (Connection* connection = machinery_->connection(id)) connection->send(std::move(parcel), kind);
}

void Server::close(PeerId id, std::uint16_t code, Parcel goodbye) {
    if (Connection* connection = machinery_->connection(id)) connection->close(code, std::move(goodbye));
}

void Server::wake_at(Instant instant) {
    machinery_->wake_at(instant);
}

}  // namespace equivox::net
