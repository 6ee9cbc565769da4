// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal_writer.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "sessions/journal_memory.hpp"
#include "tests/support/doubles.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

std::vector<Entry> entries(Chain& chain, std::size_t count) {
    std::vector<Entry> batch;
    for (std::size_t i = 0; i < count; ++i) batch.push_back(chain.append(a_minute(), "event"));
    return batch;
}

// A thread's own queue of tasks, run by the test.
class Loop {
public:
    void post(std::function<void()> task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        arrived_.notify_one();
    }
    void run_one() {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return !tasks_.empty(); });
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
    }
    bool run_waiting() {
        std::function<void()> task;
        {
            const std::lock_guard lock(mutex_);
            if (tasks_.empty()) return false;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
        return true;
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;
};

// A store whose writing stops until it is let through; counts its batches.
class GatedStore final : public JournalStore {
public:
    void append(std::span<const Entry> batch) override {
        std::unique_lock lock(mutex_);
        ++begun_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
        sizes_.push_back(batch.size());
        entries_.insert(entries_.end(), batch.begin(), batch.end());
    }
    [[nodiscard]] std::vector<Entry> read_all() const override { return entries_; }
    void wait_until_begun(int times) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return begun_ >= times; });
    }
    void let_through() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    [[nodiscard]] const std::vector<std::size_t>& sizes() const { return sizes_; }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int begun_ = 0;
    bool open_ = false;
    std::vector<std::size_t> sizes_;
    std::vector<Entry> entries_;
};

TEST_CASE("A writer without a thread writes and answers in the call") {
    MemoryJournal store;
    DirectJournalWriter writer(store);
    Chain chain;
    std::string answer = "none";
    writer.append(entries(chain, 3), [&](const std::string& error) { answer = error; });
    CHECK(answer.empty());
    CHECK(store.read_all().size() == 3);
}

TEST_CASE("A writer without a thread never tries again after a failure") {
    BreakingStore store(1);
    DirectJournalWriter writer(store);
    Chain chain;
    std::vector<std::string> answers;
    for (int i = 0; i < 4; ++i)
        writer.append(entries(chain, 1), [&](const std::string& error) { answers.push_back(error); });
    CHECK(answers ==
          std::vector<std::string>{"", "The disk is full.", "The disk is full.", "The disk is full."});
    CHECK(store.asked() == 2);
}

TEST_CASE("A writer with a thread answers on the caller's thread in the order of the calls") {
    Loop loop;
    MemoryJournal store;
    std::vector<int> order;
    {
        ThreadJournalWriter writer(store, [&](std::function<void()> task) { loop.post(std::move(task)); });
        Chain chain;
        const auto here = std::this_thread::get_id();
        for (int i = 0; i < 200; ++i)
            writer.append(entries(chain, 1), [&, i](const std::string& error) {
                CHECK(error.empty());
                CHECK(std::this_thread::get_id() == here);
                order.push_back(i);
            });
        while (order.size() < 200) loop.run_one();
    }
    for (int i = 0; i < 200; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
    const auto stored = store.read_all();
    REQUIRE(stored.size() == 200);
    for (std::size_t i = 0; i < 200; ++i) CHECK(stored[i].number == i + 1);
}

TEST_CASE("What arrives while the disk is busy becomes one batch") {
    Loop loop;
    GatedStore store;
    int answered = 0;
    {
        ThreadJournalWriter writer(store, [&](std::function<void()> task) { loop.post(std::move(task)); });
        Chain chain;
        const auto count = [&](const std::string&) { ++answered; };
        writer.append(entries(chain, 1), count);
        store.wait_until_begun(1);
        for (int i = 0; i < 5; ++i) writer.append(entries(chain, 2), count);
        CHECK(answered == 0);
        store.let_through();
        while (answered < 6) loop.run_one();
    }
    CHECK(store.sizes() == std::vector<std::size_t>{1, 10});
}

TEST_CASE("A writer that is taken down writes and posts everything first") {
    Loop loop;
    MemoryJournal store;
    int answered = 0;
    {
        ThreadJournalWriter writer(store, [&](std::function<void()> task) { loop.post(std::move(task)); });
        Chain chain;
        for (int i = 0; i < 50; ++i)
            writer.append(entries(chain, 1), [&](const std::string&) { ++answered; });
    }
    CHECK(store.read_all().size() == 50);
    while (loop.run_waiting()) {
    }
    CHECK(answered == 50);
}

TEST_CASE("After one failure a writer with a thread fails everything and never tries again") {
    Loop loop;
    BreakingStore store(0);
    std::vector<std::string> answers;
    {
        ThreadJournalWriter writer(store, [&](std::function<void()> task) { loop.post(std::move(task)); });
        Chain chain;
        for (int i = 0; i < 3; ++i) {
            writer.append(entries(chain, 1), [&](const std::string& error) { answers.push_back(error); });
            loop.run_one();
        }
    }
    CHECK(answers == std::vector<std::string>(3, "The disk is full."));
    CHECK(store.asked() == 1);
    CHECK(store.read_all().empty());
}

}  // namespace
}  // namespace equivox
