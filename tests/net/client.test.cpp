// SPDX-License-Identifier: Apache-2.0
// The production client against the production server, on one thread.
#include "net/client.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <vector>

#include "net/hub.hpp"
#include "net/server.hpp"
#include "tests/net/fake_room.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

// Host and clients share a thread here, on machines that may be slow: nothing may depend on being quick.
constexpr std::chrono::seconds patience(60);

struct Listener : ClientListener {
    void client_state(ClientState state, const std::optional<Goodbye>& said) override {
        states.push_back(state);
        if (said) goodbye = said->reason;
        if (on_state) on_state(state);
    }
    void client_view(const ViewMessage& view, std::string_view) override { views.push_back(view); }
    void client_answer(std::uint64_t id, const ClientAnswer& answer) override {
        answers[id].push_back(answer);
    }
    void client_problem(std::string_view what) override { problems.emplace_back(what); }

    [[nodiscard]] bool has_seat() const { return !views.empty() && views.back().seat; }

    std::vector<ClientState> states;
    std::vector<ViewMessage> views;
    std::map<std::uint64_t, std::vector<ClientAnswer>> answers;
    std::vector<std::string> problems;
    std::optional<GoodbyeReason> goodbye;
    std::function<void(ClientState)> on_state;
};

// A room that can be reached, or not, under one port; and the thread's clockwork.
struct Workshop {
    boost::asio::io_context io;
    FakeRoom room;
    std::unique_ptr<Server> server;
    std::unique_ptr<Hub> hub;
    std::uint16_t port = 0;
    std::string run = "run1";
    std::shared_ptr<const SigningKey> identity = host_identity;

    Workshop() {
        room.changed = [this] {
            if (hub) hub->room_changed();
        };
        open();
    }
    ~Workshop() { close(); }

    void open() {
        ServerSettings settings;
        settings.bind_address = "127.0.0.1";
        settings.port = port;
        settings.limits.handshake = patience;
        server = std::make_unique<Server>(io, settings);
        hub = std::make_unique<Hub>(room, *server, HubSettings{.host = host_words(run)});
        server->serve(*hub, identity);
        port = server->port();
    }
    // As a host that is killed: without a word.
    void close() {
        server.reset();
        hub.reset();
    }

    // Turns the clockwork until something is so; false when that does not happen for a long while.
    template <class Condition>
    [[nodiscard]] bool until(Condition condition) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end) return false;
            io.restart();
            io.run_one_for(std::chrono::milliseconds(100));
        }
        return true;
    }

    [[nodiscard]] ClientSettings delegate(std::uint64_t number = 0) {
        ClientSettings settings;
        settings.host = "127.0.0.1";
        settings.port = port;
        settings.client = numbered(client_a, number);
        settings.seat_seed = numbered(seed_a, number);
        settings.room_code = room_code_words;
        settings.random = [state = number]() mutable { return state = state * 6364136223846793005U + 1; };
        settings.shortest_wait = Milliseconds(1);
        settings.longest_wait = Milliseconds(20);
        settings.handshake = patience;
        settings.silence = patience;
        return settings;
    }

    static std::string numbered(std::string hexadecimal, std::uint64_t number) {
        for (std::size_t i = 0; i < 4; ++i, number /= 10)
            hexadecimal[i] = static_cast<char>('0' + number % 10);
        return hexadecimal;
    }
};

}  // namespace

TEST_CASE("a client joins, takes a seat and puts something in") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    const std::uint64_t seat = client.ask(take_seat(3));
    client.start();
    REQUIRE(workshop.until([&] { return listener.has_seat(); }));
    CHECK(listener.states == std::vector{ClientState::connecting, ClientState::joined});
    REQUIRE(listener.answers[seat].size() == 1);
    CHECK(listener.answers[seat][0].done);

    const std::uint64_t deposit = client.ask(put_proposal("One hub"));
    REQUIRE(workshop.until([&] { return !listener.answers[deposit].empty(); }));
    CHECK(listener.answers[deposit][0].done);
    CHECK(client.unanswered() == 0);
    CHECK(listener.problems.empty());
}

TEST_CASE("a refusal reaches the client with its name and its sentence") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.start();
    const std::uint64_t id = client.ask(put_proposal("too early"));
    REQUIRE(workshop.until([&] { return !listener.answers[id].empty(); }));
    CHECK_FALSE(listener.answers[id][0].done);
    CHECK(listener.answers[id][0].refusal == "not_seated");
    CHECK(listener.answers[id][0].sentence == std::string(explain(Refusal::not_seated)));
}

TEST_CASE(
    "a host that is killed and started again finds its delegate in the same seat, and views begin anew") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.ask(take_seat(3));
    client.start();
    REQUIRE(workshop.until([&] { return listener.has_seat(); }));
    for (int i = 0; i < 3; ++i) {
        const std::size_t seen = listener.views.size();
        workshop.hub->room_changed();
        REQUIRE(workshop.until([&] { return listener.views.size() > seen; }));
    }
    const std::uint64_t sequence = listener.views.back().sequence;
    REQUIRE(sequence > 1);

    workshop.close();
    REQUIRE(workshop.until([&] { return listener.states.back() == ClientState::lost; }));
    listener.views.clear();
    workshop.run = "run2";
    workshop.open();
    REQUIRE(workshop.until([&] { return listener.has_seat(); }));
    CHECK(listener.views.front().sequence < sequence);
    CHECK(listener.views.back().seat->seat == SeatId{31});
}

TEST_CASE("a command whose answer was lost with the connection is asked again and done once") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.ask(take_seat(3));
    client.start();
    REQUIRE(workshop.until([&] { return listener.has_seat(); }));

    workshop.room.hold_answers = true;
    const std::uint64_t deposit = client.ask(put_proposal("One hub"));
    const std::size_t before = workshop.room.submitted.size();
    REQUIRE(workshop.until([&] { return workshop.room.submitted.size() == before + 1; }));

    // The same device comes from somewhere else: the client's connection ends without an answer.
    listener.states.clear();
    client.stop();
    CHECK(client.unanswered() == 1);
    client.start();
    REQUIRE(workshop.until(
        [&] { return !listener.states.empty() && listener.states.back() == ClientState::joined; }));
    workshop.room.let_answers_go();
    REQUIRE(workshop.until([&] { return !listener.answers[deposit].empty(); }));
    CHECK(listener.answers[deposit].size() == 1);
    CHECK(listener.answers[deposit][0].done);
    CHECK(workshop.room.submitted.size() == before + 1);
}

TEST_CASE("a client that was asked while the host was away asks as soon as it is back") {
    Workshop workshop;
    workshop.close();
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.start();
    const std::uint64_t id = client.ask(take_seat(3));
    REQUIRE(workshop.until([&] { return listener.states.size() > 4; }));  // a few attempts
    CHECK(listener.answers[id].empty());
    workshop.open();
    REQUIRE(workshop.until([&] { return !listener.answers[id].empty(); }));
    CHECK(listener.answers[id][0].done);
}

TEST_CASE("a goodbye for good ends a client until it is started again") {
    Workshop workshop;
    Listener listener;
    ClientSettings settings = workshop.delegate();
    settings.room_code = "WRONGONE";
    Client client(workshop.io, settings, listener);
    client.start();
    REQUIRE(workshop.until([&] { return client.state() == ClientState::ended; }));
    CHECK(listener.goodbye == GoodbyeReason::wrong_code);
    client.start();
    REQUIRE(
        workshop.until([&] { return client.state() == ClientState::ended && listener.states.size() >= 4; }));
}

TEST_CASE("the older of two clients of one seat ends as taken over, the newer one stays") {
    Workshop workshop;
    Listener older_listener;
    Listener newer_listener;
    Client older(workshop.io, workshop.delegate(), older_listener);
    older.ask(take_seat(3));
    older.start();
    REQUIRE(workshop.until([&] { return older_listener.has_seat(); }));
    ClientSettings settings = workshop.delegate();
    settings.client = client_b;
    Client newer(workshop.io, settings, newer_listener);
    newer.start();
    REQUIRE(workshop.until([&] { return older.state() == ClientState::ended; }));
    CHECK(older_listener.goodbye == GoodbyeReason::taken_over);
    REQUIRE(workshop.until([&] { return newer_listener.has_seat(); }));
}

TEST_CASE("a client whose seat was freed ends, and forgets what it had asked for that seat") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.ask(take_seat(3));
    client.start();
    REQUIRE(workshop.until([&] { return listener.has_seat(); }));
    workshop.room.hold_answers = true;
    client.ask(put_proposal("for the old seat"));
    workshop.room.seats.clear();
    workshop.hub->room_changed();
    REQUIRE(workshop.until([&] { return client.state() == ClientState::ended; }));
    CHECK(listener.goodbye == GoodbyeReason::seat_freed);
    CHECK(client.unanswered() == 0);
}

TEST_CASE("a facilitator's client sees what can be done and does it") {
    Workshop workshop;
    ClientSettings settings = workshop.delegate();
    settings.role = Role::facilitator;
    settings.seat_seed.clear();
    settings.room_code.clear();
    settings.facilitator_secret = secret_words;
    Listener listener;
    Client client(workshop.io, settings, listener);
    client.start();
    REQUIRE(workshop.until([&] { return !listener.views.empty(); }));
    CHECK(listener.views.back().facilitator);
    const std::uint64_t id = client.ask(BeginRound{RoundId{1}});
    REQUIRE(workshop.until([&] { return !listener.answers[id].empty(); }));
    CHECK(workshop.room.actors.back() == Actor(Facilitator{}));
}

TEST_CASE("a host that closes in good order is awaited, not given up") {
    Workshop workshop;
    Listener listener;
    Client client(workshop.io, workshop.delegate(), listener);
    client.start();
    REQUIRE(workshop.until([&] { return client.state() == ClientState::joined; }));
    bool stopped = false;
    workshop.hub->stop();
    workshop.server->stop([&] { stopped = true; });
    REQUIRE(workshop.until([&] { return stopped && client.state() == ClientState::lost; }));
    CHECK(listener.goodbye == GoodbyeReason::stopping);
    workshop.close();
    workshop.open();
    REQUIRE(workshop.until([&] { return client.state() == ClientState::joined; }));
}

TEST_CASE("a host on which nothing is heard is lost after the silence, and found again") {
    Workshop workshop;
    Listener listener;
    ClientSettings settings = workshop.delegate();
    settings.silence = Milliseconds(30);
    Client client(workshop.io, settings, listener);
    client.start();
    // Pings come every five seconds only.
    REQUIRE(workshop.until([&] {
        return std::count(listener.states.begin(), listener.states.end(), ClientState::joined) >= 2;
    }));
    CHECK(std::count(listener.states.begin(), listener.states.end(), ClientState::lost) >= 1);
}

TEST_CASE("a name is looked up, and one that does not exist is tried again") {
    Workshop workshop;
    Listener listener;
    ClientSettings settings = workshop.delegate();
    settings.host = "localhost";
    Client client(workshop.io, settings, listener);
    client.start();
    REQUIRE(workshop.until([&] { return client.state() == ClientState::joined; }));

    Listener lost;
    settings.host = "no-such-name.invalid";
    Client nowhere(workshop.io, settings, lost);
    nowhere.start();
    REQUIRE(workshop.until([&] { return lost.states.size() >= 3; }));
    CHECK(lost.states[1] == ClientState::lost);
}

TEST_CASE("a client may be destroyed from inside its listener") {
    Workshop workshop;
    for (const ClientState when : {ClientState::connecting, ClientState::joined, ClientState::lost}) {
        Listener listener;
        std::unique_ptr<Client> client = std::make_unique<Client>(workshop.io, workshop.delegate(), listener);
        bool destroyed = false;
        listener.on_state = [&](ClientState state) {
            if (state == ClientState::joined && when == ClientState::lost) workshop.close();
            if (state != when) return;
            client.reset();
            destroyed = true;
        };
        client->start();
        CHECK(workshop.until([&] { return destroyed; }));
        if (!workshop.server) workshop.open();
    }
}

TEST_CASE("two hundred clients join from one address and all of them see every seat taken") {
    Workshop workshop;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<std::unique_ptr<Client>> clients;
    for (std::uint64_t i = 0; i < 200; ++i) {
        listeners.push_back(std::make_unique<Listener>());
        clients.push_back(std::make_unique<Client>(workshop.io, workshop.delegate(i), *listeners.back()));
        clients.back()->ask(take_seat(static_cast<std::uint32_t>(i / 2 + 1)));
        clients.back()->start();
    }
    REQUIRE(workshop.until([&] {
        return std::all_of(listeners.begin(), listeners.end(), [](const auto& listener) {
            return listener->has_seat() && listener->views.back().room.seats_taken == 200;
        });
    }));
    CHECK(workshop.hub->connected_seats().size() == 200);
    CHECK(workshop.room.submitted.size() == 200);
    for (const auto& listener : listeners) {
        CHECK(listener->problems.empty());
        CHECK(std::count(listener->states.begin(), listener->states.end(), ClientState::lost) == 0);
    }
}
