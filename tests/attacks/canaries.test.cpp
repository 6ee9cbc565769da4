// SPDX-License-Identifier: Apache-2.0
// X3. Known bytes go in; afterwards everything is searched for them that the host has: the session file and
// its log, the folders of boxes and keys, what it wrote on standard error, its memory, and the part of its
// memory that a core file would hold. What is there by right is named; anything else is a leak.
#include <sodium.h>

#include <catch2/catch.hpp>

#include "sessions/codec.hpp"
#include "sessions/seal.hpp"
#include "tests/attacks/memory_dump.hpp"
#include "tests/attacks/stolen_keys.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;
using Names = std::set<std::string>;

const std::string agenda = R"(
name = "Canaries"
purpose = "To sing."
[[organisations]]
name = "Alder"
seats = 2
[[organisations]]
name = "Birch"
[[organisations]]
name = "Cedar"
[[organisations]]
name = "Elder"
[[organisations]]
name = "Hazel"
[[rounds]]
question = "What first?"
no_change = false
given = [
  { title = "A" }, { title = "B" }, { title = "C" }, { title = "D" }, { title = "E" }, { title = "F" },
  { title = "G" }, { title = "H" }, { title = "I" }, { title = "J" }
]
)";

// What a deposit is bound to, and what follows it: nothing else looks like it.
void add_plain(Canaries& canaries, const std::string& name, const Device& device) {
    canaries["nonce of " + name] = device.nonce();
    canaries["plain bytes of " + name] = device.plain().substr(4, 46);
}

void add_keys(Canaries& canaries, const std::string& box, const BoxSecrets& secrets) {
    canaries[box + ": room secret"] = secrets.room_secret;
    canaries[box + ": ballot secret"] = secrets.ballot_secret;
    canaries[box + ": ballot seed"] = secrets.ballot_seed;
    canaries[box + ": ballot secret key"] = secrets.ballot_secret_key;
    for (std::size_t i = 0; i < secrets.shares.size(); ++i)
        canaries[box + ": share " + std::to_string(i)] = secrets.shares[i];
}

// The end of a list in memory: where it has been given back, its first 16 bytes have been written over.
std::string as_numbers(const std::vector<std::uint32_t>& numbers, std::uint32_t less) {
    std::string bytes;
    for (const std::uint32_t number : numbers)
        for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((number - less) >> shift);
    return bytes.substr(16);
}

// A deposit as a device makes it that keeps no rule.
PutDeposit unchecked(Device& device, const DepositContent& content) {
    PutDeposit put = device.sealed(ProposalsDeposit{});
    const BoxView& box = device.room().box.value();
    const DepositRules rules{
        .kind = box.kind, .proposals = {}, .questions = {}, .entries_allowed = 9, .clauses = 0};
    std::string plain(deposit_plain_size(box.kind), '\0');
    lay_out_deposit({box.token, *device.seat(), put.sequence}, rules, content, std::string(16, 'n'),
                    reinterpret_cast<unsigned char*>(plain.data()));
    std::string blob(plain.size() + crypto_box_SEALBYTES, '\0');
    crypto_box_seal(reinterpret_cast<unsigned char*>(blob.data()),
                    reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                    reinterpret_cast<const unsigned char*>(bytes_from_hex(box.key)->data()));
    put.blob = to_base64(blob);
    return put;
}

class Scene {
public:
    Scene() : workshop(folder / "session", {.agenda = agenda}) {
        workshop.join({1, 1, 2, 3, 4, 5});
        workshop.asks(BeginRound{RoundId{1}});
    }

    // Puts in texts: one that is replaced, one whose author leaves, one that is refused, two that come out.
    void write_texts() {
        workshop.open(BoxKind::proposals);
        put(0, "replaced", written("canary-replaced-7f3a"));
        put(0, "first", written("canary-first-out-91bc"));
        put(1, "leaver's", written("canary-of-the-leaver-55d0"));
        put(2, "second", written("canary-second-out-2e48"));
        ProposalsDeposit greedy;
        for (const char* title : {"canary-refused-c0de", "canary-refused-too-4d21"})
            greedy.entries.push_back({title, ""});
        workshop.asks(3, unchecked(workshop.device(3), greedy));
        put(4, "nothing", ProposalsDeposit{});
        put(5, "nothing either", ProposalsDeposit{});
        workshop.leave(1);
        secret["replaced text"] = "canary-replaced-7f3a";
        secret["leaver's text"] = "canary-of-the-leaver-55d0";
        secret["refused text"] = "canary-refused-c0de";
        secret["refused text too"] = "canary-refused-too-4d21";
        released["first text"] = "canary-first-out-91bc";
        released["second text"] = "canary-second-out-2e48";
        know_keys("texts");
    }

    // Rankings with ties that nobody else has: as groups in memory each is a row of its own.
    void rank() {
        if (!workshop.device(1).seat()) workshop.join(1);
        workshop.asks(MoveToClarification{});
        workshop.open(BoxKind::ranking);
        const std::vector<std::vector<std::uint32_t>> ties{{1, 2, 4, 5, 6, 7, 8, 10, 11, 12},
                                                           {1, 2, 3, 4, 5, 6, 7, 9, 10, 12},
                                                           {1, 2, 3, 5, 6, 7, 8, 9, 11, 12},
                                                           {1, 2, 3, 4, 5, 7, 8, 10, 11, 12},
                                                           {2, 3, 4, 5, 6, 8, 9, 11}};
        for (std::size_t i = 0; i < ties.size(); ++i) {
            const std::size_t device = i == 0 ? 0 : i + 1;
            const std::string name = "ranking " + std::to_string(i);
            put(device, name, ranking({ties[i]}));
            secret[name + " as proposals"] = as_numbers(ties[i], 0);
            secret[name + " as options"] = as_numbers(ties[i], 1);
        }
        know_keys("rankings");
    }

    [[nodiscard]] std::optional<Dump> dump() { return dump_of(workshop.host().id()); }

    const TemporaryFolder folder;
    Workshop workshop;
    Canaries secret;    // must be nowhere, ever
    Canaries released;  // must be nowhere before the release
    Canaries disk;      // in the key file while the box is open
    Canaries open;      // in locked memory while the box is open

private:
    void put(std::size_t device, const std::string& name, const DepositContent& content) {
        workshop.put(device, content);
        add_plain(secret, name, workshop.device(device));
    }
    void know_keys(const std::string& box) {
        const BoxSecrets secrets = secrets_of(workshop, {0, 2});
        add_keys(secret, box, secrets);
        secret[box + ": order key"] = secrets.order_key;
        disk[box + ": K_disk"] = secrets.disk_key;
        open[box + ": K_box"] = secrets.box_key;
    }
};

#define REQUIRE_DUMP(name, scene)                                                           \
    const auto name##_or_not = (scene).dump();                                              \
    if (!name##_or_not) {                                                                   \
        WARN("the memory of the host can not be read here: this needs the rights of root"); \
        return;                                                                             \
    }                                                                                       \
    const Dump& name = *name##_or_not;                                                      \
    REQUIRE(name.memory.size() > 1'000'000)

TEST_CASE("X3: while a box is open, what is in it and the key that opens it are nowhere", "[x3]") {
    Scene scene;
    scene.write_texts();
    const std::filesystem::path files = scene.workshop.folder();
    CHECK(found_below(files, scene.secret) == Names{});
    CHECK(found_below(files, scene.released) == Names{});
    CHECK(found_below(files, scene.open) == Names{});
    CHECK(found_below(files, scene.disk) == Names{"texts: K_disk in box-1.key"});
    CHECK(found_in(scene.workshop.wire().bytes(), scene.secret) == Names{});
    CHECK(found_in(scene.workshop.wire().bytes(), scene.released) == Names{});
    REQUIRE_DUMP(dump, scene);
    // The search finds what is there.
    CHECK(found_in(dump.memory, {{"room code", scene.workshop.host().room_code()}}).size() == 1);
    CHECK(found_in(dump.memory, scene.secret) == Names{});
    CHECK(found_in(dump.memory, scene.released) == Names{});
    CHECK(found_in(dump.memory, scene.disk) == Names{});
    CHECK(found_in(dump.memory, scene.open) == Names{"texts: K_box"});
    CHECK(found_in(dump.core, scene.open) == Names{});
}

TEST_CASE("X3: after a box of texts is closed, only what was released is left, and no key", "[x3]") {
    Scene scene;
    scene.write_texts();
    scene.workshop.close();
    const std::filesystem::path files = scene.workshop.folder();
    CHECK(found_below(files, scene.secret) == Names{});
    CHECK(found_below(files, scene.open) == Names{});
    CHECK(found_below(files, scene.disk) == Names{});
    // Released texts stand in the session file, or in its log while the host runs.
    for (const std::string& place : found_below(files, scene.released))
        CHECK(place.find("s.equivox") != std::string::npos);
    CHECK(found_in(scene.workshop.wire().bytes(), scene.released) == Names{});
    REQUIRE_DUMP(dump, scene);
    CHECK(found_in(dump.memory, scene.released) == Names{"first text", "second text"});
    CHECK(found_in(dump.memory, scene.secret) == Names{});
    CHECK(found_in(dump.memory, scene.open) == Names{});
    CHECK(found_in(dump.memory, scene.disk) == Names{});
}

TEST_CASE("X3: after rankings are counted, none of them is left in memory or in any file", "[x3]") {
    Scene scene;
    scene.write_texts();
    scene.workshop.close();
    scene.rank();
    const auto before = scene.dump();
    scene.workshop.close();
    const std::filesystem::path files = scene.workshop.folder();
    CHECK(found_below(files, scene.secret) == Names{});
    if (before) CHECK(found_in(before->memory, scene.secret) == Names{});
    const auto dump = scene.dump();
    if (dump) {
        CHECK(found_in(dump->memory, scene.secret) == Names{});
        CHECK(found_in(dump->memory, scene.open) == Names{});
    } else {
        WARN("the memory of the host can not be read here: this needs the rights of root");
    }
    OutcomeText outcome;
    outcome.kind = OutcomeKind::no_decision;
    outcome.text = "Nothing today.";
    scene.workshop.asks(DraftOutcome{outcome});
    scene.workshop.asks(DeclareOutcome{});
    scene.workshop.finish();
    CHECK(found_below(files, scene.secret) == Names{});
    CHECK(found_below(files, scene.disk) == Names{});
    Names left;
    for (const auto& [name, size] : scene.workshop.file_sizes()) left.insert(name);
    CHECK(left == Names{"agenda.toml", "log.txt", "s.equivox", "s.equivox.keys/identity.key"});
    CHECK(bytes_of_file(files / "log.txt").empty());
}

}  // namespace
}  // namespace equivox
