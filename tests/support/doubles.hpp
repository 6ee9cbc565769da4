// SPDX-License-Identifier: Apache-2.0
// Stand-ins for what lies behind the core's seams: a writer that waits to be told, a store that breaks, and a
// folder that is gone when the test ends.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

#include "sessions/chance.hpp"
#include "sessions/journal_store.hpp"

namespace equivox::testing {

// Holds every batch back until release_one() or fail_all().
class HoldingWriter final : public JournalWriter {
public:
    explicit HoldingWriter(JournalStore& store) : store_(store) {}
    void append(std::vector<Entry> entries, std::function<void(std::string)> done) override {
        waiting_.emplace_back(std::move(entries), std::move(done));
    }
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
    void release_one() {
        auto [entries, done] = std::move(waiting_.front());
        waiting_.pop_front();
        store_.append(entries);
        done("");
    }
    void release_all() {
        while (!waiting_.empty()) release_one();
    }
    void fail_all(const std::string& error) {
        while (!waiting_.empty()) {
            auto done = std::move(waiting_.front().second);
            waiting_.pop_front();
            done(error);
        }
    }

private:
    JournalStore& store_;
    std::deque<std::pair<std::vector<Entry>, std::function<void(std::string)>>> waiting_;
};

// Takes so many batches and then fails for good, as a full disk does.
class BreakingStore final : public JournalStore {
public:
    explicit BreakingStore(std::size_t good_batches) : good_(good_batches) {}
    void append(std::span<const Entry> entries) override {
        ++asked_;
        if (good_ == 0) throw JournalError("The disk is full.");
        --good_;
        entries_.insert(entries_.end(), entries.begin(), entries.end());
    }
    [[nodiscard]] std::vector<Entry> read_all() const override { return entries_; }
    [[nodiscard]] std::size_t asked() const { return asked_; }

private:
    std::size_t good_;
    std::size_t asked_ = 0;
    std::vector<Entry> entries_;
};

class TemporaryFolder {
public:
    TemporaryFolder() {
        SystemChance chance;
        path_ = std::filesystem::temp_directory_path() / ("equivox-test-" + random_hex(chance, 8));
        std::filesystem::create_directory(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace equivox::testing
