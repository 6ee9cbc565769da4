// SPDX-License-Identifier: Apache-2.0
#include "sessions/box_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/little_endian.hpp"

namespace equivox {
namespace {

constexpr std::string_view magic = "EQVXBOX1";
constexpr std::uint64_t page = 4096;
constexpr std::size_t token_size = 16;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
// Where each field of an opened copy begins; see box_file.hpp.
constexpr std::size_t sequence_at = 8;
constexpr std::size_t seat_at = 16;
constexpr std::size_t state_at = 20;
constexpr std::size_t blob_at = 24;
constexpr std::uint32_t copies = 2;

std::uint64_t copy_size_of(BoxKind kind) {
    const std::uint64_t needed = nonce_size + blob_at + deposit_blob_size(kind) + tag_size;
    return (needed + page - 1) / page * page;
}

std::string header_of(const BoxSpec& spec, const std::string& token) {
    std::string header(page, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(header.data());
    std::memcpy(bytes, magic.data(), magic.size());
    store_little(bytes + 8, spec.box.value);
    bytes[12] = static_cast<unsigned char>(spec.kind);
    store_little(bytes + 14, static_cast<std::uint16_t>(spec.seats.size()));
    std::memcpy(bytes + 16, token.data(), token.size());
    return header;
}

std::string token_bytes(const std::string& token) {
    std::optional<std::string> bytes = bytes_from_hex(token);
    assert(bytes && bytes->size() == token_size);
    return std::move(*bytes);
}

// The seats in the order of their slots.
std::vector<SeatId> slot_order(const BoxSpec& spec, const LockedBytes& box_key) {
    const LockedBytes key = locked_blake2b(box_key.view(), {"round-box-slots/v1"});
    std::vector<std::pair<Digest, SeatId>> keyed;
    for (const auto& [seat, organisation] : spec.seats) {
        unsigned char number[4];
        store_little(number, seat.value);
        const std::array<std::string_view, 1> parts{{{reinterpret_cast<const char*>(number), sizeof number}}};
        keyed.emplace_back(blake2b(parts, std::as_bytes(std::span(key.data(), key.size()))), seat);
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<SeatId> order;
    for (const auto& [digest, seat] : keyed) order.push_back(seat);
    return order;
}

}  // namespace

BoxFile::BoxFile(std::filesystem::path path, const BoxSpec& spec, const std::string& token, SharedKey box_key,
                 Chance& nonces)
    : path_(std::move(path)),
      header_(header_of(spec, token_bytes(token))),
      token_(token_bytes(token)),
      blob_size_(deposit_blob_size(spec.kind)),
      copy_size_(copy_size_of(spec.kind)),
      key_(std::move(box_key)),
      nonces_(nonces),
      plain_(copy_size_ - nonce_size - tag_size),
      sealed_(copy_size_) {
    assert(key_->size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    const std::vector<SeatId> order = slot_order(spec, *key_);
    for (std::uint32_t place = 0; place < order.size(); ++place)
        slots_.emplace_back(order[place], Slot{.place = place});
    std::sort(slots_.begin(), slots_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::uint64_t BoxFile::size_of(BoxKind kind, std::size_t slots) {
    return page + copies * slots * copy_size_of(kind);
}

std::optional<BoxFileProblem> BoxFile::look_at(const std::filesystem::path& path, const BoxSpec& spec,
                                               const std::string& token) {
    try {
        const std::optional<DurableFile> file = DurableFile::open(path);
        if (!file) return BoxFileProblem::missing;
        const std::string expected = header_of(spec, token_bytes(token));
        std::string header(expected.size(), '\0');
        if (!file->read_at(0, reinterpret_cast<unsigned char*>(header.data()), header.size()))
            return BoxFileProblem::truncated;
        if (header != expected) return BoxFileProblem::another_box;
        const std::uint64_t size = size_of(spec.kind, spec.seats.size());
        if (file->size() < size) return BoxFileProblem::truncated;
        if (file->size() > size) return BoxFileProblem::another_box;
        return std::nullopt;
    } catch (const FileError&) {
        return BoxFileProblem::unreadable;
    }
}

void BoxFile::create() {
    make_private_folder(path_.parent_path());
    if (!erase_file(path_)) throw FileError("An earlier file can not be removed.");
    file_ = DurableFile::create(path_);
    file_->write_at(0, reinterpret_cast<const unsigned char*>(header_.data()), header_.size());
    for (const auto& [seat, slot] : slots_)
        for (std::uint32_t copy = 0; copy < copies; ++copy)
            write_copy(slot.place, copy, 0, SlotContent{.seat = seat, .sequence = 0, .blob = {}});
    file_->sync();
    sync_folder(path_.parent_path());
}

std::variant<std::vector<SlotContent>, BoxFileProblem> BoxFile::find() {
    try {
        file_ = DurableFile::open(path_);
        if (!file_) return BoxFileProblem::missing;
        std::vector<SlotContent> found;
        for (auto& [seat, slot] : slots_) {
            std::optional<Copy> best;
            for (std::uint32_t which = 0; which < copies; ++which) {
                std::optional<Copy> copy = read_copy(slot.place, which);
                if (!copy || copy->content.seat != seat) continue;
                if (best && best->version >= copy->version) continue;
                best = std::move(copy);
                slot.newest = which;
            }
            if (!best) return BoxFileProblem::damaged;
            slot.version = best->version;
            if (best->content.blob) found.push_back(std::move(best->content));
        }
        return found;
    } catch (const FileError&) {
        return BoxFileProblem::unreadable;
    }
}

bool BoxFile::write(std::span<const SlotContent> changes) {
    if (failed_ || !file_) return false;
    try {
        bool emptied = false;
        for (const SlotContent& change : changes) {
            write_newer(slot_of(change.seat), change);
            emptied = emptied || !change.blob;
        }
        file_->sync_data();
        if (!emptied) return true;
        for (const SlotContent& change : changes)
            if (!change.blob) write_newer(slot_of(change.seat), change);
        file_->sync_data();
        return true;
    } catch (const FileError&) {
        failed_ = true;
        return false;
    }
}

std::uint64_t BoxFile::next_copy_at(SeatId seat) const {
    const auto found =
        std::find_if(slots_.begin(), slots_.end(), [&](const auto& entry) { return entry.first == seat; });
    assert(found != slots_.end());
    return offset(found->second.place, 1 - found->second.newest);
}

std::uint64_t BoxFile::offset(std::uint32_t place, std::uint32_t copy) const {
    return page + (copy * slots_.size() + place) * copy_size_;
}

BoxFile::Slot& BoxFile::slot_of(SeatId seat) {
    const auto found =
        std::lower_bound(slots_.begin(), slots_.end(), seat,
                         [](const auto& entry, SeatId wanted) { return entry.first < wanted; });
    assert(found != slots_.end() && found->first == seat);
    return found->second;
}

void BoxFile::write_newer(Slot& slot, const SlotContent& content) {
    const std::uint32_t older = 1 - slot.newest;
    write_copy(slot.place, older, slot.version + 1, content);
    slot.newest = older;
    ++slot.version;
}

void BoxFile::write_copy(std::uint32_t place, std::uint32_t copy, std::uint64_t version,
                         const SlotContent& content) {
    unsigned char* plain = plain_.data();
    std::memset(plain, 0, plain_.size());
    store_little(plain, version);
    store_little(plain + sequence_at, content.sequence);
    store_little(plain + seat_at, content.seat.value);
    if (content.blob) {
        assert(content.blob->size() == blob_size_);
        plain[state_at] = 1;
        std::memcpy(plain + blob_at, content.blob->data(), blob_size_);
    }
    nonces_.fill(std::as_writable_bytes(std::span(sealed_).first(nonce_size)));
    const std::string bound = bound_to(place, copy);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed_.data() + nonce_size, nullptr, plain, plain_.size(),
                                               reinterpret_cast<const unsigned char*>(bound.data()),
                                               bound.size(), nullptr, sealed_.data(), key_->data());
    file_->write_at(offset(place, copy), sealed_.data(), sealed_.size());
}

std::optional<BoxFile::Copy> BoxFile::read_copy(std::uint32_t place, std::uint32_t copy) {
    if (!file_->read_at(offset(place, copy), sealed_.data(), sealed_.size())) return std::nullopt;
    const std::string bound = bound_to(place, copy);
    unsigned char* plain = plain_.data();
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, sealed_.data() + nonce_size,
                                                   sealed_.size() - nonce_size,
                                                   reinterpret_cast<const unsigned char*>(bound.data()),
                                                   bound.size(), sealed_.data(), key_->data()) != 0)
        return std::nullopt;
    Copy read;
    read.version = load_little<std::uint64_t>(plain);
    read.content.sequence = load_little<std::uint64_t>(plain + sequence_at);
    read.content.seat = SeatId{load_little<std::uint32_t>(plain + seat_at)};
    if (plain[state_at] == 1)
        read.content.blob =
            std::make_shared<const std::string>(reinterpret_cast<const char*>(plain + blob_at), blob_size_);
    return read;
}

std::string BoxFile::bound_to(std::uint32_t place, std::uint32_t copy) const {
    unsigned char numbers[8];
    store_little(numbers, place);
    store_little(numbers + 4, copy);
    return token_ + std::string(reinterpret_cast<const char*>(numbers), sizeof numbers);
}

}  // namespace equivox
