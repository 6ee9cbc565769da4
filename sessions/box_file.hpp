// SPDX-License-Identifier: Apache-2.0
// The file in which an open box lies (anonymity.md 4.4). Its size follows from the roster and the kind alone;
// each seat has one slot, each slot two copies, all filled from the start with encryptions that nobody can
// tell from one another: the file says nothing of who has put something in, when, or how often.
//
// One page of header, then the first copies of all slots, then the second copies. A copy takes whole pages of
// its own, so that a write that is torn by a power cut damages no other:
//   header  magic[8] = "EQVXBOX1" | box u32 | kind u8 | 0 u8 | slots u16 | token[16] | zeros
//   copy    nonce[24] | XChaCha20-Poly1305-IETF(K_box, nonce, ad = token[16] | slot u32 | copy u32,
//           version u64 | sequence u64 | seat u32 | state u8 (0 empty, 1 deposit) | 0 u8[3] | blob | zeros)
// The slot of a seat: its place when all seats are sorted by BLAKE2b-256(K_slots, seat u32), where K_slots =
// BLAKE2b-256(K_box, "round-box-slots/v1").
//
// A change writes the older copy under the next version, then syncs: a torn write leaves the newer one. The
// copy with the highest version that can be read counts. Emptying a slot writes both copies, one sync after
// the other: once the first is durable nothing brings the old deposit back.
//
// Belongs to one thread at a time: BoxWriter's (box_writer.hpp).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sessions/chance.hpp"
#include "sessions/custody.hpp"
#include "sessions/durable_file.hpp"
#include "sessions/locked.hpp"

namespace equivox {

using SharedKey = std::shared_ptr<const LockedBytes>;
using SealedBlob = std::shared_ptr<const std::string>;

enum class BoxFileProblem : std::uint8_t {
    missing,
    truncated,
    another_box,  // of another box, kind or roster; or no box file at all
    damaged,      // a slot has no copy that opens
    unreadable,   // the system refused
};

// What one slot holds.
struct SlotContent {
    SeatId seat;
    std::uint64_t sequence = 0;
    SealedBlob blob;  // nothing: empty
};

class BoxFile {
public:
    BoxFile(std::filesystem::path, const BoxSpec&, const std::string& token, SharedKey box_key,
            Chance& nonces);

    // Of a box with so many slots of this kind.
    [[nodiscard]] static std::uint64_t size_of(BoxKind, std::size_t slots);
    // Says what is wrong with the file as far as it can be told without the key.
    [[nodiscard]] static std::optional<BoxFileProblem> look_at(const std::filesystem::path&, const BoxSpec&,
                                                               const std::string& token);

    // Makes the file, every slot empty; durable when it returns. Throws FileError.
    void create();
    // Opens the file and finds what is in it: the slots that hold a deposit, in seat order.
    [[nodiscard]] std::variant<std::vector<SlotContent>, BoxFileProblem> find();
    // Each seat at most once. Durable when it returns true. False: the disk did not take it, now or earlier;
    // nothing is written any more.
    [[nodiscard]] bool write(std::span<const SlotContent> changes);
    [[nodiscard]] bool failed() const { return failed_; }

    // Where the copy lies that the next change of this seat will write over.
    [[nodiscard]] std::uint64_t next_copy_at(SeatId) const;
    [[nodiscard]] std::uint64_t copy_size() const { return copy_size_; }

private:
    struct Slot {
        std::uint32_t place = 0;
        std::uint64_t version = 0;
        std::uint32_t newest = 0;  // which of the two copies
    };
    struct Copy {
        std::uint64_t version = 0;
        SlotContent content;
    };
    [[nodiscard]] std::uint64_t offset(std::uint32_t place, std::uint32_t copy) const;
    [[nodiscard]] Slot& slot_of(SeatId);
    void write_copy(std::uint32_t place, std::uint32_t copy, std::uint64_t version, const SlotContent&);
    void write_newer(Slot&, const SlotContent&);
    [[nodiscard]] std::optional<Copy> read_copy(std::uint32_t place, std::uint32_t copy);
    [[nodiscard]] std::string bound_to(std::uint32_t place, std::uint32_t copy) const;

    std::filesystem::path path_;
    std::string header_;
    std::string token_;  // 16 bytes
    std::size_t blob_size_;
    std::uint64_t copy_size_;
    SharedKey key_;
    Chance& nonces_;
    std::vector<std::pair<SeatId, Slot>> slots_;  // in seat order
    std::optional<DurableFile> file_;
    LockedBytes plain_;
    std::vector<unsigned char> sealed_;
    bool failed_ = false;
};

}  // namespace equivox
