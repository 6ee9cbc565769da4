// SPDX-License-Identifier: Apache-2.0
#include "sessions/journal.hpp"

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"

namespace equivox {
namespace {

std::string little_endian(std::uint64_t number) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>((number >> (8 * i)) & 0xFFU);
    return bytes;
}

std::string_view as_text(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Digest entry_digest(const Digest& previous, std::uint64_t number, Minute at, std::string_view event) {
    const std::string number_bytes = little_endian(number);
    const std::string minute_bytes = little_endian(static_cast<std::uint64_t>(at.time_since_epoch().count()));
    const std::array<std::string_view, 5> parts{"equivox/entry/1", as_text(previous), number_bytes,
                                                minute_bytes, event};
    return blake2b(parts);
}

Entry Chain::append(Minute at, std::string event) {
    Entry entry{.number = number + 1, .at = at, .event = std::move(event), .digest = {}};
    entry.digest = entry_digest(digest, entry.number, at, entry.event);
    number = entry.number;
    digest = entry.digest;
    return entry;
}

std::variant<Replay, Broken> replay(std::span<const Entry> entries) {
    Replay result;
    for (const Entry& entry : entries) {
        const std::uint64_t expected = result.chain.number + 1;
        if (entry.number != expected)
            return Broken{expected, "the next entry should be number " + std::to_string(expected) +
                                        " but is number " + std::to_string(entry.number)};
        if (entry_digest(result.chain.digest, entry.number, entry.at, entry.event) != entry.digest)
            return Broken{expected, "its digest does not fit its contents and the entry before it"};
        try {
            const Event event = decode_event(entry.event);
            if (const auto problem = cannot_apply(result.session, event, expected == 1))
                return Broken{expected, *problem};
            apply_in_place(result.session, event);
        } catch (const CodecError& error) {
            return Broken{expected,
                          std::string("it is no event that this version knows (") + error.what() + ")"};
        }
        result.chain = Chain{entry.number, entry.digest};
        ++result.entries;
    }
    if (result.entries == 0) return Broken{1, "the record is empty"};
    return result;
}

}  // namespace equivox
