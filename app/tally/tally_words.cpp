// SPDX-License-Identifier: Apache-2.0
#include "app/tally/tally_words.hpp"

#include <algorithm>

namespace equivox::tally {

std::string TallyWords::list(const std::vector<std::uint32_t>& options) const {
    std::string text;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (i != 0) text += i + 1 == options.size() ? " and " : ", ";
        text += name(options[i]);
    }
    return text;
}

std::string TallyWords::places(const Places& places) const {
    std::string text;
    for (const auto& place : places) {
        if (!text.empty()) text += ", then ";
        text += list(place);
        if (place.size() > 1) text += " level";
    }
    return text;
}

std::string TallyWords::path(const std::vector<std::uint32_t>& options) const {
    std::string text;
    for (const std::uint32_t option : options) {
        if (!text.empty()) text += " > ";
        text += name(option);
    }
    return text;
}

std::string TallyWords::rounded_votes(Count count) const {
    if (!in_organisations_) return to_decimal(count);
    std::string text = to_decimal((count * 200 + scale_) / (scale_ * 2));
    if (text.size() < 3) text.insert(0, 3 - text.size(), '0');
    text.insert(text.size() - 2, 1, '.');
    return text;
}

std::string TallyWords::votes(Count count) const {
    std::string text = rounded_votes(count);
    if (!in_organisations_) return text;
    if (count * 100 % scale_ != 0) return "about " + text;
    if (text.ends_with(".00")) text.resize(text.size() - 3);
    return text;
}

std::size_t character_count(const std::string& text) {
    // Every byte but those that continue a character.
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t count = character_count(text);
    return count < width ? text + std::string(width - count, ' ') : text;
}

}  // namespace equivox::tally
