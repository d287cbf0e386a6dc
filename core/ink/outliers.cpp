// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/outliers.h"

#include "core/ink/grid_forms.h"
#include "core/ink/letters.h"

#include <array>
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

/// As `drawGridForm` reads them.
constexpr std::array<std::string_view, 9> signs{
    "CW KO,KO CW,CR GI,BV FH", // plus
    "AY EU,EU AY,AY EU CW,AY EU KO", // cross, asterisk
    "KWE,PWE,LWD,QWE,FWE", // tick
    "UCYU,CUYC", // triangle
    "KO INS,CW GCI,CW QWS,KO GKQ", // arrows
    "FJ PT,AE KO UY", // equals
    "WlfbhdjnW,WkfbHdjoW,RfbhdjR", // heart
    "cfkpvxtojc g i qws,cfkpwtojc G I qws,cfkpvxtojc g i vrx", // faces
    "UCYFJU,UCXKOVC", // star
};

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

Ink drawSign(SmallRandom& random)
{
    constexpr double minWidth = 0.75; // narrow ones look like a 0 or 1
    return drawGridForm(signs[random.below(signs.size())], random, minWidth);
}

} // namespace numeral
