// SPDX-License-Identifier: Apache-2.0
#include "net/channel.hpp"

#include <sodium.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "net/message.hpp"
#include "tests/net/devices.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

namespace {

constexpr std::size_t to_host = limits::message_to_host;
constexpr std::size_t to_peer = limits::message_to_peer;

// Both ends of one channel, as two machines that were introduced to each other.
struct Pair {
    SeededChance client_chance;
    SeededChance host_chance;
    ClientHandshake handshake;
    std::string answer;
    std::optional<Channel> host;
    std::optional<Channel> client;
    KeyText host_key;

    explicit Pair(std::uint64_t seed = 1)
        : client_chance(seed), host_chance(seed + 1'000), handshake(client_chance) {
        auto answered = answer_channel(handshake.first_message(), *host_identity, host_chance, to_host);
        auto& good = std::get<ChannelAnswer>(answered);
        answer = good.text;
        host.emplace(std::move(good.channel));
        auto finished = handshake.finish(answer, to_peer);
        client.emplace(std::move(std::get<ClientChannel>(finished).channel));
        host_key = std::get<ClientChannel>(finished).host_key;
    }
};

ChannelRefused refused(std::string_view first_message) {
    SeededChance chance(1);
    auto answered = answer_channel(first_message, *host_identity, chance, to_host);
    REQUIRE(std::holds_alternative<ChannelRefused>(answered));
    return std::get<ChannelRefused>(answered);
}

std::string failed(std::string_view answer) {
    SeededChance chance(1);
    ClientHandshake handshake(chance);
    auto finished = handshake.finish(answer, to_peer);
    REQUIRE(std::holds_alternative<ChannelFailed>(finished));
    return std::get<ChannelFailed>(finished).problem;
}

std::string hex(std::string_view bytes) {
    return to_hex(std::as_bytes(std::span(bytes)));
}

// A client made by hand from the words of the protocol page, so that it can seal what no honest one would.
struct HandmadeClient {
    unsigned char public_key[32];
    unsigned char secret_key[32];
    unsigned char receive[32];
    unsigned char send[32];
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::string header = std::string(24, '\0');
    std::optional<Channel> host;

    HandmadeClient() {
        REQUIRE(sodium_init() >= 0);
        crypto_kx_keypair(public_key, secret_key);
        const std::string first = R"({"type":"channel","protocol":2,"client_key":")" +
                                  to_hex(std::as_bytes(std::span(public_key))) + R"("})";
        SystemChance chance;
        auto answered = answer_channel(first, *host_identity, chance, to_host);
        auto& good = std::get<ChannelAnswer>(answered);
        host.emplace(std::move(good.channel));
        const auto answer = boost::json::parse(good.text);
        const std::string channel_key =
            bytes_from_hex(std::string(answer.at("channel_key").as_string())).value();
        REQUIRE(crypto_kx_client_session_keys(receive, send, public_key, secret_key,
                                              reinterpret_cast<const unsigned char*>(channel_key.data())) ==
                0);
        crypto_secretstream_xchacha20poly1305_init_push(
            &stream, reinterpret_cast<unsigned char*>(header.data()), send);
    }

    std::string seal(const std::string& plain, unsigned char tag = 0) {
        std::string sealed(plain.size() + 17, '\0');
        crypto_secretstream_xchacha20poly1305_push(
            &stream, reinterpret_cast<unsigned char*>(sealed.data()), nullptr,
            reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), nullptr, 0, tag);
        return std::exchange(header, {}) + sealed;
    }
};

// length | text | zeros, as long as one step allows.
std::string plain_of(std::uint32_t length, const std::string& text, std::size_t size = 1024 - 17) {
    std::string plain;
    for (unsigned shift = 0; shift < 32; shift += 8) plain += static_cast<char>(length >> shift & 0xffU);
    plain += text;
    plain.resize(size, '\0');
    return plain;
}

}  // namespace

TEST_CASE("two ends understand each other in both directions, and know the host by its key") {
    Pair pair;
    CHECK(pair.host_key == host_identity->public_key());
    CHECK(pair.client->binding() == pair.host->binding());
    for (const std::string& text : {std::string("one hub"), std::string(), std::string(60'000, 'x'),
                                    std::string("zero\0inside", 11), std::string("last")}) {
        CHECK(pair.host->open(pair.client->seal(text)) == text);
        CHECK(pair.client->open(pair.host->seal(text)) == text);
    }
    const std::array<std::string_view, 3> pieces{"one", "", " hub"};
    CHECK(pair.client->open(pair.host->seal(pieces)) == "one hub");
}

TEST_CASE("a client made by hand from the protocol page is understood") {
    HandmadeClient client;
    CHECK(client.host->open(client.seal(plain_of(7, "one hub"))) == "one hub");
    CHECK(client.host->open(client.seal(plain_of(3, "two", 3 * 1024 - 17))) == "two");
}

TEST_CASE("every channel has a binding of its own") {
    CHECK_FALSE(Pair(1).client->binding() == Pair(2).client->binding());
    const Pair pair;
    const std::array<std::string_view, 2> texts{pair.handshake.first_message(), pair.answer};
    CHECK(pair.client->binding() == blake2b(texts));
}

TEST_CASE("frames are whole steps, and those of one kind have one size") {
    CHECK(frame_bytes(0) == 1024);
    CHECK(frame_bytes(1024 - 21) == 1024);
    CHECK(frame_bytes(1024 - 20) == 2048);
    CHECK(frame_bytes(10, deposit_frame_bytes) == deposit_frame_bytes);
    CHECK(frame_bytes(deposit_frame_bytes, deposit_frame_bytes) == deposit_frame_bytes + 1024);
    Pair pair;
    CHECK(pair.client->seal("short").size() == 24 + 1024);
    CHECK(pair.client->seal("short").size() == 1024);
    CHECK(pair.client->seal(std::string(1000, 'x')).size() == 1024);

    // Every deposit is one size: the smallest blob, and the largest in base64 (16 KiB of text and its seal).
    for (const std::size_t blob_bytes : {0UL, (16 * 1024 + 48) * 4 / 3 + 1UL}) {
        const Command command = PutDeposit{BoxId{UINT32_MAX}, UINT64_MAX >> 1U, std::string(blob_bytes, '/')};
        const std::string text = print(signed_command(UINT64_MAX >> 1U, command));
        CHECK(pair.client->seal(text, least_frame_bytes(command)).size() == deposit_frame_bytes);
    }
    // So are a hello with and one without a room code, and a taken seat and a left one.
    CHECK(frame_bytes(print(signed_command(1, TakeSeat{OrganisationId{40}, ""})).size()) == 1024);
    CHECK(frame_bytes(print(signed_command(1, LeaveSeat{})).size()) == 1024);
    Hello hello;
    hello.role = Role::delegate;
    hello.client = client_a;
    hello.seat_key = key_a;
    hello.room_code = std::string(limits::room_code, 'X');
    CHECK(frame_bytes(print(proved(hello)).size()) == 1024);
}

TEST_CASE("a frame that comes twice, too late, too early or not at all is the end of the channel") {
    struct Case {
        const char* what;
        std::vector<std::size_t> order;
    };
    for (const Case& one : {Case{"replayed", {0, 0}},
                            {"an older one replayed", {0, 1, 2, 1}},
                            {"the first replayed", {0, 1, 0}},
                            {"swapped", {0, 2, 1}},
                            {"left out", {0, 2}},
                            {"the first left out", {1}}}) {
        INFO(one.what);
        Pair pair;
        std::vector<std::string> frames;
        for (int i = 0; i < 4; ++i) frames.push_back(pair.client->seal("message " + std::to_string(i)));
        for (std::size_t i = 0; i + 1 < one.order.size(); ++i)
            if (pair.host->open(frames[one.order[i]]) != "message " + std::to_string(one.order[i])) break;
        CHECK_FALSE(pair.host->open(frames[one.order.back()]));
        // What would have been right is no longer heard either.
        CHECK_FALSE(pair.host->open(frames[3]));
        CHECK_FALSE(pair.host->open(frames[1]));
    }
}

TEST_CASE("a frame that was changed, cut or lengthened anywhere is not opened") {
    Pair first;
    const std::string good = first.client->seal("one hub");
    for (std::size_t place = 0; place < good.size(); place += 7) {
        Pair pair;
        std::string changed = good;
        changed[place] = static_cast<char>(changed[place] ^ (1 << place % 8));
        CHECK_FALSE(pair.host->open(changed));
        CHECK_FALSE(pair.host->open(good));
    }
    for (const std::size_t size : {0UL, 1UL, 23UL, 24UL, 25UL, 40UL, 1023UL, 1024UL, 1047UL}) {
        Pair pair;
        CHECK_FALSE(pair.host->open(std::string_view(good).substr(0, size)));
    }
    for (const std::size_t more : {1UL, 1024UL}) {
        Pair pair;
        CHECK_FALSE(pair.host->open(good + std::string(more, '\0')));
    }
    Pair pair;
    CHECK(pair.host->open(good) == "one hub");  // the same seed: this is the channel it was made for
}

TEST_CASE("a frame of another channel, or of the other direction, is not opened") {
    Pair one(1);
    Pair other(2);
    CHECK_FALSE(other.host->open(one.client->seal("one hub")));
    Pair mirror;
    CHECK_FALSE(mirror.client->open(mirror.client->seal("one hub")));
    // The same client key, answered twice, gives two channels.
    SeededChance chance(1);
    ClientHandshake handshake(chance);
    SystemChance system;
    auto once = answer_channel(handshake.first_message(), *host_identity, system, to_host);
    auto twice = answer_channel(handshake.first_message(), *host_identity, system, to_host);
    auto finished = handshake.finish(std::get<ChannelAnswer>(once).text, to_peer);
    const std::string frame = std::get<ClientChannel>(finished).channel.seal("one hub");
    CHECK_FALSE(std::get<ChannelAnswer>(twice).channel.open(frame));
    CHECK(std::get<ChannelAnswer>(once).channel.open(frame) == "one hub");
}

TEST_CASE("a frame that is sealed well and filled badly is not opened") {
    struct Case {
        const char* what;
        std::string plain;
        unsigned char tag = 0;
    };
    const std::vector<Case> cases{
        {"a length beyond the frame", plain_of(1024 - 17 - 3, "")},
        {"a length of nearly four thousand million", plain_of(0xffff'ffff, "")},
        {"something after the text", plain_of(3, "one hub")},
        {"something at the very end", plain_of(3, "one").replace(1006, 1, "x")},
        {"not a whole step", plain_of(3, "one", 1024)},
        {"only a length", plain_of(0, "", 4)},
        {"nothing", ""},
        {"the tag of the end", plain_of(3, "one"), crypto_secretstream_xchacha20poly1305_TAG_FINAL},
        {"the tag of a new key", plain_of(3, "one"), crypto_secretstream_xchacha20poly1305_TAG_REKEY},
        {"longer than is allowed, in a frame that is not",
         plain_of(to_host + 1, std::string(to_host + 1, 'x'), 65 * 1024 - 17)},
        {"a frame longer than is allowed", plain_of(3, "one", 66 * 1024 - 17)},
    };
    for (const Case& one : cases) {
        INFO(one.what);
        HandmadeClient client;
        CHECK(client.host->open(client.seal(plain_of(2, "ok"))) == "ok");
        CHECK_FALSE(client.host->open(client.seal(one.plain, one.tag)));
    }
    HandmadeClient client;
    CHECK(client.host->open(client.seal(plain_of(to_host, std::string(to_host, 'x'), 65 * 1024 - 17))));
}

TEST_CASE("a first message in another version is told which one is spoken here, anything else nothing") {
    const std::string told =
        R"({"type":"goodbye","reason":"version","sentence":"This host speaks protocol version 2."})";
    for (const char* text : {R"({"type":"channel","protocol":3,"a new":["shape"]})",
                             R"({"type":"hello","protocol":1,"role":"observer","client":"x"})",
                             R"({"type":"channel","protocol":1,"client_key":"x"})"}) {
        INFO(text);
        CHECK(refused(text).text == told);
        CHECK(refused(text).close_code == 4003);
    }
    const std::string key(64, 'a');
    const std::vector<std::string> rubbish{
        "",
        "{",
        "null",
        "[2]",
        R"({"type":"hello","protocol":2,"role":"observer","client":"x"})",
        R"({"type":"channel","protocol":2})",
        R"({"type":"channel","protocol":2,"client_key":""})",
        R"({"type":"channel","protocol":2,"client_key":")" + std::string(64, 'A') + R"("})",
        R"({"type":"channel","protocol":2,"client_key":")" + key + "aa\"}",
        R"({"type":"channel","protocol":2,"client_key":")" + key + R"(","more":1})",
        R"({"type":"channel","protocol":2,"client_key":")" + key + R"(","client_key":")" + key + "\"}",
        R"({"type":"channel","protocol":"2","client_key":")" + key + "\"}",
        R"({"type":"channel","protocol":2,"client_key":")" + std::string(64, '0') + "\"}",
        R"({"type":"channel","protocol":2,"client_key":"01)" + std::string(62, '0') + "\"}",
        std::string(channel_message_bytes + 1, ' '),
    };
    for (const std::string& text : rubbish) {
        INFO(text);
        CHECK(refused(text).text.empty());
        CHECK(refused(text).close_code == 1002);
    }
}

TEST_CASE("an answer in which anything was exchanged makes no channel") {
    Pair pair;  // the same seed as in failed()
    const auto with = [&](const char* member, const std::string& value) {
        boost::json::object answer = boost::json::parse(pair.answer).as_object();
        answer[member] = value;
        return boost::json::serialize(answer);
    };
    const auto own = SigningKey::from_seed(std::string(64, '3'));
    CHECK(failed(with("channel_key", std::string(64, '9'))) == "$.signature: is not the host's");
    CHECK(failed(with("host_key", own->public_key())) == "$.signature: is not the host's");
    CHECK(failed(with("signature", std::string(128, '0'))) == "$.signature: is not the host's");
    CHECK(failed(with("signature", own->sign("equivox/channel/2"))) == "$.signature: is not the host's");
    CHECK(failed(with("channel_key", "")) == "$.channel_key: expected 64 lower-case hexadecimal digits");
    CHECK(failed(with("host_key", "x")) == "$.host_key: expected 64 lower-case hexadecimal digits");
    CHECK(failed(with("more", "x")) == "$: has a member that does not belong here");
    CHECK_FALSE(failed("").empty());
    CHECK_FALSE(failed(R"({"type":"goodbye","reason":"version","sentence":"x"})").empty());
    // The host's own good answer to somebody else.
    CHECK(failed(Pair(7).answer) == "$.signature: is not the host's");
}

TEST_CASE("whoever puts keys of their own into the answer is seen by their own key, not by the host's") {
    SeededChance chance(1);
    ClientHandshake handshake(chance);
    const auto attacker = SigningKey::from_seed(std::string(64, '3'));
    auto answered = answer_channel(handshake.first_message(), *attacker, chance, to_host);
    auto finished = handshake.finish(std::get<ChannelAnswer>(answered).text, to_peer);
    CHECK(std::get<ClientChannel>(finished).host_key == attacker->public_key());
}

namespace {

// One channel and what was signed on it, from fixed seeds: what every other client must make of them.
boost::json::object vectors() {
    Pair pair(5);
    boost::json::object out;
    out["host_seed"] = host_identity->seed();
    out["host_key"] = host_identity->public_key();
    out["fingerprint"] = fingerprint_of_key(host_identity->public_key());
    SeededChance again(5);
    out["client_random"] = random_hex(again, 32);
    out["client_header"] = random_hex(again, 24);
    out["first_message"] = pair.handshake.first_message();
    out["answer"] = pair.answer;
    out["binding"] = to_hex(pair.client->binding());
    boost::json::array frames;
    const auto add = [&](const char* from, const std::string& text, std::size_t least) {
        Channel& sender = *(std::string_view(from) == "client" ? pair.client : pair.host);
        boost::json::object frame;
        frame["from"] = from;
        frame["text"] = text;
        frame["at_least_bytes"] = least;
        frame["frame"] = hex(sender.seal(text, least));
        frames.push_back(std::move(frame));
    };
    add("client", "one hub", frame_step_bytes);
    add("host", "{\"type\":\"ping\"}", frame_step_bytes);
    add("client", "", frame_step_bytes);
    add("host", "St Mary\xe2\x80\x99s", 2 * frame_step_bytes);
    add("client", std::string(1003, 'x'), frame_step_bytes);
    add("client", std::string(1004, 'x'), frame_step_bytes);
    out["frames"] = std::move(frames);
    out["session_id"] = session_words;
    out["client"] = client_a;
    out["device_seed"] = seed_a;
    out["seat_key"] = key_a;
    out["proof"] = device_a->sign(hello_statement(pair.client->binding(), key_a, client_a));
    const CommandMessage command =
        signed_command(258, AmendProposal{ProposalId{2}, "One hub", "\"Caf\xc3\xa9\"\nOpen."});
    out["command_id"] = command.id;
    out["command"] = command.text;
    out["command_signature"] = *command.signature;
    const auto answer_signature = [&](const char* outcome) {
        return host_identity->sign(answer_statement(session_words, client_a, command.id, outcome));
    };
    out["done_signature"] = answer_signature("done");
    out["refused_signature"] = answer_signature("box_not_open");
    return out;
}

}  // namespace

TEST_CASE("the same seeds make the bytes of the golden file, by which other clients are tested") {
    std::string text = "{";
    const boost::json::object made = vectors();
    for (const auto& [name, value] : made)
        text += (text.size() > 1 ? ",\n  \"" : "\n  \"") + std::string(name) +
                "\": " + boost::json::serialize(value);
    text += "\n}\n";
    if (std::getenv("EQUIVOX_WRITE_GOLDEN")) std::ofstream(EQUIVOX_CHANNEL_VECTORS) << text;
    std::ostringstream golden;
    golden << std::ifstream(EQUIVOX_CHANNEL_VECTORS).rdbuf();
    CHECK(golden.str() == text);
}
