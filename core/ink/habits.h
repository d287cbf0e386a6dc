// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/hand.h"
#include "core/ink/ink.h"

#include <span>
#include <string_view>

namespace numeral {

/// A form of a digit that many people write, and few of MNIST's writers.
struct Habit {
    int digit; ///< 0 to 9
    std::string_view name; ///< such as "nine-with-hook"
    Ink (*draw)(Hand& hand); ///< with random proportions; about 1 high, y down
};

/// All habits, by digit. Every digit has at least one.
std::span<const Habit> habits();

/// Draws a digit, 0 to 9, by one of its habits.
Ink drawHabit(int digit, SmallRandom& random);

} // namespace numeral
