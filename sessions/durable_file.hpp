// SPDX-License-Identifier: Apache-2.0
// Files that hold what must be neither lost nor read by others: the host's half of a box's key and the box
// itself. Private (0600, in folders of 0700), durable when a call returns, and erased when they have served.
//
// Erasing overwrites, cuts, and unlinks, each durably. On a solid-state disk the bytes may survive all the
// same; nothing relies on that alone (anonymity.md 4.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace equivox {

// What the system said: "No space left on device".
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class DurableFile {
public:
    // A new file that only its owner may read. Fails where there is one already. Throws FileError.
    [[nodiscard]] static DurableFile create(const std::filesystem::path&);
    // Nothing: there is none. Throws FileError, also where it is no regular file.
    [[nodiscard]] static std::optional<DurableFile> open(const std::filesystem::path&);

    DurableFile(DurableFile&&) noexcept;
    DurableFile& operator=(DurableFile&&) noexcept;
    ~DurableFile();

    [[nodiscard]] std::uint64_t size() const;
    // Exactly `size` bytes at `offset`. False: the file ends before. Throws FileError.
    [[nodiscard]] bool read_at(std::uint64_t offset, unsigned char* bytes, std::size_t size) const;
    void write_at(std::uint64_t offset, const unsigned char* bytes, std::size_t size);
    void cut();        // to no bytes
    void sync_data();  // what was written, where the size has not changed
    void sync();

private:
    explicit DurableFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

// Makes the folder where there is none, for its owner only. Throws FileError.
void make_private_folder(const std::filesystem::path&);
// Makes what was created, renamed or removed in the folder durable. Throws FileError.
void sync_folder(const std::filesystem::path&);
// Overwrites, cuts, removes. True: nothing is left, or nothing was there.
[[nodiscard]] bool erase_file(const std::filesystem::path&) noexcept;

}  // namespace equivox
