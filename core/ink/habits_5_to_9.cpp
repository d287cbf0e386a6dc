// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/habit_forms.h"

#include <cmath>

namespace numeral {

using namespace turns;

namespace {

/// A 5 without its roof.
Stroke fiveBody(Hand& hand)
{
    const double shoulder = hand.number(0.33, 0.5);
    const double half = (1 - shoulder) / 2 + 0.03;
    const Ring belly{{0.24, 1 - half}, hand.number(0.24, 0.38), half};
    Stroke body{{hand.number(0.02, 0.14), 0}, {hand.number(0, 0.07), shoulder}};
    addArc(body, belly, up - hand.number(0, 0.1), right + down + hand.number(0.04, 0.2));
    return body;
}

} // namespace

Ink fiveRoofApart(Hand& hand)
{
    const Stroke body = fiveBody(hand);
    const Point& top = body.front();
    const double length = hand.number(0.25, 0.55);
    const double gap = hand.number(0.05, 0.25);
    const double rise = hand.number(-0.05, 0.1);
    // To the right of the body's top, or above it.
    const Point start = hand.happens(0.5) ? Point{top.x + gap, top.y + hand.number(-0.08, 0.06)}
                                          : Point{top.x + hand.number(-0.1, 0.1), top.y - gap};
    return {body, {start, {start.x + length, start.y - rise}}};
}

Ink fiveRoofless(Hand& hand)
{
    Stroke body = fiveBody(hand);
    if (hand.happens(0.4)) { // the roof has shrunk to a tick
        const Point& top = body.front();
        body.insert(body.begin(), {top.x + hand.number(0.04, 0.14), top.y - 0.02});
    }
    return {body};
}

Ink sixOpen(Hand& hand)
{
    const double radius = hand.number(0.2, 0.3);
    const Ring belly{{0.3, 1 - radius}, hand.number(0.22, 0.34), radius};
    Stroke stroke{{hand.number(0.3, 0.6), 0}};
    addCurve(stroke, {{hand.number(0.08, 0.2), 0.35}, belly.at(left)});
    addArc(stroke, belly, left - 0.03, left - hand.number(0.68, 0.82));
    return {stroke};
}

Ink sevenLooped(Hand& hand)
{
    const double width = hand.number(0.5, 0.75);
    const Point foot{width * hand.number(0.3, 0.55), 1};
    const double bar = hand.number(0.42, 0.72);
    const double stem = std::lerp(width, foot.x, bar);
    const double toLeft = stem - hand.number(0.2, 0.4);
    const double toRight = stem + hand.number(0.12, 0.42);
    const double bend = hand.number(0.02, 0.1);
    Stroke stroke{hand.near(0, 0), hand.near(width, 0)};
    // Down the stem, back up on its left, and across it.
    addCurve(stroke, {{(width + foot.x) / 2 + 0.03, 0.5}, foot});
    if (hand.happens(0.6)) { // round the foot
        addCurve(stroke,
            {{foot.x - bend, 1.02}, {toLeft, (1 + bar) / 2}, {toLeft + 0.03, bar + 0.02},
                {stem, bar - 0.02}, {toRight, bar - hand.number(0, 0.1)}});
    } else {
        addCurve(stroke, {{toLeft, bar + 0.03}});
        stroke.push_back({toRight, bar - hand.number(-0.03, 0.12)});
    }
    return {stroke};
}

Ink sevenWithTick(Hand& hand)
{
    const double width = hand.number(0.45, 0.75);
    const Point foot{width * hand.number(0.1, 0.6), 1};
    const double tick = hand.number(0.08, 0.25);
    Ink ink{{{hand.number(-0.05, 0.03), tick}, {0, 0}, hand.near(width, 0), foot}};
    if (hand.happens(0.5)) {
        const double stem = (width + foot.x) / 2;
        const double half = hand.number(0.12, 0.28);
        const double rise = hand.number(-0.03, 0.06);
        ink.push_back({{stem - half, 0.5 + rise}, {stem + half, 0.5 - rise}});
    }
    return ink;
}

namespace {

/// The two rings of an 8, one upon the other.
struct EightRings {
    Ring head;
    Ring belly;
};

EightRings eightRings(Hand& hand)
{
    const double waist = hand.number(0.4, 0.52);
    return {{{0.3, waist / 2}, hand.number(0.18, 0.28), waist / 2},
        {{0.3, (1 + waist) / 2}, hand.number(0.22, 0.34), (1 - waist) / 2}};
}

} // namespace

Ink eightOpenAbove(Hand& hand)
{
    const auto [head, belly] = eightRings(hand);
    const double start = up + hand.number(-0.02, 0.12);
    const double gap = hand.number(0.06, 0.18);
    Stroke stroke;
    addArc(stroke, head, start, down);
    addArc(stroke, belly, up, up + 1);
    addArc(stroke, head, down, start - 1 + gap);
    return {stroke};
}

Ink eightOpenBelow(Hand& hand)
{
    const auto [head, belly] = eightRings(hand);
    // Round the head, and clockwise round the belly, which ends before the waist.
    Stroke stroke;
    addArc(stroke, head, down, down - 1);
    addArc(stroke, belly, up, up + 1 - hand.number(0.08, 0.17));
    return {stroke};
}

Ink eightStraightReturn(Hand& hand)
{
    const auto [head, belly] = eightRings(hand);
    Stroke stroke;
    addArc(stroke, head, right - hand.number(0.05, 0.15), down);
    addArc(stroke, belly, up, right + left - hand.number(-0.04, 0.06));
    stroke.push_back({head.at(right).x + hand.number(-0.05, 0.1), hand.number(0, 0.15)});
    return {stroke};
}

namespace {

/// The small loop of a 9, up to where its stem begins. A smaller one would become a blob, and the 9
/// a 1 with a flag.
Stroke smallLoop(Hand& hand)
{
    const double radius = hand.number(0.15, 0.23);
    const Ring head{{0.35, radius + 0.02}, hand.number(0.18, 0.27), radius};
    Stroke stroke;
    const double start = right + hand.number(-0.12, 0);
    addArc(stroke, head, start, hand.number(-0.05, 0.02));
    return stroke;
}

} // namespace

Ink nineWithHook(Hand& hand)
{
    Stroke stroke = smallLoop(hand);
    const double x = stroke.back().x;
    const double reach = hand.number(0.35, 0.75); // to the left
    const double rise = hand.number(0.03, 0.22);
    addCurve(stroke,
        {{x, 0.5}, {x - 0.04, 0.8}, {x - 0.45 * reach, 1}, {x - 0.85 * reach, 1 - 0.4 * rise},
            {x - reach, 1 - rise}});
    return leaning({stroke}, hand.number(-12, 22));
}

Ink nineWithLevelFoot(Hand& hand)
{
    Stroke stroke = smallLoop(hand);
    const double x = stroke.back().x;
    const double foot = x - hand.number(0, 0.12);
    stroke.push_back({foot, 0.97});
    if (hand.happens(0.5)) { // round the corner
        stroke.back().y = 0.85;
        addCurve(stroke, {{foot - 0.08, 0.99}});
    }
    stroke.push_back({foot - hand.number(0.3, 0.7), hand.number(0.96, 1.03)});
    return leaning({stroke}, hand.number(-12, 22));
}

} // namespace numeral
