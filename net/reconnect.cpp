// SPDX-License-Identifier: Apache-2.0
#include "net/reconnect.hpp"

#include <algorithm>

namespace equivox::net {

Milliseconds Backoff::next() {
    Milliseconds ceiling = shortest_ * 2;
    for (unsigned i = 0; i < failures_ && ceiling < longest_; ++i) ceiling *= 2;
    ceiling = std::min(ceiling, longest_);
    ++failures_;
    const auto spread = static_cast<std::uint64_t>(std::max<std::int64_t>((ceiling - shortest_).count(), 0));
    return shortest_ + Milliseconds(static_cast<std::int64_t>(random_() % (spread + 1)));
}

std::uint64_t Unanswered::add(Command command) {
    items_.push_back({++last_id_, std::move(command)});
    return last_id_;
}

bool Unanswered::answered(std::uint64_t id) {
    return std::erase_if(items_, [&](const Item& item) { return item.id == id; }) > 0;
}

}  // namespace equivox::net
