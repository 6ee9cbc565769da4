// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.hpp"

#include <algorithm>
#include <utility>

namespace equivox::net {

void Outbox::drop_older_view() {
    const auto older = std::find_if(queue_.begin(), queue_.end(),
                                    [](const Item& item) { return item.kind == ParcelKind::view; });
    if (older == queue_.end()) return;
    bytes_ -= older->parcel.size();
    queue_.erase(older);
}

bool Outbox::put(Parcel parcel, ParcelKind kind) {
    if (kind == ParcelKind::view) drop_older_view();
    const bool fits = queue_.size() < limits_.messages && bytes_ + parcel.size() <= limits_.bytes;
    const bool only_view = kind == ParcelKind::view && queue_.empty();
    if (!fits && !only_view) return false;
    bytes_ += parcel.size();
    queue_.push_back({std::move(parcel), kind});
    return true;
}

std::optional<Parcel> Outbox::take() {
    if (queue_.empty()) return std::nullopt;
    Parcel parcel = std::move(queue_.front().parcel);
    bytes_ -= parcel.size();
    queue_.pop_front();
    return parcel;
}

void Outbox::clear() {
    queue_.clear();
    bytes_ = 0;
}

}  // namespace equivox::net
