// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/pen.h"

#include <string_view>

namespace numeral {

/// Adds what some people add to some digits, now and then: a bar to a 7, a slash to a 0, a foot and
/// a flag to a 1. `name` is the class's: "7". Others stay as they are.
void addHabits(PenDrawing& drawing, std::string_view name, SmallRandom& random);

} // namespace numeral
