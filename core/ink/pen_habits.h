// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

#include <string_view>

namespace numeral {

/// Draws as some people do, now and then: with one half larger than the other, a bar through a 7,
/// a slash through a 0, a foot and a flag at a 1, curled ends of a 2 or 3. `name` is the class's:
/// "7". Of others only the proportions change.
void addHabits(Ink& drawing, std::string_view name, SmallRandom& random);

} // namespace numeral
