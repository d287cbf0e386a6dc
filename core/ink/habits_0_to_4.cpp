// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/habit_forms.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace numeral {

using namespace turns;

namespace {

Point polar(const Point& from, double length, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    return {from.x + length * std::cos(angle), from.y + length * std::sin(angle)};
}

/// The ring of a 0.
Ring oval(Hand& hand)
{
    return {{0.5, 0.5}, hand.number(0.24, 0.48), 0.5};
}

} // namespace

Ink zeroSlashed(Hand& hand)
{
    const Ring ring = oval(hand);
    // Towards the upper right, seldom towards the upper left.
    const double steep = hand.number(35, 70);
    const double angle = hand.happens(0.85) ? -steep : steep - 180;
    // From the centre to the edge of the ring's box in the slash's direction, and on.
    const Point way = polar({0, 0}, 1, angle);
    const double reach = std::min(ring.across / std::abs(way.x), ring.high / std::abs(way.y));
    const double above = reach + hand.number(0.04, 0.25);
    const double below = reach + hand.number(0.04, 0.25);
    return {hand.ring(ring),
        {polar(ring.centre, above, angle), polar(ring.centre, below, angle + 180)}};
}

Ink zeroBarred(Hand& hand)
{
    const Ring ring = oval(hand);
    const double y = hand.number(0.4, 0.6);
    const double half = ring.across * hand.number(0.6, 1.5);
    const double middle = ring.centre.x + hand.number(-0.05, 0.05);
    const double rise = hand.number(-0.04, 0.07);
    return {hand.ring(ring), {{middle - half, y + rise}, {middle + half, y - rise}}};
}

Ink zeroOpen(Hand& hand)
{
    const Ring ring = oval(hand);
    // A gap at the side would make a C or a reversed C of it.
    const double gap = hand.number(0.05, 0.17);
    const double start = up + hand.number(-0.08, 0.08) - gap / 2;
    // The hand drifts on the way round, so that the ends aren't opposite each other.
    const double drift = hand.number(-0.12, 0.12);
    Stroke stroke;
    addArc(stroke, ring, start, start - 1 + gap);
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        stroke[i].y += drift * static_cast<double>(i) / static_cast<double>(stroke.size());
    }
    return {stroke};
}

Ink zeroWithTail(Hand& hand)
{
    const Ring ring = oval(hand);
    Stroke stroke;
    const double start = up + hand.number(-0.02, 0.1);
    addArc(stroke, ring, start, start - hand.number(0.97, 1.02));
    // Out to the upper right or, in a curl, down into the ring.
    const Point& end = stroke.back();
    const double length = hand.number(0.1, 0.3);
    if (hand.happens(0.6)) {
        addCurve(stroke, {{end.x - 0.4 * length, end.y - 0.05}, {end.x - length, end.y - 0.02}});
    } else {
        addCurve(stroke,
            {{end.x - 0.3 * length, end.y + 0.3 * length}, {end.x - 0.2 * length, end.y + length}});
    }
    return {stroke};
}

namespace {

/// A stem with an upstroke that is too steep to be the roof of a 7.
Stroke longUpstroke(Hand& hand)
{
    const double length = hand.number(0.5, 0.95);
    const double angle = hand.number(110, 136); // clockwise from the right; 90 is straight down
    const Point start = polar({0, 0}, length, angle);
    Stroke stroke{start};
    const double sag = hand.number(-0.08, 0.08);
    addCurve(stroke, {{start.x / 2 + sag, start.y / 2 + sag}, {0, 0}});
    stroke.push_back({hand.number(-0.06, 0.06), 1});
    return stroke;
}

} // namespace

Ink oneWithLongUpstroke(Hand& hand)
{
    return {longUpstroke(hand)};
}

Ink oneWithLongUpstrokeAndFoot(Hand& hand)
{
    const Stroke stem = longUpstroke(hand);
    const Point& end = stem.back();
    const double toLeft = hand.number(0.15, 0.4);
    const double toRight = hand.number(0.15, 0.4);
    const double rise = hand.number(-0.04, 0.04);
    return {stem, {{end.x - toLeft, end.y + rise}, {end.x + toRight, end.y - rise}}};
}

Ink oneHooked(Hand& hand)
{
    Stroke stroke;
    if (hand.happens(0.5)) { // a flag
        const double length = hand.number(0.15, 0.45);
        stroke.push_back(polar({0, 0}, length, hand.number(115, 145)));
    }
    stroke.push_back({0, 0});
    const double x = hand.number(-0.05, 0.05);
    const double turn = hand.number(0.86, 0.94);
    stroke.push_back({x / 2, turn / 2});
    stroke.push_back({x, turn});
    const double side = hand.happens(0.6) ? 1 : -1;
    const double length = hand.number(0.1, 0.22);
    const double rise = hand.number(0, 0.14);
    addCurve(stroke, {{x + side * 0.4 * length, 1}, {x + side * length, 1 - rise}});
    return {stroke};
}

Ink twoLooped(Hand& hand)
{
    const Ring head{{0.35, 0.28}, hand.number(0.22, 0.34), hand.number(0.2, 0.28)};
    Stroke stroke;
    const double start = left + hand.number(-0.06, 0.08);
    addArc(stroke, head, start, right + hand.number(0, 0.06));
    // Down to the lower left, clockwise through the loop, and along the foot.
    const double size = hand.number(0.07, 0.16);
    const double flat = hand.number(0.6, 1.1);
    const Point loop{hand.number(-0.02, 0.12), 1 - size * flat};
    const double foot = hand.number(0.6, 0.85);
    const double wave = hand.number(0, 0.1);
    addCurve(stroke,
        {{loop.x + 1.5 * size, loop.y - 0.3 * size}, {loop.x, loop.y + size * flat},
            {loop.x - size, loop.y}, {loop.x, loop.y - size * flat},
            {loop.x + 1.5 * size, loop.y + 0.4 * size * flat}, {0.7 * foot, 1 + wave},
            {foot, 1 - hand.number(0, 0.12)}});
    return {stroke};
}

Ink threeLooped(Hand& hand)
{
    const double waist = hand.number(0.42, 0.52);
    const double loop = hand.number(0.06, 0.13);
    const Ring head{{0.28, waist / 2}, hand.number(0.24, 0.34), waist / 2};
    const Ring belly{{0.28, (1 + waist) / 2}, hand.number(0.28, 0.38), (1 - waist) / 2};
    const double end = right + down + hand.number(0.05, 0.2);
    Stroke stroke;
    addArc(stroke, head, left + hand.number(0, 0.12), right + 0.1);
    // Counter-clockwise on the page, to the left of the middle.
    addCurve(stroke,
        {{0.26 - loop, waist + 0.5 * loop}, {0.2 - 2 * loop, waist}, {0.26 - loop, waist - loop},
            belly.at(up + 0.08)});
    addArc(stroke, belly, up + 0.11, end);
    return {stroke};
}

namespace {

/// The corners of a 4 that is drawn without lifting the pen.
struct FourCorners {
    Point top;
    Point left;
    Point right;
};

FourCorners fourCorners(Hand& hand)
{
    const double bar = hand.number(0.5, 0.68);
    const double width = hand.number(0.5, 0.75);
    const double rise = hand.number(-0.05, 0.08);
    return {{hand.number(0.1, 0.4), 0}, {0, bar}, {width, bar - rise}};
}

} // namespace

Ink fourBolt(Hand& hand)
{
    const FourCorners corners = fourCorners(hand);
    const Point foot{corners.right.x - hand.number(0, 0.35), 1};
    return {{corners.top, corners.left, corners.right, foot}};
}

Ink fourBoltCrossed(Hand& hand)
{
    const FourCorners corners = fourCorners(hand);
    const Point& bar = corners.right;
    const double stemTop = hand.number(0.05, 0.3);
    const double stem = bar.x - hand.number(0.12, 0.25);
    const Point foot{stem - hand.number(0, 0.2), 1};
    Stroke stroke{corners.top, corners.left, bar};
    if (hand.happens(0.5)) { // round the end of the bar
        addCurve(
            stroke, {{bar.x + 0.06, bar.y - 0.1}, {stem + 0.06, stemTop}, {stem, stemTop + 0.08}});
    } else {
        stroke.push_back({stem, stemTop});
    }
    stroke.push_back(foot);
    return {stroke};
}

Ink fourLooped(Hand& hand)
{
    const FourCorners corners = fourCorners(hand);
    const double stem = corners.right.x - hand.number(0.08, 0.3);
    const double lean = hand.number(-0.05, 0.2); // of the stem, upwards to the right
    const Point top{stem + lean / 2, 0};
    const Point foot{stem - lean / 2, 1};
    Stroke stroke{foot, top};
    if (hand.happens(0.5)) { // round the corners
        addCurve(stroke,
            {{top.x - 0.07, 0.03}, {corners.left.x + 0.1, corners.left.y - 0.12},
                {corners.left.x + 0.07, corners.left.y}, corners.right});
    } else {
        stroke.insert(stroke.end(), {corners.left, corners.right});
    }
    return {stroke};
}

} // namespace numeral
