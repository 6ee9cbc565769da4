// SPDX-License-Identifier: Apache-2.0
// A host is killed with SIGKILL after so many acknowledgements, again and again, and started again on the
// file it left. What was acknowledged is in the file, entry by entry and digest by digest, and the file is
// sound. Nothing waits for time to pass: the killer counts what it reads from a pipe.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <deque>
#include <mutex>

#include "sessions/custody_memory.hpp"
#include "sessions/journal_sqlite.hpp"
#include "sessions/journal_writer.hpp"
#include "sessions/recorder.hpp"
#include "tests/support/doubles.hpp"
#include "tests/support/random_workshop.hpp"
#include "tests/support/room.hpp"

namespace equivox {
namespace {

using namespace testing;

// What the host tells when it has acknowledged: the last durable entry.
struct Acknowledged {
    std::uint64_t number = 0;
    Digest digest{};
};

// The host's thread: runs what the writer posts.
class Loop {
public:
    void post(std::function<void()> task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        arrived_.notify_one();
    }
    void run_one() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !tasks_.empty(); });
        const std::function<void()> task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;
};

// Holds a random workshop over `path`, several commands under way at a time, until it is killed or the
// session is closed. Ends with 0 when closed, 1 when something is wrong.
[[noreturn]] void host(const std::filesystem::path& path, std::uint64_t seed, int pipe) {
    try {
        SeededChance chance(seed);
        MemoryCustody custody(chance);
        Loop loop;
        const bool exists = std::filesystem::exists(path);
        SqliteJournal store(path, exists ? SqliteJournal::Mode::resume : SqliteJournal::Mode::create);
        ThreadJournalWriter writer(store, [&](std::function<void()> task) { loop.post(std::move(task)); });
        Recorder recorder(writer, custody, [] { return a_minute(); });
        int under_way = 0;
        std::uint32_t turns = 0;
        auto replayed = replay(store.read_all());
        if (auto* good = std::get_if<Replay>(&replayed)) {
            recorder.resume(std::move(*good));
        } else if (std::get<Broken>(replayed).problem == "the record is empty") {
            recorder.open(make_opening(agenda_of({.seats = {3, 2, 1, 1, 1, 1}, .rounds = 3}), true,
                                       CustodyKind::memory, test_host_key(), chance));
            while (recorder.chain().number == 0) loop.run_one();
        } else {
            _exit(1);
        }
        while (!recorder.session().closed) {
            Live live;
            recorder.fill_live(live);
            const Asked asked = somebody_asks(recorder.session(), live, chance);
            ++under_way;
            recorder.submit(asked.command, asked.by, [&](Answer answer) {
                --under_way;
                if (!std::holds_alternative<Done>(answer)) return;
                const Acknowledged acknowledged{recorder.chain().number, recorder.chain().digest};
                if (write(pipe, &acknowledged, sizeof acknowledged) != sizeof acknowledged) _exit(1);
            });
            // Refusals come at once and let the loop wait; what is under way gets its turn all the same.
            while (under_way >= 4 || (under_way > 0 && ++turns % 8 == 0)) loop.run_one();
        }
        _exit(0);
    } catch (...) {
        _exit(1);
    }
}

bool read_one(int pipe, Acknowledged& into) {
    std::size_t filled = 0;
    while (filled < sizeof into) {
        const ssize_t got = read(pipe, reinterpret_cast<char*>(&into) + filled, sizeof into - filled);
        if (got <= 0) return false;
        filled += static_cast<std::size_t>(got);
    }
    return true;
}

TEST_CASE("A host killed at any moment has lost no acknowledged command") {
    const TemporaryFolder folder;
    SeededChance chance(42);
    constexpr int kills = 60;
    int killed = 0;
    int sessions = 0;
    std::uint64_t acknowledgements = 0;
    std::filesystem::path path = folder / "0.equivox";
    Acknowledged last;
    for (std::uint64_t run = 1; killed < kills; ++run) {
        REQUIRE(run < 400);
        int ends[2] = {-1, -1};
        REQUIRE(pipe(ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(ends[0]);
            host(path, run, ends[1]);
        }
        close(ends[1]);
        const std::uint32_t patience = 1 + chance.below(60);
        std::uint32_t seen = 0;
        for (Acknowledged one; read_one(ends[0], one); last = one) {
            ++acknowledgements;
            if (++seen == patience) kill(child, SIGKILL);
        }
        close(ends[0]);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        INFO("run " << run);
        const bool was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
        REQUIRE((was_killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));

        const std::vector<Entry> entries = SqliteJournal(path, SqliteJournal::Mode::read_only).read_all();
        const auto replayed = replay(entries);
        REQUIRE(std::holds_alternative<Replay>(replayed));
        REQUIRE(entries.size() >= last.number);
        if (last.number > 0) REQUIRE(entries[last.number - 1].digest == last.digest);
        killed += was_killed;
        if (std::get<Replay>(replayed).session.closed) {
            path = folder / (std::to_string(++sessions) + ".equivox");
            last = {};
        }
    }
    CHECK(acknowledgements > 500);
    CHECK(sessions >= 1);
}

}  // namespace
}  // namespace equivox
