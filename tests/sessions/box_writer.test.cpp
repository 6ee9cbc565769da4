// SPDX-License-Identifier: Apache-2.0
#include "sessions/box_writer.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <future>

#include "sessions/codec.hpp"
#include "tests/support/box_room.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

// A writer over the box file of six seats, whose disk can be made busy.
struct Disk {
    TemporaryFolder folder;
    SystemChance nonces;
    Loop loop;
    BoxWriter writer{[this](std::function<void()> task) { loop.post(std::move(task)); }};
    std::filesystem::path path = folder / "boxes" / "box-1.box";
    std::shared_ptr<BoxFile> file =
        std::make_shared<BoxFile>(path, BoxRoom({2, 2, 2}).spec(1, BoxKind::ranking), std::string(32, 'a'),
                                  std::make_shared<const LockedBytes>(32), nonces);
    std::vector<std::string> told;

    Disk() { file->create(); }

    // While this holds, the writer's thread writes nothing, and what is asked for waits for one turn.
    struct Busy {
        std::promise<void> over;
        explicit Busy(Disk& disk) {
            disk.writer.run([end = std::make_shared<std::future<void>>(over.get_future())] { end->wait(); },
                            [] {});
        }
        ~Busy() { over.set_value(); }
    };
    void put(std::uint32_t seat, std::uint64_t sequence) {
        const std::string name = std::to_string(seat) + "/" + std::to_string(sequence);
        writer.write(file, {SeatId{seat}, sequence, blob(sequence)},
                     [this, name](bool good) { told.push_back(name + (good ? "" : " failed")); });
    }
    void empty(std::uint32_t seat) { writer.write(file, {SeatId{seat}, 0, {}}, {}); }
    void after(const std::string& name) {
        writer.after(file, [this, name](bool good) { told.push_back(name + (good ? "" : " failed")); });
    }
    void wait() {
        bool reached = false;
        writer.run([] {}, [&] { reached = true; });
        loop.run_until([&] { return reached; });
    }
    static SealedBlob blob(std::uint64_t sequence) {
        return std::make_shared<const std::string>(deposit_blob_size(BoxKind::ranking),
                                                   static_cast<char>(sequence));
    }
    [[nodiscard]] std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // How many of the copies differ from what they were.
    [[nodiscard]] static int copies_changed(const std::string& before, const std::string& after) {
        int changed = 0;
        for (std::size_t at = 4096; at < after.size(); at += 4096)
            changed += before.substr(at, 4096) != after.substr(at, 4096);
        return changed;
    }
    [[nodiscard]] std::map<std::uint32_t, std::uint64_t> found() const {
        SystemChance other;
        BoxFile again(path, BoxRoom({2, 2, 2}).spec(1, BoxKind::ranking), std::string(32, 'a'),
                      std::make_shared<const LockedBytes>(32), other);
        const auto slots = again.find();
        std::map<std::uint32_t, std::uint64_t> sequences;
        for (const SlotContent& slot : std::get<std::vector<SlotContent>>(slots))
            sequences[slot.seat.value] = slot.sequence;
        return sequences;
    }
};

using Sequences = std::map<std::uint32_t, std::uint64_t>;

TEST_CASE("What is asked of the disk is answered in the order in which it was asked") {
    Disk disk;
    {
        const Disk::Busy busy(disk);
        disk.put(1, 1);
        disk.put(2, 1);
        disk.after("a");
        disk.put(1, 2);
        disk.after("b");
    }
    disk.wait();
    CHECK(disk.told == std::vector<std::string>{"1/1", "2/1", "a", "1/2", "b"});
    CHECK(disk.found() == Sequences{{1, 2}, {2, 1}});
}

TEST_CASE("Several deposits of a seat under one sync touch one copy, so that the durable one stays") {
    Disk disk;
    disk.put(1, 1);
    disk.wait();
    const std::string before = disk.bytes();
    {
        const Disk::Busy busy(disk);
        for (std::uint64_t sequence = 2; sequence <= 9; ++sequence) disk.put(1, sequence);
        disk.put(2, 1);
    }
    disk.wait();
    CHECK(Disk::copies_changed(before, disk.bytes()) == 2);
    CHECK(disk.told.size() == 10);
    CHECK(disk.found() == Sequences{{1, 9}, {2, 1}});
}

TEST_CASE("Emptying a slot between two deposits leaves nothing of the first") {
    Disk disk;
    disk.put(1, 7);
    disk.wait();
    const std::string before = disk.bytes();
    {
        const Disk::Busy busy(disk);
        disk.put(1, 8);
        disk.empty(1);
        disk.put(1, 1);
        disk.put(2, 1);
    }
    disk.wait();
    CHECK(disk.told == std::vector<std::string>{"1/7", "1/8", "1/1", "2/1"});
    CHECK(disk.found() == Sequences{{1, 1}, {2, 1}});
    CHECK(Disk::copies_changed(before, disk.bytes()) == 3);  // both of seat 1, one of seat 2
}

TEST_CASE("A writer that goes first finishes what was asked of it") {
    Disk disk;
    {
        BoxWriter writer([&](std::function<void()> task) { disk.loop.post(std::move(task)); });
        writer.write(disk.file, {SeatId{3}, 4, Disk::blob(4)}, [&](bool) { disk.told.push_back("3/4"); });
    }
    disk.loop.run_posted();
    CHECK(disk.told == std::vector<std::string>{"3/4"});
    CHECK(disk.found() == Sequences{{3, 4}});
}

}  // namespace
}  // namespace equivox
