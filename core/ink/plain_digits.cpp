// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/plain_digits.h"

#include "core/ink/hand.h"

#include <cassert>

namespace numeral {

namespace {

using namespace turns;

/// Draws digits with random proportions.
class PlainDigits {
public:
    explicit PlainDigits(SmallRandom& random)
        : m_hand(random)
    {
    }

    Ink draw(int digit)
    {
        switch (digit) {
        case 0:
            return {ring({{0.5, 0.5}, number(0.22, 0.52), 0.5})};
        case 1:
            return one();
        case 2:
            return two();
        case 3:
            return three();
        case 4:
            return four();
        case 5:
            return five();
        case 6:
            return {six()};
        case 7:
            return seven();
        case 8:
            return eight();
        default:
            return nine();
        }
    }

private:
    double number(double low, double high) { return m_hand.number(low, high); }
    bool happens(double probability) { return m_hand.happens(probability); }
    Point near(double x, double y) { return m_hand.near(x, y); }
    Stroke ring(const Ring& ring) { return m_hand.ring(ring); }

    Ink one()
    {
        const Point top{0, 0};
        Ink ink{{top, {number(-0.03, 0.03), 1}}};
        if (happens(0.3)) {
            const double length = number(0.15, 0.45);
            const double angle = number(0.1, 0.17); // in turns, below level
            ink.front().insert(ink.front().begin(), Ring{top, length, length}.at(left - angle));
            if (happens(0.5)) {
                const double half = number(0.15, 0.3);
                ink.push_back({{-half, 1}, {half, 1}});
            }
        }
        return ink;
    }

    Ink two()
    {
        const double radius = number(0.2, 0.3);
        const Ring head{{0.32, 0.3}, number(0.25, 0.35), radius};
        Stroke stroke;
        addArc(stroke, head, left + number(-0.08, 0.08), right + number(0.02, 0.12));
        stroke.push_back(near(0, 1));
        stroke.push_back(near(0.65, 1));
        return {stroke};
    }

    Ink three()
    {
        const double waist = number(0.42, 0.52);
        Stroke stroke;
        if (happens(0.25)) {
            stroke = {near(0, 0), near(0.55, 0)};
            stroke.push_back({0.2, waist});
        } else {
            addArc(stroke, {{0.25, waist / 2}, number(0.25, 0.35), waist / 2},
                left + number(0, 0.12), right + down);
        }
        addArc(stroke, {{0.25, (1 + waist) / 2}, number(0.28, 0.4), (1 - waist) / 2}, up,
            right + down + number(0.08, 0.22));
        return {stroke};
    }

    Ink four()
    {
        const double bar = number(0.52, 0.72);
        const double stem = number(0.35, 0.55);
        const double reach = stem + number(0.08, 0.3);
        const Point corner{number(-0.05, 0.1), bar};
        if (happens(0.4)) { // closed at the top
            return {{{stem, 0}, corner, {reach, bar}}, {{stem, 0}, {stem, 1}}};
        }
        return {{near(0.1, 0), corner, {reach, bar}}, {{stem, number(-0.05, 0.35)}, {stem, 1}}};
    }

    Ink five()
    {
        const double shoulder = number(0.35, 0.48);
        const double width = number(0.45, 0.65);
        const Point corner = near(0.05, 0);
        Stroke body{corner, {number(0, 0.08), shoulder}};
        addArc(body,
            {{0.22, (1 + shoulder) / 2 - 0.03}, number(0.28, 0.4), (1 - shoulder) / 2 + 0.03},
            up - 0.08, right + down + number(0.08, 0.2));
        if (happens(0.5)) {
            return {body, {corner, near(width, 0)}};
        }
        body.insert(body.begin(), near(width, 0));
        return {body};
    }

    Stroke six()
    {
        const double radius = number(0.18, 0.28);
        const Ring belly{{0.3, 1 - radius}, number(0.24, 0.34), radius};
        Stroke stroke{near(number(0.3, 0.55), 0)};
        if (happens(0.7)) {
            stroke.push_back(near(0.12, 0.4));
        }
        addArc(stroke, belly, left, left - number(0.97, 1.15));
        return stroke;
    }

    Ink seven()
    {
        const double width = number(0.45, 0.75);
        const Point corner = near(width, 0);
        const Point foot{width * number(0.1, 0.6), 1};
        Ink ink{{near(0, 0), corner, foot}};
        if (happens(0.4)) {
            ink = {{near(0, 0), corner}, {corner, foot}};
        }
        if (happens(0.25)) {
            const Point middle{(corner.x + foot.x) / 2, 0.5};
            const double half = number(0.12, 0.25);
            ink.push_back({{middle.x - half, 0.5}, {middle.x + half, 0.5}});
        }
        return ink;
    }

    Ink eight()
    {
        const double waist = number(0.4, 0.52);
        const Ring head{{0.3, waist / 2}, number(0.18, 0.3), waist / 2};
        const Ring belly{{0.3, (1 + waist) / 2}, number(0.22, 0.36), (1 - waist) / 2};
        if (happens(0.4)) {
            return {ring(head), ring(belly)};
        }
        // An S from the top right, and back up.
        Stroke stroke;
        addArc(stroke, head, up + 0.12, down);
        addArc(stroke, belly, up, up + 1);
        addArc(stroke, head, down, number(-0.2, -0.05));
        return {stroke};
    }

    Ink nine()
    {
        const double radius = number(0.18, 0.28);
        const Ring head{{0.3, radius}, number(0.2, 0.3), radius};
        Stroke stroke;
        addArc(stroke, head, right + number(-0.1, 0), number(-0.1, 0.02));
        if (happens(0.6)) {
            stroke.push_back({head.at(right).x + number(-0.12, 0.03), 1});
        } else {
            stroke.push_back({head.at(right).x, 0.7});
            stroke.push_back(near(0.35, 1));
        }
        return {stroke};
    }

    Hand m_hand;
};

} // namespace

Ink drawPlainDigit(int digit, SmallRandom& random)
{
    assert(digit >= 0 && digit <= 9);
    return PlainDigits(random).draw(digit);
}

} // namespace numeral
