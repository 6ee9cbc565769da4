// SPDX-License-Identifier: Apache-2.0
// X4. Everything that is on the disk and everything that was on the wire, but no device, or one device fewer
// than it takes: nothing opens. With one more, all of it does, so the attack would have noticed.
#include <sodium.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "sessions/box_file.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/seal.hpp"
#include "tests/attacks/memory_dump.hpp"
#include "tests/attacks/stolen_keys.hpp"
#include "tests/support/box_attack.hpp"
#include "tests/support/doubles.hpp"

namespace equivox {
namespace {

using namespace testing;

const std::string agenda = R"(
name = "Thieves"
purpose = "To be robbed."
[[organisations]]
name = "Alder"
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
given = [{ title = "A" }, { title = "B" }, { title = "C" }]
)";

constexpr std::size_t seats = 5;

LockedBytes locked(const std::string& text) {
    LockedBytes bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

// A seized box: what a thief can try keys on.
struct Seized {
    TemporaryFolder folder;
    std::string token;
    KeyText public_key;
    std::filesystem::path box;
    std::string disk_key;
    std::vector<std::string> blobs;  // as if the slots had opened
    std::size_t copy_size = 0;
    std::uint32_t threshold = 0;
    std::string wire;
    std::vector<HeldShare> shares;  // of the first devices, by organisation

    Seized() {
        Workshop workshop(folder / "session", {.agenda = agenda});
        workshop.join({1, 2, 3, 4, 5});
        workshop.asks(BeginRound{RoundId{1}});
        workshop.asks(MoveToClarification{});
        workshop.open(BoxKind::ranking);
        for (std::size_t i = 0; i < seats; ++i) {
            const PutDeposit put = workshop.device(i).sealed(ranking({{1}, {2, 3}}));
            blobs.push_back(bytes_from_base64(put.blob).value());
            workshop.asks(i, put);
        }
        token = workshop.device(0).room().box->token;
        public_key = workshop.device(0).room().box->key;
        copy_size = (BoxFile::size_of(BoxKind::ranking, seats) - 4096) / seats / 2;
        disk_key = disk_key_in(bytes_of_file(workshop.key_file()));
        for (const std::size_t i : {0U, 1U}) shares.push_back(share_of(workshop, i));
        box = workshop.box_file();
        wire = workshop.wire().bytes();
        workshop.host().kill();  // the machine is seized as it stands
        for (const Entry& entry : entries_of(copy_of_the_session()))
            if (const auto at = entry.event.find("\"threshold\":"); at != std::string::npos)
                threshold = static_cast<std::uint32_t>(std::stoul(entry.event.substr(at + 12)));
    }

    // Read like this it is not changed: a thief works on a copy.
    [[nodiscard]] std::filesystem::path copy_of_the_session() const {
        const std::filesystem::path copy = folder / "copy";
        std::filesystem::create_directories(copy);
        for (const char* name : {"s.equivox", "s.equivox-wal"})
            if (std::filesystem::exists(folder / "session" / name))
                std::filesystem::copy_file(folder / "session" / name, copy / name,
                                           std::filesystem::copy_options::overwrite_existing);
        return copy / "s.equivox";
    }

    // --- does it open?
    [[nodiscard]] bool opens_slots(const std::string& box_key) const {
        return copies_that_open(box, token, copy_size, locked(box_key)) > 0;
    }
    [[nodiscard]] bool opens_with_room_secret(const std::string& secret) const {
        return copies_that_open(box, token, copy_size, attacked_box_key(disk_key, secret, token)) > 0;
    }
    [[nodiscard]] bool opens_deposits(const std::string& ballot_secret) const {
        for (const std::string& seed :
             {ballot_secret, std::string(derive_ballot_seed(ballot_secret).view())}) {
            std::string plain(512, '\0');
            const LockedBytes bytes = locked(seed);
            if (open_blob(bytes.data(), blobs[0], reinterpret_cast<unsigned char*>(plain.data()),
                          plain.size()))
                return true;
        }
        unsigned char made[crypto_box_PUBLICKEYBYTES];
        crypto_scalarmult_base(made, reinterpret_cast<const unsigned char*>(ballot_secret.data()));
        return to_hex(std::as_bytes(std::span(made))) == public_key;
    }
};

// Every row of 32 bytes, and every 64 digits as the bytes that they are.
std::vector<std::string> candidates_in(const std::string& bytes) {
    std::vector<std::string> candidates;
    for (std::size_t i = 0; i + 32 <= bytes.size(); ++i) candidates.push_back(bytes.substr(i, 32));
    std::size_t run = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        run = std::isxdigit(static_cast<unsigned char>(bytes[i])) ? run + 1 : 0;
        if (run < 64) continue;
        if (auto key = bytes_from_hex(bytes.substr(i - 63, 64))) candidates.push_back(std::move(*key));
    }
    return candidates;
}

TEST_CASE("X4: with the whole disk and the whole wire, but no device, nothing opens", "[x4]") {
    const Seized seized;
    REQUIRE(seized.threshold == 2);
    std::vector<std::string> candidates;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(seized.folder / "session")) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = bytes_of_file(entry.path());
        // Of the box its head; what follows is what the keys are tried on. Of the others everything.
        const bool box = entry.path() == seized.box;
        for (std::string& candidate : candidates_in(box ? bytes.substr(0, 64) : bytes))
            candidates.push_back(std::move(candidate));
    }
    CHECK(candidates.size() > 5000);
    std::size_t opened = 0;
    for (const std::string& candidate : candidates)
        opened += seized.opens_slots(candidate) || seized.opens_with_room_secret(candidate);
    CHECK(opened == 0);
    // A key pair costs more to try: what lies in the folder of keys and beside it in the file.
    opened = 0;
    for (const char* name : {"s.equivox.keys/box-1.key", "s.equivox.keys/identity.key"})
        for (const std::string& candidate : candidates_in(bytes_of_file(seized.folder / "session" / name)))
            opened += seized.opens_deposits(candidate);
    CHECK(opened == 0);
    // Nor did a secret ever pass on the wire in a way that could be read.
    Canaries shares;
    for (const HeldShare& held : seized.shares)
        for (const std::string& secret : {held.room, held.ballot}) {
            const std::string name = std::to_string(held.x) + (secret == held.room ? " room" : " ballot");
            shares["share " + name] = secret;
            shares["share in digits " + name] = to_hex(std::as_bytes(std::span(secret)));
            shares["share in base64 " + name] = to_base64(secret).substr(1, 40);
        }
    CHECK(found_in(seized.wire, shares).empty());
    CHECK(found_below(seized.folder / "session", shares).empty());
}

TEST_CASE("X4: with all that and one device fewer than it takes, nothing opens; with one more, all does",
          "[x4]") {
    const Seized seized;
    REQUIRE(seized.threshold == 2);
    for (const HeldShare& held : seized.shares) {
        INFO("the device of organisation " << held.x);
        CHECK_FALSE(seized.opens_with_room_secret(held.room));
        CHECK_FALSE(seized.opens_slots(held.room));
        CHECK_FALSE(seized.opens_deposits(held.ballot));
        CHECK_FALSE(seized.opens_deposits(held.room));
        // A second share that is guessed: nothing, the same again, the other secret's.
        for (const std::string& guess : {std::string(32, '\0'), held.room, held.ballot})
            for (std::uint32_t x = 1; x <= seats; ++x) {
                if (x == held.x) continue;
                CHECK_FALSE(seized.opens_with_room_secret(combined({{held.x, held.room}, {x, guess}})));
                CHECK_FALSE(seized.opens_deposits(combined({{held.x, held.ballot}, {x, guess}})));
            }
    }
    const HeldShare& a = seized.shares[0];
    const HeldShare& b = seized.shares[1];
    CHECK(seized.opens_with_room_secret(combined({{a.x, a.room}, {b.x, b.room}})));
    CHECK(seized.opens_deposits(combined({{a.x, a.ballot}, {b.x, b.ballot}})));
}

}  // namespace
}  // namespace equivox
