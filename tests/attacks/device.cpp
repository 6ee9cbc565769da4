// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/device.hpp"

#include <boost/asio/io_context.hpp>
#include <stdexcept>

#include "app/rehearse/simulated_delegate.hpp"
#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/seal.hpp"

namespace equivox::testing {

void RememberingChance::fill(std::span<std::byte> bytes) {
    chance_.fill(bytes);
    given.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Device::Device(boost::asio::io_context& io, const Address& address, std::uint64_t number, net::Role role,
               OrganisationId organisation)
    : organisation_(organisation),
      chance_(number),
      seed_(random_hex(chance_, 32)),
      client_(io,
              {.host = "127.0.0.1",
               .port = address.port,
               .role = role,
               .client = random_hex(chance_, 16),
               .room_code = role == net::Role::delegate ? address.room_code : "",
               .seat_seed = role == net::Role::delegate ? seed_ : "",
               .facilitator_secret = role == net::Role::facilitator ? address.facilitator_secret : "",
               .host_fingerprint = address.host_fingerprint,
               .random = [state = number]() mutable { return state = state * 6364136223846793005U + 1; },
               .shortest_wait = net::Milliseconds(20),
               .longest_wait = net::Milliseconds(200)},
              *this) {
    if (role == net::Role::delegate) keeper_.emplace(*bytes_from_hex(seed_));
}

Device::Device(boost::asio::io_context& io, const Address& address, std::uint64_t number,
               OrganisationId organisation)
    : Device(io, address, number, net::Role::delegate, organisation) {}

Device::Device(boost::asio::io_context& io, const Address& address, std::uint64_t number)
    : Device(io, address, number, net::Role::facilitator, {}) {}

std::optional<SeatId> Device::seat() const {
    return view_ && view_->seat ? std::optional(view_->seat->seat) : std::nullopt;
}

std::uint64_t Device::ask(Command command) {
    return client_.ask(std::move(command));
}

const net::ClientAnswer* Device::answer(std::uint64_t id) const {
    const auto found = answers_.find(id);
    return found == answers_.end() ? nullptr : &found->second;
}

void Device::on_answer(std::function<void(std::uint64_t, const net::ClientAnswer&)> told) {
    told_answer_ = std::move(told);
}

std::optional<std::uint64_t> Device::keep_keys() {
    if (!view_ || !view_->seat || !view_->seat->task || !view_->room.box) return std::nullopt;
    const DeviceTask& task = *view_->seat->task;
    if (const auto* take = std::get_if<TakeParts>(&task)) {
        if (task_done_ == take->sealed) return std::nullopt;
        task_done_ = take->sealed;
        if (!keeper_->take(*take)) throw std::runtime_error("parts that are not for this device");
        return ask(KeepParts{take->box});
    }
    const GivePart& give = std::get<GivePart>(task);
    const std::string name = give.to + (give.part == KeyPart::room ? "room" : "ballot");
    if (task_done_ == name) return std::nullopt;
    task_done_ = name;
    const auto sealed = keeper_->give(give, view_->room.box->state == BoxStage::closing);
    if (!sealed) return std::nullopt;
    return ask(ReturnPart{give.box, give.part, *sealed});
}

PutDeposit Device::sealed(const DepositContent& content) {
    const BoxView& box = view_->room.box.value();
    if (box_ != box.id) {
        box_ = box.id;
        sequence_ = view_->seat->sequence;
    }
    const DepositPlace place{box.token, view_->seat->seat, ++sequence_};
    const DepositRules rules = rules_of(view_->room, box, view_->seat->entries_allowed);
    chance_.given.clear();
    std::string blob = to_base64(seal_deposit(box.key, place, rules, content, chance_));
    nonce_ = chance_.given.at(0);
    plain_.assign(deposit_plain_size(box.kind), '\0');
    lay_out_deposit(place, rules, std::get<DepositContent>(check_deposit(rules, content)), nonce_,
                    reinterpret_cast<unsigned char*>(plain_.data()));
    return {box.id, place.sequence, std::move(blob)};
}

void Device::client_state(net::ClientState, const std::optional<net::Goodbye>& goodbye) {
    if (goodbye) goodbye_ = goodbye->sentence;
}

void Device::client_view(const net::ViewMessage& view, std::string_view) {
    view_ = view;
    if (told_view_) told_view_();
}

void Device::client_answer(std::uint64_t id, const net::ClientAnswer& answer) {
    answers_[id] = answer;
    if (told_answer_) told_answer_(id, answer);
}

void Device::client_problem(std::string_view what) {
    throw std::runtime_error("a device did not understand its host: " + std::string(what));
}

}  // namespace equivox::testing
