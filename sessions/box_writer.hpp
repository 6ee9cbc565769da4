// SPDX-License-Identifier: Apache-2.0
// The thread that waits for the disk, so that nobody else does. What arrives for a box while the disk is busy
// is written together under one sync (journal_writer.hpp does the same for the journal).
//
// Everything happens in the order in which it was asked. Of several deposits of one seat in one turn only the
// last is written, so that the copy that was durable before stays untouched until the sync is done.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "sessions/box_file.hpp"

namespace equivox {

class BoxWriter {
public:
    // Runs a task on the thread that asks; must stay valid as long as the writer.
    using Post = std::function<void(std::function<void()>)>;
    using Done = std::function<void(bool good)>;

    explicit BoxWriter(Post);
    // Waits until everything asked for is done and posted.
    ~BoxWriter();
    BoxWriter(const BoxWriter&) = delete;
    BoxWriter& operator=(const BoxWriter&) = delete;

    // Writes one slot. `done` is posted when it is durable, or when the disk did not take it.
    void write(std::shared_ptr<BoxFile>, SlotContent, Done done);
    // `done` is posted when everything asked before is, with whether this file is still in order.
    void after(std::shared_ptr<BoxFile>, Done done);
    // Anything else that waits for the disk: `work` on the writer's thread, then `then`, posted.
    void run(std::function<void()> work, std::function<void()> then);

private:
    struct Job {
        std::shared_ptr<BoxFile> file;  // nothing: work
        std::optional<SlotContent> change;
        Done done;
        std::function<void()> work;
        std::function<void()> then;
    };
    // What one sync makes durable.
    struct Turn {
        std::shared_ptr<BoxFile> file;
        std::vector<SlotContent> changes;
        std::vector<Done> done;
    };
    void submit(Job);
    void serve();
    void write_turn(Turn&);
    [[nodiscard]] static bool take_into(Turn&, Job&);

    Post post_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace equivox
