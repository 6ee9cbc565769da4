// SPDX-License-Identifier: Apache-2.0
#include "sessions/custody_memory.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "sessions/codec.hpp"
#include "sessions/locked.hpp"
#include "sessions/open_box.hpp"
#include "sessions/seal.hpp"

namespace equivox {

struct MemoryCustody::Box {
    BoxSpec spec;
    std::string token;
    std::size_t slot_size = 0;
    LockedBytes slots;
    LockedBytes seed;       // of the key pair that deposits are sealed to
    LockedBytes order_key;  // see BoxKey
    std::map<SeatId, std::uint64_t> sequences;
    bool closed = false;

    [[nodiscard]] char* slot(SeatId seat) {
        const auto found = std::find_if(spec.seats.begin(), spec.seats.end(),
                                        [&](const auto& one) { return one.first == seat; });
        assert(found != spec.seats.end());
        const auto index = static_cast<std::size_t>(found - spec.seats.begin());
        return reinterpret_cast<char*>(slots.data()) + index * slot_size;
    }
};

MemoryCustody::MemoryCustody(Chance& chance) : chance_(chance) {
    start_cryptography();
}

MemoryCustody::~MemoryCustody() = default;

void MemoryCustody::open(const BoxSpec& spec, Ready ready) {
    auto box = std::make_unique<Box>();
    box->spec = spec;
    box->token = random_hex(chance_, 16);
    box->slot_size = deposit_blob_size(spec.kind);
    box->slots = LockedBytes(std::max<std::size_t>(1, spec.seats.size()) * box->slot_size);
    box->seed = LockedBytes(32);
    box->order_key = LockedBytes(sizeof(BoxKey));
    chance_.fill(box->seed.span());
    chance_.fill(box->order_key.span());
    const BoxReady result{.box = spec.box,
                          .public_key = box_public_key(box->seed.data()),
                          .token = box->token,
                          .holders = 0,
                          .threshold = 0};
    boxes_[spec.box] = std::move(box);
    ready(result);
}

void MemoryCustody::resume(const BoxSpec&, const BoxReady&) {
    assert(!"a box in memory is opened anew");
}

void MemoryCustody::put(BoxId id, SeatId seat, std::uint64_t sequence, std::string_view blob,
                        std::function<void(PutResult)> done) {
    const auto found = boxes_.find(id);
    if (found == boxes_.end() || found->second->closed) return done(PutResult::no_box);
    Box& box = *found->second;
    assert(blob.size() == box.slot_size);
    std::uint64_t& last = box.sequences[seat];
    const bool same = sequence == last && std::memcmp(box.slot(seat), blob.data(), blob.size()) == 0;
    if (sequence < last || (sequence == last && !same)) return done(PutResult::stale);
    std::memcpy(box.slot(seat), blob.data(), blob.size());
    last = sequence;
    done(PutResult::kept);
}

void MemoryCustody::forget(BoxId id, SeatId seat) {
    const auto found = boxes_.find(id);
    if (found == boxes_.end() || found->second->closed) return;
    Box& box = *found->second;
    std::memset(box.slot(seat), 0, box.slot_size);
    box.sequences.erase(seat);
}

BoxProgress MemoryCustody::progress(BoxId id) const {
    const auto found = boxes_.find(id);
    return found == boxes_.end() ? BoxProgress{} : BoxProgress{found->second->sequences};
}

void MemoryCustody::close(BoxId id, const ReleaseParameters& parameters,
                          std::function<void(ClosedBox)> done) {
    const auto found = boxes_.find(id);
    assert(found != boxes_.end());
    Box& box = *found->second;
    box.closed = true;
    std::map<SeatId, SealedDeposit> sealed;
    for (const auto& [seat, sequence] : box.sequences)
        sealed[seat] = {sequence, {box.slot(seat), box.slot_size}};
    done(open_box(box.token, box.seed, box.order_key, parameters, sealed));
}

void MemoryCustody::destroy(BoxId id, std::function<void(bool)> done) {
    boxes_.erase(id);
    done(true);
}

}  // namespace equivox
