// SPDX-License-Identifier: Apache-2.0
#include "sessions/custody_memory.hpp"

#include <algorithm>
#include <cassert>

#include "sessions/codec.hpp"
#include "sessions/locked.hpp"
#include "sessions/open_box.hpp"
#include "sessions/seal.hpp"

namespace equivox {
namespace {

constexpr std::size_t secret_size = 32;
constexpr std::size_t token_size = 16;

}  // namespace

struct MemoryCustody::Box {
    BoxSpec spec;
    std::string token;
    LockedBytes seed{secret_size};  // of the key pair that deposits are sealed to
    LockedBytes order_key{secret_size};
    std::map<SeatId, SealedDeposit> deposits;
    bool closed = false;
};

MemoryCustody::MemoryCustody(Chance& chance) : chance_(chance) {
    start_cryptography();
}

MemoryCustody::~MemoryCustody() = default;

void MemoryCustody::open(const BoxSpec& spec, Ready ready) {
    auto box = std::make_unique<Box>();
    box->spec = spec;
    box->token = random_hex(chance_, token_size);
    chance_.fill(box->seed.span());
    chance_.fill(box->order_key.span());
    BoxReady facts;
    facts.box = spec.box;
    facts.public_key = box_public_key(box->seed.data());
    facts.token = box->token;
    boxes_[spec.box] = std::move(box);
    ready(std::move(facts));
}

void MemoryCustody::put(BoxId id, SeatId seat, std::uint64_t sequence, std::string_view blob,
                        std::function<void(PutResult)> done) {
    const auto found = boxes_.find(id);
    if (found == boxes_.end() || found->second->closed) return done(PutResult::no_box);
    Box& box = *found->second;
    assert(blob.size() == deposit_blob_size(box.spec.kind));
    assert(std::any_of(box.spec.seats.begin(), box.spec.seats.end(),
                       [&](const auto& entry) { return entry.first == seat; }));
    const auto last = box.deposits.find(seat);
    if (last != box.deposits.end() && sequence <= last->second.sequence) {
        const bool same = sequence == last->second.sequence && *last->second.blob == blob;
        return done(same ? PutResult::kept : PutResult::stale);
    }
    box.deposits[seat] = {sequence, std::make_shared<const std::string>(blob)};
    done(PutResult::kept);
}

void MemoryCustody::forget(BoxId id, SeatId seat) {
    const auto found = boxes_.find(id);
    if (found == boxes_.end() || found->second->closed) return;
    found->second->deposits.erase(seat);
}

BoxProgress MemoryCustody::progress(BoxId id) const {
    BoxProgress progress;
    const auto found = boxes_.find(id);
    if (found != boxes_.end())
        for (const auto& [seat, deposit] : found->second->deposits)
            progress.sequences[seat] = deposit.sequence;
    return progress;
}

std::optional<Refusal> MemoryCustody::give_part(BoxId, SeatId, KeyPart, std::string_view) {
    return Refusal::part_not_wanted;
}

void MemoryCustody::close(BoxId id, const ReleaseParameters& parameters,
                          std::function<void(ClosedBox)> done) {
    const auto found = boxes_.find(id);
    assert(found != boxes_.end() && parameters.rules.kind == found->second->spec.kind);
    Box& box = *found->second;
    box.closed = true;
    done(open_box(box.token, box.seed, box.order_key, parameters, box.deposits));
}

void MemoryCustody::destroy(BoxId id, std::function<void(bool)> done) {
    boxes_.erase(id);
    done(true);
}

}  // namespace equivox
