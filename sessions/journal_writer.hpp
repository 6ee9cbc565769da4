// SPDX-License-Identifier: Apache-2.0
// The writer with a thread of its own: whoever appends never waits for the disk. Entries that arrive while
// the disk is busy go into one batch and share one sync; their callbacks follow when it is done.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "sessions/journal_store.hpp"

namespace equivox {

class ThreadJournalWriter final : public JournalWriter {
public:
    // Runs a task on the thread that called append; must stay valid as long as the writer.
    using Post = std::function<void(std::function<void()>)>;

    ThreadJournalWriter(JournalStore& store, Post post);
    // Waits until everything appended is durable or has failed. Callbacks not yet posted are posted.
    ~ThreadJournalWriter() override;
    ThreadJournalWriter(const ThreadJournalWriter&) = delete;
    ThreadJournalWriter& operator=(const ThreadJournalWriter&) = delete;

    void append(std::vector<Entry> entries, std::function<void(std::string error)> done) override;

private:
    using Done = std::function<void(std::string error)>;
    struct Batch {
        std::vector<Entry> entries;
        std::vector<Done> done;
    };
    void run();
    void write(Batch&);

    JournalStore& store_;
    Post post_;
    std::mutex mutex_;
    std::condition_variable wake_;
    Batch waiting_;
    bool stopping_ = false;
    std::string failed_;  // the writer thread's own
    std::thread thread_;
};

}  // namespace equivox
