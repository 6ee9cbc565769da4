// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/workshop.hpp"

#include <fstream>
#include <stdexcept>

#include "sessions/journal_sqlite.hpp"
#include "tests/attacks/seeded_randomness.hpp"

namespace equivox::testing {
namespace {

constexpr std::chrono::seconds patience(60);

}  // namespace

Workshop::Workshop(std::filesystem::path folder, WorkshopSettings settings)
    : folder_(std::move(folder)), settings_(std::move(settings)) {
    std::filesystem::create_directories(folder_);
    write_file(folder_ / "agenda.toml", settings_.agenda);
    if (settings_.still) SeededRandomness::restart(settings_.seed);
    host_ = std::make_unique<HostProgram>(
        HostProgram::Settings{.session_file = file(),
                              .agenda_file = folder_ / "agenda.toml",
                              .log = folder_ / "log.txt",
                              .still_seed = settings_.still ? std::optional(settings_.seed) : std::nullopt});
    wire_.lead_to(host_->port());
    facilitator_ = std::make_unique<Device>(io_, address(), settings_.seed * 1000);
    facilitator_->start();
    until("the facilitator's view",
          [&] { return facilitator_->view() && facilitator_->view()->facilitator; });
    calm_down();
}

Workshop::~Workshop() = default;

Address Workshop::address() const {
    return {wire_.port(), host_->room_code(), host_->fingerprint(), host_->facilitator_secret()};
}

std::filesystem::path Workshop::box_file() const {
    return folder_ / "s.equivox.boxes" / ("box-" + std::to_string(room().box.value().id.value) + ".box");
}

std::filesystem::path Workshop::key_file() const {
    return folder_ / "s.equivox.keys" / ("box-" + std::to_string(room().box.value().id.value) + ".key");
}

std::map<std::string, std::uintmax_t> Workshop::file_sizes() const {
    std::map<std::string, std::uintmax_t> sizes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_))
        if (entry.is_regular_file())
            sizes[entry.path().lexically_relative(folder_).string()] = entry.file_size();
    return sizes;
}

std::size_t Workshop::join(std::uint32_t organisation) {
    const std::uint64_t number = settings_.seed * 1000 + devices_.size() + 1;
    devices_.push_back(std::make_unique<Device>(io_, address(), number, OrganisationId{organisation}));
    Device& device = *devices_.back();
    device.start();
    until("a newcomer's view", [&] { return device.view().has_value(); });
    calm_down();
    device.take_seat();
    const std::uint32_t taken = room().seats_taken + 1;
    until("a seat", [&] { return device.seat() && room().seats_taken == taken; });
    calm_down();
    return devices_.size() - 1;
}

void Workshop::join(const std::vector<std::uint32_t>& organisations) {
    for (const std::uint32_t organisation : organisations) static_cast<void>(join(organisation));
}

void Workshop::leave(std::size_t number) {
    asks(number, LeaveSeat{});
    until("the seat to be free", [&] { return !device(number).seat(); });
    calm_down();
}

void Workshop::answered(Device& device, std::uint64_t id) {
    until("an answer", [&] { return device.answer(id) != nullptr; });
    if (!device.answer(id)->done)
        throw std::runtime_error("refused: " + device.answer(id)->refusal + " " + device.answer(id)->detail);
    calm_down();
}

void Workshop::asks(Command command) {
    answered(*facilitator_, facilitator_->ask(std::move(command)));
}

void Workshop::asks(std::size_t number, Command command) {
    answered(device(number), device(number).ask(std::move(command)));
}

void Workshop::keys_until(const std::function<bool()>& reached) {
    until("the keys of a box", [&] {
        if (reached()) return true;
        for (const auto& device : devices_)
            if (const auto id = device->keep_keys()) {
                until("an answer about keys", [&] { return device->answer(*id) != nullptr; });
                calm_down();
                return reached();
            }
        return false;
    });
    calm_down();
}

void Workshop::open(BoxKind kind, std::optional<ProposalId> proposal) {
    asks(OpenBox{kind, proposal, false});
    until("the box", [&] { return room().box.has_value(); });
    const auto takes = [](const Device& device) {
        const auto& box = device.room().box;
        return box && box->state == BoxStage::open && box->waiting.empty() && !box->key.empty();
    };
    keys_until([&] {
        for (const auto& device : devices_)
            if (device->seat() && !takes(*device)) return false;
        return takes(*facilitator_);
    });
}

void Workshop::put(std::size_t number, const DepositContent& content) {
    asks(number, device(number).sealed(content));
}

void Workshop::last_call() {
    asks(GiveLastCall{room().box.value().id});
    until("the last call", [&] { return room().box->last_call; });
    calm_down();
}

void Workshop::close() {
    if (!room().box->last_call) last_call();
    asks(CloseBox{room().box->id});
    keys_until([&] {
        for (const auto& device : devices_)
            if (device->seat() && device->room().box) return false;
        return !room().box;
    });
}

void Workshop::finish() {
    asks(CloseSession{});
    until("the session to close", [&] { return room().closed; });
    calm_down();
    if (!host_->stop()) throw std::runtime_error("the host did not end well");
}

void Workshop::until(const std::string& what, const std::function<bool()>& reached) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!reached()) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("waited in vain for " + what);
        io_.restart();
        io_.run_one_for(std::chrono::milliseconds(20));
    }
}

void Workshop::calm_down() {
    const auto began = std::chrono::steady_clock::now();
    until("silence", [&] {
        const auto now = std::chrono::steady_clock::now();
        return now - wire_.last_heard() >= settings_.calm && now - began >= settings_.calm / 2;
    });
    wire_.next_step();
    if (on_step_) on_step_();
}

std::vector<Entry> entries_of(const std::filesystem::path& session_file) {
    return SqliteJournal(session_file, SqliteJournal::Mode::read_only).read_all();
}

std::string bytes_of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

RankingDeposit ranking(const std::vector<std::vector<std::uint32_t>>& places) {
    RankingDeposit deposit;
    for (const auto& place : places) {
        auto& group = deposit.ranking.emplace_back();
        for (const std::uint32_t id : place) group.push_back(ProposalId{id});
    }
    return deposit;
}

ProposalsDeposit written(std::string title, std::string text) {
    return {{{std::move(title), std::move(text)}}};
}

ConsentDeposit consent(ConsentAnswer answer, std::string reason) {
    ConsentDeposit deposit;
    deposit.answer = answer;
    deposit.reason = std::move(reason);
    return deposit;
}

}  // namespace equivox::testing
