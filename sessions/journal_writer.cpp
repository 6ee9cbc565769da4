// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal_writer.hpp"

#include <iterator>
#include <utility>

namespace equivox {

void DirectJournalWriter::append(std::vector<Entry> entries, std::function<void(std::string)> done) {
    if (failed_.empty()) {
        try {
            store_.append(entries);
        } catch (const JournalError& error) {
            failed_ = error.what();
        }
    }
    done(failed_);
}

ThreadJournalWriter::ThreadJournalWriter(JournalStore& store, Post post)
    : store_(store), post_(std::move(post)), thread_([this] { run(); }) {}

ThreadJournalWriter::~ThreadJournalWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void ThreadJournalWriter::append(std::vector<Entry> entries, Done done) {
    {
        const std::lock_guard lock(mutex_);
        std::move(entries.begin(), entries.end(), std::back_inserter(waiting_.entries));
        waiting_.done.push_back(std::move(done));
    }
    wake_.notify_one();
}

void ThreadJournalWriter::run() {
    for (;;) {
        Batch batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !waiting_.done.empty(); });
            if (waiting_.done.empty()) return;
            batch = std::exchange(waiting_, {});
        }
        write(batch);
    }
}

void ThreadJournalWriter::write(Batch& batch) {
    if (failed_.empty()) {
        try {
            store_.append(batch.entries);
        } catch (const JournalError& error) {
            failed_ = error.what();
        }
    }
    post_([done = std::move(batch.done), error = failed_] {
        for (const Done& each : done) each(error);
    });
}

}  // namespace equivox
