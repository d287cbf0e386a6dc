// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/handwriting_variants.h"

#include "core/base/uniform.h"
#include "core/ink/box.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace numeral {

namespace {

bool happens(double probability, SmallRandom& random)
{
    return uniform(0, 1, random) < probability;
}

/// The drawing's point nearest to the height `y`; the rightmost of those within a twentieth of the
/// drawing's height.
Point pointAt(const Ink& drawing, const Box& box, double y)
{
    Point best = drawing.front().front();
    double nearest = std::numeric_limits<double>::infinity();
    for (const Stroke& stroke : drawing) {
        for (const Point& point : stroke) {
            const double apart = std::max(std::abs(point.y - y), box.height() / 20);
            if (apart < nearest || (apart == nearest && point.x > best.x)) {
                nearest = apart;
                best = point;
            }
        }
    }
    return best;
}

void addBar(Ink& drawing, const Box& box, SmallRandom& random)
{
    const double y = box.top + uniform(0.4, 0.65, random) * box.height();
    const Point stem = pointAt(drawing, box, y);
    const double half = uniform(0.14, 0.28, random) * box.height();
    const double rise = uniform(-0.06, 0.1, random) * box.height();
    drawing.push_back({{stem.x - half, y + rise}, {stem.x + half, y - rise}});
}

void addSlash(Ink& drawing, const Box& box, SmallRandom& random)
{
    const double over = uniform(-0.12, 0.12, random);
    const double across = over * box.width();
    const double down = over * box.height();
    drawing.push_back(
        {{box.right + across, box.top - down}, {box.left - across, box.bottom + down}});
}

void addFoot(Ink& drawing, const Box& box, SmallRandom& random)
{
    const Point end = pointAt(drawing, box, box.bottom);
    const double half = uniform(0.12, 0.3, random) * box.height();
    drawing.push_back({{end.x - half, box.bottom}, {end.x + half, box.bottom}});
}

void addFlag(Ink& drawing, const Box& box, SmallRandom& random)
{
    const Point top = pointAt(drawing, box, box.top);
    // A long, nearly horizontal flag would make a 7 of it.
    constexpr double degree = std::numbers::pi / 180.0;
    const double relativeLength = uniform(0.12, 0.5, random);
    const double level = relativeLength < 0.27 ? 5 : 28;
    const double angle = uniform(level, 65, random) * degree;
    const double length = relativeLength * box.height();
    drawing.push_back(
        {{top.x - length * std::cos(angle), top.y + length * std::sin(angle)}, {top.x, top.y}});
}

/// Makes one half taller and the other flatter, and one end wider than the other.
void changeProportions(Ink& drawing, const Box& box, SmallRandom& random)
{
    const double power = std::exp2(uniform(-0.5, 0.5, random));
    const double taper = uniform(-0.3, 0.3, random);
    const double middle = (box.left + box.right) / 2;
    for (Stroke& stroke : drawing) {
        for (Point& point : stroke) {
            const double down = (point.y - box.top) / box.height();
            point.x = middle + (point.x - middle) * (1 + taper * (2 * down - 1));
            point.y = box.top + box.height() * std::pow(down, power);
        }
    }
}

/// Extends a stroke at its end by an arc that bends the same way.
void addCurl(Stroke& stroke, const Box& box, SmallRandom& random)
{
    constexpr std::size_t reach = 4; // points that determine the direction at the end
    constexpr double step = 0.35; // radians
    if (stroke.size() < 2 * reach + 1) {
        return;
    }
    const Point& end = stroke.back();
    const Point& before = stroke[stroke.size() - 1 - reach];
    const Point& earlier = stroke[stroke.size() - 1 - 2 * reach];
    double heading = std::atan2(end.y - before.y, end.x - before.x);
    const double bend = std::remainder(
        heading - std::atan2(before.y - earlier.y, before.x - earlier.x), 2 * std::numbers::pi);
    const double length = step * uniform(0.06, 0.14, random) * box.height();
    const double turn = uniform(0.6, 4, random);
    Point point = end;
    for (double turned = 0; turned < turn; turned += step) {
        heading += std::copysign(step, bend);
        point = {point.x + length * std::cos(heading), point.y + length * std::sin(heading)};
        stroke.push_back(point);
    }
}

void addCurls(Ink& drawing, const Box& box, SmallRandom& random)
{
    constexpr double curls = 0.5;
    for (Stroke& stroke : drawing) {
        for (int i = 0; i < 2; ++i) {
            std::reverse(stroke.begin(), stroke.end());
            if (happens(curls, random)) {
                addCurl(stroke, box, random);
            }
        }
    }
}

} // namespace

void addHandwritingVariants(Ink& drawing, std::string_view name, SmallRandom& random)
{
    constexpr double proportions = 0.6;
    constexpr double bars = 0.4;
    constexpr double slashes = 0.3;
    constexpr double feet = 0.25;
    constexpr double flags = 0.85; // most people draw a 1 without, but MNIST has enough of those
    constexpr double curls = 0.3;
    const Box before = boxOf(drawing);
    if (before.isEmpty() || before.height() <= 0) {
        return;
    }
    if (happens(proportions, random)) {
        changeProportions(drawing, before, random);
    }
    const Box box = boxOf(drawing);
    if (name == "7" && happens(bars, random)) {
        addBar(drawing, box, random);
    } else if (name == "0" && happens(slashes, random)) {
        addSlash(drawing, box, random);
    } else if (name == "1") {
        if (happens(feet, random)) {
            addFoot(drawing, box, random);
        }
        if (happens(flags, random)) {
            addFlag(drawing, box, random);
        }
    } else if ((name == "2" || name == "3") && happens(curls, random)) {
        addCurls(drawing, box, random);
    }
}

} // namespace numeral
