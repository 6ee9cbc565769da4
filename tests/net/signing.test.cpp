// SPDX-License-Identifier: Apache-2.0
#include "net/signing.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/net/devices.hpp"

using namespace equivox;
using namespace equivox::net;
using namespace equivox::net::testing;

TEST_CASE("a key pair is made from its seed, as RFC 8032 says") {
    const auto pair =
        SigningKey::from_seed("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    REQUIRE(pair);
    CHECK(pair->public_key() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(pair->sign("") ==
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
          "d25bf5f0595bbe24655141438e7a100b");
    CHECK(pair->seed() == "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
}

TEST_CASE("what is no seed makes no key pair") {
    for (const std::string& seed : {std::string(), std::string(63, '0'), std::string(65, '0'),
                                    std::string(64, 'g'), std::string(64, 'A')})
        CHECK_FALSE(SigningKey::from_seed(seed));
}

TEST_CASE("a signature is good for its statement and its key, and for nothing else") {
    const std::string signature = device_a->sign("one hub");
    CHECK(is_signed("one hub", signature, key_a));
    CHECK_FALSE(is_signed("one hub", signature, key_b));
    CHECK_FALSE(is_signed("one hub.", signature, key_a));
    CHECK_FALSE(is_signed("", signature, key_a));
    std::string changed = signature;
    changed[0] = changed[0] == '0' ? '1' : '0';
    CHECK_FALSE(is_signed("one hub", changed, key_a));
    for (const std::string& rubbish :
         {std::string(), std::string("00"), std::string(128, '0'), std::string(128, 'x'), signature + "00"}) {
        CHECK_FALSE(is_signed("one hub", rubbish, key_a));
        CHECK_FALSE(is_signed("one hub", signature, rubbish));
    }
    // A key of small order would be good for many statements at once.
    CHECK_FALSE(is_signed("one hub", std::string(128, '0'), "01" + std::string(62, '0')));
}

TEST_CASE("no two kinds of statement are ever the same bytes") {
    const std::string zeros(32, '0');
    std::set<std::string> statements{channel_statement(std::string(32, '\0'), std::string(32, '\0'), ""),
                                     hello_statement({}, key_a, client_a),
                                     command_statement(session_words, client_a, 1, "done"),
                                     command_statement(session_words, client_a, 2, "done"),
                                     command_statement(session_words, client_b, 1, "done"),
                                     command_statement(zeros, client_a, 1, "done"),
                                     answer_statement(session_words, client_a, 1, "done"),
                                     answer_statement(session_words, client_a, 1, "done."),
                                     answer_statement(session_words, client_a, 256, "done"),
                                     answer_statement(session_words, client_b, 1, "done")};
    CHECK(statements.size() == 10);
}

TEST_CASE("a fingerprint is twenty digits, another one for each key, and none for what is no key") {
    CHECK(fingerprint_of_key(key_a).size() == 20);
    CHECK(fingerprint_of_key(key_a) == fingerprint_of_key(key_a));
    CHECK(fingerprint_of_key(key_a) != fingerprint_of_key(key_b));
    CHECK(fingerprint_of_key("").empty());
    CHECK(fingerprint_of_key(std::string(64, 'x')).empty());
}
