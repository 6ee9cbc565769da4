// SPDX-License-Identifier: Apache-2.0
#include "sessions/box_writer.hpp"

#include <algorithm>
#include <utility>

namespace equivox {

BoxWriter::BoxWriter(Post post) : post_(std::move(post)), thread_([this] { serve(); }) {}

BoxWriter::~BoxWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void BoxWriter::write(std::shared_ptr<BoxFile> file, SlotContent content, Done done) {
    submit({.file = std::move(file),
            .change = std::move(content),
            .done = std::move(done),
            .work = {},
            .then = {}});
}

void BoxWriter::after(std::shared_ptr<BoxFile> file, Done done) {
    submit(
        {.file = std::move(file), .change = std::nullopt, .done = std::move(done), .work = {}, .then = {}});
}

void BoxWriter::run(std::function<void()> work, std::function<void()> then) {
    submit(
        {.file = {}, .change = std::nullopt, .done = {}, .work = std::move(work), .then = std::move(then)});
}

void BoxWriter::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
}

bool BoxWriter::take_into(Turn& turn, Job& job) {
    if (!job.file || (turn.file && turn.file != job.file)) return false;
    if (job.change) {
        const auto same = std::find_if(turn.changes.begin(), turn.changes.end(),
                                       [&](const SlotContent& one) { return one.seat == job.change->seat; });
        if (same == turn.changes.end()) {
            turn.changes.push_back(std::move(*job.change));
        } else if (same->blob && job.change->blob) {
            *same = std::move(*job.change);
        } else {
            return false;  // emptying a slot is a turn of its own for it
        }
    }
    turn.file = std::move(job.file);
    if (job.done) turn.done.push_back(std::move(job.done));
    return true;
}

void BoxWriter::serve() {
    for (;;) {
        Turn turn;
        Job work;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            while (!jobs_.empty() && take_into(turn, jobs_.front())) jobs_.pop_front();
            if (!turn.file) {
                work = std::move(jobs_.front());
                jobs_.pop_front();
            }
        }
        if (turn.file) {
            write_turn(turn);
        } else {
            work.work();
            work.work = {};
            post_(std::move(work.then));
        }
    }
}

void BoxWriter::write_turn(Turn& turn) {
    const bool good = turn.changes.empty() ? !turn.file->failed() : turn.file->write(turn.changes);
    // The last to hold the file may be this turn: it is let go before anybody is told.
    turn.file.reset();
    if (turn.done.empty()) return;
    post_([done = std::move(turn.done), good] {
        for (const Done& each : done) each(good);
    });
}

}  // namespace equivox
