// SPDX-License-Identifier: Apache-2.0
// Somebody between a native client and its host, on loopback, with a key of their own.
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <vector>

#include "net/client.hpp"
#include "net/server.hpp"
#include "tests/net/running_host.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

constexpr std::chrono::seconds patience(60);

// Takes the connections that were meant for the host and writes down what is said to them.
struct Attacker : PeerHandler {
    boost::asio::io_context& io;
    std::shared_ptr<const SigningKey> identity = SigningKey::from_seed(std::string(64, '3'));
    Server server;
    std::vector<std::string> heard;
    std::size_t opened = 0;

    explicit Attacker(boost::asio::io_context& context, std::shared_ptr<const SigningKey> key = nullptr)
        : io(context), server(context, settings()) {
        if (key) identity = std::move(key);
        server.serve(*this, identity);
    }
    static ServerSettings settings() {
        ServerSettings result;
        result.bind_address = "127.0.0.1";
        return result;
    }
    void peer_opened(PeerId id, const PeerAddress&, const Digest&) override {
        ++opened;
        peer = id;
    }
    void peer_said(PeerId, std::string_view text) override {
        heard.emplace_back(text);
        if (on_hello && heard.size() == 1) on_hello();
        if (on_command && heard.size() == 2) on_command();
    }
    void peer_closed(PeerId) override { ++closed; }
    void woken() override {}
    void say(const std::string& text) { server.send(peer, {nullptr, text}, ParcelKind::message); }

    PeerId peer = 0;
    std::size_t closed = 0;
    std::function<void()> on_hello;
    std::function<void()> on_command;
};

struct Listener : ClientListener {
    void client_state(ClientState state, const std::optional<Goodbye>& said) override {
        states.push_back(state);
        if (said) goodbye = *said;
    }
    void client_view(const ViewMessage&, std::string_view) override {}
    void client_answer(std::uint64_t, const ClientAnswer& answer) override { answers.push_back(answer); }
    void client_problem(std::string_view) override {}
    std::vector<ClientState> states;
    std::vector<ClientAnswer> answers;
    std::optional<Goodbye> goodbye;
};

ClientSettings delegate(std::uint16_t port) {
    ClientSettings settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.client = client_a;
    settings.seat_seed = seed_a;
    settings.room_code = room_code_words;
    settings.random = [state = std::uint64_t{1}]() mutable {
        return state = state * 6364136223846793005U + 1;
    };
    settings.shortest_wait = Milliseconds(1);
    settings.longest_wait = Milliseconds(20);
    settings.handshake = patience;
    settings.silence = patience;
    return settings;
}

template <class Condition>
[[nodiscard]] bool until(boost::asio::io_context& io, Condition condition) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        io.restart();
        io.run_one_for(std::chrono::milliseconds(100));
    }
    return true;
}

}  // namespace

TEST_CASE("a client that was told the host's fingerprint says nothing to somebody with another key") {
    boost::asio::io_context io;
    Attacker attacker(io);
    Listener listener;
    ClientSettings settings = delegate(attacker.server.port());
    settings.host_fingerprint = fingerprint_of_key(host_identity->public_key());
    Client client(io, settings, listener);
    client.ask(take_seat(3));
    client.start();
    REQUIRE(until(io, [&] { return client.state() == ClientState::ended && attacker.closed == 1; }));
    REQUIRE(listener.goodbye);
    CHECK(listener.goodbye->reason == GoodbyeReason::another_host);
    CHECK(listener.goodbye->sentence ==
          "This is not the host that was expected. Nothing was sent to it. Ask the organiser.");
    CHECK(attacker.heard.empty());
}

TEST_CASE("a client that was told the host's fingerprint joins that host") {
    RunningHost host;
    boost::asio::io_context io;
    Listener listener;
    ClientSettings settings = delegate(host.port());
    settings.host_fingerprint = fingerprint_of_key(host_identity->public_key());
    Client client(io, settings, listener);
    client.start();
    REQUIRE(until(io, [&] { return client.state() == ClientState::joined; }));
}

TEST_CASE("what somebody in between heard is worth nothing at the host") {
    RunningHost host;
    boost::asio::io_context io;
    Attacker attacker(io);
    Listener listener;
    Client client(io, delegate(attacker.server.port()), listener);  // was told no fingerprint
    client.ask(take_seat(3));
    attacker.on_hello = [&] {
        attacker.say(print(
            Welcome{2, "run1", Role::delegate, "equivox", session_words, attacker.identity->public_key()}));
    };
    client.start();
    REQUIRE(until(io, [&] { return attacker.heard.size() == 2; }));
    const std::string hello = attacker.heard[0];
    const std::string command = attacker.heard[1];
    REQUIRE(hello.find("proof") != std::string::npos);

    // The hello is bound to the channel on which it was said.
    RawPeer relay(host.port());
    REQUIRE(relay.upgrade() == 101);
    REQUIRE(relay.open_channel());
    relay.send_text(hello);
    CHECK_FALSE(relay.receive_text_with(R"("reason":"wrong_key")").empty());
    CHECK(relay.close_code() == 4006);

    // The command is the device's: nobody else can pass it on as their own.
    RawPeer own(host.port());
    REQUIRE(own.upgrade() == 101);
    REQUIRE(own.open_channel());
    Hello as_another_device;
    as_another_device.role = Role::delegate;
    as_another_device.client = client_a;
    as_another_device.room_code = room_code_words;
    as_another_device.seat_key = key_b;
    own.send_text(print(proved(as_another_device, own.binding())));
    own.send_text(command);
    CHECK_FALSE(own.receive_text_with("not_signed").empty());
    host.on_host([&] { CHECK(host.room.submitted.empty()); });
}

TEST_CASE("a host that claims another key in its welcome than on the channel is not believed") {
    boost::asio::io_context io;
    Attacker attacker(io);
    Listener listener;
    Client client(io, delegate(attacker.server.port()), listener);
    attacker.on_hello = [&] {
        attacker.say(
            print(Welcome{2, "run1", Role::delegate, "equivox", session_words, host_identity->public_key()}));
    };
    client.start();
    REQUIRE(until(io, [&] { return attacker.closed >= 1; }));
    CHECK(std::count(listener.states.begin(), listener.states.end(), ClientState::joined) == 0);
}

TEST_CASE(
    "an answer that is not signed by the host is not believed: the connection is lost, the command asked "
    "again") {
    const auto signed_by = [](const SigningKey& key, std::uint64_t id, const char* outcome) {
        return key.sign(answer_statement(session_words, client_a, id, outcome));
    };
    const std::vector<std::string> lies{
        print(Done{1}),
        print(Done{1, signed_by(*device_a, 1, "done")}),
        print(Done{1, signed_by(*host_identity, 2, "done")}),
        print(Done{1, signed_by(*host_identity, 1, "box_not_open")}),
        print(make_refused(1, Refusal::box_not_open)),
    };
    for (const std::string& lie : lies) {
        INFO(lie);
        boost::asio::io_context io;
        Attacker host(io, host_identity);  // the real key on the channel, and wrong answers
        Listener listener;
        Client client(io, delegate(host.server.port()), listener);
        client.ask(take_seat(3));
        host.on_hello = [&] {
            host.say(print(
                Welcome{2, "run1", Role::delegate, "equivox", session_words, host_identity->public_key()}));
        };
        host.on_command = [&] { host.say(lie); };
        client.start();
        REQUIRE(until(io, [&] { return host.closed >= 1; }));
        CHECK(listener.answers.empty());
        CHECK(client.unanswered() == 1);
    }
}
