// SPDX-License-Identifier: Apache-2.0
// A whole workshop with simulated delegates over real sockets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/host/host_process.hpp"
#include "sessions/agenda.hpp"

namespace equivox {

struct RehearsalError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct RehearsalOptions {
    Agenda agenda;
    std::uint32_t delegates = 0;
    std::uint64_t seed = 1;
    std::filesystem::path output;
    std::uint16_t port = 0;
    std::string bind = "127.0.0.1";
    bool with_guests = false;  // seats that are left are for real people: they are waited for, and given time
    bool windows = false;      // the console and the room screen are shown, and a person facilitates
};

// The organisation of each simulated delegate: one for each organisation first, then the second seats, and so
// on. Throws RehearsalError where there are more delegates than seats.
[[nodiscard]] std::vector<OrganisationId> seating(const Agenda&, std::uint32_t delegates);

// Runs it to the closing of the session, or until the windows are closed. `ready` is called once people can
// join. Throws RehearsalError, HostError or what they stand on.
void run_rehearsal(const RehearsalOptions&, const std::function<void(const HostReady&)>& ready);

}  // namespace equivox
