// SPDX-License-Identifier: Apache-2.0
// What tests say about answers.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "sessions/recorder.hpp"
#include "sessions/refusal.hpp"

namespace Catch {
template <>
struct StringMaker<equivox::Refusal> {
    static std::string convert(equivox::Refusal refusal) { return std::string(name_of(refusal)); }
};
template <>
struct StringMaker<equivox::Stage> {
    static std::string convert(equivox::Stage stage) {
        return "stage " + std::to_string(static_cast<int>(stage));
    }
};
}  // namespace Catch

namespace equivox::testing {

// "done" or the name of the refusal: REQUIRE(said(room.facilitator(...)) == "wrong_stage").
[[nodiscard]] inline std::string said(const Answer& answer) {
    const auto* refusal = std::get_if<Refusal>(&answer);
    return refusal ? std::string(name_of(*refusal)) : "done";
}

[[nodiscard]] inline bool refused(const Answer& answer, Refusal why) {
    const auto* refusal = std::get_if<Refusal>(&answer);
    return refusal && *refusal == why;
}

}  // namespace equivox::testing
