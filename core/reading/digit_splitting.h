// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/digit_groups.h"

#include <functional>

namespace numeral {

/// The negative log-likelihood, in nats, that some ink is one digit: 0 where it surely is.
using ReadingLoss = std::function<double(const Ink&)>;

/// The digits of a drawing, from left to right, where it is known what digits look like. Strokes
/// that lie as `digitsIn` would have it, and look like that, are left so. Where they don't, or
/// other strokes are near, all ways are compared of cutting them between strokes as they lie from
/// left to right: of digits that touch each other the whole has a high loss, and so have the parts
/// of a digit whose strokes are apart. Each digit costs something, so that what can be one stays
/// one, and so does what is apart in it. Strokes are never cut.
std::vector<DigitInk> likeliestDigits(const Ink& ink, const ReadingLoss& readingLoss);

} // namespace numeral
