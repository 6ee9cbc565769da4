// SPDX-License-Identifier: Apache-2.0
#include "sessions/custody_memory.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>
#include <stdexcept>

#include "sessions/codec.hpp"

namespace equivox {
namespace {

// sodium_malloc guards, locks and, where the system allows, keeps the pages out of core files.
struct LockedFree {
    void operator()(unsigned char* bytes) const { sodium_free(bytes); }  // overwrites first
};
using LockedBytes = std::unique_ptr<unsigned char[], LockedFree>;

LockedBytes locked_bytes(std::size_t size) {
    auto* bytes = static_cast<unsigned char*>(sodium_malloc(size));
    if (!bytes) throw std::bad_alloc();
    sodium_memzero(bytes, size);
    return LockedBytes(bytes);
}

}  // namespace

struct MemoryCustody::Box {
    BoxSpec spec;
    std::size_t slot_size = 0;
    LockedBytes slots;
    LockedBytes key;
    std::map<SeatId, std::uint64_t> sequences;
    bool closed = false;

    [[nodiscard]] char* slot(SeatId seat) const {
        const auto found = std::find(spec.seats.begin(), spec.seats.end(), seat);
        assert(found != spec.seats.end());
        const auto index = static_cast<std::size_t>(found - spec.seats.begin());
        return reinterpret_cast<char*>(slots.get()) + index * slot_size;
    }
    [[nodiscard]] DepositContent content(SeatId seat) const {
        return decode_deposit({slot(seat), slot_size});
    }
    [[nodiscard]] BoxKey box_key() const {
        BoxKey copy;
        std::memcpy(copy.data(), key.get(), copy.size());
        return copy;
    }
};

MemoryCustody::MemoryCustody(Chance& chance) : chance_(chance) {
    if (sodium_init() < 0) throw std::runtime_error("The cryptography library could not be started.");
}

MemoryCustody::~MemoryCustody() = default;

void MemoryCustody::open(const BoxSpec& spec) {
    auto box = std::make_unique<Box>();
    box->spec = spec;
    box->slot_size = deposit_blob_size(spec.kind);
    box->slots = locked_bytes(std::max<std::size_t>(1, spec.seats.size()) * box->slot_size);
    box->key = locked_bytes(sizeof(BoxKey));
    chance_.fill({reinterpret_cast<std::byte*>(box->key.get()), sizeof(BoxKey)});
    boxes_[spec.box] = std::move(box);
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
    sodium_memzero(box.slot(seat), box.slot_size);
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
    ClosedBox result;
    if (parameters.kind == BoxKind::ranking) {
        std::vector<Ballot> ballots;
        for (const auto& [seat, organisation] : parameters.seats) {
            if (!box.sequences.contains(seat)) continue;
            result.counted.push_back(seat);
            ballots.push_back({organisation, std::get<RankingDeposit>(box.content(seat)).ranking});
        }
        result.release = make_ranking_release(parameters, result.counted, ballots);
    } else {
        std::vector<DepositContent> contents;
        for (const auto& [seat, sequence] : box.sequences) contents.push_back(box.content(seat));
        const BoxKey key = box.box_key();
        result.release = parameters.kind == BoxKind::consent ? make_consent_release(parameters, key, contents)
                                                             : make_texts_release(parameters, key, contents);
    }
    done(std::move(result));
}

void MemoryCustody::destroy(BoxId id) {
    boxes_.erase(id);
}

}  // namespace equivox
