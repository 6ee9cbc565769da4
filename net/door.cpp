// SPDX-License-Identifier: Apache-2.0
#include "net/door.hpp"

#include <algorithm>

namespace equivox::net {
namespace {

// A flood of wrong codes must not make the list grow without end; what matters of it is its youngest part.
constexpr std::size_t remembered_wrong_codes = 4096;

std::string plain_code(std::string_view typed) {
    std::string result;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

}  // namespace

bool equal_in_constant_time(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        difference = static_cast<unsigned char>(difference | static_cast<unsigned char>(one[i] ^ other[i]));
    return difference == 0;
}

void Door::forget_before(Instant instant) {
    while (!wrong_.empty() && (wrong_.front().when < instant || wrong_.size() > remembered_wrong_codes))
        wrong_.pop_front();
}

bool Door::alarm(Instant now) const {
    const auto recent = std::count_if(wrong_.begin(), wrong_.end(), [&](const WrongCode& wrong) {
        return now - wrong.when < limits_.window;
    });
    return static_cast<std::size_t>(recent) >= limits_.wrong_codes;
}

CodeVerdict Door::try_code(std::string_view typed, const PeerAddress& address, Instant now) {
    forget_before(now - limits_.window);
    const bool must_wait =
        alarm(now) && std::any_of(wrong_.rbegin(), wrong_.rend(), [&](const WrongCode& wrong) {
            return wrong.address == address.text && now - wrong.when < limits_.wait;
        });
    if (must_wait) return CodeVerdict::wait;
    const std::string code = plain_code(room_.room_code());
    if (!code.empty() && equal_in_constant_time(plain_code(typed), code)) return CodeVerdict::right;
    wrong_.push_back({now, address.text});
    return CodeVerdict::wrong;
}

bool Door::is_facilitator_secret(std::string_view given) const {
    const std::string secret = room_.facilitator_secret();
    return !secret.empty() && equal_in_constant_time(given, secret);
}

std::optional<SeatId> Door::seat_of(const KeyText& key) const {
    return room_.seat_of_key(key);
}

}  // namespace equivox::net
