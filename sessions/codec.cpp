// SPDX-License-Identifier: Apache-2.0
#include "sessions/codec.hpp"

#include "sessions/json.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

constexpr JsonLimits journal_limits{.bytes = std::size_t{8} * 1024 * 1024, .depth = 12};

constexpr std::size_t text_plain_bytes = limits::deposit_bytes;
// A release of texts is at most what filled every slot, so what was recorded can always be read again.
static_assert(journal_limits.bytes >=
              (limits::organisations * limits::seats_per_organisation + 1) * text_plain_bytes);
constexpr std::size_t short_plain_bytes = 512;
// See seal.hpp: what stands before the content, and what sealing adds.
constexpr std::size_t layout_bytes = 46;
constexpr std::size_t seal_bytes = 48;

template <class T>
T decode(std::string_view bytes) {
    try {
        return from_json_text<T>(bytes, journal_limits);
    } catch (const JsonError& error) {
        throw CodecError(error.what());
    }
}

}  // namespace

std::string encode_event(const Event& event) {
    return to_json_text(event);
}

Event decode_event(std::string_view bytes) {
    Event event = decode<Event>(bytes);
    if (encode_event(event) != bytes) throw CodecError("$: not in canonical form");
    return event;
}

BoxKind kind_of(const DepositContent& content) {
    return static_cast<BoxKind>(content.index());
}

std::size_t deposit_plain_size(BoxKind kind) {
    switch (kind) {
        case BoxKind::ranking:
        case BoxKind::shortlist:
        case BoxKind::safety:
            return short_plain_bytes;
        case BoxKind::proposals:
        case BoxKind::questions:
        case BoxKind::answers:
        case BoxKind::consent:
            return text_plain_bytes;
    }
    __builtin_unreachable();
}

std::size_t deposit_blob_size(BoxKind kind) {
    return deposit_plain_size(kind) + seal_bytes;
}

std::size_t deposit_json_size(BoxKind kind) {
    return deposit_plain_size(kind) - layout_bytes;
}

std::string encode_deposit(const DepositContent& content) {
    return to_json_text(content);
}

DepositContent decode_deposit(std::string_view json) {
    return decode<DepositContent>(json);
}

}  // namespace equivox
