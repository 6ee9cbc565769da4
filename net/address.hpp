// SPDX-License-Identifier: Apache-2.0
// Addresses: under which this machine can be reached from the room, and what people and programs write as
// host:port.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace equivox::net {

// One way to reach this machine, as a person would pick it from a list.
struct MachineAddress {
    std::string interface_name;  // "wlan0"
    std::string text;            // "192.168.1.20", "2001:db8::5"; no brackets, no scope
    bool ipv6 = false;
    friend bool operator==(const MachineAddress&, const MachineAddress&) = default;
};

// What is found on an interface before anything is decided about it.
struct InterfaceAddress {
    std::string interface_name;
    std::string text;
    bool ipv6 = false;
    bool running = false;  // up, with a carrier
    bool loopback = false;
    bool point_to_point = false;  // a tunnel: the room is not at its other end
};

// The best first: private IPv4 as rooms have it (192.168, 10, 172.16 to 172.31), other IPv4, IPv6. Left out
// are loopback, tunnels, what is down, IPv6 link-local (browsers take no scope in an address) and, unless
// nothing else is there, self-assigned 169.254. An address outside the private ranges is kept: rooms with
// such networks exist. Among equals the order of the machine stays. May be empty: then there is no network.
[[nodiscard]] std::vector<MachineAddress> rank_addresses(const std::vector<InterfaceAddress>&);

// What this machine has at this moment. Empty where the machine does not tell.
[[nodiscard]] std::vector<InterfaceAddress> interface_addresses();

// rank_addresses(interface_addresses()).
[[nodiscard]] std::vector<MachineAddress> machine_addresses();

// "host", "host:port", "1.2.3.4:80", "[::1]:80", as in a Host header.
struct Authority {
    std::string host;  // lower case, without brackets
    std::optional<std::uint16_t> port;
    friend bool operator==(const Authority&, const Authority&) = default;
};

// Nothing for all that is not exactly a host name or an address with an optional port from 1 to 65535.
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view);

// "http://192.168.1.20:8477" with or without a path of "/", as it stands on the room screen, or a bare
// authority as people type it.
[[nodiscard]] std::optional<Authority> parse_host_url(std::string_view);

// How an address is written in an URL: "http://192.168.1.20:8477", "http://[::1]:8477".
[[nodiscard]] std::string host_url(std::string_view address, std::uint16_t port);

}  // namespace equivox::net
