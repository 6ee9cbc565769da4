// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/election_format.hpp"

#include <algorithm>
#include <optional>

#include "sessions/tally/ballot_parser.hpp"
#include "sessions/tally/text_lines.hpp"

namespace equivox::tally {

namespace {

// Parameters are ASCII; locales have no say in them.
std::string lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return result;
}

bool parse_boolean(std::string_view name, std::string_view value) {
    const std::string text = lower(value);
    if (text == "true") return true;
    if (text == "false") return false;
    throw LineProblem{"the parameter " + quoted(name) + " must be true or false, not " + quoted(value)};
}

class HeaderParser {
public:
    explicit HeaderParser(OptionNames& names) : names_(names) {}

    // A line that begins with #/.
    void parse(std::string_view line, ElectionHeader& header, bool after_ballots) {
        check_text(line);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) throw LineProblem{"a parameter has the form #/Name: value"};
        const std::string_view shown = trimmed(line.substr(2, colon - 2));
        const std::string_view value = trimmed(line.substr(colon + 1));
        const std::string name = lower(shown);
        bool* const given = name == "candidates"         ? &candidates_given_
                            : name == "implicit ranking" ? &implicit_given_
                            : name == "weight allowed"   ? &weight_given_
                                                         : nullptr;
        if (given == nullptr) return;
        if (*given) throw LineProblem{"the parameter " + quoted(shown) + " stands twice"};
        if (after_ballots) {
            throw LineProblem{"the parameter " + quoted(shown) + " must stand before the first ballot"};
        }
        *given = true;
        if (given == &candidates_given_) parse_candidates(value, header);
        if (given == &implicit_given_) header.implicit_ranking = parse_boolean(shown, value);
        if (given == &weight_given_) header.weight_allowed = parse_boolean(shown, value);
    }

private:
    void parse_candidates(std::string_view value, ElectionHeader& header) {
        for (std::size_t from = 0; from <= value.size();) {
            const std::size_t to = std::min(value.find(';', from), value.size());
            const std::string_view name = trimmed(value.substr(from, to - from));
            if (name.empty()) throw LineProblem{"a candidate has no name"};
            check_option_name(name);
            if (names_.find(name)) throw LineProblem{"the candidate " + quoted(name) + " stands twice"};
            if (names_.is_full()) throw LineProblem{"there are more than 250 options"};
            names_.add(name);
            from = to + 1;
        }
        header.options = names_.names();
        header.options_declared = true;
    }

    OptionNames& names_;
    bool candidates_given_ = false;
    bool implicit_given_ = false;
    bool weight_given_ = false;
};

class Reader {
public:
    Reader(const ByteReader& bytes, const BallotLineVisitor& visitor) : lines_(bytes), visitor_(visitor) {}

    ElectionHeader read() {
        while (const auto line = lines_.next()) {
            try {
                read_line(*line);
            } catch (const LineProblem& problem) {
                throw ElectionFormatError(lines_.number(), clearest(problem, *line).sentence);
            }
        }
        if (!parser_) {
            throw ElectionFormatError(std::max<std::uint64_t>(lines_.number(), 1), "the file has no ballots");
        }
        return std::move(header_);
    }

private:
    // A line that is no text at all has other problems too, but this one explains them.
    static LineProblem clearest(const LineProblem& problem, std::string_view line) {
        try {
            check_text(line);
        } catch (const LineProblem& no_text) {
            return no_text;
        }
        return problem;
    }

    void read_line(std::string_view line) {
        if (line.starts_with("#/")) {
            header_parser_.parse(line, header_, parser_.has_value());
            return;
        }
        line = trimmed(line);
        if (line.empty()) return;
        if (line.front() == '#') {
            check_text(line);
            if (line.starts_with("#/")) throw LineProblem{"a parameter must begin at the start of its line"};
            return;
        }
        if (!parser_) parser_.emplace(names_, header_.options_declared, header_.weight_allowed);
        parser_->parse(line, ballot_);
        if (ballot_.weight > count_limit / ballot_.count)
            throw LineProblem{"the weight of the line is too large"};
        if (header_.options.size() < names_.names().size()) header_.options = names_.names();
        ballot_.line = lines_.number();
        visitor_(ballot_, header_);
    }

    TextLines lines_;
    const BallotLineVisitor& visitor_;
    OptionNames names_;
    ElectionHeader header_;
    HeaderParser header_parser_{names_};
    std::optional<BallotParser> parser_;
    BallotLine ballot_;
};

// How many bytes the character at the beginning takes; 0 where it is malformed. Unicode 15, table 3-7.
std::size_t utf8_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned high = first == 0xed ? 0x9f : 0xbf;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned low = first == 0xf0 ? 0x90 : 0x80;
        const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

ElectionFormatError::ElectionFormatError(std::uint64_t line, const std::string& problem)
    : TallyError("line " + std::to_string(line) + ": " + problem), line_(line) {}

ElectionHeader read_election_lines(const ByteReader& bytes, const BallotLineVisitor& ballot) {
    return Reader(bytes, ballot).read();
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = utf8_character(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (!is_utf8(text)) return "(not UTF-8)";
    bool cut = false;
    while (text.size() > longest || (cut && !is_utf8(text))) {
        text = text.substr(0, std::min(text.size() - 1, longest));
        cut = true;
    }
    std::string shown = "\"";
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        shown.push_back(byte < 32 || byte == 127 ? '?' : letter);
    }
    return shown + (cut ? "...\"" : "\"");
}

}  // namespace equivox::tally
