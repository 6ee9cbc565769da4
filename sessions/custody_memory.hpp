// SPDX-License-Identifier: Apache-2.0
// Custody in memory: sealed deposits and the key that opens them lie in locked pages that are never written to
// disk or into a core file, and are overwritten when the box is destroyed. No part of a key is given out, and
// everything completes at once. What it does not protect against: a host that dies loses the open box (the
// inputs are asked for again), and whoever can read the host's memory while a box is open can read the box.
// For tests and for rehearsals that say so.
#pragma once

#include <map>
#include <memory>

#include "sessions/chance.hpp"
#include "sessions/custody.hpp"

namespace equivox {

class MemoryCustody final : public Custody {
public:
    explicit MemoryCustody(Chance& chance);
    ~MemoryCustody() override;
    MemoryCustody(const MemoryCustody&) = delete;
    MemoryCustody& operator=(const MemoryCustody&) = delete;

    [[nodiscard]] CustodyKind kind() const override { return CustodyKind::memory; }
    void on_change(std::function<void()>) override {}
    void open(const BoxSpec&, Ready ready) override;
    void enough_parts(BoxId) override {}
    // Nothing survives in memory: a box is opened anew instead.
    void resume(const BoxSpec&, const BoxReady&) override;
    void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
             std::function<void(PutResult)> done) override;
    void forget(BoxId, SeatId) override;
    [[nodiscard]] BoxProgress progress(BoxId) const override;
    [[nodiscard]] std::optional<BoxWaiting> waiting(BoxId) const override { return {}; }
    [[nodiscard]] std::optional<DeviceTask> task(BoxId, SeatId, const KeyText&) const override { return {}; }
    void parts_taken(BoxId, SeatId) override {}
    std::optional<Refusal> give_part(BoxId, SeatId, KeyPart, std::string_view) override {
        return Refusal::part_not_wanted;
    }
    void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) override;
    void destroy(BoxId, std::function<void(bool)> done) override;

private:
    struct Box;
    Chance& chance_;
    std::map<BoxId, std::unique_ptr<Box>> boxes_;
};

}  // namespace equivox
