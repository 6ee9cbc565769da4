// SPDX-License-Identifier: Apache-2.0
#include "tests/anonymity/witness.hpp"

#include <algorithm>
#include <cassert>
#include <compare>
#include <cstdlib>
#include <map>
#include <numeric>

#include "sessions/shortlist.hpp"

namespace equivox::anonymity {
namespace {

std::uint64_t below(std::mt19937_64& random, std::size_t bound) {
    return random() % bound;
}

int distance(const std::vector<int>& one, const std::vector<int>& other) {
    assert(one.size() == other.size());
    int sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
    return sum;
}

// How far a profile is from looking like another: 0 exactly where the same is published.
struct Away {
    int published = 0;
    int guide = 0;

    Away(const Outcome& one, const Outcome& other)
        : published(distance(one.published, other.published)), guide(distance(one.guide, other.guide)) {}
    auto operator<=>(const Away&) const = default;
};

// Makes one card say `sign` about the pair.
void turn(Card& card, std::uint32_t first, std::uint32_t second, int sign) {
    if (card.direction(first, second) == sign) return;
    std::uint8_t& better = card.places[sign > 0 ? first : second];
    std::uint8_t& worse = card.places[sign > 0 ? second : first];
    if (better != 0 && worse != 0 && better != worse) {
        std::swap(better, worse);
        return;
    }
    const auto last = static_cast<std::uint8_t>(card.places.size());
    if (better == 0) better = worse == 0 ? 1 : worse;
    worse = std::max(worse, better);
    if (better > 1)
        better = static_cast<std::uint8_t>(better - 1);
    else
        worse = std::min(last, static_cast<std::uint8_t>(worse + 1));
}

// One random change to the cards that the attacker has not seen.
void change(Profile& profile, const std::vector<std::size_t>& free, bool ticks, std::mt19937_64& random) {
    Card& card = profile[free[below(random, free.size())]];
    const std::size_t options = card.places.size();
    switch (below(random, ticks ? 6 : 5)) {
        case 0:
            card.places[below(random, options)] = static_cast<std::uint8_t>(below(random, options + 1));
            break;
        case 1:
            std::swap(card.places[below(random, options)], card.places[below(random, options)]);
            break;
        case 2: {
            Card& other = profile[free[below(random, free.size())]];
            std::swap(card.places, other.places);
            std::swap(card.ticks, other.ticks);
            break;
        }
        case 3: {  // to the place of another option, or next to it
            const std::uint8_t place = card.places[below(random, options)];
            card.places[below(random, options)] = place;
            break;
        }
        case 4: {  // alone to a place of its own: what stood there and below moves down
            const std::size_t moved = below(random, options);
            const auto place = static_cast<std::uint8_t>(1 + below(random, options));
            for (std::uint8_t& other : card.places)
                if (other >= place && other < options) ++other;
            card.places[moved] = place;
            break;
        }
        default:
            card.ticks = static_cast<std::uint8_t>(below(random, ticks_per_ballot + 1));
            break;
    }
}

std::vector<std::uint32_t> all_options(const Profile& profile) {
    std::vector<std::uint32_t> options(profile.front().places.size());
    std::iota(options.begin(), options.end(), 0U);
    return options;
}

std::vector<std::uint8_t> places_in(const std::vector<std::uint32_t>& best_first) {
    std::vector<std::uint8_t> places(best_first.size());
    for (std::size_t i = 0; i < best_first.size(); ++i)
        places[best_first[i]] = static_cast<std::uint8_t>(i + 1);
    return places;
}

std::vector<std::uint32_t> shuffled(std::uint32_t options, std::mt19937_64& random) {
    std::vector<std::uint32_t> order(options);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), random);
    return order;
}

// Close to `centre`: neighbours change places now and then.
std::vector<std::uint32_t> near(std::vector<std::uint32_t> centre, std::mt19937_64& random) {
    for (std::size_t i = 0; i + 1 < centre.size(); ++i)
        if (below(random, 3) == 0) std::swap(centre[i], centre[i + 1]);
    return centre;
}

}  // namespace

int Card::direction(std::uint32_t a, std::uint32_t b) const {
    if (places[a] == 0 || places[b] == 0) return 0;
    return (places[b] > places[a]) - (places[b] < places[a]);
}

std::vector<std::uint32_t> Card::ticked() const {
    std::vector<std::uint32_t> ranked;
    for (std::uint32_t option = 0; option < places.size(); ++option)
        if (places[option] != 0) ranked.push_back(option);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return places[a] < places[b]; });
    ranked.resize(std::min<std::size_t>(ranked.size(), ticks));
    return ranked;
}

tally::Margins margins_of(const Profile& profile, const std::vector<std::uint32_t>& options) {
    std::map<std::uint32_t, int> sizes;
    for (const Card& card : profile) ++sizes[card.organisation];
    tally::Margins margins;
    margins.options = static_cast<std::uint32_t>(options.size());
    margins.organisations = static_cast<std::uint32_t>(sizes.size());
    margins.ballots = static_cast<std::uint32_t>(profile.size());
    int scale = 1;
    for (const auto& [organisation, size] : sizes) scale = std::lcm(scale, size);
    margins.scale = scale;
    std::vector<int> values(options.size() * options.size(), 0);
    for (const Card& card : profile) {
        const int weight = scale / sizes[card.organisation];
        for (std::size_t a = 0; a < options.size(); ++a)
            for (std::size_t b = a + 1; b < options.size(); ++b)
                values[a * options.size() + b] += weight * card.direction(options[a], options[b]);
    }
    margins.values.assign(values.begin(), values.end());
    for (std::size_t a = 0; a < options.size(); ++a)
        for (std::size_t b = a + 1; b < options.size(); ++b)
            margins.values[b * options.size() + a] = -margins.values[a * options.size() + b];
    return margins;
}

PublishProfile ranking_release(tally::Level level) {
    return [level](const Profile& profile) {
        const std::vector<tally::Margins> views{margins_of(profile, all_options(profile))};
        return Outcome{order_and_steps(views.front(), level), exact_margins()(views)};
    };
}

PublishProfile profile_exact_margins() {
    return [](const Profile& profile) {
        const std::vector<tally::Margins> views{margins_of(profile, all_options(profile))};
        return Outcome{exact_margins()(views), exact_margins()(views)};
    };
}

PublishProfile shortlist_then_ranking(tally::Level level) {
    return [level](const Profile& profile) {
        const auto options = static_cast<std::uint32_t>(profile.front().places.size());
        std::vector<TickBallot> ballots;
        for (const Card& card : profile) ballots.push_back({card.organisation, card.ticked()});
        const TickScores scores = count_ticks(options, ballots);
        const auto list = shortlist_from(scores);
        const std::vector<tally::Margins> views{margins_of(profile, all_options(profile))};
        Outcome outcome{{}, exact_margins()(views)};
        for (const tally::Count score : scores.scores) outcome.guide.push_back(static_cast<int>(score));
        // First what is on the list, then every pair, 0 where it was not ranked.
        Published& published = outcome.published;
        published.assign(options + std::size_t{options} * (options - 1) / 2, 0);
        if (!list) return outcome;
        for (const std::uint32_t option : *list) published[option] = 2 * far_apart;
        if (list->size() < 2) return outcome;
        const Published ranked = order_and_steps(margins_of(profile, *list), level);
        std::size_t next = 0;
        for (std::size_t i = 0; i < list->size(); ++i) {
            for (std::size_t j = i + 1; j < list->size(); ++j) {
                const std::size_t a = (*list)[i];
                const std::size_t b = (*list)[j];
                published[options + a * (2 * options - a - 1) / 2 + b - a - 1] = ranked[next++];
            }
        }
        return outcome;
    };
}

bool Goal::reached(const Profile& profile) const {
    int sum = 0;
    for (const std::size_t card : target) sum += profile[card].direction(first, second);
    return (sum > 0) - (sum < 0) == sign;
}

std::optional<Profile> find_witness(const Profile& actual, const Goal& goal, const PublishProfile& publish,
                                    std::mt19937_64& random, Effort effort) {
    const Outcome wanted = publish(actual);
    const bool ticks =
        std::any_of(actual.begin(), actual.end(), [](const Card& card) { return card.ticks != 0; });
    std::vector<std::size_t> free;
    for (std::size_t card = 0; card < actual.size(); ++card)
        if (!goal.known[card]) free.push_back(card);
    for (int restart = 0; restart < effort.restarts; ++restart) {
        Profile profile = actual;
        for (const std::size_t card : goal.target) turn(profile[card], goal.first, goal.second, goal.sign);
        if (!goal.reached(profile)) return std::nullopt;
        Away away(publish(profile), wanted);
        for (int step = 0; step < effort.steps && away.published > 0; ++step) {
            Profile changed = profile;
            change(changed, free, ticks, random);
            if (below(random, 2) == 0) change(changed, free, ticks, random);
            if (!goal.reached(changed)) continue;
            const Away then(publish(changed), wanted);
            if (then > away && below(random, 50) != 0) continue;
            profile = std::move(changed);
            away = then;
        }
        if (away.published == 0) return profile;
    }
    return std::nullopt;
}

Profile profile_in(Mood mood, std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                   std::mt19937_64& random) {
    const std::vector<std::uint32_t> centre = shuffled(options, random);
    std::vector<std::uint32_t> opposite = centre;
    std::reverse(opposite.begin(), opposite.end());
    Profile profile;
    for (std::uint32_t organisation = 0; organisation < sizes.size(); ++organisation) {
        for (std::uint32_t i = 0; i < sizes[organisation]; ++i) {
            Card& card = profile.emplace_back();
            card.organisation = organisation;
            card.places = places_in(centre);
            card.ticks = ticks_per_ballot;
            switch (mood) {
                case Mood::impartial:
                    card.places = places_in(shuffled(options, random));
                    for (std::uint8_t& place : card.places)  // some level, some without opinion
                        if (below(random, 5) == 0) place = static_cast<std::uint8_t>(below(random, options));
                    card.ticks = static_cast<std::uint8_t>(below(random, ticks_per_ballot + 1));
                    break;
                case Mood::leaning:
                    card.places = places_in(near(centre, random));
                    card.ticks = static_cast<std::uint8_t>(1 + below(random, ticks_per_ballot));
                    break;
                case Mood::one_dissenter:
                    if (organisation == 0 && i == 0) card.places = places_in(opposite);
                    break;
                case Mood::two_blocs:
                    if (organisation % 2 == 0) card.places = places_in(opposite);
                    break;
                case Mood::all_level:
                    std::fill(card.places.begin(), card.places.end(), std::uint8_t{1});
                    break;
                case Mood::silent:
                    std::fill(card.places.begin(), card.places.end(), std::uint8_t{0});
                    break;
                case Mood::unanimous:
                    break;
            }
        }
    }
    return profile;
}

Goal attack_at_random(const Profile& actual, bool delegate, std::mt19937_64& random) {
    const std::uint32_t organisations = actual.back().organisation + 1;
    const auto target = static_cast<std::uint32_t>(below(random, organisations));
    auto insider = static_cast<std::uint32_t>(below(random, organisations - 1));
    if (insider >= target) ++insider;
    Goal goal;
    for (std::size_t card = 0; card < actual.size(); ++card) {
        goal.known.push_back(actual[card].organisation == insider);
        if (actual[card].organisation == target) goal.target.push_back(card);
    }
    if (delegate) {
        const std::size_t seat = goal.target[below(random, goal.target.size())];
        for (const std::size_t card : goal.target) goal.known[card] = card != seat;
        goal.target = {seat};
    }
    const auto options = static_cast<std::uint32_t>(actual.front().places.size());
    goal.first = static_cast<std::uint32_t>(below(random, options));
    goal.second = static_cast<std::uint32_t>(below(random, options - 1));
    if (goal.second >= goal.first) ++goal.second;
    goal.sign = 1;
    if (goal.reached(actual)) goal.sign = -1;
    return goal;
}

SearchReport attack_moods(std::uint32_t options, const std::vector<std::uint32_t>& sizes,
                          const PublishProfile& publish, bool delegates, int attacks, std::uint64_t seed,
                          Effort effort) {
    std::mt19937_64 random(seed);
    SearchReport report;
    for (const Mood mood : all_moods) {
        const Profile actual = profile_in(mood, options, sizes, random);
        for (int attack = 0; attack < attacks; ++attack) {
            const Goal goal = attack_at_random(actual, delegates && attack % 2 == 0, random);
            ++report.attacks;
            if (!find_witness(actual, goal, publish, random, effort)) ++report.without_witness;
        }
    }
    return report;
}

}  // namespace equivox::anonymity
