// SPDX-License-Identifier: Apache-2.0
// Custody in memory: deposits lie in locked pages that are never written to disk or into a core file, and are
// overwritten when the box is destroyed. What it does not protect against: a host that dies loses the open
// box (the inputs are asked for again), and whoever can read the host's memory while a box is open can read
// the box. Every device says so (words.hpp).
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
    void open(const BoxSpec&) override;
    void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
             std::function<void(PutResult)> done) override;
    void forget(BoxId, SeatId) override;
    [[nodiscard]] BoxProgress progress(BoxId) const override;
    void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) override;
    void destroy(BoxId) override;

private:
    struct Box;
    Chance& chance_;
    std::map<BoxId, std::unique_ptr<Box>> boxes_;
};

}  // namespace equivox
