// SPDX-License-Identifier: Apache-2.0
// A facilitator who follows the agenda to its end over a real connection: every stage of every round, one
// amendment where the agenda has an example of one, outcomes, closing. Decides by the offers that a console
// would show.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "app/rehearse/pace.hpp"
#include "net/client.hpp"
#include "sessions/agenda.hpp"

namespace equivox {

struct FacilitatorPolicy {
    std::uint32_t seats_to_wait_for = 1;  // before the first round begins
    bool patient = false;  // gives real people time: a last call runs its full minute unless all are in
};

// What this facilitator asks next, looking at a view; nothing: waits. Pure.
[[nodiscard]] std::optional<Command> next_command(const Agenda&, const net::ViewMessage&,
                                                  const FacilitatorPolicy&);

class SimulatedFacilitator final : public net::ClientListener {
public:
    // `finished` is called once the session is closed or cannot go on; see problem().
    SimulatedFacilitator(boost::asio::io_context&, const Agenda&, FacilitatorPolicy, Pace&,
                         std::uint16_t port, std::string secret, std::uint64_t seed,
                         std::function<void()> finished);

    void start() { client_.start(); }
    void stop() { client_.stop(); }
    [[nodiscard]] const std::string& problem() const { return problem_; }

    void client_state(net::ClientState, const std::optional<net::Goodbye>&) override;
    void client_view(const net::ViewMessage&, std::string_view text) override;
    void client_answer(std::uint64_t id, const net::ClientAnswer&) override;
    void client_problem(std::string_view what) override;

private:
    void go_on();
    void finish(std::string problem);

    const Agenda& agenda_;
    FacilitatorPolicy policy_;
    Pace& pace_;
    SeededChance chance_;
    net::Client client_;
    std::function<void()> finished_;
    std::optional<net::ViewMessage> view_;
    std::string last_done_;  // the situation the last command was asked in, so that it is asked once
    bool asking_ = false;
    std::string problem_;
};

}  // namespace equivox
