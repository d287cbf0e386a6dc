// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/outliers.h"

#include "core/ink/hand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

namespace numeral {

namespace {

/// Strokes as sequences of points of a grid with three columns and five rows, named "a" to "o", row
/// by row. A blank lifts the pen.
constexpr std::array letters{
    "mbo jl", // A
    "camo gi", // E
    "cam gi", // F
    "am co gi", // H
    "am cgo", // K
    "mahco", // M
    "maoc", // N
    "macig go", // R
    "ac bn", // T
    "amhoc", // W
    "ao cm", // X
    "ahc hn", // Y
};

/// The same letters in more of the forms that people write, which are good in round strokes, too.
constexpr std::array handwrittenLetters{
    "mbo jl", "mdbfo gi", "mdbfo jl", "mbojl", // A
    "camo gi", "am ac gh mo", "cbdjno gh", // E
    "cam gi", "am ac gh", "cbdm gh", // F
    "am co gi", "am co jf", "dm fo gi", // H
    "am cgo", "am cg ho", "am fg go", // K
    "mahco", "mdahcfo", "jahcl", // M
    "maoc", "mdaholc", "dm doc", // N
    "macig go", "am acfh ho", "am abfh go", // R
    "ac bn", "df bn", "ac bk", // T
    "amhoc", "ajmhnolc", "djhlf", // W
    "ao cm", "al cj", "dl fj", // X
    "ahc hn", "ah cm", "ah ck", // Y
};

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

Ink drawLetter(SmallRandom& random)
{
    Ink drawing(1);
    for (const char* place = letters[random.below(letters.size())]; *place != '\0'; ++place) {
        if (*place == ' ') {
            drawing.emplace_back();
        } else {
            drawing.back().push_back(gridPoint(*place));
        }
    }
    return drawing;
}

Ink drawHandwrittenLetter(SmallRandom& random)
{
    constexpr double crooked = 0.35; // how far the letter's places are off the grid
    constexpr double missed = 0.12; // how far strokes miss their place
    constexpr std::uint64_t places = 15;
    Hand hand(random);
    const auto shaken = [&hand](const Point& point, double apart) {
        return Point{point.x + hand.number(-apart, apart), point.y + hand.number(-apart, apart)};
    };
    std::array<Point, places> grid;
    for (std::size_t i = 0; i < places; ++i) {
        grid[i] = shaken(gridPoint(static_cast<char>('a' + i)), crooked);
    }
    const std::string_view letter = handwrittenLetters[random.below(handwrittenLetters.size())];
    const double roundness = hand.number(0, 1);
    Ink drawing;
    for (std::size_t from = 0; from < letter.size();) {
        const std::size_t end = std::min(letter.find(' ', from), letter.size());
        Stroke points;
        for (const char place : letter.substr(from, end - from)) {
            points.push_back(shaken(grid[static_cast<std::size_t>(place - 'a')], missed));
        }
        if (hand.happens(roundness)) {
            Stroke& curve = drawing.emplace_back(Stroke{points.front()});
            addCurve(curve, std::span(points).subspan(1));
        } else {
            drawing.push_back(points);
        }
        from = end + 1;
    }
    return drawing;
}

} // namespace numeral
