// SPDX-License-Identifier: Apache-2.0
#include "tests/support/child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <stdexcept>

namespace equivox::testing {

Child::Child(const std::function<void(int from_parent, int to_parent)>& story) {
    int down[2] = {-1, -1};
    int up[2] = {-1, -1};
    if (pipe(down) != 0 || pipe(up) != 0) throw std::runtime_error("no pipe");
    id_ = fork();
    if (id_ < 0) throw std::runtime_error("no fork");
    if (id_ == 0) {
        close(down[1]);
        close(up[0]);
        int result = 1;
        try {
            story(down[0], up[1]);
            result = 0;
        } catch (...) {
        }
        _exit(result);
    }
    close(down[0]);
    close(up[1]);
    to_child_ = down[1];
    from_child_ = up[0];
}

Child::~Child() {
    close(to_child_);
    close(from_child_);
    if (!ended_) {
        kill();
        wait();
    }
}

void Child::kill() const {
    ::kill(id_, SIGKILL);
}

void Child::wait() {
    if (!ended_) waitpid(id_, &status_, 0);
    ended_ = true;
}

bool Child::ended_well() {
    wait();
    return WIFEXITED(status_) && WEXITSTATUS(status_) == 0;
}

bool Child::was_killed() {
    wait();
    return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL;
}

void write_all(int pipe, const void* bytes, std::size_t size) {
    if (write(pipe, bytes, size) != static_cast<ssize_t>(size))
        throw std::runtime_error("the pipe is closed");
}

bool read_all(int pipe, void* bytes, std::size_t size) {
    auto* at = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t got = read(pipe, at, size);
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void write_text(int pipe, const std::string& text) {
    const std::uint64_t size = text.size();
    write_all(pipe, &size, sizeof size);
    write_all(pipe, text.data(), text.size());
}

std::string read_text(int pipe) {
    std::uint64_t size = 0;
    if (!read_all(pipe, &size, sizeof size)) throw std::runtime_error("the pipe is closed");
    std::string text(size, '\0');
    if (!read_all(pipe, text.data(), text.size())) throw std::runtime_error("the pipe is closed");
    return text;
}

}  // namespace equivox::testing
