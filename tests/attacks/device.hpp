// SPDX-License-Identifier: Apache-2.0
// One participant of an attacked workshop, with the production client: does what the script says and nothing
// by itself, and remembers everything that the host said to it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "net/client.hpp"
#include "sessions/chance.hpp"
#include "sessions/key_keeper.hpp"

namespace equivox::testing {

// Chance from a seed that remembers what it gave: the nonces of this device's deposits.
class RememberingChance final : public Chance {
public:
    explicit RememberingChance(std::uint64_t seed) : chance_(seed) {}
    void fill(std::span<std::byte> bytes) override;
    std::vector<std::string> given;

private:
    SeededChance chance_;
};

// How a device comes to its host.
struct Address {
    std::uint16_t port = 0;
    std::string room_code;
    std::string host_fingerprint;
    std::string facilitator_secret;
};

class Device final : public net::ClientListener {
public:
    // A delegate's; `number` makes its keys.
    Device(boost::asio::io_context&, const Address&, std::uint64_t number, OrganisationId);
    // The facilitator's.
    Device(boost::asio::io_context&, const Address&, std::uint64_t number);

    void start() { client_.start(); }
    void stop() { client_.stop(); }
    [[nodiscard]] const std::optional<net::ViewMessage>& view() const { return view_; }
    [[nodiscard]] const RoomView& room() const { return view_->room; }
    [[nodiscard]] std::optional<SeatId> seat() const;
    [[nodiscard]] OrganisationId organisation() const { return organisation_; }
    [[nodiscard]] KeyKeeper& keeper() { return *keeper_; }
    [[nodiscard]] const std::string& goodbye() const { return goodbye_; }

    // Asks; the answer is there once `answer` has it.
    std::uint64_t ask(Command);
    [[nodiscard]] const net::ClientAnswer* answer(std::uint64_t id) const;
    // Called with every answer.
    void on_answer(std::function<void(std::uint64_t id, const net::ClientAnswer&)> told);
    // Called with every view.
    void on_view(std::function<void()> told) { told_view_ = std::move(told); }

    void take_seat() { ask(TakeSeat{organisation_, {}}); }
    // What the host asks this device to do for the keys of the open box, if it has not done it yet: the id of
    // the command. Nothing: there is nothing to do.
    std::optional<std::uint64_t> keep_keys();
    // Seals `content` for the open box as the next deposit of this seat.
    [[nodiscard]] PutDeposit sealed(const DepositContent& content);
    // The plain bytes that were sealed last, as the host's memory would hold them, and their nonce.
    [[nodiscard]] const std::string& plain() const { return plain_; }
    [[nodiscard]] const std::string& nonce() const { return nonce_; }

    void client_state(net::ClientState, const std::optional<net::Goodbye>&) override;
    void client_view(const net::ViewMessage&, std::string_view text) override;
    void client_answer(std::uint64_t id, const net::ClientAnswer&) override;
    void client_problem(std::string_view what) override;

private:
    Device(boost::asio::io_context&, const Address&, std::uint64_t number, net::Role, OrganisationId);

    OrganisationId organisation_;
    RememberingChance chance_;
    std::string seed_;
    std::optional<KeyKeeper> keeper_;
    net::Client client_;
    std::optional<net::ViewMessage> view_;
    std::map<std::uint64_t, net::ClientAnswer> answers_;
    std::function<void(std::uint64_t, const net::ClientAnswer&)> told_answer_;
    std::function<void()> told_view_;
    std::string task_done_;
    std::string goodbye_;
    std::string plain_;
    std::string nonce_;
    BoxId box_;
    std::uint64_t sequence_ = 0;
};

}  // namespace equivox::testing
