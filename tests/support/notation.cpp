// SPDX-License-Identifier: Apache-2.0
#include "tests/support/notation.hpp"

#include <algorithm>
#include <stdexcept>

namespace equivox::testing {
namespace {

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = std::min(text.find(separator), text.size());
        std::string_view part = text.substr(0, end);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.push_back(part);
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

ProposalId proposal_called(const Session& session, std::string_view title) {
    for (const ProposalState& proposal : session.round()->proposals)
        if (proposal.current.title == title) return proposal.id;
    throw std::logic_error("no proposal of this round is called " + std::string(title));
}

Ranking parse_ranking(const Session& session, std::string_view ballot) {
    Ranking ranking;
    for (const std::string_view place : parts_of(ballot, '>')) {
        std::vector<ProposalId>& group = ranking.emplace_back();
        for (const std::string_view title : parts_of(place, '='))
            group.push_back(proposal_called(session, title));
    }
    return ranking;
}

std::string above_all(const Session& session, std::string_view title) {
    std::string rest;
    for (const ProposalState& proposal : session.round()->proposals)
        if (!proposal.set_aside && proposal.current.title != title)
            rest += (rest.empty() ? "" : " = ") + proposal.current.title;
    return std::string(title) + " > " + rest;
}

std::vector<ProposalId> parse_ticks(const Session& session, std::string_view ticks) {
    std::vector<ProposalId> ids;
    for (const std::string_view title : parts_of(ticks, ',')) ids.push_back(proposal_called(session, title));
    return ids;
}

std::string as_text(const Session& session, const Ranking& ranking) {
    std::string text;
    for (const std::vector<ProposalId>& place : ranking) {
        std::vector<std::string> titles;
        for (const ProposalId id : place) titles.push_back(session.proposal(id)->current.title);
        std::sort(titles.begin(), titles.end());
        if (!text.empty()) text += " > ";
        for (std::size_t i = 0; i < titles.size(); ++i) text += (i == 0 ? "" : " = ") + titles[i];
    }
    return text;
}

}  // namespace equivox::testing
