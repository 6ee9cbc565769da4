// SPDX-License-Identifier: Apache-2.0
// Ids of different kinds never convert into each other: a SeatId can not be passed where a ProposalId is
// meant.
//
// Every id is a small number, given once and never given again within a session. Ids of things that came out
// of a box (proposals, questions, objections) are given in the order of the release, which nobody can invert,
// so an id says nothing about who wrote or when.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace equivox {

template <class Kind>
struct Id {
    std::uint32_t value = 0;
    friend auto operator<=>(const Id&, const Id&) = default;
};

using OrganisationId = Id<struct OrganisationKind>;  // 1 and up, in the order of the agenda
using SeatId = Id<struct SeatKind>;                  // 1 and up, organisation by organisation
using RoundId = Id<struct RoundKind>;                // 1 and up, in the order of the agenda
using ProposalId = Id<struct ProposalKind>;          // 1 and up over the whole session
using QuestionId = Id<struct QuestionKind>;
using ObjectionId = Id<struct ObjectionKind>;
using BoxId = Id<struct BoxKindOfId>;

// The record knows no finer time than the minute, so that it can not tell who acted when.
using Minute = std::chrono::sys_time<std::chrono::minutes>;

}  // namespace equivox
