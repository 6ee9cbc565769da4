// SPDX-License-Identifier: Apache-2.0
// A custody in a test, with devices that hold parts of its keys: no recorder, no journal.
//
//   BoxRoom room({3, 2, 1});              three organisations with so many seats, every seat held
//   room.start(shared_custody(folder));   or memory_custody()
//   room.open(1, BoxKind::proposals);     ready when it returns
//   room.put(1, 4, proposal_titled("Hub"));
//   room.close(1);                        devices give their parts back, as far as they are in the room
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "sessions/custody.hpp"
#include "sessions/key_keeper.hpp"

namespace equivox::testing {

// The thread of a host in a test: runs what other threads post. Must outlive the custody that posts.
class Loop {
public:
    void post(std::function<void()> task);
    // Waits for a task. Throws where none comes in a minute: something is stuck.
    void run_one();
    void run_until(const std::function<bool()>& reached);
    // Runs what has been posted already.
    void run_posted();

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;
};

using CustodyMaker = std::function<std::unique_ptr<Custody>(Chance&, Loop&)>;
[[nodiscard]] CustodyMaker memory_custody();
// Its folders are `folder`/boxes and `folder`/keys.
[[nodiscard]] CustodyMaker shared_custody(std::filesystem::path folder);
[[nodiscard]] std::filesystem::path box_path(const std::filesystem::path& folder, std::uint32_t box);
[[nodiscard]] std::filesystem::path key_path(const std::filesystem::path& folder, std::uint32_t box);

[[nodiscard]] ProposalsDeposit proposal_titled(std::string title, std::string text = "");
// Ranks proposal 1 before proposal 2 before ...
[[nodiscard]] RankingDeposit ranking_of(std::vector<std::uint32_t> best_first);
// What may be put into a box of this kind here: proposals 1 to 8, question 1.
[[nodiscard]] DepositRules rules_for(BoxKind);

class BoxRoom {
public:
    explicit BoxRoom(std::vector<std::uint32_t> seats_of_organisations, std::uint64_t seed = 1);

    void start(const CustodyMaker&);
    void stop() { custody_.reset(); }
    [[nodiscard]] Custody& custody() { return *custody_; }
    [[nodiscard]] Loop& loop() { return loop_; }
    [[nodiscard]] Chance& chance() { return *chance_; }

    // --- boxes
    [[nodiscard]] BoxSpec spec(std::uint32_t box, BoxKind) const;
    // Opens the box and lets the devices take their parts until it is ready.
    void open(std::uint32_t box, BoxKind);
    void begin_open(std::uint32_t box, BoxKind);  // no device does anything
    // After start(): finds the box again; devices give nothing yet.
    void resume(std::uint32_t box);
    [[nodiscard]] bool is_ready(std::uint32_t box) const { return ready_.contains(BoxId{box}); }
    [[nodiscard]] const BoxReady& ready(std::uint32_t box) const { return ready_.at(BoxId{box}); }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

    // --- deposits; each seat counts its own sequence
    PutResult put(std::uint32_t box, std::uint32_t seat, const DepositContent&);
    PutResult put_as(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence, const DepositContent&);
    PutResult put_blob(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                       const std::string& blob);
    [[nodiscard]] std::string sealed(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                                     const DepositContent&);

    // --- devices
    // The devices of these organisations only; at first all.
    void present(std::set<std::uint32_t> organisations);
    // Every device that is present does what it is asked for, once; how many did something.
    std::uint32_t devices_act(std::uint32_t box);
    // ... again and again, until none has anything left to do and nothing is under way.
    void devices_do_all(std::uint32_t box);
    [[nodiscard]] KeyKeeper& device(std::uint32_t seat) { return devices_.at(SeatId{seat}); }
    // The seat is taken by a new device, which knows nothing.
    void replace_device(std::uint32_t seat);
    [[nodiscard]] std::optional<DeviceTask> task(std::uint32_t box, std::uint32_t seat);

    // --- the end
    [[nodiscard]] ReleaseParameters parameters(BoxKind) const;
    void begin_close(std::uint32_t box);
    [[nodiscard]] const std::optional<ClosedBox>& closed(std::uint32_t box) { return closed_[BoxId{box}]; }
    ClosedBox close(std::uint32_t box);
    bool destroy(std::uint32_t box);

private:
    struct Opened {
        BoxKind kind = BoxKind::proposals;
        bool closing = false;
    };
    std::unique_ptr<Chance> chance_;
    Loop loop_;
    std::unique_ptr<Custody> custody_;
    std::vector<std::pair<SeatId, OrganisationId>> seats_;
    std::vector<OrganisationId> organisations_;
    std::set<OrganisationId> present_;
    std::map<SeatId, KeyKeeper> devices_;
    std::map<BoxId, Opened> opened_;
    std::map<BoxId, BoxReady> ready_;
    std::map<BoxId, std::optional<ClosedBox>> closed_;
    std::map<std::pair<BoxId, std::uint32_t>, std::uint64_t> sequences_;
    std::string trouble_;
};

[[nodiscard]] std::vector<std::string> titles_of(const ClosedBox&);  // sorted
[[nodiscard]] std::string text_of(const ClosedBox&);                 // everything that is in it

}  // namespace equivox::testing
