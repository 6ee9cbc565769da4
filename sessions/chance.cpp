// SPDX-License-Identifier: Apache-2.0
#include "sessions/chance.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "sessions/digest.hpp"
#include "sessions/version.hpp"

namespace equivox {
namespace {

// Letters that nobody mistakes for another or for a figure, in print or read aloud.
constexpr std::string_view code_letters = "ACDEFGHJKLMNPQRTUVWXY";
constexpr std::size_t code_length = 8;

std::string random_room_code(Chance& chance) {
    constexpr auto letters = static_cast<unsigned>(code_letters.size());
    std::string code;
    while (code.size() < code_length) {
        std::array<std::byte, 1> byte{};
        chance.fill(byte);
        const auto value = std::to_integer<unsigned>(byte[0]);
        if (value < 256 - 256 % letters) code += code_letters[value % letters];
    }
    return code;
}

}  // namespace

SystemChance::SystemChance() {
    if (sodium_init() < 0) throw std::runtime_error("The cryptography library could not be started.");
}

void SystemChance::fill(std::span<std::byte> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

void SeededChance::fill(std::span<std::byte> bytes) {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const std::string place = std::to_string(seed_) + "/" + std::to_string(drawn_++);
        const std::array<std::string_view, 2> parts{"equivox/seeded/1/", place};
        const Digest block = blake2b(parts);
        for (std::size_t i = 0; i < block.size() && filled < bytes.size(); ++i) bytes[filled++] = block[i];
    }
}

std::uint32_t SeededChance::below(std::uint32_t bound) {
    const std::uint32_t limit = UINT32_MAX - UINT32_MAX % bound;
    for (;;) {
        std::array<std::byte, 4> bytes{};
        fill(bytes);
        std::uint32_t value = 0;
        for (const std::byte byte : bytes) value = (value << 8U) | std::to_integer<std::uint32_t>(byte);
        if (value < limit) return value % bound;
    }
}

std::string random_hex(Chance& chance, std::size_t count) {
    std::vector<std::byte> bytes(count);
    chance.fill(bytes);
    return to_hex(bytes);
}

SessionOpened make_opening(Agenda agenda, bool rehearsal, CustodyKind custody, KeyText host_key,
                           Chance& chance) {
    SessionOpened opened;
    opened.session_id = random_hex(chance, 16);
    opened.public_seed = random_hex(chance, 32);
    opened.room_code = random_room_code(chance);
    opened.host_key = std::move(host_key);
    opened.rehearsal = rehearsal;
    opened.custody = custody;
    opened.software = software_name;
    opened.agenda = std::move(agenda);
    return opened;
}

}  // namespace equivox
