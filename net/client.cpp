// SPDX-License-Identifier: Apache-2.0
#include "net/client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <stdexcept>
#include <utility>

#include "net/address.hpp"
#include "net/channel.hpp"
#include "net/gate.hpp"
#include "net/reconnect.hpp"

namespace equivox::net {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using WebSocket = websocket::stream<tcp::socket, false>;

// What one attempt to connect tells the client. Nothing comes after line_lost, and nothing after `drop`.
class LineOwner {
public:
    virtual ~LineOwner() = default;
    virtual void line_open() = 0;
    virtual void line_said(std::string_view message, bool binary) = 0;
    virtual void line_lost() = 0;
};

// One connection, or one attempt at it. Its handlers hold it alive; a new attempt is a new object, so that
// nothing that comes late from an old one can be taken for the new one's.
class Line : public std::enable_shared_from_this<Line> {
public:
    Line(asio::io_context& io, LineOwner& owner) : owner_(&owner), resolver_(io), websocket_(io) {}

    void open(const std::string& host, std::uint16_t port) {
        authority_ = host_url(host, port).substr(std::string_view("http://").size());
        error_code not_numeric;
        const asio::ip::address address = asio::ip::make_address(host, not_numeric);
        if (!not_numeric) {
            websocket_.next_layer().async_connect(
                {address, port}, [self = shared_from_this()](error_code error) { self->on_connect(error); });
            return;
        }
        resolver_.async_resolve(
            host, std::to_string(port),
            [self = shared_from_this()](error_code error, const tcp::resolver::results_type& found) {
                if (error) {
                    self->lose();
                    return;
                }
                asio::async_connect(
                    self->websocket_.next_layer(), found,
                    [self](error_code failed, const tcp::endpoint&) { self->on_connect(failed); });
            });
    }

    void send(std::string message, bool binary) {
        if (!owner_) return;
        queue_.push_back({std::move(message), binary});
        pump();
    }

    // The owner wants no more of it.
    void drop() {
        owner_ = nullptr;
        resolver_.cancel();
        error_code ignored;
        websocket_.next_layer().shutdown(tcp::socket::shutdown_both, ignored);
        websocket_.next_layer().close(ignored);
    }

private:
    void lose() {
        if (LineOwner* owner = std::exchange(owner_, nullptr)) {
            drop();
            owner->line_lost();
        }
    }

    void on_connect(error_code error) {
        if (error || !owner_) {
            lose();
            return;
        }
        error_code ignored;
        websocket_.next_layer().set_option(tcp::no_delay(true), ignored);
        websocket_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                              websocket::stream_base::none(), false});
        websocket_.read_message_max(frame_header_bytes + frame_bytes(limits::message_to_peer));
        websocket_.auto_fragment(false);
        websocket_.async_handshake(authority_, websocket_path,
                                   [self = shared_from_this()](error_code failed) {
                                       if (failed || !self->owner_) {
                                           self->lose();
                                           return;
                                       }
                                       self->open_ = true;
                                       self->owner_->line_open();
                                       self->read();
                                   });
    }

    void read() {
        if (!owner_) return;
        websocket_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
            if (error || !self->owner_) {
                self->lose();
                return;
            }
            const auto bytes = self->buffer_.cdata();
            self->owner_->line_said({static_cast<const char*>(bytes.data()), bytes.size()},
                                    self->websocket_.got_binary());
            self->buffer_.clear();
            self->read();
        });
    }

    void pump() {
        if (!open_ || writing_ || queue_.empty() || !owner_) return;
        writing_ = true;
        websocket_.binary(queue_.front().binary);
        websocket_.async_write(asio::buffer(queue_.front().bytes),
                               [self = shared_from_this()](error_code error, std::size_t) {
                                   self->writing_ = false;
                                   self->queue_.pop_front();
                                   // A failed write is not yet the end: what the host said last is still
                                   // read.
                                   if (!error) self->pump();
                               });
    }

    LineOwner* owner_;
    tcp::resolver resolver_;
    WebSocket websocket_;
    std::string authority_;
    boost::beast::flat_buffer buffer_;
    struct Outgoing {
        std::string bytes;
        bool binary = false;
    };
    std::deque<Outgoing> queue_;
    bool open_ = false;
    bool writing_ = false;
};

bool is_final(GoodbyeReason reason) {
    switch (reason) {
        case GoodbyeReason::wrong_code:
        case GoodbyeReason::wrong_secret:
        case GoodbyeReason::version:
        case GoodbyeReason::taken_over:
        case GoodbyeReason::seat_freed:
        case GoodbyeReason::wrong_key:
        case GoodbyeReason::another_host:
            return true;
        case GoodbyeReason::stopping:
        case GoodbyeReason::too_slow:
        case GoodbyeReason::too_fast:
            return false;
    }
    return false;
}

std::optional<std::string> unless_empty(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

}  // namespace

class Client::Machinery : public LineOwner, public std::enable_shared_from_this<Machinery> {
public:
    Machinery(asio::io_context& io, ClientSettings settings, ClientListener& listener)
        : io_(io),
          settings_(std::move(settings)),
          listener_(&listener),
          device_(SigningKey::from_seed(settings_.seat_seed)),
          backoff_(settings_.shortest_wait, settings_.longest_wait, settings_.random),
          timer_(io) {
        if (settings_.role == Role::delegate && !device_)
            throw std::invalid_argument("a delegate's client needs the seed of its key");
    }

    void start() {
        if (state_ != ClientState::idle && state_ != ClientState::ended) return;
        backoff_.reset();
        connect();
    }

    void stop() {
        disconnect();
        timer_.cancel();
        if (state_ != ClientState::idle) change_state(ClientState::idle);
    }

    void abandon() {
        listener_ = nullptr;
        disconnect();
        timer_.cancel();
    }

    std::uint64_t ask(Command command) {
        const std::uint64_t id = unanswered_.add(std::move(command));
        if (state_ == ClientState::joined) send(unanswered_.items().back());
        return id;
    }

    [[nodiscard]] ClientState state() const { return state_; }
    [[nodiscard]] std::size_t unanswered() const { return unanswered_.items().size(); }

private:
    // --- connecting
    // -------------------------------------------------------------------------------------------------

    void connect() {
        goodbye_.reset();
        channel_.reset();
        handshake_ = std::make_unique<ClientHandshake>(chance_);
        line_ = std::make_shared<Line>(io_, *this);
        await(settings_.handshake);
        const std::shared_ptr<Line> line = line_;
        change_state(ClientState::connecting);
        if (line == line_) line->open(settings_.host, settings_.port);
    }

    void disconnect() {
        if (line_) std::exchange(line_, nullptr)->drop();
    }

    // Whatever is not there by then counts as lost.
    void await(Milliseconds limit) {
        timer_.expires_after(limit);
        timer_.async_wait([self = shared_from_this()](error_code error) {
            if (error || self->timer_.expiry() > std::chrono::steady_clock::now() || !self->listener_) return;
            if (self->state_ == ClientState::lost)
                self->connect();
            else if (self->line_)
                self->line_lost();
        });
    }

    void line_open() override { line_->send(handshake_->first_message(), false); }

    void say_hello() {
        Hello hello;
        hello.role = settings_.role;
        hello.client = settings_.client;
        hello.room_code = unless_empty(settings_.room_code);
        hello.facilitator_secret = unless_empty(settings_.facilitator_secret);
        if (settings_.role == Role::delegate) {
            hello.seat_key = device_->public_key();
            hello.proof = device_->sign(hello_statement(channel_->binding(), *hello.seat_key, hello.client));
        }
        say(print(hello));
    }

    void say(const std::string& text, std::size_t at_least_bytes = frame_step_bytes) {
        line_->send(channel_->seal(text, at_least_bytes), true);
    }

    void send(const Unanswered::Item& item) {
        CommandMessage message{item.id, item.command, command_text(item.command)};
        if (settings_.role == Role::delegate)
            message.signature =
                device_->sign(command_statement(session_id_, settings_.client, item.id, message.text));
        say(print(message), least_frame_bytes(item.command));
    }

    void line_lost() override {
        const std::shared_ptr<Machinery> self = shared_from_this();  // the listener may destroy the client
        disconnect();
        if (goodbye_ && is_final(goodbye_->reason)) {
            timer_.cancel();
            if (goodbye_->reason == GoodbyeReason::seat_freed) unanswered_.clear();
            change_state(ClientState::ended);
            return;
        }
        await(backoff_.next());
        change_state(ClientState::lost);
    }

    void change_state(ClientState state) {
        state_ = state;
        const std::optional<Goodbye> goodbye = goodbye_;
        if (listener_) listener_->client_state(state, goodbye);
    }

    // --- what the host says
    // -----------------------------------------------------------------------------------------

    void line_said(std::string_view message, bool binary) override {
        const std::shared_ptr<Machinery> self = shared_from_this();
        if (!channel_) {
            if (binary)
                line_lost();
            else
                finish_channel(message);
            return;
        }
        const std::optional<std::string> text =
            binary ? channel_->open(message) : std::optional<std::string>();
        if (!text) {
            line_lost();
            return;
        }
        if (state_ == ClientState::joined) await(settings_.silence);
        const FromHost heard = parse_from_host(*text);
        if (const auto* view = std::get_if<ViewMessage>(&heard))
            on_view(*view, *text);
        else
            std::visit([this](const auto& alternative) { on_message(alternative); }, heard);
    }

    void finish_channel(std::string_view answer) {
        auto finished = handshake_->finish(answer, limits::message_to_peer);
        if (std::holds_alternative<ChannelFailed>(finished)) {
            // A host of another version says so in plain text. Nothing else that is said in plain text
            // counts: anybody on the network could have said it.
            const FromHost plain = parse_from_host(answer);
            const auto* goodbye = std::get_if<Goodbye>(&plain);
            if (goodbye && goodbye->reason == GoodbyeReason::version) goodbye_ = *goodbye;
            line_lost();
            return;
        }
        auto& made = std::get<ClientChannel>(finished);
        if (!settings_.host_fingerprint.empty() &&
            fingerprint_of_key(made.host_key) != settings_.host_fingerprint) {
            goodbye_ =
                Goodbye{GoodbyeReason::another_host,
                        "This is not the host that was expected. Nothing was sent to it. Ask the organiser."};
            line_lost();
            return;
        }
        host_key_ = made.host_key;
        channel_.emplace(std::move(made.channel));
        handshake_.reset();
        say_hello();
    }

    void on_view(const ViewMessage& view, std::string_view text) {
        if (state_ != ClientState::joined || view.sequence <= last_view_) return;
        last_view_ = view.sequence;
        listener_->client_view(view, text);
    }

    void on_message(const Welcome& welcome) {
        if (state_ == ClientState::joined) return;
        if (welcome.host_key != host_key_) {
            line_lost();
            return;
        }
        if (welcome.run != run_) last_view_ = 0;
        if (!session_id_.empty() && welcome.session_id != session_id_) unanswered_.clear();
        run_ = welcome.run;
        session_id_ = welcome.session_id;
        backoff_.reset();
        await(settings_.silence);
        for (const Unanswered::Item& item : unanswered_.items()) send(item);
        change_state(ClientState::joined);
    }

    // Whether the host has signed this outcome, where this client is one to whom it does.
    [[nodiscard]] bool is_from_host(std::uint64_t id, std::string_view outcome,
                                    const std::optional<std::string>& signature) const {
        if (settings_.role != Role::delegate) return true;
        return signature &&
               is_signed(answer_statement(session_id_, settings_.client, id, outcome), *signature, host_key_);
    }

    void on_message(const Done& done) {
        if (!is_from_host(done.id, "done", done.signature))
            line_lost();
        else if (unanswered_.answered(done.id))
            listener_->client_answer(done.id, {true, {}, {}, {}});
    }

    void on_message(const Refused& refused) {
        if (!refused.id) {
            listener_->client_problem(refused.detail.value_or(refused.sentence));
        } else if (!is_from_host(*refused.id, refused.refusal, refused.signature)) {
            line_lost();
        } else if (unanswered_.answered(*refused.id)) {
            listener_->client_answer(*refused.id,
                                     {false, refused.refusal, refused.sentence, refused.detail.value_or("")});
        }
    }

    void on_message(const Ping&) { say(print(Pong{})); }
    void on_message(const Goodbye& goodbye) { goodbye_ = goodbye; }
    void on_message(const NotUnderstood& unclear) { listener_->client_problem(unclear.detail); }
    void on_message(const ViewMessage&) {}

    asio::io_context& io_;
    const ClientSettings settings_;
    ClientListener* listener_;
    SystemChance chance_;  // for the keys of channels
    std::shared_ptr<const SigningKey> device_;
    Backoff backoff_;
    Unanswered unanswered_;
    asio::steady_timer timer_;
    std::shared_ptr<Line> line_;
    ClientState state_ = ClientState::idle;
    std::optional<Goodbye> goodbye_;
    std::unique_ptr<ClientHandshake> handshake_;  // until there is a channel
    std::optional<Channel> channel_;
    KeyText host_key_;
    std::string session_id_;
    std::string run_;
    std::uint64_t last_view_ = 0;
};

Client::Client(asio::io_context& io, ClientSettings settings, ClientListener& listener)
    : machinery_(std::make_shared<Machinery>(io, std::move(settings), listener)) {}

Client::~Client() {
    machinery_->abandon();
}

void Client::start() {
    machinery_->start();
}

void Client::stop() {
    machinery_->stop();
}

std::uint64_t Client::ask(Command command) {
    return machinery_->ask(std::move(command));
}

ClientState Client::state() const {
    return machinery_->state();
}

std::size_t Client::unanswered() const {
    return machinery_->unanswered();
}

}  // namespace equivox::net
