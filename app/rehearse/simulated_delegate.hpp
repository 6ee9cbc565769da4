// SPDX-License-Identifier: Apache-2.0
// A delegate who is not there: takes a seat and answers every box over a real connection, with the production
// client. What it says comes from the agenda's examples and a seed; a device of this kind does exactly what a
// real one does.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/rehearse/pace.hpp"
#include "net/client.hpp"
#include "sessions/agenda.hpp"
#include "sessions/key_keeper.hpp"

namespace equivox {

// What one delegate will put into the open box. Pure: the same delegate, round and box give the same content.
// `number` counts the simulated delegates from 0; `chance` is the delegate's own stream.
[[nodiscard]] DepositContent simulated_deposit(const Agenda&, const RoomView&, std::uint32_t number,
                                               SeededChance& chance);

// What may stand in a deposit for this box, as far as a device knows.
[[nodiscard]] DepositRules rules_of(const RoomView&, const BoxView&, std::uint32_t entries_allowed);

class SimulatedDelegate final : public net::ClientListener {
public:
    struct Settings {
        std::uint32_t number = 0;
        OrganisationId organisation;
        std::uint64_t seed = 0;
        std::string host;
        std::uint16_t port = 0;
        std::string room_code;
        std::string host_fingerprint = {};  // as in net::ClientSettings
    };

    // `failed` is called when problem() has become one.
    SimulatedDelegate(boost::asio::io_context&, const Agenda&, Settings, Pace&,
                      std::function<void()> failed = {});

    void start() { client_.start(); }
    void stop() { client_.stop(); }
    // What went wrong, in a sentence; empty while all is well.
    [[nodiscard]] const std::string& problem() const { return problem_; }

    void client_state(net::ClientState, const std::optional<net::Goodbye>&) override;
    void client_view(const net::ViewMessage&, std::string_view text) override;
    void client_answer(std::uint64_t id, const net::ClientAnswer&) override;
    void client_problem(std::string_view what) override;

private:
    void answer_box(const net::ViewMessage&);
    void keep_keys(const net::ViewMessage&);
    void put(BoxId);
    void fail(std::string problem);

    const Agenda& agenda_;
    Settings settings_;
    SeededChance chance_;
    Pace& pace_;
    std::string seed_;  // of the device's key pair, hexadecimal
    KeyKeeper keeper_;
    net::Client client_;
    std::optional<net::ViewMessage> view_;
    std::string task_done_;  // names the last task of the keys that was dealt with
    bool asked_for_seat_ = false;
    std::optional<BoxId> box_;  // the open one that this delegate has dealt with
    bool repeated_ = false;     // the deposit that every device makes at the last call
    bool put_off_ = false;      // a deposit waits until the box takes it
    std::optional<DepositContent> content_;
    std::uint64_t sequence_ = 0;
    std::string problem_;
    std::function<void()> failed_;
};

}  // namespace equivox
