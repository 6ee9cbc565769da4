// SPDX-License-Identifier: Apache-2.0
// A member that describe.hpp forgets would silently not be saved or sent. These tests count the members of
// every value that is written, and of every value within it, and compare.
#include "sessions/describe.hpp"

#include <boost/mp11.hpp>
#include <boost/pfr.hpp>
#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace equivox {
namespace {

namespace mp = boost::mp11;

std::set<std::string> visited;

template <class T>
struct Check {
    static void members() {
        if constexpr (std::is_class_v<T>) {
            if (!visited.insert(__PRETTY_FUNCTION__).second) return;
            using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
            INFO(__PRETTY_FUNCTION__);
            CHECK(boost::pfr::tuple_size_v<T> == mp::mp_size<Members>::value);
            mp::mp_for_each<Members>([](auto member) {
                using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
                Check<Field>::members();
            });
        } else if constexpr (std::is_enum_v<T>) {
            INFO(__PRETTY_FUNCTION__);
            using Enumerators = boost::describe::describe_enumerators<T>;
            std::size_t expected = 0;
            mp::mp_for_each<Enumerators>(
                [&](auto enumerator) { CHECK(static_cast<std::size_t>(enumerator.value) == expected++); });
            CHECK(expected > 0);
        }
    }
};
template <>
struct Check<std::string> {
    static void members() {}
};
template <class Kind>
struct Check<Id<Kind>> {
    static void members() {}
};
template <class T>
struct Check<std::optional<T>> {
    static void members() { Check<T>::members(); }
};
template <class T>
struct Check<std::vector<T>> {
    static void members() { Check<T>::members(); }
};
template <class... T>
struct Check<std::variant<T...>> {
    static void members() {
        (Check<T>::members(), ...);
        std::set<std::string_view> tags;
        (tags.insert(tag_of(T{})), ...);
        CHECK(tags.size() == sizeof...(T));
    }
};

TEST_CASE("Every member of everything that is journalled is named") {
    Check<Event>::members();
}

TEST_CASE("Every member of everything that is asked or put in is named") {
    Check<Command>::members();
    Check<DepositContent>::members();
}

TEST_CASE("Every member of every view is named") {
    Check<RoomView>::members();
    Check<SeatView>::members();
    Check<FacilitatorView>::members();
    CHECK(visited.size() >= 20);
}

}  // namespace
}  // namespace equivox
