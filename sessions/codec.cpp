// SPDX-License-Identifier: Apache-2.0
#include "sessions/codec.hpp"

#include <cassert>

#include "sessions/json.hpp"
#include "sessions/text.hpp"

namespace equivox {
namespace {

constexpr JsonLimits journal_limits{.bytes = std::size_t{4} * 1024 * 1024, .depth = 12};

// JSON escapes a character as at most six bytes, and a deposit's texts are capped in bytes before they get
// here.
constexpr std::size_t text_blob_bytes = limits::deposit_bytes;
constexpr std::size_t ranking_blob_bytes = 512;

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

std::size_t deposit_blob_size(BoxKind kind) {
    return kind == BoxKind::ranking ? ranking_blob_bytes : text_blob_bytes;
}

std::string encode_deposit(BoxKind kind, const DepositContent& content) {
    std::string blob = to_json_text(content);
    assert(kind == kind_of(content));
    assert(blob.size() <= deposit_blob_size(kind));
    blob.resize(deposit_blob_size(kind), '\0');
    return blob;
}

DepositContent decode_deposit(std::string_view blob) {
    return decode<DepositContent>(blob.substr(0, blob.find('\0')));
}

}  // namespace equivox
