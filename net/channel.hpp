// SPDX-License-Identifier: Apache-2.0
// The encrypted channel between a peer and the host, as a machine without I/O: texts of the handshake and
// frames go in and out, randomness is an argument. The page with the exact bytes is net/README.md.
//
//   client                                            host
//   ClientHandshake::first_message ── text ──>        answer_channel
//   ClientHandshake::finish        <── text ──        ChannelAnswer::text
//   Channel::seal                  ── frames ──>      Channel::open
//
// What it gives: only the two ends can read or change what is said (X25519 and BLAKE2b by crypto_kx,
// XChaCha20-Poly1305 by crypto_secretstream); the client knows which identity it talks to; a frame that is
// changed, cut, repeated, left out, moved or taken from another channel is not opened, and nor is anything
// after it; and sizes say little, for every frame is padded. What it does not give: a page that the host
// serves over plain http can be changed on its way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "net/signing.hpp"
#include "sessions/chance.hpp"
#include "sessions/digest.hpp"

namespace equivox::net {

// Every frame is a whole number of these, apart from the 24 bytes before the first frame of each direction.
inline constexpr std::size_t frame_step_bytes = 1024;
inline constexpr std::size_t frame_header_bytes = 24;
// A frame with a deposit is exactly so large, whatever it says, so that silence looks like speech: three
// entries of the longest title and text, in which every character has to be escaped twice, fit in.
inline constexpr std::size_t deposit_frame_bytes = 26 * frame_step_bytes;
inline constexpr std::size_t channel_message_bytes = 4 * 1024;  // of either message of the handshake

// The bytes of the frame around so long a text, without the header of a first frame.
[[nodiscard]] std::size_t frame_bytes(std::size_t text_bytes, std::size_t at_least_bytes = frame_step_bytes);

// One end of an open channel. Its keys are wiped when it goes.
class Channel {
public:
    Channel(Channel&&) noexcept;
    Channel& operator=(Channel&&) noexcept;
    ~Channel();

    // The next frame to send: the pieces one after the other are one text.
    [[nodiscard]] std::string seal(std::span<const std::string_view> pieces,
                                   std::size_t at_least_bytes = frame_step_bytes);
    [[nodiscard]] std::string seal(std::string_view text, std::size_t at_least_bytes = frame_step_bytes);
    // The text in the next frame that came. Nothing where it is not exactly the other end's next frame: then
    // the channel is broken, nothing can be opened any more, and the connection must be closed.
    [[nodiscard]] std::optional<std::string> open(std::string_view frame);

    // The same at both ends of one channel, and at no others: BLAKE2b-256 of both texts of the handshake.
    [[nodiscard]] const Digest& binding() const { return binding_; }

private:
    struct Streams;
    friend class ClientHandshake;
    friend struct ChannelMaker;
    Channel(std::unique_ptr<Streams>, const Digest& binding, std::size_t longest_text_bytes);

    std::unique_ptr<Streams> streams_;
    Digest binding_{};
    std::size_t longest_text_bytes_ = 0;
};

// --- the host's side

struct ChannelAnswer {
    std::string text;  // to be sent as it is
    Channel channel;
};
// No channel: what to say in plain text (nothing, or a goodbye) and the code to close with.
struct ChannelRefused {
    std::string text;
    std::uint16_t close_code = 1002;
};

// `longest_text_bytes` is what this end will open.
[[nodiscard]] std::variant<ChannelAnswer, ChannelRefused> answer_channel(std::string_view first_message,
                                                                         const SigningKey& identity, Chance&,
                                                                         std::size_t longest_text_bytes);

// --- the client's side

struct ClientChannel {
    Channel channel;
    KeyText host_key;  // whose signature it is; who that may be is the client's to decide
};
// Why there is no channel: "$.signature: is not the host's".
struct ChannelFailed {
    std::string problem;
};

class ClientHandshake {
public:
    explicit ClientHandshake(Chance&);
    ~ClientHandshake();
    ClientHandshake(const ClientHandshake&) = delete;
    ClientHandshake& operator=(const ClientHandshake&) = delete;

    [[nodiscard]] const std::string& first_message() const { return first_message_; }
    // To be called once.
    [[nodiscard]] std::variant<ClientChannel, ChannelFailed> finish(std::string_view answer,
                                                                    std::size_t longest_text_bytes);

private:
    std::array<unsigned char, 32> public_key_{};
    std::array<unsigned char, 32> secret_key_{};
    std::array<std::byte, frame_header_bytes> header_{};
    std::string first_message_;
};

}  // namespace equivox::net
