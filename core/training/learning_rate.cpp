// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate.h"

#include <cmath>
#include <numbers>

namespace numeral {

namespace {

/// Cosine interpolation from one number to another, 0 ≤ fraction ≤ 1.
double eased(double from, double to, double fraction)
{
    return to + (from - to) * 0.5 * (1.0 + std::cos(std::numbers::pi * fraction));
}

} // namespace

double learningRateAt(const TrainingConfig& config, std::size_t step, std::size_t steps)
{
    constexpr double warmUp = 0.3;
    constexpr double startFraction = 1.0 / 25.0;
    const double rate = config.learningRate;
    const double fraction = static_cast<double>(step) / static_cast<double>(steps);
    switch (config.schedule) {
    case Schedule::Constant:
        return rate;
    case Schedule::Cosine:
        return eased(rate, 0, fraction);
    case Schedule::OneCycle:
        return fraction < warmUp ? eased(startFraction * rate, rate, fraction / warmUp)
                                 : eased(rate, 0, (fraction - warmUp) / (1.0 - warmUp));
    }
    return rate;
}

} // namespace numeral
