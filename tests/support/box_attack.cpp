// SPDX-License-Identifier: Apache-2.0
#include "tests/support/box_attack.hpp"

#include <sodium.h>

#include <fstream>
#include <stdexcept>

#include "sessions/digest.hpp"

namespace equivox::testing {
namespace {

std::string bytes_at(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::size_t copies_that_open(const std::filesystem::path& path, const std::string& token,
                             std::size_t copy_size, const LockedBytes& box_key) {
    const std::string bytes = bytes_at(path);
    if (bytes.size() <= 4096 || (bytes.size() - 4096) % (2 * copy_size) != 0)
        throw std::logic_error("this is no box file");
    const std::size_t slots = (bytes.size() - 4096) / copy_size / 2;
    std::size_t opened = 0;
    for (std::size_t copy = 0; copy < 2; ++copy)
        for (std::size_t slot = 0; slot < slots; ++slot) {
            std::string bound = *bytes_from_hex(token);
            for (const std::size_t number : {slot, copy})
                bound += {static_cast<char>(number & 255U), static_cast<char>(number >> 8U), '\0', '\0'};
            const std::string_view sealed =
                std::string_view(bytes).substr(4096 + (copy * slots + slot) * copy_size, copy_size);
            std::string plain(copy_size - 40, '\0');
            if (crypto_aead_xchacha20poly1305_ietf_decrypt(
                    reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes_of(sealed) + 24,
                    copy_size - 24, bytes_of(bound), bound.size(), bytes_of(sealed), box_key.data()) == 0)
                ++opened;
        }
    return opened;
}

LockedBytes attacked_box_key(std::string_view disk_key, std::string_view room_secret,
                             const std::string& token) {
    std::string message = "round-box/v1" + std::string(32, '\0') + *bytes_from_hex(token);
    crypto_generichash(reinterpret_cast<unsigned char*>(message.data()) + 12, 32, bytes_of(room_secret),
                       room_secret.size(), nullptr, 0);
    LockedBytes key(32);
    crypto_generichash(key.data(), 32, bytes_of(message), message.size(), bytes_of(disk_key),
                       disk_key.size());
    return key;
}

std::vector<std::string> files_with(const std::filesystem::path& folder, std::span<const std::string> texts) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = bytes_at(entry.path());
        for (const std::string& text : texts)
            if (bytes.find(text) != std::string::npos) {
                found.push_back(entry.path().filename().string());
                break;
            }
    }
    return found;
}

}  // namespace equivox::testing
