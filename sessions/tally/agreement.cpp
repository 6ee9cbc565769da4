// SPDX-License-Identifier: Apache-2.0
#include "sessions/tally/agreement.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace equivox::tally {

namespace {

// Squares of totals need up to 300 bits.
using Wide = boost::multiprecision::cpp_int;

Wide wide(Count value) {
    return Wide(value);
}

constexpr std::size_t places_shown = 4;

std::string rounded_text(const Wide& numerator, const Wide& denominator) {
    const Wide scaled = (numerator * 20000 + denominator) / (denominator * 2);
    std::string digits = scaled.str();
    if (digits.size() <= places_shown) digits.insert(0, places_shown + 1 - digits.size(), '0');
    digits.insert(digits.size() - places_shown, 1, '.');
    return digits;
}

Fraction fraction(Wide numerator, Wide denominator) {
    const Wide divisor = gcd(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
    return {numerator.str(), denominator.str(), rounded_text(numerator, denominator)};
}

// Calls visitor(a, b) for every pair with a below b.
template <typename Visitor>
void for_each_pair(std::uint32_t options, Visitor&& visitor) {
    for (std::uint32_t a = 0; a < options; ++a) {
        for (std::uint32_t b = a + 1; b < options; ++b) visitor(a, b);
    }
}

Wide pairs_of(std::uint32_t options) {
    return Wide(options) * (options - 1) / 2;
}

// The variance of what the ballots say on each pair, summed over pairs, times the total squared.
Wide variance(const Pairwise& pairwise) {
    Wide sum = 0;
    for_each_pair(pairwise.options(), [&](std::uint32_t a, std::uint32_t b) {
        const Wide either = wide(pairwise(a, b) + pairwise(b, a));
        const Wide margin = wide(pairwise.margin(a, b));
        sum += either * wide(pairwise.total()) - margin * margin;
    });
    return sum;
}

}  // namespace

std::optional<Fraction> kendalls_w(const Pairwise& pairwise, Count tie_correction) {
    const Wide options = pairwise.options();
    const Wide total = wide(pairwise.total());
    Wide squares = 0;
    for (std::uint32_t a = 0; a < pairwise.options(); ++a) {
        Count sum = 0;
        for (std::uint32_t b = 0; b < pairwise.options(); ++b) sum += pairwise.margin(a, b);
        squares += wide(sum) * wide(sum);
    }
    const Wide denominator = total * total * options * (options * options - 1) - total * wide(tie_correction);
    if (denominator == 0) return std::nullopt;
    return fraction(3 * squares, denominator);
}

std::optional<Fraction> mean_distance_between_ballots(const Pairwise& pairwise) {
    if (pairwise.options() < 2 || pairwise.total() == 0) return std::nullopt;
    Wide doubled = 0;
    const Wide total = wide(pairwise.total());
    for_each_pair(pairwise.options(), [&](std::uint32_t a, std::uint32_t b) {
        const Wide above = wide(pairwise(a, b));
        const Wide below = wide(pairwise(b, a));
        const Wide neither = total - above - below;
        // Two draws in either sequence: opposite counts 1, ordered by one of them only counts a half.
        doubled += 4 * above * below + 2 * (above + below) * neither;
    });
    return fraction(doubled, 2 * total * total * pairs_of(pairwise.options()));
}

std::optional<Fraction> mean_distance_from(const Pairwise& pairwise, const Places& ranking) {
    if (pairwise.options() < 2 || pairwise.total() == 0) return std::nullopt;
    std::vector<std::size_t> place_of(pairwise.options(), 0);
    for (std::size_t place = 0; place < ranking.size(); ++place) {
        for (const std::uint32_t option : ranking[place]) place_of[option] = place;
    }
    Wide doubled = 0;
    const Wide total = wide(pairwise.total());
    for_each_pair(pairwise.options(), [&](std::uint32_t a, std::uint32_t b) {
        const Wide above = wide(pairwise(a, b));
        const Wide below = wide(pairwise(b, a));
        if (place_of[a] == place_of[b]) {
            doubled += above + below;
        } else {
            doubled += 2 * (place_of[a] < place_of[b] ? below : above) + (total - above - below);
        }
    });
    return fraction(doubled, 2 * total * pairs_of(pairwise.options()));
}

void DisagreementParts::add_organisation(const Pairwise& one) {
    within_ = Wide(Wide(within_) + variance(one)).str();
    ++organisations_;
}

// With k organisations of total L each, the variance of all is taken over (kL)^2 and the mean of the
// variances within over k L^2 k; both are compared over (kL)^2.
std::optional<DisagreementParts::Shares> DisagreementParts::shares(const Pairwise& all) const {
    const Wide whole = variance(all);
    if (whole == 0) return std::nullopt;
    return Shares{fraction(Wide(within_) * organisations_, whole),
                  fraction(whole - Wide(within_) * organisations_, whole)};
}

}  // namespace equivox::tally
