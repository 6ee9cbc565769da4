// SPDX-License-Identifier: Apache-2.0
// The program that is attacked, as a process of its own: `equivox host --headless`.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace equivox::testing {

// The program next to the test, or its twin with planted leaks: whichever this test was built against.
[[nodiscard]] std::filesystem::path attacked_program();
// The library that makes a host's clock stand still and its randomness seeded (still_host.cpp).
[[nodiscard]] std::filesystem::path still_library();

// Runs a program to its end; its standard output and its exit code.
struct Ended {
    int code = -1;
    std::string output;
};
[[nodiscard]] Ended run_to_end(const std::filesystem::path& program, const std::vector<std::string>& words);

class HostProgram {
public:
    struct Settings {
        std::filesystem::path session_file;
        std::filesystem::path agenda_file;  // empty: the session file is there already
        std::uint16_t port = 0;
        std::filesystem::path log;                // what it says on standard error is added here
        std::optional<std::uint64_t> still_seed;  // see still_library()
    };
    // Ready when this returns. Throws std::runtime_error with what it said where it does not come up.
    explicit HostProgram(const Settings&);
    ~HostProgram();  // kills it where it still runs
    HostProgram(const HostProgram&) = delete;
    HostProgram& operator=(const HostProgram&) = delete;

    [[nodiscard]] pid_t id() const { return id_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] const std::string& room_code() const { return room_code_; }
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
    [[nodiscard]] const std::string& facilitator_secret() const { return secret_; }

    // SIGTERM; true where it ended well.
    bool stop();
    // SIGKILL, and waits until it is gone.
    void kill();

private:
    int wait();
    pid_t id_ = -1;
    std::uint16_t port_ = 0;
    std::string room_code_;
    std::string fingerprint_;
    std::string secret_;
};

}  // namespace equivox::testing
