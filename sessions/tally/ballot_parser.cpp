// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/ballot_parser.hpp"

#include <algorithm>

namespace equivox::tally {

namespace {

bool is_space(char letter) {
    return letter == ' ' || letter == '\t';
}

// Bytes at which a name ends or must not go on.
constexpr std::array<bool, 256> make_stops() {
    std::array<bool, 256> stops{};
    for (std::size_t byte = 0; byte < 32; ++byte) stops[byte] = byte != '\t';
    for (const char sign : {'>', '=', '^', '*', '#', ';', '<', '|', '\x7f'}) {
        stops[static_cast<unsigned char>(sign)] = true;
    }
    return stops;
}

constexpr std::array<bool, 256> stops = make_stops();

bool is_stop(char letter) {
    return stops[static_cast<unsigned char>(letter)];
}

bool is_control(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 32 && byte != '\t') || byte == 127;
}

bool is_empty_ranking(std::string_view text) {
    return text == "/EMPTY/" || text == "/EMPTY_RANKING/";
}

Count parse_count(std::string_view text, char sign) {
    text = trimmed(text);
    const std::string after = std::string(" after ") + sign;
    if (text.empty()) throw LineProblem{"there is no number" + after};
    Count value = 0;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') {
            throw LineProblem{quoted(text) + after + " is not a whole number above 0"};
        }
        value = value * 10 + (letter - '0');
        if (value > count_limit) throw LineProblem{quoted(text) + after + " is too large"};
    }
    if (value == 0) throw LineProblem{"0" + after + " is not a whole number above 0"};
    return value;
}

// What follows the ranking: ^weight, * number, # comment, each once at most and in this order.
struct Tail {
    Count weight = 1;
    Count count = 1;
};

Tail parse_tail(std::string_view text) {
    if (const auto comment = text.find('#'); comment != std::string_view::npos) {
        check_text(text.substr(comment));
        text = text.substr(0, comment);
    }
    Tail tail;
    if (text.starts_with('^')) {
        const std::size_t end = std::min(text.find('*'), text.size());
        tail.weight = parse_count(text.substr(1, end - 1), '^');
        text = text.substr(end);
    }
    if (text.starts_with('*')) {
        if (text.find('^') != std::string_view::npos) throw LineProblem{"^ must stand before *"};
        tail.count = parse_count(text.substr(1), '*');
    }
    return tail;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

void check_text(std::string_view text) {
    if (std::any_of(text.begin(), text.end(), is_control)) {
        throw LineProblem{"the line holds a control character, so this is not an election file"};
    }
    if (!is_utf8(text)) throw LineProblem{"the line is not UTF-8 text"};
}

void check_option_name(std::string_view name) {
    check_text(name);
    if (is_empty_ranking(name)) throw LineProblem{quoted(name) + " cannot be the name of an option"};
    if (std::any_of(name.begin(), name.end(), is_stop)) {
        throw LineProblem{"the option " + quoted(name) + " holds one of the signs > = ; # ^ * < |"};
    }
}

// A name that is not in the table: a new option where options are implied, else a problem.
std::uint8_t BallotParser::unknown_option(std::string_view name) {
    check_text(name);
    if (is_empty_ranking(name)) throw LineProblem{quoted(name) + " must stand alone"};
    if (declared_) throw LineProblem{"the option " + quoted(name) + " is not among the candidates"};
    if (names_.is_full()) throw LineProblem{"there are more than 250 options"};
    return names_.add(name);
}

inline void BallotParser::add_option(std::string_view name, bool level_with_last) {
    if (name.empty()) throw LineProblem{"a rank is empty"};
    const auto found = names_.find(name);
    const std::uint8_t option = found ? *found : unknown_option(name);
    std::uint64_t& word = seen_[option / 64];
    const std::uint64_t bit = std::uint64_t{1} << (option % 64);
    if ((word & bit) != 0) throw LineProblem{"the option " + quoted(name) + " stands twice in the ballot"};
    word |= bit;
    if (level_with_last) {
        code_[code_size_++] = level_mark;
    } else {
        end_rank();
    }
    code_[code_size_++] = option;
}

inline void BallotParser::end_rank() {
    if (code_size_ - rank_begin_ > 1) sort_rank();
    rank_begin_ = code_size_;
}

// Options of one rank are kept ascending, so that equal rankings have equal codes.
void BallotParser::sort_rank() {
    std::vector<std::uint8_t> options;
    for (std::size_t i = rank_begin_; i < code_size_; i += 2) options.push_back(code_[i]);
    std::sort(options.begin(), options.end());
    for (std::size_t i = 0; i < options.size(); ++i) code_[rank_begin_ + 2 * i] = options[i];
}

// Returns where the ranking ends: at ^, * or #, or at the end of the text.
std::size_t BallotParser::parse_ranking(std::string_view text) {
    code_size_ = 0;
    rank_begin_ = 0;
    seen_ = {};
    bool level_with_last = false;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && is_space(text[at])) ++at;
        const std::size_t from = at;
        while (at < text.size() && !is_stop(text[at])) ++at;
        std::size_t to = at;
        while (to > from && is_space(text[to - 1])) --to;
        const std::string_view name = text.substr(from, to - from);
        const char stop = at < text.size() ? text[at] : '\0';
        const bool goes_on = at < text.size() && (stop == '>' || stop == '=');
        if (code_size_ == 0 && !goes_on && is_empty_ranking(name)) return at;
        add_option(name, level_with_last);
        if (!goes_on) break;
        level_with_last = stop == '=';
        ++at;
    }
    end_rank();
    return at;
}

void BallotParser::parse(std::string_view line, BallotLine& ballot) {
    ballot.tags = {};
    const std::size_t bar = line.find('|');
    if (bar != std::string_view::npos && bar < line.find('#')) {
        if (!line.substr(bar).starts_with("||")) throw LineProblem{"a single | has no meaning here"};
        ballot.tags = trimmed(line.substr(0, bar));
        check_text(ballot.tags);
        line.remove_prefix(bar + 2);
    }
    const std::size_t end = parse_ranking(line);
    if (end < line.size() && line[end] != '^' && line[end] != '*' && line[end] != '#') {
        check_text(line.substr(end));
        throw LineProblem{std::string("the sign ") + line[end] + " has no meaning here"};
    }
    const Tail tail = end < line.size() ? parse_tail(line.substr(end)) : Tail{};
    ballot.code = BallotCode(code_.data(), code_size_);
    ballot.count = tail.count;
    ballot.weight = weight_allowed_ ? tail.weight : 1;
}

}  // namespace equivox::tally
