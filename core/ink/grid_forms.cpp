// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/grid_forms.h"

#include "core/ink/hand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace numeral {

namespace {

using Places = std::array<Point, 25>;

/// Places of a grid whose columns and rows are unevenly far apart, each a little off.
Places crookedGrid(Hand& hand, double minWidth)
{
    constexpr int side = 5;
    constexpr double uneven = 0.35; // of the distance of two columns or rows, at most
    constexpr double off = 0.3;
    std::array<double, side> columns{};
    std::array<double, side> rows{};
    for (int i = 1; i < side; ++i) {
        columns[i] = columns[i - 1] + hand.number(1 - uneven, 1 + uneven);
        rows[i] = rows[i - 1] + hand.number(1 - uneven, 1 + uneven);
    }
    const double width = std::exp(hand.number(std::log(minWidth), std::log(1.2)));
    Places places;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            places[row * side + column]
                = {width * (columns[column] + hand.number(-off, off)) / columns[side - 1],
                    (rows[row] + hand.number(-off, off)) / rows[side - 1]};
        }
    }
    return places;
}

std::string_view chosenForm(std::string_view forms, SmallRandom& random)
{
    std::uint64_t number
        = random.below(1 + static_cast<std::uint64_t>(std::count(forms.begin(), forms.end(), ',')));
    while (number-- > 0) {
        forms.remove_prefix(forms.find(',') + 1);
    }
    return forms.substr(0, forms.find(','));
}

/// Draws a stroke of a form. `softness` is the probability that a corner is rounded off.
Stroke strokeThrough(std::string_view stroke, const Places& places, Hand& hand, double softness)
{
    constexpr double missed = 0.04;
    Stroke drawn;
    std::vector<Point> bend; // since the last corner
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const bool isCorner = stroke[i] >= 'A' && stroke[i] <= 'Z';
        const auto index = static_cast<std::size_t>(stroke[i] - (isCorner ? 'A' : 'a'));
        Point place = places[index];
        place.x += hand.number(-missed, missed);
        place.y += hand.number(-missed, missed);
        if (drawn.empty()) {
            drawn.push_back(place);
            continue;
        }
        bend.push_back(place);
        const bool isLast = i + 1 == stroke.size();
        if (isLast || (isCorner && !hand.happens(softness))) {
            addCurve(drawn, bend);
            bend.clear();
        }
    }
    return drawn;
}

} // namespace

Ink drawGridForm(std::string_view forms, SmallRandom& random, double minWidth)
{
    Hand hand(random);
    const Places places = crookedGrid(hand, minWidth);
    const double softness = hand.happens(0.3) ? hand.number(0, 0.6) : 0;
    std::string_view form = chosenForm(forms, random);
    Ink drawing;
    while (!form.empty()) {
        const std::size_t end = std::min(form.find(' '), form.size());
        drawing.push_back(strokeThrough(form.substr(0, end), places, hand, softness));
        form.remove_prefix(std::min(end + 1, form.size()));
    }
    return drawing;
}

} // namespace numeral
