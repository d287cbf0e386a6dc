// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/grey_image.h"
#include "core/reading/classifier.h"
#include "core/reading/digit_groups.h"
#include "core/reading/doubt.h"

namespace numeral {

/// One digit of a drawing or a picture, with the network's output.
struct ReadDigit {
    /// Its strokes; none if it comes from a picture. The box is in the drawing's own unit, or in
    /// the picture's pixels.
    DigitInk drawn;
    GreyImage prepared; ///< as plain images are, of the network's size
    GreyImage input; ///< what the network sees of it
    Recognition recognition; ///< its probabilities sum to 1 − none
    float none = 0; ///< probability that it is no digit, or none of the classes; 0–1
    Doubt doubt = Doubt::None;
};

} // namespace numeral
