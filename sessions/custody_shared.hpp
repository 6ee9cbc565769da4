// SPDX-License-Identifier: Apache-2.0
// Custody v1.1 (anonymity.md section 4): the key that opens deposits is held by the organisations' devices
// only, from the moment the box takes deposits until it closes. The deposits lie sealed in a file that the
// host alone can not read after a restart either; a restart loses nothing that was acknowledged.
//
// What is where, for each box:
//   key folder   box-<id>.key   the host's half (key_file.hpp)
//   box folder   box-<id>.box   the deposits (box_file.hpp)
//   devices      one share of each secret for each organisation (key_parts.hpp)
//   here         K_box, in locked memory; never s_ballot, except before the box is ready and while it is
//   opened
// Both folders belong to one session: boxes of two sessions have the same names.
//
//   open ──> sharing ──────────────────────────────────────────> open ──> closing ──> released ──> destroyed
//   resume ─> waiting for the room's parts ─> reading the file ──┘
//
// The caller's thread never waits for a sync, nor for a box to be opened: a thread of its own does both
// (box_writer.hpp). resume() alone reads the small key file and the head of the box file at once. Callbacks
// come through Post, except those that need no disk (a deposit that is stale). A write that fails latches for
// its box: PutResult::failed from then on, and the box can still be closed with what is durable. A box whose
// file or key file is lost says so in waiting().
#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "sessions/box_writer.hpp"
#include "sessions/chance.hpp"
#include "sessions/custody.hpp"

namespace equivox {

class SharedCustody final : public Custody {
public:
    using Post = BoxWriter::Post;

    struct Folders {
        std::filesystem::path boxes;
        std::filesystem::path keys;
    };
    // `chance` and `post` must outlive this. Nothing is called back any more once this is gone. Boxes stay on
    // disk for resume().
    SharedCustody(Folders, Chance& chance, Post post);
    ~SharedCustody() override;
    SharedCustody(const SharedCustody&) = delete;
    SharedCustody& operator=(const SharedCustody&) = delete;

    [[nodiscard]] CustodyKind kind() const override { return CustodyKind::shared; }
    void on_change(std::function<void()> changed) override { changed_ = std::move(changed); }

    // At least two organisations must be seated.
    void open(const BoxSpec&, Ready ready) override;
    void enough_parts(BoxId) override;
    void resume(const BoxSpec&, const BoxReady&) override;

    void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
             std::function<void(PutResult)> done) override;
    void forget(BoxId, SeatId) override;
    [[nodiscard]] BoxProgress progress(BoxId) const override;

    [[nodiscard]] std::optional<BoxWaiting> waiting(BoxId) const override;
    [[nodiscard]] std::optional<DeviceTask> task(BoxId, SeatId, const KeyText& device_key) const override;
    void parts_taken(BoxId, SeatId) override;
    std::optional<Refusal> give_part(BoxId, SeatId, KeyPart, std::string_view sealed) override;

    void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) override;
    // Also of a box that is not known here: its files are looked for.
    void destroy(BoxId, std::function<void(bool)> done) override;

private:
    struct Box;
    [[nodiscard]] Box* find(BoxId) const;
    [[nodiscard]] std::filesystem::path box_path(BoxId) const;
    [[nodiscard]] std::filesystem::path key_path(BoxId) const;
    void notify() const;
    void write_new_files(const std::shared_ptr<Box>&);
    void files_written(const std::shared_ptr<Box>&, const std::string& error);
    void become_ready_if_possible(Box&);
    void room_secret_is_back(Box&);
    void slots_were_read(Box&, std::variant<std::vector<SlotContent>, BoxFileProblem>);
    void empty_slot(Box&, SeatId);
    void release_if_possible(Box&);
    void was_opened(Box&, ClosedBox);
    // Runs `task` through Post, unless this is gone by then.
    void post(std::function<void()> task);
    // Wraps a callback that must not run once this is gone.
    template <class Task>
    [[nodiscard]] auto guarded(Task task) const;

    Folders folders_;
    Chance& chance_;
    Post post_;
    std::function<void()> changed_;
    SystemChance nonces_;  // the writer thread's own
    std::map<BoxId, std::shared_ptr<Box>> boxes_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
    BoxWriter writer_;  // last: its thread ends before anything else goes
};

}  // namespace equivox
