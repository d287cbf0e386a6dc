// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reading/histogram.h"

namespace numeral {

Histogram histogramOf(const GreyImage& image)
{
    Histogram histogram{};
    for (const std::uint8_t grey : image.pixels) {
        ++histogram[grey];
    }
    return histogram;
}

int quantile(const Histogram& histogram, double fraction)
{
    std::size_t all = 0;
    for (const std::size_t count : histogram) {
        all += count;
    }
    std::size_t below = 0;
    for (std::size_t value = 0; value < histogram.size(); ++value) {
        below += histogram[value];
        if (static_cast<double>(below) > fraction * static_cast<double>(all)) {
            return static_cast<int>(value);
        }
    }
    return 255;
}

int otsuThreshold(const Histogram& histogram)
{
    double all = 0;
    double sum = 0;
    for (std::size_t grey = 0; grey < histogram.size(); ++grey) {
        all += static_cast<double>(histogram[grey]);
        sum += static_cast<double>(grey * histogram[grey]);
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int threshold = 0;
    for (std::size_t grey = 0; grey + 1 < histogram.size(); ++grey) {
        below += static_cast<double>(histogram[grey]);
        sumBelow += static_cast<double>(grey * histogram[grey]);
        const double above = all - below;
        if (below == 0 || above == 0) {
            continue;
        }
        const double apart = sumBelow / below - (sum - sumBelow) / above;
        if (below * above * apart * apart > best) {
            best = below * above * apart * apart;
            threshold = static_cast<int>(grey) + 1;
        }
    }
    return threshold;
}

} // namespace numeral
