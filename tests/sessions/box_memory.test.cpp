// SPDX-License-Identifier: Apache-2.0
// X3 in memory: what a host's process holds while a box is open and after it is destroyed, read from outside
// as somebody would who seizes the machine; and the guard around that process.
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "sessions/codec.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/process_guard.hpp"
#include "sessions/seal.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/child.hpp"
#include "tests/support/shared_room.hpp"

namespace equivox {
namespace {

using namespace testing;

// The bytes looked for; names only are printed.
using Canaries = std::vector<std::pair<std::string, std::string>>;

// Which of the canaries stand in the memory of this process, somewhere it can write.
std::set<std::string> found_in(pid_t process, const Canaries& canaries) {
    std::set<std::string> found;
    const std::string proc = "/proc/" + std::to_string(process);
    std::ifstream maps(proc + "/maps");
    std::ifstream memory(proc + "/mem", std::ios::binary);
    std::uint64_t seen = 0;
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        char dash = 0;
        std::string rights;
        words >> std::hex >> from >> dash >> to >> rights;
        if (rights.substr(0, 2) != "rw") continue;
        std::string bytes(to - from, '\0');
        memory.clear();
        memory.seekg(static_cast<std::streamoff>(from));
        memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount())));
        seen += bytes.size();
        for (const auto& [name, canary] : canaries)
            if (bytes.find(canary) != std::string::npos) found.insert(name);
    }
    REQUIRE(seen > 100'000);
    return found;
}

// Chance that remembers what it gave.
class RememberingChance final : public Chance {
public:
    void fill(std::span<std::byte> bytes) override {
        chance_.fill(bytes);
        given.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::vector<std::string> given;

private:
    SystemChance chance_;
};

// The host's process: puts in what it is sent, closes, destroys, and waits for the word between any two
// steps.
void host_on_demand(SharedRoom& room, int from_parent, int to_parent) {
    const auto done = [&](const std::string& what) {
        write_text(to_parent, what);
        static_cast<void>(read_text(from_parent));
    };
    room.start(shared_custody(room.path()));
    room.begin_open(1, BoxKind::ranking);
    for (const std::uint32_t seat : {3U, 4U})
        write_text(to_parent, std::get<TakeParts>(room.task(1, seat).value()).sealed);
    room.devices_act(1);
    room.loop().run_until([&] { return room.is_ready(1); });
    write_text(to_parent, room.ready(1).token);
    write_text(to_parent, room.ready(1).public_key);
    for (std::uint32_t seat = 1; seat <= 7; ++seat)
        if (room.put_blob(1, seat, 1, read_text(from_parent)) != PutResult::kept) return;
    done("open");
    done(text_of(room.close(1)));
    if (!room.destroy(1)) return;
    done("destroyed");
}

// A room whose host is a process of its own. What this process learns, it learns after that one was made.
struct Scene {
    SharedRoom room;
    std::string token;
    KeyText public_key;
    Canaries deposits;
    Canaries keys;
    std::unique_ptr<Child> host;

    Scene() {
        room.stop();
        host = std::make_unique<Child>(
            [this](int from_parent, int to_parent) { host_on_demand(room, from_parent, to_parent); });
        for (const std::uint32_t seat : {3U, 4U}) REQUIRE(room.device(seat).take({BoxId{1}, next()}));
        token = next();
        public_key = next();
        make_deposits();
        find_keys();
    }
    void make_deposits() {
        RememberingChance chance;
        for (std::uint32_t seat = 1; seat <= 7; ++seat) {
            std::vector<std::uint32_t> order{8, 3, 6, 1, 5, 2, 7, 4};
            std::rotate(order.begin(), order.begin() + seat, order.end());
            chance.given.clear();
            const std::string blob = seal_deposit(public_key, {token, SeatId{seat}, 1},
                                                  rules_for(BoxKind::ranking), ranking_of(order), chance);
            deposits.emplace_back("a nonce", chance.given.at(0));
            std::string ranks(20, '\0');
            for (std::size_t place = 0; place < order.size(); ++place)
                ranks[order[place] - 1] = static_cast<char>(place + 1);
            deposits.emplace_back("ranks", ranks);
            write_text(host->to_child(), blob);
        }
    }
    void find_keys() {
        SeededChance chance(99);
        const HostKey thief(chance);
        const auto secret = [&](KeyPart part) {
            std::vector<Share> shares;
            for (const std::uint32_t seat : {3U, 4U}) {
                GivenPart given =
                    thief.open(*room.device(seat).give({BoxId{1}, part, thief.public_key()}, true)).value();
                shares.push_back({given.organisation.value, std::move(given.share)});
            }
            return combine_shares(shares);
        };
        const auto read = read_key_file(key_path(room.path(), 1), room.spec(1, BoxKind::ranking), token);
        const std::string disk_key(std::get<KeyFile>(read).key.view());
        const LockedBytes s_room = secret(KeyPart::room);
        const LockedBytes s_ballot = secret(KeyPart::ballot);
        const LockedBytes seed = derive_ballot_seed(s_ballot.view());
        std::string unused(32, '\0');
        std::string secret_key(32, '\0');
        crypto_box_seed_keypair(reinterpret_cast<unsigned char*>(unused.data()),
                                reinterpret_cast<unsigned char*>(secret_key.data()), seed.data());
        keys = {{"K_disk", disk_key},
                {"s_room", std::string(s_room.view())},
                {"s_ballot", std::string(s_ballot.view())},
                {"the ballot seed", std::string(seed.view())},
                {"the ballot key", secret_key},
                {"K_box", std::string(attacked_box_key(disk_key, s_room.view(), token).view())}};
    }
    [[nodiscard]] std::set<std::string> found() const {
        Canaries all = deposits;
        all.insert(all.end(), keys.begin(), keys.end());
        return found_in(host->id(), all);
    }
    std::string next() const { return read_text(host->from_child()); }
    void go_on() const { write_text(host->to_child(), "go on"); }
};

TEST_CASE(
    "X3: a host's memory holds no key that opens deposits while a box is open, and nothing at all later") {
    const Scene scene;
    REQUIRE(scene.next() == "open");
    // K_box is there, so that the search finds what there is to find.
    CHECK(scene.found() == std::set<std::string>{"K_box"});
    scene.go_on();
    REQUIRE(scene.next().find("\"ballots\":7") != std::string::npos);
    CHECK(scene.found() == std::set<std::string>{"K_box"});
    scene.go_on();
    REQUIRE(scene.next() == "destroyed");
    CHECK(scene.found().empty());
    CHECK(files_with(scene.room.path(), std::vector{scene.deposits[0].second}).empty());
    scene.go_on();
    CHECK(scene.host->ended_well());
}

TEST_CASE("The guarded process writes no core file and lets nobody look into it, or says that it can not") {
    Child child([](int, int to_parent) {
        const ProcessGuard guard = guard_process();
        rlimit core{1, 1};
        getrlimit(RLIMIT_CORE, &core);
        const bool inspectable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0;
        std::string report;
        if (guard.no_core_files != (core.rlim_cur == 0 && core.rlim_max == 0)) report += "core files; ";
        if (guard.not_inspectable == inspectable) report += "inspection; ";
        if (!guard.no_core_files) report += "core files are still written; ";
        if (inspectable && !guard.instrumented) report += "it can be inspected; ";
        const std::size_t expected = std::size_t{!guard.no_core_files} + std::size_t{!guard.not_inspectable} +
                                     std::size_t{!guard.memory_locked} + std::size_t{guard.instrumented};
        if (warnings_of(guard).size() != expected) report += "warnings; ";
        write_text(to_parent, report);
    });
    CHECK(read_text(child.from_child()) == "");
    CHECK(child.ended_well());
}

TEST_CASE("A guard that can not hold says so") {
    CHECK(warnings_of(ProcessGuard{true, true, true, true, false}).empty());
    CHECK(warnings_of(ProcessGuard{true, true, false, false}).size() == 1);
    CHECK(warnings_of(ProcessGuard{false, false, false, false, true}).size() == 4);
}

TEST_CASE("Where the system locks no memory, the guard says so and keys are kept all the same") {
    Child child([](int, int to_parent) {
        const rlimit none{0, 0};
        setrlimit(RLIMIT_MEMLOCK, &none);
        // Privileged processes lock what they like.
        const bool locks_anyway = sodium_mlock(&const_cast<rlimit&>(none), sizeof none) == 0;
        const LockedBytes bytes(64);
        write_text(to_parent, locks_anyway == guard_process().memory_locked && bytes ? "as said" : "not so");
    });
    CHECK(read_text(child.from_child()) == "as said");
}

}  // namespace
}  // namespace equivox
