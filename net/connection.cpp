// SPDX-License-Identifier: Apache-2.0
#include "net/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>
#include <string>
#include <utility>

#include "net/message.hpp"

namespace equivox::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using WebSocket = websocket::stream<tcp::socket, false>;

constexpr std::size_t read_piece_bytes = 8 * 1024;
constexpr std::size_t kept_buffer_bytes = 8 * 1024;
constexpr std::size_t linger_bytes = 64 * 1024;

class BeastConnection final : public Connection, public std::enable_shared_from_this<BeastConnection> {
public:
    BeastConnection(tcp::socket socket, PeerId id, ConnectionOwner& owner, const ServerLimits& limits)
        : id_(id),
          owner_(&owner),
          limits_(limits),
          deadline_(socket.get_executor()),
          send_deadline_(socket.get_executor()),
          socket_(std::move(socket)),
          outbox_(limits.outbox) {
        error_code ignored;
        const tcp::endpoint local = socket_->local_endpoint(ignored);
        asio::ip::address address = local.address();
        if (address.is_v6() && address.to_v6().is_v4_mapped())
            address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
        if (address.is_v6()) {
            asio::ip::address_v6 without_scope = address.to_v6();
            without_scope.scope_id(0);
            address = without_scope;
        }
        local_address_ = address.to_string();
    }

    // Not in the constructor: the timer holds the connection.
    void watch() { arm(limits_.handshake); }

    void start() override {
        if (state_ != State::waiting) return;
        state_ = State::http;
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
        http::async_read_header(
            *socket_, buffer_, *parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
    }

    void greeted() override {
        if (greeted_ || state_ != State::open) return;
        greeted_ = true;
        deadline_.cancel();
    }

    void send(Parcel parcel, ParcelKind kind) override {
        if (state_ != State::open) return;
        if (!outbox_.put(std::move(parcel), kind)) {
            too_slow();
            return;
        }
        pump();
    }

    void close(std::uint16_t code, Parcel goodbye) override {
        if (state_ == State::closing || state_ == State::ended) return;
        if (state_ != State::open) {
            end();
            return;
        }
        state_ = State::closing;
        close_code_ = code;
        arm(limits_.closing);
        if (goodbye.size() > 0) {
            Parcel copy = goodbye;
            if (!outbox_.put(std::move(goodbye), ParcelKind::message)) {
                outbox_.clear();
                static_cast<void>(outbox_.put(std::move(copy), ParcelKind::message));
            }
        }
        pump();
    }

    void abandon() override {
        owner_ = nullptr;
        end();
    }

private:
    enum class State : std::uint8_t { waiting, http, answering, accepting, open, closing, ended };

    tcp::socket& socket() { return websocket_ ? websocket_->next_layer() : *socket_; }

    // --- timers and the end
    // -----------------------------------------------------------------------------------------

    void arm(Milliseconds limit) {
        deadline_.expires_after(limit);
        deadline_.async_wait([self = shared_from_this()](error_code error) {
            // A timer that was set anew while its handler was on its way is not due.
            if (!error && self->deadline_.expiry() <= std::chrono::steady_clock::now()) self->end();
        });
    }

    void arm_sending() {
        send_deadline_.expires_after(limits_.sending);
        send_deadline_.async_wait([self = shared_from_this()](error_code error) {
            if (!error && self->send_deadline_.expiry() <= std::chrono::steady_clock::now()) self->too_slow();
        });
    }

    void too_slow() {
        if (state_ != State::open) return;
        outbox_.clear();
        const Goodbye goodbye{GoodbyeReason::too_slow,
                              "This device is too slow to follow. It will try again."};
        close(close_code(goodbye.reason), Parcel{nullptr, print(goodbye)});
    }

    // Closes the socket; whatever is under way comes back with an error and finds State::ended.
    void end() {
        if (state_ == State::ended) return;
        state_ = State::ended;
        error_code ignored;
        socket().close(ignored);
        deadline_.cancel();
        send_deadline_.cancel();
        outbox_.clear();
        asio::post(deadline_.get_executor(), [self = shared_from_this()] {
            if (self->owner_) std::exchange(self->owner_, nullptr)->ended(self->id_);
        });
    }

    // --- HTTP
    // -------------------------------------------------------------------------------------------------------

    void on_header(error_code error) {
        if (state_ != State::http || !owner_) return;
        if (error == http::error::header_limit || error == http::error::buffer_overflow) {
            answer(plain_response(431, "The request header is too long."));
            return;
        }
        if (error && error != http::error::end_of_stream && error.category() == http_errors()) {
            answer(plain_response(400, "This is not a request that is understood here."));
            return;
        }
        if (error) {
            end();
            return;
        }
        Verdict verdict = owner_->judge(request());
        if (auto* response = std::get_if<Response>(&verdict))
            answer(std::move(*response));
        else
            upgrade();
    }

    static const boost::system::error_category& http_errors() {
        return http::make_error_code(http::error::bad_target).category();
    }

    Request request() {
        const auto& header = parser_->get();
        Request result;
        result.method = std::string(header.method_string());
        result.target = std::string(header.target());
        for (const auto& field : header) {
            if (field.name() == http::field::host) result.hosts.emplace_back(field.value());
            if (field.name() == http::field::origin) result.origins.emplace_back(field.value());
            if (field.name() == http::field::if_none_match) result.if_none_match = std::string(field.value());
        }
        result.has_body =
            parser_->chunked() || parser_->content_length().value_or(0) > 0 || buffer_.size() > 0;
        result.asks_for_upgrade = websocket::is_upgrade(header);
        result.local_address = local_address_;
        return result;
    }

    void answer(Response response) {
        state_ = State::answering;
        response_ = std::move(response.text);
        asio::async_write(*socket_, asio::buffer(response_),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (self->state_ != State::answering) return;
                              if (error)
                                  self->end();
                              else
                                  self->linger();
                          });
    }

    // A socket that is closed while the peer is still sending takes the answer away from it again, so what it
    // sends is read and thrown away until it has finished, for a bounded time and length.
    void linger() {
        error_code ignored;
        socket_->shutdown(tcp::socket::shutdown_send, ignored);
        drain();
    }

    void drain() {
        buffer_.clear();
        socket_->async_read_some(buffer_.prepare(read_piece_bytes),
                                 [self = shared_from_this()](error_code error, std::size_t read) {
                                     if (self->state_ != State::answering) return;
                                     self->drained_ += read;
                                     if (error || self->drained_ > linger_bytes)
                                         self->end();
                                     else
                                         self->drain();
                                 });
    }

    // --- WebSocket
    // --------------------------------------------------------------------------------------------------

    void upgrade() {
        state_ = State::accepting;
        websocket_.emplace(std::move(*socket_));
        websocket_->set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                               websocket::stream_base::none(), false});
        websocket_->read_message_max(channel_message_bytes);
        websocket_->auto_fragment(false);
        websocket_->text(true);
        websocket_->control_callback([this](websocket::frame_type kind, boost::beast::string_view) {
            if (kind == websocket::frame_type::close) leave();
        });
        websocket_->async_accept(parser_->get(), [self = shared_from_this()](error_code error) {
            if (self->state_ != State::accepting) return;
            if (error || !self->owner_) {
                self->end();
                return;
            }
            self->parser_.reset();
            self->state_ = State::open;
            self->read();
        });
    }

    void read() {
        if (state_ == State::ended) return;
        websocket_->async_read_some(
            buffer_, read_piece_bytes,
            [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
    }

    void on_read(error_code error) {
        if (state_ == State::ended) return;
        if (error) {
            end();
            return;
        }
        // Texts make the channel; after them there are only frames.
        if (state_ == State::open && websocket_->got_binary() != channel_.has_value())
            close(static_cast<std::uint16_t>(websocket::close_code::protocol_error), {});
        if (state_ == State::closing) {
            buffer_.clear();
        } else if (!websocket_->is_message_done()) {
            if (greeted_ && !within_message_) arm(limits_.message);
            within_message_ = true;
        } else {
            on_message();
        }
        read();
    }

    void on_message() {
        // Before the greeting the handshake limit goes on counting.
        if (greeted_ && within_message_) deadline_.cancel();
        within_message_ = false;
        const auto bytes = buffer_.cdata();
        const std::string_view message(static_cast<const char*>(bytes.data()), bytes.size());
        if (!channel_) {
            shake_hands(message);
        } else if (const std::optional<std::string> text = channel_->open(message)) {
            if (owner_) owner_->said(id_, *text);
        } else {
            close(static_cast<std::uint16_t>(websocket::close_code::protocol_error), {});
        }
        buffer_.clear();
        if (buffer_.capacity() > kept_buffer_bytes) buffer_.shrink_to_fit();
    }

    void shake_hands(std::string_view first_message) {
        if (!owner_) return;
        std::variant<ChannelAnswer, ChannelRefused> answered = owner_->answer_channel(first_message);
        if (auto* refused = std::get_if<ChannelRefused>(&answered)) {
            close(refused->close_code, Parcel{nullptr, std::move(refused->text)});
            return;
        }
        auto& answer = std::get<ChannelAnswer>(answered);
        static_cast<void>(outbox_.put(Parcel{nullptr, std::move(answer.text)}, ParcelKind::message));
        pump();  // leaves as it is: there is no channel yet, and nothing else waits
        const Digest binding = answer.channel.binding();
        channel_.emplace(std::move(answer.channel));
        websocket_->read_message_max(frame_header_bytes +
                                     std::max(frame_bytes(limits_.message_bytes), deposit_frame_bytes));
        if (state_ == State::open) owner_->channel_stands(id_, binding);
    }

    // The closing handshake is under way, begun by the peer or by Beast because of what the peer sent; the
    // read that carries it ends when the peer closes its side, or when we have waited long enough.
    void leave() {
        if (state_ != State::open) return;
        state_ = State::closing;
        close_sent_ = true;
        outbox_.clear();
        arm(limits_.closing);
    }

    void pump() {
        if (state_ == State::open && !websocket_->is_open()) leave();
        if (writing_ || close_sent_ || (state_ != State::open && state_ != State::closing)) return;
        std::optional<Parcel> next = outbox_.take();
        if (!next) {
            if (state_ == State::closing) send_close();
            return;
        }
        sending_ = std::move(*next);
        writing_ = true;
        arm_sending();
        websocket_->binary(channel_.has_value());
        if (channel_) {
            const std::array<std::string_view, 2> pieces{
                sending_.shared ? std::string_view(*sending_.shared) : std::string_view(), sending_.own};
            sending_ = {nullptr, channel_->seal(pieces)};
        }
        websocket_->async_write(asio::buffer(sending_.own),
                                [self = shared_from_this()](error_code error, std::size_t) {
                                    self->writing_ = false;
                                    self->sending_ = {};
                                    self->send_deadline_.cancel();
                                    if (self->state_ == State::ended) return;
                                    if (error)
                                        self->end();
                                    else
                                        self->pump();
                                });
    }

    void send_close() {
        close_sent_ = true;
        websocket_->async_close(websocket::close_reason(close_code_),
                                [self = shared_from_this()](error_code) { self->end(); });
    }

    const PeerId id_;
    ConnectionOwner* owner_;
    const ServerLimits limits_;
    asio::steady_timer deadline_;
    asio::steady_timer send_deadline_;
    std::optional<tcp::socket> socket_;
    std::optional<WebSocket> websocket_;
    std::optional<http::request_parser<http::empty_body>> parser_;
    boost::beast::flat_buffer buffer_;
    std::string local_address_;
    std::string response_;
    std::size_t drained_ = 0;
    State state_ = State::waiting;
    bool greeted_ = false;
    bool within_message_ = false;
    std::optional<Channel> channel_;

    Outbox outbox_;
    Parcel sending_;
    bool writing_ = false;
    bool close_sent_ = false;
    std::uint16_t close_code_ = 1000;
};

}  // namespace

std::shared_ptr<Connection> make_connection(tcp::socket socket, PeerId id, ConnectionOwner& owner,
                                            const ServerLimits& limits) {
    auto connection = std::make_shared<BeastConnection>(std::move(socket), id, owner, limits);
    connection->watch();
    return connection;
}

}  // namespace equivox::net
