// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/pen_habits.h"

#include "core/base/between.h"
#include "core/ink/pen_box.h"

#include <cmath>

namespace numeral {

namespace {

bool happens(double probability, SmallRandom& random)
{
    return between(0, 1, random) < probability;
}

/// Where the drawing is at a height: its point that is nearest to it, the rightmost of those as
/// near within a twentieth of the drawing's height.
PenPoint pointAt(const PenDrawing& drawing, const PenBox& box, double y)
{
    PenPoint best = drawing.front().front();
    double nearest = std::numeric_limits<double>::infinity();
    for (const PenStroke& stroke : drawing) {
        for (const PenPoint& point : stroke) {
            const double apart = std::max(std::abs(point.y - y), box.height() / 20);
            if (apart < nearest || (apart == nearest && point.x > best.x)) {
                nearest = apart;
                best = point;
            }
        }
    }
    return best;
}

void addBar(PenDrawing& drawing, const PenBox& box, SmallRandom& random)
{
    const double y = box.top + between(0.4, 0.65, random) * box.height();
    const PenPoint stem = pointAt(drawing, box, y);
    const double half = between(0.14, 0.28, random) * box.height();
    const double rise = between(-0.06, 0.1, random) * box.height();
    drawing.push_back({{stem.x - half, y + rise}, {stem.x + half, y - rise}});
}

void addSlash(PenDrawing& drawing, const PenBox& box, SmallRandom& random)
{
    const double over = between(-0.12, 0.12, random);
    const double across = over * box.width();
    const double down = over * box.height();
    drawing.push_back(
        {{box.right + across, box.top - down}, {box.left - across, box.bottom + down}});
}

void addFoot(PenDrawing& drawing, const PenBox& box, SmallRandom& random)
{
    const PenPoint end = pointAt(drawing, box, box.bottom);
    const double half = between(0.12, 0.3, random) * box.height();
    drawing.push_back({{end.x - half, box.bottom}, {end.x + half, box.bottom}});
}

void addFlag(PenDrawing& drawing, const PenBox& box, SmallRandom& random)
{
    const PenPoint top = pointAt(drawing, box, box.top);
    const double length = between(0.12, 0.35, random) * box.height();
    drawing.push_back({{top.x - between(0.5, 1, random) * length, top.y + length}, {top.x, top.y}});
}

} // namespace

void addHabits(PenDrawing& drawing, std::string_view name, SmallRandom& random)
{
    constexpr double bars = 0.4;
    constexpr double slashes = 0.3;
    constexpr double feet = 0.25;
    constexpr double flags = 0.35;
    const PenBox box = boxOf(drawing);
    if (box.isEmpty() || box.height() <= 0) {
        return;
    }
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
    }
}

} // namespace numeral
