// SPDX-License-Identifier: Apache-2.0
// Custody in memory: a box's keys are drawn here, lie in locked pages (locked.hpp) and are given to nobody,
// so a box is ready at once with no holders; deposits are sealed to it as to any other. What it does not
// protect against: a host that dies loses the open box (the inputs are asked for again), and whoever can read
// the host's memory while a box is open can open it. Every device says so (words.hpp).
//
// Every callback is called before the call that takes it returns.
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
    // There is never anything to say: no box waits, and no device is asked for anything.
    void on_change(std::function<void()>) override {}

    void open(const BoxSpec&, Ready ready) override;
    void enough_parts(BoxId) override {}
    // There is nothing to find: the box is not here.
    void resume(const BoxSpec&, const BoxReady&) override {}

    void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
             std::function<void(PutResult)> done) override;
    void forget(BoxId, SeatId) override;
    [[nodiscard]] BoxProgress progress(BoxId) const override;

    [[nodiscard]] std::optional<BoxWaiting> waiting(BoxId) const override { return std::nullopt; }
    [[nodiscard]] std::optional<DeviceTask> task(BoxId, SeatId, const KeyText&) const override {
        return std::nullopt;
    }
    void parts_taken(BoxId, SeatId) override {}
    std::optional<Refusal> give_part(BoxId, SeatId, KeyPart, std::string_view) override;

    void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) override;
    void destroy(BoxId, std::function<void(bool)> done) override;

private:
    struct Box;
    Chance& chance_;
    std::map<BoxId, std::unique_ptr<Box>> boxes_;
};

}  // namespace equivox
