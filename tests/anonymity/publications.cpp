// SPDX-License-Identifier: Apache-2.0
#include "tests/anonymity/publications.hpp"

namespace equivox::anonymity {
namespace {

void append_values(Published& published, const tally::Margins& margins) {
    for (std::uint32_t a = 0; a < margins.options; ++a)
        for (std::uint32_t b = a + 1; b < margins.options; ++b)
            published.push_back(static_cast<int>(margins(a, b)));
}

void append(Published& published, const Published& more) {
    published.insert(published.end(), more.begin(), more.end());
}

tally::Margins of_two(const tally::Margins& margins, std::uint32_t a, std::uint32_t b) {
    tally::Margins two = margins;
    two.options = 2;
    two.values = {0, margins(a, b), margins(b, a), 0};
    return two;
}

}  // namespace

Published order_and_steps(const tally::Margins& margins, tally::Level level) {
    const tally::Order order = tally::order_from(margins);
    const std::vector<tally::Step> steps = tally::steps(margins, order, level);
    std::vector<int> place_of(margins.options);
    for (std::size_t place = 0; place < order.places.size(); ++place)
        for (const std::uint32_t option : order.places[place]) place_of[option] = static_cast<int>(place);
    Published published;
    for (std::uint32_t a = 0; a < margins.options; ++a) {
        for (std::uint32_t b = a + 1; b < margins.options; ++b) {
            const int apart = place_of[b] - place_of[a];
            const int higher = apart > 0 ? place_of[a] : place_of[b];
            int strength = 0;
            if (apart == 1 || apart == -1)
                strength = 1 + static_cast<int>(steps[static_cast<std::size_t>(higher)]);
            else if (apart != 0)
                strength = far_apart;
            published.push_back(apart > 0 ? strength : -strength);
        }
    }
    return published;
}

PublishMargins release_at(tally::Level level) {
    return [level](std::span<const tally::Margins> views) { return order_and_steps(views[0], level); };
}

PublishMargins release_with_relations(tally::Level level) {
    return [level](std::span<const tally::Margins> views) {
        Published published = order_and_steps(views[0], level);
        const tally::Order order = tally::order_from(views[0]);
        for (std::uint32_t a = 0; a < views[0].options; ++a)
            for (std::uint32_t b = a + 1; b < views[0].options; ++b)
                published.push_back(order.relations[a][b]);
        return published;
    };
}

PublishMargins release_with_bands(tally::Level level) {
    return [level](std::span<const tally::Margins> views) {
        Published published = order_and_steps(views[0], level);
        for (std::uint32_t a = 0; a < views[0].options; ++a)
            for (std::uint32_t b = a + 1; b < views[0].options; ++b)
                append(published, order_and_steps(of_two(views[0], a, b), level));
        return published;
    };
}

PublishMargins release_and_first_two_again(tally::Level level) {
    return [level](std::span<const tally::Margins> views) {
        Published published = order_and_steps(views[0], level);
        append(published, order_and_steps(of_two(views[0], 0, 1), level));
        return published;
    };
}

PublishMargins releases_at(std::vector<tally::Level> levels) {
    return [levels = std::move(levels)](std::span<const tally::Margins> views) {
        Published published;
        for (std::size_t view = 0; view < views.size(); ++view)
            append(published, order_and_steps(views[view], levels[view]));
        return published;
    };
}

PublishMargins exact_margins() {
    return [](std::span<const tally::Margins> views) {
        Published published;
        for (const tally::Margins& margins : views) append_values(published, margins);
        return published;
    };
}

PublishMargins release_beside_exact_second_view(tally::Level level) {
    return [level](std::span<const tally::Margins> views) {
        Published published = order_and_steps(views[0], level);
        append_values(published, views[1]);
        return published;
    };
}

PublishMargins uncapped_ten_percent_bands() {
    return [](std::span<const tally::Margins> views) {
        const tally::Margins& margins = views[0];
        const tally::Count whole = margins.scale * margins.organisations;
        Published published;
        for (std::uint32_t a = 0; a < margins.options; ++a)
            for (std::uint32_t b = a + 1; b < margins.options; ++b)
                published.push_back(static_cast<int>(margins(a, b) * 10 / whole));
        return published;
    };
}

}  // namespace equivox::anonymity
