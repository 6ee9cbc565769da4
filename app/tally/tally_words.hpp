// SPDX-License-Identifier: Apache-2.0
// How names, places and counts of one election are said in sentences.
#pragma once

#include <string>
#include <vector>

#include "sessions/tally/election.hpp"

namespace equivox::tally {

class TallyWords {
public:
    explicit TallyWords(const Election& election)
        : names_(election.header().options),
          scale_(election.scale()),
          in_organisations_(!election.organisations().empty()) {}

    const std::string& name(std::uint32_t option) const { return names_[option]; }

    // "A", "A and B", "A, B and C".
    std::string list(const std::vector<std::uint32_t>& options) const;

    // "A, then B and C level, then D".
    std::string places(const Places& places) const;

    // "A > C > B".
    std::string path(const std::vector<std::uint32_t>& options) const;

    // Where organisations are counted, in organisations: exact where two decimals suffice, else "about 2.33".
    std::string votes(Count count) const;

    // The same without "about": for columns that say that they are rounded.
    std::string rounded_votes(Count count) const;

private:
    const std::vector<std::string>& names_;
    Count scale_;
    bool in_organisations_;
};

// The text, filled with spaces on the right up to `width` characters.
std::string padded(const std::string& text, std::size_t width);

// Characters (code points) of UTF-8 text.
std::size_t character_count(const std::string& text);

}  // namespace equivox::tally
