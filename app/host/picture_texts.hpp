// SPDX-License-Identifier: Apache-2.0
// The texts of the invented workshops in the pictures.
#pragma once

#include <string>
#include <vector>

#include "app/host/host_link.hpp"
#include "sessions/agenda.hpp"

namespace equivox::host {

[[nodiscard]] Agenda picture_agenda();
// At every limit: 40 organisations of long names, a question and a purpose that do not end.
[[nodiscard]] Agenda crowded_agenda();
// A practice round before the others.
[[nodiscard]] Agenda practice_agenda();
// Ten proposals stand from the start.
[[nodiscard]] Agenda given_agenda();

[[nodiscard]] std::vector<DepositContent> picture_proposals();
// 26 with titles of 80 characters; one of 2,000 characters in one clause, one of many clauses.
[[nodiscard]] std::vector<DepositContent> crowded_proposals();
[[nodiscard]] std::vector<DepositContent> picture_questions(const std::vector<ProposalId>& about);
[[nodiscard]] std::vector<DepositContent> picture_answers(const std::vector<QuestionId>& questions);

// Puts texts that mean harm into every place where people's words can be.
void make_hostile(HostFrame& frame);

}  // namespace equivox::host
