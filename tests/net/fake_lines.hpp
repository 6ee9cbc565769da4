// SPDX-License-Identifier: Apache-2.0
// Lines without sockets: they write down what they are told, and their clock is turned by hand.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/lines.hpp"

namespace equivox::net::testing {

class FakeLines : public Lines {
public:
    struct Sent {
        std::string text;
        std::shared_ptr<const std::string> shared;
        ParcelKind kind;
    };
    [[nodiscard]] Instant now() const override { return clock; }
    void greeted(PeerId id) override { greeted_peers.insert(id); }
    void send(PeerId id, Parcel parcel, ParcelKind kind) override {
        if (kind == ParcelKind::view) clock += view_takes;
        sent[id].push_back({(parcel.shared ? *parcel.shared : "") + parcel.own, parcel.shared, kind});
    }
    void close(PeerId id, std::uint16_t code, Parcel goodbye) override {
        closed[id] = code;
        goodbyes[id] = goodbye.own;
    }
    void wake_at(Instant instant) override { wake = instant; }

    Instant clock{std::chrono::hours(1)};
    Milliseconds view_takes{0};
    std::optional<Instant> wake;
    std::map<PeerId, std::vector<Sent>> sent;
    std::map<PeerId, std::uint16_t> closed;
    std::map<PeerId, std::string> goodbyes;
    std::set<PeerId> greeted_peers;
};

}  // namespace equivox::net::testing
