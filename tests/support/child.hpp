// SPDX-License-Identifier: Apache-2.0
// A process of its own for a part of a test that has to die, or to be looked at from outside.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>

namespace equivox::testing {

// Both ends are pipes: what one writes the other reads. Use in processes without threads only.
class Child {
public:
    // Runs `story` in a new process, with the ends of two pipes to read from and write to. The process ends
    // with 0 when the story does, with 1 when it throws; without destructors, buffers, or anything else nice.
    explicit Child(const std::function<void(int from_parent, int to_parent)>& story);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] int to_child() const { return to_child_; }
    [[nodiscard]] int from_child() const { return from_child_; }
    [[nodiscard]] pid_t id() const { return id_; }
    void kill() const;  // SIGKILL
    // Waits for its end. True: it ended by itself, and well.
    bool ended_well();
    bool was_killed();  // the same, by kill()

private:
    void wait();
    pid_t id_ = -1;
    int to_child_ = -1;
    int from_child_ = -1;
    int status_ = -1;
    bool ended_ = false;
};

// Whole messages through a pipe. read_all: false at its end.
void write_all(int pipe, const void* bytes, std::size_t size);
[[nodiscard]] bool read_all(int pipe, void* bytes, std::size_t size);
void write_text(int pipe, const std::string&);
[[nodiscard]] std::string read_text(int pipe);

}  // namespace equivox::testing
