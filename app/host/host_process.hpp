// SPDX-License-Identifier: Apache-2.0
// A running host: one session file, one recorder, one server, on one network thread of its own, plus the
// journal's writer thread. Everything else (windows, a script, a rehearsal) talks to it through HostLink or
// over the network.
//
//   HostProcess host(options);      // the file is open, the port is listening; throws HostError,
//   JournalError, ... print(host.ready()); host.run() ... host.stop();     // or the destructor
//
// Destruction order matters and is kept here: people get their goodbye, the last entries become durable, the
// file closes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/host/host_link.hpp"
#include "sessions/agenda.hpp"
#include "sessions/event.hpp"

namespace equivox {

// One sentence that says what to do.
struct HostError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct HostOptions {
    std::filesystem::path file;    // a session file to go on with, or a new one
    std::optional<Agenda> agenda;  // required for a new file, refused for one that exists
    bool rehearsal = false;
    std::optional<std::uint64_t>
        seed;  // rehearsals only: the same seed gives the same room code, lots and orders
    std::string bind = "0.0.0.0";
    std::uint16_t port = 8477;  // 0 picks a free one
    std::vector<std::string> names;
    std::filesystem::path
        secret_file;  // where the facilitator's secret is written, for its owner only; may be empty
    // New sessions: where anonymous inputs wait. In memory for rehearsals that say so only.
    CustodyKind custody = CustodyKind::shared;
    bool new_host_key = false;             // go on with a file whose key folder is lost
    std::uint32_t last_call_seconds = 60;  // after a last call the box closes by itself
};

struct HostReady {
    std::string url;
    std::string room_code;
    std::uint16_t port = 0;
    std::string file;
    std::string facilitator_secret_file;
    std::string host_fingerprint;  // 20 hexadecimal digits, by which a native client knows this host
};

class HostProcess final : public HostLink {
public:
    explicit HostProcess(HostOptions);
    ~HostProcess() override;
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;

    [[nodiscard]] const HostReady& ready() const;
    [[nodiscard]] const std::string& facilitator_secret() const;
    // Says goodbye to everybody, makes the last entries durable and closes the file. May be called twice.
    void stop();

    [[nodiscard]] std::shared_ptr<const HostFrame> frame() const override;
    void ask(Command) override;
    void on_frame(std::function<void()> wake) override;

private:
    class Machinery;
    std::unique_ptr<Machinery> machinery_;
};

// Where new sessions are saved: the user's data folder (XDG), made if it is not there.
[[nodiscard]] std::filesystem::path default_session_file(const std::string& session_name);

}  // namespace equivox
