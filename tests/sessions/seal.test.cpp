// SPDX-License-Identifier: Apache-2.0
#include "sessions/seal.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <set>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/json.hpp"
#include "tests/support/box_room.hpp"

namespace equivox {
namespace {

using namespace testing;

const std::string token = "000102030405060708090a0b0c0d0e0f";
const std::string seed(32, 's');

const unsigned char* bytes_of(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

const BoxKind every_kind[] = {BoxKind::proposals, BoxKind::questions, BoxKind::answers, BoxKind::ranking,
                              BoxKind::consent,   BoxKind::shortlist, BoxKind::safety};

// A deposit of this kind that says something.
DepositContent some_deposit(BoxKind kind) {
    switch (kind) {
        case BoxKind::proposals:
            return ProposalsDeposit{{{"Hub", "One\nTwo"}, {"Beds", ""}}};
        case BoxKind::questions:
            return QuestionsDeposit{{{ProposalId{2}, "Who pays?"}}};
        case BoxKind::answers:
            return AnswersDeposit{{{QuestionId{1}, "We do."}}};
        case BoxKind::ranking:
            return RankingDeposit{{{ProposalId{3}}, {ProposalId{1}, ProposalId{8}}, {ProposalId{2}}}};
        case BoxKind::consent:
            return ConsentDeposit{ConsentAnswer::objection, 2, "It harms somebody."};
        case BoxKind::shortlist:
            return ShortlistDeposit{{ProposalId{2}, ProposalId{5}}};
        case BoxKind::safety:
            return SafetyDeposit{SafetyAnswer::not_safe};
    }
    throw std::logic_error("no such kind");
}

std::string plain_of(BoxKind kind, const DepositContent& content,
                     const DepositPlace& place = {token, SeatId{7}, 9}) {
    std::string plain(deposit_plain_size(kind), 'x');
    lay_out_deposit(place, rules_for(kind), content, "nonce of sixteen",
                    reinterpret_cast<unsigned char*>(plain.data()));
    return plain;
}

std::optional<DepositContent> read(BoxKind kind, const std::string& plain,
                                   const DepositPlace& place = {token, SeatId{7}, 9}) {
    return read_deposit(place, rules_for(kind), plain);
}

TEST_CASE("A deposit of every kind is read as it was laid out") {
    for (const BoxKind kind : every_kind) {
        const DepositContent content = some_deposit(kind);
        const auto back = read(kind, plain_of(kind, content));
        REQUIRE(back);
        CHECK(to_json_text(*back) == to_json_text(content));
    }
}

TEST_CASE("A ranking lies in its bytes as the header says") {
    const std::string plain = plain_of(BoxKind::ranking, some_deposit(BoxKind::ranking));
    REQUIRE(plain.size() == 512);
    const std::string head{'\x01', '\x08', '\0', '\0'};
    const std::string place = *bytes_from_hex(token) + std::string("\x07\0\x09\0\0\0\0\0\0\0", 10);
    const std::string ranks = std::string("\x02\x03\x01\0\0\0\0\x02", 8) + std::string(12, '\0');
    CHECK(plain == head + place + ranks + "nonce of sixteen" + std::string(446, '\0'));
}

TEST_CASE("Any other deposit lies in its bytes as the header says") {
    const std::string plain = plain_of(BoxKind::safety, SafetyDeposit{SafetyAnswer::safe});
    REQUIRE(plain.size() == 512);
    const std::string json = encode_deposit(SafetyDeposit{SafetyAnswer::safe});
    const std::string head{'\x01', '\x06', static_cast<char>(json.size()), '\0'};
    const std::string place = *bytes_from_hex(token) + std::string("\x07\0\x09\0\0\0\0\0\0\0", 10);
    CHECK(plain.substr(0, 46 + json.size()) == head + place + "nonce of sixteen" + json);
    CHECK(plain.substr(46 + json.size()).find_first_not_of('\0') == std::string::npos);
}

TEST_CASE("A deposit laid out for another box, seat or sequence is nothing") {
    for (const BoxKind kind : every_kind) {
        const std::string plain = plain_of(kind, some_deposit(kind));
        std::string other_token = token;
        other_token.back() = 'e';
        CHECK(read(kind, plain));
        CHECK_FALSE(read(kind, plain, {other_token, SeatId{7}, 9}));
        CHECK_FALSE(read(kind, plain, {token, SeatId{8}, 9}));
        CHECK_FALSE(read(kind, plain, {token, SeatId{7 + 65536}, 9}));
        CHECK_FALSE(read(kind, plain, {token, SeatId{7}, 10}));
    }
}

TEST_CASE("Plain bytes with anything wrong in them are nothing") {
    for (const BoxKind kind : every_kind) {
        const std::string good = plain_of(kind, some_deposit(kind));
        const auto changed = [&](std::size_t at, char to) {
            std::string plain = good;
            plain[at] = to;
            return read(kind, plain).has_value();
        };
        CHECK_FALSE(changed(0, 2));                // version
        CHECK_FALSE(changed(1, 77));               // kind, number of proposals
        CHECK_FALSE(changed(good.size() - 1, 1));  // where only zeros stand
        CHECK_FALSE(read(kind, good.substr(1)));   // size
        CHECK_FALSE(read(kind, good + '\0'));
    }
    std::string ranking = plain_of(BoxKind::ranking, some_deposit(BoxKind::ranking));
    ranking[30] = 9;  // the ninth place of eight
    CHECK_FALSE(read(BoxKind::ranking, ranking));
    ranking[30] = 8;
    ranking[38] = 1;  // a ninth proposal
    CHECK_FALSE(read(BoxKind::ranking, ranking));
    std::string text = plain_of(BoxKind::proposals, some_deposit(BoxKind::proposals));
    text[2] = text[3] = '\xFF';  // longer than there is room
    CHECK_FALSE(read(BoxKind::proposals, text));
    text = plain_of(BoxKind::proposals, some_deposit(BoxKind::proposals));
    text[46] = '[';
    CHECK_FALSE(read(BoxKind::proposals, text));
}

TEST_CASE("A deposit of another kind in the right frame is nothing") {
    const std::string consent = plain_of(BoxKind::consent, some_deposit(BoxKind::consent));
    std::string dressed = consent;
    dressed[1] = static_cast<char>(BoxKind::proposals);
    CHECK_FALSE(read(BoxKind::proposals, dressed));
}

TEST_CASE("Places with gaps between them mean the order they give") {
    std::string plain = plain_of(BoxKind::ranking, ranking_of({}));
    plain[30] = 8;
    plain[31] = 2;
    plain[32] = 8;
    const auto back = read(BoxKind::ranking, plain);
    REQUIRE(back);
    CHECK(std::get<RankingDeposit>(*back).ranking ==
          Ranking{{ProposalId{2}}, {ProposalId{1}, ProposalId{3}}});
}

TEST_CASE("Sealed deposits of one kind are of one size and never alike") {
    SeededChance chance(1);
    const KeyText key = box_public_key(bytes_of(seed));
    for (const BoxKind kind : every_kind) {
        std::set<std::string> blobs;
        for (int i = 0; i < 3; ++i)
            blobs.insert(
                seal_deposit(key, {token, SeatId{1}, 1}, rules_for(kind), some_deposit(kind), chance));
        blobs.insert(seal_deposit(
            key, {token, SeatId{1}, 1}, rules_for(kind),
            kind == BoxKind::safety ? DepositContent(SafetyDeposit{}) : some_deposit(kind), chance));
        CHECK(blobs.size() == 4);
        for (const std::string& blob : blobs) CHECK(blob.size() == deposit_blob_size(kind));
    }
}

TEST_CASE("Only the box's secret opens what was sealed to it") {
    SeededChance chance(1);
    const DepositPlace place{token, SeatId{3}, 4};
    const DepositRules rules = rules_for(BoxKind::ranking);
    const std::string blob =
        seal_deposit(box_public_key(bytes_of(seed)), place, rules, ranking_of({2, 1}), chance);
    std::string plain(512, '\0');
    auto* out = reinterpret_cast<unsigned char*>(plain.data());
    REQUIRE(open_blob(bytes_of(seed), blob, out, plain.size()));
    const auto back = read_deposit(place, rules, plain);
    REQUIRE(back);
    CHECK(to_json_text(*back) == to_json_text(DepositContent(ranking_of({2, 1}))));

    CHECK_FALSE(open_blob(bytes_of(std::string(32, 't')), blob, out, plain.size()));
    for (const std::size_t at : {std::size_t{0}, std::size_t{40}, blob.size() - 1}) {
        std::string changed = blob;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_FALSE(open_blob(bytes_of(seed), changed, out, plain.size()));
    }
    CHECK_FALSE(open_blob(bytes_of(seed), blob.substr(1), out, plain.size()));
    CHECK_FALSE(open_blob(bytes_of(seed), "", out, plain.size()));
}

TEST_CASE("What is sealed to a device opens with its Ed25519 key alone") {
    unsigned char identity[32];
    unsigned char secret[64];
    crypto_sign_seed_keypair(identity, secret, bytes_of(seed));
    const auto sealed = seal_to_device(to_hex(std::as_bytes(std::span(identity))), "two parts");
    REQUIRE(sealed);
    const auto blob = bytes_from_base64(*sealed);
    REQUIRE(blob);
    unsigned char public_key[32];
    unsigned char secret_key[32];
    REQUIRE(crypto_sign_ed25519_pk_to_curve25519(public_key, identity) == 0);
    REQUIRE(crypto_sign_ed25519_sk_to_curve25519(secret_key, secret) == 0);
    std::string plain(9, '\0');
    REQUIRE(crypto_box_seal_open(reinterpret_cast<unsigned char*>(plain.data()), bytes_of(*blob),
                                 blob->size(), public_key, secret_key) == 0);
    CHECK(plain == "two parts");
}

TEST_CASE("Nothing is sealed to a key that is none") {
    CHECK_FALSE(seal_to_device(std::string(64, '0'), "x"));
    CHECK_FALSE(seal_to_device(std::string(62, '1'), "x"));
    CHECK_FALSE(seal_to_device("not hexadecimal", "x"));
    CHECK_FALSE(seal_to_device("", "x"));
}

}  // namespace
}  // namespace equivox
