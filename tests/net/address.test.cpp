// SPDX-License-Identifier: Apache-2.0
#include "net/address.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace equivox::net;

namespace {

InterfaceAddress ipv4(const std::string& text) {
    return {"wlan0", text, false, true, false, false};
}

InterfaceAddress ipv6(const std::string& text) {
    return {"wlan0", text, true, true, false, false};
}

std::vector<std::string> ranked(const std::vector<InterfaceAddress>& found) {
    std::vector<std::string> result;
    for (const MachineAddress& address : rank_addresses(found)) result.push_back(address.text);
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("private addresses come before others, IPv4 before IPv6") {
    CHECK(ranked({ipv6("2001:db8::5"), ipv4("21.4.5.6"), ipv4("172.20.0.7"), ipv4("10.1.2.3"),
                  ipv4("192.168.1.20")}) ==
          Texts{"192.168.1.20", "10.1.2.3", "172.20.0.7", "21.4.5.6", "2001:db8::5"});
}

TEST_CASE("an address outside the private ranges is offered when it is all there is") {
    CHECK(ranked({ipv4("21.4.5.6")}) == Texts{"21.4.5.6"});
}

TEST_CASE("only 172.16 to 172.31 counts as private") {
    CHECK(ranked({ipv4("172.32.0.1"), ipv4("172.31.0.1"), ipv4("172.15.0.1"), ipv4("172.16.0.1")}) ==
          Texts{"172.31.0.1", "172.16.0.1", "172.32.0.1", "172.15.0.1"});
}

TEST_CASE("self-assigned addresses are offered only when nothing else is there") {
    CHECK(ranked({ipv4("169.254.3.4"), ipv4("192.168.1.20")}) == Texts{"192.168.1.20"});
    CHECK(ranked({ipv4("169.254.3.4")}) == Texts{"169.254.3.4"});
}

TEST_CASE("loopback, tunnels, what is down and IPv6 link-local are not offered") {
    InterfaceAddress loopback = ipv4("127.0.0.1");
    loopback.loopback = true;
    InterfaceAddress tunnel = ipv4("10.8.0.2");
    tunnel.point_to_point = true;
    InterfaceAddress down = ipv4("192.168.5.5");
    down.running = false;
    CHECK(ranked({loopback, tunnel, down, ipv6("fe80::1")}).empty());
}

TEST_CASE("this machine has a loopback address and tells so") {
    const std::vector<InterfaceAddress> found = interface_addresses();
    const auto is_home = [](const InterfaceAddress& one) { return one.text == "127.0.0.1" && one.loopback; };
    CHECK(std::count_if(found.begin(), found.end(), is_home) == 1);
}

TEST_CASE("an authority is a name or an address with an optional port") {
    CHECK(parse_authority("Room.local:8477") == Authority{"room.local", 8477});
    CHECK(parse_authority("192.168.1.20") == Authority{"192.168.1.20", std::nullopt});
    CHECK(parse_authority("[::1]:8477") == Authority{"::1", 8477});
    CHECK(parse_authority("[2001:DB8::5]") == Authority{"2001:db8::5", std::nullopt});
}

TEST_CASE("what is not exactly an authority is none") {
    for (const char* text :
         {"",           ":80",   "host:", "host:0",    "host:65536",  "host:80x", "host:+80",
          "host:80:80", "ho st", "host/", "user@host", "[::1",        "::1",      "[::1]80",
          "[host]:80",  "[]",    "-host", ".host",     "h\xc3\xb6st", "host\r\n"}) {
        INFO(text);
        CHECK_FALSE(parse_authority(text));
    }
}

TEST_CASE("the address on the room screen is understood with and without http and slash") {
    const Authority room{"192.168.1.20", 8477};
    CHECK(parse_host_url("http://192.168.1.20:8477") == room);
    CHECK(parse_host_url("HTTP://192.168.1.20:8477/") == room);
    CHECK(parse_host_url("192.168.1.20:8477") == room);
    CHECK_FALSE(parse_host_url("https://192.168.1.20:8477"));
    CHECK_FALSE(parse_host_url("http://192.168.1.20:8477/ws"));
}

TEST_CASE("an IPv6 address stands in brackets in an URL") {
    CHECK(host_url("192.168.1.20", 8477) == "http://192.168.1.20:8477");
    CHECK(host_url("2001:db8::5", 8477) == "http://[2001:db8::5]:8477");
}
