// SPDX-License-Identifier: Apache-2.0
#include "net/channel.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "net/message.hpp"
#include "sessions/json.hpp"

namespace equivox::net {

// The two messages of the handshake.
struct ChannelHello {
    std::uint32_t protocol = protocol_version;
    std::string client_key;
};
struct ChannelWelcome {
    std::uint32_t protocol = protocol_version;
    std::string host_key;
    std::string channel_key;
    std::string signature;
};
BOOST_DESCRIBE_STRUCT(ChannelHello, (), (protocol, client_key))
BOOST_DESCRIBE_STRUCT(ChannelWelcome, (), (protocol, host_key, channel_key, signature))
constexpr std::string_view tag_of(const ChannelHello&) {
    return "channel";
}
constexpr std::string_view tag_of(const ChannelWelcome&) {
    return "channel";
}

namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::size_t seal_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr JsonLimits handshake_limits{channel_message_bytes, 4};

static_assert(seal_bytes == 17 && crypto_secretstream_xchacha20poly1305_HEADERBYTES == frame_header_bytes);
static_assert(crypto_kx_PUBLICKEYBYTES == 32 && crypto_kx_SECRETKEYBYTES == 32 &&
              crypto_kx_SESSIONKEYBYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES);

using Key = std::array<unsigned char, 32>;
using Header = std::array<std::byte, frame_header_bytes>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
std::string_view text_of(const Key& key) {
    return {reinterpret_cast<const char*>(key.data()), key.size()};
}
std::string hex_of(const Key& key) {
    return to_hex(std::as_bytes(std::span(key)));
}

// 64 lower-case hexadecimal digits, as the bytes that they are.
std::optional<Key> key_from_hex(std::string_view text) {
    const std::optional<std::string> bytes = bytes_from_hex(text);
    if (!bytes || bytes->size() != 32) return std::nullopt;
    Key key{};
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

void make_key_pair(Chance& chance, Key& public_key, Key& secret_key) {
    if (sodium_init() < 0) throw std::runtime_error("The cryptography library could not be started.");
    std::array<std::byte, crypto_kx_SEEDBYTES> seed{};
    chance.fill(seed);
    crypto_kx_seed_keypair(public_key.data(), secret_key.data(),
                           reinterpret_cast<const unsigned char*>(seed.data()));
    sodium_memzero(seed.data(), seed.size());
}

Digest binding_of(std::string_view first_message, std::string_view answer) {
    const std::array<std::string_view, 2> parts{first_message, answer};
    return blake2b(parts);
}

// The version of the protocol that this first message is in, where it is another one than ours.
std::optional<std::int64_t> other_version(std::string_view first_message) {
    try {
        const boost::json::value parsed = parse_strict_json(first_message, {channel_message_bytes, 8});
        const boost::json::object* object = parsed.if_object();
        const boost::json::value* type = object ? object->if_contains("type") : nullptr;
        const boost::json::value* protocol = object ? object->if_contains("protocol") : nullptr;
        if (!type || !type->is_string() || !protocol || !protocol->is_int64()) return std::nullopt;
        // Before the channel there was the plain hello.
        if (type->get_string() != "channel" && type->get_string() != "hello") return std::nullopt;
        if (protocol->get_int64() == protocol_version) return std::nullopt;
        return protocol->get_int64();
    } catch (const JsonError&) {
        return std::nullopt;
    }
}

}  // namespace

std::size_t frame_bytes(std::size_t text_bytes, std::size_t at_least_bytes) {
    const std::size_t needed = std::max(length_bytes + text_bytes + seal_bytes, at_least_bytes);
    return (needed + frame_step_bytes - 1) / frame_step_bytes * frame_step_bytes;
}

struct Channel::Streams {
    crypto_secretstream_xchacha20poly1305_state sending{};
    crypto_secretstream_xchacha20poly1305_state receiving{};
    Header own_header{};
    Key receiving_key{};
    bool header_sent = false;
    bool header_came = false;
    bool broken = false;

    // A stream to send is made as one to receive: the two begin in the same state, and this way the header is
    // ours to give, so that nothing here draws randomness of its own.
    Streams(const Key& receiving_key_given, const Key& sending_key, const Header& header)
        : own_header(header), receiving_key(receiving_key_given) {
        crypto_secretstream_xchacha20poly1305_init_pull(
            &sending, reinterpret_cast<const unsigned char*>(header.data()), sending_key.data());
    }
    ~Streams() {
        sodium_memzero(&sending, sizeof sending);
        sodium_memzero(&receiving, sizeof receiving);
        sodium_memzero(receiving_key.data(), receiving_key.size());
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
};

struct ChannelMaker {
    static Channel make(const Key& receiving_key, const Key& sending_key, const Header& header,
                        const Digest& binding, std::size_t longest_text_bytes) {
        return {std::make_unique<Channel::Streams>(receiving_key, sending_key, header), binding,
                longest_text_bytes};
    }
};

Channel::Channel(std::unique_ptr<Streams> streams, const Digest& binding, std::size_t longest_text_bytes)
    : streams_(std::move(streams)), binding_(binding), longest_text_bytes_(longest_text_bytes) {}
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;
Channel::~Channel() = default;

std::string Channel::seal(std::string_view text, std::size_t at_least_bytes) {
    const std::array<std::string_view, 1> pieces{text};
    return seal(pieces, at_least_bytes);
}

std::string Channel::seal(std::span<const std::string_view> pieces, std::size_t at_least_bytes) {
    std::size_t length = 0;
    for (const std::string_view piece : pieces) length += piece.size();
    const std::size_t sealed = frame_bytes(length, at_least_bytes);
    std::string plain;
    plain.reserve(sealed - seal_bytes);
    for (unsigned shift = 0; shift < 32; shift += 8) plain += static_cast<char>(length >> shift & 0xffU);
    for (const std::string_view piece : pieces) plain += piece;
    plain.resize(sealed - seal_bytes, '\0');

    std::string frame;
    if (!std::exchange(streams_->header_sent, true))
        frame.assign(reinterpret_cast<const char*>(streams_->own_header.data()), frame_header_bytes);
    const std::size_t begin = frame.size();
    frame.resize(begin + sealed);
    crypto_secretstream_xchacha20poly1305_push(
        &streams_->sending, reinterpret_cast<unsigned char*>(frame.data()) + begin, nullptr, bytes_of(plain),
        plain.size(), nullptr, 0, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    return frame;
}

std::optional<std::string> Channel::open(std::string_view frame) {
    // Broken until this frame has proved to be the next one.
    if (std::exchange(streams_->broken, true)) return std::nullopt;
    if (!streams_->header_came) {
        if (frame.size() < frame_header_bytes) return std::nullopt;
        crypto_secretstream_xchacha20poly1305_init_pull(&streams_->receiving, bytes_of(frame),
                                                        streams_->receiving_key.data());
        sodium_memzero(streams_->receiving_key.data(), streams_->receiving_key.size());
        streams_->header_came = true;
        frame.remove_prefix(frame_header_bytes);
    }
    if (frame.empty() || frame.size() % frame_step_bytes != 0) return std::nullopt;
    if (frame.size() > std::max(frame_bytes(longest_text_bytes_), deposit_frame_bytes)) return std::nullopt;
    std::string plain(frame.size() - seal_bytes, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&streams_->receiving,
                                                   reinterpret_cast<unsigned char*>(plain.data()), nullptr,
                                                   &tag, bytes_of(frame), frame.size(), nullptr, 0) != 0 ||
        tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
        return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i)
        length |= static_cast<std::size_t>(static_cast<unsigned char>(plain[i])) << (8 * i);
    if (length > longest_text_bytes_ || length > plain.size() - length_bytes) return std::nullopt;
    if (plain.find_first_not_of('\0', length_bytes + length) != std::string::npos) return std::nullopt;
    streams_->broken = false;
    return plain.substr(length_bytes, length);
}

std::variant<ChannelAnswer, ChannelRefused> answer_channel(std::string_view first_message,
                                                           const SigningKey& identity, Chance& chance,
                                                           std::size_t longest_text_bytes) {
    if (other_version(first_message)) {
        const Goodbye goodbye{GoodbyeReason::version, std::string(version_sentence)};
        return ChannelRefused{print(goodbye), close_code(goodbye.reason)};
    }
    std::optional<Key> client_key;
    try {
        const auto hello = std::get<ChannelHello>(
            from_json_text<std::variant<ChannelHello>>(first_message, handshake_limits));
        client_key = key_from_hex(hello.client_key);
    } catch (const JsonError&) {
    }
    if (!client_key) return ChannelRefused{};

    Key channel_key{};
    Key secret_key{};
    Key receiving_key{};
    Key sending_key{};
    make_key_pair(chance, channel_key, secret_key);
    const bool agreed =
        crypto_kx_server_session_keys(receiving_key.data(), sending_key.data(), channel_key.data(),
                                      secret_key.data(), client_key->data()) == 0;
    sodium_memzero(secret_key.data(), secret_key.size());
    if (!agreed) return ChannelRefused{};  // a client's key with which nothing can be agreed on

    const std::string statement = channel_statement(text_of(*client_key), text_of(channel_key),
                                                    text_of(key_from_hex(identity.public_key()).value()));
    const ChannelWelcome welcome{protocol_version, identity.public_key(), hex_of(channel_key),
                                 identity.sign(statement)};
    std::string text = to_json_text(std::variant<ChannelWelcome>(welcome));
    Header header{};
    chance.fill(header);
    const Digest binding = binding_of(first_message, text);
    ChannelAnswer answer{std::move(text),
                         ChannelMaker::make(receiving_key, sending_key, header, binding, longest_text_bytes)};
    sodium_memzero(receiving_key.data(), receiving_key.size());
    sodium_memzero(sending_key.data(), sending_key.size());
    return answer;
}

ClientHandshake::ClientHandshake(Chance& chance) {
    make_key_pair(chance, public_key_, secret_key_);
    chance.fill(header_);
    first_message_ =
        to_json_text(std::variant<ChannelHello>(ChannelHello{protocol_version, hex_of(public_key_)}));
}

ClientHandshake::~ClientHandshake() {
    sodium_memzero(secret_key_.data(), secret_key_.size());
}

std::variant<ClientChannel, ChannelFailed> ClientHandshake::finish(std::string_view answer,
                                                                   std::size_t longest_text_bytes) {
    ChannelWelcome welcome;
    try {
        welcome =
            std::get<ChannelWelcome>(from_json_text<std::variant<ChannelWelcome>>(answer, handshake_limits));
    } catch (const JsonError& error) {
        return ChannelFailed{error.what()};
    }
    if (welcome.protocol != protocol_version) return ChannelFailed{"$.protocol: is another version"};
    const std::optional<Key> host_key = key_from_hex(welcome.host_key);
    const std::optional<Key> channel_key = key_from_hex(welcome.channel_key);
    if (!host_key) return ChannelFailed{"$.host_key: expected 64 lower-case hexadecimal digits"};
    if (!channel_key) return ChannelFailed{"$.channel_key: expected 64 lower-case hexadecimal digits"};
    const std::string statement =
        channel_statement(text_of(public_key_), text_of(*channel_key), text_of(*host_key));
    if (!is_signed(statement, welcome.signature, welcome.host_key))
        return ChannelFailed{"$.signature: is not the host's"};

    Key receiving_key{};
    Key sending_key{};
    if (crypto_kx_client_session_keys(receiving_key.data(), sending_key.data(), public_key_.data(),
                                      secret_key_.data(), channel_key->data()) != 0)
        return ChannelFailed{"$.channel_key: is none with which anything can be agreed on"};
    ClientChannel result{ChannelMaker::make(receiving_key, sending_key, header_,
                                            binding_of(first_message_, answer), longest_text_bytes),
                         welcome.host_key};
    sodium_memzero(receiving_key.data(), receiving_key.size());
    sodium_memzero(sending_key.data(), sending_key.size());
    return result;
}

}  // namespace equivox::net
