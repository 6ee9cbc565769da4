// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/rehearsal.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <thread>

#include "app/host/windows.hpp"
#include "app/rehearse/simulated_delegate.hpp"
#include "app/rehearse/simulated_facilitator.hpp"

namespace equivox {
namespace {

using std::chrono::milliseconds;

// Somebody who tries it out alone has nobody to wait for.
constexpr std::uint32_t last_call_for_guests = 15;
constexpr std::uint32_t last_call_in_a_room = 60;

class Cast {
public:
    Cast(const RehearsalOptions& options, HostProcess& host)
        : options_(options),
          chance_(options.seed),
          people_(io_, chance_, milliseconds(unhurried() ? 1'500 : 0), milliseconds(unhurried() ? 9'000 : 0)),
          lead_(io_, chance_, milliseconds(unhurried() ? 6'000 : 0), milliseconds(unhurried() ? 9'000 : 0)),
          signals_(io_, SIGINT, SIGTERM) {
        std::uint32_t number = 0;
        for (const OrganisationId organisation : seating(options.agenda, options.delegates))
            delegates_.push_back(std::make_unique<SimulatedDelegate>(
                io_, options_.agenda,
                SimulatedDelegate::Settings{.number = number++,
                                            .organisation = organisation,
                                            .seed = options.seed,
                                            .host = "127.0.0.1",
                                            .port = host.ready().port,
                                            .room_code = host.ready().room_code,
                                            .host_fingerprint = host.ready().host_fingerprint},
                people_, [this] { io_.stop(); }));
        if (!options.windows) add_facilitator(host);
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (error) return;
            interrupted_ = true;
            io_.stop();
        });
    }

    // Until the facilitator has finished, or somebody has stopped it.
    void run() {
        for (const auto& delegate : delegates_) delegate->start();
        if (facilitator_) facilitator_->start();
        io_.run();
    }
    void stop() { io_.stop(); }

    void throw_if_failed() const {
        if (interrupted_) throw RehearsalError("The rehearsal was stopped before its end.");
        if (facilitator_ && !facilitator_->problem().empty())
            throw RehearsalError("The rehearsal could not go on: " + facilitator_->problem());
        for (const auto& delegate : delegates_)
            if (!delegate->problem().empty())
                throw RehearsalError("A simulated delegate could not go on: " + delegate->problem());
    }

private:
    [[nodiscard]] bool unhurried() const { return options_.with_guests || options_.windows; }

    void add_facilitator(HostProcess& host) {
        std::uint32_t seats = 0;
        for (const Organisation& organisation : options_.agenda.organisations) seats += organisation.seats;
        const FacilitatorPolicy policy{.seats_to_wait_for = options_.with_guests ? seats : options_.delegates,
                                       .patient = options_.with_guests};
        facilitator_ = std::make_unique<SimulatedFacilitator>(io_, options_.agenda, policy, lead_,
                                                              host.ready().port, host.facilitator_secret(),
                                                              options_.seed, [this] { io_.stop(); });
    }

    const RehearsalOptions& options_;
    boost::asio::io_context io_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    SeededChance chance_;
    Pace people_;
    Pace lead_;
    boost::asio::signal_set signals_;
    std::vector<std::unique_ptr<SimulatedDelegate>> delegates_;
    std::unique_ptr<SimulatedFacilitator> facilitator_;
    bool interrupted_ = false;
};

}  // namespace

std::vector<OrganisationId> seating(const Agenda& agenda, std::uint32_t delegates) {
    std::vector<OrganisationId> seats;
    for (std::uint32_t row = 1; row <= 10; ++row)
        for (const Organisation& organisation : agenda.organisations)
            if (organisation.seats >= row) seats.push_back(organisation.id);
    if (delegates > seats.size())
        throw RehearsalError("The agenda has " + std::to_string(seats.size()) + " seats; " +
                             std::to_string(delegates) + " delegates do not fit.");
    seats.resize(delegates);
    return seats;
}

void run_rehearsal(const RehearsalOptions& options, const std::function<void(const HostReady&)>& ready) {
    HostProcess host({.file = options.output,
                      .agenda = options.agenda,
                      .rehearsal = true,
                      .seed = options.seed,
                      .bind = options.bind,
                      .port = options.port,
                      .names = {},
                      .secret_file = {},
                      .custody = CustodyKind::shared,
                      .new_host_key = false,
                      .last_call_seconds = options.with_guests ? last_call_for_guests : last_call_in_a_room});
    Cast cast(options, host);
    ready(host.ready());
    if (options.windows) {
        std::thread people([&cast] { cast.run(); });
        try {
            run_windows(host, {});
        } catch (...) {
            cast.stop();
            people.join();
            throw;
        }
        cast.stop();
        people.join();
    } else {
        cast.run();
        cast.throw_if_failed();
    }
    host.stop();
}

}  // namespace equivox
