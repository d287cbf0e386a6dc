// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/digit_finder.h"
#include "core/reading/read_digit.h"

#include <vector>

namespace numeral {

/// A component found in a picture, with its reading.
struct Candidate {
    ReadDigit digit;
    FoundDigit found;

    double height() const { return digit.drawn.box.height(); }

    /// Whether it is narrow, like a 1 or a remnant of a ruled line.
    bool isBar() const { return 3 * found.box.width() < found.box.height(); }
};

using Candidates = std::vector<Candidate>;

/// Mean certainty of the readings, from 0 (like no digit) to 1 (not doubted); 0 without candidates.
double meanCertainty(const Candidates& candidates);

/// Removes candidates that are far fainter than the digits, and bars that are far thinner than the
/// digits' strokes: these are remnants of ruled lines.
void removeFaint(Candidates& candidates);

/// Removes candidates that are no digits: far smaller ones, doubtful ones of another size or at the
/// edge of the picture, words of letters, and the grain of blank paper. `longerSide` is the
/// picture's, in pixels.
void removeNonDigits(Candidates& candidates, std::size_t longerSide);

} // namespace numeral
