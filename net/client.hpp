// SPDX-License-Identifier: Apache-2.0
// The native side of the protocol: connects, makes the channel, knows its host again, says hello, resumes its
// seat, asks again what was not answered, and tells its listener what came. One Client is one participant;
// many may share one io_context. Everything happens on the thread that runs it.
//
// What a client does by itself: it reconnects with full jitter after every loss, repeats unanswered commands
// with their ids, answers pings, drops views older than the newest of the same run, and gives up a connection
// on which nothing has come for `silence`. What it leaves to its owner: everything that a person would
// decide. After a goodbye that says so (`wrong_code`, `wrong_secret`, `wrong_key`, `version`, `taken_over`,
// `seat_freed`), or when the host is not the one that was expected (`another_host`), it stays away until
// `start`. A message that does not belong to the channel, and an answer that is not signed by the host, count
// as a lost connection.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/message.hpp"
#include "net/time.hpp"

namespace boost::asio {
class io_context;
}

namespace equivox::net {

struct ClientSettings {
    std::string host;  // address or name, no brackets
    std::uint16_t port = 0;
    Role role = Role::delegate;
    std::string client;              // 32 lower-case hexadecimal digits, made for this window
    std::string room_code;           // empty: none is sent
    std::string seat_seed;           // delegates: of the device's key pair, 64 lower-case hexadecimal digits
    std::string facilitator_secret;  // facilitators
    // 20 hexadecimal digits (fingerprint_of_key): only this host is spoken to. Empty: any host.
    std::string host_fingerprint = {};
    std::function<std::uint64_t()>
        random;  // for the waiting times; any whole number, each as likely as another
    Milliseconds shortest_wait{200};
    Milliseconds longest_wait{5'000};
    Milliseconds handshake{5'000};  // from the attempt to `welcome`
    Milliseconds silence{15'000};
};

enum class ClientState : std::uint8_t {
    idle,  // not started, or stopped
    connecting,
    joined,  // welcome has come: views follow
    lost,    // waiting to try again
    ended,   // the host said goodbye for good; see the reason
};

// The answer to one command.
struct ClientAnswer {
    bool done = false;
    std::string refusal;   // "wrong_stage"; empty when done
    std::string sentence;  // for people
    std::string detail;
};

// Told what happens. A listener may call its client, and may destroy it, from inside these functions.
class ClientListener {
public:
    virtual ~ClientListener() = default;
    // `goodbye` is there where the host said one.
    virtual void client_state(ClientState, const std::optional<Goodbye>& goodbye) = 0;
    // `text` is the whole message as it came.
    virtual void client_view(const ViewMessage&, std::string_view text) = 0;
    virtual void client_answer(std::uint64_t id, const ClientAnswer&) = 0;
    // The host sent what this client does not understand, or did not understand this client.
    virtual void client_problem(std::string_view what) = 0;
};

class Client {
public:
    // `io` and `listener` outlive the client. Throws std::invalid_argument for a delegate without a
    // seat_seed.
    Client(boost::asio::io_context& io, ClientSettings settings, ClientListener& listener);
    // Closes without a word; the listener is not called again.
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Connects; does nothing while it is connected, connecting or waiting to try again.
    void start();
    // Leaves. The seat stays. Unanswered commands stay and are asked again after the next start.
    void stop();

    // Asks, now or as soon as there is a connection, and again after a loss until there is an answer. Returns
    // the id that the answer will carry. A goodbye `seat_freed` forgets what was not answered: it was meant
    // for that seat. So does a host that has another
    // session now.
    std::uint64_t ask(Command);

    [[nodiscard]] ClientState state() const;
    [[nodiscard]] std::size_t unanswered() const;

private:
    class Machinery;
    std::shared_ptr<Machinery> machinery_;
};

}  // namespace equivox::net
