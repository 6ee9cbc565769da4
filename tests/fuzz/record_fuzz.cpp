// SPDX-License-Identifier: Apache-2.0
// A record that anybody may have written: one event a line. What can not be decoded or can not have happened
// is left out; what passes the guard never trips over the state it meets, and every view can be made of it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"
#include "sessions/decide.hpp"
#include "sessions/json.hpp"
#include "sessions/view.hpp"

#if defined(__clang__)
#if __has_feature(address_sanitizer)
// The fuzzer must see into the parser, which the shared library would hide from it.
#include <boost/json/src.hpp>
#endif
#endif

using namespace equivox;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

// What a screen would do with this state.
void show(const Session& session) {
    Live live;
    for (const SeatState& seat : session.seats)
        if (seat.device_key) live.deposited.emplace(seat.id, 1);
    const std::string seen = to_json_text(view_for_room(session, live)) +
                             to_json_text(view_for_facilitator(session, live)) +
                             to_json_text(view_for_seat(session, live, SeatId{1}));
    require(!seen.empty());
    if (session.box) require(release_parameters(session).seats.size() == session.seats.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    Session session;
    bool first = true;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        try {
            const Event event = decode_event(line);
            require(encode_event(event) == line);
            if (cannot_apply(session, event, first)) continue;
            apply_in_place(session, event);
            first = false;
            show(session);
        } catch (const CodecError&) {
            continue;
        }
    }
    return 0;
}
