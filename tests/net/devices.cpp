// SPDX-License-Identifier: Apache-2.0
#include "tests/net/devices.hpp"

namespace equivox::net::testing {
namespace {

const SigningKey& device_of(const std::string& key) {
    return key == key_a ? *device_a : *device_b;
}

}  // namespace

HostWords host_words(const std::string& run) {
    return {run, "equivox test", session_words, host_identity};
}

Hello proved(Hello hello, const Digest& binding) {
    if (hello.seat_key)
        hello.proof =
            device_of(*hello.seat_key).sign(hello_statement(binding, *hello.seat_key, hello.client));
    return hello;
}

CommandMessage signed_command(std::uint64_t id, const Command& command, const std::string& key,
                              const std::string& client) {
    CommandMessage message{id, command, command_text(command)};
    message.signature = device_of(key).sign(command_statement(session_words, client, id, message.text));
    return message;
}

std::string done_text(std::uint64_t id, const std::string& client) {
    return print(Done{id, host_identity->sign(answer_statement(session_words, client, id, "done"))});
}

std::string refused_text(Refused refused, const std::string& client) {
    refused.signature =
        host_identity->sign(answer_statement(session_words, client, *refused.id, refused.refusal));
    return print(refused);
}

}  // namespace equivox::net::testing
