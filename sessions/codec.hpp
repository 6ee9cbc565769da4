// SPDX-License-Identifier: Apache-2.0
// Events and deposits as canonical bytes: the only place that knows their encoding (JSON as in json.hpp,
// UTF-8).
//
// Canonical means: one event has exactly one encoding. decode_event refuses bytes that are not what
// encode_event gives for the event they describe, so a file can not say the same thing in two ways.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sessions/event.hpp"

namespace equivox {

struct CodecError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[nodiscard]] std::string encode_event(const Event&);
[[nodiscard]] Event decode_event(std::string_view bytes);  // throws CodecError

// A deposit is laid out as plain bytes of the constant size of its box's kind and sealed (seal.hpp): its
// length says nothing. The content is in it as JSON of at most deposit_json_size bytes; a ranking is not
// JSON.
[[nodiscard]] std::size_t deposit_plain_size(BoxKind);
[[nodiscard]] std::size_t deposit_blob_size(BoxKind);  // 48 bytes more
[[nodiscard]] std::size_t deposit_json_size(BoxKind);
[[nodiscard]] std::string encode_deposit(const DepositContent&);
[[nodiscard]] DepositContent decode_deposit(std::string_view json);  // throws CodecError

// The kind of box this content belongs into.
[[nodiscard]] BoxKind kind_of(const DepositContent&);

}  // namespace equivox
