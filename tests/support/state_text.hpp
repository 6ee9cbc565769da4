// SPDX-License-Identifier: Apache-2.0
// Any plain value as text, member by member, so that two of them can be compared whole. Works on every
// aggregate of the core without naming its members: a member that is added later is compared from then on.
#pragma once

#include <boost/pfr.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sessions/ids.hpp"

namespace equivox::testing {

template <class T>
struct StateText {
    static std::string of(const T& value) {
        if constexpr (std::is_enum_v<T>) {
            return '~' + std::to_string(static_cast<long>(value));
        } else if constexpr (std::is_arithmetic_v<T>) {
            return std::to_string(value);
        } else {
            std::string out = "{";
            boost::pfr::for_each_field(value, [&](const auto& field) {
                out += StateText<std::remove_cvref_t<decltype(field)>>::of(field) + ' ';
            });
            return out + "}";
        }
    }
};

template <class Kind>
struct StateText<Id<Kind>> {
    static std::string of(Id<Kind> id) { return '#' + std::to_string(id.value); }
};

template <>
struct StateText<std::string> {
    static std::string of(const std::string& text) { return '"' + text + '"'; }
};

template <class T>
struct StateText<std::optional<T>> {
    static std::string of(const std::optional<T>& value) { return value ? StateText<T>::of(*value) : "-"; }
};

template <class A, class B>
struct StateText<std::pair<A, B>> {
    static std::string of(const std::pair<A, B>& value) {
        return StateText<A>::of(value.first) + ',' + StateText<B>::of(value.second);
    }
};

template <class... T>
struct StateText<std::variant<T...>> {
    static std::string of(const std::variant<T...>& value) {
        return std::to_string(value.index()) + ':' +
               std::visit(
                   [](const auto& held) {
                       using Held = std::remove_cvref_t<decltype(held)>;
                       return StateText<Held>::of(held);
                   },
                   value);
    }
};

template <class T>
struct StateText<std::vector<T>> {
    static std::string of(const std::vector<T>& values) {
        std::string out = "[";
        for (const T& value : values) out += StateText<T>::of(value) + '\n';
        return out + "]";
    }
};

template <class T>
[[nodiscard]] std::string state_text(const T& value) {
    return StateText<T>::of(value);
}

}  // namespace equivox::testing
