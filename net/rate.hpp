// SPDX-License-Identifier: Apache-2.0
// How often somebody may do something: a bucket of `burst` tokens, refilled at `per_second`.
#pragma once

#include <algorithm>
#include <cstdint>

#include "net/time.hpp"

namespace equivox::net {

class Rate {
public:
    // Starts full at the first `take`.
    Rate(std::uint32_t per_second, std::uint32_t burst) : per_second_(per_second), burst_(burst) {}

    // One token, or false where there is none.
    [[nodiscard]] bool take(Instant now) {
        refill(now);
        if (thousandths_ < token) return false;
        thousandths_ -= token;
        return true;
    }

private:
    static constexpr std::int64_t token = 1000;

    void refill(Instant now) {
        const std::int64_t full = burst_ * token;
        if (!started_) {
            started_ = true;
            thousandths_ = full;
            last_ = now;
            return;
        }
        const auto passed = std::chrono::duration_cast<Milliseconds>(now - last_);
        if (passed.count() <= 0) return;
        last_ += passed;
        // Longer than it takes to fill the bucket makes no difference, and can not overflow.
        const std::int64_t enough = full / std::max<std::int64_t>(per_second_, 1) + 1;
        thousandths_ =
            std::min(full, thousandths_ + std::min<std::int64_t>(passed.count(), enough) * per_second_);
    }

    std::int64_t per_second_;
    std::int64_t burst_;
    std::int64_t thousandths_ = 0;
    Instant last_{};
    bool started_ = false;
};

}  // namespace equivox::net
