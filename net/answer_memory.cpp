// SPDX-License-Identifier: Apache-2.0
#include "net/answer_memory.hpp"

#include <algorithm>
#include <utility>

namespace equivox::net {

AnswerMemory::Owner& AnswerMemory::owner_named(const std::string& name) {
    const auto found = owners_.find(name);
    if (found != owners_.end()) {
        by_age_.splice(by_age_.end(), by_age_, found->second.age);
        return found->second;
    }
    if (owners_.size() >= limits_.owners) forget_oldest_owner();
    Owner& owner = owners_[name];
    owner.age = by_age_.insert(by_age_.end(), name);
    return owner;
}

void AnswerMemory::forget_oldest_owner() {
    // One that waits for an answer is kept: its command is on its way to the disk.
    const auto oldest = std::find_if(by_age_.begin(), by_age_.end(), [&](const std::string& name) {
        const std::list<Entry>& entries = owners_.at(name).entries;
        return std::all_of(entries.begin(), entries.end(),
                           [](const Entry& e) { return e.answer.has_value(); });
    });
    if (oldest == by_age_.end()) return;
    owners_.erase(*oldest);
    by_age_.erase(oldest);
}

void AnswerMemory::forget_oldest_answers(Owner& owner) const {
    while (owner.entries.size() > limits_.answers_per_owner) {
        const auto oldest = std::find_if(owner.entries.begin(), owner.entries.end(),
                                         [](const Entry& entry) { return entry.answer.has_value(); });
        if (oldest == owner.entries.end()) return;
        owner.entries.erase(oldest);
    }
}

AnswerMemory::Recall AnswerMemory::ask(const std::string& owner_name, std::uint64_t id,
                                       const std::string& fingerprint, PeerId peer) {
    Owner& owner = owner_named(owner_name);
    const auto found = std::find_if(owner.entries.begin(), owner.entries.end(),
                                    [&](const Entry& entry) { return entry.id == id; });
    if (found == owner.entries.end()) {
        if (id <= owner.highest_id) return TooOld{};
        owner.highest_id = id;
        owner.entries.push_back({id, fingerprint, std::nullopt, {peer}});
        forget_oldest_answers(owner);
        return FirstTime{};
    }
    if (found->fingerprint != fingerprint) return OtherCommand{};
    if (found->answer) return *found->answer;
    if (std::find(found->waiting.begin(), found->waiting.end(), peer) == found->waiting.end())
        found->waiting.push_back(peer);
    return AskedBefore{};
}

std::vector<PeerId> AnswerMemory::answer(const std::string& owner_name, std::uint64_t id,
                                         const Answer& answer) {
    const auto owner = owners_.find(owner_name);
    if (owner == owners_.end()) return {};
    for (Entry& entry : owner->second.entries) {
        if (entry.id != id || entry.answer) continue;
        entry.answer = answer;
        return std::exchange(entry.waiting, {});
    }
    return {};
}

}  // namespace equivox::net
