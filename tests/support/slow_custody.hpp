// SPDX-License-Identifier: Apache-2.0
// A custody as the network makes it: nothing completes before the test says so. It says that it is shared
// among the organisations, and keeps the deposits as the custody in memory does. What the recorder asks of it
// is written down.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sessions/custody_memory.hpp"

namespace equivox::testing {

class SlowCustody final : public Custody {
public:
    explicit SlowCustody(Chance& chance) : memory_(chance) {}

    // --- what the test decides
    void get_ready();                      // the oldest box that was opened can be used
    void can_not(const std::string& why);  // the oldest box that was opened can not be made
    void give_release();                   // the oldest box that was closed has its key
    void give_release_again();             // the one given last, once more
    void finish_destroying(bool gone = true);
    void put_answers_now(PutResult result) { put_result_ = result; }
    void wait_for(std::optional<BoxWaiting> waiting) {
        waiting_ = waiting;
        if (changed_) changed_();
    }
    void ask_of(SeatId seat, DeviceTask task) { tasks_[seat] = std::move(task); }
    void refuse_parts(Refusal why) { part_refusal_ = why; }

    // --- what was asked of it: "open 1", "close 1", "destroy 1", "resume 1", "forget 1 3", "taken 1 2",
    // "part 1 2 ballot"
    [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }
    [[nodiscard]] std::size_t opening() const { return opened_.size(); }
    [[nodiscard]] std::size_t closing() const { return closed_.size(); }
    [[nodiscard]] std::size_t destroying() const { return destroyed_.size(); }

    // --- custody
    [[nodiscard]] CustodyKind kind() const override { return CustodyKind::shared; }
    void on_change(std::function<void()> changed) override { changed_ = std::move(changed); }
    void open(const BoxSpec&, Ready ready) override;
    void enough_parts(BoxId) override {}
    void resume(const BoxSpec&, const BoxReady&) override;
    void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
             std::function<void(PutResult)> done) override;
    void forget(BoxId, SeatId) override;
    [[nodiscard]] BoxProgress progress(BoxId box) const override { return memory_.progress(box); }
    [[nodiscard]] std::optional<BoxWaiting> waiting(BoxId) const override { return waiting_; }
    [[nodiscard]] std::optional<DeviceTask> task(BoxId, SeatId, const KeyText&) const override;
    void parts_taken(BoxId, SeatId) override;
    std::optional<Refusal> give_part(BoxId, SeatId, KeyPart, std::string_view sealed) override;
    void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) override;
    void destroy(BoxId, std::function<void(bool)> done) override;

private:
    struct Opening {
        BoxSpec spec;
        Ready ready;
    };
    struct Closing {
        BoxId box;
        ReleaseParameters parameters;
        std::function<void(ClosedBox)> done;
    };
    MemoryCustody memory_;
    std::deque<Opening> opened_;
    std::deque<Closing> closed_;
    std::deque<std::pair<BoxId, std::function<void(bool)>>> destroyed_;
    std::function<void()> again_;
    std::optional<BoxWaiting> waiting_;
    std::map<SeatId, DeviceTask> tasks_;
    std::optional<PutResult> put_result_;
    std::optional<Refusal> part_refusal_;
    std::function<void()> changed_;
    std::vector<std::string> asked_;
};

}  // namespace equivox::testing
