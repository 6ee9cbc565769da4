// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/ballots.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <numeric>

namespace equivox::tally {

namespace {

constexpr std::size_t first_slot_count = 1024;
constexpr std::size_t first_entry_count = 8192;

// Eight bytes at a time; the multipliers are the odd 64-bit constants of MurmurHash3's finaliser.
std::uint64_t hash_of(BallotCode code, std::uint32_t organisation) {
    std::uint64_t hash = 0x9e3779b97f4a7c15ULL * (organisation + 1ULL) ^ code.size();
    std::size_t at = 0;
    for (; at + 8 <= code.size(); at += 8) {
        std::uint64_t block = 0;
        std::memcpy(&block, code.data() + at, 8);
        hash = (hash ^ block) * 0xff51afd7ed558ccdULL;
        hash ^= hash >> 32;
    }
    std::uint64_t rest = 0;
    for (; at < code.size(); ++at) rest = rest << 8 | code[at];
    hash = (hash ^ rest) * 0xc4ceb9fe1a85ec53ULL;
    return hash ^ hash >> 33;
}

}  // namespace

BallotFold::BallotFold() : slots_(first_slot_count, 0) {
    // Most elections fit without moving anything; what is not used is never touched.
    entries_.reserve(first_entry_count);
    codes_.reserve(first_entry_count * 8);
}

void BallotFold::add(BallotCode code, std::uint32_t organisation, Count weight) {
    assert(weight > 0);
    const std::uint64_t hash = hash_of(code, organisation);
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
        Entry& entry = entries_[slots_[slot] - 1];
        if (entry.hash == hash && entry.organisation == organisation &&
            std::ranges::equal(view_of(entry).code, code)) {
            entry.weight += weight;
            return;
        }
    }
    entries_.push_back({hash, codes_.size(), weight, static_cast<std::uint32_t>(code.size()), organisation});
    codes_.insert(codes_.end(), code.begin(), code.end());
    slots_[slot] = static_cast<std::uint32_t>(entries_.size());
    if (entries_.size() * 2 > slots_.size()) grow();
}

void BallotFold::grow() {
    slots_.assign(slots_.size() * 2, 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t index = 0; index < entries_.size(); ++index) {
        std::size_t slot = entries_[index].hash & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = index + 1;
    }
}

BallotView BallotFold::view_of(const Entry& entry) const {
    return {BallotCode(codes_.data() + entry.code_begin, entry.code_size), entry.organisation, entry.weight};
}

void BallotFold::visit(const BallotVisitor& visitor) const {
    for (const Entry& entry : entries_) visitor(view_of(entry));
}

void BallotFold::visit_by_organisation(const BallotVisitor& visitor) const {
    std::vector<std::uint32_t> order(entries_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [this](std::uint32_t left, std::uint32_t right) {
        return entries_[left].organisation < entries_[right].organisation;
    });
    for (const std::uint32_t index : order) visitor(view_of(entries_[index]));
}

void BallotFold::rescale(const std::function<Count(std::uint32_t, Count)>& rescaled) {
    for (Entry& entry : entries_) entry.weight = rescaled(entry.organisation, entry.weight);
}

void BallotFold::clear() {
    codes_.clear();
    entries_.clear();
    std::fill(slots_.begin(), slots_.end(), 0U);
}

std::size_t BallotFold::memory_bytes() const {
    return codes_.capacity() + entries_.capacity() * sizeof(Entry) +
           slots_.capacity() * sizeof(std::uint32_t);
}

}  // namespace equivox::tally
