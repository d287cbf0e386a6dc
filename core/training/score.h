// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace numeral {

/// Mean loss and accuracy over a set of images.
struct Score {
    std::size_t images = 0;
    double loss = 0; ///< mean cross-entropy, nats
    double accuracy = 0; ///< fraction, 0–1
};

/// An interval of fractions, 0–1.
struct Interval {
    double low = 0;
    double high = 1;
};

/// Returns the 95% confidence interval of the accuracy on all such images, estimated from these:
/// the Wilson score interval (Wilson 1927, "Probable Inference, the Law of Succession, and
/// Statistical Inference").
inline Interval accuracyInterval(const Score& score)
{
    if (score.images == 0) {
        return {};
    }
    constexpr double z = 1.959963984540054; // covers 95% of a normal distribution
    const auto images = static_cast<double>(score.images);
    const double p = score.accuracy;
    const double middle = p + z * z / (2 * images);
    const double half = z * std::sqrt(p * (1 - p) / images + z * z / (4 * images * images));
    const double scale = 1 + z * z / images;
    // Rounding may lead a little beyond, and -0 would be printed with its sign.
    return {std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

} // namespace numeral
