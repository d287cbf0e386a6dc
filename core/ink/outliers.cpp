// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/outliers.h"

#include "core/ink/letters.h"

#include <cmath>
#include <string_view>

namespace numeral {

namespace {

Point gridPoint(char place)
{
    constexpr int columns = 3;
    const int index = place - 'a';
    return {static_cast<double>(index % columns), static_cast<double>(index / columns)};
}

} // namespace

Ink drawScribble(SmallRandom& random)
{
    constexpr double bend = 0.5; // radians per step
    constexpr std::size_t minPoints = 25;
    Ink drawing;
    const std::uint64_t strokes = 1 + random.below(3);
    for (std::uint64_t i = 0; i < strokes; ++i) {
        const auto number = [&random](double amplitude) {
            return amplitude * static_cast<double>(random.symmetric());
        };
        Point at{number(8), number(8)};
        double heading = number(3.2);
        double turning = number(bend);
        Stroke stroke{at};
        const std::size_t points = minPoints + random.below(50);
        while (stroke.size() < points) {
            turning = 0.8 * turning + number(bend) * 0.6;
            heading += turning;
            at = {at.x + std::cos(heading), at.y + std::sin(heading)};
            stroke.push_back(at);
        }
        drawing.push_back(stroke);
    }
    return drawing;
}

Ink drawGlyph(SmallRandom& random)
{
    constexpr std::uint64_t places = 15;
    Ink drawing;
    const std::uint64_t strokes = 2 + random.below(3);
    for (std::uint64_t i = 0; i < strokes; ++i) {
        Stroke& stroke = drawing.emplace_back();
        const std::uint64_t points = 2 + random.below(3);
        while (stroke.size() < points) {
            stroke.push_back(gridPoint(static_cast<char>('a' + random.below(places))));
        }
    }
    return drawing;
}

Ink drawDash(SmallRandom& random)
{
    constexpr double maxSlope = 0.4; // radians; a slanted 1 is steeper
    const double angle = maxSlope * static_cast<double>(random.symmetric());
    return {{{0, 0}, {std::cos(angle), std::sin(angle)}}};
}

Ink drawLetterUnlikeDigits(SmallRandom& random)
{
    constexpr std::string_view letters = "AEFHKMNPRTVWXY";
    return drawLetter(letters[random.below(letters.size())], random);
}

} // namespace numeral
