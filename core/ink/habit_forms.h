// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/hand.h"
#include "core/ink/ink.h"

namespace numeral {

// The drawing functions of the table of habits. Each says what a person would call the form.

Ink zeroSlashed(Hand& hand); ///< the slash sticks out of the ring on both sides
Ink zeroBarred(Hand& hand); ///< a level bar across the ring
Ink zeroOpen(Hand& hand); ///< the ring doesn't close at the top
Ink zeroWithTail(Hand& hand); ///< the pen runs on where the ring closes

Ink oneWithLongUpstroke(Hand& hand); ///< half as long as the stem, or longer
Ink oneWithLongUpstrokeAndFoot(Hand& hand);
Ink oneHooked(Hand& hand); ///< the stem's lower end turns aside

Ink twoLooped(Hand& hand); ///< a loop between the neck and the foot
Ink threeLooped(Hand& hand); ///< a loop at the waist

Ink fourBolt(Hand& hand); ///< down, across and down in one stroke, like a lightning bolt
Ink fourBoltCrossed(Hand& hand); ///< the same, but the pen comes back to cross the bar
Ink fourLooped(Hand& hand); ///< closed at the top by a slanting loop

Ink fiveRoofApart(Hand& hand); ///< the roof is a stroke of its own, perhaps far away
Ink fiveRoofless(Hand& hand);

Ink sixOpen(Hand& hand); ///< the belly doesn't close

Ink sevenLooped(Hand& hand); ///< the foot loops back up and becomes the bar
Ink sevenWithTick(Hand& hand); ///< a tick hangs from the roof's beginning

Ink eightOpenAbove(Hand& hand); ///< the upper ring doesn't close
Ink eightOpenBelow(Hand& hand); ///< the lower ring doesn't close
Ink eightStraightReturn(Hand& hand); ///< an S, and a straight line back to its beginning

Ink nineWithHook(Hand& hand); ///< like a g
Ink nineWithLevelFoot(Hand& hand);

} // namespace numeral
