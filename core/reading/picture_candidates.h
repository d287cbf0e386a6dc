// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/digit_finder.h"
#include "core/reading/read_digit.h"

#include <vector>

namespace numeral {

/// Something found, and what it is read as.
struct Candidate {
    ReadDigit digit;
    FoundDigit found;

    double height() const { return digit.drawn.box.height(); }

    /// Like a 1, and like what is left of a ruled line.
    bool isBar() const { return 3 * found.box.width() < found.box.height(); }
};

using Candidates = std::vector<Candidate>;

/// The mean of how surely they are read: from 0, looks like nothing known, to 1; 0 of none.
double meanCertainty(const Candidates& candidates);

/// What is far fainter than digits is of something else, and bars that are far thinner than their
/// lines are what is left of ruled ones.
void removeFaint(Candidates& candidates);

/// What isn't read, has another size or touches the picture's edge beside what is; words of
/// letters; the grain of blank paper. `longerSide` is the picture's, in pixels.
void removeWhatIsNoDigit(Candidates& candidates, std::size_t longerSide);

} // namespace numeral
