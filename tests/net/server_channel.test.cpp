// SPDX-License-Identifier: Apache-2.0
// The channel on a real socket: what is said outside it, what is seen of it, and what becomes of frames that
// are not the next one.
#include <catch2/catch.hpp>

#include "net/message.hpp"
#include "net/server.hpp"
#include "tests/net/running_host.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

TEST_CASE("texts make the channel and frames follow: anything the other way round is closed with 1002") {
    RunningHost host;
    {
        RawPeer peer(host.port());
        REQUIRE(peer.upgrade() == 101);
        peer.send(frame(0x82, "bytes"));
        CHECK(peer.close_code() == 1002);
    }
    {
        RawPeer peer(host.port());
        join(peer);
        peer.send(frame(0x81, observer_hello));
        CHECK(peer.close_code() == 1002);
    }
}

TEST_CASE("what is said in plain text is not heard, except that another version is told so") {
    RunningHost host;
    const auto answer_to_text = [&](const std::string& text) {
        RawPeer peer(host.port());
        REQUIRE(peer.upgrade() == 101);
        peer.send_text(text);
        return peer.close_code();
    };
    CHECK(answer_to_text(observer_hello) == 1002);
    CHECK(answer_to_text(R"({"type":"pong"})") == 1002);
    CHECK(answer_to_text("not JSON") == 1002);
    CHECK(answer_to_text(std::string(4'096, 'x')) == 1002);
    CHECK(answer_to_text(std::string(4'097, 'x')) == 1009);
    host.on_host([&] { CHECK(host.hub->peers() == 0); });

    RawPeer old(host.port());
    REQUIRE(old.upgrade() == 101);
    old.send_text(R"({"type":"hello","protocol":1,"role":"observer","client":"x","room_code":"KDRTMWPA"})");
    CHECK(old.receive_text_with("version") ==
          R"({"type":"goodbye","reason":"version","sentence":"This host speaks protocol version 2."})");
    CHECK(old.close_code() == 4003);
}

TEST_CASE("nothing that is said is seen on the wire, in either direction") {
    RunningHost host;
    RawPeer peer(host.port());
    connect(peer);
    const std::string hello = peer.seal(observer_hello);
    CHECK(hello.size() == frame_header_bytes + frame_step_bytes);
    CHECK(hello.find("KDRTMWPA") == std::string::npos);
    peer.send(frame(0x82, hello));
    const RawPeer::Frame welcome = peer.receive_frame();
    CHECK(welcome.opcode == 2);
    CHECK(welcome.payload.size() == frame_header_bytes + frame_step_bytes);
    CHECK(welcome.payload.find("equivox") == std::string::npos);
}

TEST_CASE(
    "a frame that is replayed, changed or from another connection ends the connection and does nothing") {
    RunningHost host;
    const auto submitted = [&] {
        std::size_t count = 0;
        host.on_host([&] { count = host.room.submitted.size(); });
        return count;
    };
    const auto joined = [&](RawPeer& peer) {
        connect(peer);
        peer.send_text(delegate_hello(peer));
        REQUIRE_FALSE(peer.receive_text_with(R"("welcome")").empty());
    };
    RawPeer peer(host.port());
    joined(peer);
    const std::string command = peer.seal(print(signed_command(1, take_seat(3))));
    peer.send(frame(0x82, command));
    REQUIRE_FALSE(peer.receive_text_with(R"("done","id":1)").empty());
    REQUIRE(submitted() == 1);
    host.on_host([&] { host.room.seats.clear(); });  // so that it could be done again
    peer.send(frame(0x82, command));
    CHECK(peer.close_code() == 1002);

    RawPeer other(host.port());
    joined(other);
    other.send(frame(0x82, command));
    CHECK(other.close_code() == 1002);

    RawPeer changed(host.port());
    joined(changed);
    std::string broken = changed.seal(print(signed_command(1, take_seat(3))));
    broken[100] = static_cast<char>(broken[100] ^ 1);
    changed.send(frame(0x82, broken));
    changed.send_text(print(signed_command(1, take_seat(3))));
    CHECK(changed.close_code() == 1002);

    RawPeer fresh(host.port());
    connect(fresh);
    fresh.send(frame(0x82, command));  // before any hello
    CHECK(fresh.close_code() == 1002);
    CHECK(submitted() == 1);
}

TEST_CASE("text within the channel that is not UTF-8 is not understood, and the answer is") {
    RunningHost host;
    RawPeer peer(host.port());
    join(peer);
    peer.send_text("{\"type\":\"po\xff\"}");
    const std::string answer = peer.receive_text_with("not_understood");
    CHECK(std::holds_alternative<Refused>(parse_from_host(answer)));
}
