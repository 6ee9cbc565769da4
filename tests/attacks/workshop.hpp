// SPDX-License-Identifier: Apache-2.0
// A workshop on the running program, step by step: one thing is done, and the next only when everybody knows
// of it and the wire is silent. So two workshops with the same script put the same frames on the wire, unless
// something that nobody may see makes a difference.
//
//   Workshop workshop(folder, {.agenda = agenda});
//   workshop.join({1, 1, 2, 3});               seats 1, 2 of organisation 1, ...
//   workshop.asks(BeginRound{RoundId{1}});
//   workshop.open(BoxKind::ranking);           with all devices holding their parts of the keys
//   workshop.put(0, RankingDeposit{...});      by the device that joined first
//   workshop.close();                          last call, closing, parts given back, release, destroyed
//   workshop.finish();                         session closed, host stopped
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sessions/journal.hpp"
#include "tests/attacks/device.hpp"
#include "tests/attacks/host_program.hpp"
#include "tests/attacks/wire.hpp"

namespace equivox::testing {

struct WorkshopSettings {
    std::string agenda;                 // TOML
    std::uint64_t seed = 1;             // of devices
    bool still = false;                 // the host's clock stands still, all randomness is seeded
    std::chrono::milliseconds calm{0};  // so long nothing must pass before the next step
};

class Workshop {
public:
    Workshop(std::filesystem::path folder, WorkshopSettings);
    ~Workshop();
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    [[nodiscard]] HostProgram& host() { return *host_; }
    [[nodiscard]] Device& facilitator() { return *facilitator_; }
    [[nodiscard]] Device& device(std::size_t number) { return *devices_.at(number); }
    [[nodiscard]] std::size_t devices() const { return devices_.size(); }
    [[nodiscard]] const Wire& wire() const { return wire_; }
    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    [[nodiscard]] const RoomView& room() const { return facilitator_->room(); }

    // --- where things are
    [[nodiscard]] std::filesystem::path folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path file() const { return folder_ / "s.equivox"; }
    [[nodiscard]] std::filesystem::path box_file() const;  // of the open box
    [[nodiscard]] std::filesystem::path key_file() const;
    // The size of every file below the folder, by name.
    [[nodiscard]] std::map<std::string, std::uintmax_t> file_sizes() const;

    // --- what people do; a refusal throws
    std::size_t join(std::uint32_t organisation);
    void join(const std::vector<std::uint32_t>& organisations);
    void leave(std::size_t device);
    void asks(Command);  // the facilitator
    void asks(std::size_t device, Command);
    // Opens a box and lets the devices take their parts, until it takes deposits.
    void open(BoxKind, std::optional<ProposalId> = {});
    void put(std::size_t device, const DepositContent&);
    void last_call();
    // After the last call (given here where it was not): until the box is gone.
    void close();
    // The devices do what they are asked for, one after the other, until `reached`.
    void keys_until(const std::function<bool()>& reached);
    void finish();

    // --- time
    // Runs until this is so. Throws after a long while, with `what` it waited for in vain.
    void until(const std::string& what, const std::function<bool()>& reached);
    // Runs until nothing has passed for a while, then counts the next step and calls on_step.
    void calm_down();
    void on_step(std::function<void()> call) { on_step_ = std::move(call); }
    void set_calm(std::chrono::milliseconds calm) { settings_.calm = calm; }

private:
    void answered(Device&, std::uint64_t id);
    [[nodiscard]] Address address() const;

    std::filesystem::path folder_;
    WorkshopSettings settings_;
    boost::asio::io_context io_;
    Wire wire_{io_};
    std::unique_ptr<HostProgram> host_;
    std::unique_ptr<Device> facilitator_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::function<void()> on_step_;
};

// Everything that a session file says, as read from the file alone.
[[nodiscard]] std::vector<Entry> entries_of(const std::filesystem::path& session_file);
[[nodiscard]] std::string bytes_of_file(const std::filesystem::path&);
void write_file(const std::filesystem::path&, std::string_view text);

// --- deposits in short
[[nodiscard]] RankingDeposit ranking(const std::vector<std::vector<std::uint32_t>>& places);
[[nodiscard]] ProposalsDeposit written(std::string title, std::string text = "");
[[nodiscard]] ConsentDeposit consent(ConsentAnswer, std::string reason = "");

}  // namespace equivox::testing
