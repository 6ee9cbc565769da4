// SPDX-License-Identifier: Apache-2.0
// Whatever a peer or a host sends is either understood, and then says the same again when it is printed, or
// it is not, and then what is said about it is itself a message. The first byte chooses the direction.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/message.hpp"

#if defined(__clang__)
#if __has_feature(address_sanitizer)
// The fuzzer must see into the parser, which the shared library would hide from it.
#include <boost/json/src.hpp>
#endif
#endif

using namespace equivox::net;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

template <class Message>
void says_the_same_again(const Message& message) {
    const std::string text = print(message);
    const FromPeer again = parse_from_peer(text);
    const auto* same = std::get_if<Message>(&again);
    require(same && print(*same) == text);
}

void says_the_same_again(const NotUnderstood& unclear) {
    require(!unclear.detail.empty() && unclear.detail.size() <= limits::detail);
    const Refused refused = make_refused(unclear.id, equivox::Refusal::not_understood, unclear.detail);
    require(std::holds_alternative<Refused>(parse_from_host(print(refused))));
}

void check_view(const ViewMessage& view) {
    std::string text = view_head(view.sequence, view.room);
    if (view.seat && !view.facilitator) text += view_tail(*view.seat);
    if (view.facilitator && !view.seat) text += view_tail(*view.facilitator);
    if (view.facilitator && view.seat) return;  // understood, but no host says both
    if (!view.facilitator && !view.seat) text += view_tail();
    require(std::holds_alternative<ViewMessage>(parse_from_host(text)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 2 == 0) {
        std::visit([](const auto& message) { says_the_same_again(message); }, parse_from_peer(text));
    } else {
        const FromHost message = parse_from_host(text);
        if (const auto* view = std::get_if<ViewMessage>(&message)) check_view(*view);
    }
    return 0;
}
