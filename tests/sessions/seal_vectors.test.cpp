// SPDX-License-Identifier: Apache-2.0
// The bytes by which the browser client is held to this side: tests/golden/seal.json says how deposits and
// parts of keys are laid out and how text is cleaned. tests/web/seal.test.ts and keys.test.ts read the same
// file. What is sealed differs each time; what is in it does not.
//
// EQUIVOX_WRITE_GOLDEN=1 in the environment writes the file anew.
#include <sodium.h>
#include <catch2/catch.hpp>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"
#include "sessions/json.hpp"
#include "sessions/key_keeper.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/seal.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

namespace json = boost::json;

std::string hex(std::string_view bytes) {
    return to_hex(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

std::string bytes_counting_from(unsigned char first, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(first + i);
    return bytes;
}

// Up to the last byte that is not zero; the rest is zeros.
std::string_view without_padding(std::string_view plain) {
    return plain.substr(0, plain.find_last_not_of('\0') + 1);
}

struct Sample {
    const char* what;
    DepositRules rules;
    std::uint64_t sequence;
    std::uint32_t seat;
    DepositContent content;
};

std::vector<Sample> samples() {
    const ProposalId one{1}, two{2}, three{3}, nine{9};
    const std::string awkward = "\"Caf\xc3\xa9\" \\ / <b>\n\xf0\x9f\x8f\xa5 line two\x7f";
    return {
        {"a proposal",
         {BoxKind::proposals, {}, {}, 3, 0},
         2,
         7,
         ProposalsDeposit{{{"One discharge hub", awkward}}}},
        {"three proposals",
         {BoxKind::proposals, {}, {}, 3, 0},
         3,
         7,
         ProposalsDeposit{{{"First", ""}, {"Second", "a\nb"}, {"\xc5\xb4\xc5\xb7n", "\t"}}}},
        {"nothing to propose", {BoxKind::proposals, {}, {}, 1, 0}, 2, 400, ProposalsDeposit{}},
        {"questions",
         {BoxKind::questions, {one, two}, {}, 3, 0},
         2,
         65535,
         QuestionsDeposit{{{two, "Who pays?"}, {std::nullopt, "What do the figures say?"}}}},
        {"an answer",
         {BoxKind::answers, {}, {QuestionId{4}}, 3, 0},
         1'000'000'000,
         7,
         AnswersDeposit{{{QuestionId{4}, "Until March."}}}},
        {"a ranking with a tie and no opinion",
         {BoxKind::ranking, {one, two, three, nine}, {}, 0, 0},
         2,
         7,
         RankingDeposit{{{three}, {nine, one}}}},
        {"no opinion on any", {BoxKind::ranking, {two, three}, {}, 0, 0}, 2, 258, RankingDeposit{}},
        {"twelve proposals, strictly",
         {BoxKind::ranking,
          {ProposalId{1}, ProposalId{2}, ProposalId{3}, ProposalId{4}, ProposalId{5}, ProposalId{6},
           ProposalId{7}, ProposalId{8}, ProposalId{9}, ProposalId{10}, ProposalId{11}, ProposalId{12}},
          {},
          0,
          0},
         2,
         7,
         RankingDeposit{{{ProposalId{12}},
                         {ProposalId{11}},
                         {ProposalId{10}},
                         {ProposalId{9}},
                         {ProposalId{8}},
                         {ProposalId{7}},
                         {ProposalId{6}},
                         {ProposalId{5}},
                         {ProposalId{4}},
                         {ProposalId{3}},
                         {ProposalId{2}},
                         {ProposalId{1}}}}},
        {"an objection",
         {BoxKind::consent, {}, {}, 0, 3},
         2,
         7,
         ConsentDeposit{ConsentAnswer::objection, 2, "Evening cover would stop."}},
        {"a yes",
         {BoxKind::consent, {}, {}, 0, 3},
         4294967296,
         7,
         ConsentDeposit{ConsentAnswer::yes, std::nullopt, ""}},
        {"no answer", {BoxKind::consent, {}, {}, 0, 0}, 2, 7, ConsentDeposit{}},
        {"ticks",
         {BoxKind::shortlist, {one, two, three, nine}, {}, 4, 0},
         2,
         7,
         ShortlistDeposit{{nine, one}}},
        {"no ticks", {BoxKind::shortlist, {one, two}, {}, 4, 0}, 2, 7, ShortlistDeposit{}},
        {"how safe it is", {BoxKind::safety, {}, {}, 0, 0}, 2, 7, SafetyDeposit{SafetyAnswer::in_between}},
        {"not said how safe", {BoxKind::safety, {}, {}, 0, 0}, 2, 7, SafetyDeposit{}},
    };
}

json::array deposits() {
    const std::string token = hex(bytes_counting_from(0xa0, 16));
    const std::string nonce = bytes_counting_from(0x10, 16);
    json::array out;
    for (const Sample& sample : samples()) {
        INFO(sample.what);
        const DepositPlace place{token, SeatId{sample.seat}, sample.sequence};
        std::string plain(deposit_plain_size(sample.rules.kind), 'x');
        lay_out_deposit(place, sample.rules, sample.content, nonce,
                        reinterpret_cast<unsigned char*>(plain.data()));
        REQUIRE(read_deposit(place, sample.rules, plain));
        json::object one;
        one["what"] = sample.what;
        one["token"] = token;
        one["seat"] = sample.seat;
        one["sequence"] = sample.sequence;
        json::array ranked;
        for (const ProposalId id : sample.rules.proposals) ranked.emplace_back(id.value);
        one["ranked"] = std::move(ranked);
        one["content"] = json::parse(encode_deposit(sample.content));
        one["nonce"] = hex(nonce);
        one["plain"] = hex(without_padding(plain));
        one["plain_bytes"] = plain.size();
        one["blob_bytes"] = deposit_blob_size(sample.rules.kind);
        one["json_bytes_most"] = deposit_json_size(sample.rules.kind);
        out.push_back(std::move(one));
    }
    return out;
}

LockedBytes locked(std::string_view bytes) {
    LockedBytes copy(bytes.size());
    std::memcpy(copy.data(), bytes.data(), bytes.size());
    return copy;
}

json::object parts() {
    const std::string device_seed = bytes_counting_from(0x01, 32);
    const std::string host_seed = bytes_counting_from(0x41, 32);
    const std::string room = bytes_counting_from(0x80, 32);
    const std::string ballot = bytes_counting_from(0xc0, 32);
    const KeyText device_key = KeyKeeper(device_seed).device_key();
    const KeyText host_key = box_public_key(reinterpret_cast<const unsigned char*>(host_seed.data()));
    json::object out;
    out["device_seed"] = hex(device_seed);
    out["device_key"] = device_key;
    unsigned char box_key[crypto_box_PUBLICKEYBYTES];
    const auto identity = bytes_from_hex(device_key);
    REQUIRE(crypto_sign_ed25519_pk_to_curve25519(
                box_key, reinterpret_cast<const unsigned char*>(identity->data())) == 0);
    out["device_box_key"] = to_hex(std::as_bytes(std::span(box_key)));
    const DeviceParts kept{BoxId{70000}, OrganisationId{258}, 259, locked(room), locked(ballot)};
    out["box"] = kept.box.value;
    out["room"] = hex(room);
    out["ballot"] = hex(ballot);
    out["kept"] = hex(lay_out_parts(kept).view());
    out["host_seed"] = hex(host_seed);
    out["host_key"] = host_key;
    for (const KeyPart part : {KeyPart::room, KeyPart::ballot}) {
        const auto sealed = seal_part(
            {kept.box, kept.organisation, part, locked(part == KeyPart::room ? room : ballot)}, host_key);
        REQUIRE(sealed);
        const auto blob = bytes_from_base64(*sealed);
        std::string plain(42, '\0');
        REQUIRE(open_blob(reinterpret_cast<const unsigned char*>(host_seed.data()), *blob,
                          reinterpret_cast<unsigned char*>(plain.data()), plain.size()));
        out[part == KeyPart::room ? "given_room" : "given_ballot"] = hex(plain);
    }
    return out;
}

json::array texts() {
    const std::vector<std::string> raws{
        "",
        "plain",
        "  a \t  b\xC2\xA0\xE2\x80\x83 c  ",
        "a\r\nb\rc\xE2\x80\xA8"
        "d\xE2\x80\xA9"
        "e\x0B"
        "f\x0C"
        "g\xC2\x85h",
        "a\n\n\n \n\t\nb\n",
        "Cafe\xCC\x81 A\xCC\x8A",
        "\xE2\x80\xAE"
        "evil\xE2\x80\xAC \xE2\x81\xA6iso\xE2\x81\xA9lated",
        "a\xE2\x80\x8B"
        "b\xE2\x80\x8D"
        "c\xEF\xBB\xBF\xC2\xAD",
        "a\xEF\xB8\x8F\xE3\x85\xA4\xF3\xA0\x81\x81z",
        "\xE2\x80\x8B\xE2\x80\x8F\xEF\xBB\xBF \t\n",
        std::string("a\0b\x07"
                    "c\x1B[31m",
                    10),
        "a\xCC\xB8\xCC\xB8\xCC\xB8\xCC\xB8\xCC\xB8\xCC\xB8z",
        "\xC5\xB4\xC5\xB7n \xD9\x85\xD8\xB1\xD8\xAD \xE5\x8C\xBB\xE9\x99\xA2 \xF0\x9F\x99\x82 "
        "\xE0\xA4\xB9\xE0\xA4\xBF",
        "\"quoted\" 'single' <script>alert(1)</script> %s%n \\u0041",
    };
    json::array out;
    for (const std::string& raw : raws)
        for (const Lines lines : {Lines::one, Lines::many}) {
            json::object one;
            one["raw"] = raw;
            one["lines"] = lines == Lines::one ? "one" : "many";
            one["clean"] = clean_text(raw, limits::text, lines).value();
            out.push_back(std::move(one));
        }
    return out;
}

void write_list(std::ostream& out, const char* name, const json::array& list) {
    out << "  \"" << name << "\": [";
    const char* before = "\n    ";
    for (const json::value& one : list) {
        out << before << json::serialize(one);
        before = ",\n    ";
    }
    out << "\n  ]";
}

}  // namespace

TEST_CASE("Deposits and parts of keys are laid out as in the golden file, by which browsers are tested") {
    start_cryptography();
    std::ostringstream made;
    made << "{\n";
    write_list(made, "deposits", deposits());
    made << ",\n  \"parts\": " << json::serialize(parts()) << ",\n";
    write_list(made, "texts", texts());
    made << "\n}\n";
    if (std::getenv("EQUIVOX_WRITE_GOLDEN")) std::ofstream(EQUIVOX_SEAL_VECTORS) << made.str();
    std::ostringstream golden;
    golden << std::ifstream(EQUIVOX_SEAL_VECTORS).rdbuf();
    CHECK(golden.str() == made.str());
}

}  // namespace equivox
