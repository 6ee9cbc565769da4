// SPDX-License-Identifier: Apache-2.0
#include "net/address.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace equivox::net {
namespace {

constexpr int not_offered = 100;
constexpr int last_resort = 50;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_172_private(std::string_view text) {
    if (!begins(text, "172.")) return false;
    int second = 0;
    std::from_chars(text.data() + 4, text.data() + text.size(), second);
    return second >= 16 && second <= 31;
}

// Lower is better.
int rank_of(const InterfaceAddress& address) {
    if (!address.running || address.loopback || address.point_to_point) return not_offered;
    if (address.ipv6) return begins(address.text, "fe80:") ? not_offered : 5;
    if (begins(address.text, "169.254.")) return last_resort;
    if (begins(address.text, "192.168.")) return 1;
    if (begins(address.text, "10.")) return 2;
    if (is_172_private(address.text)) return 3;
    return 4;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

bool is_ipv6(const std::string& text) {
    in6_addr parsed{};
    return inet_pton(AF_INET6, text.c_str(), &parsed) == 1;
}

bool is_host_name(std::string_view text) {
    if (text.empty() || text.size() > 253 || text.front() == '.' || text.front() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::optional<std::string> text_of(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    const void* bytes = nullptr;
    if (address.sa_family == AF_INET)
        bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    else if (address.sa_family == AF_INET6)
        bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    if (!bytes || !inet_ntop(address.sa_family, bytes, buffer.data(), buffer.size())) return std::nullopt;
    return std::string(buffer.data());
}

}  // namespace

std::vector<MachineAddress> rank_addresses(const std::vector<InterfaceAddress>& found) {
    std::vector<std::pair<int, MachineAddress>> ranked;
    for (const InterfaceAddress& address : found) {
        const int rank = rank_of(address);
        if (rank != not_offered)
            ranked.push_back({rank, {address.interface_name, address.text, address.ipv6}});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    std::vector<MachineAddress> result;
    for (auto& [rank, address] : ranked) {
        if (rank == last_resort && ranked.front().first != last_resort) continue;
        result.push_back(std::move(address));
    }
    return result;
}

std::vector<InterfaceAddress> interface_addresses() {
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, &freeifaddrs);
    std::vector<InterfaceAddress> result;
    for (const ifaddrs* entry = list; entry; entry = entry->ifa_next) {
        if (!entry->ifa_addr) continue;
        const std::optional<std::string> text = text_of(*entry->ifa_addr);
        if (!text) continue;
        InterfaceAddress address;
        address.interface_name = entry->ifa_name;
        address.text = *text;
        address.ipv6 = entry->ifa_addr->sa_family == AF_INET6;
        address.running = (entry->ifa_flags & IFF_UP) && (entry->ifa_flags & IFF_RUNNING);
        address.loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
        address.point_to_point = (entry->ifa_flags & IFF_POINTOPOINT) != 0;
        result.push_back(std::move(address));
    }
    return result;
}

std::vector<MachineAddress> machine_addresses() {
    return rank_addresses(interface_addresses());
}

std::optional<Authority> parse_authority(std::string_view text) {
    Authority result;
    std::string_view rest;
    if (begins(text, "[")) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        result.host = lower_case(text.substr(1, end - 1));
        if (!is_ipv6(result.host)) return std::nullopt;
        rest = text.substr(end + 1);
    } else {
        const std::size_t end = std::min(text.find(':'), text.size());
        result.host = lower_case(text.substr(0, end));
        if (!is_host_name(result.host)) return std::nullopt;
        rest = text.substr(end);
    }
    if (rest.empty()) return result;
    result.port = parse_port(rest.substr(1));
    if (rest.front() != ':' || !result.port) return std::nullopt;
    return result;
}

std::optional<Authority> parse_host_url(std::string_view text) {
    constexpr std::string_view scheme = "http://";
    if (lower_case(text.substr(0, scheme.size())) == scheme) text.remove_prefix(scheme.size());
    if (!text.empty() && text.back() == '/') text.remove_suffix(1);
    return parse_authority(text);
}

std::string host_url(std::string_view address, std::uint16_t port) {
    const bool ipv6 = address.find(':') != std::string_view::npos;
    std::string result = "http://";
    if (ipv6) result += '[';
    result += address;
    if (ipv6) result += ']';
    return result + ":" + std::to_string(port);
}

}  // namespace equivox::net
