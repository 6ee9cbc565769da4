// SPDX-License-Identifier: Apache-2.0
#include "sessions/open_box.hpp"

#include <sodium.h>

#include <cassert>
#include <cstring>

#include "sessions/codec.hpp"
#include "sessions/seal.hpp"

namespace equivox {
namespace {

// How much of the stack the opening may have left something on.
constexpr std::size_t stack_to_wipe = 16 * 1024;

bool tells_who_was_counted(BoxKind kind) {
    return kind == BoxKind::ranking || kind == BoxKind::shortlist;
}

}  // namespace

ClosedBox open_box(const std::string& token, const LockedBytes& seed, const LockedBytes& order_key,
                   const ReleaseParameters& parameters, const std::map<SeatId, SealedDeposit>& deposits) {
    const BoxKind kind = parameters.rules.kind;
    std::vector<SeatId> counted;
    std::vector<OpenedDeposit> opened;
    const BoxKeyPair keys(seed.data());
    LockedBytes plain(deposit_plain_size(kind));
    const std::map<SeatId, OrganisationId> organisations(parameters.seats.begin(), parameters.seats.end());
    for (const auto& [seat, deposit] : deposits) {
        std::optional<DepositContent> content;
        if (keys.open(*deposit.blob, plain.data(), plain.size()))
            content = read_deposit({token, seat, deposit.sequence}, parameters.rules, plain.view());
        sodium_memzero(plain.data(), plain.size());
        counted.push_back(seat);
        opened.push_back({organisations.at(seat), content ? std::move(*content) : empty_deposit(kind)});
    }
    BoxKey key;
    assert(order_key.size() == key.size());
    std::memcpy(key.data(), order_key.data(), key.size());
    ClosedBox closed;
    closed.release = make_release(parameters, key, counted, std::move(opened));
    if (tells_who_was_counted(kind)) closed.counted = std::move(counted);
    sodium_memzero(key.data(), key.size());
    sodium_stackzero(stack_to_wipe);
    return closed;
}

}  // namespace equivox
