// SPDX-License-Identifier: Apache-2.0
#include "sessions/key_file.hpp"

#include <sodium.h>

#include <cassert>
#include <cstring>

#include "sessions/digest.hpp"
#include "sessions/durable_file.hpp"
#include "sessions/little_endian.hpp"

namespace equivox {
namespace {

constexpr std::string_view magic = "EQVXKEY1";
constexpr std::size_t digest_size = sizeof(Digest);
constexpr std::size_t points_size = threshold_most * sizeof(Point);
// Where each field begins; see key_file.hpp.
constexpr std::size_t box_at = 8;
constexpr std::size_t kind_at = box_at + 4;
constexpr std::size_t threshold_at = kind_at + 1;
constexpr std::size_t token_at = threshold_at + 3;
constexpr std::size_t roster_at = token_at + 16;
constexpr std::size_t key_at = roster_at + digest_size;
constexpr std::size_t key_size = 32;
constexpr std::size_t room_at = key_at + key_size;
constexpr std::size_t ballot_at = room_at + points_size;
constexpr std::size_t check_at = ballot_at + points_size;
constexpr std::size_t file_size = check_at + digest_size;

std::filesystem::path unfinished(std::filesystem::path path) {
    path += ".new";
    return path;
}

Digest roster_digest(const BoxSpec& spec) {
    std::string text;
    for (const auto& [seat, organisation] : spec.seats)
        text += std::to_string(seat.value) + "/" + std::to_string(organisation.value) + ",";
    const std::array<std::string_view, 4> parts{"equivox/key-file/1/", spec.session_id, "/", text};
    return blake2b(parts);
}

// Everything but the key, the commitments and the check.
void lay_out_head(const BoxSpec& spec, const std::string& token, std::size_t threshold, unsigned char* out) {
    std::memcpy(out, magic.data(), magic.size());
    store_little(out + box_at, spec.box.value);
    out[kind_at] = static_cast<unsigned char>(spec.kind);
    out[threshold_at] = static_cast<unsigned char>(threshold);
    const std::optional<std::string> token_bytes = bytes_from_hex(token);
    assert(token_bytes && token_bytes->size() == 16);
    std::memcpy(out + token_at, token_bytes->data(), token_bytes->size());
    const Digest roster = roster_digest(spec);
    std::memcpy(out + roster_at, roster.data(), roster.size());
}

LockedBytes check_of(const LockedBytes& bytes) {
    return locked_blake2b({}, {bytes.view().substr(0, check_at)});
}

std::vector<Point> points(const unsigned char* bytes, std::size_t count) {
    std::vector<Point> result(count);
    std::memcpy(result.data(), bytes, count * sizeof(Point));
    return result;
}

}  // namespace

void write_key_file(const std::filesystem::path& path, const BoxSpec& spec, const KeyFile& content) {
    const std::size_t threshold = content.room_commitments.size();
    assert(threshold >= 2 && threshold <= threshold_most);
    assert(content.ballot_commitments.size() == threshold && content.key.size() == key_size);
    LockedBytes bytes(file_size);
    lay_out_head(spec, content.token, threshold, bytes.data());
    std::memcpy(bytes.data() + key_at, content.key.data(), key_size);
    std::memcpy(bytes.data() + room_at, content.room_commitments.data(), threshold * sizeof(Point));
    std::memcpy(bytes.data() + ballot_at, content.ballot_commitments.data(), threshold * sizeof(Point));
    std::memcpy(bytes.data() + check_at, check_of(bytes).data(), digest_size);

    make_private_folder(path.parent_path());
    if (!erase_key_file(path)) throw FileError("An earlier file can not be removed.");
    {
        DurableFile file = DurableFile::create(unfinished(path));
        file.write_at(0, bytes.data(), bytes.size());
        file.sync();
    }
    std::error_code problem;
    std::filesystem::rename(unfinished(path), path, problem);
    if (problem) throw FileError(problem.message());
    sync_folder(path.parent_path());
}

std::variant<KeyFile, KeyFileProblem> read_key_file(const std::filesystem::path& path, const BoxSpec& spec,
                                                    const std::string& token) {
    LockedBytes bytes(file_size);
    try {
        const std::optional<DurableFile> file = DurableFile::open(path);
        if (!file) return KeyFileProblem::missing;
        if (file->size() < file_size) return KeyFileProblem::truncated;
        if (file->size() > file_size) return KeyFileProblem::damaged;
        if (!file->read_at(0, bytes.data(), file_size)) return KeyFileProblem::truncated;
    } catch (const FileError&) {
        return KeyFileProblem::unreadable;
    }
    if (sodium_memcmp(check_of(bytes).data(), bytes.data() + check_at, digest_size) != 0)
        return KeyFileProblem::damaged;
    const std::size_t threshold = bytes.data()[threshold_at];
    if (threshold < 2 || threshold > threshold_most) return KeyFileProblem::damaged;
    LockedBytes expected(file_size);
    lay_out_head(spec, token, threshold, expected.data());
    if (std::memcmp(bytes.data(), expected.data(), key_at) != 0) return KeyFileProblem::another_box;
    KeyFile content;
    content.token = token;
    content.key = LockedBytes(key_size);
    std::memcpy(content.key.data(), bytes.data() + key_at, key_size);
    content.room_commitments = points(bytes.data() + room_at, threshold);
    content.ballot_commitments = points(bytes.data() + ballot_at, threshold);
    return content;
}

bool erase_key_file(const std::filesystem::path& path) noexcept {
    const bool whole = erase_file(path);
    return erase_file(unfinished(path)) && whole;
}

}  // namespace equivox
