// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/small_random.h"
#include "core/ink/ink.h"

#include <string_view>

namespace numeral {

/// Adds handwriting variants at random: one half larger than the other, a bar through a 7, a slash
/// through a 0, a foot and a flag on a 1, curled ends of a 2 or 3. `name` is the class's, such as
/// "7"; of other classes only the proportions change.
void addHandwritingVariants(Ink& drawing, std::string_view name, SmallRandom& random);

} // namespace numeral
