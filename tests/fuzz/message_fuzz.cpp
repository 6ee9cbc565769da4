// SPDX-License-Identifier: Apache-2.0
// Whatever a peer or a host sends is either understood, and then says the same again when it is printed, or
// it is not, and then what is said about it is itself a message. The first byte chooses what is tried: a
// message from a peer, one from a host, either text of the channel's handshake, or frames of a channel.
#include <sodium.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "net/channel.hpp"
#include "net/message.hpp"

#if defined(__clang__)
#if __has_feature(address_sanitizer)
// The fuzzer must see into the parser, which the shared library would hide from it.
#include <boost/json/src.hpp>
#endif
#endif

using namespace equivox;
using namespace equivox::net;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

template <class Message>
void says_the_same_again(const Message& message) {
    const std::string text = print(message);
    const FromPeer again = parse_from_peer(text);
    const auto* same = std::get_if<Message>(&again);
    require(same && print(*same) == text);
}

void says_the_same_again(const NotUnderstood& unclear) {
    require(!unclear.detail.empty() && unclear.detail.size() <= limits::detail);
    const Refused refused = make_refused(unclear.id, equivox::Refusal::not_understood, unclear.detail);
    require(std::holds_alternative<Refused>(parse_from_host(print(refused))));
}

void check_view(const ViewMessage& view) {
    std::string text = view_head(view.sequence, view.room);
    if (view.seat && !view.facilitator) text += view_tail(*view.seat);
    if (view.facilitator && !view.seat) text += view_tail(*view.facilitator);
    if (view.facilitator && view.seat) return;  // understood, but no host says both
    if (!view.facilitator && !view.seat) text += view_tail();
    require(std::holds_alternative<ViewMessage>(parse_from_host(text)));
}

const SigningKey& identity() {
    static const std::shared_ptr<const SigningKey> key = SigningKey::from_seed(std::string(64, '7'));
    return *key;
}

// Both ends of the channel of the golden file.
struct Ends {
    SeededChance client_chance{5};
    SeededChance host_chance{1'005};
    ClientHandshake handshake{client_chance};
    std::variant<ChannelAnswer, ChannelRefused> answered =
        answer_channel(handshake.first_message(), identity(), host_chance, limits::message_to_host);
    Channel& host() { return std::get<ChannelAnswer>(answered).channel; }
};

void check_handshake(std::string_view text) {
    SeededChance chance(1);
    auto answered = answer_channel(text, identity(), chance, limits::message_to_host);
    if (const auto* refused = std::get_if<ChannelRefused>(&answered))
        require(refused->text.empty() || std::holds_alternative<Goodbye>(parse_from_host(refused->text)));
    Ends ends;
    auto finished = ends.handshake.finish(text, limits::message_to_peer);
    // Nobody finds a signature; who has one can only be the host of the golden file.
    if (const auto* made = std::get_if<ClientChannel>(&finished))
        require(made->host_key == identity().public_key());
}

// The bytes as a frame: only the one of the golden file is opened. And as what somebody with the right keys
// put into a frame: it is opened only where it is exactly a text and zeros.
void check_frame(std::string_view bytes) {
    {
        Ends ends;
        const auto text = ends.host().open(bytes);
        require(!text || *text == "one hub");
        require(!text || ends.host().open(bytes) == std::nullopt);
    }
    if (bytes.empty()) return;
    const std::size_t steps = static_cast<unsigned char>(bytes.front()) % 4 + 1;
    std::string plain(bytes.substr(1));
    plain.resize(steps * frame_step_bytes - 17, '\0');
    // The client's keys, made as the client makes them.
    SeededChance chance(5);
    unsigned char seed[32];
    unsigned char header[24];
    chance.fill(std::as_writable_bytes(std::span(seed)));
    chance.fill(std::as_writable_bytes(std::span(header)));
    unsigned char public_key[32];
    unsigned char secret_key[32];
    unsigned char receive[32];
    unsigned char send[32];
    crypto_kx_seed_keypair(public_key, secret_key, seed);
    Ends ends;
    const std::string& answer = std::get<ChannelAnswer>(ends.answered).text;
    const std::size_t place = answer.find("\"channel_key\":\"") + 15;
    const std::string channel_key = bytes_from_hex(answer.substr(place, 64)).value();
    require(crypto_kx_client_session_keys(receive, send, public_key, secret_key,
                                          reinterpret_cast<const unsigned char*>(channel_key.data())) == 0);
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_pull(&state, header, send);
    std::string frame(reinterpret_cast<const char*>(header), sizeof header);
    frame.resize(sizeof header + plain.size() + 17);
    crypto_secretstream_xchacha20poly1305_push(
        &state, reinterpret_cast<unsigned char*>(frame.data()) + sizeof header, nullptr,
        reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), nullptr, 0, 0);
    const std::optional<std::string> text = ends.host().open(frame);
    std::uint32_t length = 0;
    std::memcpy(&length, plain.data(), sizeof length);
    const bool right = length <= plain.size() - 4 &&
                       plain.find_first_not_of('\0', 4 + std::size_t{length}) == std::string::npos;
    require(text.has_value() == right);
    if (!text) return;
    require(*text == plain.substr(4, length));
    static_cast<void>(parse_from_peer(*text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            std::visit([](const auto& message) { says_the_same_again(message); }, parse_from_peer(text));
            break;
        case 1: {
            const FromHost message = parse_from_host(text);
            if (const auto* view = std::get_if<ViewMessage>(&message)) check_view(*view);
            break;
        }
        case 2:
            check_handshake(text);
            break;
        default:
            check_frame(text);
    }
    return 0;
}
