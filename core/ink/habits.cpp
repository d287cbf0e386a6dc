// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/habits.h"

#include "core/ink/habit_forms.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace numeral {

namespace {

constexpr std::array table{
    Habit{0, "zero-slashed", &zeroSlashed},
    Habit{0, "zero-barred", &zeroBarred},
    Habit{0, "zero-open", &zeroOpen},
    Habit{0, "zero-with-tail", &zeroWithTail},
    Habit{1, "one-long-upstroke", &oneWithLongUpstroke},
    Habit{1, "one-long-upstroke-foot", &oneWithLongUpstrokeAndFoot},
    Habit{1, "one-hooked", &oneHooked},
    Habit{2, "two-looped", &twoLooped},
    Habit{3, "three-looped", &threeLooped},
    Habit{4, "four-bolt", &fourBolt},
    Habit{4, "four-bolt-crossed", &fourBoltCrossed},
    Habit{4, "four-looped", &fourLooped},
    Habit{5, "five-roof-apart", &fiveRoofApart},
    Habit{5, "five-roofless", &fiveRoofless},
    Habit{6, "six-open", &sixOpen},
    Habit{7, "seven-looped", &sevenLooped},
    Habit{7, "seven-with-tick", &sevenWithTick},
    Habit{8, "eight-open-above", &eightOpenAbove},
    Habit{8, "eight-open-below", &eightOpenBelow},
    Habit{8, "eight-straight-return", &eightStraightReturn},
    Habit{9, "nine-with-hook", &nineWithHook},
    Habit{9, "nine-with-level-foot", &nineWithLevelFoot},
};

static_assert(std::ranges::is_sorted(table, {}, &Habit::digit));

} // namespace

std::span<const Habit> habits()
{
    return table;
}

Ink drawHabit(int digit, SmallRandom& random)
{
    const auto ofDigit = std::ranges::equal_range(table, digit, {}, &Habit::digit);
    assert(!ofDigit.empty());
    const auto& habit = ofDigit[static_cast<std::ptrdiff_t>(random.below(ofDigit.size()))];
    Hand hand(random);
    return habit.draw(hand);
}

} // namespace numeral
