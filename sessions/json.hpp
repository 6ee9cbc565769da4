// SPDX-License-Identifier: Apache-2.0
// Described values <-> JSON, for the journal and for the wire. Include this in .cpp files only: it pulls in
// Boost.JSON.
//
// Shapes: an object with the members' own names in their order; ids are whole numbers; enumerators are their
// names; an absent optional is left out; a variant is its alternative's object with "type" first (see
// describe.hpp for the tags). Writing is deterministic: the same value gives the same bytes.
//
// Reading is strict. Unknown members, missing members, members twice, numbers that are not whole, texts that
// are not UTF-8, and more depth or bytes than the limits: JsonError with a path ("$.command.box: expected a
// whole number").
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "sessions/describe.hpp"
#include "sessions/ids.hpp"

namespace equivox {

struct JsonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct JsonLimits {
    std::size_t bytes = 64 * 1024;
    std::size_t depth = 8;
};

// Parses with the strictness above. Throws JsonError.
[[nodiscard]] boost::json::value parse_strict_json(std::string_view text, const JsonLimits&);

namespace json_mapping {

namespace described = boost::describe;

template <class T>
struct is_id : std::false_type {};
template <class Kind>
struct is_id<Id<Kind>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_variant : std::false_type {};
template <class... T>
struct is_variant<std::variant<T...>> : std::true_type {};

template <class T>
using members_of = described::describe_members<T, described::mod_public>;

[[noreturn]] inline void fail(const std::string& path, const std::string& what) {
    throw JsonError("$" + path + ": " + what);
}

template <class T>
void write(boost::json::value& out, const T& value);

template <class T>
void write_members(boost::json::object& object, const T& value) {
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
        const auto& field = value.*member.pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        if constexpr (is_optional<Field>::value) {
            if (field) write(object[member.name], *field);
        } else {
            write(object[member.name], field);
        }
    });
}

template <class T>
void write(boost::json::value& out, const T& value) {
    if constexpr (is_id<T>::value) {
        out = value.value;
    } else if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T>) {
        out = value;
    } else if constexpr (std::is_enum_v<T>) {
        out = described::enum_to_string(value, "");
    } else if constexpr (std::is_same_v<T, std::string>) {
        out = std::string_view(value);
    } else if constexpr (is_vector<T>::value) {
        boost::json::array& array = out.emplace_array();
        array.reserve(value.size());
        for (const auto& item : value) write(array.emplace_back(nullptr), item);
    } else if constexpr (is_variant<T>::value) {
        boost::json::object& object = out.emplace_object();
        std::visit(
            [&](const auto& alternative) {
                object["type"] = tag_of(alternative);
                write_members(object, alternative);
            },
            value);
    } else {
        write_members(out.emplace_object(), value);
    }
}

template <class T>
T read(const boost::json::value& in, const std::string& path);

// Reads the members of a described struct; `extra` members (0 or 1, the tag) have been read already.
template <class T>
T read_members(const boost::json::object& object, const std::string& path, std::size_t extra) {
    T result{};
    std::size_t used = extra;
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
        auto& field = result.*member.pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        const boost::json::value* found = object.if_contains(member.name);
        const std::string where = path + "." + member.name;
        if constexpr (is_optional<Field>::value) {
            if (!found) return;
            ++used;
            field = read<typename Field::value_type>(*found, where);
        } else {
            if (!found) fail(where, "missing");
            ++used;
            field = read<Field>(*found, where);
        }
    });
    if (used != object.size()) fail(path, "has a member that does not belong here");
    return result;
}

template <class Integer>
Integer read_integer(const boost::json::value& in, const std::string& path) {
    if (in.is_int64()) {
        const std::int64_t number = in.get_int64();
        if (std::in_range<Integer>(number)) return static_cast<Integer>(number);
    } else if (in.is_uint64()) {
        const std::uint64_t number = in.get_uint64();
        if (std::in_range<Integer>(number)) return static_cast<Integer>(number);
    } else {
        fail(path, "expected a whole number");
    }
    fail(path, "the number is out of range");
}

template <class Variant>
Variant read_variant(const boost::json::object& object, const std::string& path) {
    const boost::json::value* tag = object.if_contains("type");
    if (!tag || !tag->is_string()) fail(path + ".type", "missing");
    const std::string_view name = tag->get_string();
    std::optional<Variant> result;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>(
        [&](auto identity) {
            using Alternative = typename decltype(identity)::type;
            if (!result && tag_of(Alternative{}) == name) result = read_members<Alternative>(object, path, 1);
        });
    if (!result) fail(path + ".type", "is not one of the known types");
    return std::move(*result);
}

template <class T>
T read(const boost::json::value& in, const std::string& path) {
    if constexpr (is_id<T>::value) {
        return T{read_integer<std::uint32_t>(in, path)};
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!in.is_bool()) fail(path, "expected true or false");
        return in.get_bool();
    } else if constexpr (std::is_integral_v<T>) {
        return read_integer<T>(in, path);
    } else if constexpr (std::is_enum_v<T>) {
        // Compared whole: a text may hold a zero character, where a C string would end.
        std::optional<T> result;
        if (in.is_string())
            boost::mp11::mp_for_each<described::describe_enumerators<T>>([&](auto enumerator) {
                if (std::string_view(in.get_string()) == enumerator.name) result = enumerator.value;
            });
        if (!result) fail(path, "is not one of the known words");
        return *result;
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!in.is_string()) fail(path, "expected text");
        return std::string(in.get_string());
    } else if constexpr (is_vector<T>::value) {
        if (!in.is_array()) fail(path, "expected a list");
        T result;
        result.reserve(in.get_array().size());
        for (std::size_t i = 0; i < in.get_array().size(); ++i)
            result.push_back(
                read<typename T::value_type>(in.get_array()[i], path + "[" + std::to_string(i) + "]"));
        return result;
    } else {
        if (!in.is_object()) fail(path, "expected an object");
        if constexpr (is_variant<T>::value)
            return read_variant<T>(in.get_object(), path);
        else
            return read_members<T>(in.get_object(), path, 0);
    }
}

}  // namespace json_mapping

template <class T>
[[nodiscard]] boost::json::value to_json(const T& value) {
    boost::json::value out;
    json_mapping::write(out, value);
    return out;
}

template <class T>
[[nodiscard]] T from_json(const boost::json::value& in) {
    return json_mapping::read<T>(in, "");
}

template <class T>
[[nodiscard]] std::string to_json_text(const T& value) {
    return boost::json::serialize(to_json(value));
}

template <class T>
[[nodiscard]] T from_json_text(std::string_view text, const JsonLimits& limits = {}) {
    return from_json<T>(parse_strict_json(text, limits));
}

}  // namespace equivox
